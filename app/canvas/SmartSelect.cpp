// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SmartSelect.h"

#include "app/canvas/Outline.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace maquette {

namespace {

/// Longer side of the copies, in pixels: the first is done in a tenth of a second, the last in half of one.
constexpr int kLevels[] = {224, 448, 700};
constexpr int kSeed = 20; ///< of the random numbers that begin the colour clusters
constexpr int kMaxRadius = 24;

/// A point that is all of a stroke is one, too.
QRectF boundsOf(const QList<QPolygonF>& strokes, double width)
{
    QRectF box;
    for (const QPolygonF& stroke : strokes) {
        for (const QPointF& point : stroke) {
            box |= QRectF(point.x() - width / 2, point.y() - width / 2, width, width);
        }
    }
    return box;
}

/// What is looked at: the box with some background around it, or the surroundings of the strokes.
QRect regionOf(const QImage& picture, const SmartSeed& seed)
{
    const QRect box = seed.box.normalized() & picture.rect();
    if (!box.isEmpty()) {
        const int margin = std::max(16, std::max(box.width(), box.height()) / 5);
        return box.adjusted(-margin, -margin, margin, margin) & picture.rect();
    }
    const QRectF inside = boundsOf(seed.inside, std::max(seed.strokeWidth, 1.0)) & QRectF(picture.rect());
    if (inside.isEmpty()) {
        return {};
    }
    const QRectF strokes = inside | (boundsOf(seed.outside, seed.strokeWidth) & QRectF(picture.rect()));
    const double margin = std::max({32.0, inside.width(), inside.height()});
    return strokes.adjusted(-margin, -margin, margin, margin).toAlignedRect() & picture.rect();
}

/// The search in one region, from a small copy to larger ones.
class Search
{
public:
    Search(const QImage& picture, const SmartSeed& seed, QRect region)
        : m_picture(picture)
        , m_seed(seed)
        , m_region(region)
    {
    }

    /// One level: \a longest is the longer side of the copy. False when nothing could be found.
    bool look(int longest);
    [[nodiscard]] TiledMask mask() const;
    [[nodiscard]] double reduction() const { return m_reduction; } ///< picture pixels per pixel of the last copy

private:
    [[nodiscard]] QRect boxIn(QSize size) const;
    [[nodiscard]] cv::Mat labelsBy(QSize size) const;
    void drawStrokes(cv::Mat& labels, const QList<QPolygonF>& strokes, int label) const;

