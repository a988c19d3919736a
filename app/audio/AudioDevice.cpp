// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/AudioDevice.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>

#include <algorithm>
#include <cstring>

namespace maquette {

namespace {

constexpr int kBufferMs = 60;
constexpr int kLookMs = 1000; // between two looks at what there is to play on

QAudioDevice find(const QByteArray& id)
{
    const QList<QAudioDevice> all = QMediaDevices::audioOutputs();
    const auto found = std::find_if(all.begin(), all.end(), [&id](const QAudioDevice& one) { return one.id() == id; });
    return found == all.end() ? QMediaDevices::defaultAudioOutput() : *found;
}

/// The mixer as an endless file.
class Source : public QIODevice
{
public:
    explicit Source(std::shared_ptr<Mixer> mixer)
        : m_mixer(std::move(mixer))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return 1'000'000; }

protected:
    qint64 readData(char* data, qint64 length) override
    {
        constexpr qint64 kFrame = 2 * qint64(sizeof(float));
        const qint64 frames = length / kFrame;
        m_block.resize(size_t(2 * frames));
        m_mixer->render(m_block.data(), frames);
        std::memcpy(data, m_block.data(), size_t(frames * kFrame));
        return frames * kFrame;
    }
    qint64 writeData(const char* /*data*/, qint64 /*length*/) override { return -1; }

private:
    std::shared_ptr<Mixer> m_mixer;
    std::vector<float> m_block;
};

} // namespace

/// Lives in the sound thread.
class AudioDevice::Worker : public QObject
{
public:
    explicit Worker(std::shared_ptr<Mixer> mixer)
        : m_mixer(std::move(mixer))
    {
    }

    /// Empty when it runs, else why not.
    QString begin(const QByteArray& id)
    {
        end();
        const QAudioDevice device = find(id);
        if (device.isNull()) {
            return AudioDevice::tr("There is no sound output. Everything but hearing works.");
        }
        QAudioFormat format;
        format.setSampleRate(m_mixer->sampleRate());
        format.setChannelCount(2);
        format.setSampleFormat(QAudioFormat::Float);
        if (!device.isFormatSupported(format)) {
            return AudioDevice::tr("%1 cannot play stereo at %2 Hz.")
                .arg(device.description())
                .arg(m_mixer->sampleRate());
        }
        m_source = std::make_unique<Source>(m_mixer);
        m_sink = std::make_unique<QAudioSink>(device, format);
        m_sink->setBufferSize(format.bytesForDuration(qint64(kBufferMs) * 1000));
        m_sink->start(m_source.get());
        if (m_sink->error() != QAudio::NoError) {
            end();
            return AudioDevice::tr("%1 could not be opened.").arg(device.description());
        }
        return {};
    }

    void end()
    {
        if (m_sink) {
            m_sink->stop();
        }
        m_sink.reset();
        m_source.reset();
    }

private:
    std::shared_ptr<Mixer> m_mixer;
    std::unique_ptr<Source> m_source;
    std::unique_ptr<QAudioSink> m_sink;
};

AudioDevice::AudioDevice(std::shared_ptr<Mixer> mixer, QObject* parent)
    : QObject(parent)
    , m_mixer(mixer)
    , m_worker(new Worker(std::move(mixer)))
{
    m_thread.setObjectName(QStringLiteral("sound"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(QThread::TimeCriticalPriority);
    auto* devices = new QMediaDevices(this);
    connect(devices, &QMediaDevices::audioOutputsChanged, this, &AudioDevice::refresh);
    // Qt 6.4 with PulseAudio was seen to keep quiet about an output that goes away, though its list is right.
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &AudioDevice::refresh);
    m_look.start();
    m_known = outputs();
    setUsable(!m_known.isEmpty(),
              m_known.isEmpty() ? tr("There is no sound output. Everything but hearing works.") : QString());
}

AudioDevice::~AudioDevice()
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->end(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QList<AudioOutput> AudioDevice::outputs()
{
    QList<AudioOutput> all;
    const QAudioDevice usual = QMediaDevices::defaultAudioOutput();
    const QList<QAudioDevice> devices = QMediaDevices::audioOutputs();
    for (const QAudioDevice& device : devices) {
        all.append({device.id(), device.description(), device.id() == usual.id()});
    }
    return all;
}

void AudioDevice::setOutput(const QByteArray& id)
{
    m_wanted = id;
    if (m_running) {
        m_running = false;
        start();
    }
}

void AudioDevice::start()
{
    if (m_running || !m_usable) {
        return;
    }
    m_running = true;
    m_inUse = find(m_wanted).id();
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, id = m_wanted] {
        const QString why = worker->begin(id);
        QMetaObject::invokeMethod(this, [this, why] {
            if (!why.isEmpty()) {
                m_running = false;
                m_mixer->pause();
                setUsable(false, why);
            }
        });
    });
}

void AudioDevice::stop()
{
    if (m_running) {
        m_running = false;
        QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->end(); });
    }
}

void AudioDevice::refresh()
{
    const QList<AudioOutput> now = outputs();
    if (now == m_known) {
        return;
    }
    const auto has = [](const QList<AudioOutput>& list, const QByteArray& id) {
        return std::any_of(list.begin(), list.end(), [&id](const AudioOutput& one) { return one.id == id; });
    };
    // The system's own choice may be another by now than when playing began.
    const QByteArray used = m_running ? m_inUse : m_wanted;
    const bool lost = !used.isEmpty() && has(m_known, used) && !has(now, used);
    m_known = now;
    Q_EMIT outputsChanged();
    if (lost) {
        const bool played = m_running && m_mixer->isPlaying();
        m_mixer->pause();
        stop();
        m_wanted.clear();
        if (played) {
            Q_EMIT outputLost(now.isEmpty() ? QString() : now.constFirst().name);
        }
    }
    setUsable(!now.isEmpty(),
              now.isEmpty() ? tr("There is no sound output. Everything but hearing works.") : QString());
}

void AudioDevice::setUsable(bool usable, const QString& why)
{
    if (usable != m_usable || why != m_why) {
        m_usable = usable;
        m_why = why;
        Q_EMIT usableChanged();
    }
}

} // namespace maquette
