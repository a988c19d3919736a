// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/ColourMatch.h"

#include "app/canvas/Bands.h"

#include <QColorTransform>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace maquette {

namespace {

constexpr int kCells = 256;     ///< along the longer side of what is looked at
constexpr int kRingPixels = 24; ///< how far from the mask the ring reaches
constexpr qsizetype kMostPairs = 4000;
constexpr qsizetype kFewestPairs = 12;

float medianOf(std::vector<float> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

struct Line
{
    double gain = 1;
    double offset = 0;
    bool trusted = false;
};

/// Least squares over the pairs that agree, found anew a few times (iteratively trimmed).
Line fitChannel(const std::vector<float>& original, const std::vector<float>& result)
{
    constexpr double kNoise = 1.5 / 255; // what rounding and grain leave
    constexpr double kFlat = 0.03;       // a spread below which a gain would be a guess
    const std::size_t count = original.size();
    std::vector<float> apart(count);
    std::transform(original.begin(), original.end(), result.begin(), apart.begin(), std::minus<>());
    Line line{1, medianOf(apart), false};
    for (int round = 0; round < 6; ++round) {
        for (std::size_t i = 0; i < count; ++i) {
            apart[i] = float(std::abs(original[i] - (line.gain * result[i] + line.offset)));
        }
        const double limit = 2.5 * std::max(kNoise, 1.4826 * double(medianOf(apart)));
        double n = 0;
        double sumResult = 0;
        double sumOriginal = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (apart[i] <= limit) {
                n += 1;
                sumResult += result[i];
                sumOriginal += original[i];
            }
        }
        const double meanResult = sumResult / n;
        const double meanOriginal = sumOriginal / n;
        double spread = n * kFlat * kFlat; // pulls the gain of flat colours towards 1
        double together = spread;
        for (std::size_t i = 0; i < count; ++i) {
            if (apart[i] <= limit) {
                spread += (result[i] - meanResult) * (result[i] - meanResult);
                together += (result[i] - meanResult) * (original[i] - meanOriginal);
            }
        }
        line.gain = std::clamp(together / spread, 0.75, 1.0 / 0.75);
        line.offset = meanOriginal - line.gain * meanResult;
        line.trusted = n >= 0.3 * double(count) && limit < 0.25;
    }
    return line;
}

/// The highest mask value in each cell of \a step pixels of \a area.
cv::Mat1b cellsOf(const TiledMask& mask, const QRect& area, int step)
{
    cv::Mat1b cells((area.height() + step - 1) / step, (area.width() + step - 1) / step, uchar(0));
    forBands(
        cells.rows,
        [&](int first, int last) {
            std::vector<quint8> row(std::size_t(area.width()));
            for (int y = first * step; y < std::min(last * step, area.height()); ++y) {
                mask.read(QRect(area.left(), area.top() + y, area.width(), 1), row.data(), area.width());
                uchar* cell = cells[y / step];
                for (int x = 0; x < area.width(); x += step, ++cell) {
                    const auto from = row.begin() + x;
                    *cell = std::max(*cell, *std::max_element(from, from + std::min(step, area.width() - x)));
                }
            }
        },
        std::max(1, 64 / step));
    return cells;
}

/// The mean of an area of \a image in 0 to 1, red, green, blue.
std::array<float, 3> meanOf(const QImage& image, const QRect& area)
{
    double sum[3] = {};
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            if (image.depth() == 64) {
                const QRgba64 pixel = reinterpret_cast<const QRgba64*>(image.constScanLine(y))[x];
                sum[0] += pixel.red();
                sum[1] += pixel.green();
                sum[2] += pixel.blue();
            } else {
                const QRgb pixel = reinterpret_cast<const QRgb*>(image.constScanLine(y))[x];
                sum[0] += qRed(pixel) * 257;
                sum[1] += qGreen(pixel) * 257;
                sum[2] += qBlue(pixel) * 257;
            }
        }
    }
    const double all = 65535.0 * area.width() * area.height();
    return {float(sum[0] / all), float(sum[1] / all), float(sum[2] / all)};
}

/// The same place on the result; at least one pixel.
QRect onResult(const QRectF& place, const QRect& crop, QSize size)
{
    const double x = double(size.width()) / crop.width();
    const double y = double(size.height()) / crop.height();
    const QRectF there((place.x() - crop.x()) * x, (place.y() - crop.y()) * y, place.width() * x, place.height() * y);
    const QPoint centre(std::clamp(int(there.center().x()), 0, size.width() - 1),
                        std::clamp(int(there.center().y()), 0, size.height() - 1));
    return there.toRect().isEmpty() ? QRect(centre, QSize(1, 1)) : there.toRect() & QRect(QPoint(0, 0), size);
}

std::array<float, 3> inSrgb(const std::array<float, 3>& colour, const QColorTransform& transform)
{
    const auto wide = [](float value) { return quint16(std::lround(std::clamp(value, 0.0F, 1.0F) * 65535)); };
    const QRgba64 mapped = transform.map(QRgba64::fromRgba64(wide(colour[0]), wide(colour[1]), wide(colour[2]), 65535));
    return {float(mapped.red()) / 65535, float(mapped.green()) / 65535, float(mapped.blue()) / 65535};
}

} // namespace

ColourMatch fitColours(const QList<ColourPair>& pairs)
{
    ColourMatch match;
    if (pairs.size() < kFewestPairs) {
        return match;
    }
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::vector<float> original;
        std::vector<float> result;
        for (const ColourPair& pair : pairs) {
            original.push_back(pair.original[channel]);
            result.push_back(pair.result[channel]);
        }
        const Line line = fitChannel(original, result);
        if (!line.trusted) {
            return {};
        }
        match.gain[channel] = float(line.gain);
        match.offset[channel] = float(line.offset);
    }
    return match;
}

RingSamples sampleRing(const QImage& original, const QColorSpace& space, const QImage& result, const QRect& crop,
                       const TiledMask& mask)
{
    RingSamples ring;
    const QRect masked = mask.contentRect() & crop;
    ring.area = masked.adjusted(-kRingPixels, -kRingPixels, kRingPixels, kRingPixels) & crop;
    if (masked.isEmpty()) {
        return ring;
    }
    const int step = std::max(1, std::max(ring.area.width(), ring.area.height()) / kCells);
    const cv::Mat1b cells = cellsOf(mask, ring.area, step);
    cv::Mat1b near;
    const int reach = std::max(1, kRingPixels / step);
    cv::dilate(cells, near, cv::getStructuringElement(cv::MORPH_RECT, {2 * reach + 1, 2 * reach + 1}));
    QList<QPoint> places;
    for (int y = 0; y < cells.rows; ++y) {
        for (int x = 0; x < cells.cols; ++x) {
            if (cells(y, x) == 0 && near(y, x) != 0) {
                places << QPoint(x, y);
            }
        }
    }
    ring.step = step;
    ring.cells = {cells.cols, cells.rows};
    const bool srgb = space == QColorSpace(QColorSpace::SRgb);
    const QColorTransform transform = space.transformationToColorSpace(QColorSpace(QColorSpace::SRgb));
    const qsizetype stride = std::max<qsizetype>(1, places.size() / kMostPairs);
    for (qsizetype i = 0; i < places.size(); i += stride) {
        const QRect place = QRect(ring.area.topLeft() + places[i] * step, QSize(step, step)) & ring.area;
        const auto there = meanOf(original, place);
        ring.at << places[i];
        ring.pairs << ColourPair{srgb ? there : inSrgb(there, transform),
                                 meanOf(result, onResult(QRectF(place), crop, result.size()))};
    }
    return ring;
}

} // namespace maquette
