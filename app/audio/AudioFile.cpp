// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/AudioFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <sndfile.h>

#include <algorithm>
#include <vector>

namespace maquette {

namespace {

constexpr qint64 kBlock = 16'384;         // frames
constexpr qint64 kMostFrames = 1LL << 40; // two weeks at the highest rate

QString tr(const char* text)
{
    return QCoreApplication::translate("AudioFile", text);
}

struct Closer
{
    void operator()(SNDFILE* file) const { sf_close(file); }
};

QString containerName(int format)
{
    switch (format & SF_FORMAT_TYPEMASK) {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
    case SF_FORMAT_RF64:
    case SF_FORMAT_W64:
        return QStringLiteral("WAV");
    case SF_FORMAT_FLAC:
        return QStringLiteral("FLAC");
    case SF_FORMAT_OGG:
        return QStringLiteral("Ogg");
    case SF_FORMAT_MPEG:
        return QStringLiteral("MP3");
    case SF_FORMAT_AIFF:
        return QStringLiteral("AIFF");
    default:
        return QStringLiteral("PCM");
    }
}

/// Whether any frame can be reached exactly and at once.
bool seeksExactly(int format)
{
    const int type = format & SF_FORMAT_TYPEMASK;
    return type != SF_FORMAT_MPEG && type != SF_FORMAT_OGG;
}

/// For samples of up to a gigabyte an hour: /tmp is memory on many systems, /var/tmp is not.
QString samplesFolder()
{
    const QString large = QStringLiteral("/var/tmp");
    return !qEnvironmentVariableIsSet("TMPDIR") && QFileInfo(large).isWritable() ? large : QDir::tempPath();
}

tl::unexpected<Error> noRoom()
{
    return failure(ErrorKind::Storage, tr("There is no room for the decoded sound in %1.").arg(samplesFolder()),
                   samplesFolder());
}

} // namespace

struct AudioFile::Decoder
{
    std::unique_ptr<SNDFILE, Closer> file;
    bool exact = false;
    qint64 at = 0;
};

AudioFile::AudioFile() = default;
AudioFile::~AudioFile() = default;

Result<std::shared_ptr<AudioFile>> AudioFile::open(const QString& path)
{
    if (!QFile::exists(path)) {
        return failure(ErrorKind::Storage, tr("The file is not there any more."), path);
    }
    SF_INFO info{};
    std::unique_ptr<SNDFILE, Closer> handle(sf_open(QFile::encodeName(path).constData(), SFM_READ, &info));
    if (!handle) {
        const int code = sf_error(nullptr);
        if (code == SF_ERR_SYSTEM) {
            return failure(ErrorKind::Storage, tr("The file cannot be opened."), path);
        }
        return failure(ErrorKind::InvalidInput,
                       code == SF_ERR_UNRECOGNISED_FORMAT ? tr("The file is no sound this program can read.")
                                                          : tr("The sound file is damaged: its header makes no sense."),
                       path);
    }
    if (info.channels < 1 || info.channels > kMaxChannels || info.samplerate < kLeastRate ||
        info.samplerate > kMostRate) {
        return failure(ErrorKind::InvalidInput,
                       tr("The sound has %1 channels at %2 Hz, which cannot be played here.")
                           .arg(info.channels)
                           .arg(info.samplerate),
                       path);
    }
    if (info.frames == 0) {
        return failure(ErrorKind::InvalidInput, tr("There is no sound in the file: it lasts 0 seconds."), path);
    }
    std::shared_ptr<AudioFile> file(new AudioFile);
    // A length that cannot be is one the header does not know; reading the file through tells it.
    const qint64 frames = info.frames > 0 && info.frames < kMostFrames ? info.frames : 0;
    file->m_format = {info.samplerate, info.channels, frames, containerName(info.format)};
    file->m_decoder = std::make_unique<Decoder>();
    file->m_decoder->file = std::move(handle);
    file->m_decoder->exact = seeksExactly(info.format) && info.seekable != 0;
    if (file->m_decoder->exact) {
        file->m_ready.store(file->m_format.frames, std::memory_order_release);
    }
    return file;
}

AudioFormat AudioFile::format() const
{
    const std::lock_guard lock(m_mutex);
    return m_format;
}

bool AudioFile::writeSamples(const float* interleaved, qint64 frames)
{
    const std::lock_guard lock(m_mutex);
    const qint64 bytes = frames * m_format.channels * qint64(sizeof(float));
    const qint64 place = m_ready.load(std::memory_order_relaxed) * m_format.channels * qint64(sizeof(float));
    return m_samples->seek(place) && m_samples->write(reinterpret_cast<const char*>(interleaved), bytes) == bytes;
}

Result<void> AudioFile::scan(const Heard& heard, const std::atomic_bool& cancelled, bool* shorter)
{
    int channels = 0;
    qint64 promised = 0;
    bool exact = false;
    {
        const std::lock_guard lock(m_mutex);
        channels = m_format.channels;
        promised = m_format.frames;
        exact = m_decoder->exact;
        if (!exact && !m_samples) {
            m_samples = std::make_unique<QTemporaryFile>(samplesFolder() + QStringLiteral("/maquette-sound-XXXXXX"));
            if (!m_samples->open()) {
                return noRoom();
            }
        }
    }
    std::vector<float> block(size_t(kBlock * channels));
    qint64 at = exact ? 0 : m_ready.load();
    for (;;) {
        if (cancelled) {
            return failure(ErrorKind::Cancelled, {});
        }
        sf_count_t got = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (m_decoder->at != at) {
                sf_seek(m_decoder->file.get(), at, SEEK_SET);
            }
            got = sf_readf_float(m_decoder->file.get(), block.data(), kBlock);
            m_decoder->at = at + std::max<sf_count_t>(0, got);
        }
        if (got <= 0) {
            break;
        }
        if (!exact) {
            if (!writeSamples(block.data(), got)) {
                return noRoom();
            }
            m_ready.store(at + got, std::memory_order_release);
        }
        heard(block.data(), got);
        at += got;
    }
    const std::lock_guard lock(m_mutex);
    if (at == 0) {
        return failure(ErrorKind::InvalidInput, tr("Nothing of the sound could be decoded."));
    }
    if (shorter != nullptr) {
        // MP3 encoders pad by up to two granules; only what is really missing counts.
        *shorter = at + qint64(4) * 1152 < promised;
    }
    if (!exact) {
        m_samples->flush();
        m_decoder.reset();
    }
    m_format.frames = at;
    m_ready.store(at, std::memory_order_release);
    m_complete.store(true, std::memory_order_release);
    return {};
}

