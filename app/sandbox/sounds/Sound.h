// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/sandbox/sounds/SoundPlan.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace maquette::sandbox {

/// Stereo sound at 44,100 frames per second, samples within +-1.
struct Sound
{
    std::vector<float> left;
    std::vector<float> right;

    [[nodiscard]] qint64 frames() const { return qint64(left.size()); }
    void resize(qint64 frames)
    {
        left.resize(size_t(frames), 0.0F);
        right.resize(size_t(frames), 0.0F);
    }
};

/// Plays \a plan for \a frames. The same plan, length and seed give the same samples. \a offset as in compose().
[[nodiscard]] Sound playSound(const SoundPlan& plan, qint64 frames, quint32 seed, qint64 offset = 0);

/// Adds what is not music: places (rain, sea ...) over the whole length, and single sounds one after the other.
void addTextures(Sound& sound, const SoundPlan& plan, quint32 seed);
void addEffects(Sound& sound, const SoundPlan& plan, quint32 seed);

/// Keeps the peaks under full scale without being heard, and without moving anything in time.
void limitPeaks(Sound& sound);

/// Where a recording's beats are.
struct BeatGrid
{
    double bpm = 0;       ///< 60 to 180; 0 when no regular beat was found
    qint64 firstBeat = 0; ///< frame
};
/// By the autocorrelation of the onset strength (Dixon 2007; Ellis 2007, without the dynamic programming).
[[nodiscard]] BeatGrid findBeats(const Sound& sound);

/// \a source remade to \a plan: 0 of \a strength gives the source back, 1 ignores it, between them tempo and accents of
/// the source stay. The result has \a frames; a shorter source goes round.
[[nodiscard]] Sound remakeSound(const Sound& source, SoundPlan plan, double strength, qint64 frames, quint32 seed);

/// \a source with the frames of [from, to) played anew to \a plan, in the source's tempo and loudness, faded into their
/// surroundings within the span. Every other frame is the source's own.
[[nodiscard]] Sound repaintSound(const Sound& source, SoundPlan plan, qint64 from, qint64 to, quint32 seed);

/// Decodes MP3 or WAV, any rate and number of channels, to stereo at 44,100. Errors: InvalidInput.
[[nodiscard]] Result<Sound> readSound(const QString& path);
/// Encodes as \a format "mp3" (192 kbit/s) or "wav" (16 bit). Errors: Internal.
[[nodiscard]] Result<QByteArray> encodeSound(const Sound& sound, const QString& format);

} // namespace maquette::sandbox
