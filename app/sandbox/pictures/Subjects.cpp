// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/Things.h"
#include "app/sandbox/pictures/Trees.h"

namespace maquette::sandbox {

Rgb usualColour(Thing thing, const Palette& palette, Rng& rng)
{
    switch (thing) {
    case Thing::Balloon:
        return rng.chance(0.6) ? hex(0xc9432f) : palette.accents[size_t(rng.below(3))];
    case Thing::Lighthouse:
    case Thing::Car:
    case Thing::Bus:
    case Thing::Train:
    case Thing::Rocket:
        return hex(0xc23a32);
    case Thing::Truck:
        return hex(0x3f6fa8);
    case Thing::Boulder:
        return hex(0x8d8a84);
    case Thing::Van:
    case Thing::Sailboat:
    case Thing::Ship:
        return hex(0xf5eddd);
    case Thing::House:
    case Thing::Church:
    case Thing::Windmill:
        return hex(0xefe3cd);
    case Thing::Castle:
    case Thing::Bridge:
        return hex(0xa59b91);
    case Thing::Tower:
        return hex(0xb5483a);
    case Thing::Robot:
        return hex(0xc3cbd4);
    case Thing::Tent:
        return hex(0xe08a3a);
    case Thing::Rose:
        return hex(0xc8203f);
    case Thing::Sunflower:
        return hex(0xf4b71f);
    case Thing::Lavender:
        return hex(0x8d6cc4);
    case Thing::Tulip:
        return palette.accents[size_t(rng.below(2))];
    default:
        return palette.accents[size_t(rng.below(int(palette.accents.size())))];
    }
}

namespace {

std::optional<Species> speciesOf(Thing t)
{
    switch (t) {
    case Thing::Tree:
        return Species::Broadleaf;
    case Thing::Conifer:
        return Species::Fir;
    case Thing::Palm:
        return Species::Palm;
    case Thing::Birch:
        return Species::Birch;
    case Thing::Blossom:
        return Species::Blossom;
    case Thing::Cactus:
        return Species::Cactus;
    default:
        return std::nullopt;
    }
}

void castShadow(QPainter& painter, const Stand& s, double width)
{
    QRadialGradient g(0, 0, 1);
    g.setColorAt(0, QColor(16, 14, 34, int(110 * (1 - s.air))));
    g.setColorAt(1, QColor(16, 14, 34, 0));
    painter.save();
    painter.translate(s.foot + QPointF(-s.lightX * width * 0.35, 0));
    painter.scale(width, s.size * 0.075);
    painter.setBrush(g);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(0, 0), 1, 1);
    painter.restore();
}

void paintMushroom(ThingPainter& p, Rgb cap)
{
    p.round(p.limb({{0, 0.02, 0.1}, {0.01, 0.35, 0.08}, {0, 0.62, 0.09}}), hex(0xf1e7d6), 0.7);
    p.round(p.curve({{-0.46, 0.52}, {-0.36, 0.82}, {0, 1.0}, {0.36, 0.82}, {0.46, 0.52}, {0.2, 0.47}, {-0.2, 0.47}}),
            cap);
    for (const auto& d :
         {QPointF(-0.2, 0.74), QPointF(0.06, 0.86), QPointF(0.24, 0.68), QPointF(-0.04, 0.62), QPointF(-0.34, 0.58)})
        p.ellipse(d.x(), d.y(), 0.06, 0.045, hex(0xfbf3e8), 0.95);
}

void paintBoulder(ThingPainter& p, Rgb colour)
{
    p.round(p.curve({{-0.56, 0.02},
                     {-0.64, 0.3},
                     {-0.5, 0.68},
                     {-0.16, 0.97},
                     {0.22, 0.95},
                     {0.52, 0.66},
                     {0.63, 0.28},
                     {0.54, 0.02},
                     {0, -0.02}}),
            colour);
    p.ellipse(0.62 * p.lightX() * 0.4, 0.74, 0.16, 0.08, mix(colour, {1, 1, 1}, 0.6), 0.35);
}

void paintLantern(ThingPainter& p)
{
    p.lamp(0, 0.5, 1.6, hex(0xff9a3c) * 0.8);
    p.painter.setBrush(toQColor(hex(0xffb65a)));
    p.painter.drawPath(p.curve({{-0.3, 0.2}, {-0.36, 0.55}, {-0.26, 0.9}, {0.26, 0.9}, {0.36, 0.55}, {0.3, 0.2}}));
    p.lamp(0, 0.35, 0.4, hex(0xfff0b0));
}

} // namespace

bool paintSubject(QPainter& painter, const Subject& subject, const Stand& stand, const Palette& palette,
                  const Scene& scene, Rng& rng)
{
    ThingPainter p(painter, stand, rng);
    const Rgb colour = subject.colour.value_or(usualColour(subject.thing, palette, rng));
    if (const auto species = speciesOf(subject.thing)) {
        const Rgb usual = subject.thing == Thing::Blossom
                              ? hex(0xf2a7bd)
                              : (subject.thing == Thing::Cactus ? hex(0x4f7a4a) : palette.leaf);
        const Rgb leaf = multiply(subject.colour.value_or(usual), stand.light);
        TreeLook look{leaf,
                      multiply(subject.thing == Thing::Birch ? hex(0xe9e4dc) : hex(0x5c4434), stand.light),
                      multiply(mix(palette.light, leaf, 0.3), stand.light),
                      stand.lightX,
                      std::max(0.0, scene.of(Weather::Snow)),
                      stand.air,
                      stand.haze};
        castShadow(painter, stand, stand.size * 0.3);
        paintTree(painter, *species, stand.foot, stand.size, look, rng);
        return true;
    }
    switch (subject.thing) {
    case Thing::Flower:
    case Thing::Rose:
    case Thing::Tulip:
    case Thing::Sunflower:
    case Thing::Lavender:
        paintFlower(p, subject.thing, colour);
        return true;
    case Thing::Mushroom:
        castShadow(painter, stand, stand.size * 0.5);
        paintMushroom(p, subject.colour.value_or(hex(0xc8352c)));
        return true;
    case Thing::Boulder:
        castShadow(painter, stand, stand.size * 0.7);
        paintBoulder(p, colour);
        return true;
    case Thing::Lantern:
        paintLantern(p);
        return true;
    case Thing::Ball:
        castShadow(painter, stand, stand.size * 0.62);
        paintBall(p, subject.colour, subject.second);
        return true;
    default:
        break;
    }
    const bool flies = subject.thing == Thing::Balloon || subject.thing == Thing::Plane ||
                       subject.thing == Thing::Rocket || subject.thing == Thing::Bird || subject.thing == Thing::Fish ||
                       subject.thing == Thing::Butterfly || subject.thing == Thing::Dragon ||
                       subject.thing == Thing::Whale || subject.thing == Thing::Sailboat ||
                       subject.thing == Thing::Ship;
    const bool wide = isRoadVehicle(subject.thing) || subject.thing == Thing::Train;
    if (!flies && subject.thing != Thing::Bridge && subject.thing != Thing::Campfire &&
        int(subject.thing) < int(Thing::Vase))
        castShadow(painter, stand, stand.size * (wide ? 1.7 : 0.55));
    if (paintMadeThing(p, subject.thing, colour))
        return true;
    if (paintAnimal(p, subject.thing, subject.colour))
        return true;
    const Rgb clothes = subject.colour.value_or(scene.colourOf(Thing::Clothes).value_or(hex(0xb8322f)));
    return paintPerson(p, subject.thing, clothes, scene.colourOf(Thing::Hair).value_or(hex(0x3b2518)));
}

} // namespace maquette::sandbox
