// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/MaskOverlay.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace maquette {

namespace {

constexpr double kSharpAbove = 4.0; ///< as the picture: single pixels are told apart above 400 %
constexpr int kHatchPeriod = 10;    ///< logical pixels
constexpr int kDash = 5;            ///< logical pixels
constexpr double kLineHalf = 0.75;  ///< half of the line's width, logical pixels
constexpr double kStripe = 1.2;     ///< of the opacity, in a stripe
constexpr double kBetween = 0.65;   ///< between stripes
constexpr QRgb kDashLight = 0xfff8f8f8;
constexpr int kDashLightAlpha = 245;
constexpr int kDashDarkAlpha = 96;

cv::Mat matOf(QImage& image)
{
    return {image.height(), image.width(), CV_8UC1, image.bits(), size_t(image.bytesPerLine())};
}

cv::Mat matOf(const QImage& image)
{
    // OpenCV has no Mat of constant pixels; it is only read from.
    return {image.height(), image.width(), CV_8UC1, const_cast<uchar*>(image.constBits()),
            size_t(image.bytesPerLine())};
}

QRect bordered(QRect area)
{
    return area.adjusted(-1, -1, 1, 1);
}

double scaleOf(const QTransform& transform)
{
    return std::hypot(transform.m11(), transform.m12());
}

/// Samples \a source, whose pixels \a toSource reaches from device pixels, at the middle of every pixel of \a area.
QImage sampled(const QImage& source, const QTransform& toSource, QRect area, bool sharp,
               CoverageEdge edge = CoverageEdge::Empty)
{
    QImage out(area.size(), QImage::Format_Grayscale8);
    const QPointF first = toSource.map(QPointF(area.topLeft()) + QPointF(0.5, 0.5)) - QPointF(0.5, 0.5);
    const double numbers[] = {toSource.m11(), toSource.m21(), first.x(), toSource.m12(), toSource.m22(), first.y()};
    const cv::Matx23d matrix(numbers);
    cv::Mat to = matOf(out);
    cv::warpAffine(matOf(source), to, matrix, to.size(),
                   (sharp ? cv::INTER_NEAREST : cv::INTER_LINEAR) | cv::WARP_INVERSE_MAP,
                   edge == CoverageEdge::Extended ? cv::BORDER_REPLICATE : cv::BORDER_CONSTANT, 0);
    return out;
}

int blend255(int a, int b)
{
    return (a * b + 127) / 255;
}

QRgb premultiplied(QRgb colour, int alpha)
{
    return qRgba(blend255(qRed(colour), alpha), blend255(qGreen(colour), alpha), blend255(qBlue(colour), alpha), alpha);
}

/// Premultiplied. Two channels at a time: it is done for every pixel that a brush passes over.
QRgb over(QRgb above, QRgb below)
{
    constexpr quint32 kEven = 0x00ff00ff;
    constexpr quint32 kHalf = 0x00800080;
    const quint32 rest = 255 - quint32(qAlpha(above));
    const quint32 even = (below & kEven) * rest + kHalf;
    const quint32 odd = ((below >> 8) & kEven) * rest + kHalf;
    return above + (((even + ((even >> 8) & kEven)) >> 8) & kEven) + ((odd + ((odd >> 8) & kEven)) & ~kEven);
}

/// Tint and stripes along x + y for one period, for every coverage; the stripes' edges are soft.
class Hatch
{
public:
    explicit Hatch(const OverlayStyle& style)
        : m_period(std::max(4, int(std::lround(kHatchPeriod * style.ratio))))
        , m_pixels(size_t(m_period) * 256)
    {
        for (int at = 0; at < m_period; ++at) {
            const double phase = (at + 0.5) / m_period;
            const double inside = std::clamp((0.25 - std::abs(phase - 0.5)) * m_period / 2.0 + 0.5, 0.0, 1.0);
            const double part = std::min(1.0, style.opacity * (kBetween + (kStripe - kBetween) * inside));
            for (int covered = 0; covered < 256; ++covered) {
                m_pixels.at(size_t(at) * 256 + size_t(covered)) =
                    premultiplied(style.colour.rgb(), int(std::lround(part * covered)));
            }
        }
    }
    [[nodiscard]] int period() const { return m_period; }
    /// The pixels for every coverage at \a phase of the period.
    [[nodiscard]] const QRgb* at(int phase) const { return m_pixels.data() + size_t(phase) * 256; }

private:
    int m_period;
    std::vector<QRgb> m_pixels;
};

int wrapped(int value, int period)
{
    const int rest = value % period;
    return rest < 0 ? rest + period : rest;
}

/// The three rows of coverage around the one being painted.
struct Rows
{
    const uchar* above;
    const uchar* here;
    const uchar* below;
};

struct Line
{
    double half;
    int dash;

    /// How far the coverage may be from half, by its slope, for a pixel to be touched; squared.
    [[nodiscard]] float reach() const { return float((half + 0.5) * (half + 0.5)); }
};

/// The dashed line's part of one pixel at \a x of the rows; 0 away from the edge. The distance to where half is masked
/// is the difference in coverage by its slope.
QRgb linePixel(const Rows& rows, int x, QPoint at, const Line& line)
{
    const int across = rows.here[x + 1] - rows.here[x - 1];
    const int down = rows.below[x] - rows.above[x];
    const int off = 2 * rows.here[x] - 255;
    if (float(off * off) >= line.reach() * float(across * across + down * down)) {
        return 0; // nearly all pixels, without a root
    }
    const double slope = std::sqrt(double(across * across + down * down)) / 2;
    const double part = std::clamp(line.half + 0.5 - std::abs(rows.here[x] - 127.5) / slope, 0.0, 1.0);
    if (part <= 0) {
        return 0;
    }
    // Along the edge: the axis the edge mostly follows.
    const int along = std::abs(across) > std::abs(down) ? at.y() : at.x();
    const bool light = wrapped(along, 2 * line.dash) < line.dash;
    return light ? premultiplied(kDashLight, int(part * kDashLightAlpha))
                 : premultiplied(0xff101010, int(part * kDashDarkAlpha));
}

} // namespace

