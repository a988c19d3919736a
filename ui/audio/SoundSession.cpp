// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundSession.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kTickMs = 16;
constexpr int kRestMs = 600;
constexpr qint64 kMostPeaks = 256LL * 1024 * 1024;
constexpr double kSeamLead = 1.0; // seconds heard before the join

} // namespace

SoundSession::SoundSession(QString peaksFolder, QObject* parent)
    : QObject(parent)
    , m_peaksFolder(std::move(peaksFolder))
{
    m_pool.setMaxThreadCount(2);
    if (!m_peaksFolder.isEmpty()) {
        m_pool.start([folder = m_peaksFolder] { tidyPeaks(folder, kMostPeaks); });
    }
    m_ticker.setInterval(kTickMs);
    m_ticker.setTimerType(Qt::PreciseTimer);
    connect(&m_ticker, &QTimer::timeout, this, &SoundSession::tick);
    // So long that what fades out is still heard, and that an output is not opened anew at every move.
    m_rest.setInterval(kRestMs);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (!isPlaying() && m_device) {
            m_device->stop();
        }
    });
}

SoundSession::~SoundSession()
{
    clear();
    m_pool.waitForDone();
}

int SoundSession::indexOf(const SoundTake* take) const
{
    for (size_t i = 0; i < m_takes.size(); ++i) {
        if (m_takes[i].get() == take) {
            return int(i);
        }
    }
    return -1;
}

int SoundSession::indexOf(const AssetId& asset) const
{
    for (int i = 0; i < count(); ++i) {
        if (take(i).item.asset.id == asset) {
            return i;
        }
    }
    return -1;
}

void SoundSession::setTakes(const QList<QPair<GalleryItem, QString>>& takes, int current)
{
    std::vector<std::shared_ptr<SoundTake>> next;
    bool same = false;
    for (const auto& [item, path] : takes) {
        const auto known = std::find_if(m_takes.begin(), m_takes.end(), [&item = item](const auto& take) {
            return take->item.id == item.id && take->item.asset.id == item.asset.id;
        });
        if (known != m_takes.end()) {
            next.push_back(*known);
            same = true;
        } else {
            auto take = std::make_shared<SoundTake>();
            take->item = item;
            take->path = path;
            next.push_back(std::move(take));
        }
    }
    if (!same) {
        pause();
        m_span.reset();
        m_looping = false;
    }
    for (const auto& take : m_takes) {
        take->dropped = std::find(next.begin(), next.end(), take) == next.end();
    }
    m_takes = std::move(next);
    m_current = std::clamp(current, 0, std::max(0, int(m_takes.size()) - 1));
    if (!m_takes.empty()) {
        read(m_takes[size_t(m_current)]); // the one to be heard first
    }
    for (const auto& take : m_takes) {
        read(take);
    }
    giveTakes();
    if (!same) {
        seek(0);
        Q_EMIT spanChanged();
    }
    Q_EMIT takesChanged();
}

void SoundSession::clear()
{
    pause();
    for (const auto& take : m_takes) {
        take->dropped = true;
    }
    m_takes.clear();
    m_current = 0;
    giveTakes();
}

void SoundSession::read(const std::shared_ptr<SoundTake>& take)
{
    if (std::exchange(take->begun, true)) {
        return;
    }
    const QString kept = m_peaksFolder.isEmpty() || !take->item.asset.id.isValid()
                             ? QString()
                             : m_peaksFolder + QLatin1Char('/') + take->item.asset.id.sha256;
    // The destructor waits for the pool, so this outlives the worker; what is posted dies with it.
    m_pool.start([this, take, kept] {
        const auto post = [this, take](const std::function<void(SoundTake&)>& change) {
            QMetaObject::invokeMethod(
                this,
                [this, take, change] {
                    const int index = indexOf(take.get());
                    if (index >= 0) {
                        change(*take);
                        Q_EMIT analysed(index);
                    }
                },
                Qt::QueuedConnection);
        };
        const Result<void> read = readAudio(take->path, kept, take->dropped, [&](const AudioKnown& known) {
            post([this, known](SoundTake& one) { takeIn(one, known); });
        });
        if (!read && read.error().kind != ErrorKind::Cancelled) {
            post([why = read.error().detail](SoundTake& one) { one.problem = why; });
        }
    });
}

