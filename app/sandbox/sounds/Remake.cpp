// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/Sound.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

constexpr int kHop = 512; // frames between two values of onset strength

std::vector<float> onsetStrength(const Sound& sound)
{
    // Growth of the level in two bands: drums are heard low, consonants and plucks high.
    std::vector<float> strength;
    Filter low;
    Filter high;
    low.set(160, 0.7F);
    high.set(2000, 0.7F);
    float before[2] = {0, 0};
    for (qint64 at = 0; at + kHop <= sound.frames(); at += kHop) {
        float power[2] = {0, 0};
        for (int i = 0; i < kHop; ++i) {
            const float mono = 0.5F * (sound.left[size_t(at + i)] + sound.right[size_t(at + i)]);
            const float l = low.low(mono);
            const float h = high.high(mono);
            power[0] += l * l;
            power[1] += h * h;
        }
        float rise = 0;
        for (int band = 0; band < 2; ++band) {
            const float level = std::log1p(200.0F * power[band] / kHop);
            rise += std::max(0.0F, level - before[band]);
            before[band] = level;
        }
        strength.push_back(rise);
    }
    return strength;
}

/// How loud the sound is around each hop.
std::vector<float> loudness(const Sound& sound)
{
    std::vector<float> levels;
    float smooth = 0;
    for (qint64 at = 0; at < sound.frames(); at += kHop) {
        const qint64 end = std::min(at + kHop, sound.frames());
        float power = 0;
        for (qint64 i = at; i < end; ++i) {
            power += sound.left[size_t(i)] * sound.left[size_t(i)] + sound.right[size_t(i)] * sound.right[size_t(i)];
        }
        const float level = std::sqrt(power / float(2 * (end - at)));
        smooth = level > smooth ? level : smooth * 0.9F + level * 0.1F;
        levels.push_back(smooth);
    }
    return levels;
}

double rms(const Sound& sound, qint64 from, qint64 to)
{
    double power = 0;
    for (qint64 i = from; i < to; ++i) {
        power += double(sound.left[size_t(i)]) * double(sound.left[size_t(i)]) +
                 double(sound.right[size_t(i)]) * double(sound.right[size_t(i)]);
    }
    return to > from ? std::sqrt(power / double(2 * (to - from))) : 0.0;
}

/// Music that joins a beat already there.
void follow(SoundPlan& plan, const BeatGrid& grid)
{
    if (grid.bpm > 0) {
        plan.bpm = grid.bpm;
    }
}

/// Frames into a bar of \a plan at which \a frame of the recording lies.
qint64 placeInBar(const SoundPlan& plan, const BeatGrid& grid, qint64 frame)
{
    const double bar = plan.beatSeconds() * plan.beatsPerBar * kSoundRate;
    double place = std::fmod(double(frame - grid.firstBeat), bar);
    if (place < 0) {
        place += bar;
    }
    return qint64(place);
}

} // namespace

BeatGrid findBeats(const Sound& sound)
{
    const std::vector<float> strength = onsetStrength(sound);
    const double hopsPerSecond = double(kSoundRate) / kHop;
    BeatGrid grid;
    if (strength.size() < size_t(4 * hopsPerSecond)) {
        return grid;
    }
    double mean = 0;
    for (const float value : strength) {
        mean += double(value);
    }
    mean /= double(strength.size());
    const auto at = [&](double hop) {
        const auto whole = size_t(hop);
        const double part = hop - double(whole);
        const double next = whole + 1 < strength.size() ? double(strength[whole + 1]) : 0.0;
        return double(strength[whole]) * (1 - part) + next * part - mean;
    };
    double best = 0;
    double energy = 0;
    for (size_t i = 0; i < strength.size(); ++i) {
        energy += (double(strength[i]) - mean) * (double(strength[i]) - mean);
    }
    for (double bpm = 60; bpm <= 180; bpm += 0.25) {
        // One beat and two beats on: a tempo twice as quick must not win by its even beats alone.
        const double lag = hopsPerSecond * 60.0 / bpm;
        double sum = 0;
        for (size_t i = 0; double(i) + 2 * lag + 1 < double(strength.size()); ++i) {
            const double here = double(strength[i]) - mean;
            sum += here * (at(double(i) + lag) + 0.5 * at(double(i) + 2 * lag));
        }
        // People hear a beat near 120 before one at its half or double (Moelants 2002).
        const double octaves = std::log2(bpm / 118.0);
        const double score = sum * std::exp(-0.5 * octaves * octaves / 0.5);
        if (score > best) {
            best = score;
            grid.bpm = bpm;
        }
    }
    if (energy <= 0 || best < 0.08 * energy) {
        return {};
    }
    const double lag = hopsPerSecond * 60.0 / grid.bpm;
    double bestPhase = -1e30;
    for (double phase = 0; phase < lag; phase += 0.5) {
        double sum = 0;
        for (double hop = phase; hop + 1 < double(strength.size()); hop += lag) {
            sum += at(hop);
        }
        if (sum > bestPhase) {
            bestPhase = sum;
            grid.firstBeat = qint64(phase * kHop);
        }
    }
    return grid;
}

