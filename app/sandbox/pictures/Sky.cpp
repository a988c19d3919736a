// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Sky.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

Rgb skyAt(const Palette& p, double t)
{
    // t: 0 at the zenith, 1 at the horizon.
    t = clamp01(t);
    if (t < 0.42)
        return mix(p.sky[0], p.sky[1], smoothStep(0, 0.42, t));
    if (t < 0.76)
        return mix(p.sky[1], p.sky[2], smoothStep(0.42, 0.76, t));
    return mix(p.sky[2], p.sky[3], smoothStep(0.76, 1.0, t));
}

QPointF sunAt(const Canvas& c, const Palette& p, double horizon)
{
    return {p.sunX * c.w, horizon - p.sunHeight * c.h};
}

void paintGradient(Canvas& c, const Palette& p, double horizon, bool sunShows)
{
    const QPointF sun = sunAt(c, p, horizon);
    const double reach = 1.0 / (0.55 * std::max(c.w, c.h));
    const double strength = !sunShows ? 0.12 : (p.night ? 0.3 : (p.lowSun ? 0.62 : 0.4));
    const Rgb warm = mix(p.sun, p.sky[3], 0.35);
    for (int y = 0; y < c.h; ++y) {
        quint32* line = c.row(y);
        const Rgb base = skyAt(p, y / horizon);
        for (int x = 0; x < c.w; ++x) {
            const double dx = (x - sun.x()) * reach * 0.8;
            const double dy = (y - sun.y()) * reach * 1.25;
            const double k = strength / (1.0 + 9.0 * (dx * dx + dy * dy));
            line[x] = packDithered(mix(base, warm, k * k + 0.25 * k), hashUnit(x, y, 5));
        }
    }
}

void paintDisc(Canvas& c, const Scene& s, const Palette& p, double horizon)
{
    const QPointF sun = sunAt(c, p, horizon);
    const double r = p.sunSize * c.unit;
    const bool veiled = s.of(Weather::Fog) > 0 || s.of(Weather::Overcast) > 0;
    c.glow(sun, r * 12, p.sun, p.night ? 0.3 : 0.5, 3);
    c.glow(sun, r * 3.6, p.sun, p.night ? 0.35 : 0.75, 2);
    QPainter painter;
    c.open(painter);
    QRadialGradient disc(sun, r * 1.06);
    const Rgb core = mix(p.sun, {1, 1, 1}, p.night ? 0.2 : 0.5);
    disc.setColorAt(0, toQColor(core, veiled ? 0.6 : 1));
    disc.setColorAt(0.86, toQColor(mix(p.sun, core, 0.4), veiled ? 0.55 : 1));
    disc.setColorAt(0.94, toQColor(p.sun, veiled ? 0.45 : 0.96));
    disc.setColorAt(1, toQColor(p.sun, 0));
    painter.setBrush(disc);
    painter.drawEllipse(sun, r * 1.06, r * 1.06);
    if (!p.night)
        return;
    Rng seas(4711);
    QPainterPath clip;
    clip.addEllipse(sun, r, r);
    painter.setClipPath(clip);
    for (int i = 0; i < 9; ++i) {
        const double a = seas.range(0, 6.28);
        const double d = r * 0.75 * std::sqrt(seas.unit());
        painter.setBrush(toQColor(p.sun * 0.72, 0.22));
        painter.drawPath(blobPath(sun + QPointF(std::cos(a) * d, std::sin(a) * d), r * seas.range(0.12, 0.36),
                                  r * seas.range(0.1, 0.3), 0.25, 9, seas));
    }
}

struct CloudLook
{
    double cover;
    double scale;
    double stretch;
    double opacity;
};

CloudLook chooseClouds(const Scene& s, Rng& rng)
{
    CloudLook look{rng.range(-0.12, 0.12), rng.range(0.5, 0.8), rng.range(1.0, 2.4), 0.92};
    if (s.of(Weather::Clouds) > 0)
        look.cover = 0.22;
    if (s.of(Weather::Overcast) > 0 || s.of(Weather::Rain) > 0 || s.of(Weather::Snow) > 0)
        look.cover = 0.42;
    if (s.of(Weather::Storm) > 0)
        look.cover = 0.55;
    if (s.of(Weather::Clear) > 0 || s.of(Weather::Stars) > 0 || s.of(Weather::Aurora) > 0)
        look.cover -= 0.3;
    if (s.of(Weather::Aurora) > 0)
        look.cover = -1;
    if (s.main == Place::Sky)
        look.cover = std::max(look.cover, 0.28);
    return look;
}

