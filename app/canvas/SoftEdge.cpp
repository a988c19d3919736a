// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SoftEdge.h"

#include "app/canvas/EdgeDistance.h"
#include "app/canvas/MaskMath.h"
#include "app/canvas/Shapes.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace maquette {

namespace {

constexpr int kSide = TiledMask::kTile;
constexpr qsizetype kRow = kSide; ///< a tile's pixels from one row to the next
constexpr int kStrip = 512;       ///< columns that are dilated at once, so that their rows stay in the cache
constexpr int kBlock = 256;       ///< pixels of a side that are blurred at once

/// How many pixels to a side one mean stands for when a blur of that radius is worked out: a filter of few, but enough,
/// means is as quick at every radius.
int blurFactor(int radius)
{
    return radius <= kExactBlur ? 1 : radius <= 12 ? 2 : radius <= 48 ? 4 : radius <= 128 ? 8 : 16;
}

/// A part of the mask reduced by a factor.
struct Reduced
{
    QRect area; ///< picture pixels; a multiple of the factor large
    cv::Mat values;
};

/// The content of a mask with \a margin around it, as means of factor x factor pixels of the picture.
Reduced reduced(const TiledMask& mask, int margin, int factor)
{
    const QRect around = mask.contentRect().adjusted(-margin, -margin, margin, margin) & mask.rect();
    const QPoint corner(around.left() / factor * factor, around.top() / factor * factor);
    const QRect area(corner, around.bottomRight());
    const QImage small = reducedMask(mask, area, factor);
    const cv::Mat means(small.height(), small.width(), CV_8U, const_cast<uchar*>(small.constBits()),
                        size_t(small.bytesPerLine()));
    return {QRect(corner, small.size() * factor), means.clone()};
}

/// Dilation by a disc as the largest over its rows: each row of the disc is a run, and the largest over a run of one
/// more pixel at both ends comes from the one before.
class DiscDilation
{
public:
    DiscDilation(const cv::Mat& from, double radius)
        : m_from(from)
        , m_to(from.clone())
        , m_rowsByHalf(size_t(radius) + 1)
    {
        for (int row = 0; row <= int(radius); ++row) {
            m_rowsByHalf[size_t(std::sqrt(radius * radius - double(row) * row))].push_back(row);
        }
    }

    cv::Mat run(const std::atomic_bool* cancelled)
    {
        const int strips = (m_from.cols + kStrip - 1) / kStrip;
        cv::parallel_for_(cv::Range(0, strips), [&](const cv::Range& range) {
            for (int strip = range.start; strip < range.end; ++strip) {
                dilateStrip(strip * kStrip, std::min(m_from.cols, (strip + 1) * kStrip), cancelled);
            }
        });
        return m_to;
    }

private:
    void dilateStrip(int left, int right, const std::atomic_bool* cancelled);
    void spreadRow(int y, int left, int right, std::vector<quint8>& run, std::vector<quint8>& next);

