// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

namespace {

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
    p.poly({{-0.075, 0.09}, {0.075, 0.09}, {0.06, -0.03}, {-0.06, -0.03}}, hex(0x8a5a32));
    p.rect(-0.08, 0.078, 0.16, 0.018, hex(0x4c2f1c));
    if (p.stand.night)
        p.lamp(0, cy - 1.24 * r, 0.15, hex(0xffae4a));
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
        p.lamp(0, 0.98, 0.12, hex(0xffd27a));
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
            p.window(x - 0.66 + i * 0.29, 0.45, 0.18, 0.22);
        for (double w : {-0.5, 0.5})
            p.ellipse(x + w, 0.13, 0.13, 0.13, hex(0x1b1b20));
    }
    p.rect(-0.8, 0.2, 0.6, 0.78, colour);
    p.rect(-0.88, 0.96, 0.76, 0.07, hex(0x2a2a33));
    p.window(-0.65, 0.6, 0.3, 0.24);
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

} // namespace

bool paintMadeThing(ThingPainter& p, Thing thing, Rgb colour)
{
    switch (thing) {
    case Thing::Balloon:
        paintBalloon(p, colour);
        return true;
    case Thing::Sailboat:
        paintSailboat(p, colour);
        return true;
    case Thing::Ship:
        paintShip(p, colour);
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
    default:
        return paintRoadVehicle(p, thing, colour) || paintBuilding(p, thing, colour);
    }
}

} // namespace maquette::sandbox