qint64 AudioFile::read(qint64 first, float* interleaved, qint64 frames) const
{
    const std::lock_guard lock(m_mutex);
    const int channels = m_format.channels;
    std::fill_n(interleaved, size_t(frames * channels), 0.0F);
    const qint64 ready = m_ready.load(std::memory_order_acquire);
    const qint64 from = std::clamp<qint64>(first, 0, ready);
    const qint64 count = std::clamp<qint64>(first + frames, from, ready) - from;
    if (count <= 0) {
        return 0;
    }
    float* const to = interleaved + (from - first) * channels;
    if (m_samples) {
        const qint64 frameBytes = channels * qint64(sizeof(float));
        if (!m_samples->seek(from * frameBytes)) {
            return 0;
        }
        return std::max<qint64>(0, m_samples->read(reinterpret_cast<char*>(to), count * frameBytes) / frameBytes);
    }
    if (!m_decoder || !m_decoder->exact) {
        return 0;
    }
    if (m_decoder->at != from) {
        sf_seek(m_decoder->file.get(), from, SEEK_SET);
    }
    const sf_count_t got = sf_readf_float(m_decoder->file.get(), to, count);
    m_decoder->at = from + std::max<sf_count_t>(0, got);
    return std::max<sf_count_t>(0, got);
}

} // namespace maquette
