// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/AudioFile.h"
#include "app/base/Result.h"

#include <QString>

#include <atomic>
#include <functional>
#include <optional>

namespace maquette {

enum class AudioContainer { Wav, Flac, Mp3, Ogg };

/// What is done to a sound on its way into a file. Times in frames of the sound.
struct AudioExportOptions
{
    AudioContainer container = AudioContainer::Wav;
    qint64 from = 0;
    std::optional<qint64> to; ///< not included; absent = the end
    qint64 fadeIn = 0;        ///< frames, equal power
    qint64 fadeOut = 0;
    std::optional<double> targetLoudness; ///< LUFS; never above -1 dBTP
    int bitDepth = 24;                    ///< 16 or 24, for WAV and FLAC
    bool operator==(const AudioExportOptions&) const = default;
};

/// Writes a part of \a file, atomically. For a worker. \a progress gets 0 to 1. Errors: Storage, Cancelled,
/// InvalidInput when nothing is left after trimming, Internal.
[[nodiscard]] Result<void> exportAudio(const AudioFile& file, const QString& path, const AudioExportOptions& options,
                                       const std::atomic_bool& cancelled, const std::function<void(double)>& progress);

/// What is heard where a loop's end meets its beginning.
struct LoopSeam
{
    double step = 0;      ///< difference of the two samples at the join, of full scale, the louder channel
    double usualStep = 0; ///< mean difference of neighbouring samples around it: more than some times that is a click
    double levelJump = 0; ///< dB between the 50 ms before the end and the 50 ms after the beginning
    [[nodiscard]] bool clicks() const { return step > 0.02 && step > 6 * usualStep; }
};
[[nodiscard]] LoopSeam loopSeam(const AudioFile& file, qint64 from, qint64 to);

/// The stretch whose end meets its beginning with the least jump on any channel, each edge within \a reach frames of
/// the one given; it begins where the mixed sound crosses zero upwards, when it does so there. A few milliseconds.
struct JoinedStretch
{
    qint64 from = 0;
    qint64 to = 0;
};
[[nodiscard]] JoinedStretch smoothestJoin(const AudioFile& file, qint64 from, qint64 to, qint64 reach);

} // namespace maquette
