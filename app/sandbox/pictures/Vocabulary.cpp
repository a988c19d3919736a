// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Vocabulary.h"

#include "app/sandbox/pictures/Scene.h"

#include <QHash>
#include <QStringList>

namespace maquette::sandbox {

namespace {

struct Row
{
    Topic topic;
    int value;
    const char* words;
};

constexpr int v(Place p)
{
    return int(p);
}
constexpr int v(Form f)
{
    return int(f);
}
constexpr int v(DayTime t)
{
    return int(t);
}
constexpr int v(Weather w)
{
    return int(w);
}
constexpr int v(Season s)
{
    return int(s);
}
constexpr int v(Mood m)
{
    return int(m);
}
constexpr int v(Thing t)
{
    return int(t);
}

constexpr Row placeRows[] = {
    {Topic::Place, v(Place::Mountains),
     "mountain alp alps alpine peak summit range matterhorn everest himalaya dolomite ridge valley highland fjord "
     "rockies andes"},
    {Topic::Place, v(Place::Hills),
     "hill countryside landscape farmland vineyard tuscany field moor heath steppe plain farm pasture"},
    {Topic::Place, v(Place::Forest), "forest wood woodland jungle grove taiga rainforest pine_forest thicket"},
    {Topic::Place, v(Place::Meadow),
     "meadow grassland prairie grass lawn flower_field wildflower lavender_field poppy_field"},
    {Topic::Place, v(Place::Garden), "garden park orchard backyard"},
    {Topic::Place, v(Place::Desert), "desert dune sahara savanna savannah oasis gobi"},
    {Topic::Place, v(Place::Snowfield), "snowfield tundra arctic antarctica glacier ice iceberg"},
    {Topic::Place, v(Place::Canyon), "canyon mesa gorge butte badland grand_canyon"},
    {Topic::Place, v(Place::Volcano), "volcano lava eruption magma vesuvius fuji mount_fuji"},
    {Topic::Place, v(Place::Sea),
     "sea ocean seascape wave bay harbour harbor surf horizon water seaside atlantic pacific"},
    {Topic::Place, v(Place::Beach), "beach shore coast seashore lagoon tropical"},
    {Topic::Place, v(Place::Lake), "lake pond reflection loch tarn"},
    {Topic::Place, v(Place::River), "river stream creek brook canal"},
    {Topic::Place, v(Place::Waterfall), "waterfall cascade falls"},
    {Topic::Place, v(Place::Islands), "island archipelago isle atoll"},
    {Topic::Place, v(Place::Cliff), "cliff bluff crag headland rock"},
    {Topic::Place, v(Place::Road), "road path highway trail lane route"},
    {Topic::Place, v(Place::Village), "village town hamlet cottage_village"},
    {Topic::Place, v(Place::City),
     "city skyline skyscraper metropolis downtown cityscape urban manhattan tokyo york building architecture megacity"},
    {Topic::Place, v(Place::Street), "street alley avenue boulevard cyberpunk"},
    {Topic::Place, v(Place::Space),
     "space galaxy nebula cosmos universe outer_space cosmic interstellar astronaut spaceship planet saturn jupiter "
     "mars asteroid sci-fi alien"},
    {Topic::Place, v(Place::Underwater), "underwater coral reef undersea deep_sea aquarium seabed"},
    {Topic::Place, v(Place::Interior),
     "interior room indoor bedroom kitchen livingroom living_room studio library office cafe loft"},
    {Topic::Place, v(Place::StillLife), "still_life stilllife fruit fruit_bowl food breakfast"},
    {Topic::Place, v(Place::Portrait), "portrait face headshot bust selfie close-up"},
    {Topic::Place, v(Place::Product), "product packshot mockup product_shot product_photo"},
    {Topic::Place, v(Place::Abstract), "abstract expressionist splash paint"},
    {Topic::Form, v(Form::Shapes),
     "shape geometric composition bauhaus kandinsky circle triangle square line constructivist"},
    {Topic::Form, v(Form::Flow), "flow fluid swirl ribbon current"},
    {Topic::Form, v(Form::Marble), "marble ink smoke gradient liquid agate"},
    {Topic::Form, v(Form::Shards), "shard crystal voronoi fractal cubist cubism facet stained_glass"},
    {Topic::Place, v(Place::Pattern),
     "pattern texture seamless wallpaper tile tessellation mosaic ornament fabric textile mandala"},
    {Topic::Place, v(Place::Sky), "sky cloudscape heaven"},
};

constexpr Row atmosphereRows[] = {
    {Topic::Time, v(DayTime::Dawn), "dawn sunrise daybreak morning early"},
    {Topic::Time, v(DayTime::Day), "day noon midday daylight daytime sunny sunlit sunshine afternoon"},
    {Topic::Time, v(DayTime::Golden), "golden_hour golden_light long_light late_afternoon evening warm_light"},
    {Topic::Time, v(DayTime::Sunset), "sunset sundown afterglow"},
    {Topic::Time, v(DayTime::Dusk), "dusk twilight blue_hour nightfall gloaming"},
    {Topic::Time, v(DayTime::Night), "night midnight nighttime nocturne moonlit moonlight nightscape"},
    {Topic::Weather, v(Weather::Clouds), "cumulus cloudy cloud"},
    {Topic::Weather, v(Weather::Overcast), "overcast grey_sky gray_sky gloomy"},
    {Topic::Weather, v(Weather::Rain), "rain rainy drizzle wet shower puddle"},
    {Topic::Weather, v(Weather::Snow), "snow snowy snowfall blizzard frost frozen snowing"},
    {Topic::Weather, v(Weather::Fog), "fog foggy mist misty haze hazy smog"},
    {Topic::Weather, v(Weather::Storm), "storm stormy thunder lightning thunderstorm tempest hurricane"},
    {Topic::Weather, v(Weather::Clear), "cloudless clear_sky"},
    {Topic::Weather, v(Weather::Rainbow), "rainbow"},
    {Topic::Weather, v(Weather::Aurora), "aurora northern_light polar_light aurora_borealis"},
    {Topic::Weather, v(Weather::Stars), "star starry milky_way stargazing constellation starlight"},
    {Topic::Season, v(Season::Spring), "spring springtime april"},
    {Topic::Season, v(Season::Summer), "summer summertime july"},
    {Topic::Season, v(Season::Autumn), "autumn fall_colour fall_color october autumnal foliage"},
    {Topic::Season, v(Season::Winter), "winter wintry christmas december january"},
    {Topic::Mood, v(Mood::Dramatic), "dramatic epic majestic intense powerful grand"},
    {Topic::Mood, v(Mood::Calm), "calm peaceful serene tranquil quiet gentle soft still"},
    {Topic::Mood, v(Mood::Dark), "dark moody ominous eerie spooky gothic shadow shadowy scary horror"},
    {Topic::Mood, v(Mood::Bright), "bright light airy high-key radiant cheerful happy"},
    {Topic::Mood, v(Mood::Vivid), "vivid vibrant colorful colourful saturated rich psychedelic bold"},
    {Topic::Mood, v(Mood::Pastel), "pastel delicate dreamy muted watercolor watercolour"},
    {Topic::Mood, v(Mood::Vintage), "vintage retro old faded nostalgic sepia antique"},
    {Topic::Mood, v(Mood::Minimal), "minimal minimalist simple minimalistic clean zen"},
    {Topic::Mood, v(Mood::Neon), "neon synthwave vaporwave glow glowing futuristic"},
    {Topic::Mood, v(Mood::Painterly),
     "painterly painting oil impressionist impressionism brush brushstroke gouache acrylic"},
    {Topic::Mood, v(Mood::Monochrome), "monochrome black_and_white grayscale greyscale noir"},
    {Topic::Mood, v(Mood::Warm), "warm cozy cosy hot"},
    {Topic::Mood, v(Mood::Cold), "cold cool icy chilly freezing"},
    {Topic::Mood, v(Mood::Magical), "magical magic fantasy enchanted mystical surreal fairy fairytale ethereal"},
    {Topic::Not, 0, "no without not except minus"},
    {Topic::Count, 2, "two pair couple_of"},
    {Topic::Count, 3, "three several some few trio"},
    {Topic::Count, 4, "four"},
    {Topic::Count, 5, "five group many flock herd fleet swarm lots"},
    {Topic::Count, 1, "single lone lonely solitary one"},
};

constexpr Row thingRows[] = {
    {Topic::Thing, v(Thing::Sun), "sun"},
    {Topic::Thing, v(Thing::Moon), "moon full_moon crescent"},
    {Topic::Thing, v(Thing::Balloon), "balloon hot_air_balloon airship zeppelin"},
    {Topic::Thing, v(Thing::Lighthouse), "lighthouse beacon"},
    {Topic::Thing, v(Thing::Sailboat), "sailboat boat sailing_boat yacht dinghy sail regatta gondola"},
    {Topic::Thing, v(Thing::Ship), "ship galleon vessel frigate pirate_ship"},
    {Topic::Thing, v(Thing::Bird),
     "bird seagull gull crow raven eagle hawk swallow goose geese crane owl parrot heron swan duck dove"},
    {Topic::Thing, v(Thing::Cat), "cat kitten kitty tabby"},
    {Topic::Thing, v(Thing::Dog), "dog puppy hound labrador retriever corgi"},
    {Topic::Thing, v(Thing::Fox), "fox"},
    {Topic::Thing, v(Thing::Wolf), "wolf wolves husky coyote"},
    {Topic::Thing, v(Thing::Horse), "horse pony stallion unicorn mare zebra"},
    {Topic::Thing, v(Thing::Deer), "deer stag elk moose reindeer doe buck antelope"},
    {Topic::Thing, v(Thing::Bear), "bear grizzly panda"},
    {Topic::Thing, v(Thing::Rabbit), "rabbit bunny hare"},
    {Topic::Thing, v(Thing::Cow), "cow bull cattle bison buffalo"},
    {Topic::Thing, v(Thing::Sheep), "sheep lamb goat"},
    {Topic::Thing, v(Thing::Elephant), "elephant mammoth"},
    {Topic::Thing, v(Thing::Lion), "lion tiger leopard lioness panther"},
    {Topic::Thing, v(Thing::Fish), "fish goldfish koi shark"},
    {Topic::Thing, v(Thing::Whale), "whale dolphin orca"},
    {Topic::Thing, v(Thing::Butterfly), "butterfly butterflies moth"},
    {Topic::Thing, v(Thing::Dragon), "dragon"},
    {Topic::Thing, v(Thing::Woman), "woman girl lady women queen princess female mother witch dancer she her actress"},
    {Topic::Thing, v(Thing::Man),
     "man boy men king person people human figure wanderer hiker traveler traveller knight warrior samurai male father "
     "he monk wizard walker"},
    {Topic::Thing, v(Thing::Child), "child children kid baby toddler"},
    {Topic::Thing, v(Thing::Couple), "couple lovers"},
    {Topic::Thing, v(Thing::House), "house cottage cabin hut barn home farmhouse chalet lodge"},
    {Topic::Thing, v(Thing::Castle), "castle fortress palace ruin citadel"},
    {Topic::Thing, v(Thing::Bridge), "bridge aqueduct viaduct"},
    {Topic::Thing, v(Thing::Tower), "tower obelisk spire temple pagoda shrine"},
    {Topic::Thing, v(Thing::Windmill), "windmill mill"},
    {Topic::Thing, v(Thing::Church), "church chapel cathedral monastery"},
    {Topic::Thing, v(Thing::Tent), "tent camp camping campsite"},
    {Topic::Thing, v(Thing::Car), "car automobile sports_car convertible taxi cab jeep limousine vehicle"},
    {Topic::Thing, v(Thing::Bus), "bus coach minibus school_bus double_decker tram streetcar"},
    {Topic::Thing, v(Thing::Truck), "truck lorry fire_truck fire_engine pickup_truck delivery_truck"},
    {Topic::Thing, v(Thing::Van), "van minivan camper campervan delivery_van ambulance"},
    {Topic::Thing, v(Thing::Boulder), "boulder pebble"},
    {Topic::Thing, v(Thing::Rocket), "rocket spacecraft starship spaceship"},
    {Topic::Thing, v(Thing::Plane), "plane airplane aeroplane aircraft jet"},
    {Topic::Thing, v(Thing::Train), "train locomotive"},
    {Topic::Thing, v(Thing::Bicycle), "bicycle bike"},
    {Topic::Thing, v(Thing::Tree), "tree oak maple willow beech elm olive_tree"},
    {Topic::Thing, v(Thing::Conifer), "pine fir spruce conifer cedar pine_tree"},
    {Topic::Thing, v(Thing::Palm), "palm palm_tree coconut"},
    {Topic::Thing, v(Thing::Birch), "birch birch_tree aspen"},
    {Topic::Thing, v(Thing::Blossom), "blossom cherry_blossom cherry_blossom_tree sakura cherry_tree"},
    {Topic::Thing, v(Thing::Cactus), "cactus cacti saguaro"},
    {Topic::Thing, v(Thing::Flower), "flower bloom floral bouquet poppy poppies daisy orchid lily peony petal"},
    {Topic::Thing, v(Thing::Rose), "rose"},
    {Topic::Thing, v(Thing::Tulip), "tulip"},
    {Topic::Thing, v(Thing::Sunflower), "sunflower"},
    {Topic::Thing, v(Thing::Lavender), "lavender_field lavenders"},
    {Topic::Thing, v(Thing::Mushroom), "mushroom toadstool fungi"},
    {Topic::Thing, v(Thing::Campfire), "campfire fire bonfire flame"},
    {Topic::Thing, v(Thing::Lantern), "lantern firefly fireflies"},
    {Topic::Thing, v(Thing::Robot), "robot android mech cyborg"},
    {Topic::Thing, v(Thing::Ball),
     "ball beach_ball beachball football soccer_ball basketball volleyball handball tennis_ball rubber_ball"},
    {Topic::Thing, v(Thing::Vase), "vase jug pitcher amphora pot pottery ceramic"},
    {Topic::Thing, v(Thing::Bowl), "bowl dish basket plate"},
    {Topic::Thing, v(Thing::Bottle), "bottle wine whisky"},
    {Topic::Thing, v(Thing::Cup), "cup mug coffee tea espresso cappuccino glass"},
    {Topic::Thing, v(Thing::Teapot), "teapot kettle"},
    {Topic::Thing, v(Thing::Candle), "candle candlelight"},
    {Topic::Thing, v(Thing::Book), "book novel"},
    {Topic::Thing, v(Thing::Apple), "apple tomato pomegranate"},
    {Topic::Thing, v(Thing::Orange), "oranges mandarin tangerine peach peaches an_orange clementine"},
    {Topic::Thing, v(Thing::Lemon), "lemon lime"},
    {Topic::Thing, v(Thing::Pear), "pear"},
    {Topic::Thing, v(Thing::Grapes), "grape berry blueberry cherries cherry"},
    {Topic::Thing, v(Thing::Bread), "bread loaf baguette cake"},
    {Topic::Thing, v(Thing::Chair), "chair armchair sofa stool couch"},
    {Topic::Thing, v(Thing::Lamp), "lamp desk_lamp floor_lamp lightbulb"},
    {Topic::Thing, v(Thing::Shoe), "shoe sneaker trainer boot"},
    {Topic::Thing, v(Thing::Watch), "watch wristwatch clock"},
    {Topic::Thing, v(Thing::Perfume), "perfume cosmetic cream lotion serum fragrance"},
    {Topic::Thing, v(Thing::Headphones), "headphone earphone headset"},
    {Topic::Thing, v(Thing::Bag), "bag handbag backpack purse"},
    {Topic::Thing, v(Thing::Table), "table desk tabletop"},
    {Topic::Thing, v(Thing::Window), "window"},
    {Topic::Thing, v(Thing::Plant), "plant houseplant fern succulent monstera"},
    {Topic::Thing, v(Thing::Hair), "hair haired curls"},
    {Topic::Thing, v(Thing::Clothes),
     "clothes dress coat shirt jacket sweater robe suit scarf cloak jumper blouse kimono"},
    {Topic::Thing, v(Thing::Eyes), "eye eyed"},
    {Topic::Thing, v(Thing::Hat), "hat beret cap bonnet"},
    {Topic::Thing, v(Thing::Skin), "skin"},
    {Topic::Thing, v(Thing::Wall), "wall background backdrop"},
    {Topic::Thing, v(Thing::GroundPart), "sand ground earth soil"},
};

constexpr Row colourRows[] = {
    {Topic::Colour, 0xd8242f, "red"},
    {Topic::Colour, 0xb3122e, "crimson"},
    {Topic::Colour, 0xe0341f, "scarlet vermilion"},
    {Topic::Colour, 0x7d1128, "burgundy maroon bordeaux"},
    {Topic::Colour, 0xc1121f, "ruby"},
    {Topic::Colour, 0xff6f61, "coral_colour salmon"},
    {Topic::Colour, 0xf07f13, "orange tangerine_colour"},
    {Topic::Colour, 0xc8731f, "amber"},
    {Topic::Colour, 0xcc7722, "ochre"},
    {Topic::Colour, 0xb7410e, "rust rusty"},
    {Topic::Colour, 0xe2725b, "terracotta"},
    {Topic::Colour, 0xb87333, "copper bronze"},
    {Topic::Colour, 0xf2c018, "yellow"},
    {Topic::Colour, 0xe0b030, "gold golden"},
    {Topic::Colour, 0xd9a514, "mustard saffron"},
    {Topic::Colour, 0x2f9e44, "green"},
    {Topic::Colour, 0x0f9d6c, "emerald"},
    {Topic::Colour, 0x7a8b3a, "olive"},
    {Topic::Colour, 0x9caf88, "sage"},
    {Topic::Colour, 0x8fd9b6, "mint"},
    {Topic::Colour, 0x7fbf1f, "lime_green chartreuse"},
    {Topic::Colour, 0x00a86b, "jade"},
    {Topic::Colour, 0x5a7d3a, "moss"},
    {Topic::Colour, 0x12807f, "teal"},
    {Topic::Colour, 0x2ec4c6, "turquoise aqua"},
    {Topic::Colour, 0x10b8d4, "cyan"},
    {Topic::Colour, 0x2563c9, "blue"},
    {Topic::Colour, 0x14274e, "navy midnight_blue"},
    {Topic::Colour, 0x1f3fbf, "cobalt ultramarine"},
    {Topic::Colour, 0x4aa3df, "azure sky_blue cerulean"},
    {Topic::Colour, 0x2a4d9b, "sapphire"},
    {Topic::Colour, 0x3b2f8f, "indigo"},
    {Topic::Colour, 0x7b2cbf, "purple"},
    {Topic::Colour, 0x8f4fd6, "violet"},
    {Topic::Colour, 0xb497d6, "lavender lilac mauve"},
    {Topic::Colour, 0x6a1b4d, "plum aubergine"},
    {Topic::Colour, 0xec4f9a, "pink"},
    {Topic::Colour, 0xd81e8c, "magenta fuchsia"},
    {Topic::Colour, 0xf4c2c2, "blush"},
    {Topic::Colour, 0xffcba4, "apricot"},
    {Topic::Colour, 0x6f4a2d, "brown"},
    {Topic::Colour, 0x5b3a21, "chocolate brunette umber"},
    {Topic::Colour, 0xd2b48c, "tan beige"},
    {Topic::Colour, 0xf3ead7, "cream_colour ivory"},
    {Topic::Colour, 0xf5f5f2, "white"},
    {Topic::Colour, 0x161719, "black"},
    {Topic::Colour, 0x8a8d91, "grey gray"},
    {Topic::Colour, 0xbfc5cc, "silver chrome"},
    {Topic::Colour, 0x36454f, "charcoal slate"},
    {Topic::Colour, 0xe3c878, "blond blonde"},
    {Topic::Colour, 0xb5482a, "ginger auburn redhead redheaded"},
};

template <size_t N>
void addRows(QHash<QString, Meaning>& table, const Row (&rows)[N])
{
    for (const Row& row : rows)
        for (const QString& word : QString::fromLatin1(row.words).split(QLatin1Char(' ')))
            if (!table.contains(word))
                table.insert(word, {row.topic, row.value, false});
}

const QHash<QString, Meaning>& table()
{
    static const QHash<QString, Meaning> words = [] {
        QHash<QString, Meaning> t;
        addRows(t, placeRows);
        addRows(t, atmosphereRows);
        addRows(t, thingRows);
        addRows(t, colourRows);
        return t;
    }();
    return words;
}

struct Ending
{
    const char* from;
    const char* to;
    bool plural;
};

constexpr Ending endings[] = {
    {"ies", "y", true}, {"es", "", true},   {"s", "", true},   {"'s", "", false},  {"y", "", false},
    {"ish", "", false}, {"ing", "", false}, {"ed", "", false}, {"ous", "", false}, {"nny", "n", false},
};

} // namespace

std::optional<Meaning> meaningOf(const QString& word)
{
    const auto exact = table().constFind(word);
    if (exact != table().cend()) {
        static const QSet<QString> plurals{
            QStringLiteral("oranges"),  QStringLiteral("sheep"),     QStringLiteral("cattle"),
            QStringLiteral("cacti"),    QStringLiteral("geese"),     QStringLiteral("wolves"),
            QStringLiteral("people"),   QStringLiteral("men"),       QStringLiteral("women"),
            QStringLiteral("children"), QStringLiteral("fireflies"), QStringLiteral("butterflies"),
            QStringLiteral("poppies"),  QStringLiteral("peaches")};
        Meaning m = *exact;
        m.plural = plurals.contains(word);
        return m;
    }
    for (const Ending& e : endings) {
        const QLatin1String from(e.from);
        if (word.size() <= from.size() + 2 || !word.endsWith(from))
            continue;
        const auto stem = table().constFind(word.chopped(from.size()) + QLatin1String(e.to));
        if (stem == table().cend())
            continue;
        Meaning m = *stem;
        m.plural = e.plural;
        return m;
    }
    return std::nullopt;
}

} // namespace maquette::sandbox
