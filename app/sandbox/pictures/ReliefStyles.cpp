// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/StyleFilters.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

struct Relief3d
{
    double depth;    ///< how far light and dark stand apart
    double gloss;    ///< strength of the highlights
    double hardness; ///< their tightness
    double texture;  ///< unevenness of the surface
};

/// Lights the picture as if its lightness were height.
void lightAsRelief(Canvas& canvas, const Relief3d& look, double smooth, quint32 seed)
{
    cv::Mat grey;
    cv::cvtColor(canvas.mat(), grey, cv::COLOR_BGRA2GRAY);
    grey.convertTo(grey, CV_32F, 1.0 / 255.0);
    const cv::Mat high = blurred(grey, smooth);
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        const float* row = high.ptr<float>(y);
        const float* below = high.ptr<float>(std::min(canvas.h - 1, y + 1));
        for (int x = 0; x < canvas.w; ++x) {
            const float print = gradientNoise(float(x / canvas.unit * 26), float(y / canvas.unit * 26), seed);
            const float groove =
                std::sin(float(y / canvas.unit * 520) +
                         9.0F * gradientNoise(float(x / canvas.unit * 7), float(y / canvas.unit * 7), seed + 3));
            const double bump = look.texture * (0.7 * double(print) + 0.22 * double(groove));
            const double nx0 =
                -look.depth * double(row[std::min(canvas.w - 1, x + 1)] - row[x]) * canvas.unit * 0.02 + bump;
            const double ny0 = -look.depth * double(below[x] - row[x]) * canvas.unit * 0.02 + bump * 0.8;
            const double steep = std::sqrt(nx0 * nx0 + ny0 * ny0);
            const double nx = nx0 / (1.0 + 0.9 * steep); // even a hard edge stays a rounded one
            const double ny = ny0 / (1.0 + 0.9 * steep);
            const double inv = 1.0 / std::sqrt(nx * nx + ny * ny + 1.0);
            const double lit = (-nx * 0.5 - ny * 0.62 + 0.62) * inv;
            const double shine = look.gloss * std::pow(clamp01((-nx * 0.3 - ny * 0.42 + 0.86) * inv), look.hardness);
            const Rgb c = unpack(line[x]) * (0.55 + 0.76 * std::max(0.0, lit));
            line[x] = packDithered(screen(clamped(c), Rgb{1, 1, 1} * shine), hashUnit(x, y, 42));
        }
    }
}

} // namespace

void paintClay(Canvas& canvas, Rng rng)
{
    brushed(canvas, std::max(4, int(canvas.unit * 0.013)));
    brushed(canvas, std::max(3, int(canvas.unit * 0.008)));
    grade(canvas, 1.3, 0.96, hex(0x808080), hex(0x8a8276), 0.15);
    lightAsRelief(canvas, {9, 0.12, 14, 0.1}, canvas.unit * 0.01, quint32(rng.next()));
}

void paintPlastic(Canvas& canvas)
{
    brushed(canvas, std::max(3, int(canvas.unit * 0.009)));
    cv::Mat image = canvas.mat();
    blurred(image, canvas.unit * 0.0016).copyTo(image);
    grade(canvas, 1.28, 1.06, hex(0x7a7c8c), hex(0x828080), 0.2);
    lightAsRelief(canvas, {14, 0.4, 38, 0.0}, canvas.unit * 0.012, 1);
    bloom(canvas, 0.3, canvas.unit * 0.015);
}

} // namespace maquette::sandbox
