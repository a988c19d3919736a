// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

namespace {

void paintRabbit(ThingPainter& p, Rgb c)
{
    p.ellipse(-0.42, 0.2, 0.1, 0.1, hex(0xfaf5ee));
    p.round(
        p.curve(
            {{-0.42, 0.08}, {-0.44, 0.3}, {-0.25, 0.5}, {0.02, 0.48}, {0.2, 0.3}, {0.22, 0.06}, {0, 0.0}, {-0.3, 0.0}}),
        c);
    p.fill(p.curve({{-0.36, 0.02}, {-0.34, 0.22}, {-0.14, 0.3}, {0.0, 0.15}, {0.04, 0.0}}), c * 0.86);
    p.fill(p.curve({{0.1, 0.62}, {0.02, 0.82}, {0.02, 1.0}, {0.1, 0.95}, {0.18, 0.68}}), c * 0.8);
    p.fill(p.curve({{0.2, 0.64}, {0.17, 0.84}, {0.22, 1.02}, {0.29, 0.93}, {0.28, 0.66}}), c);
    p.fill(p.curve({{0.22, 0.68}, {0.205, 0.84}, {0.23, 0.95}, {0.262, 0.9}, {0.262, 0.7}}), hex(0xe7a9a0));
    p.round(p.limb({{0.18, 0.52, 0.16}, {0.32, 0.46, 0.1}}), c, 0.6);
    p.ellipse(0.26, 0.56, 0.024, 0.028, hex(0x1d1512));
    p.ellipse(0.41, 0.48, 0.018, 0.014, hex(0xc98585));
    p.fill(p.limb({{0.16, 0.2, 0.06}, {0.2, 0.03, 0.045}}), c * 0.95);
}

void paintSittingCat(ThingPainter& p, Rgb c)
{
    const Rgb belly = mix(c, hex(0xfff8ee), 0.75);
    p.fill(p.limb({{-0.2, 0.06, 0.05}, {-0.42, 0.05, 0.05}, {-0.52, 0.18, 0.045}, {-0.44, 0.3, 0.03}}), c * 0.8);
    p.round(p.curve({{-0.28, 0.02},
                     {-0.31, 0.25},
                     {-0.2, 0.5},
                     {-0.06, 0.66},
                     {0.14, 0.66},
                     {0.2, 0.4},
                     {0.2, 0.02},
                     {0, -0.01}}),
            c);
    p.fill(p.curve({{0.02, 0.6}, {0.17, 0.58}, {0.19, 0.34}, {0.12, 0.16}, {0.04, 0.34}}), belly);
    p.fill(p.limb({{0.06, 0.3, 0.055}, {0.07, 0.05, 0.045}}), c * 0.92);
    p.fill(p.limb({{0.15, 0.3, 0.055}, {0.17, 0.05, 0.045}}), c);
    p.ellipse(0.09, 0.03, 0.06, 0.03, belly);
    p.ellipse(0.2, 0.03, 0.06, 0.03, belly);
    for (double s : {-1.0, 1.0})
        p.fill(p.curve({{0.07 + s * 0.04, 0.86}, {0.07 + s * 0.15, 1.02}, {0.07 + s * 0.16, 0.78}}),
               s < 0 ? c * 0.8 : c);
    for (double s : {-1.0, 1.0})
        p.fill(p.curve({{0.07 + s * 0.07, 0.86}, {0.07 + s * 0.135, 0.97}, {0.07 + s * 0.14, 0.81}}), hex(0xd9a098),
               0.8);
    p.round(p.curve({{-0.1, 0.76},
                     {-0.04, 0.88},
                     {0.07, 0.905},
                     {0.18, 0.88},
                     {0.24, 0.76},
                     {0.18, 0.65},
                     {0.07, 0.62},
                     {-0.04, 0.65}}),
            c, 0.5);
    p.ellipse(0.07, 0.685, 0.075, 0.05, belly);
    for (double x : {0.0, 0.14}) {
        p.ellipse(x, 0.78, 0.034, 0.032, hex(0xd7c84a));
        p.ellipse(x + 0.004, 0.78, 0.012, 0.028, hex(0x16130f));
    }
    p.poly({{0.05, 0.725}, {0.09, 0.725}, {0.07, 0.7}}, hex(0xc07a78));
}

void paintBird(ThingPainter& p, Rgb c)
{
    // Seen in flight: two bent wings and a slim body.
    const double lift = p.rng.range(0.25, 0.75);
    for (double s : {-1.0, 1.0}) {
        QPainterPath wing;
        wing.moveTo(p.at(0.0, 0.1));
        wing.cubicTo(p.at(s * 0.35, lift), p.at(s * 0.6, lift * 1.05), p.at(s * 1.3, lift * 0.35));
        wing.cubicTo(p.at(s * 0.75, lift * 0.72), p.at(s * 0.4, lift * 0.45), p.at(s * 0.04, -0.1));
        wing.closeSubpath();
        p.fill(wing, s < 0 ? c * 0.8 : c);
    }
    p.fill(p.limb({{-0.22, -0.05, 0.04}, {0, 0.02, 0.1}, {0.2, 0.05, 0.05}}), c);
}

void paintFish(ThingPainter& p, Rgb c)
{
    p.fill(p.curve({{-0.5, 0.5}, {-0.95, 0.95}, {-0.82, 0.5}, {-0.95, 0.05}}), c * 0.8);
    p.fill(p.curve({{-0.2, 0.8}, {0.05, 1.12}, {0.35, 0.8}}), c * 0.85);
    p.fill(p.curve({{-0.05, 0.2}, {-0.1, -0.08}, {0.25, 0.2}}), c * 0.8);
    const QPainterPath body =
        p.curve({{0.9, 0.48}, {0.5, 0.8}, {0.0, 0.86}, {-0.6, 0.54}, {-0.6, 0.46}, {0.0, 0.14}, {0.5, 0.2}});
    QLinearGradient g(p.at(0, 0.9), p.at(0, 0.1));
    g.setColorAt(0, toQColor(p.seen(c)));
    g.setColorAt(0.6, toQColor(p.seen(mix(c, {1, 1, 1}, 0.35))));
    g.setColorAt(1, toQColor(p.seen(mix(c, {1, 1, 1}, 0.7))));
    p.painter.setBrush(g);
    p.painter.drawPath(body);
    for (double x : {0.15, -0.2})
        p.fill(p.curve({{x, 0.83}, {x + 0.07, 0.5}, {x, 0.17}, {x - 0.09, 0.2}, {x - 0.03, 0.5}, {x - 0.09, 0.8}}),
               mix(c, {1, 1, 1}, 0.85), 0.8);
    p.ellipse(0.6, 0.56, 0.06, 0.06, hex(0xffffff));
    p.ellipse(0.62, 0.56, 0.035, 0.035, hex(0x14171d));
}

void paintWhale(ThingPainter& p, Rgb c)
{
    p.round(p.curve({{1.2, 0.4},
                     {0.9, 0.75},
                     {0.2, 0.85},
                     {-0.6, 0.6},
                     {-1.2, 0.62},
                     {-1.5, 0.95},
                     {-1.45, 0.6},
                     {-1.75, 0.5},
                     {-1.2, 0.45},
                     {-0.5, 0.2},
                     {0.4, 0.05},
                     {1.1, 0.2}}),
            c, 0.7);
    p.fill(p.curve({{1.18, 0.3}, {0.7, 0.28}, {0.0, 0.2}, {-0.5, 0.22}, {0.4, 0.05}, {1.05, 0.17}}),
           mix(c, hex(0xf0f4f8), 0.75));
    p.fill(p.curve({{0.35, 0.25}, {0.05, -0.18}, {-0.1, -0.15}, {0.1, 0.22}}), c * 0.75);
    p.ellipse(0.82, 0.4, 0.028, 0.028, hex(0x101418));
}

void paintButterfly(ThingPainter& p, Rgb c)
{
    for (double s : {-1.0, 1.0}) {
        p.round(p.curve({{0, 0.55}, {s * 0.3, 1.0}, {s * 0.75, 0.95}, {s * 0.62, 0.55}, {s * 0.1, 0.46}}), c);
        p.round(p.curve({{0, 0.48}, {s * 0.5, 0.45}, {s * 0.55, 0.1}, {s * 0.25, 0.05}}), mix(c, hex(0xfff2d2), 0.3));
        p.ellipse(s * 0.52, 0.8, 0.09, 0.08, hex(0x20182a), 0.8);
        p.ellipse(s * 0.36, 0.26, 0.06, 0.06, hex(0x20182a), 0.6);
        p.line({0, 0.78}, {s * 0.14, 1.0}, 0.015, hex(0x1f1a22));
    }
    p.fill(p.limb({{0, 0.78, 0.04}, {0, 0.5, 0.05}, {0, 0.2, 0.02}}), hex(0x1f1a22));
}

void paintDragon(ThingPainter& p, Rgb c)
{
    for (double s : {-1.0, 1.0}) {
        const double far = s < 0 ? 0.7 : 1.0;
        p.fill(p.curve({{0.0, 0.5},
                        {s * 0.3, 1.15},
                        {s * 1.15, 1.25},
                        {s * 1.55, 0.75},
                        {s * 1.2, 0.78},
                        {s * 1.05, 0.5},
                        {s * 0.78, 0.62},
                        {s * 0.5, 0.35},
                        {s * 0.3, 0.48}}),
               c * (0.72 * far));
        for (double t : {0.45, 0.8, 1.2})
            p.line({s * 0.28, 1.02}, {s * t * 1.05, 0.45 + 0.12 * t}, 0.018, c * (0.5 * far));
    }
    p.round(p.limb({{-1.0, -0.1, 0.012},
                    {-0.7, 0.12, 0.04},
                    {-0.35, 0.2, 0.09},
                    {0.05, 0.42, 0.15},
                    {0.35, 0.58, 0.1},
                    {0.45, 0.8, 0.075},
                    {0.65, 0.9, 0.08}}),
            c);
    p.fill(p.limb({{0.62, 0.92, 0.085}, {0.85, 0.86, 0.045}, {0.95, 0.83, 0.03}}), c);
    p.poly({{0.58, 0.98}, {0.4, 1.14}, {0.52, 0.92}}, c * 0.5);
    p.poly({{-1.0, -0.1}, {-1.22, -0.02}, {-1.14, -0.24}}, c * 0.6);
    p.lamp(0.7, 0.93, 0.035, hex(0xffe66a));
}

} // namespace

bool paintAnimal(ThingPainter& p, Thing thing, std::optional<Rgb> colour)
{
    switch (thing) {
    case Thing::Rabbit:
        paintRabbit(p, colour.value_or(hex(0xa78a6d)));
        return true;
    case Thing::Cat:
        paintSittingCat(p, colour.value_or(hex(0xb5793f)));
        return true;
    case Thing::Bird:
        paintBird(p, colour.value_or(hex(0x2c2f3a)));
        return true;
    case Thing::Fish:
        paintFish(p, colour.value_or(hex(0xf28c28)));
        return true;
    case Thing::Whale:
        paintWhale(p, colour.value_or(hex(0x3d5a73)));
        return true;
    case Thing::Butterfly:
        paintButterfly(p, colour.value_or(hex(0xf0872b)));
        return true;
    case Thing::Dragon:
        paintDragon(p, colour.value_or(hex(0x8a2f3b)));
        return true;
    default:
        break;
    }
    return paintQuadruped(p, thing, colour);
}

} // namespace maquette::sandbox
