// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/MaskMath.h"

#include "app/canvas/EdgeDistance.h"
#include "app/canvas/SoftEdge.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace maquette {

namespace {

constexpr int kSide = TiledMask::kTile;
constexpr qsizetype kRow = kSide; ///< a tile's pixels from one row to the next
constexpr int kBandRows = 512;
/// Work on a preview is proportional to its pixels; this many keep it within a frame.
constexpr qint64 kPreviewPixels = 500'000;

/// Grown or shrunk: a hard edge stays as sharp as pixels allow, a soft one keeps its form.
TiledMask moved(const TiledMask& mask, int grow, const std::atomic_bool* cancelled)
{
    const int by = std::abs(grow);
    if (isSoft(mask)) {
        return grow > 0 ? dilated(mask, by, cancelled) : inverted(dilated(inverted(mask), by, cancelled));
    }
    const auto covered = [by](double distance) { return by + 1 - distance; };
    const auto all = [](double) { return 1.0; };
    const auto none = [](double) { return 0.0; };
    const auto left = [covered](double distance) { return 1 - covered(distance); };
    return applyRamp(mask, grow > 0 ? makeRamp(by + 1, all, covered) : makeRamp(by + 1, left, none), cancelled);
}

TiledMask feathered(const TiledMask& mask, int feather, const std::atomic_bool* cancelled)
{
    if (isSoft(mask)) {
        return blurred(mask, feather, cancelled);
    }
    // The edge runs half a pixel from the centres on either side of it.
    const auto smooth = [feather](double past) {
        const double t = std::clamp(0.5 + past / (2.0 * feather), 0.0, 1.0);
        return t * t * (3 - 2 * t);
    };
    const auto inside = [smooth](double distance) { return smooth(distance - 0.5); };
    const auto outside = [smooth](double distance) { return smooth(0.5 - distance); };
    return applyRamp(mask, makeRamp(feather + 1, inside, outside), cancelled);
}

MaskEdge bounded(const MaskEdge& edge)
{
    return {std::clamp(edge.grow, -MaskEdge::kLimit, MaskEdge::kLimit), std::clamp(edge.feather, 0, MaskEdge::kLimit)};
}

} // namespace

TiledMask applyEdge(const TiledMask& mask, const MaskEdge& edge, const std::atomic_bool* cancelled)
{
    const MaskEdge wanted = bounded(edge);
    TiledMask result = mask;
    if (wanted.grow != 0) {
        result = moved(result, wanted.grow, cancelled);
    }
    if (wanted.feather != 0) {
        result = feathered(result, wanted.feather, cancelled);
    }
    return result;
}

QImage reducedMask(const TiledMask& mask, QRect area, int factor)
{
    if (factor <= 1) {
        return toImage(mask, area);
    }
    QImage reduced(QSize((area.width() + factor - 1) / factor, (area.height() + factor - 1) / factor),
                   QImage::Format_Grayscale8);
    if (reduced.isNull()) {
        return reduced;
    }
    std::vector<quint8> rows(size_t(reduced.width()) * size_t(factor) * size_t(factor));
    const qsizetype stride = qsizetype(reduced.width()) * factor;
    // How many of \a factor pixels from there on belong to the picture.
    const auto within = [factor](int from, int length) {
        return quint32(std::max(0, std::min(from + factor, length) - std::max(from, 0)));
    };
    for (int y = 0; y < reduced.height(); ++y) {
        const int top = area.top() + y * factor;
        mask.read(QRect(area.left(), top, int(stride), factor), rows.data(), stride);
        const quint32 down = within(top, mask.size().height());
        quint8* to = reduced.scanLine(y);
        for (int x = 0; x < reduced.width(); ++x) {
            quint32 sum = 0;
            for (int row = 0; row < factor; ++row) {
                const quint8* from = rows.data() + row * stride + qsizetype(x) * factor;
                for (int column = 0; column < factor; ++column) {
                    sum += from[column];
                }
            }
            const quint32 count = down * within(area.left() + x * factor, mask.size().width());
            to[x] = count == 0 ? quint8(0) : quint8((sum + count / 2) / count);
        }
    }
    return reduced;
}

