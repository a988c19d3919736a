// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/Composer.h"

#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/sounds/Drums.h"
#include "app/sandbox/sounds/Rhythm.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

constexpr int kStepsPerBeat = 4;

/// Degrees of the scale (0 = tonic) that make a phrase of four bars.
constexpr std::array<std::array<int, 4>, 5> kMajorTurns{
    {{0, 4, 5, 3}, {0, 5, 3, 4}, {0, 3, 0, 4}, {5, 3, 0, 4}, {0, 2, 3, 4}}};
constexpr std::array<std::array<int, 4>, 5> kMinorTurns{
    {{0, 5, 2, 6}, {0, 3, 5, 6}, {0, 5, 3, 4}, {0, 6, 5, 6}, {0, 2, 5, 4}}};

/// How much of the band plays in a bar.
struct Section
{
    double drums = 1;
    double bass = 1;
    double tune = 1;
    double bed = 1;
    bool fill = false;
    bool crash = false;
};

class Composition
{
public:
    Composition(const SoundPlan& plan, qint64 frames, quint32 seed, qint64 offset)
        : m_plan(plan)
        , m_chance(mixBits(seed) ^ 0x5eedULL)
        , m_frames(frames)
        , m_offset(offset)
        , m_step(plan.beatSeconds() * kSoundRate / kStepsPerBeat)
        , m_steps(plan.beatsPerBar * kStepsPerBeat)
    {
        const bool minor = plan.scale[2] == 3;
        m_turn = (minor ? kMinorTurns : kMajorTurns)[size_t(m_chance.below(5))];
        m_bars = int(std::ceil(double(frames + offset) / (m_step * m_steps)));
        makeMotif();
    }

    Score write()
    {
        for (int bar = 0; bar < m_bars; ++bar) {
            const Section section = sectionAt(bar);
            drums(bar, section);
            bass(bar, section);
            bed(bar, section);
            rhythm(bar, section);
            tune(bar, section);
        }
        std::sort(m_score.notes.begin(), m_score.notes.end(), [](const Note& a, const Note& b) {
            return a.start != b.start
                       ? a.start < b.start
                       : (a.instrument != b.instrument ? a.instrument < b.instrument : a.pitch < b.pitch);
        });
        std::sort(m_score.kicks.begin(), m_score.kicks.end());
        m_score.frames = m_frames;
        m_score.beatFrames = m_step * kStepsPerBeat;
        m_score.fadeOut = !m_plan.loop;
        return std::move(m_score);
    }

private:
    /// Short pieces and loops are all middle; longer ones begin with less, breathe once and end with less.
    [[nodiscard]] Section sectionAt(int bar) const
    {
        Section section;
        if (m_plan.loop || m_bars < 10) {
            section.fill = m_bars >= 4 && bar % 4 == 3 && !m_plan.loop;
            section.crash = bar == 0 && !m_plan.loop;
            return section;
        }
        const int block = bar / 4;
        const int blocks = (m_bars + 3) / 4;
        if (block == 0) {
            section = {m_plan.energy > 0.6 ? 0.5 : 0.0, 0.0, 0.0, 0.9};
        } else if (block == blocks - 1) {
            section = {0.0, 0.8, 0.4, 1.0};
        } else if (blocks > 5 && block == blocks / 2) {
            section = {0.25, 0.6, 0.9, 1.0};
        } else if (block == 1) {
            section.tune = 0.6;
        }
        section.fill = bar % 4 == 3 && block != blocks - 1;
        section.crash = bar % 8 == 4 && section.drums >= 1.0;
        return section;
    }

    void makeMotif()
    {
        // Two bars of steps: where the tune sounds and how far it moves. It comes back in every phrase.
        int place = m_chance.below(3) * 2;
        for (int i = 0; i < 2 * m_steps; ++i) {
            const bool strong = i % kStepsPerBeat == 0;
            const double odds = (strong ? 0.62 : i % 2 == 0 ? 0.32 : 0.08) * (0.55 + 0.7 * m_plan.energy);
            if (!m_chance.chance(odds)) {
                continue;
            }
            place = std::clamp(place + m_chance.below(5) - 2, -2, 9);
            m_motif.push_back({i, place, float(m_chance.range(0.6, 0.95))});
        }
        if (m_motif.empty()) {
            m_motif.push_back({0, 2, 0.8F});
        }
    }

    [[nodiscard]] double level(Instrument instrument) const { return m_plan.level(instrument); }

