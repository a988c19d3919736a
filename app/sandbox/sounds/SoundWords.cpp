// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/SoundWords.h"

#include <QHash>

namespace maquette::sandbox {

namespace {

using I = Instrument;
using G = Groove;

/// In the order of Genre.
const std::vector<GenreStyle>& styles()
{
    static const std::vector<GenreStyle> all{
        {Genre::House,
         120,
         127,
         G::FourOnFloor,
         0.04,
         0.75,
         0.6,
         0.3,
         0.1,
         1,
         false,
         {{I::Drums, 0.9}, {I::Bass, 0.8}, {I::Chords, 0.6}, {I::Pad, 0.35}}},
        {Genre::Techno,
         128,
         136,
         G::FourOnFloor,
         0,
         0.9,
         0.45,
         0.35,
         0.35,
         1,
         false,
         {{I::Drums, 1.0}, {I::Bass, 0.85}, {I::Arp, 0.55}, {I::Pad, 0.25}}},
        {Genre::Trance,
         134,
         140,
         G::FourOnFloor,
         0,
         0.9,
         0.8,
         0.5,
         0.1,
         1,
         false,
         {{I::Drums, 0.9}, {I::Bass, 0.75}, {I::Arp, 0.7}, {I::Pad, 0.6}, {I::Lead, 0.5}}},
        {Genre::Electronic,
         100,
         120,
         G::FourOnFloor,
         0,
         0.6,
         0.6,
         0.35,
         0.1,
         -1,
         false,
         {{I::Drums, 0.8}, {I::Bass, 0.75}, {I::Arp, 0.5}, {I::Pad, 0.5}, {I::Lead, 0.4}}},
        {Genre::Synthwave,
         84,
         104,
         G::Backbeat,
         0,
         0.65,
         0.6,
         0.5,
         0.15,
         1,
         false,
         {{I::Drums, 0.85}, {I::Bass, 0.85}, {I::Pad, 0.6}, {I::Arp, 0.45}, {I::Lead, 0.5}}},
        {Genre::Ambient,
         56,
         72,
         G::None,
         0,
         0.2,
         0.4,
         0.8,
         0,
         -1,
         false,
         {{I::Pad, 0.9}, {I::Choir, 0.3}, {I::Bell, 0.4}}},
        {Genre::LoFi,
         72,
         86,
         G::BoomBap,
         0.22,
         0.35,
         0.3,
         0.3,
         0.25,
         1,
         false,
         {{I::Drums, 0.75}, {I::Bass, 0.7}, {I::Chords, 0.8}, {I::Guitar, 0.35}}},
        {Genre::HipHop,
         84,
         96,
         G::BoomBap,
         0.18,
         0.6,
         0.45,
         0.2,
         0.25,
         1,
         false,
         {{I::Drums, 0.95}, {I::Bass, 0.9}, {I::Chords, 0.5}, {I::Pluck, 0.4}}},
        {Genre::Trap,
         136,
         150,
         G::Trap,
         0,
         0.7,
         0.45,
         0.3,
         0.3,
         1,
         false,
         {{I::Drums, 0.95}, {I::Bass, 1.0}, {I::Bell, 0.5}, {I::Pad, 0.3}}},
        {Genre::DrumAndBass,
         168,
         176,
         G::Breakbeat,
         0,
         0.95,
         0.6,
         0.35,
         0.3,
         1,
         false,
         {{I::Drums, 1.0}, {I::Bass, 0.95}, {I::Pad, 0.45}, {I::Chords, 0.3}}},
        {Genre::Rock,
         110,
         132,
         G::Rock,
         0,
         0.85,
         0.65,
         0.2,
         0.55,
         -1,
         false,
         {{I::Drums, 0.95}, {I::Bass, 0.8}, {I::Guitar, 0.9}, {I::Organ, 0.25}}},
        {Genre::Metal,
         140,
         170,
         G::Rock,
         0,
         1.0,
         0.6,
         0.15,
         0.95,
         1,
         false,
         {{I::Drums, 1.0}, {I::Bass, 0.9}, {I::Guitar, 1.0}}},
        {Genre::Pop,
         100,
         118,
         G::Backbeat,
         0,
         0.65,
         0.7,
         0.3,
         0.05,
         0,
         false,
         {{I::Drums, 0.85}, {I::Bass, 0.75}, {I::Piano, 0.6}, {I::Pluck, 0.45}, {I::Lead, 0.4}}},
        {Genre::Funk,
         100,
         112,
         G::Breakbeat,
         0.1,
         0.8,
         0.65,
         0.15,
         0.2,
         1,
         false,
         {{I::Drums, 0.9}, {I::Bass, 0.95}, {I::Guitar, 0.6}, {I::Brass, 0.5}}},
        {Genre::Disco,
         114,
         122,
         G::FourOnFloor,
         0.02,
         0.8,
         0.7,
         0.3,
         0.05,
         1,
         false,
         {{I::Drums, 0.9}, {I::Bass, 0.9}, {I::Strings, 0.6}, {I::Guitar, 0.5}}},
        {Genre::Jazz,
         104,
         140,
         G::Swing,
         0.33,
         0.45,
         0.45,
         0.25,
         0,
         -1,
         false,
         {{I::Drums, 0.6}, {I::Bass, 0.8}, {I::Piano, 0.8}, {I::Brass, 0.35}}},
        {Genre::Bossa,
         120,
         134,
         G::Bossa,
         0,
         0.4,
         0.5,
         0.25,
         0,
         0,
         false,
         {{I::Drums, 0.5}, {I::Bass, 0.7}, {I::Guitar, 0.85}, {I::Flute, 0.4}}},
        {Genre::Reggae,
         72,
         84,
         G::Reggae,
         0.12,
         0.5,
         0.5,
         0.35,
         0.1,
         0,
         false,
         {{I::Drums, 0.8}, {I::Bass, 1.0}, {I::Organ, 0.6}, {I::Guitar, 0.5}}},
        {Genre::Classical,
         76,
         104,
         G::None,
         0,
         0.4,
         0.5,
         0.5,
         0,
         -1,
         false,
         {{I::Piano, 0.8}, {I::Strings, 0.7}, {I::Flute, 0.3}}},
        {Genre::Cinematic,
         72,
         96,
         G::March,
         0,
         0.65,
         0.5,
         0.65,
         0.05,
         1,
         false,
         {{I::Drums, 0.6}, {I::Strings, 0.9}, {I::Brass, 0.6}, {I::Choir, 0.4}, {I::Bass, 0.5}}},
        {Genre::Folk,
         92,
         116,
         G::None,
         0.05,
         0.45,
         0.6,
         0.25,
         0,
         0,
         false,
         {{I::Guitar, 0.95}, {I::Flute, 0.4}, {I::Bass, 0.4}}},
        {Genre::Waltz,
         132,
         156,
         G::Waltz,
         0,
         0.4,
         0.5,
         0.4,
         0,
         -1,
         false,
         {{I::Piano, 0.8}, {I::Strings, 0.6}, {I::Bass, 0.5}}},
        {Genre::Chiptune,
         130,
         156,
         G::Backbeat,
         0,
         0.8,
         0.85,
         0.08,
         0.1,
         0,
         true,
         {{I::Drums, 0.7}, {I::Bass, 0.8}, {I::Lead, 0.8}, {I::Arp, 0.6}}},
        {Genre::March,
         108,
         120,
         G::March,
         0,
         0.75,
         0.6,
         0.35,
         0,
         0,
         false,
         {{I::Drums, 0.9}, {I::Brass, 0.9}, {I::Bass, 0.6}}},
        {Genre::Blues,
         76,
         96,
         G::Swing,
         0.33,
         0.5,
         0.45,
         0.2,
         0.3,
         1,
         false,
         {{I::Drums, 0.7}, {I::Bass, 0.8}, {I::Guitar, 0.85}, {I::Organ, 0.3}}},
    };
    return all;
}

/// energy, brightness, space, grit, tempo, minor
constexpr MoodShift kMoods[] = {
    {-0.3, -0.1, 0.15, -0.1, -0.15, -1}, // 0 calm
    {0.3, 0.1, -0.05, 0.1, 0.12, -1},    // 1 energetic
    {-0.05, -0.25, 0.1, 0.1, -0.05, 1},  // 2 dark
    {0.1, 0.25, 0.0, 0.0, 0.05, 0},      // 3 happy
    {-0.2, -0.1, 0.15, 0.0, -0.12, 1},   // 4 sad
    {0.2, 0.0, 0.25, 0.0, -0.03, 1},     // 5 epic
    {-0.05, -0.2, 0.05, 0.08, 0.0, -1},  // 6 warm
    {0.0, 0.3, 0.0, 0.0, 0.0, -1},       // 7 bright
    {0.0, 0.0, 0.35, 0.0, 0.0, -1},      // 8 spacious
    {0.0, 0.0, -0.3, 0.0, 0.0, -1},      // 9 dry
    {0.1, 0.0, 0.0, 0.45, 0.0, -1},      // 10 distorted
    {0.0, 0.0, 0.0, 0.0, -0.22, -1},     // 11 slow
    {0.1, 0.0, 0.0, 0.0, 0.25, -1},      // 12 fast
    {0.1, -0.1, 0.1, 0.05, 0.05, 1},     // 13 tense
    {-0.1, 0.1, 0.25, 0.0, -0.05, -1},   // 14 dreamy
};

struct Entry
{
    const char* words; ///< separated by '|'
    std::vector<SoundMeaning> meanings;
};

SoundMeaning genre(Genre value)
{
    return {SoundMeaning::Kind::Genre, int(value)};
}
SoundMeaning play(I value)
{
    return {SoundMeaning::Kind::Play, int(value)};
}
SoundMeaning place(Texture value)
{
    return {SoundMeaning::Kind::Place, int(value)};
}
SoundMeaning single(Effect value)
{
    return {SoundMeaning::Kind::Single, int(value)};
}
SoundMeaning mood(int value)
{
    return {SoundMeaning::Kind::Mood, value};
}

std::vector<Entry> entries()
{
    return {
        {"house|deep house|edm", {genre(Genre::House)}},
        {"techno|minimal techno", {genre(Genre::Techno)}},
        {"trance", {genre(Genre::Trance)}},
        {"electronic|electro|electronica|dance", {genre(Genre::Electronic)}},
        {"synthwave|retrowave|outrun|80s", {genre(Genre::Synthwave)}},
        {"ambient|drone|meditation|soundscape", {genre(Genre::Ambient)}},
        {"lo-fi|lofi|lo fi|chillhop", {genre(Genre::LoFi), place(Texture::Vinyl)}},
        {"hip hop|hip-hop|hiphop|rap|boom bap", {genre(Genre::HipHop)}},
        {"trap", {genre(Genre::Trap)}},
        {"drum and bass|dnb|jungle", {genre(Genre::DrumAndBass)}},
        {"rock|indie rock|punk", {genre(Genre::Rock)}},
        {"metal|heavy metal", {genre(Genre::Metal)}},
        {"pop|indie pop", {genre(Genre::Pop)}},
        {"funk|funky|soul|rnb", {genre(Genre::Funk)}},
        {"disco", {genre(Genre::Disco)}},
        {"jazz|jazzy|swing", {genre(Genre::Jazz)}},
        {"bossa nova|bossa|samba|latin", {genre(Genre::Bossa)}},
        {"reggae|dub|ska", {genre(Genre::Reggae)}},
        {"classical|chamber music|symphony|baroque", {genre(Genre::Classical)}},
        {"cinematic|soundtrack|trailer|film score|orchestral|orchestra", {genre(Genre::Cinematic)}},
        {"folk|acoustic|country", {genre(Genre::Folk)}},
        {"waltz", {genre(Genre::Waltz)}},
        {"chiptune|8 bit|8-bit|8bit|video game|arcade", {genre(Genre::Chiptune)}},
        {"march|marching band|military", {genre(Genre::March)}},
        {"blues|bluesy", {genre(Genre::Blues)}},

        {"drums|drum|beat|percussion|drum kit|breakbeat", {play(I::Drums)}},
        {"bass|bassline|bass line|sub bass|double bass", {play(I::Bass)}},
        {"electric piano|rhodes|keys|keyboard", {play(I::Chords)}},
        {"piano|grand piano", {play(I::Piano)}},
        {"organ|hammond|church organ", {play(I::Organ)}},
        {"guitar|acoustic guitar|electric guitar|ukulele|banjo|strumming", {play(I::Guitar)}},
        {"pluck|plucks|harp|koto|marimba|kalimba|pizzicato", {play(I::Pluck)}},
        {"synth|synth lead|lead|melody|analogue|analog|analog synth|analogue synth|synthesizer|synthesiser",
         {play(I::Lead), play(I::Pad), play(I::Arp)}},
        {"arpeggio|arp|arpeggiated|sequence|sequencer", {play(I::Arp)}},
        {"pad|pads|synth pad|chords", {play(I::Pad)}},
        {"strings|string section|violin|violins|cello|viola", {play(I::Strings)}},
        {"brass|trumpet|trombone|horn|horns|saxophone|sax", {play(I::Brass)}},
        {"flute|whistle|clarinet|oboe|recorder|woodwinds", {play(I::Flute)}},
        {"choir|vocals|vocal|voices|voice|singing", {play(I::Choir)}},
        {"bell|bells|glockenspiel|music box|celesta|vibraphone|chimes", {play(I::Bell)}},

        {"rain|raining|drizzle|rainy", {place(Texture::Rain)}},
        {"sea|ocean|waves|surf|beach", {place(Texture::Sea)}},
        {"wind|windy|breeze|blizzard", {place(Texture::Wind)}},
        {"fire|campfire|fireplace|crackling", {place(Texture::Fire)}},
        {"thunder|thunderstorm|storm", {place(Texture::Thunder), place(Texture::Rain)}},
        {"birds|birdsong|forest|morning|bird", {place(Texture::Birds)}},
        {"crickets|night|insects|cicadas", {place(Texture::Crickets)}},
        {"crowd|people|cafe|restaurant|market|chatter|city", {place(Texture::Crowd)}},
        {"stream|river|brook|waterfall|water", {place(Texture::Stream)}},
        {"vinyl|crackle|record player|tape", {place(Texture::Vinyl)}},
        {"engine|car|motor|machine|spaceship|truck", {place(Texture::Engine)}},
        {"hum|drone noise|electric hum|server room|static", {place(Texture::Hum)}},

        {"explosion|boom|blast|impact|hit", {single(Effect::Explosion)}},
        {"laser|zap|blaster", {single(Effect::Laser)}},
        {"whoosh|swoosh|swish", {single(Effect::Whoosh)}},
        {"coin|pickup|power up|power-up|level up", {single(Effect::Coin)}},
        {"click|button|tick|ui", {single(Effect::Click)}},
        {"knock|door|knocking", {single(Effect::Knock)}},
        {"chime|notification|ding|doorbell|gong", {single(Effect::Chime)}},
        {"siren|alarm|alert", {single(Effect::Siren)}},
        {"footsteps|steps|walking", {single(Effect::Footsteps)}},
        {"heartbeat|heart", {single(Effect::Heartbeat)}},
        {"applause|clapping|cheering", {single(Effect::Applause)}},
        {"glass|shatter|breaking", {single(Effect::Glass)}},
        {"riser|build up|build-up|sweep", {single(Effect::Riser)}},

        {"calm|peaceful|relaxing|relaxed|gentle|soft|soothing|chill|quiet|mellow", {mood(0)}},
        {"energetic|driving|powerful|upbeat|intense|aggressive|exciting", {mood(1)}},
        {"dark|ominous|gloomy|mysterious|sinister|scary|horror", {mood(2)}},
        {"happy|joyful|cheerful|uplifting|playful|fun", {mood(3)}},
        {"sad|melancholic|melancholy|sorrowful|lonely|nostalgic", {mood(4)}},
        {"epic|heroic|dramatic|majestic|triumphant|grand", {mood(5)}},
        {"warm|cosy|cozy|vintage|mellow tone", {mood(6)}},
        {"bright|crisp|sparkling|clear", {mood(7)}},
        {"spacious|reverb|wide|huge|echo|atmospheric|ethereal", {mood(8)}},
        {"dry|close|intimate", {mood(9)}},
        {"distorted|gritty|dirty|fuzzy|industrial|noisy", {mood(10)}},
        {"slow|downtempo|slowly", {mood(11)}},
        {"fast|quick|rapid|uptempo|up-tempo", {mood(12)}},
        {"tense|suspense|suspenseful|anxious|thriller", {mood(13)}},
        {"dreamy|dream|floating|hypnotic|hazy", {mood(14)}},
        {"loop|loopable|seamless|looping", {{SoundMeaning::Kind::Loop, 0}}},
    };
}

} // namespace

const GenreStyle& genreStyle(Genre genre)
{
    return styles().at(size_t(genre));
}

const MoodShift& moodShift(int index)
{
    return kMoods[index];
}

const SoundWord* findSoundWord(const QString& phrase)
{
    static const QHash<QString, SoundWord> words = [] {
        QHash<QString, SoundWord> all;
        for (const Entry& entry : entries()) {
            for (const QString& word : QString::fromUtf8(entry.words).split(QLatin1Char('|'))) {
                all.insert(word, {entry.meanings});
            }
        }
        return all;
    }();
    const auto found = words.constFind(phrase);
    return found == words.cend() ? nullptr : &found.value();
}

} // namespace maquette::sandbox