void SoundSession::takeIn(SoundTake& take, const AudioKnown& known)
{
    const bool opened = take.file != known.file;
    const bool finished = !take.isRead() && known.loudness;
    static_cast<AudioKnown&>(take) = known;
    if (opened || finished) {
        giveTakes();
    }
}

void SoundSession::makeMixer(int sampleRate)
{
    m_device.reset();
    m_mixer = std::make_shared<Mixer>(sampleRate);
    m_mixer->setSpeed(m_speed);
    m_mixer->setVolume(m_volume);
    m_device = std::make_unique<AudioDevice>(m_mixer);
    m_device->setOutput(m_output);
    connect(m_device.get(), &AudioDevice::outputsChanged, this, &SoundSession::outputsChanged);
    connect(m_device.get(), &AudioDevice::usableChanged, this, &SoundSession::outputsChanged);
    connect(m_device.get(), &AudioDevice::outputLost, this, [this](const QString& next) {
        m_output.clear();
        Q_EMIT told(next.isEmpty()
                        ? tr("The sound output went away. Playing is paused.")
                        : tr("The sound output went away. Playing is paused, and goes on with %1.").arg(next));
        tick();
    });
}

void SoundSession::giveTakes()
{
    const SoundTake* const heard = now();
    if (heard == nullptr || !heard->file) {
        if (m_mixer) {
            m_mixer->setTakes({});
        }
        return;
    }
    const int rate = heard->file->format().sampleRate;
    if (!m_mixer || (m_mixer->sampleRate() != rate && !isPlaying())) {
        const qint64 at = m_mixer ? qint64(double(position()) / m_mixer->sampleRate() * rate) : 0;
        makeMixer(rate);
        m_mixer->seek(at);
        applyLoop();
    }
    QList<Take> takes;
    for (const auto& take : m_takes) {
        // A take that is not open yet is silent in its place.
        takes.append({take->file ? take->file : heard->file, take->file ? 1.0 : 0.0});
    }
    m_mixer->setTakes(takes);
    m_mixer->setTake(m_current);
    updateGains();
}

void SoundSession::setCurrent(int index)
{
    if (index < 0 || index >= count() || index == m_current) {
        return;
    }
    m_current = index;
    if (m_mixer && take(index).file) {
        m_mixer->setTake(index);
    } else {
        giveTakes();
    }
    Q_EMIT takesChanged();
}

void SoundSession::setLevelMatched(bool matched)
{
    m_matched = matched;
    updateGains();
    Q_EMIT takesChanged();
    Q_EMIT chosen();
}

void SoundSession::updateGains()
{
    if (!m_mixer) {
        return;
    }
    double quietest = 0;
    bool known = false;
    for (const auto& take : m_takes) {
        if (take->loudness && take->loudness->integrated) {
            quietest = known ? std::min(quietest, *take->loudness->integrated) : *take->loudness->integrated;
            known = true;
        }
    }
    for (int i = 0; i < count(); ++i) {
        const auto& loudness = take(i).loudness;
        const bool lower = m_matched && loudness && loudness->integrated;
        m_mixer->setGain(i, !take(i).file ? 0.0
                            : lower       ? std::pow(10.0, (quietest - *loudness->integrated) / 20.0)
                                          : 1.0);
    }
}

void SoundSession::play()
{
    if (!m_mixer || !m_device || !m_device->isUsable() || now() == nullptr) {
        return;
    }
    m_mixer->play();
    m_device->start();
    m_ticker.start();
    tick();
}

void SoundSession::pause()
{
    if (m_mixer) {
        m_mixer->pause();
    }
    tick();
}

