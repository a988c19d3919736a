// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Colour.h"

#include <QSet>
#include <QString>

#include <array>
#include <bitset>
#include <optional>
#include <vector>

namespace maquette::sandbox {

/// Where the picture plays. Several may hold at once ("a city by the sea below mountains").
enum class Place {
    Mountains,
    Hills,
    Forest,
    Meadow,
    Garden,
    Desert,
    Snowfield,
    Canyon,
    Volcano,
    Sea,
    Beach,
    Lake,
    River,
    Waterfall,
    Islands,
    Cliff,
    Road,
    Village,
    City,
    Street,
    Space,
    Planet,
    Underwater,
    Interior,
    StillLife,
    Portrait,
    Product,
    Abstract,
    Pattern,
    Sky,
    Count
};

/// Ways of abstract painting.
enum class Form { None, Shapes, Flow, Marble, Shards };

enum class DayTime { Dawn, Day, Golden, Sunset, Dusk, Night, Count };
enum class Weather { Clouds, Overcast, Rain, Snow, Fog, Storm, Clear, Rainbow, Aurora, Stars, Count };
enum class Season { None, Spring, Summer, Autumn, Winter };
enum class Mood {
    Dramatic,
    Calm,
    Dark,
    Bright,
    Vivid,
    Pastel,
    Vintage,
    Minimal,
    Neon,
    Painterly,
    Monochrome,
    Warm,
    Cold,
    Magical,
    Count
};

/// Things that stand in a scene. Those from Hair on are parts of something else and only carry a colour.
enum class Thing {
    None,
    Sun,
    Moon,
    Balloon,
    Lighthouse,
    Sailboat,
    Ship,
    Bird,
    Cat,
    Dog,
    Fox,
    Wolf,
    Horse,
    Deer,
    Bear,
    Rabbit,
    Cow,
    Sheep,
    Elephant,
    Lion,
    Fish,
    Whale,
    Butterfly,
    Dragon,
    Woman,
    Man,
    Child,
    Couple,
    House,
    Castle,
    Bridge,
    Tower,
    Windmill,
    Church,
    Tent,
    Car,
    Bus,
    Truck,
    Van,
    Boulder,
    Rocket,
    Plane,
    Train,
    Bicycle,
    Tree,
    Conifer,
    Palm,
    Birch,
    Blossom,
    Cactus,
    Flower,
    Rose,
    Tulip,
    Sunflower,
    Lavender,
    Mushroom,
    Campfire,
    Lantern,
    Robot,
    Ball,
    Vase,
    Bowl,
    Bottle,
    Cup,
    Teapot,
    Candle,
    Book,
    Apple,
    Orange,
    Lemon,
    Pear,
    Grapes,
    Bread,
    Chair,
    Lamp,
    Shoe,
    Watch,
    Perfume,
    Headphones,
    Bag,
    Table,
    Window,
    Plant,
    Hair,
    Clothes,
    Eyes,
    Hat,
    Skin,
    SkyPart,
    WaterPart,
    GroundPart,
    CloudPart,
    Wall,
    Count
};

[[nodiscard]] constexpr bool isRoadVehicle(Thing thing)
{
    return thing == Thing::Car || thing == Thing::Bus || thing == Thing::Truck || thing == Thing::Van;
}

struct Subject
{
    Thing thing = Thing::None;
    std::optional<Rgb> colour;
    double weight = 1.0;
    int count = 1;                            ///< about how many; plurals mean several
    std::optional<Rgb> second = std::nullopt; ///< of "red and white"
};

struct Tint
{
    Rgb colour;
    double weight = 1.0;
};

/// What a request asks for, as far as the painter understands it.
struct Scene
{
    std::bitset<size_t(Place::Count)> places;
    Place main = Place::Mountains;
    Form form = Form::None; ///< set by words such as "geometric" or "marble"
    DayTime time = DayTime::Day;
    bool timeGiven = false;
    std::array<double, size_t(Weather::Count)> weather{}; ///< 0 absent, about 1 asked for
    Season season = Season::None;
    std::array<double, size_t(Mood::Count)> mood{};
    std::vector<Subject> subjects;
    std::vector<Tint> tints;        ///< colour words for the whole palette
    QSet<int> banned;               ///< Things kept out by the negative prompt
    std::vector<Rgb> bannedColours; ///< hues the palette turns away from
    quint64 wordHash = 0;           ///< differs with any change of wording
    bool understood = false;        ///< at least one word named a place or thing

    [[nodiscard]] bool has(Place p) const { return places.test(size_t(p)); }
    [[nodiscard]] double of(Weather w) const { return weather[size_t(w)]; }
    [[nodiscard]] double of(Mood m) const { return mood[size_t(m)]; }
    [[nodiscard]] bool allows(Thing t) const { return !banned.contains(int(t)); }
    [[nodiscard]] const Subject* find(Thing t) const
    {
        for (const Subject& s : subjects)
            if (s.thing == t)
                return &s;
        return nullptr;
    }
    [[nodiscard]] std::optional<Rgb> colourOf(Thing t) const
    {
        const Subject* s = find(t);
        return s ? s->colour : std::nullopt;
    }
};

} // namespace maquette::sandbox
