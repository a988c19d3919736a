// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/PlaceChoice.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

/// Which kind of picture it is, the most particular first.
Place mainPlace(const Scene& s)
{
    for (Place p : {Place::Pattern, Place::Abstract, Place::Portrait, Place::Underwater, Place::Space, Place::Product,
                    Place::Interior, Place::StillLife})
        if (s.has(p))
            return p;
    for (Place p : {Place::Street, Place::City,      Place::Volcano, Place::Waterfall, Place::Canyon, Place::Islands,
                    Place::Cliff,  Place::Beach,     Place::Desert,  Place::Mountains, Place::Lake,   Place::River,
                    Place::Sea,    Place::Snowfield, Place::Forest,  Place::Meadow,    Place::Garden, Place::Village,
                    Place::Hills,  Place::Road,      Place::Sky})
        if (s.has(p))
            return p;
    return Place::Count;
}

bool anyOf(const Scene& s, std::initializer_list<Thing> things)
{
    return std::any_of(things.begin(), things.end(), [&s](Thing t) { return s.find(t) != nullptr; });
}

/// The natural setting of what was named, when no place was.
Place placeForSubjects(const Scene& s)
{
    if (s.of(Weather::Aurora) > 0 || s.of(Weather::Snow) > 0)
        return Place::Snowfield;
    const bool alone = std::all_of(s.subjects.begin(), s.subjects.end(), [](const Subject& k) {
        return (int(k.thing) >= int(Thing::Woman) && int(k.thing) <= int(Thing::Child)) ||
               int(k.thing) >= int(Thing::Hair);
    });
    if (alone && anyOf(s, {Thing::Hair, Thing::Eyes, Thing::Hat, Thing::Woman, Thing::Man, Thing::Child}))
        return Place::Portrait;
    if (anyOf(s, {Thing::Vase, Thing::Bowl, Thing::Bottle, Thing::Cup, Thing::Teapot, Thing::Candle, Thing::Apple,
                  Thing::Orange, Thing::Lemon, Thing::Pear, Thing::Grapes, Thing::Bread, Thing::Book, Thing::Table}))
        return Place::StillLife;
    if (anyOf(s, {Thing::Chair, Thing::Lamp, Thing::Shoe, Thing::Watch, Thing::Perfume, Thing::Headphones, Thing::Bag}))
        return Place::Product;
    if (anyOf(s, {Thing::Window, Thing::Plant}))
        return Place::Interior;
    if (anyOf(s, {Thing::Fish}))
        return Place::Underwater;
    if (anyOf(s, {Thing::Rocket}))
        return Place::Space;
    if (anyOf(s, {Thing::Sailboat, Thing::Ship, Thing::Whale}))
        return Place::Sea;
    if (anyOf(s, {Thing::Lighthouse}))
        return Place::Cliff;
    if (anyOf(s, {Thing::Palm}))
        return Place::Beach;
    if (anyOf(s, {Thing::Cactus, Thing::Elephant, Thing::Lion}))
        return Place::Desert;
    if (anyOf(s, {Thing::Fox, Thing::Deer, Thing::Bear, Thing::Wolf, Thing::Mushroom, Thing::Conifer, Thing::Birch,
                  Thing::Campfire}))
        return Place::Forest;
    if (anyOf(s, {Thing::Balloon, Thing::Castle, Thing::Tent, Thing::Dragon, Thing::Train}))
        return Place::Mountains;
    if (anyOf(s, {Thing::Car, Thing::Bus, Thing::Truck, Thing::Van, Thing::Bicycle}))
        return Place::Road;
    if (anyOf(s, {Thing::Plane}))
        return Place::Sky;
    if (anyOf(s, {Thing::Bridge}))
        return Place::River;
    if (anyOf(s, {Thing::Robot}))
        return Place::City;
    if (anyOf(s, {Thing::Ball}))
        return Place::Beach;
    if (!s.subjects.empty() && !anyOf(s, {Thing::Sun, Thing::Moon, Thing::Lantern}))
        return Place::Meadow;
    return Place::Count;
}

} // namespace

void choosePlace(Scene& s)
{
    if (s.form != Form::None && s.places.none() && s.subjects.empty())
        s.places.set(size_t(Place::Abstract));
    s.main = mainPlace(s);
    const Place natural = s.main == Place::Count ? placeForSubjects(s) : s.main;
    if (natural != Place::Count) {
        s.main = natural;
    } else {
        constexpr Place fallbacks[] = {Place::Mountains, Place::Lake,   Place::Sea,     Place::Forest,
                                       Place::Hills,     Place::Desert, Place::Islands, Place::Abstract};
        Place p = fallbacks[s.wordHash % 8];
        if (!s.tints.empty() && !s.timeGiven && s.subjects.empty())
            p = Place::Abstract;
        s.main = p;
    }
    s.places.set(size_t(s.main));
}

void chooseTime(Scene& s)
{
    if (s.timeGiven)
        return;
    if (s.of(Weather::Stars) > 0 || s.of(Weather::Aurora) > 0 || s.find(Thing::Moon) || s.of(Mood::Neon) > 0 ||
        s.main == Place::Street)
        s.time = DayTime::Night;
    else if (s.find(Thing::Lantern) || s.find(Thing::Campfire))
        s.time = DayTime::Dusk;
    else if (s.of(Weather::Storm) > 0 || s.of(Weather::Rain) > 0)
        s.time = DayTime::Day;
    else if (s.of(Mood::Dramatic) > 0)
        s.time = DayTime::Sunset;
    else if (s.of(Weather::Fog) > 0)
        s.time = DayTime::Dawn;
    else {
        constexpr DayTime choices[] = {DayTime::Day, DayTime::Day,    DayTime::Golden,
                                       DayTime::Day, DayTime::Golden, DayTime::Dawn};
        s.time = choices[(s.wordHash >> 8) % 6];
    }
}

} // namespace maquette::sandbox
