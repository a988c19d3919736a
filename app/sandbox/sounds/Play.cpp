// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/sounds/Composer.h"
#include "app/sandbox/sounds/Drums.h"
#include "app/sandbox/sounds/Sound.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

constexpr int kBlock = 512; // frames

/// Where an instrument stands: -1 left to 1 right, how much of it goes to the room, and how far the bass drum pushes it
/// down.
struct Seat
{
    float pan;
    float room;
    float echo;
    float duck;
};

Seat seatOf(Instrument instrument)
{
    switch (instrument) {
    case Instrument::Drums:
        return {0.0F, 0.12F, 0.0F, 0.0F};
    case Instrument::Bass:
        return {0.0F, 0.03F, 0.0F, 0.5F};
    case Instrument::Chords:
        return {-0.25F, 0.35F, 0.1F, 0.3F};
    case Instrument::Piano:
        return {-0.1F, 0.4F, 0.0F, 0.1F};
    case Instrument::Organ:
        return {0.3F, 0.3F, 0.0F, 0.15F};
    case Instrument::Guitar:
        return {0.35F, 0.25F, 0.0F, 0.0F};
    case Instrument::Pluck:
        return {-0.35F, 0.4F, 0.35F, 0.1F};
    case Instrument::Lead:
        return {0.05F, 0.35F, 0.3F, 0.15F};
    case Instrument::Arp:
        return {0.3F, 0.35F, 0.35F, 0.3F};
    case Instrument::Pad:
        return {0.0F, 0.6F, 0.0F, 0.55F};
    case Instrument::Strings:
        return {-0.2F, 0.6F, 0.0F, 0.2F};
    case Instrument::Brass:
        return {0.25F, 0.45F, 0.0F, 0.0F};
    case Instrument::Flute:
        return {0.15F, 0.5F, 0.15F, 0.0F};
    case Instrument::Choir:
        return {0.0F, 0.7F, 0.0F, 0.2F};
    case Instrument::Bell:
        return {-0.15F, 0.6F, 0.4F, 0.0F};
    case Instrument::Count:
        break;
    }
    return {0, 0, 0, 0};
}

class Player
{
public:
    Player(const SoundPlan& plan, Score score, quint32 seed)
        : m_plan(plan)
        , m_score(std::move(score))
        , m_kit(makeDrumKit(plan.brightness, plan.grit, plan.chip, seed))
        , m_reverb(float(0.8 + 3.2 * plan.space))
        , m_echo(plan.beatSeconds() * 0.75, 0.42F)
        , m_seed(seed)
    {
        m_timbre = {float(plan.brightness), float(plan.grit), plan.chip};
    }

    /// Plays on past the end while the room rings when \a tail, and wraps that onto the beginning.
    Sound play()
    {
        Sound sound;
        const qint64 tail = m_plan.loop ? qint64(4) * kSoundRate : 0;
        sound.resize(m_score.frames + tail);
        for (qint64 at = 0; at < sound.frames(); at += kBlock) {
            block(sound, at, int(std::min<qint64>(kBlock, sound.frames() - at)));
        }
        for (qint64 i = 0; i < std::min(tail, m_score.frames); ++i) {
            sound.left[size_t(i)] += sound.left[size_t(m_score.frames + i)];
            sound.right[size_t(i)] += sound.right[size_t(m_score.frames + i)];
        }
        sound.resize(m_score.frames);
        return sound;
    }

private:
    struct Stroke
    {
        const std::vector<float>* sound;
        size_t at;
        qint64 start;
        float gain;
        float pan;
    };

    void begin(qint64 until)
    {
        while (m_next < m_score.notes.size() && m_score.notes[m_next].start < until) {
            const Note& note = m_score.notes[m_next];
            if (note.instrument == Instrument::Drums) {
                const int drum = int(note.pitch);
                constexpr float kPans[] = {0, 0.03F, -0.08F, 0.25F, 0.25F, -0.3F, -0.4F, 0.35F, -0.2F};
                m_strokes.push_back({&m_kit.sounds[size_t(drum)], 0, note.start, note.velocity * 0.8F, kPans[drum]});
            } else {
                m_voices.emplace_back(note, m_timbre, unsigned(hashCell(int(m_next), int(note.pitch), m_seed)));
            }
            ++m_next;
        }
        while (m_nextKick < m_score.kicks.size() && m_score.kicks[m_nextKick] < until) {
            m_lastKick = m_score.kicks[m_nextKick++];
        }
    }

    /// 1 but shortly after the bass drum.
    [[nodiscard]] float ducked(qint64 at, float by) const
    {
        const float since = float(at - m_lastKick) / float(kSoundRate);
        return since < 0 || since > 0.4F ? 1.0F : 1.0F - by * std::exp(-since * 11.0F);
    }

    void block(Sound& sound, qint64 at, int frames)
    {
        std::array<float, kBlock> left{};
        std::array<float, kBlock> right{};
        std::array<float, kBlock> room{};
        std::array<float, kBlock> echo{};
        begin(at + frames);
        for (Voice& voice : m_voices) {
            std::array<float, kBlock> one{};
            voice.render(one.data(), frames, at);
            Seat seat = seatOf(voice.note().instrument);
            // Chords spread over the stage by their tones.
            seat.pan = std::clamp(seat.pan + 0.18F * std::sin(voice.note().pitch * 1.7F), -1.0F, 1.0F);
            const float toLeft = std::sqrt(0.5F * (1.0F - seat.pan));
            const float toRight = std::sqrt(0.5F * (1.0F + seat.pan));
            for (int i = 0; i < frames; ++i) {
                const float value = one[size_t(i)] * (seat.duck > 0 ? ducked(at + i, seat.duck) : 1.0F);
                left[size_t(i)] += toLeft * value;
                right[size_t(i)] += toRight * value;
                room[size_t(i)] += seat.room * value;
                echo[size_t(i)] += seat.echo * value;
            }
        }
        std::erase_if(m_voices, [](const Voice& voice) { return voice.isOver(); });
        strokes(left, right, room, at, frames);
        mix(sound, left, right, room, echo, at, frames);
    }

