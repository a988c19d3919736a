// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/sounds/SoundPlan.h"

#include <initializer_list>
#include <utility>

namespace maquette::sandbox {

enum class Genre {
    House,
    Techno,
    Trance,
    Electronic,
    Synthwave,
    Ambient,
    LoFi,
    HipHop,
    Trap,
    DrumAndBass,
    Rock,
    Metal,
    Pop,
    Funk,
    Disco,
    Jazz,
    Bossa,
    Reggae,
    Classical,
    Cinematic,
    Folk,
    Waltz,
    Chiptune,
    March,
    Blues,
    Count
};

/// How a genre sounds by itself, before the other words.
struct GenreStyle
{
    Genre genre;
    double slowest; ///< bpm
    double fastest;
    Groove groove;
    double swing;
    double energy;
    double brightness;
    double space;
    double grit;
    int minor; ///< 1 minor, 0 major, -1 either
    bool chip;
    std::vector<std::pair<Instrument, double>> instruments;
};
[[nodiscard]] const GenreStyle& genreStyle(Genre genre);

/// What a word of mood changes.
struct MoodShift
{
    double energy;
    double brightness;
    double space;
    double grit;
    double tempo; ///< share by which it quickens
    int minor;    ///< as in GenreStyle
};
[[nodiscard]] const MoodShift& moodShift(int index);

struct SoundMeaning
{
    enum class Kind { Genre, Play, Place, Single, Mood, Loop };
    Kind kind;
    int value;
};

/// A word or phrase, and all it means at once ("lo-fi" is a genre and brings crackle).
struct SoundWord
{
    std::vector<SoundMeaning> meanings;
};
/// nullptr when \a phrase (lower case, words joined by one space) is not known.
[[nodiscard]] const SoundWord* findSoundWord(const QString& phrase);

} // namespace maquette::sandbox
