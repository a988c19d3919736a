// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Finish.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

void bloom(Canvas& canvas, double amount, double radius)
{
    cv::Mat image = canvas.mat();
    cv::Mat bright;
    cv::subtract(image, cv::Scalar::all(150), bright);
    const cv::Mat soft = blurred(bright, radius);
    cv::scaleAdd(soft, amount, image, image);
}

void brushed(Canvas& canvas, int radius)
{
    // Kuwahara 1976: of the four squares that touch a pixel, the mean of the most even one.
    cv::Mat image = canvas.mat();
    cv::Mat grey;
    cv::cvtColor(image, grey, cv::COLOR_BGRA2GRAY);
    cv::Mat mean;
    cv::Mat greyMean;
    cv::Mat square;
    const cv::Size box(radius + 1, radius + 1);
    cv::boxFilter(image, mean, CV_8U, box);
    cv::boxFilter(grey, greyMean, CV_32F, box);
    cv::sqrBoxFilter(grey, square, CV_32F, box);
    const cv::Mat variance = square - greyMean.mul(greyMean);
    const int half = radius / 2;
    cv::Mat out(image.size(), CV_8UC4);
    for (int y = 0; y < image.rows; ++y) {
        const int ys[2] = {std::max(0, y - half), std::min(image.rows - 1, y + half)};
        auto* line = out.ptr<quint32>(y);
        for (int x = 0; x < image.cols; ++x) {
            const int xs[2] = {std::max(0, x - half), std::min(image.cols - 1, x + half)};
            float best = 1e30F;
            for (int sy : ys)
                for (int sx : xs) {
                    const float v = variance.at<float>(sy, sx);
                    if (v < best) {
                        best = v;
                        line[x] = mean.ptr<quint32>(sy)[sx];
                    }
                }
        }
    }
    out.copyTo(image);
}

void grain(Canvas& canvas, double amount, quint32 seed)
{
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        for (int x = 0; x < canvas.w; ++x) {
            const auto n = float((double(hashUnit(x, y, seed)) + double(hashUnit(x, y, seed + 1)) - 1.0) * amount);
            const Rgb c = unpack(line[x]);
            line[x] = pack({c.r + n, c.g + n, c.b + n});
        }
    }
}

void vignette(Canvas& canvas, double amount)
{
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        const double dy = 2.0 * y / canvas.h - 1.0;
        for (int x = 0; x < canvas.w; ++x) {
            const double dx = 2.0 * x / canvas.w - 1.0;
            const double d = (dx * dx + dy * dy) * 0.5;
            line[x] = packDithered(unpack(line[x]) * (1.0 - amount * d * d), hashUnit(x, y, 31));
        }
    }
}

void grade(Canvas& canvas, double saturation, double contrast, Rgb shadows, Rgb highlights, double split)
{
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        for (int x = 0; x < canvas.w; ++x) {
            Rgb c = saturated(unpack(line[x]), saturation);
            const auto k = float(contrast);
            c = {(c.r - 0.5F) * k + 0.5F, (c.g - 0.5F) * k + 0.5F, (c.b - 0.5F) * k + 0.5F};
            const double light = clamp01(double(luma(c)));
            const Rgb tint = mix(shadows, highlights, light);
            c = {c.r + float(split) * (tint.r - 0.5F), c.g + float(split) * (tint.g - 0.5F),
                 c.b + float(split) * (tint.b - 0.5F)};
            line[x] = packDithered(c, hashUnit(x, y, 32));
        }
    }
}

void finishPicture(Canvas& canvas, const Scene& scene, const Palette& palette, const QString& style, double guidance,
                   Rng rng)
{
    const bool flat = scene.main == Place::Abstract || scene.main == Place::Pattern || scene.main == Place::Product;
    if (!flat)
        bloom(canvas, palette.night ? 0.5 : 0.32, canvas.unit * 0.02);
    if (scene.of(Mood::Painterly) > 0)
        brushed(canvas, std::max(3, int(canvas.unit * 0.008)));
    const double mono = scene.of(Mood::Monochrome) > 0 ? 0.0 : 1.0;
    const double push = (guidance - 4.0);
    grade(canvas, mono * (1.06 + 0.035 * push), 1.04 + 0.018 * push,
          mono > 0 ? mix(hex(0x808080), palette.sky[0], 0.25) : hex(0x808080),
          mono > 0 ? mix(hex(0x808080), palette.light, 0.25) : hex(0x808080), 0.05);
    if (!flat)
        vignette(canvas, 0.22);
    applyStyle(canvas, style, rng.fork(1));
    if (style.isEmpty() || style == QLatin1String("photographic") || style == QLatin1String("cinematic"))
        grain(canvas, 0.022, quint32(rng.next()));
}

} // namespace maquette::sandbox