Sound remakeSound(const Sound& source, SoundPlan plan, double strength, qint64 frames, quint32 seed)
{
    Sound out;
    out.resize(frames);
    const auto sourceAt = [&](qint64 frame) { return size_t(frame % source.frames()); };
    if (strength <= 0.0) {
        for (qint64 i = 0; i < frames; ++i) {
            out.left[size_t(i)] = source.left[sourceAt(i)];
            out.right[size_t(i)] = source.right[sourceAt(i)];
        }
        return out;
    }
    qint64 offset = 0;
    if (strength < 0.95) {
        const BeatGrid grid = findBeats(source);
        follow(plan, grid);
        offset = placeInBar(plan, grid, 0);
    }
    Sound fresh = playSound(plan, frames, seed, offset);
    const std::vector<float> levels = loudness(source);
    const double middle = std::max(1e-4, rms(source, 0, source.frames()));
    // The fresh sound breathes with the source's level by this much; the source itself stays at the other end.
    const auto breath = float(std::clamp(1.1 - strength, 0.0, 1.0));
    const auto kept = float(std::cos(strength * 1.5707963));
    const auto taken = float(std::sin(strength * 1.5707963));
    Filter soften[2];
    for (Filter& filter : soften) {
        filter.set(float(16'000 * std::pow(0.06, strength)), 0.7F);
    }
    for (qint64 i = 0; i < frames; ++i) {
        const size_t from = sourceAt(i);
        const float level = std::clamp(float(double(levels[from / kHop]) / middle), 0.0F, 2.0F);
        const float gain = taken * (1.0F - breath + breath * level);
        out.left[size_t(i)] = kept * soften[0].low(source.left[from]) + gain * fresh.left[size_t(i)];
        out.right[size_t(i)] = kept * soften[1].low(source.right[from]) + gain * fresh.right[size_t(i)];
    }
    limitPeaks(out);
    return out;
}

Sound repaintSound(const Sound& source, SoundPlan plan, qint64 from, qint64 to, quint32 seed)
{
    Sound out = source;
    if (to > out.frames()) {
        out.resize(to);
    }
    from = std::clamp<qint64>(from, 0, to);
    const BeatGrid grid = findBeats(source);
    follow(plan, grid);
    plan.loop = true; // neither fades in nor out by itself
    Sound fresh = playSound(plan, to - from, seed, placeInBar(plan, grid, from));
    const qint64 around = qint64(4) * kSoundRate;
    const double before =
        rms(source, std::max<qint64>(0, std::min(from, source.frames()) - around), std::min(from, source.frames()));
    const double after =
        rms(source, std::min(to, source.frames()), std::min(source.frames(), std::min(to, source.frames()) + around));
    const double wanted = before > 0 && after > 0 ? std::sqrt(before * after) : std::max(before, after);
    const double own = rms(fresh, 0, fresh.frames());
    const auto gain = float(wanted > 1e-4 && own > 1e-6 ? std::clamp(wanted / own, 0.1, 2.5) : 1.0);
    const qint64 fade = std::min<qint64>((to - from) / 4, kSoundRate / 12);
    for (qint64 i = from; i < to; ++i) {
        const bool last = to >= source.frames();
        const float in = from == 0 ? 1.0F : std::min(1.0F, float(i - from) / float(std::max<qint64>(1, fade)));
        const float end = std::min(1.0F, float(to - 1 - i) / float(std::max<qint64>(1, fade)));
        const float share = std::min(in, last ? 1.0F : end);
        const float tail = last ? end : 1.0F;
        const auto at = size_t(i);
        out.left[at] =
            std::clamp(out.left[at] * (1 - share) + fresh.left[size_t(i - from)] * gain * share * tail, -1.0F, 1.0F);
        out.right[at] =
            std::clamp(out.right[at] * (1 - share) + fresh.right[size_t(i - from)] * gain * share * tail, -1.0F, 1.0F);
    }
    return out;
}

} // namespace maquette::sandbox