QRect maskedArea(const LayerLevels<quint8>& mask, const QTransform& toDevice, QRect area)
{
    if (mask.isNull()) {
        return {};
    }
    const int level = mask.levelFor(scaleOf(toDevice));
    const double reduced = 1.0 / (1 << level);
    const QTransform toLevel = toDevice.inverted() * QTransform::fromScale(reduced, reduced);
    const TiledMask& tiles = mask.level(level);
    const QRect sight = tiles.tilesIn(toLevel.mapRect(QRectF(area)).toAlignedRect().adjusted(-2, -2, 2, 2));
    QRect found;
    for (int row = sight.top(); row <= sight.bottom(); ++row) {
        for (int column = sight.left(); column <= sight.right(); ++column) {
            const int index = row * tiles.columns() + column;
            if (!tiles.tile(index).isUniform() || tiles.tile(index).value() != 0) {
                found |= tiles.tileRect(index);
            }
        }
    }
    return found.isEmpty() ? QRect()
                           : toLevel.inverted().mapRect(QRectF(found)).toAlignedRect().adjusted(-2, -2, 2, 2) & area;
}

QImage maskCoverage(const LayerLevels<quint8>& mask, const QTransform& toDevice, QRect area, CoverageEdge edge)
{
    if (mask.isNull()) {
        return {};
    }
    const double scale = scaleOf(toDevice);
    const int level = mask.levelFor(scale);
    const double reduced = 1.0 / (1 << level);
    const QTransform toLevel = toDevice.inverted() * QTransform::fromScale(reduced, reduced);
    const QRect outer = bordered(area);
    const int room = edge == CoverageEdge::Extended ? 0 : 2;
    const QRect source = toLevel.mapRect(QRectF(outer)).toAlignedRect().adjusted(-2, -2, 2, 2) &
                         mask.level(level).rect().adjusted(-room, -room, room, room);
    if (source.isEmpty() || mask.isUniform(level, source, 0)) {
        return {};
    }
    const QTransform toSource = toLevel * QTransform::fromTranslate(-source.x(), -source.y());
    return sampled(toImage(mask.level(level), source), toSource, outer, scale > kSharpAbove, edge);
}

QImage maskCoverage(const QImage& mask, QRectF place, const QTransform& toDevice, QRect area)
{
    if (mask.isNull() || place.isEmpty()) {
        return {};
    }
    const QTransform toSource = toDevice.inverted() * QTransform::fromTranslate(-place.x(), -place.y()) *
                                QTransform::fromScale(mask.width() / place.width(), mask.height() / place.height());
    return sampled(mask, toSource, bordered(area), scaleOf(toDevice) > kSharpAbove);
}

QImage largerCoverage(const QImage& a, const QImage& b)
{
    if (a.isNull() || b.isNull()) {
        return a.isNull() ? b : a;
    }
    QImage out(a.size(), QImage::Format_Grayscale8);
    cv::Mat to = matOf(out);
    cv::max(matOf(a), matOf(b), to);
    return out;
}

void mixInto(QImage& scene, QRect area, const QImage& below, const QImage& coverage)
{
    for (int y = 0; y < area.height(); ++y) {
        uchar* const to = scene.scanLine(area.y() + y) + qsizetype(area.x()) * 4;
        const uchar* const from = below.constScanLine(y);
        const uchar* const covered = coverage.constScanLine(y + 1) + 1;
        for (int x = 0; x < area.width(); ++x) {
            const int part = covered[x];
            for (int at = 4 * x; at < 4 * x + 4; ++at) {
                to[at] = uchar((from[at] * part + to[at] * (255 - part) + 127) / 255);
            }
        }
    }
}

void paintMaskOverlay(QImage& scene, QRect area, const QImage& coverage, QPoint anchor, const OverlayStyle& style)
{
    const Hatch hatch(style);
    const Line line{kLineHalf * style.ratio, std::max(2, int(std::lround(kDash * style.ratio)))};
    for (int y = 0; y < area.height(); ++y) {
        const Rows rows{coverage.constScanLine(y), coverage.constScanLine(y + 1), coverage.constScanLine(y + 2)};
        auto* const to = reinterpret_cast<QRgb*>(scene.scanLine(area.y() + y)) + area.x();
        const QPoint place = QPoint(area.x(), area.y() + y) - anchor;
        int phase = wrapped(place.x() + place.y(), hatch.period());
        for (int x = 0; x < area.width(); ++x) {
            const QRgb edge = linePixel(rows, x + 1, place + QPoint(x, 0), line);
            to[x] = over(hatch.at(phase)[rows.here[x + 1]], to[x]);
            if (edge != 0) {
                to[x] = over(edge, to[x]);
            }
            phase = phase + 1 == hatch.period() ? 0 : phase + 1;
        }
    }
}

} // namespace maquette
