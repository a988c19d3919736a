// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Colour.h"

namespace maquette::sandbox {

Rgb withLuma(Rgb colour, float target)
{
    const float y = luma(colour);
    if (y < 0.004F)
        return {target, target, target};
    if (target <= y)
        return colour * double(target / y);
    const float toWhite = (target - y) / std::max(1.0F - y, 0.004F);
    const Rgb scaled = clamped(colour * double(target / y));
    const Rgb faded = mix(colour, {1, 1, 1}, toWhite);
    return mix(scaled, faded, 0.5);
}

Rgb hueTurned(Rgb c, double degrees)
{
    // Rotation about the grey axis in YIQ.
    const double a = degrees * 3.14159265358979 / 180.0;
    const double cosA = std::cos(a);
    const double sinA = std::sin(a);
    const double y = luma(c);
    const double i = 0.596 * c.r - 0.274 * c.g - 0.322 * c.b;
    const double q = 0.211 * c.r - 0.523 * c.g + 0.312 * c.b;
    const double i2 = i * cosA - q * sinA;
    const double q2 = i * sinA + q * cosA;
    return clamped(
        {float(y + 0.956 * i2 + 0.621 * q2), float(y - 0.272 * i2 - 0.647 * q2), float(y - 1.106 * i2 + 1.703 * q2)});
}

QColor toQColor(Rgb c, double alpha)
{
    const Rgb k = clamped(c);
    return QColor(int(std::lround(k.r * 255.0F)), int(std::lround(k.g * 255.0F)), int(std::lround(k.b * 255.0F)),
                  int(std::lround(clamp01(alpha) * 255.0)));
}

} // namespace maquette::sandbox
