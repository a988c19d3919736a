// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/Sky.h"
#include "app/sandbox/pictures/Terrain.h"
#include "app/sandbox/pictures/Things.h"
#include "app/sandbox/pictures/Trees.h"
#include "app/sandbox/pictures/Water.h"

namespace maquette::sandbox {

namespace {

struct Plan
{
    Land land;
    double horizon = 0.5; ///< part of the height
    double trees = 0;     ///< density of woods
    double flowers = 0;
    double grass = 0;
    double waves = 0.3;
    bool sea = false; ///< water runs to the horizon
};

void choosePlanByPlace(Plan& p, const Scene& s, Rng& rng)
{
    Land& l = p.land;
    switch (s.main) {
    case Place::Hills:
    case Place::Village:
    case Place::Road:
    case Place::Garden:
    case Place::Meadow:
        l.far = Relief::Hills;
        l.farHeight = 3.2;
        l.farFrom = 8;
        l.farTo = 26;
        l.cover = Cover::Grass;
        p.trees = 0.35;
        p.grass = 1;
        p.flowers = s.main == Place::Meadow || s.main == Place::Garden ? 1 : 0.12;
        break;
    case Place::Forest:
        l.far = Relief::Hills;
        l.farHeight = 5;
        l.farFrom = 8;
        l.farTo = 30;
        l.cover = Cover::Grass;
        l.mist = 0.8;
        p.trees = 2.4;
        p.grass = 0.6;
        p.horizon = 0.52;
        break;
    case Place::Desert:
        l.far = Relief::Dunes;
        l.farHeight = 2.6;
        l.farFrom = 2.5;
        l.farTo = 9;
        l.cover = Cover::Sand;
        l.nearRelief = 0.25;
        l.haze = 0.022;
        break;
    case Place::Canyon:
        l.far = Relief::Mesas;
        l.farHeight = 8;
        l.farFrom = 9;
        l.farTo = 18;
        l.cover = Cover::Strata;
        l.haze = 0.018;
        break;
    case Place::Snowfield:
        l.far = Relief::Mountains;
        l.farHeight = 11;
        l.cover = Cover::Snow;
        l.nearRelief = 0.5;
        p.trees = 0.5;
        break;
    case Place::Volcano:
        l.far = Relief::Volcano;
        l.farHeight = 15;
        l.farFrom = 14;
        l.farTo = 40;
        l.cover = Cover::Alpine;
        l.snowLine = 9;
        l.haze = 0.018;
        p.trees = 0.3;
        break;
    case Place::Sea:
    case Place::Sky:
        l.far = Relief::Flat;
        l.waterFrom = 0.1;
        l.waterTo = 400;
        p.sea = true;
        p.waves = 1;
        l.nearRelief = 0;
        p.horizon = s.main == Place::Sky ? 0.86 : 0.56;
        break;
    case Place::Cliff:
        l.far = Relief::Islands;
        l.farHeight = 3;
        l.farFrom = 30;
        l.farTo = 60;
        l.waterFrom = 0.1;
        l.waterTo = 400;
        l.nearRelief = 0;
        l.cover = Cover::Rock;
        l.headland = rng.range(2.0, 2.6);
        l.headlandSide = rng.chance(0.5) ? 1 : -1;
        p.sea = true;
        p.waves = 1;
        p.horizon = 0.6;
        l.haze = 0.02;
        break;
    case Place::Beach:
        l.far = Relief::Islands;
        l.farHeight = 3.4;
        l.farFrom = 22;
        l.farTo = 50;
        l.waterFrom = 3.4;
        l.waterTo = 400;
        l.nearRelief = 0.12;
        l.cover = Cover::Sand;
        p.sea = true;
        p.waves = 0.8;
        p.horizon = 0.5;
        break;
    case Place::Islands:
        l.far = Relief::Islands;
        l.farHeight = 9;
        l.farFrom = 9;
        l.farTo = 26;
        l.waterFrom = 0.1;
        l.waterTo = 400;
        l.nearRelief = 0;
        l.cover = Cover::Alpine;
        l.snowLine = 30;
        p.sea = true;
        p.waves = 0.6;
        p.trees = 0.5;
        l.haze = 0.026;
        break;
    case Place::Lake:
        l.farHeight = 10;
        l.farFrom = 14;
        l.farTo = 40;
        l.waterFrom = 2.6;
        l.waterTo = 15;
        l.nearRelief = 0.3;
        p.waves = 0.12;
        p.trees = 1.2;
        p.grass = 0.6;
        break;
    case Place::Waterfall:
    case Place::River:
        l.farHeight = 9;
        l.river = true;
        p.trees = 1.3;
        p.waves = 0.35;
        p.grass = 0.7;
        l.nearRelief = 0.55;
        break;
    default:
        l.farHeight = rng.range(10, 14);
        p.trees = 0.9;
        p.grass = 0.5;
        break;
    }
}

void addFeatures(Plan& p, const Scene& s)
{
    Land& l = p.land;
    const bool mountains = s.has(Place::Mountains);
    if (mountains && l.far != Relief::Mountains &&
        (l.far == Relief::Hills || l.far == Relief::Flat || l.far == Relief::Islands || l.far == Relief::Dunes)) {
        l.far = Relief::Mountains;
        l.farHeight = 10;
        l.farFrom = 24;
        l.farTo = 55;
        if (p.sea) {
            l.waterTo = 30;
            p.sea = false;
        }
    }
    if ((s.has(Place::Lake) || s.has(Place::Sea)) && l.waterTo <= l.waterFrom && !l.river) {
        l.waterFrom = 2.8;
        l.waterTo = s.has(Place::Sea) ? 22 : 14;
        p.waves = s.has(Place::Sea) ? 0.6 : 0.15;
    }
    if (s.has(Place::River) && l.waterTo <= l.waterFrom)
        l.river = true;
    if (s.has(Place::Forest))
        p.trees = std::max(p.trees, 1.8);
    if (s.has(Place::Meadow) || s.has(Place::Garden) || s.find(Thing::Flower) || s.find(Thing::Lavender) ||
        s.find(Thing::Sunflower) || s.find(Thing::Tulip) || s.find(Thing::Rose)) {
        p.flowers = 1;
        p.grass = 1;
    }
    if (s.has(Place::Road))
        l.road = true;
    if (s.of(Weather::Snow) > 0 || s.season == Season::Winter) {
        if (l.cover != Cover::Sand && l.cover != Cover::Strata)
            l.cover = Cover::Snow;
        p.flowers = 0;
        p.grass *= 0.25;
    }
    if (s.of(Weather::Fog) > 0) {
        l.haze *= 1.9;
        l.mist = std::max(l.mist, 1.6);
    }
    if (!s.allows(Thing::Tree))
        p.trees = 0;
    if (!s.allows(Thing::Flower))
        p.flowers = 0;
    if (s.of(Mood::Minimal) > 0) {
        p.trees *= 0.3;
        p.flowers *= 0.3;
    }
}

Plan makePlan(const Sitting& s, Rng& rng)
{
    Plan p;
    p.land.seed = quint32(rng.next());
    p.land.haze = rng.range(0.026, 0.036);
    p.land.mist = s.scene.time == DayTime::Dawn ? 0.9 : 0.35;
    p.land.snowLine = rng.range(4.2, 6.0);
    p.horizon = rng.range(0.47, 0.56);
    choosePlanByPlace(p, s.scene, rng);
    addFeatures(p, s.scene);
    p.land.farHeight *= rng.range(0.85, 1.15);
    p.land.farHeight *= 1.0 + 0.03 * (s.guidance - 4.0);
    if (s.canvas.h > s.canvas.w * 1.2)
        p.horizon = std::min(0.7, p.horizon + 0.06);
    return p;
}

class LandscapePainter
{
public:
    explicit LandscapePainter(Sitting& s)
        : m_s(s)
        , m_rng(s.rng.fork(11))
        , m_plan(makePlan(s, m_rng))
        , m_horizon(m_plan.horizon * s.canvas.h)
        , m_terrain(s.canvas, s.palette, m_plan.land, m_horizon)
    {
    }