/// Density (first) and light (second) of a cloud deck seen in perspective, on a coarse grid.
std::pair<cv::Mat, cv::Mat> cloudFields(const Canvas& c, const Palette& p, double horizon, const CloudLook& look,
                                        quint32 seed)
{
    const int step = c.detail < 0.8 ? 4 : 3;
    const int cols = c.w / step + 2;
    const int rows = std::max(4, int(horizon / step) + 2);
    cv::Mat density(rows, cols, CV_32F);
    cv::Mat light(rows, cols, CV_32F);
    const double side = 1.0 / std::max(c.h, c.w);
    for (int j = 0; j < rows; ++j) {
        const double elevation = std::max(0.0, (horizon - j * step) / c.h);
        const double depth = 1.0 / (elevation * 1.6 + 0.13);
        const float octaves = float(std::clamp(6.2 - depth * 0.35, 2.5, 6.0));
        for (int i = 0; i < cols; ++i) {
            const double x = (i * step - c.w * 0.5) * side;
            const auto u = float(x * depth * 1.5 * look.scale);
            const auto w = float(depth * look.scale * look.stretch * 0.8);
            const float warp = 0.35F * gradientNoise(u * 0.9F, w * 0.9F, seed + 9);
            const float n = fractalNoise(u + warp, w - warp, octaves, seed);
            const float toward = float((p.sunX - double(i * step) / c.w) * 0.28);
            const float lit = fractalNoise(u + warp + toward, w - warp + 0.13F, std::min(octaves, 4.0F), seed);
            const auto horizonFade = float(smoothStep(0.0, 0.09, elevation));
            const float d = n + float(look.cover) * 0.75F - 0.02F;
            density.at<float>(j, i) = std::clamp(d * 2.6F, 0.0F, 1.0F) * (0.25F + 0.75F * horizonFade);
            light.at<float>(j, i) =
                std::clamp(0.55F - (lit - n * 0.25F + float(look.cover) * 0.4F) * 1.35F, 0.0F, 1.0F);
        }
    }
    return {density, light};
}

void paintClouds(Canvas& c, const Palette& p, double horizon, const CloudLook& look, Rng& rng)
{
    auto [density, light] = cloudFields(c, p, horizon, look, quint32(rng.next()));
    const int step = c.detail < 0.8 ? 4 : 3;
    cv::resize(density, density, cv::Size(density.cols * step, density.rows * step), 0, 0, cv::INTER_CUBIC);
    cv::resize(light, light, density.size(), 0, 0, cv::INTER_LINEAR);
    const QPointF sun = sunAt(c, p, horizon);
    const double reach = 1.0 / (0.5 * std::max(c.w, c.h));
    for (int y = 0; y < std::min(c.h, int(horizon) + 1); ++y) {
        quint32* line = c.row(y);
        const float* d = density.ptr<float>(y);
        const float* l = light.ptr<float>(y);
        const double fog = smoothStep(0.55, 1.0, y / horizon);
        for (int x = 0; x < c.w; ++x) {
            if (d[x] <= 0.004F)
                continue;
            const double dx = (x - sun.x()) * reach;
            const double dy = (y - sun.y()) * reach;
            const double near = 1.0 / (1.0 + 8.0 * (dx * dx + dy * dy));
            Rgb tone = mix(p.cloudDark, p.cloudLight, clamp01(l[x] + near * 0.25));
            const double lining = (1.0 - d[x]) * near;
            tone = mix(tone, p.sun, clamp01(lining * 0.8));
            tone = mix(tone, p.haze, fog * 0.55);
            line[x] = packDithered(mix(unpack(line[x]), tone, d[x] * look.opacity), hashUnit(x, y, 6));
        }
    }
}

void paintAurora(Canvas& c, double horizon, Rng rng)
{
    const auto seed = quint32(rng.next());
    const Rgb low = hueTurned(hex(0x35f0a0), rng.range(-18, 18));
    const Rgb high = hueTurned(hex(0x9a5cff), rng.range(-25, 25));
    std::vector<double> add(size_t(c.w) * 3);
    for (int band = 0; band < 3; ++band) {
        const double base = horizon * rng.range(0.42, 0.8);
        const double height = horizon * rng.range(0.35, 0.6);
        const double strength = rng.range(0.85, 1.35);
        for (int x = 0; x < c.w; ++x) {
            const auto u = float(double(x) / c.w);
            const double fold = base + horizon * 0.22 * fractalNoise(u * 2.2F + float(band) * 9, 0.5F, 3, seed);
            const double rays = 0.55 + 0.45 * fractalNoise(u * 26.0F + float(band) * 5, 3.1F, 3, seed + 5);
            const double veil = clamp01(0.5 + 1.1 * fractalNoise(u * 1.7F + float(band) * 3, 8.0F, 2, seed + 7));
            const double top = fold - height * (0.6 + 0.6 * rays);
            for (int y = std::max(0, int(top)); y < std::min(int(horizon), int(fold + horizon * 0.05)); ++y) {
                const double t = (fold - y) / std::max(1.0, fold - top);
                const double body = t < 0 ? std::max(0.0, 1.0 + t * 9.0) : (1.0 - t) * (1.0 - t);
                const double k = strength * veil * rays * body * 0.8;
                quint32* line = c.row(y);
                line[x] =
                    packDithered(screen(unpack(line[x]), mix(low, high, clamp01(t * 1.3)) * k), hashUnit(x, y, 7));
            }
        }
    }
}

