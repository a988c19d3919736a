// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Noise.h"

#include <QColor>

#include <algorithm>

namespace maquette::sandbox {

/// A colour as the painter mixes it: sRGB-encoded parts, 0 to 1 (may pass 1 before it is written).
struct Rgb
{
    float r = 0;
    float g = 0;
    float b = 0;
};

[[nodiscard]] constexpr Rgb hex(quint32 rgb)
{
    return {float((rgb >> 16) & 255U) / 255.0F, float((rgb >> 8) & 255U) / 255.0F, float(rgb & 255U) / 255.0F};
}
[[nodiscard]] inline Rgb operator*(Rgb c, double k)
{
    return {float(c.r * k), float(c.g * k), float(c.b * k)};
}
[[nodiscard]] inline Rgb operator+(Rgb a, Rgb b)
{
    return {a.r + b.r, a.g + b.g, a.b + b.b};
}
[[nodiscard]] inline float luma(Rgb c)
{
    return 0.299F * c.r + 0.587F * c.g + 0.114F * c.b;
}

/// Plain mix of the encoded parts.
[[nodiscard]] inline Rgb mix(Rgb a, Rgb b, double t)
{
    const auto k = float(t);
    return {a.r + (b.r - a.r) * k, a.g + (b.g - a.g) * k, a.b + (b.b - a.b) * k};
}
/// Lightens as light does: never past white, never duller.
[[nodiscard]] inline Rgb screen(Rgb a, Rgb b)
{
    return {1 - (1 - a.r) * (1 - b.r), 1 - (1 - a.g) * (1 - b.g), 1 - (1 - a.b) * (1 - b.b)};
}
[[nodiscard]] inline Rgb multiply(Rgb a, Rgb b)
{
    return {a.r * b.r, a.g * b.g, a.b * b.b};
}
[[nodiscard]] inline Rgb saturated(Rgb c, double k)
{
    const float y = luma(c);
    return mix({y, y, y}, c, k);
}
[[nodiscard]] inline Rgb clamped(Rgb c)
{
    return {std::clamp(c.r, 0.0F, 1.0F), std::clamp(c.g, 0.0F, 1.0F), std::clamp(c.b, 0.0F, 1.0F)};
}
/// \a colour brought to the lightness of \a like: recolours without changing the light of a scene.
[[nodiscard]] Rgb withLuma(Rgb colour, float target);
/// Turns the hue by \a degrees.
[[nodiscard]] Rgb hueTurned(Rgb c, double degrees);
[[nodiscard]] QColor toQColor(Rgb c, double alpha = 1.0);
[[nodiscard]] inline quint32 pack(Rgb c)
{
    const auto part = [](float v) { return quint32(std::lround(std::clamp(v, 0.0F, 1.0F) * 255.0F)); };
    return 0xff000000U | part(c.r) << 16U | part(c.g) << 8U | part(c.b);
}
/// Writes with \a dither (0 to 1) choosing the rounding: smooth skies show no bands.
[[nodiscard]] inline quint32 packDithered(Rgb c, float dither)
{
    const auto part = [dither](float v) {
        return quint32(std::min(std::clamp(v, 0.0F, 1.0F) * 255.0F + dither, 255.0F));
    };
    return 0xff000000U | part(c.r) << 16U | part(c.g) << 8U | part(c.b);
}
[[nodiscard]] inline Rgb unpack(quint32 p)
{
    return {float((p >> 16) & 255U) / 255.0F, float((p >> 8) & 255U) / 255.0F, float(p & 255U) / 255.0F};
}

} // namespace maquette::sandbox
