// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/AudioReader.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <vector>

namespace maquette {

namespace {

constexpr int kTellEveryMs = 50;
constexpr qint64 kBlock = 16'384; // frames

/// One reading of one sound, step by step.
class Reading
{
public:
    Reading(std::shared_ptr<AudioFile> file, const std::function<void(const AudioKnown&)>& told)
        : m_told(told)
    {
        m_known.file = std::move(file);
    }

    [[nodiscard]] const AudioFile& file() const { return *m_known.file; }
    [[nodiscard]] bool hasWaveform() const { return !m_known.peaks.isEmpty(); }

    void load(const QString& peaksFile)
    {
        const AudioFormat format = file().format();
        auto kept = peaksFile.isEmpty() ? Result<Peaks>(failure(ErrorKind::Storage, {})) : Peaks::load(peaksFile);
        if (kept && kept->channels() == format.channels && kept->sampleRate() == format.sampleRate) {
            m_known.peaks = std::move(*kept);
            QFile used(peaksFile);
            if (used.open(QIODevice::ReadWrite)) {
                used.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
            }
        } else {
            m_growing = Peaks(format.channels, format.sampleRate);
        }
        tell(true);
    }

    void draw(const float* samples, qint64 frames)
    {
        m_growing.add(samples, frames);
        tell(m_growing.frames() == frames);
    }
    void keepWaveform(const QString& peaksFile)
    {
        m_growing.finish();
        m_known.peaks = m_growing;
        if (!peaksFile.isEmpty() && QDir().mkpath(QFileInfo(peaksFile).path())) {
            // Without room for it the waveform is made anew the next time.
            static_cast<void>(m_growing.save(peaksFile));
        }
        tell(true);
    }

    void beginAnalysis()
    {
        const AudioFormat format = file().format();
        m_spectrogram = std::make_unique<SpectrogramMaker>(format.channels, format.sampleRate, format.frames);
        m_loudness = std::make_unique<LoudnessMeter>(format.channels, format.sampleRate);
    }
    void analyse(const float* samples, qint64 frames)
    {
        m_spectrogram->add(samples, frames);
        m_loudness->add(samples, frames);
        tell(false);
    }
    void endAnalysis(bool shorter)
    {
        m_spectrogram->finish();
        m_known.loudness = m_loudness->result();
        m_known.shorter = shorter;
        tell(true);
    }

private:
    void tell(bool now)
    {
        if (!now && m_since.isValid() && m_since.elapsed() < kTellEveryMs) {
            return;
        }
        m_since.start();
        if (!m_growing.isEmpty()) {
            m_known.peaks = m_growing;
        }
        if (m_spectrogram) {
            m_known.spectrogram = m_spectrogram->result();
        }
        m_told(m_known);
    }

    const std::function<void(const AudioKnown&)>& m_told;
    AudioKnown m_known;
    Peaks m_growing; ///< empty when the waveform was kept from before
    std::unique_ptr<SpectrogramMaker> m_spectrogram;
    std::unique_ptr<LoudnessMeter> m_loudness;
    QElapsedTimer m_since;
};

} // namespace

Result<void> readAudio(const QString& path, const QString& peaksFile, const std::atomic_bool& cancelled,
                       const std::function<void(const AudioKnown&)>& told)
{
    auto opened = AudioFile::open(path);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    AudioFile& file = **opened;
    Reading reading(*opened, told);
    reading.load(peaksFile);
    bool shorter = false;
    if (reading.hasWaveform()) {
        reading.beginAnalysis();
        auto scanned = file.scan([&reading](const float* samples, qint64 frames) { reading.analyse(samples, frames); },
                                 cancelled, &shorter);
        if (!scanned) {
            return scanned;
        }
        reading.endAnalysis(shorter);
        return {};
    }
    auto scanned = file.scan([&reading](const float* samples, qint64 frames) { reading.draw(samples, frames); },
                             cancelled, &shorter);
    if (!scanned) {
        return scanned;
    }
    reading.keepWaveform(peaksFile);
    reading.beginAnalysis();
    const AudioFormat format = file.format();
    std::vector<float> block(size_t(kBlock * format.channels));
    for (qint64 at = 0; at < format.frames; at += kBlock) {
        if (cancelled) {
            return failure(ErrorKind::Cancelled, {});
        }
        const qint64 frames = std::min(kBlock, format.frames - at);
        file.read(at, block.data(), frames);
        reading.analyse(block.data(), frames);
    }
    reading.endAnalysis(shorter);
    return {};
}

void tidyPeaks(const QString& folder, qint64 mostBytes)
{
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files, QDir::Time); // newest first
    qint64 bytes = 0;
    for (const QFileInfo& file : files) {
        bytes += file.size();
        if (bytes > mostBytes) {
            QFile::remove(file.filePath());
        }
    }
}

} // namespace maquette
