// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SendPlan.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kNoBound = 1e12;
constexpr double kMostPixels = 1e9; ///< in one direction; fits an int

QString tr(const char* text)
{
    return QCoreApplication::translate("SendPlan", text);
}

qint64 pixelsOf(QSize size)
{
    return qint64(size.width()) * size.height();
}

double aspectOf(QSize size)
{
    return double(size.width()) / size.height();
}

/// Width / height that a picture of any size may have: the operation's own bounds, and what follows from the others (a
/// strip longer than longest side / shortest side fits at no scale).
struct AspectRange
{
    double least = 1 / kNoBound;
    double most = kNoBound;
};

AspectRange aspectRange(const SendLimits& limits)
{
    const double shortest = qMax(1, limits.minSide);
    double slimmest = kNoBound;
    if (limits.maxSide > 0) {
        slimmest = std::min(slimmest, limits.maxSide / shortest);
        slimmest =
            std::min(slimmest, double(limits.maxSide) * limits.maxSide / double(qMax<qint64>(1, limits.minPixels)));
    }
    if (limits.maxPixels > 0) {
        slimmest = std::min(slimmest, double(limits.maxPixels) / (shortest * shortest));
    }
    AspectRange range{1 / slimmest, slimmest};
    if (limits.minAspect > 0) {
        range.least = std::max(range.least, limits.minAspect);
    }
    if (limits.maxAspect > 0) {
        range.most = std::min(range.most, limits.maxAspect);
    }
    return range;
}

/// One direction of the crop: a stretch inside [0, extent) that must keep [first, last].
struct Stretch
{
    int at = 0;
    int length = 0;
    int keepAt = 0;
    int keepLength = 0;
    int extent = 0;

    /// Grows to \a wanted about its middle, moved so that it stays inside; no further than the picture.
    void widen(int wanted)
    {
        const int target = std::min(wanted, extent);
        if (target > length) {
            at = std::clamp(at - (target - length) / 2, 0, extent - target);
            length = target;
        }
    }
    /// Shrinks to \a wanted about what it must keep; no further than that.
    void narrow(int wanted)
    {
        const int target = std::max(wanted, keepLength);
        if (target < length) {
            const int middle = keepAt - (target - keepLength) / 2;
            // Between the old ends, and around what is kept.
            const int lowest = std::max(at, keepAt + keepLength - target);
            const int highest = std::min(at + length - target, keepAt);
            at = std::clamp(middle, lowest, highest);
            length = target;
        }
    }
};

Stretch stretch(int at, int length, int keepAt, int keepLength, int extent)
{
    return {at, length, keepAt, keepLength, extent};
}

/// Pixels in one direction that reach \a ratio times \a other, rounded to be on the legal side.
int atLeast(double ratio, int other)
{
    return int(std::min(kMostPixels, std::ceil(ratio * other - 1e-9)));
}
int atMost(double ratio, int other)
{
    return int(std::min(kMostPixels, std::floor(ratio * other + 1e-9)));
}

void makeLargeEnough(Stretch& x, Stretch& y, const SendLimits& limits)
{
    x.widen(limits.minSide);
    y.widen(limits.minSide);
    if (qint64(x.length) * y.length < limits.minPixels) {
        const int side = int(std::ceil(std::sqrt(double(limits.minPixels))));
        x.widen(side);
        y.widen(std::max<int>(y.length, int((limits.minPixels + x.length - 1) / x.length)));
        x.widen(std::max<int>(x.length, int((limits.minPixels + y.length - 1) / y.length)));
    }
}

void makeAspectLegal(Stretch& x, Stretch& y, const AspectRange& range)
{
    x.widen(atLeast(range.least, y.length));
    y.widen(atLeast(1 / range.most, x.length));
    y.narrow(atMost(1 / range.least, x.length));
    x.narrow(atMost(range.most, y.length));
}

/// How much \a size differs from \a crop times \a scale, in pixels.
double distance(QSize size, QSize crop, double scale)
{
    return std::abs(size.width() - crop.width() * scale) + std::abs(size.height() - crop.height() * scale);
}

double scaleFor(QSize crop, const SendLimits& limits)
{
    const double area = double(pixelsOf(crop));
    const double least = std::max(double(limits.minSide) / std::min(crop.width(), crop.height()),
                                  std::sqrt(double(limits.minPixels) / area));
    double most = kNoBound;
    if (limits.maxPixels > 0) {
        most = std::sqrt(double(limits.maxPixels) / area);
    }
    if (limits.maxSide > 0) {
        most = std::min(most, double(limits.maxSide) / std::max(crop.width(), crop.height()));
    }
    return std::min(std::max(1.0, least), most);
}

/// The legal size nearest to the scaled crop; the exact one rounded when none is near.
QSize legalSize(QSize crop, double scale, const SendLimits& limits)
{
    const QSize rounded(std::max(1, qRound(crop.width() * scale)), std::max(1, qRound(crop.height() * scale)));
    QSize best = rounded;
    double bestDistance = kNoBound;
    for (int dy = -2; dy <= 2; ++dy) {
        for (int dx = -2; dx <= 2; ++dx) {
            const QSize candidate = rounded + QSize(dx, dy);
            const double away = distance(candidate, crop, scale);
            if (limits.allow(candidate) && away < bestDistance) {
                best = candidate;
                bestDistance = away;
            }
        }
    }
    return best;
}