void paintRainbow(Canvas& c, const Palette& p, double horizon)
{
    const QPointF centre((1.0 - p.sunX) * c.w, horizon + c.unit * 0.1);
    const double radius = c.unit * 0.62;
    const double band = c.unit * 0.05;
    for (int y = 0; y < std::min(c.h, int(horizon)); ++y) {
        quint32* line = c.row(y);
        for (int x = 0; x < c.w; ++x) {
            const double dx = x - centre.x();
            const double dy = y - centre.y();
            const double t = (std::sqrt(dx * dx + dy * dy) - radius) / band;
            if (t < 0 || t > 1)
                continue;
            const Rgb hue{float(clamp01(1.6 * t - 0.35) + (t < 0.12 ? 0.45 : 0.0)),
                          float(clamp01(1.0 - std::abs(t - 0.52) * 2.6)), float(clamp01(1.1 - t * 2.4))};
            line[x] = pack(screen(unpack(line[x]), hue * (0.42 * 4 * t * (1 - t))));
        }
    }
}

} // namespace

void paintStars(Canvas& canvas, double bottom, double density, bool milkyWay, Rng rng)
{
    if (milkyWay) {
        const auto seed = quint32(rng.next());
        const double slope = rng.range(0.5, 1.1) * (rng.chance(0.5) ? 1 : -1);
        const double offset = rng.range(-0.1, 0.1);
        for (int y = 0; y < std::min(canvas.h, int(bottom)); ++y) {
            quint32* line = canvas.row(y);
            for (int x = 0; x < canvas.w; ++x) {
                const double u = double(x) / canvas.unit;
                const double v = double(y) / canvas.unit;
                const double across =
                    (v - 0.5 * bottom / canvas.unit - offset - slope * (u - 0.5 * canvas.w / canvas.unit)) / 0.32;
                if (across * across > 1.6)
                    continue;
                const float n = fractalNoise(float(u * 4), float(v * 4), 4, seed);
                const double body = std::exp(-across * across * 3.2) * clamp01(0.55 + n);
                const double dust = std::exp(-across * across * 16.0) * clamp01(0.2 + n * 1.6);
                const Rgb glow = mix(hex(0x6f7fd0), hex(0xf2c7b0), std::exp(-across * across * 9.0)) *
                                 (0.5 * body * (1.0 - 0.75 * dust));
                line[x] = packDithered(screen(unpack(line[x]), glow), hashUnit(x, y, 8));
            }
        }
    }
    QPainter painter;
    canvas.open(painter);
    const int count = int(density * 0.0011 * canvas.w * bottom * (900.0 / std::max(900.0, canvas.unit)));
    for (int i = 0; i < count; ++i) {
        const QPointF at{rng.unit() * canvas.w, rng.unit() * bottom};
        const double size = canvas.unit * (0.0004 + 0.0016 * std::pow(rng.unit(), 7));
        const double fade = 1.0 - smoothStep(0.55, 1.0, at.y() / bottom) * 0.8;
        const Rgb tone = mix(rng.chance(0.3) ? hex(0xffd9b0) : hex(0xbfd4ff), {1, 1, 1}, rng.unit());
        painter.setBrush(toQColor(tone, fade * rng.range(0.35, 1.0)));
        painter.drawEllipse(at, size + 0.3, size + 0.3);
        if (size > canvas.unit * 0.0014) {
            painter.setBrush(toQColor(tone, 0.13));
            painter.drawEllipse(at, size * 4, size * 4);
        }
    }
}

void paintSky(Canvas& canvas, const Scene& scene, const Palette& palette, double horizon, Rng rng)
{
    const bool hidden = scene.of(Weather::Storm) > 0 || scene.of(Weather::Rain) > 0 || scene.of(Weather::Aurora) > 0 ||
                        scene.of(Weather::Overcast) > 0 || !scene.allows(palette.night ? Thing::Moon : Thing::Sun);
    const bool asked = scene.find(Thing::Sun) || scene.find(Thing::Moon);
    const bool sunShows = asked || !hidden;
    paintGradient(canvas, palette, horizon, sunShows);
    if (palette.night && scene.of(Weather::Overcast) <= 0 && scene.of(Weather::Stars) >= 0)
        paintStars(canvas, horizon, scene.of(Weather::Stars) > 0 ? 1.6 : 0.8,
                   scene.of(Weather::Stars) > 0 || (sunShows && rng.chance(0.2)), rng.fork(1));
    else if (scene.time == DayTime::Dusk || scene.of(Weather::Stars) > 0)
        paintStars(canvas, horizon * 0.7, 0.3, false, rng.fork(1));
    if (sunShows && (palette.lowSun || palette.night || asked))
        paintDisc(canvas, scene, palette, horizon);
    if (scene.of(Weather::Aurora) > 0)
        paintAurora(canvas, horizon, rng.fork(2));
    Rng cloudRng = rng.fork(3);
    const CloudLook look = chooseClouds(scene, cloudRng);
    if (scene.of(Weather::Clouds) >= 0 && scene.of(Weather::Clear) <= 0 && look.cover > -0.35)
        paintClouds(canvas, palette, horizon, look, cloudRng);
    if (scene.of(Weather::Rainbow) > 0)
        paintRainbow(canvas, palette, horizon);
}

} // namespace maquette::sandbox
