// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Palette.h"

namespace maquette::sandbox {

namespace {

struct SkyRow
{
    DayTime time;
    quint32 colours[4];
    quint32 sun;
    quint32 light;
    quint32 ambient;
};

constexpr SkyRow skyRows[] = {
    {DayTime::Dawn, {0x3a4f86, 0x8c8fb8, 0xefb5a2, 0xffe2b8}, 0xfff0cf, 0xffd0a4, 0x6b7399},
    {DayTime::Dawn, {0x5a7fb5, 0xa9bcd8, 0xf5d0c4, 0xffecd0}, 0xfff4dd, 0xffdcb8, 0x7d8bab},
    {DayTime::Dawn, {0x414878, 0x9873a6, 0xee9f90, 0xffdaa6}, 0xffeec0, 0xffc59c, 0x65628f},
    {DayTime::Day, {0x1d62b4, 0x4c95d8, 0x9ecbee, 0xe2f0f6}, 0xfffbe8, 0xfff4dc, 0x7c99bd},
    {DayTime::Day, {0x2b76c6, 0x6bb0e4, 0xb9deF1, 0xf6f1e2}, 0xfffae0, 0xfff1d2, 0x86a0b9},
    {DayTime::Day, {0x14568f, 0x3789c4, 0x86c2e0, 0xd8ecec}, 0xfffdf0, 0xfff6e4, 0x7396b4},
    {DayTime::Golden, {0x3f6ca2, 0x88a8c0, 0xf2cd93, 0xffe2a4}, 0xfff3c4, 0xffcf85, 0x6d7796},
    {DayTime::Golden, {0x5a7ca3, 0xbab6a6, 0xf6c681, 0xffdc90}, 0xfff0ba, 0xffc778, 0x70718a},
    {DayTime::Golden, {0x6c82ac, 0xd5b393, 0xf7bb6c, 0xffe6ad}, 0xfff2c0, 0xffc56c, 0x7a7490},
    {DayTime::Sunset, {0x2a2b60, 0x7f4180, 0xe9693f, 0xffc45c}, 0xffe9a0, 0xff9a55, 0x53436f},
    {DayTime::Sunset, {0x1f2f62, 0xa04a74, 0xf27d4e, 0xffd57e}, 0xfff0b4, 0xffa364, 0x55507a},
    {DayTime::Sunset, {0x3d2b57, 0xb6465c, 0xf18e3e, 0xffde80}, 0xfff0a8, 0xffa050, 0x5c4266},
    {DayTime::Sunset, {0x2a4883, 0x9375a4, 0xf19e70, 0xffd590}, 0xfff2c0, 0xffb078, 0x5f638f},
    {DayTime::Dusk, {0x1d2a5c, 0x4d558f, 0xb3779a, 0xf7b283}, 0xffdfae, 0xf2aa85, 0x4f5a92},
    {DayTime::Dusk, {0x18305f, 0x44659c, 0xa39bbf, 0xf6c49c}, 0xffe6c0, 0xeab392, 0x50679a},
    {DayTime::Dusk, {0x27245c, 0x654a8e, 0xc9728c, 0xffbd84}, 0xffdfa4, 0xf5a37c, 0x554c8a},
    {DayTime::Night, {0x060b20, 0x0d1a40, 0x1a3766, 0x335c86}, 0xf2f4ea, 0x8fb0de, 0x1f3358},
    {DayTime::Night, {0x070a1e, 0x131842, 0x272560, 0x474684}, 0xf4f0f2, 0x9aa4e0, 0x262c5c},
    {DayTime::Night, {0x05121f, 0x0b273e, 0x154864, 0x30748a}, 0xecf6f0, 0x8ec4d8, 0x1a3c54},
};

const SkyRow& chooseSky(DayTime time, Rng& rng)
{
    std::vector<const SkyRow*> fitting;
    for (const SkyRow& row : skyRows)
        if (row.time == time)
            fitting.push_back(&row);
    return *fitting[size_t(rng.below(int(fitting.size())))];
}

void chooseGround(Palette& p, const Scene& s, Rng& rng)
{
    p.grass = mix(hex(0x6f8f45), hex(0x8ba24e), rng.unit());
    p.leaf = mix(hex(0x2f5a3c), hex(0x496f36), rng.unit());
    p.rock = mix(hex(0x7a7480), hex(0x8b7d72), rng.unit());
    p.sand = mix(hex(0xe3bd84), hex(0xdca471), rng.unit());
    p.snow = hex(0xf3f6fb);
    p.water = mix(hex(0x1f6f8f), hex(0x1c5a86), rng.unit());
    if (s.season == Season::Autumn) {
        p.grass = hex(0xa88f45);
        p.leaf = mix(hex(0xc4622a), hex(0xb98426), rng.unit());
    } else if (s.season == Season::Spring) {
        p.grass = hex(0x86ae4c);
        p.leaf = hex(0x5d8f48);
    } else if (s.season == Season::Winter || s.of(Weather::Snow) > 0) {
        p.grass = mix(p.grass, p.snow, 0.82);
        p.leaf = mix(hex(0x2c4650), p.snow, 0.18);
    }
    const std::vector<std::array<quint32, 6>> sets{{0xe4572e, 0xf3a712, 0x29335c, 0x669bbc, 0xa8c686, 0xf6e7cb},
                                                   {0xd1495b, 0xedae49, 0x00798c, 0x30638e, 0x003d5b, 0xf4e8d8},
                                                   {0x264653, 0x2a9d8f, 0xe9c46a, 0xf4a261, 0xe76f51, 0xf7ede2},
                                                   {0x6d597a, 0xb56576, 0xe56b6f, 0xeaac8b, 0x355070, 0xfbeedd},
                                                   {0x5f0f40, 0x9a031e, 0xfb8b24, 0xe36414, 0x0f4c5c, 0xf5ebdc},
                                                   {0x3d5a80, 0x98c1d9, 0xee6c4d, 0x293241, 0xe0c9a6, 0xf2f5f0},
                                                   {0x386641, 0x6a994e, 0xa7c957, 0xbc4749, 0xf2e8cf, 0x2b3a2e}};
    for (quint32 c : sets[size_t(rng.below(int(sets.size())))])
        p.accents.push_back(hex(c));
}

void applyWeather(Palette& p, const Scene& s)
{
    const double grey = clamp01(0.75 * std::max(s.of(Weather::Overcast), 0.0) +
                                0.6 * std::max(s.of(Weather::Rain), 0.0) + 0.7 * std::max(s.of(Weather::Storm), 0.0) +
                                0.35 * std::max(s.of(Weather::Fog), 0.0) + 0.35 * std::max(s.of(Weather::Snow), 0.0));
    const double dark = clamp01(0.5 * std::max(s.of(Weather::Storm), 0.0) + 0.2 * std::max(s.of(Weather::Rain), 0.0));
    const Rgb tone = hex(p.night ? 0x8493ac : 0x9aa8b8);
    for (Rgb& c : p.sky)
        c = mix(c, withLuma(tone, luma(c) * 0.75F + 0.2F * luma(tone)), grey * 0.8) * (1.0 - dark * 0.45);
    p.light = mix(p.light, withLuma(tone, luma(p.light)), grey * 0.7) * (1.0 - grey * 0.25);
    p.ambient = p.ambient * (1.0 - dark * 0.25);
}

Rgb pulled(Rgb c, Rgb tint, double k)
{
    return mix(c, withLuma(tint, luma(c) * 0.82F + 0.18F * luma(tint)), k);
}

void applyTints(Palette& p, const Scene& s, double guidance)
{
    if (s.tints.empty())
        return;
    const double pull = clamp01(0.42 + 0.07 * guidance);
    const auto tint = [&](size_t i) { return s.tints[i % s.tints.size()]; };
    for (size_t i = 0; i < 4; ++i) {
        const Tint t = tint(i < 2 ? 0 : 1);
        p.sky[i] = pulled(p.sky[i], t.colour, clamp01(pull * t.weight));
    }
    const Tint first = tint(0);
    const Tint second = tint(1);
    p.light = pulled(p.light, second.colour, 0.5 * pull);
    p.ambient = pulled(p.ambient, first.colour, 0.7 * pull);
    for (Rgb* c : {&p.grass, &p.sand, &p.rock})
        *c = pulled(*c, second.colour, 0.65 * pull);
    p.leaf = pulled(p.leaf, first.colour, 0.65 * pull);
    p.water = pulled(p.water, first.colour, 0.85 * pull);
    p.snow = pulled(p.snow, second.colour, 0.25 * pull);
    std::vector<Rgb> accents;
    for (size_t i = 0; i < 6; ++i) {
        const Rgb c = tint(i).colour;
        const int round = int(i / s.tints.size());
        accents.push_back(
            round == 0 ? c : (round % 2 ? mix(c, hex(0xfaf3e6), 0.35 * round) : mix(c, hex(0x14151d), 0.2 * round)));
    }
    p.accents = accents;
}

Rgb awayFrom(Rgb c, const std::vector<Rgb>& banned)
{
    for (Rgb b : banned) {
        const Rgb bd = saturated(b, 1.2) + hex(0) * 1.0;
        const float by = luma(bd);
        const float cy = luma(c);
        const float dot = (c.r - cy) * (bd.r - by) + (c.g - cy) * (bd.g - by) + (c.b - cy) * (bd.b - by);
        const float norm = (bd.r - by) * (bd.r - by) + (bd.g - by) * (bd.g - by) + (bd.b - by) * (bd.b - by);
        if (dot <= 0 || norm < 0.01F)
            continue;
        const float k = 1.25F * dot / norm; // removes the part of the chroma that points to the banned hue
        c = clamped({c.r - (bd.r - by) * k, c.g - (bd.g - by) * k, c.b - (bd.b - by) * k});
    }
    return c;
}

template <typename Change>
void forAll(Palette& p, Change change)
{
    for (Rgb& c : p.sky)
        c = change(c);
    for (Rgb* c : {&p.sun, &p.light, &p.ambient, &p.haze, &p.cloudLight, &p.cloudDark, &p.grass, &p.leaf, &p.rock,
                   &p.sand, &p.snow, &p.water})
        *c = change(*c);
    for (Rgb& c : p.accents)
        c = change(c);
}

void applyMood(Palette& p, const Scene& s, double guidance)
{
    const auto mood = [&s](Mood m) { return std::clamp(s.of(m), -1.0, 1.5); };
    double saturation = 1.0 + 0.25 * mood(Mood::Vivid) - 0.3 * mood(Mood::Pastel) - 0.3 * mood(Mood::Vintage) +
                        0.12 * mood(Mood::Dramatic) + 0.02 * (guidance - 4.0);
    if (mood(Mood::Monochrome) > 0)
        saturation = 0.0;
    const double lift = 0.3 * std::max(0.0, mood(Mood::Pastel)) + 0.14 * std::max(0.0, mood(Mood::Bright)) -
                        0.32 * std::max(0.0, mood(Mood::Dark));
    const double warm = 0.12 * (mood(Mood::Warm) - mood(Mood::Cold)) + 0.08 * mood(Mood::Vintage);
    forAll(p, [&](Rgb c) {
        c = saturated(c, saturation);
        c = lift > 0 ? mix(c, {1, 1, 1}, lift * 0.7) : c * (1.0 + lift);
        const float y = luma(c);
        c = clamped({c.r + float(warm) * y, c.g + float(warm) * 0.25F * y, c.b - float(warm) * y});
        return clamped(awayFrom(c, s.bannedColours));
    });
}

void placeSun(Palette& p, const Scene& s, Rng& rng)
{
    p.night = s.time == DayTime::Night;
    p.lowSun =
        s.time == DayTime::Sunset || s.time == DayTime::Dawn || s.time == DayTime::Golden || s.time == DayTime::Dusk;
    const double side = rng.chance(0.5) ? 1 : -1;
    p.sunX = 0.5 + side * rng.range(0.12, 0.34);
    switch (s.time) {
    case DayTime::Dawn:
        p.sunHeight = rng.range(0.04, 0.14);
        break;
    case DayTime::Golden:
        p.sunHeight = rng.range(0.12, 0.24);
        break;
    case DayTime::Sunset:
        p.sunHeight = rng.range(0.03, 0.12);
        break;
    case DayTime::Dusk:
        p.sunHeight = rng.range(-0.03, 0.02);
        break;
    default:
        p.sunHeight = rng.range(0.28, 0.42);
        break;
    }
    p.sunSize = p.night ? rng.range(0.03, 0.048) : (p.lowSun ? rng.range(0.035, 0.055) : 0.026);
    if (s.find(Thing::Sun) || s.find(Thing::Moon))
        p.sunSize *= 1.5;
}

} // namespace

Palette makePalette(const Scene& scene, Rng rng, double guidance)
{
    Palette p;
    placeSun(p, scene, rng);
    const SkyRow& row = chooseSky(scene.time, rng);
    for (size_t i = 0; i < 4; ++i)
        p.sky[i] = hueTurned(hex(row.colours[i]), rng.range(-7, 7));
    p.sun = hex(row.sun);
    p.light = hex(row.light);
    p.ambient = hex(row.ambient);
    chooseGround(p, scene, rng);
    applyWeather(p, scene);
    if (scene.of(Weather::Fog) > 0 && !p.night)
        p.sky[3] = mix(p.sky[3], hex(0xe6e9ee), 0.5);
    applyTints(p, scene, guidance);
    if (const auto c = scene.colourOf(Thing::SkyPart))
        for (Rgb& k : p.sky)
            k = pulled(k, *c, 0.85);
    if (const auto c = scene.colourOf(Thing::WaterPart))
        p.water = *c;
    if (const auto c = scene.colourOf(Thing::GroundPart))
        p.grass = p.sand = p.rock = p.leaf = *c;
    if (scene.colourOf(Thing::Moon) || scene.colourOf(Thing::Sun))
        p.sun = scene.colourOf(p.night ? Thing::Moon : Thing::Sun).value_or(p.sun);
    p.haze = mix(p.sky[3], p.sky[2], p.night ? 0.75 : (scene.time == DayTime::Dusk ? 0.72 : 0.45));
    p.cloudLight = mix(mix(p.sky[3], p.light, 0.5), {1, 1, 1}, p.night ? 0.05 : (p.lowSun ? 0.15 : 0.6));
    p.cloudDark = mix(mix(p.sky[1], p.sky[2], 0.5), p.ambient, 0.45);
    if (const auto c = scene.colourOf(Thing::CloudPart))
        p.cloudLight = mix(p.cloudLight, *c, 0.8);
    applyMood(p, scene, guidance);
    return p;
}

} // namespace maquette::sandbox