QImage previewEdge(const TiledMask& mask, const MaskEdge& edge, QRect area, double scale)
{
    const MaskEdge wanted = bounded(edge);
    const QSize viewSize(std::max(1, int(std::lround(area.width() * scale))),
                         std::max(1, int(std::lround(area.height() * scale))));
    const int reach = std::abs(wanted.grow) + wanted.feather + 2;
    const QRect around = area.adjusted(-reach, -reach, reach, reach) & mask.rect();
    const auto pixels = [&around](int factor) {
        return qint64(around.width()) * around.height() / (qint64(factor) * factor);
    };
    int factor = 1;
    while (factor < kSide && (factor * 2 * scale <= 1 || (!wanted.isNone() && pixels(factor) > kPreviewPixels))) {
        factor *= 2;
    }
    // Aligned to the factor, so that the mask does not crawl under a moving view.
    const QPoint corner(around.left() / factor * factor, around.top() / factor * factor);
    const QRect aligned(corner, around.bottomRight());
    const QImage reduced = reducedMask(mask, aligned, factor);
    QImage view(viewSize, QImage::Format_Grayscale8);
    if (reduced.isNull() || view.isNull()) {
        view.fill(0);
        return view;
    }
    const auto part = [factor](int distance) { return int(std::lround(double(distance) / factor)); };
    const TiledMask small = applyEdge(maskFromImage(reduced), {part(wanted.grow), part(wanted.feather)});
    const QImage done = toImage(small, small.rect());
    // From view pixels to those of the reduced mask, centre to centre.
    const double step = 1 / (scale * factor);
    const double left = (area.left() - corner.x()) / double(factor) + step / 2 - 0.5;
    const double top = (area.top() - corner.y()) / double(factor) + step / 2 - 0.5;
    const cv::Mat from(done.height(), done.width(), CV_8U, const_cast<uchar*>(done.constBits()),
                       size_t(done.bytesPerLine()));
    cv::Mat to(view.height(), view.width(), CV_8U, view.bits(), size_t(view.bytesPerLine()));
    const cv::Matx23d map(step, 0, left, 0, step, top);
    const int how = (step < 1 && factor == 1 ? cv::INTER_NEAREST : cv::INTER_LINEAR) | cv::WARP_INVERSE_MAP;
    cv::warpAffine(from, to, map, to.size(), how, cv::BORDER_CONSTANT, cv::Scalar(0));
    return view;
}

TiledMask inverted(const TiledMask& mask)
{
    TiledMask result = mask;
    for (int index = 0; index < result.tileCount(); ++index) {
        if (result.tile(index).isUniform()) {
            result.setTile(index, Tile<quint8>(quint8(255 - result.tile(index).value())));
            continue;
        }
        quint8* pixels = result.editTile(index);
        std::transform(pixels, pixels + Tile<quint8>::kPixels, pixels, [](quint8 value) { return quint8(~value); });
    }
    return result;
}

namespace {

/// Floods a picture from its border, lowest level first (Barnes, Lehman, Mulla, "Priority-Flood", 2014): what is
/// reached last is enclosed by the highest walls.
class BorderFlood
{
public:
    explicit BorderFlood(QImage& picture)
        : m_picture(picture)
        , m_seen(size_t(picture.width()) * size_t(picture.height()), 0)
    {
    }

    /// Raises every pixel to the level that encloses it. False when \a cancelled became true.
    bool run(const std::atomic_bool* cancelled);

private:
    void reach(int x, int y, int level)
    {
        const size_t at = size_t(y) * size_t(m_picture.width()) + size_t(x);
        if (!m_seen[at]) {
            m_seen[at] = 1;
            quint8& pixel = m_picture.scanLine(y)[x];
            pixel = std::max(pixel, quint8(level));
            m_levels[pixel].push_back(QPoint(x, y));
        }
    }

