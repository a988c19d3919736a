// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Water.h"

namespace maquette::sandbox {

namespace {

struct Surface
{
    Canvas& canvas;
    const Palette& palette;
    double horizon;
    double roughness;
    quint32 seed;
};

/// Height and slope of the waves at a pixel, foreshortened towards the horizon.
float waveAt(const Surface& s, int x, int y, float& crest)
{
    const double down = std::max(1.0, y - s.horizon) / s.canvas.h;
    const double depth = 1.0 / (down + 0.012);
    const auto u = float((x - s.canvas.w * 0.5) / s.canvas.h * depth * 1.6);
    const auto v = float(depth * 6.0);
    const float wind = 0.5F * gradientNoise(u * 0.3F, v * 0.12F, s.seed + 2);
    const float n =
        gradientNoise(u * 1.1F + wind, v * 0.9F, s.seed) + 0.5F * gradientNoise(u * 2.6F, v * 1.9F + wind, s.seed + 1);
    const float fine = gradientNoise(u * 7.0F, v * 3.1F, s.seed + 3);
    crest = n * 0.6F + fine * 0.4F;
    return n * 0.7F + fine * 0.35F;
}

Rgb shade(const Surface& s, int x, int y, int shore)
{
    Canvas& c = s.canvas;
    float crest = 0;
    const float wave = waveAt(s, x, y, crest);
    const double down = double(y - s.horizon) / c.h;
    const double sway = (0.006 + 0.05 * down) * s.roughness + 0.004 * down;
    const int sy = std::clamp(int(shore - (y - shore) * (1.0 + 0.35 * s.roughness) - wave * sway * 3.2 * c.h), 0,
                              std::max(0, shore - 1));
    const int sx = std::clamp(int(x + wave * sway * 0.8 * c.h), 0, c.w - 1);
    const Rgb mirror = unpack(c.row(sy)[sx]);
    // Schlick's approximation of the Fresnel term: flat far water mirrors, near water shows its depth.
    const double fresnel = clamp01(0.24 + 0.76 / (1.0 + 5.5 * down) + wave * 0.22 * s.roughness);
    const Rgb body = mix(s.palette.water, multiply(s.palette.water, s.palette.sky[1]), 0.45) *
                     (s.palette.night ? 0.32 : (s.palette.lowSun ? 0.55 : 0.85));
    Rgb out = mix(body, mirror * 0.95, fresnel * (1.0 - 0.22 * s.roughness));
    out = out * (1.0 + 0.16 * double(wave) * s.roughness);
    const double sunDx = (x - s.palette.sunX * c.w) / (c.unit * (0.05 + 0.22 * down));
    const double path = 1.0 / (1.0 + sunDx * sunDx);
    const double sparkle = smoothStep(0.3 - 0.25 * path, 0.75, double(crest)) * path;
    return mix(out, s.palette.sun, clamp01(sparkle * (s.palette.lowSun || s.palette.night ? 0.85 : 0.3)));
}

/// The row at which the water of each column begins, smoothed over columns: the axis of the mirror must not jump beside
/// a rock.
std::vector<int> shoreLine(const Canvas& c, const QImage& mask)
{
    std::vector<double> first(size_t(c.w), -1);
    for (int y = c.h - 1; y >= 0; --y) {
        const uchar* wet = mask.constScanLine(y);
        for (int x = 0; x < c.w; ++x)
            if (wet[x] != 0)
                first[size_t(x)] = y;
    }
    double last = c.h;
    for (double& v : first) // columns without water take their neighbour's
        v = last = v < 0 ? last : v;
    const int reach = std::max(1, c.w / 40);
    std::vector<int> out(first.size());
    for (int x = 0; x < c.w; ++x) {
        double sum = 0;
        for (int k = -reach; k <= reach; ++k)
            sum += first[size_t(std::clamp(x + k, 0, c.w - 1))];
        out[size_t(x)] = int(sum / (2 * reach + 1));
    }
    return out;
}

} // namespace

void paintWater(Canvas& canvas, const Palette& palette, const QImage& mask, double horizon, double roughness, Rng rng)
{
    const Surface surface{canvas, palette, horizon, roughness, quint32(rng.next())};
    const std::vector<int> shore = shoreLine(canvas, mask);
    for (int y = 0; y < canvas.h; ++y) {
        const uchar* wet = mask.constScanLine(y);
        quint32* line = canvas.row(y);
        for (int x = 0; x < canvas.w; ++x)
            if (wet[x] != 0)
                line[x] = packDithered(shade(surface, x, y, std::min(y, shore[size_t(x)])), hashUnit(x, y, 12));
    }
}

void paintSea(Canvas& canvas, const Palette& palette, double top, double roughness, Rng rng)
{
    QImage mask(canvas.w, canvas.h, QImage::Format_Grayscale8);
    for (int y = 0; y < canvas.h; ++y)
        std::fill_n(mask.scanLine(y), canvas.w, uchar(y >= int(top) ? 255 : 0));
    paintWater(canvas, palette, mask, top, roughness, rng);
}

} // namespace maquette::sandbox
