// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/TableThings.h"

namespace maquette::sandbox {

namespace {

void paintVase(ThingPainter& p, Rgb c)
{
    p.round(turned(p, {{0.16, 0}, {0.3, 0.2}, {0.34, 0.45}, {0.2, 0.72}, {0.13, 0.86}, {0.19, 1.0}}), c);
    p.ellipse(0, 1.0, 0.19, 0.045, c * 0.4);
    for (double y : {0.42, 0.5})
        p.painter.setOpacity(0.35), p.line({-0.33, y}, {0.33, y}, 0.012, c * 0.5), p.painter.setOpacity(1);
    shine(p, 0.14, 0.5, 0.035, 0.13, 0.4);
}

void paintBowl(ThingPainter& p, Rgb c)
{
    p.round(turned(p, {{0.34, 0}, {0.36, 0.07}, {0.72, 0.32}, {0.96, 0.72}, {1.0, 1.0}}), c);
    p.ellipse(0, 1.0, 1.0, 0.19, c * 0.55);
    p.painter.setBrush(Qt::NoBrush);
    p.painter.setPen(QPen(toQColor(p.seen(mix(c, {1, 1, 1}, 0.5))), 0.03 * p.stand.size));
    p.painter.drawEllipse(p.at(0, 1.0), 1.0 * p.stand.size, 0.19 * p.stand.size);
    p.painter.setPen(Qt::NoPen);
}

void paintBottle(ThingPainter& p, Rgb c)
{
    p.painter.setOpacity(0.93);
    p.round(turned(p, {{0.13, 0},
                       {0.15, 0.04},
                       {0.15, 0.5},
                       {0.14, 0.58},
                       {0.055, 0.7},
                       {0.05, 0.92},
                       {0.058, 0.96},
                       {0.058, 1.0}}),
            c, 1.3);
    p.painter.setOpacity(1);
    p.rect(-0.15, 0.16, 0.3, 0.22, hex(0xf2e8d4), 0.92);
    p.rect(-0.15, 0.35, 0.3, 0.012, hex(0xb89a5a));
    p.rect(-0.1, 0.25, 0.2, 0.012, hex(0x7c6a4a), 0.7);
    p.rect(-0.07, 0.22, 0.14, 0.008, hex(0x7c6a4a), 0.6);
    p.rect(-0.058, 0.86, 0.116, 0.14, c * 0.5);
    shine(p, 0.085, 0.45, 0.014, 0.13, 0.55);
    shine(p, 0.025, 0.8, 0.008, 0.07, 0.5);
}

void paintCup(ThingPainter& p, Rgb c)
{
    p.painter.setBrush(Qt::NoBrush);
    p.painter.setPen(QPen(toQColor(p.seen(c * 0.82)), 0.1 * p.stand.size, Qt::SolidLine, Qt::RoundCap));
    p.painter.drawPath(p.curve({{0.5, 0.85}, {0.8, 0.75}, {0.74, 0.42}, {0.46, 0.32}}, false));
    p.painter.setPen(Qt::NoPen);
    p.ellipse(0, 0.03, 0.95, 0.12, c * 0.72);
    p.ellipse(0, 0.06, 0.9, 0.1, c * 0.95);
    p.round(turned(p, {{0.28, 0.06}, {0.42, 0.2}, {0.53, 0.6}, {0.56, 1.0}}), c);
    p.ellipse(0, 1.0, 0.56, 0.11, mix(c, {1, 1, 1}, 0.35));
    p.ellipse(0, 0.985, 0.5, 0.085, hex(0x4a2a18));
    p.ellipse(0.04, 0.985, 0.3, 0.04, hex(0xa06a3c), 0.6);
    for (int i = 0; i < 3; ++i) {
        QPainterPath steam = p.curve(
            {{-0.22 + 0.2 * i, 1.12}, {-0.12 + 0.2 * i, 1.35}, {-0.26 + 0.2 * i, 1.6}, {-0.14 + 0.2 * i, 1.95}}, false);
        p.painter.setBrush(Qt::NoBrush);
        p.painter.setPen(QPen(QColor(255, 255, 255, 46), 0.07 * p.stand.size, Qt::SolidLine, Qt::RoundCap));
        p.painter.drawPath(steam);
        p.painter.setPen(Qt::NoPen);
    }
}

void paintTeapot(ThingPainter& p, Rgb c)
{
    p.fill(p.limb({{0.4, 0.35, 0.13}, {0.72, 0.55, 0.07}, {0.9, 0.82, 0.05}}), c * 0.86);
    p.painter.setBrush(Qt::NoBrush);
    p.painter.setPen(QPen(toQColor(p.seen(c * 0.75)), 0.09 * p.stand.size, Qt::SolidLine, Qt::RoundCap));
    p.painter.drawPath(p.curve({{-0.42, 0.7}, {-0.85, 0.75}, {-0.88, 0.35}, {-0.5, 0.25}}, false));
    p.round(turned(p, {{0.3, 0}, {0.52, 0.18}, {0.58, 0.45}, {0.4, 0.76}, {0.26, 0.82}}), c);
    p.round(turned(p, {{0.29, 0.8}, {0.24, 0.88}, {0.06, 0.93}, {0.07, 0.98}, {0.02, 1.03}}), c * 0.95);
    shine(p, 0.26, 0.55, 0.06, 0.12, 0.4);
}

void paintCandle(ThingPainter& p, Rgb c)
{
    p.round(turned(p, {{0.12, 0}, {0.12, 0.4}, {0.12, 0.74}}), mix(c, hex(0xfff3dc), 0.5));
    p.ellipse(0, 0.74, 0.12, 0.03, hex(0xfff2cf));
    p.line({0, 0.74}, {0, 0.8}, 0.014, hex(0x2b211c));
    p.lamp(0, 0.88, 0.8, hex(0xffa53c) * 0.8);
    p.painter.setBrush(toQColor(hex(0xffd56b)));
    p.painter.drawPath(p.curve({{-0.03, 0.81}, {-0.04, 0.87}, {0, 1.0}, {0.04, 0.87}, {0.03, 0.81}}));
}

void paintBooks(ThingPainter& p, Rgb c)
{
    const Rgb tones[] = {c, hueTurned(c, 120) * 0.8, hueTurned(c, 210), mix(c, hex(0xe8dcc4), 0.6)};
    for (int i = 0; i < 4; ++i) {
        const double dx = p.rng.range(-0.1, 0.1);
        p.rect(-0.8 + dx, i * 0.22, 1.6, 0.21, tones[i]);
        p.rect(0.62 + dx, i * 0.22 + 0.03, 0.19, 0.15, hex(0xf1e7d2));
        p.rect(-0.55 + dx, i * 0.22, 0.06, 0.21, mix(tones[i], hex(0xf0d48a), 0.6));
    }
}

void paintChair(ThingPainter& p, Rgb c)
{
    const Rgb wood = hex(0x8a5a34);
    for (double x : {-0.24, 0.3})
        p.fill(p.limb({{x * 0.8, 0.36, 0.02}, {x * 1.05, 0.0, 0.014}}), wood * 0.6);
    p.round(p.curve({{-0.34, 0.5},
                     {-0.38, 0.8},
                     {-0.28, 0.98},
                     {0.1, 1.0},
                     {0.3, 0.9},
                     {0.32, 0.6},
                     {0.28, 0.46},
                     {-0.2, 0.44}}),
            c * 0.92);
    p.round(p.curve({{-0.4, 0.42}, {-0.36, 0.5}, {0.0, 0.54}, {0.36, 0.49}, {0.43, 0.42}, {0.36, 0.34}, {-0.3, 0.33}}),
            mix(c, {1, 1, 1}, 0.12));
    for (double s : {-1.0, 1.0})
        p.round(p.curve({{s * 0.34, 0.38}, {s * 0.46, 0.42}, {s * 0.47, 0.62}, {s * 0.38, 0.66}, {s * 0.34, 0.55}}),
                c * (s < 0 ? 0.8 : 0.95));
    for (double x : {-0.33, 0.38})
        p.fill(p.limb({{x * 0.95, 0.36, 0.024}, {x * 1.12, -0.03, 0.015}}), wood);
}

void paintLamp(ThingPainter& p, Rgb c)
{
    p.lamp(0, 0.74, 0.62, hex(0xffc978) * 0.8);
    p.round(turned(p, {{0.16, 0}, {0.16, 0.03}, {0.02, 0.05}, {0.016, 0.4}, {0.016, 0.62}}), hex(0xb58a4a));
    QPainterPath shade;
    shade.addPolygon(QPolygonF({p.at(-0.3, 0.62), p.at(0.3, 0.62), p.at(0.18, 1.0), p.at(-0.18, 1.0)}));
    p.round(shade, mix(c, hex(0xfff1cf), 0.3), 0.7);
    p.ellipse(0, 0.62, 0.3, 0.03, hex(0xfff0c0));
}

void paintPlant(ThingPainter& p, Rgb pot)
{
    for (int i = 0; i < 13; ++i) {
        const double a = 0.5 + 2.14 * (i + p.rng.range(-0.3, 0.3)) / 12.0;
        const double l = p.rng.range(0.4, 0.66);
        const QPointF tip(std::cos(a) * l * 0.85, 0.34 + std::sin(a) * l);
        const QPointF n(-std::sin(a) * 0.07, std::cos(a) * 0.07);
        const QPointF mid(tip.x() * 0.55, 0.34 + (tip.y() - 0.34) * 0.62);
        p.fill(p.curve({{0, 0.32}, mid + n, tip, mid - n}), mix(hex(0x2f6b45), hex(0x7fb05a), p.rng.unit()));
    }
    p.round(turned(p, {{0.16, 0}, {0.2, 0.18}, {0.23, 0.36}}), pot);
    p.rect(-0.245, 0.33, 0.49, 0.06, pot * 1.08);
}

void paintBread(ThingPainter& p)
{
    p.round(p.curve({{-1.0, 0.2}, {-0.8, 0.7}, {-0.2, 0.95}, {0.5, 0.85}, {1.0, 0.4}, {0.8, 0.02}, {-0.7, 0.0}}),
            hex(0xc98a45), 0.8);
    for (int i = 0; i < 4; ++i)
        p.fill(
            p.curve(
                {{-0.6 + i * 0.36, 0.8}, {-0.45 + i * 0.36, 0.55}, {-0.36 + i * 0.36, 0.4}, {-0.4 + i * 0.36, 0.62}}),
            hex(0xf0cf94));
}

} // namespace

bool paintTableThing(ThingPainter& p, Thing thing, std::optional<Rgb> colour)
{
    switch (thing) {
    case Thing::Vase:
        paintVase(p, colour.value_or(hex(0x3f6f86)));
        return true;
    case Thing::Bowl:
        paintBowl(p, colour.value_or(hex(0x4a6f8c)));
        return true;
    case Thing::Bottle:
        paintBottle(p, colour.value_or(hex(0x2f5a3c)));
        return true;
    case Thing::Cup:
        paintCup(p, colour.value_or(hex(0xe8e1d4)));
        return true;
    case Thing::Teapot:
        paintTeapot(p, colour.value_or(hex(0x3d7a72)));
        return true;
    case Thing::Candle:
        paintCandle(p, colour.value_or(hex(0xf5e9d2)));
        return true;
    case Thing::Book:
        paintBooks(p, colour.value_or(hex(0x9a3b32)));
        return true;
    case Thing::Chair:
        paintChair(p, colour.value_or(hex(0xd98a3a)));
        return true;
    case Thing::Lamp:
        paintLamp(p, colour.value_or(hex(0xe9d9b8)));
        return true;
    case Thing::Plant:
        paintPlant(p, colour.value_or(hex(0xc8714a)));
        return true;
    case Thing::Bread:
        paintBread(p);
        return true;
    case Thing::Apple:
        paintFruit(p, thing, colour.value_or(hex(0xc8302c)));
        return true;
    case Thing::Orange:
        paintFruit(p, thing, colour.value_or(hex(0xf28a1c)));
        return true;
    case Thing::Lemon:
        paintFruit(p, thing, colour.value_or(hex(0xf3cf3a)));
        return true;
    case Thing::Pear:
        paintFruit(p, thing, colour.value_or(hex(0xb8b84a)));
        return true;
    case Thing::Grapes: {
        for (int i = 0; i < 26; ++i) {
            const int row = i / 6;
            const double x = (i % 6 - 2.5) * (0.17 - row * 0.022) + p.rng.range(-0.03, 0.03);
            Stand berry = p.stand;
            berry.foot = p.at(x, 0.62 - row * 0.15);
            berry.size = p.stand.size * 0.22;
            ThingPainter b(p.painter, berry, p.rng);
            paintFruit(b, Thing::None, colour.value_or(hex(0x5a2f6b)));
        }
        return true;
    }
    case Thing::Ball:
        paintBall(p, colour, std::nullopt);
        return true;
    default:
        return paintGoods(p, thing, colour);
    }
}

} // namespace maquette::sandbox
