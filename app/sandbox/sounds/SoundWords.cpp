// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/SoundWords.h"

#include <QHash>

namespace maquette::sandbox {

namespace {

using I = Instrument;

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