    /// A degree of the scale as a MIDI pitch, \a octave 4 holds middle C.
    [[nodiscard]] float pitch(int degree, int octave) const
    {
        const int whole = degree >= 0 ? degree / 7 : -((6 - degree) / 7);
        return float(12 * (octave + 1 + whole) + m_plan.root + m_plan.scale[size_t(degree - 7 * whole)]);
    }
    [[nodiscard]] int chordAt(int bar) const { return m_turn[size_t(bar % 4)]; }

    /// False when the note lies outside the piece.
    bool add(Instrument instrument, int bar, double step, double steps, float pitch, double velocity)
    {
        // Swing moves every second eighth; people are never exactly on time.
        const int whole = int(step);
        const double late = whole % 4 == 2 ? m_plan.swing * 2.0 : whole % 2 == 1 ? m_plan.swing * 0.6 : 0.0;
        const double human = m_plan.chip || m_plan.energy > 0.85 ? 0.0 : m_chance.bell() * 0.02;
        Note note;
        note.start = qint64((bar * m_steps + step + late + human) * m_step) - m_offset;
        note.length = qint64(steps * m_step);
        note.pitch = pitch;
        note.instrument = instrument;
        note.velocity = float(std::clamp(velocity * level(instrument) * (1.0 + 0.06 * m_chance.bell()), 0.02, 1.0));
        if (note.start < 0 && note.start + note.length > 0) {
            note.length += note.start;
            note.start = 0;
        }
        if (note.start < 0 || note.start >= m_frames) {
            return false;
        }
        m_score.notes.push_back(note);
        return true;
    }

    void strike(Drum drum, int bar, double step, double velocity)
    {
        const bool sounds = add(Instrument::Drums, bar, step, 1, float(int(drum)), velocity);
        if (drum == Drum::Kick && sounds) {
            m_score.kicks.push_back(m_score.notes.back().start);
        }
    }

    void drums(int bar, const Section& section)
    {
        if (level(Instrument::Drums) <= 0 || section.drums <= 0 || m_plan.groove == Groove::None) {
            return;
        }
        for (const Hit& hit : barOf(m_plan.groove, bar, m_plan.energy, m_chance)) {
            const bool light = hit.drum == Drum::ClosedHat || hit.drum == Drum::Shaker;
            if (hit.step < m_steps &&
                (section.drums >= 1.0 || light || (section.drums >= 0.5 && hit.drum == Drum::Kick))) {
                strike(hit.drum, bar, hit.step, double(hit.velocity));
            }
        }
        if (section.crash) {
            strike(Drum::Cymbal, bar, 0, 0.7);
        }
        if (section.fill && section.drums >= 1.0) {
            for (int i = 0; i < 4; ++i) {
                strike(i < 2 ? Drum::Snare : Drum::Tom, bar, m_steps - 4 + i, 0.5 + 0.12 * i);
            }
        }
    }

    void bass(int bar, const Section& section)
    {
        if (level(Instrument::Bass) <= 0 || section.bass <= 0) {
            return;
        }
        const int chord = chordAt(bar);
        const float root = pitch(chord, chord > 4 ? 1 : 2);
        for (const BassStep& step : bassOf(m_plan.groove, bar, m_steps, m_plan.energy, m_chance)) {
            const float at = step.kind == BassStep::Kind::Octave  ? root + 12
                             : step.kind == BassStep::Kind::Fifth ? pitch(chord + 4, chord > 4 ? 1 : 2)
                             : step.kind == BassStep::Kind::Walk
                                 ? pitch(chord + 1 + m_chance.below(3), chord > 4 ? 1 : 2)
                                 : root;
            add(Instrument::Bass, bar, step.step, step.steps, at, 0.9 * section.bass);
        }
    }

    /// What lies under everything: long chords.
    void bed(int bar, const Section& section)
    {
        const int chord = chordAt(bar);
        for (const Instrument instrument :
             {Instrument::Pad, Instrument::Strings, Instrument::Choir, Instrument::Organ}) {
            if (level(instrument) <= 0 || (instrument == Instrument::Organ && m_plan.groove == Groove::Reggae)) {
                continue;
            }
            const bool seventh = m_plan.groove == Groove::Swing || m_plan.groove == Groove::BoomBap;
            for (int tone = 0; tone < (seventh ? 4 : 3); ++tone) {
                const int degree = chord + 2 * tone - (chord + 2 * tone > 6 ? 7 : 0);
                add(instrument, bar, 0, m_steps - 0.4, pitch(degree, 4), 0.62 * section.bed);
            }
            if (instrument == Instrument::Strings || instrument == Instrument::Pad) {
                add(instrument, bar, 0, m_steps - 0.4, pitch(chord, 3), 0.55 * section.bed);
            }
        }
        if (level(Instrument::Brass) > 0 && section.tune > 0.7) {
            for (int tone = 0; tone < 3; ++tone) {
                const double length = m_plan.groove == Groove::Breakbeat ? 1.5 : m_steps * 0.45;
                add(Instrument::Brass, bar, bar % 2 == 0 ? 0 : m_steps * 0.5, length, pitch(chord + 2 * tone, 3), 0.7);
            }
        }
    }

