// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

namespace {

QBrush lacquer(const ThingPainter& p, Rgb colour)
{
    QLinearGradient paint(p.at(0, 1.0), p.at(0, 0.15));
    const Rgb c = p.seen(colour);
    paint.setColorAt(0, toQColor(mix(c, {1, 1, 1}, 0.35)));
    paint.setColorAt(0.42, toQColor(mix(c, {1, 1, 1}, 0.12)));
    paint.setColorAt(0.5, toQColor(mix(c, {1, 1, 1}, 0.42)));
    paint.setColorAt(0.58, toQColor(c * 0.92));
    paint.setColorAt(1, toQColor(c * 0.45));
    return paint;
}

/// Sheet metal without the car's highlight: darker only towards its foot.
QBrush sheetMetal(const ThingPainter& p, Rgb colour)
{
    QLinearGradient paint(p.at(0, 1.0), p.at(0, 0.12));
    const Rgb c = p.seen(colour);
    paint.setColorAt(0, toQColor(mix(c, {1, 1, 1}, 0.22)));
    paint.setColorAt(0.12, toQColor(c));
    paint.setColorAt(0.75, toQColor(c * 0.9));
    paint.setColorAt(1, toQColor(c * 0.6));
    return paint;
}

Rgb glassOf(const ThingPainter& p)
{
    return mix(hex(0x1d2733), p.stand.haze, 0.25);
}

void paintWheel(const ThingPainter& p, double x, double y, double radius)
{
    p.ellipse(x, y, radius, radius, hex(0x15161a));
    p.ellipse(x, y, radius * 0.64, radius * 0.64, hex(0x9aa0a8));
    p.ellipse(x, y, radius * 0.44, radius * 0.44, hex(0x33373d));
    p.ellipse(x, y, radius * 0.16, radius * 0.16, hex(0xc9ced4));
}

void paintLights(const ThingPainter& p, double front, double back, double y)
{
    p.ellipse(front, y, 0.07, 0.05, hex(0xfff3cf));
    p.ellipse(back, y + 0.02, 0.04, 0.06, hex(0xd02b2b));
    if (p.stand.night) {
        p.lamp(front + 0.02, y, 0.6, hex(0xfff0c0));
        p.lamp(back - 0.01, y + 0.02, 0.4, hex(0xff3030));
    }
}

/// A pane that reflects the sky in its upper half.
void paintPane(const ThingPainter& p, double x, double y, double w, double h)
{
    if (p.stand.night) {
        p.rect(x, y, w, h, hex(0xffd27a));
        return;
    }
    p.rect(x, y, w, h, glassOf(p));
    p.poly({{x, y + h}, {x + w * 0.7, y + h}, {x + w * 0.25, y + h * 0.35}, {x, y + h * 0.35}}, hex(0xa9c4d6), 0.35);
}

void paintBody(const ThingPainter& p, const QRectF& box, double radius, const QBrush& brush)
{
    QPainterPath body;
    body.addRoundedRect(box, radius * p.stand.size, radius * p.stand.size);
    p.painter.setPen(Qt::NoPen);
    p.painter.setBrush(brush);
    p.painter.drawPath(body);
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
    p.painter.setBrush(lacquer(p, colour));
    p.painter.drawPath(body);
    p.fill(p.curve({{-0.72, 0.64}, {-0.5, 0.86}, {-0.16, 0.925}, {-0.1, 0.925}, {-0.1, 0.64}}), glassOf(p));
    p.fill(p.curve({{-0.03, 0.64}, {-0.03, 0.925}, {0.18, 0.9}, {0.42, 0.78}, {0.58, 0.64}}), glassOf(p));
    for (double x : {-0.93, 0.93})
        paintWheel(p, x, 0.2, 0.25);
    paintLights(p, 1.44, -1.45, 0.44);
}

void paintBus(const ThingPainter& p, Rgb colour)
{
    paintBody(p, p.box(-1.36, 0.13, 2.72, 0.87), 0.09, sheetMetal(p, colour));
    for (int i = 0; i < 6; ++i)
        paintPane(p, -1.24 + i * 0.36, 0.56, 0.3, 0.28);
    // Door and windscreen, in front.
    p.rect(0.93, 0.2, 0.24, 0.66, mix(colour, hex(0x15161a), 0.45));
    paintPane(p, 0.95, 0.26, 0.09, 0.57);
    paintPane(p, 1.06, 0.26, 0.09, 0.57);
    paintPane(p, 1.24, 0.5, 0.12, 0.36);
    p.rect(-1.36, 0.43, 2.26, 0.035, mix(colour, {1, 1, 1}, 0.75));
    p.rect(-1.34, 0.11, 2.68, 0.05, hex(0x26282d));
    for (double x : {-0.82, 0.68})
        paintWheel(p, x, 0.16, 0.16);
    paintLights(p, 1.31, -1.34, 0.28);
}

void paintTruck(const ThingPainter& p, Rgb colour)
{
    p.rect(-1.4, 0.16, 2.75, 0.1, hex(0x26282d));
    paintBody(p, p.box(-1.44, 0.24, 1.96, 0.76), 0.03, sheetMetal(p, mix(colour, {1, 1, 1}, 0.12)));
    for (int i = 1; i < 6; ++i)
        p.rect(-1.44 + i * 0.327, 0.27, 0.012, 0.7, mix(colour, hex(0x15161a), 0.3));
    QPainterPath cab;
    cab.moveTo(p.at(0.58, 0.16));
    cab.lineTo(p.at(0.58, 0.84));
    cab.lineTo(p.at(1.04, 0.84));
    cab.quadTo(p.at(1.14, 0.84), p.at(1.18, 0.74));
    cab.lineTo(p.at(1.32, 0.46));
    cab.lineTo(p.at(1.36, 0.16));
    cab.closeSubpath();
    p.fill(cab, colour * 0.95);
    p.poly({{0.76, 0.5}, {0.76, 0.77}, {1.02, 0.77}, {1.1, 0.72}, {1.22, 0.5}}, glassOf(p));
    p.poly({{0.76, 0.6}, {0.76, 0.77}, {0.96, 0.77}, {0.86, 0.6}}, hex(0xa9c4d6), 0.35);
    for (double x : {-1.08, -0.7, 0.98})
        paintWheel(p, x, 0.17, 0.17);
    paintLights(p, 1.31, -1.42, 0.3);
}

void paintVan(const ThingPainter& p, Rgb colour)
{
    QPainterPath body;
    body.moveTo(p.at(-1.1, 0.15));
    body.lineTo(p.at(-1.12, 0.9));
    body.quadTo(p.at(-1.12, 1.0), p.at(-1.0, 1.0));
    body.lineTo(p.at(0.42, 1.0));
    body.quadTo(p.at(0.56, 1.0), p.at(0.66, 0.88));
    body.lineTo(p.at(0.88, 0.6));
    body.quadTo(p.at(1.14, 0.54), p.at(1.18, 0.4));
    body.lineTo(p.at(1.2, 0.15));
    body.closeSubpath();
    p.painter.setPen(Qt::NoPen);
    p.painter.setBrush(sheetMetal(p, colour));
    p.painter.drawPath(body);
    p.poly({{0.16, 0.6}, {0.16, 0.9}, {0.44, 0.9}, {0.58, 0.84}, {0.78, 0.6}}, glassOf(p));
    p.poly({{0.16, 0.68}, {0.16, 0.9}, {0.38, 0.9}, {0.28, 0.68}}, hex(0xa9c4d6), 0.35);
    for (double x : {-0.3, 0.1})
        p.rect(x, 0.2, 0.012, 0.74, mix(colour, hex(0x15161a), 0.35));
    p.rect(-0.42, 0.56, 0.1, 0.03, hex(0x33373d));
    p.rect(-1.1, 0.13, 2.3, 0.05, hex(0x26282d));
    for (double x : {-0.7, 0.74})
        paintWheel(p, x, 0.19, 0.19);
    paintLights(p, 1.13, -1.1, 0.38);
}

} // namespace

bool paintRoadVehicle(ThingPainter& p, Thing thing, Rgb colour)
{
    switch (thing) {
    case Thing::Car:
        paintCar(p, colour);
        return true;
    case Thing::Bus:
        paintBus(p, colour);
        return true;
    case Thing::Truck:
        paintTruck(p, colour);
        return true;
    case Thing::Van:
        paintVan(p, colour);
        return true;
    default:
        return false;
    }
}

} // namespace maquette::sandbox