    const QImage& m_picture;
    const SmartSeed& m_seed;
    QRect m_region;
    double m_reduction = 1;
    cv::Mat m_found; ///< 0 or 255, in the size of the last level
};

/// The user's box in the pixels of a copy of that size.
QRect Search::boxIn(QSize size) const
{
    const QRect box = m_seed.box.normalized() & m_region;
    if (box.isEmpty()) {
        return {};
    }
    const double scaleX = double(size.width()) / m_region.width();
    const double scaleY = double(size.height()) / m_region.height();
    const QRectF part((box.left() - m_region.left()) * scaleX, (box.top() - m_region.top()) * scaleY,
                      box.width() * scaleX, box.height() * scaleY);
    return part.toAlignedRect() & QRect(QPoint(0, 0), size);
}

void Search::drawStrokes(cv::Mat& labels, const QList<QPolygonF>& strokes, int label) const
{
    constexpr int kShift = 4;
    const double scale = 1 / m_reduction;
    const int width = std::max(1, int(std::lround(std::clamp(m_seed.strokeWidth, 1.0, 5000.0) * scale)));
    const auto at = [&](const QPointF& point) {
        // Far outside is outside, however far.
        const QPointF inside(std::clamp(point.x(), -1e5, 1e6), std::clamp(point.y(), -1e5, 1e6));
        const QPointF here = (inside - QPointF(m_region.topLeft())) * scale - QPointF(0.5, 0.5);
        return cv::Point(int(std::lround(here.x() * (1 << kShift))), int(std::lround(here.y() * (1 << kShift))));
    };
    for (const QPolygonF& stroke : strokes) {
        for (qsizetype point = 0; point < stroke.size(); ++point) {
            cv::line(labels, at(stroke.at(std::max(point - 1, qsizetype(0)))), at(stroke.at(point)), cv::Scalar(label),
                     width, cv::LINE_8, kShift);
        }
    }
}

/// What is known of every pixel of a copy of that size.
cv::Mat Search::labelsBy(QSize size) const
{
    const QRect box = boxIn(size);
    cv::Mat labels(size.height(), size.width(), CV_8U, cv::Scalar(box.isEmpty() ? cv::GC_PR_BGD : cv::GC_BGD));
    const bool isAll = box == QRect(QPoint(0, 0), size);
    if (!box.isEmpty()) {
        labels(cv::Rect(box.x(), box.y(), box.width(), box.height())) = cv::GC_PR_FGD;
    }
    if (isAll) {
        // Nothing is known of a background then: most pictures have some at the border.
        const int rim = std::max(1, std::min(size.width(), size.height()) / 40);
        cv::rectangle(labels, cv::Rect(0, 0, size.width(), size.height()), cv::Scalar(cv::GC_PR_BGD), 2 * rim);
    }
    if (!m_found.empty()) {
        cv::Mat before;
        cv::resize(m_found, before, labels.size(), 0, 0, cv::INTER_LINEAR);
        for (int y = 0; y < labels.rows; ++y) {
            for (int x = 0; x < labels.cols; ++x) {
                quint8& label = labels.at<quint8>(y, x);
                if (label != cv::GC_BGD) {
                    label = before.at<quint8>(y, x) >= 128 ? cv::GC_PR_FGD : cv::GC_PR_BGD;
                }
            }
        }
    }
    drawStrokes(labels, m_seed.inside, cv::GC_FGD);
    drawStrokes(labels, m_seed.outside, cv::GC_BGD);
    return labels;
}

bool Search::look(int longest)
{
    m_reduction = std::max(1.0, double(std::max(m_region.width(), m_region.height())) / longest);
    const QSize size(std::max(1, int(std::lround(m_region.width() / m_reduction))),
                     std::max(1, int(std::lround(m_region.height() / m_reduction))));
    const cv::Mat colours = sampled(m_picture, m_region, size);
    cv::Mat labels = labelsBy(size);
    const bool first = m_found.empty();
    const int rounds = !first ? 1 : m_seed.box.isEmpty() ? 4 : 2;
    try {
        cv::Mat background;
        cv::Mat foreground;
        cv::setRNGSeed(kSeed);
        cv::grabCut(colours, labels, cv::Rect(), background, foreground, rounds, cv::GC_INIT_WITH_MASK);
    } catch (const cv::Exception&) {
        // Too few pixels on one side to learn its colours from.
        return false;
    }
    // Definite and probable foreground are the odd labels.
    m_found = (labels & 1) * 255;
    return true;
}

TiledMask Search::mask() const
{
    return m_found.empty() ? TiledMask(m_picture.size()) : spreadOut(m_found, m_region, m_picture.size());
}

/// Nothing outside the user's box.
TiledMask within(TiledMask mask, QRect box)
{
    if (!box.isEmpty()) {
        TiledMask clipped(mask.size());
        const QRect area = box.normalized() & mask.rect();
        const QImage part = toImage(mask, area);
        clipped.write(area, part.constBits(), part.bytesPerLine());
        return clipped;
    }
    return mask;
}

} // namespace

TiledMask smartSelect(const QImage& picture, const SmartSeed& seed, const std::atomic_bool* cancelled,
                      const std::function<void(const TiledMask& soFar)>& progress)
{
    const auto stopped = [cancelled] { return cancelled && cancelled->load(); };
    const QRect region = regionOf(picture, seed);
    if (region.isEmpty() || stopped()) {
        return {};
    }
    Search search(picture, seed, region);
    for (const int longest : kLevels) {
        if (!search.look(longest)) {
            break;
        }
        if (stopped()) {
            return {};
        }
        if (progress) {
            progress(within(search.mask(), seed.box));
        }
        if (search.reduction() <= 1) {
            break;
        }
    }
    const int radius = std::clamp(int(std::lround(2 * search.reduction())), 2, kMaxRadius);
    TiledMask aligned = alignedOutline(picture, search.mask(), radius, cancelled);
    if (stopped()) {
        return {};
    }
    TiledMask found = within(std::move(aligned), seed.box);
    if (progress) {
        progress(found);
    }
    return found;
}

} // namespace maquette
