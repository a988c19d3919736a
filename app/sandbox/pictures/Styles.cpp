// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/StyleFilters.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

/// Local contrast at two sizes.
void clarity(Canvas& canvas, double amount)
{
    cv::Mat image = canvas.mat();
    cv::addWeighted(image, 1.0 + amount, blurred(image, canvas.unit * 0.02), -amount, 0, image);
    cv::addWeighted(image, 1.0 + amount * 0.6, blurred(image, canvas.unit * 0.0025), -amount * 0.6, 0, image);
}

/// Out of focus above and below the middle, as a large aperture would.
void shallowFocus(Canvas& canvas)
{
    cv::Mat image = canvas.mat();
    const cv::Mat soft = blurred(image, canvas.unit * 0.006);
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        const double v = std::abs(double(y) / canvas.h - 0.56);
        const double k = smoothStep(0.24, 0.5, v);
        for (int x = 0; x < canvas.w; ++x)
            line[x] = pack(mix(unpack(line[x]), unpack(soft.ptr<quint32>(y)[x]), k));
    }
}

/// Horizontal streaks of light, as an anamorphic lens draws them.
void streaks(Canvas& canvas)
{
    cv::Mat image = canvas.mat();
    cv::Mat bright;
    cv::subtract(image, cv::Scalar::all(205), bright);
    cv::Mat wide;
    cv::resize(bright, wide, cv::Size(std::max(1, canvas.w / 16), std::max(1, canvas.h / 2)), 0, 0, cv::INTER_AREA);
    cv::boxFilter(wide, wide, -1, cv::Size(15, 3));
    cv::boxFilter(wide, wide, -1, cv::Size(11, 1));
    cv::resize(wide, wide, image.size(), 0, 0, cv::INTER_LINEAR);
    cv::multiply(wide, cv::Scalar(2.2, 1.2, 0.7, 0), wide);
    cv::add(image, wide, image);
}

void motes(Canvas& canvas, Rng& rng)
{
    for (int i = 0; i < 70; ++i) {
        const QPointF at{rng.unit() * canvas.w, canvas.h * (0.25 + 0.75 * rng.unit())};
        canvas.glow(at, canvas.unit * rng.range(0.006, 0.024), rng.chance(0.6) ? hex(0xffe39a) : hex(0xb8e8ff),
                    rng.range(0.5, 1.0), 2);
    }
}

void fade(Canvas& canvas, Rgb black, Rgb white)
{
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        for (int x = 0; x < canvas.w; ++x) {
            const Rgb c = unpack(line[x]);
            line[x] = packDithered({black.r + c.r * (white.r - black.r), black.g + c.g * (white.g - black.g),
                                    black.b + c.b * (white.b - black.b)},
                                   hashUnit(x, y, 41));
        }
    }
}

void paintFilm(Canvas& canvas, Rng& rng)
{
    grade(canvas, 0.72, 0.94, hex(0x6f8a86), hex(0x9a8258), 0.3);
    fade(canvas, hex(0x2a2622), hex(0xf6e8cc));
    const double side = rng.chance(0.5) ? 0 : canvas.w;
    canvas.glow(QPointF(side, canvas.h * rng.range(0.2, 0.8)), canvas.unit * 0.75, hex(0xff7a2e), 0.55, 0.8);
    vignette(canvas, 0.5);
    grain(canvas, 0.085, quint32(rng.next()));
}

void paintFantasy(Canvas& canvas, Rng& rng)
{
    brushed(canvas, std::max(3, int(canvas.unit * 0.006)));
    grade(canvas, 1.25, 1.12, hex(0x7a5cb0), hex(0xa68a52), 0.36);
    bloom(canvas, 0.75, canvas.unit * 0.03);
    motes(canvas, rng);
    vignette(canvas, 0.5);
}

void paintDigital(Canvas& canvas)
{
    brushed(canvas, std::max(2, int(canvas.unit * 0.004)));
    clarity(canvas, 0.55);
    grade(canvas, 1.38, 1.1, hex(0x6a78b8), hex(0xa07a86), 0.24);
    bloom(canvas, 0.5, canvas.unit * 0.02);
}

void paintPhoto(Canvas& canvas)
{
    clarity(canvas, 0.32);
    shallowFocus(canvas);
    grade(canvas, 0.86, 1.1, hex(0x7a8088), hex(0x888278), 0.2);
    vignette(canvas, 0.32);
}

void paintCinema(Canvas& canvas)
{
    streaks(canvas);
    grade(canvas, 0.92, 1.22, hex(0x2f8896), hex(0xb8854a), 0.55);
    vignette(canvas, 0.62);
}

} // namespace

void applyStyle(Canvas& canvas, const QString& style, Rng rng)
{
    const auto is = [&style](const char* name) { return style == QLatin1String(name); };
    if (is("enhance")) {
        clarity(canvas, 0.5);
        grade(canvas, 1.24, 1.08, hex(0x808080), hex(0x808080), 0);
    } else if (is("anime")) {
        paintAnime(canvas);
    } else if (is("photographic")) {
        paintPhoto(canvas);
    } else if (is("digital-art")) {
        paintDigital(canvas);
    } else if (is("comic-book")) {
        paintComic(canvas);
    } else if (is("fantasy-art")) {
        paintFantasy(canvas, rng);
    } else if (is("line-art")) {
        paintLineArt(canvas);
    } else if (is("analog-film")) {
        paintFilm(canvas, rng);
    } else if (is("neon-punk")) {
        paintNeon(canvas, rng);
    } else if (is("isometric")) {
        paintIsometric(canvas);
    } else if (is("low-poly")) {
        paintLowPoly(canvas, rng);
    } else if (is("origami")) {
        paintOrigami(canvas, rng);
    } else if (is("modeling-compound")) {
        paintClay(canvas, rng);
    } else if (is("cinematic")) {
        paintCinema(canvas);
    } else if (is("3d-model")) {
        paintPlastic(canvas);
    } else if (is("pixel-art")) {
        paintPixels(canvas);
    } else if (is("tile-texture")) {
        paintTiles(canvas);
    }
}

} // namespace maquette::sandbox
