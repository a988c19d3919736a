// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

namespace {

void paintStanding(ThingPainter& p, bool woman, Rgb clothes, Rgb hair, double x, double k)
{
    const auto q = [&](double px, double py) { return QPointF(x + px * k, py * k); };
    const Rgb skin = hex(0xe0ac88);
    if (woman) {
        for (double s : {-0.045, 0.05})
            p.fill(p.limb({{x + s * k, 0.3 * k, 0.03 * k}, {x + s * k, 0.03 * k, 0.022 * k}}), skin * 0.85);
        p.fill(p.limb({{x - 0.12 * k, 0.74 * k, 0.032 * k},
                       {x - 0.16 * k, 0.56 * k, 0.026 * k},
                       {x - 0.13 * k, 0.42 * k, 0.022 * k}}),
               clothes * 0.8);
        p.round(p.curve({q(-0.11, 0.8), q(-0.1, 0.62), q(-0.13, 0.5), q(-0.22, 0.22), q(0.0, 0.19), q(0.24, 0.23),
                         q(0.14, 0.5), q(0.1, 0.62), q(0.11, 0.8), q(0, 0.825)}),
                clothes);
        p.fill(p.limb({{x + 0.12 * k, 0.74 * k, 0.032 * k},
                       {x + 0.17 * k, 0.57 * k, 0.026 * k},
                       {x + 0.15 * k, 0.43 * k, 0.022 * k}}),
               clothes * 0.95);
    } else {
        for (double s : {-0.06, 0.07})
            p.fill(p.limb({{x + s * 0.8 * k, 0.48 * k, 0.058 * k},
                           {x + s * k, 0.25 * k, 0.046 * k},
                           {x + s * 1.15 * k, 0.04 * k, 0.038 * k}}),
                   hex(0x2d3140));
        for (double s : {-0.075, 0.09})
            p.fill(p.limb({{x + s * k, 0.025 * k, 0.03 * k}, {x + (s + 0.03) * k, 0.02 * k, 0.026 * k}}),
                   hex(0x231b18));
        p.fill(p.limb({{x - 0.14 * k, 0.77 * k, 0.042 * k},
                       {x - 0.19 * k, 0.58 * k, 0.036 * k},
                       {x - 0.17 * k, 0.43 * k, 0.03 * k}}),
               clothes * 0.75);
        p.round(p.curve({q(-0.15, 0.82), q(-0.16, 0.6), q(-0.15, 0.36), q(0.0, 0.34), q(0.16, 0.36), q(0.16, 0.6),
                         q(0.15, 0.82), q(0, 0.85)}),
                clothes);
        p.fill(p.limb({{x + 0.15 * k, 0.77 * k, 0.042 * k},
                       {x + 0.2 * k, 0.59 * k, 0.036 * k},
                       {x + 0.18 * k, 0.44 * k, 0.03 * k}}),
               clothes * 0.92);
    }
    p.fill(p.limb({{x, 0.82 * k, 0.035 * k}, {x, 0.88 * k, 0.032 * k}}), skin * 0.8);
    p.round(p.curve({q(-0.062, 0.93), q(0, 0.855), q(0.062, 0.93), q(0, 1.0)}), skin, 0.6);
    if (woman)
        p.round(p.curve({q(0.0, 1.015), q(-0.08, 0.96), q(-0.09, 0.82), q(-0.075, 0.7), q(0.0, 0.67), q(0.07, 0.7),
                         q(0.09, 0.83), q(0.08, 0.96)}),
                hair);
    else
        p.round(p.curve({q(0.0, 1.012), q(-0.068, 0.97), q(-0.066, 0.9), q(0, 0.885), q(0.066, 0.9), q(0.068, 0.97)}),
                hair);
}

} // namespace

bool paintPerson(ThingPainter& p, Thing thing, Rgb clothes, Rgb hair)
{
    switch (thing) {
    case Thing::Woman:
        paintStanding(p, true, clothes, hair, 0, 1);
        return true;
    case Thing::Man:
        paintStanding(p, false, clothes, hair, 0, 1);
        return true;
    case Thing::Child:
        paintStanding(p, p.rng.chance(0.5), clothes, hair, 0, 1);
        return true;
    case Thing::Couple:
        paintStanding(p, false, mix(clothes, hex(0x2b3248), 0.7), hair * 0.6, -0.15, 1);
        paintStanding(p, true, clothes, hair, 0.15, 0.93);
        return true;
    default:
        return false;
    }
}

void paintFlower(ThingPainter& p, Thing kind, Rgb colour)
{
    const double lean = p.rng.range(-0.12, 0.12);
    const Rgb green = hex(0x4d7a3a);
    p.line({0, 0}, {lean * 0.4, 0.45}, 0.025, green);
    p.line({lean * 0.4, 0.45}, {lean, 0.82}, 0.022, green);
    for (double s : {-1.0, 1.0})
        p.fill(p.curve({{0, 0.1}, {s * 0.1, 0.3}, {s * 0.2, 0.42}, {s * 0.06, 0.22}}), green * (s < 0 ? 0.8 : 1.05));
    const double y = 0.84;
    if (kind == Thing::Tulip) {
        p.round(p.curve({{lean - 0.11, y},
                         {lean - 0.12, y + 0.14},
                         {lean - 0.06, y + 0.12},
                         {lean, y + 0.17},
                         {lean + 0.06, y + 0.12},
                         {lean + 0.12, y + 0.14},
                         {lean + 0.11, y},
                         {lean, y - 0.1}}),
                colour);
        return;
    }
    if (kind == Thing::Lavender) {
        for (int i = 0; i < 9; ++i)
            p.ellipse(lean + (i % 2 ? 0.03 : -0.03), 0.58 + i * 0.045, 0.04, 0.03, colour * (0.75 + 0.04 * i));
        return;
    }
    const bool sunflower = kind == Thing::Sunflower;
    const int petals = sunflower ? 16 : (kind == Thing::Rose ? 7 : 6);
    const double r = sunflower ? 0.2 : 0.15;
    for (int ring = 0; ring < 2; ++ring)
        for (int i = 0; i < petals; ++i) {
            const double a = 6.2831853 * (i + ring * 0.5) / petals;
            const double d = r * (ring == 0 ? 0.66 : 0.46);
            p.ellipse(lean + std::cos(a) * d, y + std::sin(a) * d * 0.8, r * (sunflower ? 0.34 : 0.5),
                      r * (sunflower ? 0.34 : 0.46), colour * (ring == 0 ? 0.78 : 1.02));
        }
    p.ellipse(lean, y, r * (sunflower ? 0.5 : 0.26), r * (sunflower ? 0.44 : 0.22),
              sunflower ? hex(0x4a2c18) : (kind == Thing::Rose ? colour * 0.62 : hex(0xf1c84b)));
}

} // namespace maquette::sandbox
