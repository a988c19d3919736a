// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/Drums.h"

#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/sounds/Dsp.h"

#include <functional>

namespace maquette::sandbox {

namespace {

/// \a sound gives the value at a time in seconds.
std::vector<float> shape(double seconds, const std::function<float(float)>& sound)
{
    std::vector<float> out(size_t(seconds * kSoundRate));
    for (size_t i = 0; i < out.size(); ++i) {
        const float rest = 1.0F - float(i) / float(out.size());
        out[i] = sound(float(i) / float(kSoundRate)) * std::min(1.0F, rest * 8.0F);
    }
    return out;
}

/// A body whose pitch falls from \a high to \a low hertz.
class Falling
{
public:
    Falling(float high, float low, float speed)
        : m_high(high)
        , m_low(low)
        , m_speed(speed)
    {
    }
    float at(float t)
    {
        m_phase += (m_low + (m_high - m_low) * std::exp(-t * m_speed)) / float(kSoundRate);
        m_phase -= float(int(m_phase));
        return std::sin(kTau * m_phase);
    }

private:
    float m_high, m_low, m_speed;
    float m_phase = 0;
};

/// Six pulses at ratios that do not fit together: metal.
class Metal
{
public:
    explicit Metal(float tune)
    {
        constexpr std::array<float, 6> kRatios{2.0F, 3.0F, 4.16F, 5.43F, 6.79F, 8.21F};
        for (size_t i = 0; i < 6; ++i) {
            m_osc[i].start(tune * kRatios[i], float(i) * 0.137F);
        }
    }
    float next()
    {
        float sum = 0;
        for (Oscillator& osc : m_osc) {
            sum += osc.pulse(0.5F);
        }
        return sum / 6.0F;
    }

private:
    std::array<Oscillator, 6> m_osc;
};

std::vector<float> hat(float seconds, float bright, float tune, unsigned seed)
{
    Metal metal(tune);
    Noise noise(seed);
    Filter high;
    high.set(6500.0F + 2500.0F * bright, 0.8F);
    return shape(double(seconds) * 3.0, [&](float t) {
        return 0.9F * high.high(0.7F * metal.next() + 0.5F * noise.white()) * std::exp(-t / seconds * 2.2F);
    });
}

} // namespace

DrumKit makeDrumKit(double brightness, double grit, bool chip, quint32 seed)
{
    Rng chance(seed);
    const auto bright = float(brightness);
    const auto drive = float(1.0 + 3.0 * grit);
    const auto tune = float(chance.range(0.94, 1.07));
    DrumKit kit;
    const auto put = [&](Drum drum, std::vector<float> sound) { kit.sounds[size_t(drum)] = std::move(sound); };
    Noise noise(seed + 7);
    Filter band;
    Filter other;

    Falling kick((chip ? 320.0F : 190.0F) * tune, 46.0F * tune, chip ? 22.0F : 34.0F);
    put(Drum::Kick, shape(0.42, [&](float t) {
            const float click = t < 0.004F ? noise.white() * (0.25F + 0.3F * bright) : 0.0F;
            return std::tanh(drive * (kick.at(t) * std::exp(-t * 8.5F) + click) * 1.3F) * 0.85F;
        }));
    Falling body(260.0F * tune, 175.0F * tune, 30.0F);
    band.set(1900.0F + 1500.0F * bright, 0.6F);
    put(Drum::Snare, shape(0.26, [&](float t) {
            const float rattle = chip ? noise.white() : band.high(noise.white());
            return std::tanh(drive *
                             (0.55F * body.at(t) * std::exp(-t * 22.0F) + 0.6F * rattle * std::exp(-t * 16.0F))) *
                   0.75F;
        }));
    other.set(1500.0F, 1.1F);
    put(Drum::Clap, shape(0.3, [&](float t) {
            const float burst = t < 0.03F ? std::exp(-std::fmod(t, 0.01F) * 220.0F) : std::exp(-(t - 0.03F) * 18.0F);
            return 1.5F * other.band(noise.white()) * burst;
        }));
    put(Drum::ClosedHat, hat(0.05F, bright, 330.0F * tune, seed + 11));
    put(Drum::OpenHat, hat(0.28F, bright, 330.0F * tune, seed + 13));
    Falling tom(170.0F * tune, 92.0F * tune, 12.0F);
    put(Drum::Tom, shape(0.4, [&](float t) { return 0.85F * tom.at(t) * std::exp(-t * 8.0F); }));
    Filter shake;
    shake.set(5200.0F, 1.2F);
    put(Drum::Shaker, shape(0.1, [&](float t) {
            return 0.8F * shake.band(noise.white()) * std::sin(3.14159F * std::min(1.0F, t / 0.08F));
        }));
    Falling rim(820.0F * tune, 780.0F * tune, 10.0F);
    put(Drum::Rim, shape(0.07, [&](float t) { return 0.7F * rim.at(t) * std::exp(-t * 70.0F); }));
    put(Drum::Cymbal, hat(0.9F, bright, 290.0F * tune, seed + 17));
    return kit;
}

} // namespace maquette::sandbox
