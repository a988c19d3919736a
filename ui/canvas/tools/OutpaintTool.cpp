// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/OutpaintTool.h"

#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/CanvasSession.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette {

namespace {

constexpr double kSnap = 6; ///< logical pixels
constexpr int kRound = 64;  ///< picture pixels

struct Aspect
{
    int width;
    int height;
};
constexpr std::array kAspects{Aspect{1, 1}, Aspect{5, 4}, Aspect{4, 3}, Aspect{3, 2},  Aspect{16, 9}, Aspect{21, 9},
                              Aspect{4, 5}, Aspect{3, 4}, Aspect{2, 3}, Aspect{9, 16}, Aspect{9, 21}};

QString tr(const char* text)
{
    return QCoreApplication::translate("FrameTools", text);
}

QString aspectName(const Aspect& aspect)
{
    return QStringLiteral("%1:%2").arg(aspect.width).arg(aspect.height);
}

QSize outerSize(QSize picture, const OutpaintFrame& frame)
{
    return {picture.width() + frame.left + frame.right, picture.height() + frame.up + frame.down};
}

OutpaintFrame within(const OutpaintFrame& frame, const OutpaintFrame& most)
{
    return {std::clamp(frame.left, 0, most.left), std::clamp(frame.up, 0, most.up),
            std::clamp(frame.right, 0, most.right), std::clamp(frame.down, 0, most.down)};
}

/// "1,536 + 400 = 1,936": a side of the picture, what is added to it, and the two together.
QString sumText(int side, int added)
{
    const QLocale locale;
    return added == 0 ? locale.toString(side)
                      : QStringLiteral("%1 + %2 = %3")
                            .arg(locale.toString(side), locale.toString(added), locale.toString(side + added));
}

/// The nearest of \a wanted among round numbers and what gives a usual aspect, within \a reach; else itself.
int nearest(int wanted, const QList<int>& stops, double reach)
{
    int best = wanted;
    double distance = reach;
    for (const int stop : stops) {
        if (stop >= 0 && std::abs(stop - wanted) <= distance) {
            distance = std::abs(stop - wanted);
            best = stop;
        }
    }
    return best;
}

QList<int> roundStops(int wanted)
{
    const int below = wanted / kRound * kRound;
    return {0, below, below + kRound};
}

} // namespace

ToolAbout OutpaintTool::about() const
{
    return {QStringLiteral("outpaint"),
            tr("Outpaint frame"),
            tr("Drag an edge outward to have the picture continued there; Ctrl does not snap"),
            QStringLiteral("transform-crop-and-resize"),
            Qt::Key_O,
            ToolLayer::Outpaint};
}

ToolOption OutpaintTool::margin(const QString& id, const QString& label, int OutpaintFrame::*side)
{
    ToolOption option = ToolOption::of(ToolOption::Kind::Number, id, label, tr("Pixels added at this side"));
    option.max = host().needs().mostOutpaint.*side;
    option.unit = QStringLiteral("px");
    option.slider = false;
    option.read = [this, side] { return session().document().outpaint.*side; };
    option.write = [this, side](const QVariant& value) {
        OutpaintFrame frame = session().document().outpaint;
        frame.*side = value.toInt();
        setFrame(frame);
    };
    return option;
}

QList<ToolOption> OutpaintTool::options()
{
    ToolOption aspect = ToolOption::of(ToolOption::Kind::Choice, QStringLiteral("toolAspect"), tr("Shape"),
                                       tr("Frames the picture to a usual shape, the same on opposite sides"));
    aspect.entries.append({QString(), tr("Free"), {}});
    for (const Aspect& one : kAspects) {
        aspect.entries.append({aspectName(one), aspectName(one), {}});
    }
    aspect.read = [this] {
        const QSize size = outerSize(session().document().size, session().document().outpaint);
        for (const Aspect& one : kAspects) {
            if (std::abs(size.width() * one.height - size.height() * one.width) < std::max(one.width, one.height)) {
                return aspectName(one);
            }
        }
        return QString();
    };
    aspect.write = [this](const QVariant& value) {
        const QStringList parts = value.toString().split(QLatin1Char(':'));
        if (parts.size() == 2) {
            setFrame(framed(session().document().size, parts.at(0).toInt(), parts.at(1).toInt(),
                            host().needs().mostOutpaint));
        }
    };
    return {aspect, margin(QStringLiteral("toolLeft"), tr("Left"), &OutpaintFrame::left),
            margin(QStringLiteral("toolUp"), tr("Top"), &OutpaintFrame::up),
            margin(QStringLiteral("toolRight"), tr("Right"), &OutpaintFrame::right),
            margin(QStringLiteral("toolDown"), tr("Bottom"), &OutpaintFrame::down)};
}

