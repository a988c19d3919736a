// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/Sound.h"

#include <algorithm>
#include <functional>

namespace maquette::sandbox {

namespace {

/// One side's sample at a frame.
using Source = std::function<float(qint64)>;

float slow(qint64 frame, double seconds, quint32 seed)
{
    return gradientNoise(float(double(frame) / kSoundRate / seconds), 0.37F, seed);
}

/// Short sounds at random moments, \a perSecond of them: \a sound gives one's value by its age in seconds and a number
/// of its own in [0, 1).
Source sparks(double perSecond, double seconds, unsigned seed, const std::function<float(float, float)>& sound)
{
    struct Spark
    {
        qint64 start;
        float own;
    };
    auto live = std::make_shared<std::vector<Spark>>();
    auto noise = std::make_shared<Noise>(seed);
    const auto odds = float(perSecond / kSoundRate);
    const auto life = qint64(seconds * kSoundRate);
    return [=](qint64 frame) {
        if (noise->unit() < odds && live->size() < 24) {
            live->push_back({frame, noise->unit()});
        }
        float sum = 0;
        for (const Spark& spark : *live) {
            sum += sound(float(frame - spark.start) / float(kSoundRate), spark.own);
        }
        if (!live->empty() && frame - live->front().start > life) {
            live->erase(live->begin());
        }
        return sum;
    };
}

/// Noise through a filter whose cutoff and level wander.
Source wandering(float low, float high, float resonance, double seconds, quint32 seed, bool band)
{
    auto noise = std::make_shared<Noise>(seed);
    auto filter = std::make_shared<Filter>();
    auto level = std::make_shared<float>(0.5F);
    return [=](qint64 frame) {
        if (frame % 64 == 0) {
            const float place = 0.5F + 0.5F * slow(frame, seconds, seed);
            filter->set(low * std::pow(high / low, place), resonance);
            *level = 0.35F + 0.65F * place;
        }
        const float in = noise->pink();
        return *level * (band ? filter->band(in) : filter->low(in));
    };
}

Source chirps(unsigned seed)
{
    return sparks(1.1, 0.5, seed, [](float age, float own) {
        if (age > 0.42F) {
            return 0.0F;
        }
        const float note = std::fmod(age, 0.11F + 0.05F * own);
        const float pitch = 2400.0F + 2600.0F * own + 900.0F * std::sin(age * (30.0F + 40.0F * own));
        return 0.22F * std::sin(kTau * pitch * note) * std::exp(-note * 26.0F) * (0.3F + 0.7F * own);
    });
}

Source sourceOf(Texture texture, unsigned seed)
{
    switch (texture) {
    case Texture::Rain: {
        const Source wash = wandering(2500, 5200, 0.6F, 3.0, seed, false);
        const Source drops = sparks(260, 0.02, seed + 1, [](float age, float own) {
            return 0.12F * own * std::sin(kTau * (1500.0F + 5000.0F * own) * age) * std::exp(-age * 420.0F);
        });
        return [=](qint64 frame) { return 0.5F * wash(frame) + drops(frame); };
    }
    case Texture::Sea: {
        // Swells that come faster than they run out, brighter the higher they stand.
        auto noise = std::make_shared<Noise>(seed);
        auto filter = std::make_shared<Filter>();
        auto level = std::make_shared<float>(0.0F);
        return [=](qint64 frame) {
            if (frame % 64 == 0) {
                const float turn = kTau * float(frame) / float(kSoundRate) / 7.9F + float(seed % 7);
                const float swell = 0.5F + 0.5F * std::sin(turn - 0.7F * std::cos(turn));
                const float high = swell * (0.8F + 0.4F * slow(frame, 6.0, seed));
                filter->set(260 * std::pow(11.0F, std::clamp(high, 0.0F, 1.0F)), 0.6F);
                *level = 0.14F + 1.1F * high * high;
            }
            return *level * filter->low(noise->pink());
        };
    }
    case Texture::Wind:
        return wandering(220, 1100, 4.0F, 2.6, seed, true);
    case Texture::Fire: {
        const Source glow = wandering(120, 400, 0.7F, 1.5, seed, false);
        const Source cracks = sparks(14, 0.03, seed + 1, [](float age, float own) {
            return 0.7F * own * own * std::sin(kTau * (900.0F + 3500.0F * own) * age) * std::exp(-age * 260.0F);
        });
        return [=](qint64 frame) { return 0.8F * glow(frame) + cracks(frame); };
    }
    case Texture::Thunder: {
        auto noise = std::make_shared<Noise>(seed);
        auto filter = std::make_shared<Filter>();
        filter->set(140, 0.7F);
        const Source roll = sparks(0.16, 5.0, seed + 1, [](float age, float own) {
            return (0.6F + own) * std::exp(-age * 0.9F) * std::min(1.0F, age * 12.0F) *
                   (0.7F + 0.3F * std::sin(age * 19.0F + own * 6.0F));
        });
        return [=](qint64 frame) { return 3.0F * roll(frame) * filter->low(noise->pink()); };
    }
    case Texture::Birds:
        return chirps(seed);
    case Texture::Crickets:
        return [=](qint64 frame) {
            const float t = float(frame % (qint64(kSoundRate) * 600)) / float(kSoundRate);
            const float trill = std::max(0.0F, std::sin(kTau * 31.0F * t)) *
                                (std::fmod(t + float(seed % 5) * 0.2F, 1.3F) < 0.7F ? 1.0F : 0.0F);
            return 0.1F * trill * std::sin(kTau * (4300.0F + float(seed % 300)) * t);
        };
    case Texture::Crowd: {
        const Source low = wandering(300, 900, 2.5F, 0.35, seed, true);
        const Source high = wandering(900, 2400, 2.5F, 0.27, seed + 3, true);
        return [=](qint64 frame) { return 0.7F * low(frame) + 0.35F * high(frame); };
    }
    case Texture::Stream: {
        const Source wash = wandering(900, 2600, 0.8F, 0.7, seed, false);
        const Source bubbles = sparks(28, 0.06, seed + 1, [](float age, float own) {
            return 0.2F * std::sin(kTau * (500.0F + 900.0F * own + 4000.0F * age) * age) * std::exp(-age * 70.0F);
        });
        return [=](qint64 frame) { return 0.35F * wash(frame) + bubbles(frame); };
    }
    case Texture::Vinyl: {
        auto noise = std::make_shared<Noise>(seed);
        const Source pops = sparks(7, 0.01, seed + 1, [](float age, float own) {
            return 0.35F * own * own * std::exp(-age * 1400.0F) * (age < 0.0004F ? 1.0F : -0.4F);
        });
        return [=](qint64 frame) { return 0.012F * noise->pink() + pops(frame); };
    }
    case Texture::Engine: {
        auto motor = std::make_shared<Oscillator>();
        auto filter = std::make_shared<Filter>();
        motor->start(52.0F, 0);
        return [=](qint64 frame) {
            if (frame % 64 == 0) {
                const float speed = 1.0F + 0.2F * slow(frame, 2.2, seed);
                motor->bend(52.0F * speed);
                filter->set(420.0F * speed, 1.4F);
            }
            return 0.5F * filter->low(motor->saw() + 0.4F * motor->saw());
        };
    }
    case Texture::Hum: {
        auto noise = std::make_shared<Noise>(seed);
        return [=](qint64 frame) {
            const float t = float(frame % (qint64(kSoundRate) * 60)) / float(kSoundRate);
            return 0.16F * std::sin(kTau * 50.0F * t) + 0.08F * std::sin(kTau * 150.0F * t) + 0.03F * noise->pink();
        };
    }
    case Texture::Count:
        break;
    }
    return [](qint64) { return 0.0F; };
}

} // namespace

void addTextures(Sound& sound, const SoundPlan& plan, quint32 seed)
{
    for (size_t i = 0; i < plan.textures.size(); ++i) {
        const double weight = plan.textures[i];
        if (weight <= 0) {
            continue;
        }
        const auto gain = float(weight * (plan.music ? 0.55 : 1.0));
        const unsigned own = hashCell(int(i), 91, seed);
        for (const bool right : {false, true}) {
            const Source source = sourceOf(Texture(i), own + (right ? 77U : 0U));
            std::vector<float>& side = right ? sound.right : sound.left;
            for (size_t frame = 0; frame < side.size(); ++frame) {
                side[frame] += gain * source(qint64(frame));
            }
        }
    }
}

} // namespace maquette::sandbox