    void strokes(std::array<float, kBlock>& left, std::array<float, kBlock>& right, std::array<float, kBlock>& room,
                 qint64 at, int frames)
    {
        for (Stroke& stroke : m_strokes) {
            const int from = int(std::clamp<qint64>(stroke.start - at, 0, frames));
            for (int i = from; i < frames && stroke.at < stroke.sound->size(); ++i, ++stroke.at) {
                const float value = (*stroke.sound)[stroke.at] * stroke.gain;
                left[size_t(i)] += value * (0.85F - 0.3F * stroke.pan);
                right[size_t(i)] += value * (0.85F + 0.3F * stroke.pan);
                room[size_t(i)] += 0.1F * value;
            }
        }
        std::erase_if(m_strokes, [](const Stroke& stroke) { return stroke.at >= stroke.sound->size(); });
    }

    void mix(Sound& sound, const std::array<float, kBlock>& left, const std::array<float, kBlock>& right,
             const std::array<float, kBlock>& room, const std::array<float, kBlock>& echo, qint64 at, int frames)
    {
        const auto wet = float(0.4 + 1.6 * m_plan.space);
        const auto drive = float(1.0 + 1.2 * m_plan.grit);
        for (int i = 0; i < frames; ++i) {
            float roomLeft = 0;
            float roomRight = 0;
            float echoLeft = 0;
            float echoRight = 0;
            m_echo.process(echo[size_t(i)], echoLeft, echoRight);
            m_reverb.process(room[size_t(i)] + 0.4F * echoLeft, room[size_t(i)] + 0.4F * echoRight, roomLeft,
                             roomRight);
            const float l = left[size_t(i)] + wet * roomLeft + 0.35F * echoLeft;
            const float r = right[size_t(i)] + wet * roomRight + 0.35F * echoRight;
            sound.left[size_t(at + i)] = std::tanh(drive * 0.75F * l) / std::sqrt(drive);
            sound.right[size_t(at + i)] = std::tanh(drive * 0.75F * r) / std::sqrt(drive);
        }
    }

    const SoundPlan& m_plan;
    Score m_score;
    DrumKit m_kit;
    Reverb m_reverb;
    PingPong m_echo;
    quint32 m_seed;
    Timbre m_timbre;
    std::vector<Voice> m_voices;
    std::vector<Stroke> m_strokes;
    size_t m_next = 0;
    size_t m_nextKick = 0;
    qint64 m_lastKick = -kSoundRate;
};

/// To one loudness whatever plays, with the ends smoothed.
void master(Sound& sound, bool fadeOut)
{
    double energy = 0;
    qint64 counted = 0;
    for (qint64 i = 0; i < sound.frames(); ++i) {
        const double power = double(sound.left[size_t(i)]) * double(sound.left[size_t(i)]) +
                             double(sound.right[size_t(i)]) * double(sound.right[size_t(i)]);
        if (power > 1e-5) {
            energy += power / 2;
            ++counted;
        }
    }
    if (counted == 0) {
        return;
    }
    constexpr double kLevel = 0.14; // about -17 dB
    const auto gain = float(std::clamp(kLevel / std::sqrt(energy / double(counted)), 0.2, 6.0));
    for (size_t i = 0; i < sound.left.size(); ++i) {
        sound.left[i] *= gain;
        sound.right[i] *= gain;
    }
    limitPeaks(sound);
    const qint64 fade = fadeOut ? std::min<qint64>(sound.frames() / 8, qint64(3) * kSoundRate) : 0;
    for (qint64 i = 0; i < sound.frames(); ++i) {
        const qint64 rest = sound.frames() - 1 - i;
        const float out = rest < fade ? float(rest) / float(fade) : 1.0F;
        const float in = fadeOut ? std::min(1.0F, float(i) / 220.0F) : 1.0F;
        sound.left[size_t(i)] *= out * in;
        sound.right[size_t(i)] *= out * in;
    }
}

} // namespace

void limitPeaks(Sound& sound)
{
    Limiter limiter;
    const auto frames = sound.left.size();
    for (size_t i = 0; i < frames + Limiter::kAhead; ++i) {
        float left = i < frames ? sound.left[i] : 0.0F;
        float right = i < frames ? sound.right[i] : 0.0F;
        limiter.process(left, right);
        if (i >= Limiter::kAhead) {
            sound.left[i - Limiter::kAhead] = left;
            sound.right[i - Limiter::kAhead] = right;
        }
    }
}

Sound playSound(const SoundPlan& plan, qint64 frames, quint32 seed, qint64 offset)
{
    Score score = compose(plan, frames, seed, offset);
    const bool fadeOut = score.fadeOut;
    Sound sound = Player(plan, std::move(score), seed).play();
    addTextures(sound, plan, seed);
    addEffects(sound, plan, seed);
    master(sound, fadeOut);
    return sound;
}

} // namespace maquette::sandbox
