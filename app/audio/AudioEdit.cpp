// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/AudioEdit.h"

#include "app/audio/Loudness.h"
#include "app/base/ExportedFile.h"
#include "app/base/Files.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace maquette {

namespace {

constexpr qint64 kBlock = 16'384;

struct Closer
{
    void operator()(SNDFILE* file) const { sf_close(file); }
};

int formatOf(const AudioExportOptions& options)
{
    const bool deep = options.bitDepth >= 24;
    switch (options.container) {
    case AudioContainer::Wav:
        return SF_FORMAT_WAV | (deep ? SF_FORMAT_PCM_24 : SF_FORMAT_PCM_16);
    case AudioContainer::Flac:
        return SF_FORMAT_FLAC | (deep ? SF_FORMAT_PCM_24 : SF_FORMAT_PCM_16);
    case AudioContainer::Mp3:
        return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    case AudioContainer::Ogg:
        return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    }
    return 0;
}

/// Goes over [from, to) block by block; false when cancelled.
bool overBlocks(const AudioFile& file, qint64 from, qint64 to, const std::atomic_bool& cancelled,
                const std::function<bool(std::vector<float>&, qint64 at, qint64 frames)>& each)
{
    const int channels = file.format().channels;
    std::vector<float> block(size_t(kBlock * channels));
    for (qint64 at = from; at < to; at += kBlock) {
        const qint64 frames = std::min(kBlock, to - at);
        file.read(at, block.data(), frames);
        if (cancelled || !each(block, at, frames)) {
            return false;
        }
    }
    return true;
}

float fadeAt(const AudioExportOptions& options, qint64 since, qint64 left)
{
    float gain = 1.0F;
    if (options.fadeIn > 0 && since < options.fadeIn) {
        gain *= std::sin(1.5707963F * float(since) / float(options.fadeIn));
    }
    if (options.fadeOut > 0 && left < options.fadeOut) {
        gain *= std::sin(1.5707963F * float(left) / float(options.fadeOut));
    }
    return gain;
}

double rmsOf(const std::vector<float>& samples)
{
    double power = 0;
    for (const float value : samples) {
        power += double(value) * double(value);
    }
    return std::sqrt(power / std::max<size_t>(1, samples.size()));
}

constexpr qint64 kLeastStretch = 16; // frames
constexpr size_t kMostBegins = 40;

/// The samples about a frame.
class Around
{
public:
    Around(const AudioFile& file, qint64 frame, qint64 reach)
        : m_channels(file.format().channels)
        , m_first(std::clamp<qint64>(frame - reach - 2, 0, file.format().frames))
        , m_last(std::clamp<qint64>(frame + reach + 2, m_first, file.format().frames))
        , m_samples(size_t((m_last - m_first) * m_channels))
    {
        file.read(m_first, m_samples.data(), m_last - m_first);
    }

    [[nodiscard]] qint64 first() const { return m_first; }
    [[nodiscard]] qint64 last() const { return m_last; } ///< not included
    /// Silent outside of them.
    [[nodiscard]] double at(qint64 frame, int channel) const
    {
        return frame < m_first || frame >= m_last ? 0.0
                                                  : double(m_samples[size_t((frame - m_first) * m_channels + channel)]);
    }
    /// Where the mixed sound crosses zero upwards, the nearest to \a frame first; \a frame itself when it does not.
    [[nodiscard]] std::vector<qint64> crossings(qint64 frame, qint64 reach) const
    {
        const auto mixed = [this](qint64 at) {
            double sum = 0;
            for (int channel = 0; channel < m_channels; ++channel) {
                sum += this->at(at, channel);
            }
            return sum;
        };
        std::vector<qint64> found;
        for (qint64 at = std::max(m_first + 1, frame - reach); at < std::min(m_last, frame + reach + 1); ++at) {
            if (mixed(at - 1) < 0 && mixed(at) >= 0) {
                found.push_back(at);
            }
        }
        std::sort(found.begin(), found.end(),
                  [frame](qint64 a, qint64 b) { return std::abs(a - frame) < std::abs(b - frame); });
        found.resize(std::min(found.size(), kMostBegins));
        return found.empty() ? std::vector<qint64>{frame} : found;
    }

private:
    int m_channels;
    qint64 m_first;
    qint64 m_last;
    std::vector<float> m_samples;
};

} // namespace