    const cv::Mat& m_from;
    cv::Mat m_to;
    std::vector<std::vector<int>> m_rowsByHalf; ///< rows of the disc above its middle, by half their width
};

void DiscDilation::dilateStrip(int left, int right, const std::atomic_bool* cancelled)
{
    const int reach = int(m_rowsByHalf.size()); // one more than the widest run needs, for neighbours
    std::vector<quint8> run(size_t(right - left + 2 * reach));
    std::vector<quint8> next(run.size());
    for (int y = 0; y < m_from.rows && !(cancelled && cancelled->load()); ++y) {
        const int from = std::max(0, left - reach);
        const int to = std::min(m_from.cols, right + reach);
        const quint8* row = m_from.ptr<quint8>(y);
        if (std::all_of(row + from, row + to, [](quint8 value) { return value == 0; })) {
            continue;
        }
        std::fill(run.begin(), run.end(), quint8(0));
        std::copy(row + from, row + to, run.begin() + (from - (left - reach)));
        spreadRow(y, left, right, run, next);
    }
}

/// Raises the rows around \a y by what its pixels give them.
void DiscDilation::spreadRow(int y, int left, int right, std::vector<quint8>& run, std::vector<quint8>& next)
{
    const size_t reach = m_rowsByHalf.size();
    const size_t width = size_t(right - left);
    const auto raise = [&](int row) {
        if (row >= 0 && row < m_to.rows) {
            quint8* to = m_to.ptr<quint8>(row) + left;
            const quint8* by = run.data() + reach;
            for (size_t x = 0; x < width; ++x) {
                to[x] = std::max(to[x], by[x]);
            }
        }
    };
    for (size_t half = 0; half < m_rowsByHalf.size(); ++half) {
        if (half > 0) {
            const quint8* from = run.data();
            quint8* to = next.data();
            const size_t last = run.size() - 1;
            if (half == 1) {
                for (size_t x = 1; x < last; ++x) {
                    to[x] = std::max(std::max(from[x - 1], from[x + 1]), from[x]);
                }
            } else {
                for (size_t x = 1; x < last; ++x) {
                    to[x] = std::max(from[x - 1], from[x + 1]);
                }
            }
            to[0] = from[1];
            to[last] = from[last - 1];
            run.swap(next);
        }
        for (const int row : m_rowsByHalf[half]) {
            raise(y - row);
            if (row > 0) {
                raise(y + row);
            }
        }
    }
}

/// Half a sphere over a disc: its shadow from any side is the parabola whose integral is the ramp 3t^2 - 2t^3.
cv::Mat hemisphere(double radius)
{
    const int reach = std::max(0, int(std::ceil(radius)) - 1);
    cv::Mat kernel(2 * reach + 1, 2 * reach + 1, CV_32F);
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            const double height = 1 - (x * x + y * y) / (radius * radius);
            kernel.at<float>(y + reach, x + reach) = float(std::sqrt(std::max(0.0, height)));
        }
    }
    return kernel / cv::sum(kernel)[0];
}

cv::Mat filtered(const cv::Mat& from, const cv::Mat& kernel, const std::atomic_bool* cancelled)
{
    const int reach = kernel.cols / 2;
    // Past the border goes on what is at it.
    cv::Mat wide;
    cv::copyMakeBorder(from, wide, reach, reach, reach, reach, cv::BORDER_REPLICATE);
    cv::Mat to = from.clone();
    const int columns = (from.cols + kBlock - 1) / kBlock;
    const int rows = (from.rows + kBlock - 1) / kBlock;
    cv::parallel_for_(cv::Range(0, columns * rows), [&](const cv::Range& range) {
        for (int block = range.start; block < range.end && !(cancelled && cancelled->load()); ++block) {
            const cv::Rect part = cv::Rect(block % columns * kBlock, block / columns * kBlock, kBlock, kBlock) &
                                  cv::Rect(0, 0, from.cols, from.rows);
            const cv::Mat around = wide(cv::Rect(part.x, part.y, part.width + 2 * reach, part.height + 2 * reach));
            double least = 0;
            double most = 0;
            cv::minMaxLoc(around, &least, &most);
            if (least != most) {
                cv::Mat done;
                // What the transform leaves of a sum that is 0 or 255 is far less than half a step.
                cv::filter2D(around, done, CV_8U, kernel, cv::Point(-1, -1), 0, cv::BORDER_REPLICATE);
                done(cv::Rect(reach, reach, part.width, part.height)).copyTo(to(part));
            }
        }
    });
    return to;
}

/// With threshold 1: all that is within \a radius of anything but 0. With 255: all that is farther from anything less.
EdgeRamp reachOf(int radius, int threshold)
{
    const bool outwards = threshold == 1;
    EdgeRamp ramp = makeRamp(
        radius, [outwards](double) { return outwards ? 1.0 : 0.0; },
        [outwards](double) { return outwards ? 1.0 : 0.0; });
    ramp.threshold = threshold;
    return ramp;
}

} // namespace

