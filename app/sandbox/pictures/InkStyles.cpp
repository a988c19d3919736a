// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/StyleFilters.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

cv::Mat inkLines(Canvas& canvas, double width, double sensitivity)
{
    cv::Mat grey;
    cv::cvtColor(canvas.mat(), grey, cv::COLOR_BGRA2GRAY);
    cv::Mat fine;
    cv::Mat wide;
    grey.convertTo(grey, CV_32F, 1.0 / 255.0);
    cv::GaussianBlur(grey, fine, cv::Size(), width);
    cv::GaussianBlur(grey, wide, cv::Size(), width * 1.8);
    cv::Mat lines(grey.size(), CV_32F);
    for (int y = 0; y < grey.rows; ++y) {
        const float* f = fine.ptr<float>(y);
        const float* w = wide.ptr<float>(y);
        float* out = lines.ptr<float>(y);
        for (int x = 0; x < grey.cols; ++x) {
            const double d = double(f[x] - w[x]) / (0.12 + double(w[x])); // relative: dark places get lines as well
            out[x] = float(clamp01(1.0 + (d + 0.012) * sensitivity));
        }
    }
    return lines;
}

namespace {

/// Soft steps of lightness, hue kept.
Rgb stepped(Rgb c, double steps, double softness)
{
    const double y = clamp01(double(luma(c))) * steps;
    const double base = std::floor(y);
    const double target = (base + smoothStep(0.5 - softness, 0.5 + softness, y - base)) / steps;
    return luma(c) < 0.01F ? c : c * (target / std::max(0.02, double(luma(c))));
}

template <typename Change>
void eachPixel(Canvas& canvas, Change change)
{
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        for (int x = 0; x < canvas.w; ++x)
            line[x] = pack(change(unpack(line[x]), x, y));
    }
}

double lineWidth(const Canvas& canvas)
{
    return std::max(0.7, canvas.unit * 0.0011);
}

} // namespace

void paintAnime(Canvas& canvas)
{
    brushed(canvas, std::max(2, int(canvas.unit * 0.005)));
    const cv::Mat lines = inkLines(canvas, lineWidth(canvas), 13);
    eachPixel(canvas, [&](Rgb c, int x, int y) {
        Rgb k = saturated(stepped(mix(c, {1, 1, 1}, 0.08), 7, 0.16), 1.42);
        return mix(hex(0x2a1c40), k, 0.25 + 0.75 * double(lines.at<float>(y, x)));
    });
    bloom(canvas, 0.35, canvas.unit * 0.015);
}

void paintComic(Canvas& canvas)
{
    brushed(canvas, std::max(3, int(canvas.unit * 0.006)));
    const cv::Mat lines = inkLines(canvas, lineWidth(canvas) * 1.5, 34);
    const double cell = std::max(5.0, canvas.unit * 0.0085);
    eachPixel(canvas, [&](Rgb c, int x, int y) {
        const double u = (x + y) * 0.70710678 / cell;
        const double v = (x - y) * 0.70710678 / cell;
        const double dx = u - std::floor(u) - 0.5;
        const double dy = v - std::floor(v) - 0.5;
        Rgb k = clamped(saturated(stepped(c, 4, 0.05), 1.55));
        const double shade = 1.0 - double(luma(c));
        const double radius = 0.62 * std::sqrt(std::max(0.0, shade - 0.25));
        const double dot = smoothStep(radius + 0.08, radius - 0.08, std::sqrt(dx * dx + dy * dy));
        k = mix(k, multiply(k, hex(0x6a5a9a)), dot * 0.65);
        return mix(hex(0x0d0a14), k, double(lines.at<float>(y, x)));
    });
}

void paintLineArt(Canvas& canvas)
{
    const QImage original = canvas.image.copy();
    const cv::Mat fine = inkLines(canvas, lineWidth(canvas), 30);
    brushed(canvas, std::max(3, int(canvas.unit * 0.008)));
    const cv::Mat bold = inkLines(canvas, lineWidth(canvas) * 1.6, 42);
    const double pitch = std::max(4.0, canvas.unit * 0.007);
    eachPixel(canvas, [&](Rgb c, int x, int y) {
        double ink = std::min(double(bold.at<float>(y, x)), 0.35 + 0.65 * double(fine.at<float>(y, x)));
        const double shade = 1.0 - double(luma(c));
        const double h = (x + y) / pitch;
        const double stripe = std::abs(h - std::floor(h) - 0.5);
        if (shade > 0.62) // the darkest masses are hatched
            ink = std::min(ink, 1.0 - 0.7 * smoothStep(0.5 * (shade - 0.5), 0.5 * (shade - 0.5) - 0.12, stripe));
        return mix(hex(0x17161c), hex(0xfbf9f4), ink);
    });
}

void paintNeon(Canvas& canvas, Rng rng)
{
    const cv::Mat lines = inkLines(canvas, lineWidth(canvas) * 1.3, 26);
    const bool swap = rng.chance(0.5);
    const Rgb first = swap ? hex(0xff2fb0) : hex(0x19e3ff);
    const Rgb second = swap ? hex(0x19e3ff) : hex(0xff2fb0);
    cv::Mat glow(canvas.h, canvas.w, CV_8UC4);
    for (int y = 0; y < canvas.h; ++y) {
        auto* out = glow.ptr<quint32>(y);
        for (int x = 0; x < canvas.w; ++x) {
            const double t = clamp01(
                0.5 + 0.9 * double(gradientNoise(float(x / canvas.unit * 1.6), float(y / canvas.unit * 1.6), 5)) +
                0.4 * (double(x) / canvas.w - 0.5));
            out[x] = pack(mix(first, second, smoothStep(0.3, 0.7, t)) * (1.0 - double(lines.at<float>(y, x))));
        }
    }
    eachPixel(canvas, [&](Rgb c, int, int) {
        const double l = double(luma(c));
        const Rgb tone =
            l < 0.5 ? mix(hex(0x090418), hex(0x4a1480), l * 2) : mix(hex(0x4a1480), hex(0xff5ac8), (l - 0.5) * 2);
        return mix(saturated(c, 1.3) * 0.55, tone, 0.72);
    });
    cv::Mat image = canvas.mat();
    cv::scaleAdd(blurred(glow, canvas.unit * 0.012), 1.5, image, image);
    cv::scaleAdd(blurred(glow, canvas.unit * 0.003), 0.9, image, image);
    cv::add(image, glow, image);
    bloom(canvas, 0.5, canvas.unit * 0.025);
    vignette(canvas, 0.5);
}

} // namespace maquette::sandbox