    void paint()
    {
        Canvas& c = m_s.canvas;
        paintSky(c, m_s.scene, m_s.palette, m_horizon, m_s.rng.fork(12));
        airThings();
        const double shore = m_plan.land.waterTo > m_plan.land.waterFrom
                                 ? std::max(m_terrain.nearest(), m_plan.land.waterFrom * 0.55)
                                 : 0;
        woodsAndLand(m_terrain.farthest(), std::max(shore, m_terrain.nearest()), shore);
        if (shore > 0 || m_plan.land.river)
            paintWater(c, m_s.palette, m_terrain.waterMask(), m_horizon, m_plan.waves, m_s.rng.fork(13));
        if (m_s.scene.main == Place::Volcano)
            lava();
        waterThings();
        if (shore > m_terrain.nearest())
            woodsAndLand(shore, m_terrain.nearest(), 0);
        groundThings();
        foreground();
        paintWeather(c, m_s.scene, m_s.palette, m_horizon, m_s.rng.fork(14));
    }

private:
    [[nodiscard]] Stand stand(QPointF foot, double size, double z, double height) const
    {
        const Palette& p = m_s.palette;
        Stand st;
        st.foot = foot;
        st.size = size;
        st.haze = p.haze;
        st.air = 1.0 - std::exp(-z * m_plan.land.haze * (1.0 + (height < 1 ? m_plan.land.mist * 0.8 : 0.0)));
        st.lightX = p.sunX > 0.5 ? 0.8 : -0.8;
        const double level = p.night ? 0.42 : (m_s.scene.time == DayTime::Dusk ? 0.62 : (p.lowSun ? 0.82 : 0.95));
        st.light = mix(mix(p.ambient, p.light, 0.6), {1, 1, 1}, 0.3) * level;
        st.night = p.night || m_s.scene.time == DayTime::Dusk;
        return st;
    }

