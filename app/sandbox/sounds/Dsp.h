// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <vector>

namespace maquette::sandbox {

inline constexpr int kSoundRate = 44'100; ///< frames per second of everything made here
inline constexpr float kTau = 6.28318530718F;

[[nodiscard]] inline float hertz(double midiPitch)
{
    return float(440.0 * std::pow(2.0, (midiPitch - 69.0) / 12.0));
}

/// Band-limited saw and square by polynomial step correction (Välimäki and Huovilainen 2007).
class Oscillator
{
public:
    void start(float frequency, float phase)
    {
        m_step = frequency / float(kSoundRate);
        m_phase = phase;
    }
    void bend(float frequency) { m_step = frequency / float(kSoundRate); }
    [[nodiscard]] float saw()
    {
        advance();
        return 2.0F * m_phase - 1.0F - correction(m_phase);
    }
    [[nodiscard]] float pulse(float width)
    {
        advance();
        float other = m_phase + 1.0F - width;
        other -= float(int(other));
        return (m_phase < width ? 1.0F : -1.0F) + correction(m_phase) - correction(other);
    }
    [[nodiscard]] float sine()
    {
        advance();
        return std::sin(kTau * m_phase);
    }
    [[nodiscard]] float triangle()
    {
        advance();
        return 4.0F * std::fabs(m_phase - 0.5F) - 1.0F;
    }
    [[nodiscard]] float phase() const { return m_phase; }

private:
    void advance()
    {
        m_phase += m_step;
        m_phase -= float(int(m_phase));
    }
    [[nodiscard]] float correction(float phase) const
    {
        if (phase < m_step) {
            const float t = phase / m_step;
            return t + t - t * t - 1.0F;
        }
        if (phase > 1.0F - m_step) {
            const float t = (phase - 1.0F) / m_step;
            return t * t + t + t + 1.0F;
        }
        return 0.0F;
    }
    float m_step = 0;
    float m_phase = 0;
};

/// A two-pole state variable filter (Simper's trapezoidal form): stable at any cutoff.
class Filter
{
public:
    /// \a cutoff in hertz, \a resonance 0.5 (none) and up.
    void set(float cutoff, float resonance)
    {
        const float g = std::tan(3.14159265F * std::fmin(cutoff, 0.45F * float(kSoundRate)) / float(kSoundRate));
        m_k = 1.0F / resonance;
        m_a1 = 1.0F / (1.0F + g * (g + m_k));
        m_a2 = g * m_a1;
        m_a3 = g * m_a2;
    }
    [[nodiscard]] float low(float in)
    {
        step(in);
        return m_low;
    }
    [[nodiscard]] float high(float in)
    {
        step(in);
        return in - m_k * m_band - m_low;
    }
    [[nodiscard]] float band(float in)
    {
        step(in);
        return m_k * m_band;
    }

private:
    void step(float in)
    {
        const float v3 = in - m_s2;
        m_band = m_a1 * m_s1 + m_a2 * v3;
        m_low = m_s2 + m_a2 * m_s1 + m_a3 * v3;
        m_s1 = 2.0F * m_band - m_s1;
        m_s2 = 2.0F * m_low - m_s2;
    }
    float m_k = 1, m_a1 = 0, m_a2 = 0, m_a3 = 0, m_s1 = 0, m_s2 = 0, m_band = 0, m_low = 0;
};

/// White noise from a small counter-free generator; the same numbers for the same seed.
class Noise
{
public:
    explicit Noise(unsigned seed = 1)
        : m_state(seed * 2654435769U | 1U)
    {
    }
    [[nodiscard]] float white()
    {
        m_state = m_state * 1664525U + 1013904223U;
        return float(int(m_state >> 8) - 8388608) * (1.0F / 8388608.0F);
    }
    /// 3 dB less per octave (Kellet's economy filter).
    [[nodiscard]] float pink()
    {
        const float w = white();
        m_b0 = 0.99765F * m_b0 + w * 0.0990460F;
        m_b1 = 0.96300F * m_b1 + w * 0.2965164F;
        m_b2 = 0.57000F * m_b2 + w * 1.0526913F;
        return 0.2F * (m_b0 + m_b1 + m_b2 + w * 0.1848F);
    }
    [[nodiscard]] float unit() { return 0.5F + 0.5F * white(); }

private:
    unsigned m_state;
    float m_b0 = 0, m_b1 = 0, m_b2 = 0;
};

/// Attack, decay, sustain and release, in seconds; exponential falls.
class Envelope
{
public:
    void start(float attack, float decay, float sustain, float release)
    {
        m_attack = 1.0F / (std::fmax(attack, 0.0005F) * float(kSoundRate));
        m_decay = std::exp(-1.0F / (std::fmax(decay, 0.001F) * float(kSoundRate)));
        m_sustain = sustain;
        m_release = std::exp(-1.0F / (std::fmax(release, 0.001F) * float(kSoundRate)));
        m_level = 0;
        m_rising = true;
        m_released = false;
    }
    void release() { m_released = true; }
    [[nodiscard]] bool isReleased() const { return m_released; }
    [[nodiscard]] bool isOver() const { return !m_rising && m_level < 0.0004F && (m_released || m_sustain <= 0.0F); }
    [[nodiscard]] float next()
    {
        if (m_released) {
            m_rising = false;
            m_level *= m_release;
        } else if (m_rising) {
            m_level += m_attack;
            m_rising = m_level < 1.0F;
        } else {
            m_level = m_sustain + (m_level - m_sustain) * m_decay;
        }
        return m_level;
    }

private:
    float m_attack = 1, m_decay = 0, m_sustain = 0, m_release = 0, m_level = 0;
    bool m_rising = true, m_released = false;
};

/// A room: eight combs and four all-passes a side (Schroeder's and Moorer's scheme).
class Reverb
{
public:
    explicit Reverb(float seconds);
    void process(float inLeft, float inRight, float& left, float& right);

private:
    struct Line
    {
        std::vector<float> buffer;
        size_t at = 0;
        float low = 0;
    };
    std::array<Line, 16> m_combs;
    std::array<Line, 8> m_passes;
    std::array<float, 16> m_feedback{};
};

/// An echo that goes from side to side.
class PingPong
{
public:
    PingPong(double seconds, float feedback);
    void process(float in, float& left, float& right);

private:
    std::vector<float> m_left;
    std::vector<float> m_right;
    size_t m_at = 0;
    float m_feedback;
};

/// Keeps the peaks under 0.97 without being heard: quick down, slow up, with 3 ms to look ahead.
class Limiter
{
public:
    static constexpr size_t kAhead = 132; ///< frames by which the sound comes out later
    void process(float& left, float& right);

private:
    std::array<float, kAhead> m_left{};
    std::array<float, kAhead> m_right{};
    size_t m_at = 0;
    float m_gain = 1;
    float m_hold = 0;
};

} // namespace maquette::sandbox
