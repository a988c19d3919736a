// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"

namespace maquette::sandbox {

namespace {

void paintFog(Canvas& c, const Palette& p, double horizon, double amount, Rng rng)
{
    const auto seed = quint32(rng.next());
    const Rgb tone = mix(p.haze, {1, 1, 1}, p.night ? 0.05 : 0.2);
    for (int y = 0; y < c.h; ++y) {
        quint32* line = c.row(y);
        const double d = (y - horizon) / c.h;
        const double belt = std::exp(-d * d * 26.0);
        for (int x = 0; x < c.w; ++x) {
            const float n = fractalNoise(float(x / c.unit * 1.6), float(y / c.unit * 5.5), 3, seed);
            const double k = clamp01(amount * (0.12 + 0.62 * belt) * (0.75 + 0.8 * double(n)));
            line[x] = packDithered(mix(unpack(line[x]), tone, k), hashUnit(x, y, 14));
        }
    }
}

void paintRain(Canvas& c, const Palette& p, double amount, Rng rng)
{
    QPainter painter;
    c.open(painter);
    const double slant = rng.range(-0.12, 0.12);
    const Rgb tone = mix(p.sky[3], {1, 1, 1}, 0.5);
    const int count = int(900 * amount * c.detail * double(c.w) * c.h / (c.unit * c.unit));
    for (int i = 0; i < count; ++i) {
        const double depth = rng.unit();
        const double length = c.unit * (0.015 + 0.055 * depth);
        const QPointF from{rng.range(-0.1, 1.1) * c.w, rng.range(-0.1, 1.0) * c.h};
        QPen pen(toQColor(tone, 0.1 + 0.22 * depth));
        pen.setWidthF(std::max(0.6, c.unit * 0.0015 * (0.4 + depth)));
        painter.setPen(pen);
        painter.drawLine(from, from + QPointF(slant * length, length));
    }
}

void paintSnowfall(Canvas& c, double amount, Rng rng)
{
    QPainter painter;
    c.open(painter);
    const int count = int(520 * amount * c.detail * double(c.w) * c.h / (c.unit * c.unit));
    for (int i = 0; i < count; ++i) {
        const double depth = std::pow(rng.unit(), 3);
        const double r = c.unit * (0.0012 + 0.0055 * depth);
        painter.setBrush(toQColor({1, 1, 1}, 0.85 - 0.45 * depth));
        painter.drawEllipse(QPointF{rng.unit() * c.w, rng.unit() * c.h}, r, r);
    }
}

void paintLightning(Canvas& c, double horizon, Rng rng)
{
    QPointF at(c.w * rng.range(0.2, 0.8), 0);
    QPainterPath bolt(at);
    QPainterPath branches;
    while (at.y() < horizon) {
        at += QPointF{c.unit * rng.range(-0.045, 0.045), c.unit * rng.range(0.018, 0.045)};
        bolt.lineTo(at);
        if (rng.chance(0.22)) {
            QPointF twig = at;
            branches.moveTo(twig);
            const double side = rng.chance(0.5) ? 1 : -1;
            for (int i = 0; i < 5; ++i) {
                twig += QPointF{side * c.unit * rng.range(0.005, 0.03), c.unit * rng.range(0.008, 0.028)};
                branches.lineTo(twig);
            }
        }
    }
    c.glow(QPointF(bolt.boundingRect().center().x(), horizon * 0.4), c.unit * 0.9, hex(0xb9c4ff), 0.55, 1);
    QPainter painter;
    c.open(painter);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [width, alpha] : {std::pair{0.016, 0.14}, {0.007, 0.4}, {0.0028, 1.0}}) {
        QPen pen(toQColor(alpha < 1 ? hex(0xc8ccff) : hex(0xffffff), alpha));
        pen.setWidthF(c.unit * width);
        pen.setJoinStyle(Qt::RoundJoin);
        painter.setPen(pen);
        painter.drawPath(bolt);
        pen.setWidthF(c.unit * width * 0.45);
        painter.setPen(pen);
        painter.drawPath(branches);
    }
}

} // namespace

void paintWeather(Canvas& canvas, const Scene& scene, const Palette& palette, double horizon, Rng rng)
{
    if (scene.of(Weather::Fog) > 0)
        paintFog(canvas, palette, horizon, std::min(1.2, scene.of(Weather::Fog)), rng.fork(1));
    if (scene.of(Weather::Storm) > 0)
        paintLightning(canvas, horizon, rng.fork(2));
    if (scene.of(Weather::Rain) > 0 || scene.of(Weather::Storm) > 0)
        paintRain(canvas, palette,
                  std::clamp(std::max(scene.of(Weather::Rain), 0.6 * scene.of(Weather::Storm)), 0.3, 1.5), rng.fork(3));
    if (scene.of(Weather::Snow) > 0)
        paintSnowfall(canvas, std::min(1.3, scene.of(Weather::Snow)), rng.fork(4));
}

} // namespace maquette::sandbox