    void woodsAndLand(double from, double to, double shore)
    {
        // Slices shrink towards the eye; trees of a slice stand before its ground.
        double z = from;
        while (z > to * 1.001) {
            const double next = std::max(to, z > 40 ? z - 14 : z * 0.82);
            m_terrain.paint(z, next);
            if (m_plan.trees > 0 && z < 62)
                woods(z, next, shore);
            z = next;
        }
    }

    [[nodiscard]] Species pick(Rng& rng, double h) const
    {
        const Scene& s = m_s.scene;
        if (s.find(Thing::Birch) && rng.chance(0.7))
            return Species::Birch;
        if (s.find(Thing::Blossom) && rng.chance(0.7))
            return Species::Blossom;
        if (s.find(Thing::Palm) || s.main == Place::Islands || s.main == Place::Beach)
            return rng.chance(0.6) ? Species::Palm : Species::Bush;
        const bool snow = s.of(Weather::Snow) > 0 || s.season == Season::Winter;
        const bool alpine = m_plan.land.far == Relief::Mountains || m_plan.land.far == Relief::Volcano ||
                            s.find(Thing::Conifer) || snow || m_firs;
        if (alpine && (h > 0.2 || rng.chance(0.8)))
            return snow && rng.chance(0.1) ? Species::Bare : Species::Fir;
        const double k = rng.unit();
        return k < 0.62 ? Species::Broadleaf
                        : (k < 0.75 ? Species::Poplar : (k < 0.9 ? Species::Bush : Species::Birch));
    }

    void woods(double zFar, double zNear, double shore)
    {
        Canvas& c = m_s.canvas;
        QPainter painter;
        c.open(painter);
        const Palette& p = m_s.palette;
        const double reach = c.w * 0.62 * zFar / m_terrain.scale(1.0);
        const int wanted = int(std::min(340.0, m_plan.trees * 26.0 * (zFar - zNear) * (0.6 + 0.1 * zFar) * c.detail));
        struct Place2
        {
            double z;
            double x;
        };
        std::vector<Place2> spots;
        for (int i = 0; i < wanted; ++i)
            spots.push_back({m_rng.range(zNear, zFar), m_rng.range(-reach, reach)});
        std::sort(spots.begin(), spots.end(), [](const Place2& a, const Place2& b) { return a.z > b.z; });
        for (const Place2& at : spots)
            tree(painter, at.x, at.z, shore, p);
    }

