// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Blend.h"

#include "app/canvas/Bands.h"

#include <QColorTransform>

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/core/hal/intrin.hpp>

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
    return Channel(std::lrint(std::clamp(value, 0.0F, kMost<Channel>)));
}

/// Gain and offset in the order and the units of a pixel; alpha as it is.
template <typename Channel>
std::pair<std::array<float, 4>, std::array<float, 4>> matchOf(const ColourMatch& match)
{
    std::array<float, 4> gain{1, 1, 1, 1};
    std::array<float, 4> offset{};
    for (std::size_t c = 0; c < 3; ++c) {
        gain[std::size_t(kRgbPlaces<Channel>[c])] = match.gain[c];
        offset[std::size_t(kRgbPlaces<Channel>[c])] = match.offset[c] * kMost<Channel>;
    }
    return {gain, offset};
}

/// Four pixels rounded and cut to their range.
void storePixels(const std::array<cv::v_int32x4, 4>& values, quint8* to)
{
    const cv::v_uint16x8 low = cv::v_pack_u(values[0], values[1]);
    const cv::v_uint16x8 high = cv::v_pack_u(values[2], values[3]);
    cv::v_store(to, cv::v_pack(low, high));
}
void storePixels(const std::array<cv::v_int32x4, 4>& values, quint16* to)
{
    cv::v_store(to, cv::v_pack_u(values[0], values[1]));
    cv::v_store(to + 8, cv::v_pack_u(values[2], values[3]));
}

/// Scaled values of an opaque result become pixels, with the match applied.
template <typename Channel>
void toOpaquePixels(const float* from, const std::vector<float>& seam, const BlendOrder& order, int width, Channel* to)
{
    const float* extra = seam.data();
    auto [gain, offset] = matchOf<Channel>(order.match);
    gain[3] = 0;
    offset[3] = kMost<Channel>;
    const cv::v_float32x4 factor = cv::v_load(gain.data());
    const cv::v_float32x4 more = cv::v_load(offset.data());
    int x = 0;
    for (; x + 4 <= width; x += 4, from += 16, to += 16) {
        std::array<cv::v_int32x4, 4> values;
        for (std::size_t i = 0; i < 4; ++i) {
            const cv::v_float32x4 base = extra ? more + cv::v_load(extra + 4 * i) : more;
            values[i] = cv::v_round(cv::v_muladd(cv::v_load(from + 4 * i), factor, base));
        }
        extra = extra ? extra + 16 : nullptr;
        storePixels(values, to);
    }
    for (; x < width; ++x) {
        for (std::size_t c = 0; c < 4; ++c, ++from, ++to) {
            *to = rounded<Channel>(*from * gain[c] + offset[c] + (extra ? extra[c] : 0));
        }
        extra = extra ? extra + 4 : nullptr;
    }
}

/// The same where the result has transparency: premultiplied no more.
template <typename Channel>
void toPixelsWithAlpha(const float* from, const std::vector<float>& seam, const BlendOrder& order, int width,
                       Channel* to)
{
    const float* extra = seam.data();
    const auto [gain, offset] = matchOf<Channel>(order.match);
    for (int x = 0; x < width; ++x, from += 4, to += 4) {
        const float alpha = std::clamp(from[3], 0.0F, kMost<Channel>);
        const float whole = alpha > 0 ? kMost<Channel> / alpha : 0;
        for (std::size_t c = 0; c < 3; ++c) {
            to[c] = rounded<Channel>(from[c] * whole * gain[c] + offset[c] + (extra ? extra[c] : 0));
        }
        to[3] = rounded<Channel>(alpha);
        extra = extra ? extra + 4 : nullptr;
    }
}

/// \a values show \a area of the picture.
template <typename Channel>
void toPixels(const std::vector<float>& values, const BlendOrder& order, const QRect& area, QImage& pixels)
{
    const float* from = values.data();
    std::vector<float> seam;
    for (int y = 0; y < pixels.height(); ++y, from += qsizetype(pixels.width()) * 4) {
        auto* to = reinterpret_cast<Channel*>(pixels.scanLine(y));
        if (!order.seam.isNone()) {
            order.seam.row(area.top() + y, area.left(), area.width(), kRgbPlaces<Channel>, kMost<Channel>, seam);
        }
        order.resultOpaque ? toOpaquePixels<Channel>(from, seam, order, pixels.width(), to)
                           : toPixelsWithAlpha<Channel>(from, seam, order, pixels.width(), to);
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

/// Mixes two layers of light, each as strong as its alpha. What is transparent is filled first: where the mask is the
/// picture's own transparency, both together leave none of it.
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
    const float fromBefore = alphaStays ? 1 - weight * after : std::min(before, 1 - weight);
    const float fromAfter = weight * after;
    const float all = fromBefore + fromAfter;
    for (int c = 0; c < 3 && all > 0; ++c) {
        to[c] = rounded<Channel>((float(to[c]) * fromBefore + float(result[c]) * fromAfter) / all);
    }
    if (!alphaStays) {
        constexpr float kStep = 1.0F / 255; // a mask's: it cannot be nearer to a transparency of 16 bits
        to[3] = rounded<Channel>((all > 1 - kStep ? 1 : all) * kMost<Channel>);
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
            wide ? toPixels<quint16>(values, order, area, result) : toPixels<quint8>(values, order, area, result);
            if (convert) {
                result.applyColorTransform(transform);
            }
            wide ? blendArea<quint16>(bits, stride, hasAlpha, area, mask.data() + left, band.width(), result, order)
                 : blendArea<quint8>(bits, stride, hasAlpha, area, mask.data() + left, band.width(), result, order);
        },
        kBand);
}

} // namespace maquette
