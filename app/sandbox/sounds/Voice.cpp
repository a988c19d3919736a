// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/Voice.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

constexpr int kFilterEvery = 16; ///< frames between two settings of a swept filter

/// Partials of struck strings and pipes: ratio to the fundamental is 1, 2, 3 ...
constexpr std::array<float, 8> kPiano{1.0F, 0.62F, 0.38F, 0.27F, 0.16F, 0.12F, 0.07F, 0.05F};
constexpr std::array<float, 8> kOrgan{1.0F, 0.75F, 0.5F, 0.45F, 0.0F, 0.25F, 0.0F, 0.3F};

/// How far the oscillators of one voice are out of tune with the note.
constexpr std::array<float, 4> kDetune{0.0F, 0.0041F, -0.0037F, 0.0073F};

} // namespace

Voice::Voice(const Note& note, const Timbre& timbre, unsigned chance)
    : m_note(note)
    , m_frequency(hertz(double(note.pitch)))
    , m_noise(chance)
{
    setUp(timbre);
}

void Voice::subtractive(float attack, float decay, float sustain, float release, float cutoff, float sweep, int saws)
{
    m_kind = Kind::Subtractive;
    m_oscillators = saws;
    m_envelope.start(attack, decay, sustain, release);
    m_filterEnvelope.start(attack, decay * 0.8F, 0.25F, release);
    m_cutoff = cutoff;
    m_sweep = sweep;
    for (int i = 0; i < saws; ++i) {
        m_osc[size_t(i)].start(m_frequency * (1.0F + kDetune[size_t(i)]), m_noise.unit());
    }
}

