// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <vector>

namespace maquette::sandbox {

/// What can be played; one part of the arrangement each.
enum class Instrument {
    Drums,
    Bass,
    Chords, ///< electric piano
    Piano,
    Organ,
    Guitar,
    Pluck,
    Lead,
    Arp,
    Pad,
    Strings,
    Brass,
    Flute,
    Choir,
    Bell,
    Count
};

/// Sounds of places, which go on as long as the sound lasts.
enum class Texture { Rain, Sea, Wind, Fire, Thunder, Birds, Crickets, Crowd, Stream, Vinyl, Engine, Hum, Count };

/// Single sounds, placed one after the other.
enum class Effect {
    Explosion,
    Laser,
    Whoosh,
    Coin,
    Click,
    Knock,
    Chime,
    Siren,
    Footsteps,
    Heartbeat,
    Applause,
    Glass,
    Riser,
    Count
};

/// How a genre is played.
enum class Groove { None, FourOnFloor, Backbeat, BoomBap, Trap, Breakbeat, Rock, Swing, Bossa, Reggae, Waltz, March };

/// A prompt understood as sound: a value that decides everything but chance.
struct SoundPlan
{
    double bpm = 100;
    bool bpmNamed = false;
    int root = 9;                                   ///< 0 = C
    std::array<int, 7> scale{0, 2, 3, 5, 7, 8, 10}; ///< semitones above the root
    Groove groove = Groove::Backbeat;
    int beatsPerBar = 4;
    double swing = 0.0;                                          ///< 0 even, 0.33 triplets
    double energy = 0.5;                                         ///< 0 calm to 1 driving
    double brightness = 0.5;                                     ///< 0 dark to 1 bright
    double space = 0.35;                                         ///< share of reverb
    double grit = 0.0;                                           ///< saturation
    std::array<double, size_t(Instrument::Count)> instruments{}; ///< level, 0 = silent
    std::array<double, size_t(Texture::Count)> textures{};
    std::vector<Effect> effects;
    bool music = true; ///< false: only textures and effects
    bool loop = false; ///< ends so that it can begin again at once
    bool chip = false; ///< square waves of old game consoles

    [[nodiscard]] double level(Instrument instrument) const { return instruments[size_t(instrument)]; }
    [[nodiscard]] double beatSeconds() const { return 60.0 / bpm; }
};

/// Reads tempo ("110 bpm", "slow"), key ("F# minor"), genre, mood, instruments, places and single sounds out of \a
/// prompt; "(word:0.5)" gives a weight, "no drums" leaves out. A prompt without a known word still gives a definite
/// plan, chosen by its words; \a seed only picks where the words leave a choice (tempo within a genre's range, key).
[[nodiscard]] SoundPlan readSoundPrompt(const QString& prompt, quint32 seed);

} // namespace maquette::sandbox