QString ratioText(double ratio)
{
    const QLocale locale;
    return ratio >= 1 ? tr("%1:1").arg(locale.toString(ratio, 'g', 3))
                      : tr("1:%1").arg(locale.toString(1 / ratio, 'g', 3));
}

/// Why no size of that shape is taken.
QString shapeProblem(QSize crop, const SendLimits& limits, bool masked)
{
    const AspectRange range = aspectRange(limits);
    const double aspect = aspectOf(crop);
    if (aspect > range.most) {
        const QString ways = masked
                                 ? tr("Choose a frame as what is sent, or mask less of the width.")
                                 : tr("Crop the picture in width, or send a frame of it where that tool is offered.");
        return tr("What would be sent is too wide: %1, and at most %2 is taken.")
                   .arg(ratioText(aspect), ratioText(range.most)) +
               QLatin1Char(' ') + ways;
    }
    if (aspect < range.least) {
        const QString ways = masked
                                 ? tr("Choose a frame as what is sent, or mask less of the height.")
                                 : tr("Crop the picture in height, or send a frame of it where that tool is offered.");
        return tr("What would be sent is too tall: %1, and at most %2 is taken.")
                   .arg(ratioText(aspect), ratioText(range.least)) +
               QLatin1Char(' ') + ways;
    }
    return tr("What would be sent, %1 x %2 pixels, fits none of the sizes that are taken.")
        .arg(crop.width())
        .arg(crop.height());
}

/// The mask with all that growing and feathering can add.
QRect maskArea(const CanvasDocument& document)
{
    const QRect content = document.mask.contentRect();
    if (content.isEmpty()) {
        return {};
    }
    const int reach = std::max(0, document.edge.grow) + document.edge.feather;
    return content.adjusted(-reach, -reach, reach, reach) & QRect(QPoint(0, 0), document.size);
}

/// What must be in the crop, and what should be.
struct Wish
{
    QRect keep;
    QRect wanted;
    bool fixed = false; ///< the whole picture: as it is or not at all
};

Wish wishOf(const CanvasDocument& document, const QRect& area, bool wantsMask)
{
    const QRect picture(QPoint(0, 0), document.size);
    const ContextChoice& context = document.context;
    if (context.kind == ContextChoice::Kind::Frame) {
        const QRect frame = context.frame & picture;
        return {frame, frame, false};
    }
    if (context.kind == ContextChoice::Kind::Automatic && wantsMask) {
        const int padding = std::max(0, context.padding);
        return {area, area.adjusted(-padding, -padding, padding, padding) & picture, false};
    }
    return {picture, picture, true};
}

} // namespace

bool SendLimits::allow(QSize size) const
{
    if (size.isEmpty() || std::min(size.width(), size.height()) < minSide || pixelsOf(size) < minPixels) {
        return false;
    }
    if ((maxSide > 0 && std::max(size.width(), size.height()) > maxSide) ||
        (maxPixels > 0 && pixelsOf(size) > maxPixels)) {
        return false;
    }
    constexpr double kRounding = 1e-9; // a third is no number of the machine's
    const double aspect = aspectOf(size);
    return (minAspect <= 0 || aspect >= minAspect * (1 - kRounding)) &&
           (maxAspect <= 0 || aspect <= maxAspect * (1 + kRounding));
}

SendPlan planSend(const CanvasDocument& document, const SendLimits& limits, bool wantsMask)
{
    SendPlan plan;
    plan.masked = wantsMask;
    if (document.size.isEmpty()) {
        plan.problems << tr("There is no picture.");
        return plan;
    }
    const QRect area = wantsMask ? maskArea(document) : QRect();
    if (wantsMask && area.isEmpty()) {
        plan.problems << tr("Nothing is masked. Paint over what should change.");
        return plan;
    }
    const Wish wish = wishOf(document, area, wantsMask);
    if (wish.wanted.isEmpty()) {
        plan.problems << tr("The frame lies outside the picture.");
        return plan;
    }
    Stretch x = stretch(wish.wanted.x(), wish.wanted.width(), wish.keep.x(), wish.keep.width(), document.size.width());
    Stretch y =
        stretch(wish.wanted.y(), wish.wanted.height(), wish.keep.y(), wish.keep.height(), document.size.height());
    if (!wish.fixed) {
        makeLargeEnough(x, y, limits);
        makeAspectLegal(x, y, aspectRange(limits));
    }
    plan.crop = QRect(x.at, y.at, x.length, y.length);
    plan.whole = plan.crop.size() == document.size;
    plan.scale = scaleFor(plan.crop.size(), limits);
    plan.sent = legalSize(plan.crop.size(), plan.scale, limits);
    if (plan.sent == plan.crop.size()) {
        plan.scale = 1;
    }
    if (!limits.allow(plan.sent)) {
        plan.problems << shapeProblem(plan.crop.size(), limits, wantsMask);
    }
    if (wantsMask && !plan.crop.contains(area)) {
        plan.problems << tr(
            "Part of the mask lies outside the frame and would not change. Drag the frame around the mask.");
    }
    return plan;
}

} // namespace maquette
