// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/AudioFile.h"
#include "app/audio/Loudness.h"
#include "app/audio/Peaks.h"
#include "app/audio/Spectrogram.h"

#include <atomic>
#include <functional>
#include <optional>

namespace maquette {

/// What is known of a sound while it is read and after. A value whose copies share what is large.
struct AudioKnown
{
    std::shared_ptr<AudioFile> file;  ///< null until it is open
    Peaks peaks;                      ///< grows while the sound is read
    Spectrogram spectrogram;          ///< likewise, a little later
    std::optional<Loudness> loudness; ///< once the whole was read
    bool shorter = false;             ///< ended before its header said
};

/// Opens a sound and reads it to its end, in a worker; \a told gets what is known each time there is more: the first
/// waveform at once, then about twenty times a second. First the waveform is made, as quickly as the sound can be
/// decoded; spectrogram and loudness follow in a second pass over the samples.
///
/// The waveform is kept in \a peaksFile (empty: nowhere): when it is there already, it is the first thing told.
///
/// Errors: as AudioFile::open() and AudioFile::scan().
[[nodiscard]] Result<void> readAudio(const QString& path, const QString& peaksFile, const std::atomic_bool& cancelled,
                                     const std::function<void(const AudioKnown&)>& told);

/// Removes the waveforms that were not used for longest until those left have at most \a mostBytes.
void tidyPeaks(const QString& folder, qint64 mostBytes);

} // namespace maquette
