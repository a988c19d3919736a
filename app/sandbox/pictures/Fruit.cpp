// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/TableThings.h"

namespace maquette::sandbox {

void paintFruit(ThingPainter& p, Thing thing, Rgb colour)
{
    const double s = p.lightX() > 0 ? 1 : -1;
    QPainterPath body;
    if (thing == Thing::Pear)
        body = p.curve({{0, 1.2},
                        {-0.18, 1.08},
                        {-0.24, 0.8},
                        {-0.46, 0.5},
                        {-0.44, 0.15},
                        {0, 0.0},
                        {0.44, 0.15},
                        {0.46, 0.5},
                        {0.24, 0.8},
                        {0.18, 1.08}});
    else if (thing == Thing::Lemon)
        body = p.curve({{-0.66, 0.45},
                        {-0.36, 0.78},
                        {0.1, 0.86},
                        {0.44, 0.68},
                        {0.68, 0.42},
                        {0.4, 0.12},
                        {0.0, 0.04},
                        {-0.42, 0.16}});
    else if (thing == Thing::Apple)
        body = p.curve({{0, 0.88},
                        {-0.24, 0.97},
                        {-0.48, 0.8},
                        {-0.5, 0.46},
                        {-0.3, 0.08},
                        {0, 0.04},
                        {0.3, 0.08},
                        {0.5, 0.46},
                        {0.48, 0.8},
                        {0.24, 0.97}});
    else
        body.addEllipse(p.at(0, 0.5), 0.5 * p.stand.size, 0.49 * p.stand.size);
    QRadialGradient g(p.at(s * 0.18, 0.7), 0.85 * p.stand.size);
    const Rgb c = p.seen(colour);
    g.setColorAt(0, toQColor(mix(c, {1, 1, 1}, 0.5)));
    g.setColorAt(0.22, toQColor(mix(c, {1, 1, 1}, 0.12)));
    g.setColorAt(0.6, toQColor(c * 0.86));
    g.setColorAt(0.92, toQColor(multiply(c, hex(0x6a4450))));
    g.setColorAt(1, toQColor(multiply(c, hex(0x8a6460))));
    p.painter.setBrush(g);
    p.painter.drawPath(body);
    if (thing == Thing::Orange) {
        for (int i = 0; i < 60; ++i) {
            const double a = p.rng.range(0, 6.28);
            const double r = 0.45 * std::sqrt(p.rng.unit());
            p.ellipse(r * std::cos(a), 0.5 + r * std::sin(a), 0.008, 0.008, colour * 0.7, 0.5);
        }
        p.ellipse(s * -0.08, 0.86, 0.035, 0.02, hex(0x4c6b34));
        return;
    }
    const double top = thing == Thing::Pear ? 1.18 : 0.9;
    if (thing == Thing::Lemon)
        return;
    p.line({0, top - 0.04}, {0.05, top + 0.16}, 0.035, hex(0x5a3c22));
    p.fill(p.curve({{0.03, top + 0.06}, {0.16, top + 0.2}, {0.36, top + 0.16}, {0.2, top + 0.03}}), hex(0x5d8f3c));
}

void paintBouquet(ThingPainter& p, const std::vector<Rgb>& colours, int count)
{
    for (int i = 0; i < count + 10; ++i) {
        const double a = p.rng.range(0.35, 2.8);
        const double l = p.rng.range(0.4, 0.95);
        const QPointF tip(std::cos(a) * l * 0.75, 1.0 + std::sin(a) * l);
        p.line({0, 0.98}, tip, 0.016, hex(0x42703a));
        p.fill(p.curve({tip * 0.6 + QPointF(0, 0.4), tip * 0.8 + QPointF(0.09, 0.24), tip + QPointF(0.05, 0.02),
                        tip * 0.8 + QPointF(-0.05, 0.18)}),
               mix(hex(0x3d6b3a), hex(0x7da457), p.rng.unit()));
    }
    for (int i = 0; i < count; ++i) {
        const double a = 0.3 + 2.54 * (i + 0.5) / count;
        const double l = p.rng.range(0.3, 0.95);
        const double x = std::cos(a) * l * 0.8;
        const double y = 1.06 + std::sin(a) * l;
        const Rgb c = colours[size_t(i) % colours.size()];
        const double r = p.rng.range(0.12, 0.18);
        for (int ring = 0; ring < 3; ++ring)
            for (int k = 0; k < 8; ++k) {
                const double b = 6.2831853 * (k + ring * 0.5) / 8;
                const double d = r * (0.75 - 0.25 * ring);
                p.ellipse(x + std::cos(b) * d, y + std::sin(b) * d * 0.85, r * (0.46 - 0.08 * ring),
                          r * (0.42 - 0.08 * ring), mix(c * (0.7 + 0.16 * ring), {1, 1, 1}, 0.07 * ring));
            }
        p.ellipse(x, y, r * 0.18, r * 0.16, mix(c, hex(0xf5c84a), 0.7));
    }
}

} // namespace maquette::sandbox
