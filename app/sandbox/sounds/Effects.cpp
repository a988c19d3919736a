// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/Sound.h"

#include <algorithm>
#include <functional>

namespace maquette::sandbox {

namespace {

/// A single sound: its length, and its value by age in seconds.
struct Shot
{
    double seconds;
    std::function<float(float)> at;
};

/// A tone whose pitch moves from \a from to \a to hertz over \a seconds, by its own phase.
std::function<float(float)> glide(float from, float to, float seconds)
{
    auto osc = std::make_shared<Oscillator>();
    return [=](float t) {
        osc->bend(from * std::pow(to / from, std::min(1.0F, t / seconds)));
        return osc->sine();
    };
}

/// Hands near by, heard one by one, each with a pitch and a pace of its own; they begin one after another, and one
/// after another they stop. Those far away run together.
Shot applause(unsigned seed)
{
    constexpr int kHands = 13;
    constexpr float kSeconds = 5.0F;
    constexpr float kFall = 150; // of a clap, per second
    struct Hand
    {
        float next = 0;
        float pace = 0;
        float until = 0;
        float level = 0;
        float struck = -1;
        Filter palm;
    };
    Rng chance(seed);
    auto hands = std::make_shared<std::vector<Hand>>(kHands);
    for (Hand& hand : *hands) {
        hand.next = float(chance.range(0.0, 0.7));
        hand.pace = float(chance.range(0.21, 0.33));
        hand.until = float(chance.range(2.6, double(kSeconds) - 0.3));
        hand.level = float(chance.range(0.3, 1.0));
        hand.palm.set(float(chance.range(750, 2600)), 1.3F);
    }
    auto noise = std::make_shared<Noise>(seed);
    auto distance = std::make_shared<Filter>();
    distance->set(1300, 0.7F);
    return {double(kSeconds), [=](float t) {
                float sum = 0;
                for (Hand& hand : *hands) {
                    if (t >= hand.next && t < hand.until) {
                        hand.struck = t;
                        hand.next += hand.pace * (0.75F + 0.5F * noise->unit());
                    }
                    const float age = t - hand.struck;
                    if (hand.struck >= 0 && age < 0.06F) {
                        sum += 2.8F * hand.level * hand.palm.band(noise->white()) * std::exp(-age * kFall);
                    }
                }
                const float far = std::min(1.0F, t * 1.5F) * std::min(1.0F, (kSeconds - t) * 0.5F);
                return sum + 0.07F * far * distance->low(noise->white());
            }};
}

Shot shotOf(Effect effect, unsigned seed)
{
    Rng chance(seed);
    const auto vary = float(chance.range(0.85, 1.18));
    auto noise = std::make_shared<Noise>(seed);
    auto filter = std::make_shared<Filter>();
    switch (effect) {
    case Effect::Explosion: {
        filter->set(900 * vary, 0.7F);
        const auto fall = glide(120 * vary, 28, 1.2F);
        return {2.6, [=](float t) {
                    return 2.2F * filter->low(noise->pink()) * std::exp(-t * 2.0F) * std::min(1.0F, t * 300) +
                           0.9F * fall(t) * std::exp(-t * 2.6F);
                }};
    }
    case Effect::Laser: {
        const auto fall = glide(2400 * vary, 160, 0.28F);
        return {0.4, [=](float t) { return 0.6F * fall(t) * std::exp(-t * 7.0F); }};
    }
    case Effect::Whoosh:
        return {0.9, [=](float t) {
                    const float hump = std::sin(3.14159F * std::min(1.0F, t / 0.85F));
                    filter->set(300 + 3200 * hump * vary, 1.8F);
                    return 1.6F * filter->band(noise->white()) * hump * hump;
                }};
    case Effect::Coin:
        return {0.8, [=](float t) {
                    const float pitch = (t < 0.07F ? 988.0F : 1319.0F) * vary;
                    const float since = t < 0.07F ? t : t - 0.07F;
                    return 0.4F * (std::sin(kTau * pitch * t) > 0 ? 1.0F : -1.0F) * std::exp(-since * 6.0F);
                }};
    case Effect::Click:
        return {0.06, [=](float t) { return 0.7F * std::sin(kTau * 1900 * vary * t) * std::exp(-t * 140.0F); }};
    case Effect::Knock:
        return {1.0, [=](float t) {
                    const float one = std::fmod(t, 0.22F);
                    return t > 0.64F ? 0.0F : 0.8F * std::sin(kTau * 170 * vary * one) * std::exp(-one * 38.0F);
                }};
    case Effect::Chime:
        return {2.6, [=](float t) {
                    float sum = 0;
                    for (const float ratio : {1.0F, 2.76F, 5.4F}) {
                        sum += std::sin(kTau * 660 * vary * ratio * t) * std::exp(-t * (1.3F + 0.7F * ratio)) / ratio;
                    }
                    return 0.5F * sum;
                }};
    case Effect::Siren: {
        auto osc = std::make_shared<Oscillator>();
        return {3.0, [=](float t) {
                    osc->bend(800 * vary + 350 * std::sin(kTau * 0.6F * t));
                    return 0.35F * osc->triangle() * std::min(1.0F, t * 12);
                }};
    }
    case Effect::Footsteps:
        filter->set(700 * vary, 0.8F);
        return {2.4, [=](float t) {
                    const float one = std::fmod(t, 0.58F);
                    return 1.4F * filter->low(noise->white()) * std::exp(-one * 34.0F) +
                           0.4F * std::sin(kTau * 82 * one) * std::exp(-one * 26.0F);
                }};
    case Effect::Heartbeat:
        return {3.4, [=](float t) {
                    const float beat = std::fmod(t, 0.85F * vary);
                    const float second = beat - 0.26F;
                    return std::sin(kTau * 52 * beat) * std::exp(-beat * 14.0F) +
                           (second > 0 ? 0.7F * std::sin(kTau * 46 * second) * std::exp(-second * 15.0F) : 0.0F);
                }};
    case Effect::Applause:
        return applause(seed);
    case Effect::Glass:
        return {1.4, [=](float t) {
                    float sum = t < 0.01F ? noise->white() : 0.0F;
                    for (int i = 0; i < 7; ++i) {
                        const float pitch = 2100.0F * vary + 870.0F * float(i) + 137.0F * float(i * i);
                        const float since = t - 0.035F * float(i);
                        sum += since > 0 ? 0.2F * std::sin(kTau * pitch * since) * std::exp(-since * 16.0F) : 0.0F;
                    }
                    return sum;
                }};
    case Effect::Riser: {
        const auto rise = glide(110, 1760 * vary, 3.5F);
        return {3.6, [=](float t) {
                    const float up = std::min(1.0F, t / 3.5F);
                    filter->set(400 + 8000 * up * up, 1.2F);
                    return (0.5F * filter->band(noise->white()) + 0.18F * rise(t)) * up * up;
                }};
    }
    case Effect::Count:
        break;
    }
    return {0.1, [](float) { return 0.0F; }};
}

} // namespace

void addEffects(Sound& sound, const SoundPlan& plan, quint32 seed)
{
    if (plan.effects.empty()) {
        return;
    }
    Rng chance(mixBits(seed) ^ 0xeffecULL);
    const auto gain = float(plan.music ? 0.8 : 1.0);
    Reverb room(float(0.5 + 2.0 * plan.space));
    std::vector<float> dry(size_t(sound.frames()), 0.0F);
    double at = 0.05;
    for (int turn = 0; at * kSoundRate < double(sound.frames()) && turn < 400; ++turn) {
        const Effect effect = plan.effects[size_t(turn) % plan.effects.size()];
        const Shot shot = shotOf(effect, hashCell(turn, int(effect), seed));
        const auto start = qint64(at * kSoundRate);
        const qint64 frames = std::min(qint64(shot.seconds * kSoundRate), sound.frames() - start);
        for (qint64 i = 0; i < frames; ++i) {
            const float rest = std::min(1.0F, float(qint64(shot.seconds * kSoundRate) - i) / 400.0F);
            dry[size_t(start + i)] += gain * rest * shot.at(float(i) / float(kSoundRate));
        }
        // Long beds of music are not to be covered: a few of them are enough there.
        at += shot.seconds * chance.range(1.1, 1.7) + (plan.music ? 6.0 : 0.3);
    }
    for (size_t i = 0; i < dry.size(); ++i) {
        float left = 0;
        float right = 0;
        room.process(dry[i], dry[i], left, right);
        sound.left[i] += dry[i] + 0.7F * left;
        sound.right[i] += dry[i] + 0.7F * right;
    }
}

} // namespace maquette::sandbox