OutpaintFrame OutpaintTool::framed(QSize picture, int width, int height, const OutpaintFrame& most)
{
    OutpaintFrame frame;
    if (picture.isEmpty() || width <= 0 || height <= 0) {
        return frame;
    }
    const qint64 wide = qint64(picture.height()) * width;
    const qint64 high = qint64(picture.width()) * height;
    if (wide > high) {
        const int add = int((wide + height / 2) / height) - picture.width();
        frame.left = std::min(add / 2, most.left);
        frame.right = std::min(add - add / 2, most.right);
    } else {
        const int add = int((high + width / 2) / width) - picture.height();
        frame.up = std::min(add / 2, most.up);
        frame.down = std::min(add - add / 2, most.down);
    }
    return frame;
}

void OutpaintTool::setFrame(const OutpaintFrame& frame)
{
    session().edit(about().title, [&frame](CanvasDocument& document) { document.outpaint = frame; });
    host().repaintTool();
}

std::optional<QRectF> OutpaintTool::frame() const
{
    const CanvasDocument& document = session().document();
    const OutpaintFrame& frame = document.outpaint;
    return QRectF(QPointF(), QSizeF(document.size)).adjusted(-frame.left, -frame.up, frame.right, frame.down);
}

OutpaintFrame OutpaintTool::snapped(const OutpaintFrame& frame) const
{
    const QSize picture = session().document().size;
    const QSize size = outerSize(picture, frame);
    const double reach = kSnap / viewScale();
    OutpaintFrame out = frame;
    const auto snap = [reach](int& side, int others, const auto& length) {
        QList<int> stops = roundStops(side);
        for (const Aspect& aspect : kAspects) {
            stops.append(int(std::lround(length(aspect))) - others);
        }
        side = nearest(side, stops, reach);
    };
    const auto width = [&size](const Aspect& aspect) { return double(size.height()) * aspect.width / aspect.height; };
    const auto height = [&size](const Aspect& aspect) { return double(size.width()) * aspect.height / aspect.width; };
    if (edges().testFlag(Qt::LeftEdge)) {
        snap(out.left, size.width() - frame.left, width);
    }
    if (edges().testFlag(Qt::RightEdge)) {
        snap(out.right, size.width() - frame.right, width);
    }
    if (edges().testFlag(Qt::TopEdge)) {
        snap(out.up, size.height() - frame.up, height);
    }
    if (edges().testFlag(Qt::BottomEdge)) {
        snap(out.down, size.height() - frame.down, height);
    }
    return out;
}

bool OutpaintTool::take(CanvasDocument& document, const QRectF& rect, const CanvasPointer& pointer)
{
    const OutpaintFrame dragged{int(std::lround(-rect.left())), int(std::lround(-rect.top())),
                                int(std::lround(rect.right() - document.size.width())),
                                int(std::lround(rect.bottom() - document.size.height()))};
    const OutpaintFrame most = host().needs().mostOutpaint;
    OutpaintFrame frame = within(dragged, most);
    if (!pointer.modifiers.testFlag(Qt::ControlModifier)) {
        frame = within(snapped(frame), most);
    }
    document.outpaint = frame;
    return true;
}

void OutpaintTool::paint(QPainter& painter) const
{
    QStringList note{sizeNote(session().document().size, session().document().outpaint, host().needs().mostOutpaint)};
    if (!host().frameNote().isEmpty()) {
        note.append(host().frameNote());
    }
    paintFrame(painter, note.join(QStringLiteral("  ·  ")));
}

QString OutpaintTool::sizeNote(QSize picture, const OutpaintFrame& frame, const OutpaintFrame& most)
{
    const QString size =
        tr("%1 × %2 px")
            .arg(sumText(picture.width(), frame.left + frame.right), sumText(picture.height(), frame.up + frame.down));
    const std::array sides{std::pair(frame.left, most.left), std::pair(frame.up, most.up),
                           std::pair(frame.right, most.right), std::pair(frame.down, most.down)};
    for (const auto& [added, limit] : sides) {
        if (limit > 0 && added >= limit) {
            return size + QStringLiteral("  ·  ") + tr("at most %1 px at a side").arg(QLocale().toString(limit));
        }
    }
    return size;
}

} // namespace maquette
