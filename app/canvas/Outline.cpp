// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Outline.h"

#include "app/canvas/SoftEdge.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace maquette {

namespace {

constexpr int kSide = TiledMask::kTile;
constexpr int kBlock = 4 * kSide;  ///< pixels of an outline that are aligned at once
constexpr int kSamples = 3;        ///< at most, in each direction of a small pixel
constexpr float kFlatness = 1e-4F; ///< variance (of 0 to 1) below which a neighbourhood has no edge of its own
constexpr float kSharpness = 2.5F; ///< makes the filter's soft step about a pixel or two wide

/// A row of a picture of any format as RGB32.
class RowReader
{
public:
    explicit RowReader(const QImage& picture)
        : m_picture(picture)
        , m_direct(picture.format() == QImage::Format_RGB32 || picture.format() == QImage::Format_ARGB32)
    {
    }

    /// Valid until the next call.
    const QRgb* row(int y, int left, int width)
    {
        if (m_direct) {
            return reinterpret_cast<const QRgb*>(m_picture.constScanLine(y)) + left;
        }
        m_row = m_picture.copy(left, y, width, 1).convertToFormat(QImage::Format_RGB32);
        return reinterpret_cast<const QRgb*>(m_row.constScanLine(0));
    }

private:
    const QImage& m_picture;
    bool m_direct;
    QImage m_row;
};

/// A part of the picture as floats of 0 to 1, one matrix for each channel.
std::array<cv::Mat, 3> channelsOf(const QImage& picture, QRect area)
{
    std::array<cv::Mat, 3> channels;
    for (cv::Mat& channel : channels) {
        channel.create(area.height(), area.width(), CV_32F);
    }
    RowReader reader(picture);
    for (int y = 0; y < area.height(); ++y) {
        const QRgb* row = reader.row(area.top() + y, area.left(), area.width());
        for (int x = 0; x < area.width(); ++x) {
            channels[0].at<float>(y, x) = float(qRed(row[x])) / 255;
            channels[1].at<float>(y, x) = float(qGreen(row[x])) / 255;
            channels[2].at<float>(y, x) = float(qBlue(row[x])) / 255;
        }
    }
    return channels;
}

cv::Mat meanOf(const cv::Mat& values, int radius)
{
    cv::Mat mean;
    cv::boxFilter(values, mean, CV_32F, cv::Size(2 * radius + 1, 2 * radius + 1), cv::Point(-1, -1), true,
                  cv::BORDER_REFLECT);
    return mean;
}

/// The guided filter with a colour guide: around each pixel the mask is taken as a linear function of the colours.
cv::Mat guided(const std::array<cv::Mat, 3>& guide, const cv::Mat& mask, int radius)
{
    std::array<cv::Mat, 3> means;
    std::array<cv::Mat, 3> together; // covariance of each channel and the mask
    const cv::Mat maskMean = meanOf(mask, radius);
    for (size_t c = 0; c < 3; ++c) {
        means[c] = meanOf(guide[c], radius);
        together[c] = meanOf(guide[c].mul(mask), radius) - means[c].mul(maskMean);
    }
    const auto covariance = [&](size_t a, size_t b) {
        return cv::Mat(meanOf(guide[a].mul(guide[b]), radius) - means[a].mul(means[b]));
    };
    const cv::Mat rr = covariance(0, 0) + kFlatness;
    const cv::Mat rg = covariance(0, 1);
    const cv::Mat rb = covariance(0, 2);
    const cv::Mat gg = covariance(1, 1) + kFlatness;
    const cv::Mat gb = covariance(1, 2);
    const cv::Mat bb = covariance(2, 2) + kFlatness;
    // The inverse of the symmetric 3 x 3 matrix, by cofactors.
    const std::array<cv::Mat, 6> cofactors{gg.mul(bb) - gb.mul(gb), gb.mul(rb) - rg.mul(bb), rg.mul(gb) - gg.mul(rb),
                                           rr.mul(bb) - rb.mul(rb), rb.mul(rg) - rr.mul(gb), rr.mul(gg) - rg.mul(rg)};
    const cv::Mat determinant = rr.mul(cofactors[0]) + rg.mul(cofactors[1]) + rb.mul(cofactors[2]);
    const std::array<std::array<size_t, 3>, 3> at{{{0, 1, 2}, {1, 3, 4}, {2, 4, 5}}};
    cv::Mat offset = maskMean.clone();
    cv::Mat result = cv::Mat::zeros(mask.size(), CV_32F);
    for (size_t c = 0; c < 3; ++c) {
        const cv::Mat sum = cofactors[at[c][0]].mul(together[0]) + cofactors[at[c][1]].mul(together[1]) +
                            cofactors[at[c][2]].mul(together[2]);
        const cv::Mat slope = sum / determinant;
        offset -= slope.mul(means[c]);
        result += meanOf(slope, radius).mul(guide[c]);
    }
    return result + meanOf(offset, radius);
}

quint8 sharpened(float value)
{
    return quint8(std::lround(std::clamp((value - 0.5F) * kSharpness + 0.5F, 0.0F, 1.0F) * 255));
}

bool hasOutline(const TiledMask& mask, QRect block)
{
    const QRect tiles = mask.tilesIn(block);
    const Tile<quint8>& first = mask.tile(tiles.top() * mask.columns() + tiles.left());
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const Tile<quint8>& tile = mask.tile(row * mask.columns() + column);
            if (!tile.isUniform() || !tile.sharesWith(first)) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

cv::Mat sampled(const QImage& picture, QRect area, QSize size)
{
    cv::Mat small(size.height(), size.width(), CV_8UC3);
    const auto samplesFor = [](int from, int to) { return std::clamp((from + to - 1) / to, 1, kSamples); };
    const int across = samplesFor(area.width(), size.width());
    const int down = samplesFor(area.height(), size.height());
    // The middle of every part of a small pixel.
    const auto place = [](int part, int parts, int length) {
        return int((2 * qint64(part) + 1) * length / (2 * qint64(parts)));
    };
    RowReader reader(picture);
    std::vector<int> sums(size_t(size.width()) * 3);
    for (int y = 0; y < size.height(); ++y) {
        std::fill(sums.begin(), sums.end(), 0);
        for (int part = 0; part < down; ++part) {
            const int from = area.top() + place(y * down + part, size.height() * down, area.height());
            const QRgb* row = reader.row(from, area.left(), area.width());
            for (int x = 0; x < size.width() * across; ++x) {
                const QRgb pixel = row[place(x, size.width() * across, area.width())];
                int* sum = sums.data() + qsizetype(x / across) * 3;
                sum[0] += qBlue(pixel);
                sum[1] += qGreen(pixel);
                sum[2] += qRed(pixel);
            }
        }
        std::transform(sums.begin(), sums.end(), small.ptr<quint8>(y),
                       [count = across * down](int sum) { return quint8(sum / count); });
    }
    return small;
}

TiledMask spreadOut(const cv::Mat& small, QRect area, QSize pictureSize)
{
    cv::Mat smooth;
    cv::GaussianBlur(small, smooth, cv::Size(3, 3), 0);
    // The blurred step is about two small pixels wide.
    const double reduction = std::min(double(area.width()) / small.cols, double(area.height()) / small.rows);
    return resized(smooth, area, pictureSize, float(std::max(1.0, reduction)));
}

TiledMask alignedOutline(const QImage& picture, const TiledMask& mask, int radius, const std::atomic_bool* cancelled)
{
    TiledMask result = mask;
    for (int top = 0; top < mask.size().height(); top += kBlock) {
        for (int left = 0; left < mask.size().width(); left += kBlock) {
            if (cancelled && cancelled->load()) {
                return {};
            }
            const QRect block = QRect(left, top, kBlock, kBlock) & mask.rect();
            const QRect around = block.adjusted(-2 * radius, -2 * radius, 2 * radius, 2 * radius) & mask.rect();
            if (!hasOutline(mask, around)) {
                continue;
            }
            cv::Mat bytes(around.height(), around.width(), CV_8U);
            mask.read(around, bytes.data, around.width());
            cv::Mat values;
            bytes.convertTo(values, CV_32F, 1.0 / 255);
            const cv::Mat found = guided(channelsOf(picture, around), values, radius);
            for (int y = 0; y < around.height(); ++y) {
                std::transform(found.ptr<float>(y), found.ptr<float>(y) + around.width(), bytes.ptr<quint8>(y),
                               [](float value) { return sharpened(value); });
            }
            const QPoint offset = block.topLeft() - around.topLeft();
            result.write(block, bytes.ptr<quint8>(offset.y()) + offset.x(), around.width());
        }
    }
    return result;
}

} // namespace maquette