void SoundSession::togglePlay()
{
    if (isPlaying()) {
        pause();
    } else {
        play();
    }
}

void SoundSession::seek(qint64 frame)
{
    if (m_mixer) {
        m_mixer->seek(frame);
    }
    Q_EMIT positionChanged();
}

void SoundSession::scrub(qint64 frame)
{
    if (m_mixer && m_device) {
        m_mixer->scrub(frame);
        m_device->start();
        m_rest.start();
    }
    Q_EMIT positionChanged();
}

void SoundSession::setSpeed(double speed)
{
    m_speed = std::clamp(speed, TimeStretch::kSlowest, TimeStretch::kFastest);
    if (m_mixer) {
        m_mixer->setSpeed(m_speed);
    }
}

void SoundSession::setVolume(double volume)
{
    m_volume = std::clamp(volume, 0.0, 1.0);
    if (m_mixer) {
        m_mixer->setVolume(m_volume);
    }
    Q_EMIT chosen();
}

void SoundSession::setSpan(std::optional<LoopSpan> span)
{
    if (span) {
        span->from = std::clamp<qint64>(span->from, 0, frames());
        span->to = std::clamp<qint64>(span->to, 0, frames());
        if (span->to <= span->from) {
            span.reset();
        }
    }
    if (span != m_span) {
        m_span = span;
        applyLoop();
        Q_EMIT spanChanged();
    }
}

void SoundSession::setLooping(bool looping)
{
    m_looping = looping;
    applyLoop();
    Q_EMIT spanChanged();
}

void SoundSession::applyLoop()
{
    if (m_mixer) {
        const LoopSpan whole{0, frames()};
        m_mixer->setLoop(m_looping ? std::optional(m_span.value_or(whole)) : std::nullopt);
    }
}

void SoundSession::testSeam()
{
    const LoopSpan span = m_span.value_or(LoopSpan{0, frames()});
    setLooping(true);
    seek(std::max(span.from, span.to - qint64(kSeamLead * sampleRate())));
    play();
}

std::optional<LoopSeam> SoundSession::seam() const
{
    const SoundTake* const heard = now();
    if (heard == nullptr || !heard->file || !heard->isRead()) {
        return std::nullopt;
    }
    const LoopSpan span = spanInTake().value_or(LoopSpan{0, heard->file->format().frames});
    return loopSeam(*heard->file, span.from, span.to);
}

void SoundSession::tick()
{
    const bool playing = isPlaying();
    if (playing) {
        Q_EMIT positionChanged();
    } else if (m_ticker.isActive()) {
        m_ticker.stop();
        if (m_device) {
            m_rest.start();
        }
        Q_EMIT positionChanged();
    }
    if (playing != m_wasPlaying) {
        m_wasPlaying = playing;
        Q_EMIT playingChanged();
    }
}

void SoundSession::setOutput(const QByteArray& id)
{
    m_output = id;
    if (m_device) {
        m_device->setOutput(id);
    }
    Q_EMIT outputsChanged();
    Q_EMIT chosen();
}

QString SoundSession::silentBecause() const
{
    if (m_device) {
        return m_device->isUsable() ? QString() : m_device->why();
    }
    // Asking the sound server takes time at every start, for those who never hear a sound here, too.
    if (m_takes.empty()) {
        return {};
    }
    return outputs().isEmpty() ? tr("There is no sound output. Everything but hearing works.") : QString();
}

std::optional<LoopSpan> SoundSession::spanInTake() const
{
    const SoundTake* const heard = now();
    if (heard == nullptr || !heard->file || !m_span) {
        return std::nullopt;
    }
    const AudioFormat format = heard->file->format();
    const double scale = double(format.sampleRate) / sampleRate();
    const LoopSpan span{std::min(format.frames, qint64(std::llround(double(m_span->from) * scale))),
                        std::min(format.frames, qint64(std::llround(double(m_span->to) * scale)))};
    return span.to > span.from ? std::optional(span) : std::nullopt;
}

} // namespace maquette
