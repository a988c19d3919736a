// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/LandscapePlan.h"

#include <algorithm>
#include <iterator>

namespace maquette::sandbox {

namespace {

/// What the land of a place is like. A height or depth of 0 keeps the plan's own.
struct PlaceRow
{
    Place place;
    Relief far;
    Cover cover;
    double farHeight, farFrom, farTo;
    double nearRelief, haze, mist;
    double trees, grass, flowers;
    double waterFrom, waterTo, waves;
    double horizon;
};

constexpr double toHorizon = 400;

constexpr PlaceRow placeRows[] = {
    // place, relief, cover, far height/from/to, near relief, haze, mist, trees, grass, flowers, water from/to, waves,
    // horizon
    {Place::Mountains, Relief::Mountains, Cover::Alpine, 16.5, 13, 36, 0.35, 0.024, 0, 0.9, 0.5, 0, 0, 0, 0.3, 0},
    {Place::Hills, Relief::Hills, Cover::Grass, 3.2, 8, 26, 0.35, 0, 0, 0.35, 1, 0.12, 0, 0, 0.3, 0},
    {Place::Village, Relief::Hills, Cover::Grass, 3.2, 8, 26, 0.35, 0, 0, 0.35, 1, 0.12, 0, 0, 0.3, 0},
    {Place::Road, Relief::Hills, Cover::Grass, 3.2, 8, 26, 0.3, 0, 0, 0.4, 0.7, 0.12, 0, 0, 0.3, 0},
    {Place::Garden, Relief::Hills, Cover::Grass, 3.2, 8, 26, 0.35, 0, 0, 0.5, 1, 1, 0, 0, 0.3, 0},
    {Place::Meadow, Relief::Hills, Cover::Grass, 3.2, 8, 26, 0.35, 0, 0, 0.35, 1, 1, 0, 0, 0.3, 0},
    {Place::Forest, Relief::Hills, Cover::Grass, 5, 8, 30, 0.35, 0, 0.8, 2.4, 0.6, 0, 0, 0, 0.3, 0.52},
    {Place::Desert, Relief::Dunes, Cover::Sand, 2.9, 2.5, 9, 0.25, 0.02, 0, 0, 0, 0, 0, 0, 0.3, 0},
    {Place::Canyon, Relief::Mesas, Cover::Strata, 8, 9, 18, 0.35, 0.018, 0, 0, 0, 0, 0, 0, 0.3, 0},
    {Place::Snowfield, Relief::Mountains, Cover::Snow, 13, 14, 38, 0.5, 0, 0, 0.5, 0, 0, 0, 0, 0.3, 0},
    {Place::Volcano, Relief::Volcano, Cover::Alpine, 15, 14, 40, 0.35, 0.018, 0, 0.3, 0, 0, 0, 0, 0.3, 0},
    {Place::Sea, Relief::Flat, Cover::Alpine, 1, 16, 42, 0, 0, 0, 0, 0, 0, 0.1, toHorizon, 1, 0.56},
    {Place::Sky, Relief::Flat, Cover::Alpine, 1, 16, 42, 0, 0, 0, 0, 0, 0, 0.1, toHorizon, 1, 0.86},
    {Place::Cliff, Relief::Islands, Cover::Rock, 3, 30, 60, 0, 0.02, 0, 0, 0, 0, 0.1, toHorizon, 1, 0.6},
    {Place::Beach, Relief::Islands, Cover::Sand, 3.4, 22, 50, 0.12, 0, 0, 0, 0, 0, 3.4, toHorizon, 0.8, 0.5},
    {Place::Islands, Relief::Islands, Cover::Alpine, 9, 9, 26, 0, 0.026, 0, 0.5, 0, 0, 0.1, toHorizon, 0.6, 0},
    {Place::Lake, Relief::Mountains, Cover::Alpine, 13, 15, 38, 0.3, 0.024, 0, 1.2, 0.6, 0, 2.6, 15, 0.12, 0},
    {Place::River, Relief::Mountains, Cover::Alpine, 11, 15, 40, 0.55, 0, 0, 1.3, 0.7, 0, 0, 0, 0.35, 0},
    {Place::Waterfall, Relief::Mountains, Cover::Alpine, 13, 18, 40, 0.5, 0, 0.4, 1.3, 0.7, 0, 0, 0, 0.35, 0.54},
};

void choosePlanByPlace(Plan& p, const Scene& s, Rng& rng)
{
    const auto row =
        std::find_if(std::begin(placeRows), std::end(placeRows), [&s](const PlaceRow& r) { return r.place == s.main; });
    const PlaceRow& r = row == std::end(placeRows) ? placeRows[0] : *row;
    Land& l = p.land;
    l.far = r.far;
    l.cover = r.cover;
    l.farHeight = r.farHeight;
    l.farFrom = r.farFrom;
    l.farTo = r.farTo;
    l.nearRelief = r.nearRelief;
    l.haze = r.haze > 0 ? r.haze : l.haze;
    l.mist = r.mist > 0 ? r.mist : l.mist;
    l.waterFrom = r.waterFrom;
    l.waterTo = r.waterTo;
    l.river = s.main == Place::River || s.main == Place::Waterfall;
    l.wall = s.main == Place::Waterfall ? rng.range(3.2, 4.4) : 0;
    l.headland = s.main == Place::Cliff ? rng.range(2.0, 2.6) : 0;
    l.headlandSide = rng.chance(0.5) ? 1 : -1;
    if (s.main == Place::Volcano || s.main == Place::Islands)
        l.snowLine = s.main == Place::Islands ? 30 : 9;
    p.trees = r.trees;
    p.grass = r.grass;
    p.flowers = r.flowers;
    p.waves = r.waves;
    p.sea = r.waterTo >= toHorizon;
    p.horizon = r.horizon > 0 ? r.horizon : p.horizon;
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

} // namespace

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
    if (s.scene.find(Thing::Castle) || s.scene.find(Thing::Tower) || s.scene.find(Thing::Windmill)) {
        p.land.knoll = p.land.waterTo > 100 ? 0 : rng.range(0.7, 1.0);
        p.land.knollColumn = s.palette.sunX > 0.5 ? rng.range(0.27, 0.4) : rng.range(0.6, 0.73);
        p.land.knollDepth = 8.5;
    }
    p.land.exposure = s.scene.time == DayTime::Dusk ? 0.95 : 1.0;
    p.land.snowLine = std::min(p.land.snowLine, p.land.farHeight * 0.4);
    p.land.farHeight *= rng.range(0.85, 1.15);
    p.land.farHeight *= 1.0 + 0.03 * (s.guidance - 4.0);
    if (s.canvas.h > s.canvas.w * 1.2)
        p.horizon = std::min(0.7, p.horizon + 0.06);
    return p;
}

} // namespace maquette::sandbox
