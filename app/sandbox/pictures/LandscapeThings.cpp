// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/LandscapePainter.h"

namespace maquette::sandbox {

namespace {

bool isFlower(Thing t)
{
    return t == Thing::Flower || t == Thing::Rose || t == Thing::Tulip || t == Thing::Sunflower || t == Thing::Lavender;
}

bool isAirborne(Thing t)
{
    return t == Thing::Balloon || t == Thing::Bird || t == Thing::Plane || t == Thing::Rocket || t == Thing::Dragon ||
           t == Thing::Butterfly;
}

bool isAfloat(Thing t)
{
    return t == Thing::Sailboat || t == Thing::Ship || t == Thing::Whale;
}

bool isLarge(Thing t)
{
    return t == Thing::House || t == Thing::Castle || t == Thing::Church || t == Thing::Windmill || t == Thing::Tower ||
           t == Thing::Bridge || t == Thing::Lighthouse || t == Thing::Train;
}

} // namespace

void LandscapePainter::airThings()
{
    Canvas& c = m_s.canvas;
    QPainter painter;
    c.open(painter);
    Rng rng = m_rng.fork(31);
    const bool birds = m_s.scene.allows(Thing::Bird) && !m_s.palette.night && rng.chance(0.4);
    std::vector<Subject> flying;
    for (const Subject& s : m_s.scene.subjects)
        if (isAirborne(s.thing))
            flying.push_back(s);
    if (flying.empty() && birds)
        flying.push_back({Thing::Bird, std::nullopt, 0.35, 5});
    for (const Subject& s : flying) {
        const bool bird = s.thing == Thing::Bird || s.thing == Thing::Butterfly;
        const int n = bird ? std::max(s.count, s.weight < 0.5 ? 5 : 3) : s.count;
        const double side = m_s.palette.sunX > 0.5 ? 0.34 : 0.66; // across from the sun
        for (int i = 0; i < n; ++i) {
            const double far = i == 0 ? 1.0 : rng.range(0.3, 0.7);
            const double base = bird ? 0.045 : (s.thing == Thing::Plane ? 0.1 : 0.42);
            const double size = c.unit * base * far * (bird && s.weight < 0.5 ? 0.35 : 1.0);
            const double x = c.w * (i == 0 ? side + rng.range(-0.07, 0.07) : rng.range(0.08, 0.92));
            const double y =
                m_horizon * (bird ? rng.range(0.2, 0.75) : (i == 0 ? rng.range(0.74, 0.92) : rng.range(0.35, 0.8)));
            const double top = s.thing == Thing::Balloon || s.thing == Thing::Rocket ? size * 1.06 : size * 0.6;
            Stand st = stand({x, std::max(y, top)}, std::min(size, c.h * 0.5), 1.5 + 14 * (1 - far), 3);
            st.light = mix(st.light, {1, 1, 1}, 0.3);
            st.mirrored = rng.chance(0.5);
            paintSubject(painter, {s.thing, s.colour, s.weight, 1}, st, m_s.palette, m_s.scene, rng);
        }
    }
}

void LandscapePainter::waterThings()
{
    Canvas& c = m_s.canvas;
    QPainter painter;
    c.open(painter);
    Rng rng = m_rng.fork(32);
    for (const Subject& s : m_s.scene.subjects) {
        if (!isAfloat(s.thing))
            continue;
        for (int i = 0; i < s.count; ++i) {
            double z = i == 0 ? rng.range(6.0, 8.0) : rng.range(9.0, 22.0);
            double x =
                m_terrain.worldX(c.w * (i == 0 ? (m_s.palette.sunX > 0.5 ? rng.range(0.3, 0.45) : rng.range(0.55, 0.7))
                                               : rng.range(0.1, 0.9)),
                                 z);
            for (int attempt = 0; attempt < 24 && !m_terrain.isWater(x, z); ++attempt) {
                z = rng.range(4.0, 16.0);
                x = m_terrain.worldX(c.w * rng.range(0.2, 0.8), z);
            }
            const double tall = s.thing == Thing::Ship ? 2.6 : (s.thing == Thing::Whale ? 1.1 : 1.9);
            Stand st = stand(m_terrain.project(x, 0, z), tall * m_terrain.scale(z), z, 2);
            st.mirrored = rng.chance(0.5);
            Rng twin = rng;
            painter.save(); // its reflection first: flipped, dim, squeezed
            painter.setOpacity(0.34);
            painter.translate(0, st.foot.y() * 1.72);
            painter.scale(1, -0.72);
            paintSubject(painter, s, st, m_s.palette, m_s.scene, twin);
            painter.restore();
            paintSubject(painter, s, st, m_s.palette, m_s.scene, rng);
        }
    }
}

void LandscapePainter::standFar(QPainter& painter, const Subject& s, int index, int total)
{
    Canvas& c = m_s.canvas;
    Rng rng = m_rng.fork(400U + quint64(s.thing) * 16U + quint64(index));
    double z = rng.range(7.0, 9.0) + index * 1.3;
    double x =
        m_terrain.worldX(c.w * (total == 1 ? (m_s.palette.sunX > 0.5 ? rng.range(0.24, 0.42) : rng.range(0.58, 0.76))
                                           : 0.12 + 0.76 * (index + 0.5) / total),
                         z);
    double tall = 1.15;
    if (s.thing == Thing::Castle || s.thing == Thing::Lighthouse)
        tall = 2.9;
    else if (s.thing == Thing::Tower || s.thing == Thing::Church || s.thing == Thing::Windmill)
        tall = 2.0;
    else if (s.thing == Thing::Train)
        tall = 0.7;
    if (m_plan.land.headland > 0 && s.thing == Thing::Lighthouse) {
        z = 10;
        x = m_plan.land.headlandSide * 3.1;
    } else if (m_plan.land.knoll > 0 && index == 0 && !(s.thing == Thing::House)) {
        z = m_plan.land.knollDepth;
        x = m_terrain.worldX(c.w * m_plan.land.knollColumn, z);
    } else {
        for (int attempt = 0; attempt < 30 && m_terrain.height(float(x), float(z)) < 0.04F; ++attempt) {
            z = rng.range(3.0, 24.0);
            x = m_terrain.worldX(c.w * rng.range(0.2, 0.8), z);
        }
    }
    const float h = m_terrain.height(float(x), float(z), 5);
    const Stand st = stand(m_terrain.project(x, std::max(0.0, double(h) - 0.06), z), tall * m_terrain.scale(z), z, h);
    paintSubject(painter, s, st, m_s.palette, m_s.scene, rng);
    const Subject* train = m_s.scene.find(Thing::Train);
    if (s.thing == Thing::Bridge && train) { // it runs over the bridge
        Stand above = st;
        above.foot.ry() -= st.size * 1.03;
        above.size = st.size * 0.3;
        paintSubject(painter, *train, above, m_s.palette, m_s.scene, rng);
    }
}

void LandscapePainter::groundThing(QPainter& painter, const Subject& s, int index, int total)
{
    Canvas& c = m_s.canvas;
    Rng rng = m_rng.fork(700U + quint64(s.thing) * 16U + quint64(index));
    const bool tree = s.thing == Thing::Tree || s.thing == Thing::Conifer || s.thing == Thing::Palm ||
                      s.thing == Thing::Birch || s.thing == Thing::Blossom || s.thing == Thing::Cactus;
    double share = tree ? 0.62 : 0.34;
    if (s.thing == Thing::Rabbit || s.thing == Thing::Cat || s.thing == Thing::Campfire || s.thing == Thing::Mushroom ||
        s.thing == Thing::Lantern)
        share = 0.22;
    if (s.thing == Thing::Car || s.thing == Thing::Tent || s.thing == Thing::Bicycle)
        share = 0.17;
    if (s.thing == Thing::Bus || s.thing == Thing::Truck || s.thing == Thing::Van)
        share = 0.22;
    if (s.thing == Thing::Child || s.thing == Thing::Ball)
        share = 0.24;
    if (s.thing == Thing::Elephant || s.thing == Thing::Bear)
        share = 0.4;
    const double shrink = total == 1 ? 1.0 : lerp(0.95, 0.55, index / double(total));
    const double room = c.h - m_horizon;
    const double below =
        tree ? lerp(0.5, 0.3, index / double(total)) : lerp(0.62, 0.32, total == 1 ? 0.0 : index / double(total));
    const double middle = m_s.palette.sunX > 0.5 ? 0.38 : 0.62;
    const double spread =
        total == 1 ? middle + rng.range(-0.08, 0.08)
                   : 0.14 + 0.72 * ((index * 2 + 1) % (total * 2) + 0.2) / (total * 2.0) + rng.range(-0.04, 0.04);
    // Where the spot lies in water, it comes nearer until it is on land.
    double z = m_terrain.scale(1.0) / (room * (below + 0.1));
    const bool dry = m_plan.land.waterFrom > 1.0 || m_plan.land.waterTo <= m_plan.land.waterFrom;
    while (dry && z > m_terrain.nearest() * 2.4 && m_terrain.isWater(m_terrain.worldX(c.w * spread, z), z))
        z *= 0.94;
    const QPointF foot = m_terrain.onGround(m_terrain.worldX(c.w * spread, z), z);
    Stand st = stand({foot.x(), std::min(foot.y(), c.h * 0.96)}, c.unit * share * shrink, 1.6 + 2.0 * index, 1);
    st.mirrored = rng.chance(0.5);
    paintSubject(painter, s, st, m_s.palette, m_s.scene, rng);
}

void LandscapePainter::groundThings()
{
    QPainter painter;
    m_s.canvas.open(painter);
    if (m_s.scene.main == Place::Village || m_s.scene.has(Place::Village))
        for (int i = 7; i >= 0; --i)
            standFar(painter, {i == 3 ? Thing::Church : Thing::House, std::nullopt, 1, 1}, i, 8);
    for (const Subject& s : m_s.scene.subjects) {
        if (isFlower(s.thing) || isAirborne(s.thing) || isAfloat(s.thing) ||
            (s.thing == Thing::Train && m_s.scene.find(Thing::Bridge)))
            continue;
        const bool crowd = s.thing == Thing::Lantern;
        const int n = crowd ? std::max(7, s.count) : std::min(s.count, 7);
        for (int i = n - 1; i >= 0; --i) {
            if (isLarge(s.thing))
                standFar(painter, s, i, n);
            else
                groundThing(painter, s, i, n);
        }
    }
}

void LandscapePainter::grassBlades(QPainter& painter)
{
    const Canvas& c = m_s.canvas;
    Rng rng = m_rng.fork(51);
    const Stand st = stand({0, 0}, 1, 1, 0);
    const int count = int(1500 * m_plan.grass * c.detail * c.w / c.unit);
    for (int i = 0; i < count; ++i) {
        const double t = std::pow(double(i) / count, 0.8);
        const double y = lerp(m_horizon + (c.h - m_horizon) * 0.6, c.h * 1.03, t);
        const double x = rng.unit() * c.w;
        const double size = c.unit * lerp(0.012, 0.07, t) * rng.range(0.5, 1.2);
        const double lean = rng.bell() * 0.35;
        QPainterPath blade;
        blade.moveTo(x - size * 0.045, y);
        blade.quadTo(x + lean * size * 0.2, y - size * 0.6, x + lean * size, y - size);
        blade.quadTo(x + lean * size * 0.35, y - size * 0.5, x + size * 0.045, y);
        const Rgb tone = multiply(mix(mix(m_s.palette.grass, m_s.palette.leaf, rng.unit() * 0.8 + 0.25 * t),
                                      m_s.palette.light, rng.chance(0.2) ? 0.25 : 0.0),
                                  st.light) *
                         lerp(1.0, 0.74, t);
        painter.setBrush(toQColor(tone, 0.9));
        painter.drawPath(blade);
    }
}

void LandscapePainter::flowerCarpet(QPainter& painter)
{
    const Canvas& c = m_s.canvas;
    Rng rng = m_rng.fork(52);
    std::vector<Subject> kinds;
    for (const Subject& s : m_s.scene.subjects)
        if (isFlower(s.thing))
            kinds.push_back(s);
    const bool named = !kinds.empty();
    if (!named)
        kinds.push_back({Thing::Flower, std::nullopt, 1, 5});
    const int count = int((named ? 900 : 620) * m_plan.flowers * c.detail * c.w / c.unit);
    for (int i = 0; i < count; ++i) {
        const double t = std::pow(double(i) / count, 0.7);
        const double y = lerp(m_horizon + (c.h - m_horizon) * 0.22, c.h * 1.06, t);
        const double x = rng.range(-0.02, 1.02) * c.w;
        const double patch = fractalNoise(float(x / c.unit * 3.0), float((y - m_horizon) / c.unit * 9.0 / (0.2 + t)), 2,
                                          m_plan.land.seed + 5);
        if (patch < (named ? -0.3 : -0.02))
            continue;
        const Subject& kind = kinds[size_t(rng.below(int(kinds.size())))];
        const double size = c.unit * lerp(0.008, 0.15, t * t) * rng.range(0.7, 1.15);
        Stand st = stand({x, y}, size, 0.6 + 5 * (1 - t), 1);
        const Rgb colour = kind.colour.value_or(
            kind.thing == Thing::Flower ? m_s.palette.accents[size_t(rng.below(int(m_s.palette.accents.size())))]
                                        : usualColour(kind.thing, m_s.palette, rng));
        if (size < c.unit * 0.018) {
            painter.setBrush(toQColor(mix(multiply(colour, st.light), st.haze, st.air * 0.6)));
            painter.drawEllipse(QPointF(x, y), size * 0.28 + 0.6, size * 0.22 + 0.5);
        } else {
            ThingPainter p(painter, st, rng);
            paintFlower(p, kind.thing, colour);
        }
    }
}

void LandscapePainter::foreground()
{
    QPainter painter;
    m_s.canvas.open(painter);
    const bool dry =
        m_plan.land.cover == Cover::Grass || m_plan.land.cover == Cover::Alpine || m_plan.land.cover == Cover::Snow;
    const bool shore = m_plan.land.waterFrom > 1 || m_plan.land.waterTo <= m_plan.land.waterFrom;
    if (dry && shore && m_plan.grass > 0)
        grassBlades(painter);
    if (dry && shore && m_plan.flowers > 0)
        flowerCarpet(painter);
}

} // namespace maquette::sandbox
