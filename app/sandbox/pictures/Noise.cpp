// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Noise.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

float cornerDot(int cx, int cy, quint32 seed, float dx, float dy)
{
    switch (hashCell(cx, cy, seed) & 7U) {
    case 0:
        return dx + dy * 0.41F;
    case 1:
        return -dx + dy * 0.41F;
    case 2:
        return dx - dy * 0.41F;
    case 3:
        return -dx - dy * 0.41F;
    case 4:
        return dy + dx * 0.41F;
    case 5:
        return dy - dx * 0.41F;
    case 6:
        return -dy + dx * 0.41F;
    default:
        return -dy - dx * 0.41F;
    }
}

float fade(float t)
{
    return t * t * t * (t * (t * 6.0F - 15.0F) + 10.0F);
}

} // namespace

float gradientNoise(float x, float y, quint32 seed)
{
    const int cx = int(x) - (x < float(int(x)) ? 1 : 0);
    const int cy = int(y) - (y < float(int(y)) ? 1 : 0);
    const float dx = x - float(cx);
    const float dy = y - float(cy);
    const float a = cornerDot(cx, cy, seed, dx, dy);
    const float b = cornerDot(cx + 1, cy, seed, dx - 1, dy);
    const float c = cornerDot(cx, cy + 1, seed, dx, dy - 1);
    const float d = cornerDot(cx + 1, cy + 1, seed, dx - 1, dy - 1);
    const float u = fade(dx);
    const float v = fade(dy);
    const float top = a + (b - a) * u;
    const float bottom = c + (d - c) * u;
    return (top + (bottom - top) * v) * 1.35F;
}

float fractalNoise(float x, float y, float octaves, quint32 seed, float gain)
{
    float sum = 0;
    float amplitude = 0.55F;
    for (int i = 0; octaves > 0; ++i, octaves -= 1.0F) {
        sum += amplitude * std::min(octaves, 1.0F) * gradientNoise(x, y, seed + quint32(i) * 131U);
        const float rx = x * 1.6F + y * 1.2F; // turned between octaves, so that the grid does not show
        y = y * 1.6F - x * 1.2F + 7.3F;
        x = rx + 3.1F;
        amplitude *= gain;
    }
    return sum;
}

float ridgedNoise(float x, float y, float octaves, quint32 seed)
{
    float sum = 0;
    float amplitude = 0.5F;
    float weight = 1.0F;
    for (int i = 0; octaves > 0; ++i, octaves -= 1.0F) {
        float n = 1.0F - std::abs(gradientNoise(x, y, seed + quint32(i) * 131U));
        n *= n * weight;
        weight = std::clamp(n * 1.6F, 0.0F, 1.0F);
        sum += amplitude * std::min(octaves, 1.0F) * n;
        const float rx = x * 1.6F + y * 1.2F;
        y = y * 1.6F - x * 1.2F + 7.3F;
        x = rx + 3.1F;
        amplitude *= 0.5F;
    }
    return sum;
}

} // namespace maquette::sandbox