void Voice::setUp(const Timbre& timbre)
{
    const float bright = 0.35F + 1.3F * timbre.brightness;
    m_grit = timbre.grit;
    if (timbre.chip && m_note.instrument != Instrument::Drums) {
        subtractive(0.002F, 0.25F, 0.5F, 0.04F, 16'000, 0, 1);
        m_pulse = m_note.instrument != Instrument::Bass;
        m_gain = 0.2F;
        return;
    }
    switch (m_note.instrument) {
    case Instrument::Bass:
        subtractive(0.004F, 0.35F, 0.55F, 0.06F, 160.0F * bright, 900.0F * bright, 2);
        m_gain = 0.5F;
        break;
    case Instrument::Lead:
        subtractive(0.01F, 0.4F, 0.7F, 0.18F, 900.0F * bright, 2600.0F * bright, 3);
        m_vibrato = 0.004F;
        m_resonance = 1.2F;
        m_gain = 0.22F;
        break;
    case Instrument::Arp:
        subtractive(0.002F, 0.16F, 0.05F, 0.1F, 500.0F * bright, 3800.0F * bright, 2);
        m_resonance = 1.6F;
        m_gain = 0.3F;
        break;
    case Instrument::Pad:
        subtractive(0.45F, 1.2F, 0.8F, 0.9F, 500.0F * bright, 900.0F * bright, 4);
        m_gain = 0.12F;
        break;
    case Instrument::Strings:
        subtractive(0.18F, 0.6F, 0.85F, 0.4F, 1500.0F * bright, 1500.0F * bright, 4);
        m_vibrato = 0.003F;
        m_gain = 0.14F;
        break;
    case Instrument::Brass:
        subtractive(0.05F, 0.3F, 0.8F, 0.12F, 500.0F * bright, 2800.0F * bright, 2);
        m_gain = 0.22F;
        break;
    case Instrument::Chords:
        m_kind = Kind::Frequency;
        m_ratio = 1.0F;
        m_index = 1.1F * bright * (0.4F + m_note.velocity);
        m_envelope.start(0.003F, 1.4F, 0.0F, 0.18F);
        m_gain = 0.26F;
        break;
    case Instrument::Bell:
        m_kind = Kind::Frequency;
        m_ratio = 3.5F;
        m_index = 1.6F * bright;
        m_envelope.start(0.001F, 1.5F, 0.0F, 1.2F);
        m_gain = 0.22F;
        break;
    case Instrument::Guitar:
    case Instrument::Pluck: {
        m_kind = Kind::String;
        const auto length = size_t(std::max(8.0F, float(kSoundRate) / m_frequency));
        m_string.resize(length);
        Filter soft;
        soft.set(1500.0F + 5000.0F * bright * m_note.velocity, 0.7F);
        for (float& value : m_string) {
            value = soft.low(m_noise.white());
        }
        const bool guitar = m_note.instrument == Instrument::Guitar;
        m_damping = guitar ? 0.42F : 0.5F;
        m_envelope.start(0.001F, guitar ? 2.5F : 1.2F, 0.0F, guitar ? 0.15F : 0.5F);
        m_filter[0].set(guitar && m_grit > 0.3F ? 2600.0F : 9000.0F, 0.7F);
        m_gain = guitar ? 0.75F : 0.65F;
        break;
    }
    case Instrument::Piano:
    case Instrument::Organ: {
        m_kind = Kind::Additive;
        const bool piano = m_note.instrument == Instrument::Piano;
        for (size_t i = 0; i < 8; ++i) {
            const float order = float(i + 1);
            const float stretch = piano ? std::sqrt(1.0F + 0.0004F * order * order) : 1.0F;
            const float step = kTau * m_frequency * order * stretch / float(kSoundRate);
            m_turnSin[i] = std::sin(step);
            m_turnCos[i] = std::cos(step);
            m_partialOther[i] = 1.0F;
            m_partialLevel[i] =
                step > 2.8F ? 0.0F : (piano ? kPiano[i] * std::pow(bright, float(i) * 0.35F) : kOrgan[i]);
            const float seconds = piano ? 2.6F / (1.0F + 0.55F * float(i)) * (60.0F / m_note.pitch) : 1000.0F;
            m_partialFall[i] = std::exp(-1.0F / (seconds * float(kSoundRate)));
        }
        m_envelope.start(piano ? 0.002F : 0.012F, piano ? 6.0F : 1.0F, piano ? 0.3F : 1.0F, piano ? 0.22F : 0.06F);
        m_gain = piano ? 0.2F : 0.1F;
        break;
    }
    case Instrument::Flute:
        m_kind = Kind::Breath;
        m_osc[0].start(m_frequency, 0);
        m_osc[1].start(m_frequency * 2.0F, 0);
        m_filter[0].set(m_frequency * 2.0F, 3.0F);
        m_envelope.start(0.07F, 0.3F, 0.85F, 0.12F);
        m_vibrato = 0.005F;
        m_gain = 0.26F;
        break;
    case Instrument::Choir:
        m_kind = Kind::Vowel;
        m_osc[0].start(m_frequency, m_noise.unit());
        m_osc[1].start(m_frequency * 1.005F, m_noise.unit());
        // "Ah", as sung (Peterson and Barney 1952).
        m_filter[0].set(730.0F, 7.0F);
        m_filter[1].set(1090.0F, 9.0F);
        m_filter[2].set(2440.0F, 11.0F);
        m_envelope.start(0.3F, 0.5F, 0.9F, 0.6F);
        m_vibrato = 0.006F;
        m_gain = 0.22F;
        break;
    case Instrument::Drums:
    case Instrument::Count:
        m_over = true;
        break;
    }
}

float Voice::nextSubtractive(float level)
{
    if (--m_sinceFilter < 0) {
        m_sinceFilter = kFilterEvery - 1;
        m_filter[0].set(m_cutoff + m_sweep * level * m_note.velocity + m_frequency, m_resonance);
    }
    float sum = 0;
    for (int i = 0; i < m_oscillators; ++i) {
        sum += m_pulse ? m_osc[size_t(i)].pulse(0.25F) : m_osc[size_t(i)].saw();
    }
    return m_filter[0].low(sum);
}

float Voice::nextFrequency(float level)
{
    m_partial[0] += m_frequency / float(kSoundRate);
    m_partial[0] -= float(int(m_partial[0]));
    m_partial[1] += m_frequency * m_ratio / float(kSoundRate);
    m_partial[1] -= float(int(m_partial[1]));
    const float bend = m_index * level * std::sin(kTau * m_partial[1]);
    return std::sin(kTau * m_partial[0] + bend);
}

float Voice::nextString()
{
    const float now = m_string[m_stringAt];
    const size_t after = m_stringAt + 1 == m_string.size() ? 0 : m_stringAt + 1;
    // The averaging of two neighbours is the string's loss (Karplus and Strong 1983).
    m_string[m_stringAt] = 0.9985F * ((1.0F - m_damping) * now + m_damping * m_string[after]);
    m_stringAt = after;
    float out = now;
    if (m_note.instrument == Instrument::Guitar && m_grit > 0.3F) {
        out = std::tanh(out * (1.0F + 14.0F * m_grit)) * 0.4F;
    }
    return m_filter[0].low(out);
}

float Voice::nextAdditive(float level)
{
    float sum = 0;
    for (size_t i = 0; i < 8; ++i) {
        const float sine = m_partial[i] * m_turnCos[i] + m_partialOther[i] * m_turnSin[i];
        m_partialOther[i] = m_partialOther[i] * m_turnCos[i] - m_partial[i] * m_turnSin[i];
        m_partial[i] = sine;
        m_partialLevel[i] *= m_partialFall[i];
        sum += sine * m_partialLevel[i];
    }
    return sum * level;
}

float Voice::next()
{
    const float level = m_envelope.next();
    if (m_vibrato > 0.0F && m_sinceFilter <= 0) {
        const float depth = m_vibrato * std::min(1.0F, m_age * 2.0F);
        const float bent = m_frequency * (1.0F + depth * std::sin(kTau * 5.2F * m_age));
        for (size_t i = 0; i < m_osc.size(); ++i) {
            const float factor = m_kind == Kind::Breath && i == 1 ? 2.0F : 1.0F + kDetune[i];
            m_osc[i].bend(bent * factor);
        }
    }
    m_age += 1.0F / float(kSoundRate);
    switch (m_kind) {
    case Kind::Subtractive:
        return nextSubtractive(m_filterEnvelope.next()) * level;
    case Kind::Frequency:
        return nextFrequency(level) * level;
    case Kind::String:
        return nextString() * level;
    case Kind::Additive:
        return nextAdditive(level);
    case Kind::Breath: {
        m_sinceFilter = m_sinceFilter <= 0 ? kFilterEvery : m_sinceFilter - 1;
        const float air = m_filter[0].band(m_noise.white()) * 0.12F;
        return (m_osc[0].sine() + 0.18F * m_osc[1].sine() + air) * level;
    }
    case Kind::Vowel: {
        m_sinceFilter = m_sinceFilter <= 0 ? kFilterEvery : m_sinceFilter - 1;
        const float source = m_osc[0].saw() + m_osc[1].saw();
        return (m_filter[0].band(source) + 0.7F * m_filter[1].band(source) + 0.3F * m_filter[2].band(source)) * level;
    }
    }
    return 0;
}

void Voice::render(float* out, int frames, qint64 at)
{
    const int from = int(std::clamp<qint64>(m_note.start - at, 0, frames));
    const qint64 letGo = m_note.start + m_note.length - at;
    const float gain = m_gain * (0.25F + 0.75F * m_note.velocity);
    for (int i = from; i < frames && !m_over; ++i) {
        if (i >= letGo && !m_envelope.isReleased()) {
            m_envelope.release();
            m_filterEnvelope.release();
        }
        out[i] += gain * next();
        m_over = m_envelope.isOver();
    }
}

} // namespace maquette::sandbox
