// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

namespace {

const Rgb windowLight = hex(0xffd27a);

void window(const ThingPainter& p, double x, double y, double w, double h)
{
    p.painter.setPen(Qt::NoPen);
    if (!p.stand.night) {
        p.rect(x, y, w, h, hex(0x39434f));
        return;
    }
    p.painter.setBrush(toQColor(windowLight));
    p.painter.drawRect(p.box(x, y, w, h));
    p.lamp(x + w / 2, y + h / 2, w * 2.4, hex(0xff9d3c) * 0.8);
}

void paintBalloon(ThingPainter& p, Rgb colour)
{
    // The envelope in gores: each a slice between two meridians, shaded as a sphere.
    constexpr int gores = 10;
    const double cy = 0.64;
    const double r = 0.36;
    const Rgb second = luma(colour) > 0.62F ? hex(0xc9523f) : mix(colour, hex(0xfff1d6), 0.82);
    const auto outline = [&](double s) {
        QPainterPath path;
        path.moveTo(p.at(0, cy + r));
        path.cubicTo(p.at(s * 0.56 * r / 0.36 * 0.36 / 0.36, cy + r), p.at(s * 1.38 * r, cy + 0.0),
                     p.at(s * 0.72 * r, cy - 0.72 * r));
        path.quadTo(p.at(s * 0.38 * r, cy - 1.08 * r), p.at(s * 0.2 * r, cy - 1.26 * r));
        path.lineTo(p.at(0, cy - 1.26 * r));
        return path;
    };
    for (int i = 0; i < gores; ++i) {
        const double a0 = -1.0 + 2.0 * i / gores;
        const double a1 = -1.0 + 2.0 * (i + 1) / gores;
        QPainterPath left = outline(std::sin(a0 * 1.5707963));
        left.connectPath(outline(std::sin(a1 * 1.5707963)).toReversed());
        const double mid = (a0 + a1) / 2;
        const double lit = 1.0 - 0.42 * std::abs(mid - p.lightX() * 0.55);
        p.fill(left, (i % 2 ? second : colour) * (0.5 + 0.58 * lit));
    }
    QPainterPath whole = outline(-1);
    whole.connectPath(outline(1).toReversed());
    QLinearGradient shade(p.at(0, cy + r), p.at(0, cy - r * 1.26));
    shade.setColorAt(0, QColor(255, 255, 255, 50));
    shade.setColorAt(0.45, QColor(255, 255, 255, 0));
    shade.setColorAt(1, QColor(24, 12, 48, 120));
    p.painter.setBrush(shade);
    p.painter.drawPath(whole);
    for (double x : {-0.05, -0.02, 0.02, 0.05})
        p.line({x * 1.4, cy - 1.26 * r}, {x, 0.09}, 0.0035, hex(0x3a2c25));
    p.poly({{-0.055, 0.09}, {0.055, 0.09}, {0.045, 0}, {-0.045, 0}}, hex(0x7a4e2c));
    p.rect(-0.058, 0.078, 0.116, 0.016, hex(0x4c2f1c));
    if (p.stand.night)
        p.lamp(0, cy - 1.2 * r, 0.3, hex(0xffae4a));
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
    window(p, -0.012, 0.22, 0.024, 0.04);
    window(p, -0.01, 0.5, 0.02, 0.036);
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

void beam(ThingPainter& p, double side)
{
    QLinearGradient g(p.at(0, 0.86), p.at(side * 2.6, 1.0));
    g.setColorAt(0, QColor(255, 240, 190, 150));
    g.setColorAt(1, QColor(255, 240, 190, 0));
    p.painter.setBrush(g);
    p.painter.drawPolygon(QPolygonF({p.at(0, 0.87), p.at(side * 2.6, 1.2), p.at(side * 2.6, 0.86), p.at(0, 0.85)}));
}

void paintSailboat(ThingPainter& p, Rgb colour)
{
    p.line({0.0, 0.08}, {0.0, 1.0}, 0.014, hex(0x4f3a2c));
    QPainterPath main;
    main.moveTo(p.at(0.02, 0.97));
    main.cubicTo(p.at(0.2, 0.7), p.at(0.34, 0.4), p.at(0.38, 0.17));
    main.quadTo(p.at(0.2, 0.13), p.at(0.02, 0.15));
    main.closeSubpath();
    p.round(main, colour, 0.6);
    QPainterPath jib;
    jib.moveTo(p.at(-0.02, 0.9));
    jib.cubicTo(p.at(-0.1, 0.6), p.at(-0.22, 0.35), p.at(-0.34, 0.16));
    jib.quadTo(p.at(-0.16, 0.15), p.at(-0.03, 0.18));
    jib.closeSubpath();
    p.round(jib, mix(colour, hex(0xfff6e6), 0.45), 0.6);
    QPainterPath hull;
    hull.moveTo(p.at(-0.4, 0.12));
    hull.quadTo(p.at(0, 0.08), p.at(0.42, 0.11));
    hull.quadTo(p.at(0.36, 0.0), p.at(0.26, -0.02));
    hull.lineTo(p.at(-0.24, -0.02));
    hull.quadTo(p.at(-0.34, 0.02), p.at(-0.4, 0.12));
    p.fill(hull, hex(0x6b3f2a));
    p.painter.setBrush(toQColor(p.seen(hex(0xf2e6d2))));
    p.painter.drawPath(p.curve({{-0.4, 0.125}, {0, 0.092}, {0.42, 0.115}, {0.41, 0.092}, {0, 0.066}, {-0.385, 0.1}}));
    if (p.stand.night)
        p.lamp(0, 0.98, 0.12, windowLight);
}

void paintShip(ThingPainter& p, Rgb colour)
{
    QPainterPath hull;
    hull.moveTo(p.at(-0.62, 0.26));
    hull.lineTo(p.at(-0.52, 0.16));
    hull.quadTo(p.at(0.1, 0.1), p.at(0.42, 0.17));
    hull.lineTo(p.at(0.56, 0.28));
    hull.quadTo(p.at(0.5, 0.04), p.at(0.4, -0.02));
    hull.lineTo(p.at(-0.42, -0.02));
    hull.quadTo(p.at(-0.52, 0.06), p.at(-0.62, 0.26));
    p.fill(hull, hex(0x53331f));
    p.line({0.5, 0.26}, {0.78, 0.4}, 0.012, hex(0x3b2417));
    const double masts[3][2] = {{-0.32, 0.8}, {0.0, 1.0}, {0.3, 0.82}};
    for (const auto& m : masts) {
        p.line({m[0], 0.1}, {m[0], m[1]}, 0.014, hex(0x3b2417));
        for (int i = 0; i < 3; ++i) {
            const double y1 = m[1] - 0.05 - i * (m[1] - 0.22) / 3.1;
            const double y0 = y1 - (m[1] - 0.22) / 3.6;
            const double w = 0.09 + 0.03 * i;
            QPainterPath sail;
            sail.moveTo(p.at(m[0] - w, y1));
            sail.lineTo(p.at(m[0] + w, y1));
            sail.quadTo(p.at(m[0] + w * 1.25, (y0 + y1) / 2), p.at(m[0] + w * 1.08, y0));
            sail.quadTo(p.at(m[0], y0 + 0.03), p.at(m[0] - w * 1.0, y0));
            sail.quadTo(p.at(m[0] - w * 0.85, (y0 + y1) / 2), p.at(m[0] - w, y1));
            p.round(sail, colour, 0.6);
        }
    }
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
    window(p, -0.42, 0.16, 0.13, 0.15);
    window(p, -0.05, 0.16, 0.13, 0.15);
    window(p, 0.34, 0.17, 0.12, 0.15);
    window(p, 0.355, 0.5, 0.08, 0.1);
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
    window(p, x - w * 0.09, h * 0.78, w * 0.18, 0.05);
    if (h > 0.4)
        window(p, x - w * 0.09, h * 0.52, w * 0.18, 0.045);
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
    window(p, -0.025, 0.3, 0.05, 0.06);
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
    window(p, -0.19, 0.38, 0.04, 0.08);
    for (double x : {0.0, 0.12, 0.24})
        window(p, x, 0.09, 0.04, 0.1);
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
            window(p, k * w * 0.38 - 0.018, y + 0.02, 0.036, 0.06);
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

void paintCar(ThingPainter& p, Rgb colour)
{
    QPainterPath body;
    body.moveTo(p.at(-1.5, 0.28));
    body.cubicTo(p.at(-1.52, 0.5), p.at(-1.42, 0.56), p.at(-1.1, 0.6));
    body.cubicTo(p.at(-0.75, 0.66), p.at(-0.6, 1.0), p.at(-0.1, 1.0));
    body.cubicTo(p.at(0.4, 1.0), p.at(0.55, 0.75), p.at(0.75, 0.62));
    body.cubicTo(p.at(1.2, 0.58), p.at(1.5, 0.54), p.at(1.55, 0.34));
    body.cubicTo(p.at(1.56, 0.22), p.at(1.5, 0.18), p.at(1.4, 0.17));
    body.lineTo(p.at(-1.4, 0.17));
    body.quadTo(p.at(-1.5, 0.18), p.at(-1.5, 0.28));
    QLinearGradient paint(p.at(0, 1.0), p.at(0, 0.15));
    const Rgb c = p.seen(colour);
    paint.setColorAt(0, toQColor(mix(c, {1, 1, 1}, 0.35)));
    paint.setColorAt(0.42, toQColor(mix(c, {1, 1, 1}, 0.12)));
    paint.setColorAt(0.5, toQColor(mix(c, {1, 1, 1}, 0.42)));
    paint.setColorAt(0.58, toQColor(c * 0.92));
    paint.setColorAt(1, toQColor(c * 0.45));
    p.painter.setBrush(paint);
    p.painter.drawPath(body);
    p.fill(p.curve({{-0.72, 0.64}, {-0.5, 0.86}, {-0.16, 0.925}, {-0.1, 0.925}, {-0.1, 0.64}}),
           mix(hex(0x1d2733), p.stand.haze, 0.25));
    p.fill(p.curve({{-0.03, 0.64}, {-0.03, 0.925}, {0.18, 0.9}, {0.42, 0.78}, {0.58, 0.64}}),
           mix(hex(0x1d2733), p.stand.haze, 0.25));
    for (double x : {-0.93, 0.93}) {
        p.ellipse(x, 0.2, 0.25, 0.25, hex(0x15161a));
        p.ellipse(x, 0.2, 0.16, 0.16, hex(0x9aa0a8));
        p.ellipse(x, 0.2, 0.11, 0.11, hex(0x33373d));
        p.ellipse(x, 0.2, 0.04, 0.04, hex(0xc9ced4));
    }
    p.ellipse(1.44, 0.44, 0.07, 0.05, hex(0xfff3cf));
    p.ellipse(-1.45, 0.46, 0.04, 0.06, hex(0xd02b2b));
    if (p.stand.night) {
        p.lamp(1.46, 0.44, 0.6, hex(0xfff0c0));
        p.lamp(-1.46, 0.46, 0.4, hex(0xff3030));
    }
}

void paintRocket(ThingPainter& p, Rgb colour)
{
    p.lamp(0, -0.04, 0.5, hex(0xff9a3c));
    p.painter.setBrush(toQColor(hex(0xffc04a)));
    p.painter.drawPath(p.curve({{-0.06, 0.1}, {-0.09, -0.08}, {0, -0.42}, {0.09, -0.08}, {0.06, 0.1}}));
    p.painter.setBrush(toQColor(hex(0xfff2c2)));
    p.painter.drawPath(p.curve({{-0.035, 0.1}, {-0.05, -0.05}, {0, -0.22}, {0.05, -0.05}, {0.035, 0.1}}));
    p.poly({{-0.12, 0.36}, {-0.26, 0.04}, {-0.1, 0.12}}, colour * 0.85);
    p.poly({{0.12, 0.36}, {0.26, 0.04}, {0.1, 0.12}}, colour * 0.65);
    p.round(p.curve({{0, 1.0},
                     {-0.1, 0.83},
                     {-0.14, 0.55},
                     {-0.12, 0.25},
                     {-0.08, 0.1},
                     {0.08, 0.1},
                     {0.12, 0.25},
                     {0.14, 0.55},
                     {0.1, 0.83}}),
            hex(0xeceff3));
    p.round(p.curve({{0, 1.0}, {-0.085, 0.86}, {-0.105, 0.8}, {0.105, 0.8}, {0.085, 0.86}}), colour);
    p.ellipse(0, 0.6, 0.065, 0.065, hex(0x3a4450));
    p.ellipse(0, 0.6, 0.048, 0.048, hex(0x8ed2f0));
    p.poly({{-0.02, 0.34}, {0.02, 0.34}, {0.012, 0.06}, {-0.012, 0.06}}, colour * 0.75);
}

void paintPlane(ThingPainter& p, Rgb colour)
{
    p.poly({{-0.2, 0.52}, {-0.75, 0.92}, {-0.5, 0.9}, {0.25, 0.55}}, colour * 0.75);
    p.round(p.limb({{-1.2, 0.5, 0.04}, {-0.7, 0.5, 0.11}, {0.6, 0.5, 0.13}, {1.1, 0.48, 0.06}}), hex(0xf0f2f5), 0.7);
    p.poly({{-1.2, 0.54}, {-1.42, 0.95}, {-1.2, 0.95}, {-0.85, 0.58}}, colour);
    p.poly({{0.35, 0.46}, {-0.5, 0.0}, {-0.78, 0.02}, {-0.25, 0.46}}, hex(0xc9d0d8));
    for (int i = 0; i < 9; ++i)
        p.ellipse(-0.55 + i * 0.13, 0.54, 0.025, 0.03, hex(0x33465a));
}

void paintTrain(ThingPainter& p, Rgb colour)
{
    for (int car = 3; car >= 1; --car) {
        const double x = -car * 1.75;
        p.rect(x - 0.8, 0.2, 1.6, 0.6, mix(colour, hex(0x2c2c38), 0.15));
        p.rect(x - 0.84, 0.78, 1.68, 0.07, hex(0x33323c));
        for (int i = 0; i < 5; ++i)
            window(p, x - 0.66 + i * 0.29, 0.45, 0.18, 0.22);
        for (double w : {-0.5, 0.5})
            p.ellipse(x + w, 0.13, 0.13, 0.13, hex(0x1b1b20));
    }
    p.rect(-0.8, 0.2, 0.6, 0.78, colour);
    p.rect(-0.88, 0.96, 0.76, 0.07, hex(0x2a2a33));
    window(p, -0.65, 0.6, 0.3, 0.24);
    p.round(p.limb({{-0.2, 0.5, 0.24}, {0.72, 0.5, 0.24}}), mix(colour, hex(0x222228), 0.4), 0.8);
    p.poly({{0.52, 0.7}, {0.74, 0.7}, {0.8, 1.05}, {0.46, 1.05}}, hex(0x26262c));
    p.poly({{0.8, 0.2}, {1.15, 0.02}, {0.8, 0.02}}, hex(0x40404a));
    for (double x : {-0.6, -0.1, 0.4, 0.75})
        p.ellipse(x, 0.15, 0.16, 0.16, hex(0x1b1b20));
    for (int i = 0; i < 9; ++i)
        p.ellipse(0.6 - i * 0.28, 1.25 + 0.09 * i, 0.16 + 0.035 * i, 0.13 + 0.03 * i, hex(0xeceff4), 0.5 - 0.045 * i);
    if (p.stand.night)
        p.lamp(0.95, 0.55, 0.7, hex(0xfff0c0));
}

void paintBicycle(ThingPainter& p, Rgb colour)
{
    p.painter.setBrush(Qt::NoBrush);
    for (double x : {-0.55, 0.55}) {
        QPen pen(toQColor(p.seen(hex(0x1d1e22))));
        pen.setWidthF(std::max(1.0, 0.04 * p.stand.size));
        p.painter.setPen(pen);
        p.painter.drawEllipse(p.at(x, 0.34), 0.33 * p.stand.size, 0.33 * p.stand.size);
        for (int i = 0; i < 8; ++i)
            p.line({x, 0.34}, {x + 0.32 * std::cos(i * 0.785), 0.34 + 0.32 * std::sin(i * 0.785)}, 0.006,
                   hex(0x8b8f96));
        p.painter.setBrush(Qt::NoBrush);
    }
    const QPointF pedal(-0.05, 0.32), seat(-0.22, 0.82), head(0.36, 0.85);
    for (const auto& [a, b] : {std::pair{QPointF(-0.55, 0.34), pedal},
                               {QPointF(-0.55, 0.34), seat},
                               {seat, pedal},
                               {seat + QPointF(0.02, -0.08), head},
                               {pedal, head},
                               {head, QPointF(0.55, 0.34)}})
        p.line(a, b, 0.035, colour);
    p.line(head, {0.33, 1.0}, 0.03, colour);
    p.line({0.33, 1.0}, {0.48, 1.0}, 0.035, hex(0x26262a));
    p.line({-0.33, 0.87}, {-0.12, 0.87}, 0.06, hex(0x26262a));
}

void paintRobot(ThingPainter& p, Rgb colour)
{
    for (double x : {-0.11, 0.11}) {
        p.round(p.limb({{x, 0.34, 0.05}, {x * 1.2, 0.06, 0.06}}), mix(colour, hex(0x343a44), 0.4));
        p.rect(x * 1.2 - 0.085, 0, 0.17, 0.06, hex(0x2d323a));
    }
    for (double s : {-1.0, 1.0})
        p.round(p.limb({{s * 0.24, 0.62, 0.05}, {s * 0.32, 0.46, 0.045}, {s * 0.27, 0.32, 0.05}}),
                mix(colour, hex(0x343a44), 0.3));
    QPainterPath torso;
    torso.addRoundedRect(p.box(-0.21, 0.32, 0.42, 0.36), 0.07 * p.stand.size, 0.07 * p.stand.size);
    p.round(torso, colour);
    QPainterPath head;
    head.addRoundedRect(p.box(-0.15, 0.71, 0.3, 0.22), 0.06 * p.stand.size, 0.06 * p.stand.size);
    p.round(head, mix(colour, {1, 1, 1}, 0.15));
    QPainterPath face;
    face.addRoundedRect(p.box(-0.115, 0.76, 0.23, 0.12), 0.04 * p.stand.size, 0.04 * p.stand.size);
    p.fill(face, hex(0x131a22));
    for (double x : {-0.05, 0.05})
        p.lamp(x, 0.82, 0.05, hex(0x6cf0ff));
    p.lamp(0, 0.52, 0.08, hex(0x6cf0ff));
    p.line({0, 0.93}, {0, 0.99}, 0.01, hex(0x2d323a));
    p.lamp(0, 1.0, 0.04, hex(0xff6a5a));
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

bool paintMadeThing(ThingPainter& p, Thing thing, Rgb colour)
{
    switch (thing) {
    case Thing::Balloon:
        paintBalloon(p, colour);
        return true;
    case Thing::Lighthouse:
        if (p.stand.night)
            beam(p, p.stand.lightX > 0 ? 1 : -1);
        paintLighthouse(p, colour);
        return true;
    case Thing::Sailboat:
        paintSailboat(p, colour);
        return true;
    case Thing::Ship:
        paintShip(p, colour);
        return true;
    case Thing::House:
        paintHouse(p, colour);
        return true;
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
    case Thing::Campfire:
        paintCampfire(p);
        return true;
    case Thing::Car:
        paintCar(p, colour);
        return true;
    case Thing::Rocket:
        paintRocket(p, colour);
        return true;
    case Thing::Plane:
        paintPlane(p, colour);
        return true;
    case Thing::Train:
        paintTrain(p, colour);
        return true;
    case Thing::Bicycle:
        paintBicycle(p, colour);
        return true;
    case Thing::Robot:
        paintRobot(p, colour);
        return true;
    case Thing::Bridge:
        paintBridge(p, colour);
        return true;
    default:
        return false;
    }
}

} // namespace maquette::sandbox