bool isSoft(const TiledMask& mask)
{
    constexpr int kLow = 32;
    constexpr int kHigh = 223;
    constexpr qint64 kPixelsPerStep = 3; // a smooth edge has about one
    const auto between = [](quint8 value) { return value >= kLow && value <= kHigh; };
    qint64 soft = 0;
    qint64 steps = 0;
    for (int index = 0; index < mask.tileCount(); ++index) {
        const QSize used = mask.tileRect(index).size();
        const Tile<quint8>& tile = mask.tile(index);
        if (tile.isUniform()) {
            soft += between(tile.value()) ? qint64(used.width()) * used.height() : 0;
            continue;
        }
        for (int y = 0; y < used.height(); ++y) {
            const quint8* row = tile.pixels() + y * kRow;
            const quint8* above = y > 0 ? row - kRow : row;
            int softHere = between(row[0]) ? 1 : 0;
            int stepsHere = 0;
            for (int x = 1; x < used.width(); ++x) {
                softHere += between(row[x]) ? 1 : 0;
                stepsHere += ((row[x] ^ row[x - 1]) >> 7) + ((row[x] ^ above[x]) >> 7);
            }
            soft += softHere;
            steps += stepsHere;
        }
    }
    return soft > kPixelsPerStep * steps;
}

TiledMask dilated(const TiledMask& mask, int radius, const std::atomic_bool* cancelled)
{
    if (mask.contentRect().isEmpty() || radius <= 0) {
        return mask;
    }
    const int factor = radius <= kExactRadius ? 1 : radius <= 80 ? 2 : 4;
    const Reduced source = reduced(mask, radius + 2 * factor, factor);
    const cv::Mat grown = DiscDilation(source.values, double(radius) / factor).run(cancelled);
    return cancelled && cancelled->load() ? TiledMask() : resized(grown, source.area, mask.size());
}

TiledMask blurred(const TiledMask& mask, int radius, const std::atomic_bool* cancelled)
{
    if (mask.contentRect().isEmpty() || radius <= 0) {
        return mask;
    }
    const int factor = blurFactor(radius);
    const Reduced source = reduced(mask, radius + 2 * factor, factor);
    // The edge lies half a pixel from the centres beside it.
    const cv::Mat soft = filtered(source.values, hemisphere((radius + 0.5) / factor), cancelled);
    const TiledMask limit = applyRamp(mask, reachOf(radius, 1), cancelled);
    const TiledMask core = applyRamp(mask, reachOf(radius, 255), cancelled);
    if (cancelled && cancelled->load()) {
        return {};
    }
    // Means and enlarging carry values a little farther than they may go.
    TiledMask result = resized(soft, source.area, mask.size());
    combineMask(result, limit, Combine::Intersect);
    combineMask(result, core, Combine::Add);
    return result;
}

TiledMask resized(const cv::Mat& copy, QRect area, QSize size, float steepness)
{
    TiledMask mask(size);
    const double scaleX = double(copy.cols) / area.width();
    const double scaleY = double(copy.rows) / area.height();
    const cv::Rect all(0, 0, copy.cols, copy.rows);
    std::vector<quint8> pixels(size_t(kSide) * kSide);
    const QRect tiles = mask.tilesIn(area);
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const QRect where = mask.tileRect(row * mask.columns() + column) & area;
            const double left = (where.left() - area.left() + 0.5) * scaleX - 0.5;
            const double top = (where.top() - area.top() + 0.5) * scaleY - 0.5;
            const cv::Rect source = cv::Rect(int(std::floor(left)), int(std::floor(top)),
                                             int(where.width() * scaleX) + 3, int(where.height() * scaleY) + 3) &
                                    all;
            double least = 0;
            double most = 0;
            cv::minMaxLoc(copy(source), &least, &most);
            if (least == most) {
                mask.fill(where, quint8(most));
                continue;
            }
            cv::Mat to(where.height(), where.width(), CV_8U, pixels.data());
            const cv::Matx23d map(scaleX, 0, left, 0, scaleY, top);
            cv::warpAffine(copy, to, map, to.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
            if (steepness > 1) {
                to.convertTo(to, CV_8U, steepness, 127.5 * (1 - double(steepness)));
            }
            mask.write(where, pixels.data(), where.width());
        }
    }
    return mask;
}

} // namespace maquette
