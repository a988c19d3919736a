// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/AudioFile.h"
#include "app/audio/TimeStretch.h"

#include <QList>

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace maquette {

/// One of the sounds that can be heard in turn at the same place.
struct Take
{
    std::shared_ptr<AudioFile> file;
    double gain = 1.0; ///< to match the takes' loudness; linear
};

/// A stretch that is repeated, in frames of the mixer's rate.
struct LoopSpan
{
    qint64 from = 0;
    qint64 to = 0;
    bool operator==(const LoopSpan&) const = default;
};

/// Levels of what was heard since the last look, linear, left and right.
struct MeterReading
{
    std::array<float, 2> peak{};
    std::array<float, 2> rms{};
};

/// Plays takes into stereo blocks: position, loop without a gap, change of take at the same instant, speed without
/// change of pitch, levels. Knows no device. Controlled from one thread while another renders.
class Mixer
{
public:
    static constexpr int kFade = 220; ///< frames over which takes change, and sound begins and ends: 5 ms at 44.1 kHz

    explicit Mixer(int sampleRate);

    [[nodiscard]] int sampleRate() const { return m_rate; }
    /// Replaces what is played; the position stays within the new length.
    void setTakes(const QList<Take>& takes);
    void setTake(int index);
    [[nodiscard]] int take() const;
    void setGain(int index, double gain);
    void play();
    void pause();
    [[nodiscard]] bool isPlaying() const;
    void seek(qint64 frame);
    /// Goes there and, when nothing plays, lets a twelfth of a second be heard from there; the position stays.
    void scrub(qint64 frame);
    /// What is heard now; exact at normal speed, within 50 ms at others.
    [[nodiscard]] qint64 position() const;
    /// Length of the longest take.
    [[nodiscard]] qint64 frames() const;
    /// A loop that comes to end before the playhead takes it back to its beginning. A playhead that was put behind it
    /// goes on to the end; one that stands at its end begins it again with play().
    void setLoop(std::optional<LoopSpan> loop);
    [[nodiscard]] std::optional<LoopSpan> loop() const;
    void setSpeed(double speed);
    [[nodiscard]] double speed() const;
    void setVolume(double volume); ///< 0 to 1, linear

    /// Fills \a out (interleaved stereo) with the next \a frames; silence when paused.
    void render(float* out, qint64 frames);
    [[nodiscard]] MeterReading takeMeter();

private:
    void jump(qint64 frame); ///< m_mutex is held
    void pull(float* out, qint64 frames);
    void readTake(int index, qint64 from, float* out, qint64 frames);
    void measure(const float* out, qint64 frames);
    [[nodiscard]] qint64 length() const;

    const int m_rate;
    mutable std::mutex m_mutex;
    QList<Take> m_takes;
    int m_take = 0;
    int m_before = -1; ///< the take that fades out
    int m_fadeLeft = 0;
    qint64 m_position = 0; ///< next frame to be read
    std::optional<LoopSpan> m_loop;
    double m_speed = 1.0;
    double m_volume = 1.0;
    double m_volumeNow = 1.0;
    qint64 m_scrubAt = 0;   ///< next frame of what is heard while scrubbing
    qint64 m_scrubLeft = 0; ///< frames of it, with the fade
    bool m_playing = false;
    float m_level = 0; ///< of the fade in and out
    TimeStretch m_stretch;
    std::vector<float> m_scratch;
    std::vector<float> m_other;
    MeterReading m_meter;
    std::array<double, 2> m_power{};
    qint64 m_metered = 0;
};

} // namespace maquette