    /// Chords that are struck or broken.
    void rhythm(int bar, const Section& section)
    {
        const int chord = chordAt(bar);
        for (const Instrument instrument : {Instrument::Chords, Instrument::Piano, Instrument::Guitar}) {
            if (level(instrument) <= 0) {
                continue;
            }
            for (const ChordStep& step : chordsOf(m_plan.groove, instrument, m_steps, m_plan.energy, m_chance)) {
                const int tones = instrument == Instrument::Guitar && m_plan.grit > 0.5 ? 2 : 4;
                for (int tone = 0; tone < tones; ++tone) {
                    // Power chords: root, fifth; else thirds on top of each other, the lowest moved up when it is deep.
                    const int degree = tones == 2 ? chord + 4 * tone : chord + 2 * tone - (tone == 3 ? 7 : 0);
                    const double strum = instrument == Instrument::Guitar ? 0.09 * tone : 0.0;
                    add(instrument, bar, step.step + strum, step.steps, pitch(degree, tones == 2 ? 2 : 3 + (tone > 0)),
                        double(step.velocity) * (0.55 + 0.25 * section.bed));
                }
            }
        }
        if (level(Instrument::Arp) > 0 && section.bed > 0) {
            constexpr int kOrder[] = {0, 2, 4, 7, 4, 2, 4, 9};
            for (int step = 0; step<m_steps; step += m_plan.energy> 0.5 ? 1 : 2) {
                add(Instrument::Arp, bar, step, 0.8, pitch(chord + kOrder[step % 8], 4), step % 4 == 0 ? 0.8 : 0.55);
            }
        }
    }

    void tune(int bar, const Section& section)
    {
        if (section.tune <= 0) {
            return;
        }
        for (const Instrument instrument : {Instrument::Lead, Instrument::Flute, Instrument::Bell, Instrument::Pluck}) {
            if (level(instrument) <= 0) {
                continue;
            }
            for (size_t i = 0; i < m_motif.size(); ++i) {
                const MotifNote& tone = m_motif[i];
                if (tone.step / m_steps != bar % 2 || (instrument == Instrument::Bell && tone.step % 4 != 0)) {
                    continue;
                }
                // The second half of a phrase of eight bars answers a little higher.
                const int answer = bar % 8 >= 6 ? 2 : 0;
                int degree = tone.place + answer;
                const int chord = chordAt(bar);
                if (tone.step % kStepsPerBeat == 0 && (degree - chord) % 2 != 0) {
                    degree += 1; // on the beat the tune sits in the chord
                }
                const int next = i + 1 < m_motif.size() ? m_motif[i + 1].step : tone.step + 4;
                const double length = std::clamp(double(next - tone.step), 1.0, 6.0);
                add(instrument, bar, tone.step % m_steps, length * 0.9,
                    pitch(degree, instrument == Instrument::Bell ? 5 : 4), double(tone.velocity) * section.tune);
            }
        }
    }

    struct MotifNote
    {
        int step;
        int place;
        float velocity;
    };

    const SoundPlan& m_plan;
    Rng m_chance;
    qint64 m_frames;
    qint64 m_offset;
    double m_step; ///< frames of a sixteenth
    int m_steps;   ///< sixteenths in a bar
    int m_bars = 1;
    std::array<int, 4> m_turn{};
    std::vector<MotifNote> m_motif;
    Score m_score;
};

} // namespace

Score compose(const SoundPlan& plan, qint64 frames, quint32 seed, qint64 offset)
{
    if (!plan.music) {
        Score silent;
        silent.frames = frames;
        silent.beatFrames = plan.beatSeconds() * kSoundRate;
        silent.fadeOut = !plan.loop;
        return silent;
    }
    return Composition(plan, frames, seed, offset).write();
}

} // namespace maquette::sandbox