Result<void> exportAudio(const AudioFile& file, const QString& path, const AudioExportOptions& options,
                         const std::atomic_bool& cancelled, const std::function<void(double)>& progress)
{
    const AudioFormat format = file.format();
    const qint64 from = std::clamp<qint64>(options.from, 0, format.frames);
    const qint64 to = std::clamp<qint64>(options.to.value_or(format.frames), from, format.frames);
    if (to == from) {
        return failure(ErrorKind::InvalidInput,
                       QCoreApplication::translate("AudioEdit", "Nothing is left of the sound after trimming."), path);
    }
    const auto faded = [&](std::vector<float>& block, qint64 at, qint64 frames, float gain) {
        for (qint64 i = 0; i < frames; ++i) {
            const float by = gain * fadeAt(options, at + i - from, to - 1 - at - i);
            for (int channel = 0; channel < format.channels; ++channel) {
                block[size_t(i * format.channels + channel)] *= by;
            }
        }
    };
    float gain = 1.0F;
    if (options.targetLoudness) {
        LoudnessMeter meter(format.channels, format.sampleRate);
        const bool whole = overBlocks(file, from, to, cancelled, [&](auto& block, qint64 at, qint64 frames) {
            faded(block, at, frames, 1.0F);
            meter.add(block.data(), frames);
            progress(0.5 * double(at - from) / double(to - from));
            return true;
        });
        if (!whole) {
            return failure(ErrorKind::Cancelled, {});
        }
        gain = float(std::pow(10.0, gainTo(meter.result(), *options.targetLoudness) / 20.0));
    }
    QTemporaryFile temporary(QFileInfo(path).path() + QStringLiteral("/.maquette-XXXXXX"));
    if (!temporary.open()) {
        return failure(ErrorKind::Storage, temporary.errorString(), path);
    }
    const QString name = temporary.fileName();
    temporary.close();
    SF_INFO info{};
    info.samplerate = format.sampleRate;
    info.channels = format.channels;
    info.format = formatOf(options);
    std::unique_ptr<SNDFILE, Closer> out(sf_open(QFile::encodeName(name).constData(), SFM_WRITE, &info));
    if (!out) {
        return failure(ErrorKind::InvalidInput,
                       QCoreApplication::translate("AudioEdit", "This kind of file cannot hold %1 channels at %2 Hz.")
                           .arg(format.channels)
                           .arg(format.sampleRate),
                       path);
    }
    sf_command(out.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
    bool written = true;
    const bool whole = overBlocks(file, from, to, cancelled, [&](auto& block, qint64 at, qint64 frames) {
        faded(block, at, frames, gain);
        written = sf_writef_float(out.get(), block.data(), frames) == frames;
        progress((options.targetLoudness ? 0.5 : 0.0) +
                 (options.targetLoudness ? 0.5 : 1.0) * double(at - from) / double(to - from));
        return written;
    });
    const bool closed = sf_close(out.release()) == 0;
    if (!written || !closed) {
        return failure(ErrorKind::Storage, QStringLiteral("the sound could not be written"), path);
    }
    if (!whole) {
        return failure(ErrorKind::Cancelled, {});
    }
    const ExportedFileRights rights(path);
    Result<void> moved = moveFileDurably(name, path);
    if (moved) {
        rights.apply();
        temporary.setAutoRemove(false);
        progress(1.0);
    }
    return moved;
}

LoopSeam loopSeam(const AudioFile& file, qint64 from, qint64 to)
{
    const AudioFormat format = file.format();
    const qint64 around = std::clamp<qint64>(format.sampleRate / 20, 2, std::max<qint64>(2, to - from));
    std::vector<float> before(size_t(around * format.channels));
    std::vector<float> after(before.size());
    file.read(to - around, before.data(), around);
    file.read(from, after.data(), around);
    LoopSeam seam;
    double steps = 0;
    for (int channel = 0; channel < format.channels; ++channel) {
        const auto c = size_t(channel);
        const auto stride = size_t(format.channels);
        const double last = double(before[(size_t(around) - 1) * stride + c]);
        seam.step = std::max(seam.step, std::abs(double(after[c]) - last));
        for (size_t i = 1; i < size_t(around); ++i) {
            steps += std::abs(double(before[i * stride + c]) - double(before[(i - 1) * stride + c]));
            steps += std::abs(double(after[i * stride + c]) - double(after[(i - 1) * stride + c]));
        }
    }
    seam.usualStep = steps / double(2 * (around - 1) * format.channels);
    seam.levelJump = 20 * std::log10((rmsOf(after) + 1e-6) / (rmsOf(before) + 1e-6));
    return seam;
}

JoinedStretch smoothestJoin(const AudioFile& file, qint64 from, qint64 to, qint64 reach)
{
    const Around begin(file, from, reach);
    const Around end(file, to, reach);
    JoinedStretch best{from, to};
    double least = std::numeric_limits<double>::max();
    const std::vector<qint64> begins = begin.crossings(from, reach);
    for (const qint64 first : begins) {
        for (qint64 last = end.first() + 2; last < end.last(); ++last) {
            if (last - first < kLeastStretch) {
                continue;
            }
            // The nearest of those that join equally well.
            double cost = 1e-7 * double(std::abs(first - from) + std::abs(last - to));
            double jump = 0;
            for (int channel = 0; channel < file.format().channels; ++channel) {
                // Goes on as it came: neither away from where it was heading nor in another direction.
                const double slope = end.at(last - 1, channel) - end.at(last - 2, channel);
                const double away = begin.at(first, channel) - end.at(last - 1, channel) - slope;
                const double bend = begin.at(first + 1, channel) - begin.at(first, channel) - slope;
                jump = std::max(jump, std::abs(away) + 0.5 * std::abs(bend));
            }
            cost += jump;
            if (cost < least) {
                least = cost;
                best = {first, last};
            }
        }
    }
    return best;
}

} // namespace maquette
