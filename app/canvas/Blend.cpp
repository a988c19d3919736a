// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Blend.h"

#include "app/canvas/Bands.h"

#include <QColorTransform>

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette {

namespace {

constexpr int kBand = 32; ///< rows worked on at a time, so that what lies between the steps stays in the cache

/// Where a channel lies in a pixel: B G R A in 8 bits (little endian QRgb), R G B A in 16.
template <typename Channel>
constexpr std::array<int, 3> kRgbPlaces = sizeof(Channel) == 1 ? std::array<int, 3>{2, 1, 0}
                                                               : std::array<int, 3>{0, 1, 2};

template <typename Channel>
constexpr float kMost = float(std::numeric_limits<Channel>::max());

template <typename Channel>
Channel rounded(float value)
{
    return Channel(std::clamp(value, 0.0F, kMost<Channel>) + 0.5F);
}

/// Scaled values become pixels: premultiplied no more, with the match applied.
template <typename Channel>
void toPixels(const std::vector<float>& values, const BlendOrder& order, QImage& pixels)
{
    std::array<float, 4> gain{1, 1, 1, 1};
    std::array<float, 4> offset{};
    for (std::size_t c = 0; c < 3; ++c) {
        gain[std::size_t(kRgbPlaces<Channel>[c])] = order.match.gain[c];
        offset[std::size_t(kRgbPlaces<Channel>[c])] = order.match.offset[c] * kMost<Channel>;
    }
    const float* from = values.data();
    for (int y = 0; y < pixels.height(); ++y) {
        auto* to = reinterpret_cast<Channel*>(pixels.scanLine(y));
        for (int x = 0; x < pixels.width(); ++x, from += 4, to += 4) {
            const float alpha = order.resultOpaque ? kMost<Channel> : std::clamp(from[3], 0.0F, kMost<Channel>);
            const float whole = order.resultOpaque ? 1 : alpha > 0 ? kMost<Channel> / alpha : 0;
            for (std::size_t c = 0; c < 3; ++c) {
                to[c] = rounded<Channel>(from[c] * whole * gain[c] + offset[c]);
            }
            to[3] = rounded<Channel>(alpha);
        }
    }
}

/// Both without transparency: integers, exact at the ends.
template <typename Channel>
void blendOpaque(Channel* to, const Channel* result, quint32 weight)
{
    if (weight == 255) {
        std::copy_n(result, 3, to);
        return;
    }
    for (int c = 0; c < 3; ++c) {
        to[c] = Channel((quint32(to[c]) * (255 - weight) + quint32(result[c]) * weight + 127) / 255);
    }
}

/// Mixes two layers of light, each as strong as its alpha.
template <typename Channel>
void blendWithAlpha(Channel* to, const Channel* result, float weight, bool toHasAlpha, bool keepAlpha)
{
    const float before = toHasAlpha ? float(to[3]) / kMost<Channel> : 1;
    const float after = float(result[3]) / kMost<Channel>;
    const bool alphaStays = keepAlpha || !toHasAlpha;
    if (weight >= 1 && (!alphaStays || after >= 1)) {
        std::copy_n(result, alphaStays ? 3 : 4, to);
        return;
    }
    const float fromBefore = alphaStays ? 1 - weight * after : before * (1 - weight);
    const float fromAfter = weight * after;
    const float all = fromBefore + fromAfter;
    for (int c = 0; c < 3 && all > 0; ++c) {
        to[c] = rounded<Channel>((float(to[c]) * fromBefore + float(result[c]) * fromAfter) / all);
    }
    if (!alphaStays) {
        to[3] = rounded<Channel>(all * kMost<Channel>);
    }
}

/// The columns of \a mask (\a width to a row) that are not 0 in any row.
std::pair<int, int> usedColumns(const std::vector<quint8>& mask, int width)
{
    int first = width;
    int last = -1;
    for (std::size_t row = 0; row < mask.size(); row += std::size_t(width)) {
        const auto begin = mask.begin() + std::ptrdiff_t(row);
        const auto end = begin + width;
        const auto from = std::find_if(begin, end, [](quint8 value) { return value != 0; });
        if (from == end) {
            continue;
        }
        first = std::min(first, int(from - begin));
        const auto back = std::find_if(std::make_reverse_iterator(end), std::make_reverse_iterator(begin),
                                       [](quint8 value) { return value != 0; });
        last = std::max(last, int(back.base() - begin) - 1);
    }
    return {first, last};
}

template <typename Channel>
void blendArea(uchar* bits, qsizetype stride, bool hasAlpha, const QRect& area, const quint8* mask, int maskStride,
               const QImage& result, const BlendOrder& order)
{
    const bool simple = order.resultOpaque && !hasAlpha;
    for (int y = 0; y < area.height(); ++y) {
        auto* to = reinterpret_cast<Channel*>(bits + qsizetype(area.top() + y) * stride) + qsizetype(area.left()) * 4;
        const auto* from = reinterpret_cast<const Channel*>(result.constScanLine(y));
        const quint8* weight = mask + qsizetype(y) * maskStride;
        for (int x = 0; x < area.width(); ++x, to += 4, from += 4) {
            if (weight[x] == 0) {
                continue;
            }
            simple ? blendOpaque<Channel>(to, from, weight[x])
                   : blendWithAlpha<Channel>(to, from, float(weight[x]) / 255, hasAlpha, order.keepAlpha);
        }
    }
}

} // namespace

void blendInto(QImage& picture, const BlendOrder& order, const std::atomic_bool* cancelled)
{
    const QRect region = order.mask->contentRect() & order.crop & picture.rect();
    if (region.isEmpty()) {
        return;
    }
    const bool wide = picture.depth() == 64;
    const bool hasAlpha = picture.hasAlphaChannel();
    const bool opaque = order.resultOpaque;
    const QImage::Format format = wide ? (opaque ? QImage::Format_RGBX64 : QImage::Format_RGBA64)
                                       : (opaque ? QImage::Format_RGB32 : QImage::Format_ARGB32);
    const QColorSpace srgb(QColorSpace::SRgb);
    const bool convert = order.space != srgb;
    const QColorTransform transform = srgb.transformationToColorSpace(order.space);
    uchar* bits = picture.bits(); // here, not in the workers: it may detach
    const qsizetype stride = picture.bytesPerLine();
    forBands(
        region.height(),
        [&](int first, int last) {
            if (cancelled && *cancelled) {
                return;
            }
            const QRect band(region.left(), region.top() + first, region.width(), last - first);
            std::vector<quint8> mask(std::size_t(band.width()) * std::size_t(band.height()));
            order.mask->read(band, mask.data(), band.width());
            const auto [left, right] = usedColumns(mask, band.width());
            if (right < left) {
                return;
            }
            const QRect area(band.left() + left, band.top(), right - left + 1, band.height());
            std::vector<float> values;
            order.result->scale(area.translated(-order.crop.topLeft()), values);
            QImage result(area.size(), format);
            wide ? toPixels<quint16>(values, order, result) : toPixels<quint8>(values, order, result);
            if (convert) {
                result.applyColorTransform(transform);
            }
            wide ? blendArea<quint16>(bits, stride, hasAlpha, area, mask.data() + left, band.width(), result, order)
                 : blendArea<quint8>(bits, stride, hasAlpha, area, mask.data() + left, band.width(), result, order);
        },
        kBand);
}

} // namespace maquette