    QImage& m_picture;
    std::vector<char> m_seen;
    std::array<std::vector<QPoint>, 256> m_levels;
};

bool BorderFlood::run(const std::atomic_bool* cancelled)
{
    const int right = m_picture.width() - 1;
    const int bottom = m_picture.height() - 1;
    for (int x = 0; x <= right; ++x) {
        reach(x, 0, 0);
        reach(x, bottom, 0);
    }
    for (int y = 0; y <= bottom; ++y) {
        reach(0, y, 0);
        reach(right, y, 0);
    }
    for (int level = 0; level < 256; ++level) {
        auto& open = m_levels[size_t(level)];
        for (size_t steps = 0; !open.empty(); ++steps) {
            if (steps % 65536 == 0 && cancelled && cancelled->load()) {
                return false;
            }
            const QPoint at = open.back();
            open.pop_back();
            if (at.x() > 0) {
                reach(at.x() - 1, at.y(), level);
            }
            if (at.x() < right) {
                reach(at.x() + 1, at.y(), level);
            }
            if (at.y() > 0) {
                reach(at.x(), at.y() - 1, level);
            }
            if (at.y() < bottom) {
                reach(at.x(), at.y() + 1, level);
            }
        }
    }
    return true;
}

} // namespace

TiledMask withHolesFilled(const TiledMask& mask, const std::atomic_bool* cancelled)
{
    // One pixel around the content is the way out, where the picture does not end before.
    const QRect content = mask.contentRect();
    const QRect area = content.adjusted(-1, -1, 1, 1) & mask.rect();
    if (content.isEmpty()) {
        return mask;
    }
    QImage picture = toImage(mask, area);
    if (!BorderFlood(picture).run(cancelled)) {
        return {};
    }
    TiledMask result = mask;
    result.write(area, picture.constBits(), picture.bytesPerLine());
    return result;
}

TiledMask fromAlpha(const QImage& picture)
{
    TiledMask mask(picture.size());
    if (!picture.hasAlphaChannel()) {
        return mask;
    }
    for (int top = 0; top < picture.height(); top += kBandRows) {
        const QRect band = QRect(0, top, picture.width(), kBandRows) & picture.rect();
        QImage alpha = picture.copy(band).convertToFormat(QImage::Format_Alpha8);
        for (int y = 0; y < alpha.height(); ++y) {
            quint8* row = alpha.scanLine(y);
            std::transform(row, row + alpha.width(), row, [](quint8 value) { return quint8(~value); });
        }
        mask.write(band, alpha.constBits(), alpha.bytesPerLine());
    }
    return mask;
}

bool reaches(const TiledMask& mask, quint8 value)
{
    for (int index = 0; index < mask.tileCount(); ++index) {
        const Tile<quint8>& tile = mask.tile(index);
        if (tile.isUniform()) {
            if (tile.value() >= value) {
                return true;
            }
            continue;
        }
        const QSize used = mask.tileRect(index).size();
        for (int y = 0; y < used.height(); ++y) {
            const quint8* row = tile.pixels() + y * kRow;
            if (std::any_of(row, row + used.width(), [value](quint8 pixel) { return pixel >= value; })) {
                return true;
            }
        }
    }
    return false;
}

double coveredShare(const TiledMask& mask)
{
    quint64 sum = 0;
    for (int index = 0; index < mask.tileCount(); ++index) {
        const QSize used = mask.tileRect(index).size();
        const Tile<quint8>& tile = mask.tile(index);
        if (tile.isUniform()) {
            sum += quint64(tile.value()) * quint64(used.width()) * quint64(used.height());
            continue;
        }
        for (int y = 0; y < used.height(); ++y) {
            const quint8* row = tile.pixels() + y * kRow;
            quint32 rowSum = 0;
            for (int x = 0; x < used.width(); ++x) {
                rowSum += row[x];
            }
            sum += rowSum;
        }
    }
    const double all = 255.0 * mask.size().width() * mask.size().height();
    return mask.isNull() ? 0.0 : double(sum) / all;
}

} // namespace maquette