    void tree(QPainter& painter, double x, double z, double shore, const Palette& p)
    {
        const float h = m_terrain.height(float(x), float(z), 5);
        Rng rng = m_rng.fork(quint64(int(x * 997) * 31 + int(z * 877)));
        const double grove = fractalNoise(float(x * 0.17), float(z * 0.17), 2, m_plan.land.seed + 90);
        const double open = z < 9 ? smoothStep(0.4, 2.0, std::abs(x) - 0.06 * z) : 1.0;
        if (h < 0.03F || double(h) > m_plan.land.snowLine * 0.85 || grove < 0.28 - 0.26 * m_plan.trees ||
            rng.unit() > open)
            return;
        if (z < 3.2 || (shore > 0 && z < shore * 1.3))
            return;
        const Species species = pick(rng, h);
        const double tall = (species == Species::Bush ? 0.35 : 1.0) * rng.range(0.75, 1.35) *
                            (m_s.scene.main == Place::Forest ? 1.9 : 1.0);
        const Stand st = stand(m_terrain.project(x, h - 0.02, z), tall * m_terrain.scale(z) * 0.92, z, h);
        if (st.foot.x() < -st.size || st.foot.x() > m_s.canvas.w + st.size || st.size < 3)
            return;
        Rgb leaf = species == Species::Blossom ? hex(0xf0a8bf) : mix(p.leaf, p.grass, rng.range(0.0, 0.5));
        if (m_s.scene.season == Season::Autumn)
            leaf = mix(leaf, mix(hex(0xd9482b), hex(0xe9a52f), rng.unit()), 0.7);
        if (species == Species::Fir)
            leaf = mix(leaf, hex(0x1f3b3a), 0.45);
        const Rgb ground = multiply(leaf, st.light);
        TreeLook look{
            ground,
            multiply(species == Species::Birch ? hex(0xe8e2d8) : hex(0x4d3a30), st.light),
            multiply(mix(p.light, leaf, 0.35), st.light),
            st.lightX,
            std::max(0.0, std::min(1.0, m_s.scene.of(Weather::Snow) + (m_plan.land.cover == Cover::Snow ? 0.7 : 0))),
            st.air,
            st.haze};
        paintTree(painter, species, st.foot, st.size, look, rng);
    }

    void lava()
    {
        Canvas& c = m_s.canvas;
        const double x = m_s.palette.sunX > 0.5 ? -7.0 : 7.0;
        const QPointF top = m_terrain.project(x, m_terrain.height(float(x), 52, 5), 50);
        c.glow(top, c.unit * 0.5, hex(0xff5a1f), 0.75, 2);
        Rng rng = m_rng.fork(5);
        QPainter painter;
        c.open(painter);
        for (int i = 0; i < 26; ++i) {
            const double t = i / 26.0;
            const double w = c.unit * (0.02 + 0.1 * t);
            const QPointF at = top + QPointF(c.unit * (0.28 * t * t + rng.range(-0.03, 0.03)), -c.unit * 0.42 * t);
            painter.setBrush(toQColor(
                mix(hex(0xff8a3c), mix(m_s.palette.cloudDark, hex(0x2a2230), 0.5), smoothStep(0.0, 0.4, t)), 0.34));
            painter.drawPath(blobPath(at, w, w * 0.8, 0.2, 11, rng));
        }
        for (int k = 0; k < 4; ++k) {
            QPointF at = top + QPointF(c.unit * rng.range(-0.02, 0.02), 0);
            QPainterPath stream(at);
            const double drift = rng.range(-0.5, 0.5);
            for (int i = 0; i < 12; ++i) {
                at += QPointF(c.unit * (drift * 0.016 + rng.range(-0.008, 0.008)), c.unit * 0.016);
                stream.lineTo(at);
            }
            painter.setBrush(Qt::NoBrush);
            for (const auto& [width, colour] : {std::pair{0.012, 0xff4a14U}, {0.005, 0xffd257U}}) {
                painter.setPen(QPen(toQColor(hex(colour), width > 0.01 ? 0.5 : 0.95), c.unit * width, Qt::SolidLine,
                                    Qt::RoundCap, Qt::RoundJoin));
                painter.drawPath(stream);
            }
            painter.setPen(Qt::NoPen);
        }
    }

