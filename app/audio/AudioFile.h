// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

class QTemporaryFile;

namespace maquette {

/// What a sound file says of itself.
struct AudioFormat
{
    int sampleRate = 0; ///< frames per second
    int channels = 0;
    qint64 frames = 0; ///< as far as the header knows
    QString container; ///< "WAV", "MP3" ...
    [[nodiscard]] double seconds() const { return sampleRate > 0 ? double(frames) / sampleRate : 0.0; }
    bool operator==(const AudioFormat&) const = default;
};

/// A sound file opened for reading frames at any place. What cannot be sought exactly (MP3, Ogg) is decoded once, from
/// front to back, into a temporary file of plain samples; memory stays small whatever the length. Safe to use from
/// several threads.
class AudioFile
{
public:
    static constexpr int kMaxChannels = 32;
    static constexpr int kLeastRate = 1'000;
    static constexpr int kMostRate = 768'000;

    /// Reads the header. Errors: InvalidInput with a sentence a person understands (no sound file, broken header, no
    /// sound in it, rates and channels beyond the limits above), Storage when it cannot be opened.
    [[nodiscard]] static Result<std::shared_ptr<AudioFile>> open(const QString& path);
    ~AudioFile();
    AudioFile(const AudioFile&) = delete;
    AudioFile& operator=(const AudioFile&) = delete;

    [[nodiscard]] AudioFormat format() const;
    /// Frames that can be read now, from the beginning.
    [[nodiscard]] qint64 readyFrames() const { return m_ready.load(std::memory_order_acquire); }
    [[nodiscard]] bool isComplete() const { return m_complete.load(std::memory_order_acquire); }

    using Heard = std::function<void(const float* interleaved, qint64 frames)>;
    /// Goes through the whole sound once, handing every block to \a heard, and makes every frame readable. For a worker
    /// thread. When the file ends before its header says, the format is corrected and \a shorter is set. Errors:
    /// Cancelled, Storage (no room for the samples), InvalidInput (nothing could be decoded).
    [[nodiscard]] Result<void> scan(const Heard& heard, const std::atomic_bool& cancelled, bool* shorter = nullptr);

    /// Reads \a frames from \a first on, interleaved. What is not ready or lies outside is silence; the value is how
    /// many frames were real.
    qint64 read(qint64 first, float* interleaved, qint64 frames) const;

private:
    struct Decoder;
    AudioFile();
    [[nodiscard]] bool writeSamples(const float* interleaved, qint64 frames);

    mutable std::mutex m_mutex; ///< guards decoder, samples and format
    std::unique_ptr<Decoder> m_decoder;
    std::unique_ptr<QTemporaryFile> m_samples; ///< null while the file itself is read
    AudioFormat m_format;
    std::atomic<qint64> m_ready = 0;
    std::atomic_bool m_complete = false;
};

} // namespace maquette
