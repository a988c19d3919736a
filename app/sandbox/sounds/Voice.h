// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/SoundPlan.h"

#include <vector>

namespace maquette::sandbox {

/// One note to play.
struct Note
{
    qint64 start = 0;  ///< frame
    qint64 length = 0; ///< frames until it is let go
    float pitch = 60;  ///< MIDI number; for drums the index of the Drum
    float velocity = 0.8F;
    Instrument instrument = Instrument::Pad;
};

/// How the instruments of one piece are set.
struct Timbre
{
    float brightness = 0.5F;
    float grit = 0.0F;
    bool chip = false;
};

/// A sounding note.
class Voice
{
public:
    Voice(const Note& note, const Timbre& timbre, unsigned chance);

    /// Adds \a frames of sound to \a out (mono). \a at is the first frame's time.
    void render(float* out, int frames, qint64 at);
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] const Note& note() const { return m_note; }

private:
    enum class Kind { Subtractive, Frequency, String, Additive, Breath, Vowel };
    void setUp(const Timbre& timbre);
    void subtractive(float attack, float decay, float sustain, float release, float cutoff, float sweep, int saws);
    [[nodiscard]] float next();
    [[nodiscard]] float nextSubtractive(float level);
    [[nodiscard]] float nextFrequency(float level);
    [[nodiscard]] float nextString();
    [[nodiscard]] float nextAdditive(float level);

    Note m_note;
    Kind m_kind = Kind::Subtractive;
    bool m_over = false;
    bool m_pulse = false;
    int m_oscillators = 1;
    int m_sinceFilter = 0;
    float m_frequency = 440;
    float m_gain = 0.3F;
    float m_cutoff = 2000;
    float m_sweep = 0;
    float m_resonance = 0.8F;
    float m_ratio = 1;
    float m_index = 1;
    float m_vibrato = 0;
    float m_grit = 0;
    float m_age = 0; ///< seconds
    std::array<Oscillator, 4> m_osc;
    std::array<float, 8> m_partial{};      ///< sine, by rotation
    std::array<float, 8> m_partialOther{}; ///< cosine
    std::array<float, 8> m_turnSin{};
    std::array<float, 8> m_turnCos{};
    std::array<float, 8> m_partialLevel{};
    std::array<float, 8> m_partialFall{};
    std::array<Filter, 3> m_filter;
    Envelope m_envelope;
    Envelope m_filterEnvelope;
    Noise m_noise;
    std::vector<float> m_string;
    size_t m_stringAt = 0;
    float m_stringLow = 0;
    float m_damping = 0.5F;
};

} // namespace maquette::sandbox
