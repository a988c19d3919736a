// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/SoundPlan.h"

#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/pictures/PromptTokens.h"
#include "app/sandbox/sounds/SoundWords.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

namespace maquette::sandbox {

namespace {

constexpr std::array<int, 7> kMajor{0, 2, 4, 5, 7, 9, 11};
constexpr std::array<int, 7> kMinor{0, 2, 3, 5, 7, 8, 10};

struct NamedScale
{
    const char* name;
    std::array<int, 7> steps;
};
constexpr NamedScale kScales[] = {{"major", kMajor},
                                  {"minor", kMinor},
                                  {"dorian", {0, 2, 3, 5, 7, 9, 10}},
                                  {"phrygian", {0, 1, 3, 5, 7, 8, 10}},
                                  {"lydian", {0, 2, 4, 6, 7, 9, 11}},
                                  {"mixolydian", {0, 2, 4, 5, 7, 9, 10}}};

/// What is being gathered while the words are read.
struct Reading
{
    SoundPlan plan;
    std::pair<double, double> tempo{90, 120};
    bool genreKnown = false;
    bool instrumentKnown = false;
    bool placeKnown = false;
    bool scaleKnown = false;
    double tempoFactor = 1.0;
    std::vector<std::pair<Instrument, double>> asked;
    std::vector<Instrument> leftOut;
};

quint64 numberOf(const QString& text)
{
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    quint64 number = 0;
    for (int i = 0; i < 8; ++i) {
        number = number << 8 | quint8(hash.at(i));
    }
    return number;
}

void takeTempo(const QString& prompt, Reading& reading)
{
    static const QRegularExpression pattern(QStringLiteral("(\\d{2,3}(?:\\.\\d+)?)\\s*-?\\s*(?:bpm|beats per minute)"),
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(prompt);
    const double bpm = match.captured(1).toDouble();
    if (match.hasMatch() && bpm >= 30 && bpm <= 300) {
        reading.plan.bpm = bpm;
        reading.plan.bpmNamed = true;
    }
}

/// "F# minor", "in C", "A flat major", "key of D dorian".
bool takeKey(const QString& prompt, Reading& reading)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\b(?:(?:in|key of)\\s+)?([A-G])(#|♯|b|♭|\\s+sharp|\\s+flat)?[\\s-]+"
                       "(major|minor|dorian|phrygian|lydian|mixolydian)\\b|\\bkey of\\s+([A-G])(#|♯|b|♭)?\\b"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(prompt);
    if (!match.hasMatch()) {
        return false;
    }
    constexpr int kSteps[] = {9, 11, 0, 2, 4, 5, 7}; // A to G
    const bool short_ = match.captured(1).isEmpty();
    const QChar note = match.captured(short_ ? 4 : 1).at(0).toUpper();
    const QString sign = match.captured(short_ ? 5 : 2).trimmed().toLower();
    int root = kSteps[note.unicode() - u'A'];
    if (sign == QLatin1String("#") || sign == QString(QChar(0x266f)) || sign == QLatin1String("sharp")) {
        ++root;
    } else if (!sign.isEmpty()) {
        --root;
    }
    reading.plan.root = (root + 12) % 12;
    for (const NamedScale& scale : kScales) {
        if (match.captured(3).compare(QLatin1String(scale.name), Qt::CaseInsensitive) == 0) {
            reading.plan.scale = scale.steps;
            reading.scaleKnown = true;
        }
    }
    return true;
}

/// Genres are taken in a first round: what mood, instruments and places say counts on top of them, in whatever order
/// the words come.
void apply(const SoundWord& word, double weight, bool negated, bool genres, Reading& reading)
{
    SoundPlan& plan = reading.plan;
    for (const SoundMeaning& meaning : word.meanings) {
        if ((meaning.kind == SoundMeaning::Kind::Genre) != genres) {
            continue;
        }
        switch (meaning.kind) {
        case SoundMeaning::Kind::Genre: {
            if (negated || reading.genreKnown) {
                break;
            }
            const GenreStyle& style = genreStyle(Genre(meaning.value));
            reading.genreKnown = true;
            reading.tempo = {style.slowest, style.fastest};
            plan.groove = style.groove;
            plan.beatsPerBar = style.groove == Groove::Waltz ? 3 : 4;
            plan.swing = style.swing;
            plan.energy = style.energy;
            plan.brightness = style.brightness;
            plan.space = style.space;
            plan.grit = style.grit;
            plan.chip = style.chip;
            if (style.minor >= 0 && !reading.scaleKnown) {
                plan.scale = style.minor > 0 ? kMinor : kMajor;
                reading.scaleKnown = true;
            }
            for (const auto& [instrument, level] : style.instruments) {
                plan.instruments[size_t(instrument)] = level;
            }
            break;
        }
        case SoundMeaning::Kind::Play:
            if (negated) {
                reading.leftOut.push_back(Instrument(meaning.value));
            } else {
                reading.instrumentKnown = true;
                reading.asked.emplace_back(Instrument(meaning.value), weight);
            }
            break;
        case SoundMeaning::Kind::Place:
            plan.textures[size_t(meaning.value)] = negated ? 0.0 : weight;
            reading.placeKnown = reading.placeKnown || !negated;
            break;
        case SoundMeaning::Kind::Single:
            if (!negated) {
                plan.effects.push_back(Effect(meaning.value));
                reading.placeKnown = true;
            }
            break;
        case SoundMeaning::Kind::Mood: {
            const MoodShift& mood = moodShift(meaning.value);
            const double by = negated ? -weight : weight;
            plan.energy += mood.energy * by;
            plan.brightness += mood.brightness * by;
            plan.space += mood.space * by;
            plan.grit += mood.grit * by;
            reading.tempoFactor *= 1.0 + mood.tempo * by;
            if (mood.minor >= 0 && !negated && !reading.scaleKnown) {
                plan.scale = mood.minor > 0 ? kMinor : kMajor;
                reading.scaleKnown = true;
            }
            break;
        }
        case SoundMeaning::Kind::Loop:
            plan.loop = !negated;
            break;
        }
    }
}

/// Words, longest phrase first, with "no" and "without" before them.
void takeWords(const std::vector<Word>& words, bool genres, Reading& reading)
{
    bool negated = false;
    for (size_t i = 0; i < words.size();) {
        const QString& text = words[i].text;
        if (text == QLatin1String("no") || text == QLatin1String("without")) {
            negated = true;
            ++i;
            continue;
        }
        size_t used = 0;
        for (size_t length = std::min<size_t>(3, words.size() - i); length > 0 && used == 0; --length) {
            QStringList phrase;
            for (size_t k = 0; k < length; ++k) {
                phrase.append(words[i + k].text);
            }
            if (const SoundWord* known = findSoundWord(phrase.join(QLatin1Char(' ')))) {
                apply(*known, words[i].weight, negated, genres, reading);
                used = length;
            }
        }
        const size_t last = i + std::max<size_t>(used, 1) - 1;
        if ((used > 0 || !isFiller(text)) || words[last].endsClause) {
            negated = false;
        }
        i = last + 1;
    }
}

void settleInstruments(Reading& reading, Rng& chance)
{
    SoundPlan& plan = reading.plan;
    if (!reading.genreKnown && !reading.instrumentKnown) {
        if (reading.placeKnown) {
            plan.music = false;
            return;
        }
        // Nothing named: one of the friendlier line-ups, by the words.
        constexpr Genre kDefaults[] = {Genre::Electronic, Genre::Ambient, Genre::LoFi, Genre::Cinematic, Genre::Pop};
        const GenreStyle& style = genreStyle(kDefaults[chance.below(int(std::size(kDefaults)))]);
        plan.groove = style.groove;
        plan.swing = style.swing;
        plan.space = style.space;
        reading.tempo = {style.slowest, style.fastest};
        for (const auto& [instrument, level] : style.instruments) {
            plan.instruments[size_t(instrument)] = level;
        }
    }
    if (!reading.genreKnown && reading.instrumentKnown) {
        plan.groove = Groove::None;
        reading.tempo = {80, 112};
    }
    for (const auto& [instrument, weight] : reading.asked) {
        plan.instruments[size_t(instrument)] = std::max(plan.level(instrument), 0.9 * weight);
        if (instrument == Instrument::Drums && plan.groove == Groove::None) {
            plan.groove = Groove::Backbeat;
        }
    }
    for (const Instrument instrument : reading.leftOut) {
        plan.instruments[size_t(instrument)] = 0.0;
    }
    if (plan.level(Instrument::Drums) == 0.0) {
        plan.groove = plan.groove == Groove::Waltz ? Groove::Waltz : Groove::None;
    }
}

} // namespace

SoundPlan readSoundPrompt(const QString& prompt, quint32 seed)
{
    Reading reading;
    const QString plain = prompt.simplified();
    Rng byWords(numberOf(plain.toLower()));
    Rng chance(mixBits(numberOf(plain.toLower())) ^ seed);
    takeTempo(plain, reading);
    const bool keyNamed = takeKey(plain, reading);
    const std::vector<Word> words = wordsOf(plain);
    takeWords(words, true, reading);
    takeWords(words, false, reading);
    settleInstruments(reading, byWords);

    SoundPlan& plan = reading.plan;
    if (!plan.bpmNamed) {
        const double middle = chance.range(reading.tempo.first, reading.tempo.second);
        plan.bpm = std::clamp(middle * std::clamp(reading.tempoFactor, 0.6, 1.5), 40.0, 190.0);
        plan.bpm = std::round(plan.bpm);
    }
    if (!keyNamed) {
        plan.root = chance.below(12);
    }
    if (!reading.scaleKnown) {
        plan.scale = byWords.chance(0.5) ? kMajor : kMinor;
    }
    plan.energy = std::clamp(plan.energy, 0.0, 1.0);
    plan.brightness = std::clamp(plan.brightness, 0.0, 1.0);
    plan.space = std::clamp(plan.space, 0.05, 0.9);
    plan.grit = std::clamp(plan.grit, 0.0, 1.0);
    return plan;
}

} // namespace maquette::sandbox
