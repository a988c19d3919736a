// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"

namespace maquette::sandbox {

namespace {

void paintDepth(Canvas& c, Rgb surface, Rgb middle, Rgb deep, double source, Rng rng)
{
    const auto seed = quint32(rng.next());
    for (int y = 0; y < c.h; ++y) {
        quint32* line = c.row(y);
        const double t = double(y) / c.h;
        const Rgb base =
            t < 0.45 ? mix(surface, middle, smoothStep(0, 0.45, t)) : mix(middle, deep, smoothStep(0.45, 1, t));
        for (int x = 0; x < c.w; ++x) {
            const double dx = (double(x) / c.w - source) * c.w / c.unit;
            const double angle = dx / (t + 0.28);
            const float ray = fractalNoise(float(angle * 5.0), 0.3F, 3, seed);
            const double k = clamp01(0.18 + double(ray)) * std::exp(-t * 2.1) * std::exp(-dx * dx * 1.1);
            const float ripple =
                t < 0.16 ? gradientNoise(float(x / c.unit * 7), float(1.0 / (0.17 - t) * 0.9), seed + 1) : 0.0F;
            line[x] =
                packDithered(screen(base, hex(0xdffcf4) * (k * 0.85 + std::max(0.0F, ripple) * 0.5 * (1 - t / 0.16))),
                             hashUnit(x, y, 18));
        }
    }
}

void paintSeabed(Canvas& c, Rgb sand, Rgb water, Rng rng)
{
    const auto seed = quint32(rng.next());
    for (int layer = 0; layer < 4; ++layer) {
        const double near = layer / 3.0;
        const double base = c.h * lerp(0.66, 0.9, near);
        const Rgb tone = mix(layer == 3 ? sand : mix(sand * 0.35, water, 0.2), water, 0.75 * (1 - near));
        for (int x = 0; x < c.w; ++x) {
            const float n = layer == 3 ? 0.25F * fractalNoise(float(x / c.unit * 1.3), 9.0F, 3, seed)
                                       : 0.9F * fractalNoise(float(x / c.unit * 2.2), float(layer * 5), 5, seed);
            const int top = int(base - n * c.unit * lerp(0.3, 0.14, near));
            for (int y = std::max(0, top); y < c.h; ++y) {
                quint32* p = c.row(y) + x;
                const float caustic =
                    layer == 3 ? ridgedNoise(float(x / c.unit * 5), float((y - base) / c.unit * 16), 2, seed + 4)
                               : 0.0F;
                const float rough = fractalNoise(float(x / c.unit * 18), float(y / c.unit * 18), 3, seed + 5);
                const Rgb col =
                    tone * (0.86 + 0.2 * double(rough)) + hex(0xcffff2) * (0.5 * std::pow(double(caustic), 4.0));
                *p = packDithered(mix(*p ? unpack(*p) : col, col, y == top ? 0.5 : 1.0), hashUnit(x, y, 19));
            }
        }
    }
}

void coralFan(QPainter& painter, QPointF foot, double size, double angle, int depth, Rgb tone, Rng& rng)
{
    const QPointF to = foot + QPointF(std::cos(angle), -std::sin(angle)) * size;
    painter.setPen(QPen(toQColor(mix(tone, {1, 1, 1}, 0.08 * (5 - depth))), std::max(0.8, size * 0.22), Qt::SolidLine,
                        Qt::RoundCap));
    painter.drawLine(foot, to);
    for (int i = 0; depth > 0 && i < 3; ++i) {
        const double reach = size * rng.range(0.6, 0.82);
        const double turn = (i - 1) * 0.45 + rng.range(-0.15, 0.15);
        coralFan(painter, to, reach, angle + turn, depth - 1, tone, rng);
    }
}

void paintReef(Canvas& c, const Palette& p, Rgb water, Rng rng)
{
    QPainter painter;
    c.open(painter);
    const Rgb tones[] = {hex(0xf2627a), hex(0xf79a4c), hex(0xb564d6), hex(0xf6c65b), hex(0x37c2a8), p.accents[0]};
    for (int i = 0; i < 34; ++i) {
        const double near = i / 34.0;
        const double side = rng.chance(0.5) ? rng.range(-0.02, 0.34) : rng.range(0.66, 1.02);
        const QPointF foot(side * c.w, c.h * lerp(0.78, 1.03, near));
        const Rgb tone = mix(tones[rng.below(6)], water, 0.55 * (1 - near));
        const double size = c.unit * lerp(0.025, 0.06, near);
        const int kind = rng.below(3);
        if (kind == 0) {
            coralFan(painter, foot, size, 1.57, 4, tone, rng);
        } else if (kind == 1) {
            painter.setPen(Qt::NoPen);
            for (int k = 0; k < 7; ++k) {
                const QPointF at = foot + QPointF{rng.range(-1.6, 1.6) * size, -rng.range(0.2, 1.2) * size};
                QRadialGradient g(at - QPointF(size * 0.3, size * 0.4), size * 1.2);
                g.setColorAt(0, toQColor(mix(tone, {1, 1, 1}, 0.3)));
                g.setColorAt(1, toQColor(tone * 0.6));
                painter.setBrush(g);
                painter.drawEllipse(at, size * 0.75, size * 0.7);
            }
        } else {
            for (int k = 0; k < 6; ++k) {
                const QPointF base = foot + QPointF(rng.range(-0.8, 0.8) * size, 0);
                const double sway = rng.range(-0.8, 0.8) * size;
                QPainterPath weed(base);
                weed.cubicTo(base + QPointF(sway, -size * 1.6), base + QPointF(-sway, -size * 3.0),
                             base + QPointF(sway * 0.7, -size * rng.range(3.4, 5.2)));
                painter.setPen(QPen(toQColor(mix(mix(hex(0x2c8a5c), tone, 0.2), water, 0.4 * (1 - near))), size * 0.2,
                                    Qt::SolidLine, Qt::RoundCap));
                painter.setBrush(Qt::NoBrush);
                painter.drawPath(weed);
            }
        }
    }
}

} // namespace

void paintUnderwater(Sitting s)
{
    Canvas& c = s.canvas;
    Rng rng = s.rng.fork(41);
    Rgb base = mix(hex(0x128fb0), hex(0x1a78b8), rng.unit());
    if (!s.scene.tints.empty())
        base = mix(base, s.scene.tints[0].colour, 0.7);
    const double dim = s.palette.night ? 0.45 : 1.0;
    const Rgb surface = mix(base, hex(0xd6fff2), 0.55) * dim;
    const Rgb deep = multiply(base, hex(0x28506e)) * dim;
    paintDepth(c, surface, base * dim, deep, rng.range(0.3, 0.7), rng.fork(1));
    paintSeabed(c, s.palette.sand, mix(base, deep, 0.4) * dim, rng.fork(2));
    paintReef(c, s.palette, mix(base, deep, 0.3) * dim, rng.fork(3));
    QPainter painter;
    c.open(painter);
    std::vector<Subject> swimmers;
    for (const Subject& sub : s.scene.subjects)
        if (int(sub.thing) < int(Thing::House) && sub.thing != Thing::Sun && sub.thing != Thing::Moon)
            swimmers.push_back(sub);
    if (swimmers.empty() && s.scene.allows(Thing::Fish))
        swimmers.push_back({Thing::Fish, std::nullopt, 1, 9});
    for (const Subject& sub : swimmers) {
        const int n = sub.thing == Thing::Fish ? std::max(3, sub.count + 2) : sub.count;
        for (int i = n - 1; i >= 0; --i) {
            const double near = i == 0 ? 1.0 : rng.range(0.15, 0.6);
            Stand st;
            st.size = c.unit * (sub.thing == Thing::Whale ? 0.24 : 0.13) * lerp(0.35, 1.0, near);
            st.foot = QPointF{c.w * (i == 0 ? rng.range(0.42, 0.58) : rng.range(0.1, 0.9)),
                              c.h * (i == 0 ? rng.range(0.48, 0.58) : rng.range(0.2, 0.7))};
            st.air = 0.62 * (1 - near);
            st.haze = base * dim;
            st.light = mix(hex(0xd5f4ff), {1, 1, 1}, near) * lerp(0.8, 1.0, dim);
            st.mirrored = rng.chance(0.5);
            const Rgb fish[] = {hex(0xf28c28), hex(0xf2c530), hex(0x4a7be0), hex(0xe0508a)};
            paintSubject(painter,
                         {sub.thing,
                          sub.colour ? sub.colour
                                     : (sub.thing == Thing::Fish ? std::optional(fish[rng.below(4)]) : std::nullopt),
                          1, 1},
                         st, s.palette, s.scene, rng);
        }
    }
    for (int i = 0; i < 46; ++i) {
        const QPointF at{c.w * rng.unit(), c.h * rng.unit()};
        const double r = c.unit * 0.009 * std::pow(rng.unit(), 2) + 0.8;
        painter.setPen(QPen(QColor(235, 255, 255, 120), std::max(0.6, r * 0.2)));
        painter.setBrush(QColor(255, 255, 255, 26));
        painter.drawEllipse(at, r, r);
    }
}

} // namespace maquette::sandbox