    void airThings();
    void waterThings();
    void groundThings();
    void groundThing(QPainter& painter, const Subject& s, int index, int total);
    void standFar(QPainter& painter, const Subject& s, int index, int total);
    void foreground();
    void grassBlades(QPainter& painter);
    void flowerCarpet(QPainter& painter);

    Sitting& m_s;
    Rng m_rng;
    Plan m_plan;
    double m_horizon;
    Terrain m_terrain;
    bool m_firs = m_rng.chance(0.45);
};

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
            const double base = bird ? 0.045 : (s.thing == Thing::Plane ? 0.1 : 0.36);
            const double size = c.unit * base * far * (bird && s.weight < 0.5 ? 0.35 : 1.0);
            const double x = c.w * (i == 0 ? side + rng.range(-0.07, 0.07) : rng.range(0.08, 0.92));
            const double y =
                m_horizon * (bird ? rng.range(0.2, 0.75) : (i == 0 ? rng.range(0.66, 0.84) : rng.range(0.35, 0.8)));
            Stand st = stand({x, y}, size, 1.5 + 14 * (1 - far), 3);
            st.light = mix(st.light, {1, 1, 1}, 0.3);
            st.mirrored = rng.chance(0.5);
            paintSubject(painter, {s.thing, i == 0 || !s.colour ? s.colour : s.colour, s.weight, 1}, st, m_s.palette,
                         m_s.scene, rng);
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
    Rng rng = m_rng.fork(quint64(400 + int(s.thing) * 16 + index));
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
    } else {
        for (int attempt = 0; attempt < 30 && m_terrain.height(float(x), float(z)) < 0.04F; ++attempt) {
            z = rng.range(3.0, 24.0);
            x = m_terrain.worldX(c.w * rng.range(0.2, 0.8), z);
        }
    }
    const float h = m_terrain.height(float(x), float(z), 5);
    const Stand st = stand(m_terrain.project(x, std::max(0.0, double(h) - 0.06), z), tall * m_terrain.scale(z), z, h);
    paintSubject(painter, s, st, m_s.palette, m_s.scene, rng);
}

void LandscapePainter::groundThing(QPainter& painter, const Subject& s, int index, int total)
{
    Canvas& c = m_s.canvas;
    Rng rng = m_rng.fork(quint64(700 + int(s.thing) * 16 + index));
    const bool tree = s.thing == Thing::Tree || s.thing == Thing::Conifer || s.thing == Thing::Palm ||
                      s.thing == Thing::Birch || s.thing == Thing::Blossom || s.thing == Thing::Cactus;
    double share = tree ? 0.62 : 0.34;
    if (s.thing == Thing::Rabbit || s.thing == Thing::Cat || s.thing == Thing::Campfire || s.thing == Thing::Mushroom ||
        s.thing == Thing::Lantern)
        share = 0.22;
    if (s.thing == Thing::Car || s.thing == Thing::Tent || s.thing == Thing::Bicycle)
        share = 0.17;
    if (s.thing == Thing::Child)
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
    Stand st = stand({c.w * spread, m_horizon + room * (below + 0.1)}, c.unit * share * shrink, 1.6 + 2.0 * index, 1);
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
        if (isFlower(s.thing) || isAirborne(s.thing) || isAfloat(s.thing))
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
                         lerp(0.95, 0.62, t);
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

} // namespace

void paintLandscape(Sitting s)
{
    LandscapePainter(s).paint();
}

} // namespace maquette::sandbox
