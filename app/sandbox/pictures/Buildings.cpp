// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

namespace {

void beam(ThingPainter& p, double side)
{
    QLinearGradient g(p.at(0, 0.86), p.at(side * 2.6, 1.0));
    g.setColorAt(0, QColor(255, 240, 190, 150));
    g.setColorAt(1, QColor(255, 240, 190, 0));
    p.painter.setBrush(g);
    p.painter.drawPolygon(QPolygonF({p.at(0, 0.87), p.at(side * 2.6, 1.2), p.at(side * 2.6, 0.86), p.at(0, 0.85)}));
}

void paintLighthouse(ThingPainter& p, Rgb colour)
{
    const auto width = [](double y) { return 0.105 - 0.05 * y / 0.8; };
    const Rgb white = hex(0xf4efe6);
    for (int i = 0; i < 6; ++i) {
        const double y0 = 0.8 * i / 6;
        const double y1 = 0.8 * (i + 1) / 6;
        QPainterPath band;
        band.addPolygon(
            QPolygonF({p.at(-width(y0), y0), p.at(width(y0), y0), p.at(width(y1), y1), p.at(-width(y1), y1)}));
        p.round(band, i % 2 == 0 ? white : colour, 0.85);
    }
    p.window(-0.012, 0.22, 0.024, 0.04);
    p.window(-0.01, 0.5, 0.02, 0.036);
    p.rect(-0.085, 0.795, 0.17, 0.018, hex(0x2b2f36));
    for (int i = -3; i <= 3; ++i)
        p.line({i * 0.026, 0.81}, {i * 0.026, 0.85}, 0.004, hex(0x2b2f36));
    p.rect(-0.08, 0.847, 0.16, 0.006, hex(0x2b2f36));
    p.rect(-0.042, 0.81, 0.084, 0.1, mix(hex(0xfff0b8), hex(0x9fb4bd), p.stand.night ? 0 : 0.45));
    for (double x : {-0.042, -0.014, 0.014, 0.038})
        p.rect(x, 0.81, 0.005, 0.1, hex(0x2b2f36));
    QPainterPath roof;
    roof.moveTo(p.at(-0.056, 0.905));
    roof.quadTo(p.at(-0.03, 0.96), p.at(0, 0.975));
    roof.quadTo(p.at(0.03, 0.96), p.at(0.056, 0.905));
    roof.closeSubpath();
    p.round(roof, colour * 0.8);
    p.line({0, 0.97}, {0, 1.0}, 0.006, hex(0x2b2f36));
    p.lamp(0, 0.86, p.stand.night ? 0.34 : 0.13, hex(0xffdf8c));
}

void paintHouse(ThingPainter& p, Rgb colour)
{
    const Rgb wall = colour;
    const Rgb roof = luma(colour) > 0.55F ? hex(0x9a4a35) : hex(0x4a4450);
    p.rect(-0.5, 0, 1.0, 0.46, wall * 0.95);
    p.poly({{0.18, 0}, {0.62, 0.03}, {0.62, 0.46}, {0.4, 0.78}, {0.18, 0.46}}, wall * (p.lightX() > 0 ? 1.06 : 0.72));
    p.poly({{-0.58, 0.43}, {-0.36, 0.8}, {0.4, 0.8}, {0.16, 0.43}}, roof);
    p.poly({{0.4, 0.82}, {0.36, 0.8}, {0.13, 0.43}, {0.19, 0.43}}, roof * 0.6);
    p.poly({{0.4, 0.82}, {0.44, 0.8}, {0.67, 0.43}, {0.61, 0.42}}, roof * 0.75);
    p.rect(-0.28, 0.72, 0.1, 0.2, hex(0x7b5648));
    p.window(-0.42, 0.16, 0.13, 0.15);
    p.window(-0.05, 0.16, 0.13, 0.15);
    p.window(0.34, 0.17, 0.12, 0.15);
    p.window(0.355, 0.5, 0.08, 0.1);
    p.rect(-0.23, 0, 0.12, 0.26, hex(0x5a3825));
    if (p.stand.night || p.stand.haze.b > 0.5F) // smoke on still cold days
        for (int i = 0; i < 5; ++i)
            p.ellipse(-0.23 + 0.03 * i * i * 0.5, 0.97 + 0.1 * i, 0.03 + 0.014 * i, 0.03 + 0.013 * i, hex(0xdfe3e8),
                      0.2 - 0.03 * i);
}

void tower(ThingPainter& p, double x, double w, double h, Rgb stone, Rgb roof, bool pointed)
{
    QPainterPath body;
    body.addRect(p.box(x - w / 2, 0, w, h));
    p.round(body, stone, 0.9);
    p.rect(x - w * 0.6, h - 0.01, w * 1.2, 0.035, stone * 0.9);
    if (pointed) {
        p.poly({{x - w * 0.68, h + 0.025}, {x + w * 0.68, h + 0.025}, {x, h + w * 2.3}}, roof);
        p.poly({{x - w * 0.68, h + 0.025}, {x, h + 0.025}, {x, h + w * 2.3}}, roof * (p.lightX() < 0 ? 1.2 : 0.75));
    } else {
        for (int i = 0; i < 4; ++i)
            p.rect(x - w * 0.6 + i * w * 0.34, h + 0.02, w * 0.18, 0.035, stone * 0.9);
    }
    p.window(x - w * 0.09, h * 0.78, w * 0.18, 0.05);
    if (h > 0.4)
        p.window(x - w * 0.09, h * 0.52, w * 0.18, 0.045);
}

void paintCastle(ThingPainter& p, Rgb colour)
{
    const Rgb stone = luma(colour) > 0.3F ? colour : hex(0x9a938c);
    const Rgb roof = hex(0x5a4763);
    tower(p, -0.08, 0.13, 0.62, stone * 0.86, roof, true);
    tower(p, 0.2, 0.11, 0.5, stone * 0.86, roof, true);
    p.rect(-0.5, 0, 1.0, 0.26, stone * 0.92);
    for (int i = 0; i < 13; ++i)
        p.rect(-0.5 + i * 0.0785, 0.25, 0.045, 0.04, stone * 0.92);
    tower(p, -0.5, 0.15, 0.4, stone, roof, true);
    tower(p, 0.5, 0.15, 0.4, stone, roof, true);
    tower(p, -0.24, 0.13, 0.34, stone, roof, false);
    tower(p, 0.32, 0.12, 0.34, stone, roof, true);
    tower(p, 0.04, 0.16, 0.56, stone, roof, true);
    p.fill(p.curve({{-0.06, -0.01}, {-0.055, 0.1}, {0.0, 0.155}, {0.055, 0.1}, {0.06, -0.01}}), hex(0x33262a));
    p.rect(0.035, 0.92, 0.006, 0.09, hex(0x2c2530));
    p.poly({{0.041, 1.005}, {0.12, 0.985}, {0.041, 0.96}}, hex(0xc83b3b));
}

void paintWindmill(ThingPainter& p, Rgb colour)
{
    QPainterPath body;
    body.addPolygon(QPolygonF({p.at(-0.17, 0), p.at(0.17, 0), p.at(0.1, 0.58), p.at(-0.1, 0.58)}));
    p.round(body, colour);
    p.fill(p.curve({{-0.12, 0.57}, {-0.08, 0.68}, {0, 0.72}, {0.08, 0.68}, {0.12, 0.57}}), hex(0x4d3a36));
    p.rect(-0.035, 0, 0.07, 0.13, hex(0x4d3326));
    p.window(-0.025, 0.3, 0.05, 0.06);
    const double turn = p.rng.range(0.2, 1.3);
    for (int i = 0; i < 4; ++i) {
        const double a = turn + i * 1.5707963;
        const QPointF u(std::cos(a), std::sin(a));
        const QPointF n(-u.y(), u.x());
        const QPointF hub(0, 0.62);
        p.line(hub, hub + u * 0.42, 0.012, hex(0x3c2c24));
        const QPointF a0 = hub + u * 0.08;
        const QPointF a1 = hub + u * 0.42;
        p.poly({a0, a1, a1 + n * 0.07, a0 + n * 0.07}, hex(0xefe4cf), 0.85);
        for (int k = 0; k <= 5; ++k)
            p.line(a0 + (a1 - a0) * (k / 5.0), a0 + (a1 - a0) * (k / 5.0) + n * 0.07, 0.004, hex(0x3c2c24));
    }
    p.ellipse(0, 0.62, 0.02, 0.02, hex(0x2e211b));
}

void paintChurch(ThingPainter& p, Rgb colour)
{
    p.rect(-0.12, 0, 0.5, 0.26, colour * 0.9);
    p.poly({{-0.12, 0.26}, {-0.04, 0.44}, {0.32, 0.44}, {0.41, 0.26}}, hex(0x6d3c36));
    QPainterPath body;
    body.addRect(p.box(-0.26, 0, 0.18, 0.54));
    p.round(body, colour, 0.7);
    p.poly({{-0.28, 0.54}, {-0.06, 0.54}, {-0.17, 0.92}}, hex(0x4b4a58));
    p.line({-0.17, 0.9}, {-0.17, 1.0}, 0.008, hex(0x2a2a30));
    p.line({-0.195, 0.965}, {-0.145, 0.965}, 0.008, hex(0x2a2a30));
    p.window(-0.19, 0.38, 0.04, 0.08);
    for (double x : {0.0, 0.12, 0.24})
        p.window(x, 0.09, 0.04, 0.1);
    p.rect(-0.2, 0, 0.06, 0.12, hex(0x4d3326));
}

void paintTower(ThingPainter& p, Rgb colour)
{
    // A pagoda: tiers of curved roofs.
    for (int i = 0; i < 5; ++i) {
        const double y = i * 0.165;
        const double w = 0.24 - i * 0.032;
        p.rect(-w * 0.62, y, w * 1.24, 0.12, i % 2 ? colour * 0.95 : colour);
        for (int k = -1; k <= 1; ++k)
            p.window(k * w * 0.38 - 0.018, y + 0.02, 0.036, 0.06);
        QPainterPath roof;
        roof.moveTo(p.at(-w * 1.25, y + 0.115));
        roof.quadTo(p.at(-w * 0.7, y + 0.125), p.at(-w * 0.5, y + 0.185));
        roof.lineTo(p.at(w * 0.5, y + 0.185));
        roof.quadTo(p.at(w * 0.7, y + 0.125), p.at(w * 1.25, y + 0.115));
        roof.quadTo(p.at(0, y + 0.09), p.at(-w * 1.25, y + 0.115));
        p.round(roof, hex(0x39414f), 0.6);
    }
    p.line({0, 0.83}, {0, 1.0}, 0.014, hex(0x39414f));
}

void paintTent(ThingPainter& p, Rgb colour)
{
    p.poly({{-0.7, 0}, {-0.06, 1}, {0.28, 0}}, colour);
    p.poly({{0.28, 0}, {-0.06, 1}, {0.72, 0.1}}, colour * 0.72);
    p.poly({{-0.3, 0}, {-0.1, 0.75}, {0.06, 0}}, p.stand.night ? hex(0xffc768) : colour * 0.45);
    if (p.stand.night)
        p.lamp(-0.1, 0.3, 1.0, hex(0xff9f40) * 0.8);
}

void paintCampfire(ThingPainter& p)
{
    p.lamp(0, 0.35, 2.6, hex(0xff7a1f) * 0.75);
    for (double a : {-0.35, 0.3, 0.0})
        p.line({-0.4 + a * 0.2, 0.02 + a * 0.1}, {0.4, 0.06 - a * 0.14}, 0.1, hex(0x3b2317));
    const Rgb tones[] = {hex(0xff6a1a), hex(0xffa62b), hex(0xffe58a)};
    for (int i = 0; i < 3; ++i) {
        const double k = 1.0 - i * 0.28;
        p.painter.setBrush(toQColor(tones[i], 0.92));
        p.painter.drawPath(p.curve({{-0.27 * k, 0.12},
                                    {-0.2 * k, 0.4 * k},
                                    {-0.06, 0.58 * k},
                                    {0.0, 0.98 * k},
                                    {0.12 * k, 0.62 * k},
                                    {0.24 * k, 0.42 * k},
                                    {0.26 * k, 0.12},
                                    {0, 0.04}}));
    }
}

void paintBridge(ThingPainter& p, Rgb colour)
{
    // A stone viaduct; its size is its height, three times as wide on either side.
    const int arches = 7;
    const double span = 6.4 / arches;
    QPainterPath wall;
    wall.addRect(p.box(-3.2, -0.1, 6.4, 1.1));
    for (int i = 0; i < arches; ++i) {
        const double x = -3.2 + span * i;
        QPainterPath arch;
        arch.moveTo(p.at(x + span * 0.14, -0.12));
        arch.lineTo(p.at(x + span * 0.14, 0.42));
        arch.cubicTo(p.at(x + span * 0.14, 0.9), p.at(x + span * 0.86, 0.9), p.at(x + span * 0.86, 0.42));
        arch.lineTo(p.at(x + span * 0.86, -0.12));
        wall = wall.subtracted(arch);
    }
    QLinearGradient g(p.at(0, 1.0), p.at(0, -0.1));
    g.setColorAt(0, toQColor(p.seen(colour)));
    g.setColorAt(1, toQColor(p.seen(colour * 0.62)));
    p.painter.setBrush(g);
    p.painter.drawPath(wall);
    p.rect(-3.25, 0.96, 6.5, 0.08, colour * 1.12);
}

} // namespace

bool paintBuilding(ThingPainter& p, Thing thing, Rgb colour)
{
    switch (thing) {
    case Thing::Castle:
        paintCastle(p, colour);
        return true;
    case Thing::Windmill:
        paintWindmill(p, colour);
        return true;
    case Thing::Church:
        paintChurch(p, colour);
        return true;
    case Thing::Tower:
        paintTower(p, colour);
        return true;
    case Thing::Tent:
        paintTent(p, colour);
        return true;
    case Thing::Bridge:
        paintBridge(p, colour);
        return true;
    case Thing::House:
        paintHouse(p, colour);
        return true;
    case Thing::Campfire:
        paintCampfire(p);
        return true;
    case Thing::Lighthouse:
        if (p.stand.night)
            beam(p, p.stand.lightX > 0 ? 1 : -1);
        paintLighthouse(p, colour);
        return true;
    default:
        return false;
    }
}

} // namespace maquette::sandbox
