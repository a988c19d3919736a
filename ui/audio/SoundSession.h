// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/audio/AudioDevice.h"
#include "app/audio/AudioEdit.h"
#include "app/audio/AudioReader.h"
#include "app/audio/Mixer.h"
#include "app/gallery/GalleryStore.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace maquette {

/// One take on the bench, and what is known of it so far.
struct SoundTake : AudioKnown
{
    GalleryItem item;
    QString path;
    QString problem;                  ///< why it cannot be heard
    bool begun = false;               ///< a worker reads it, or has
    std::atomic_bool dropped = false; ///< it left the bench: the worker may stop
    [[nodiscard]] bool isRead() const { return loudness.has_value(); }
};

/// The sounds on the bench, the way they are played, and the stretch that is marked. Lives in the UI thread; reading
/// and measuring run in workers.
class SoundSession : public QObject
{
    Q_OBJECT

public:
    /// Waveforms are kept in \a peaksFolder; an empty one keeps none.
    explicit SoundSession(QString peaksFolder = {}, QObject* parent = nullptr);
    ~SoundSession() override;

    /// Takes a file's path with each item. The one at \a current is heard. Takes already there are kept as they are.
    void setTakes(const QList<QPair<GalleryItem, QString>>& takes, int current);
    void clear();
    [[nodiscard]] int count() const { return int(m_takes.size()); }
    [[nodiscard]] const SoundTake& take(int index) const { return *m_takes.at(size_t(index)); }
    /// The take that is this asset, or -1.
    [[nodiscard]] int indexOf(const AssetId& asset) const;
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] const SoundTake* now() const { return m_takes.empty() ? nullptr : m_takes[size_t(m_current)].get(); }
    [[nodiscard]] int sampleRate() const { return m_mixer ? m_mixer->sampleRate() : 44'100; }
    /// Of the longest take, in frames of sampleRate().
    [[nodiscard]] qint64 frames() const { return m_mixer ? m_mixer->frames() : 0; }

    void setCurrent(int index);
    /// Brings all takes to the loudness of the quietest.
    void setLevelMatched(bool matched);
    [[nodiscard]] bool isLevelMatched() const { return m_matched; }

    void play();
    void pause();
    void togglePlay();
    [[nodiscard]] bool isPlaying() const { return m_mixer && m_mixer->isPlaying(); }
    void seek(qint64 frame);
    /// The same by hand, to and fro: what is passed is heard.
    void scrub(qint64 frame);
    [[nodiscard]] qint64 position() const { return m_mixer ? m_mixer->position() : 0; }
    void setSpeed(double speed);
    [[nodiscard]] double speed() const { return m_speed; }
    void setVolume(double volume);
    [[nodiscard]] double volume() const { return m_volume; }

    /// The marked stretch: what is repeated, trimmed to or repainted.
    [[nodiscard]] std::optional<LoopSpan> span() const { return m_span; }
    void setSpan(std::optional<LoopSpan> span);
    void setLooping(bool looping);
    [[nodiscard]] bool isLooping() const { return m_looping; }
    /// Plays from shortly before the loop's end over the join, and says how it sounds.
    void testSeam();
    [[nodiscard]] std::optional<LoopSeam> seam() const;

    [[nodiscard]] MeterReading takeMeter() { return m_mixer ? m_mixer->takeMeter() : MeterReading(); }
    [[nodiscard]] QList<AudioOutput> outputs() const { return AudioDevice::outputs(); }
    [[nodiscard]] QByteArray output() const { return m_output; }
    void setOutput(const QByteArray& id);
    /// Why nothing can be heard, empty when it can.
    [[nodiscard]] QString silentBecause() const;

    /// The marked stretch in frames of the take that is heard.
    [[nodiscard]] std::optional<LoopSpan> spanInTake() const;

Q_SIGNALS:
    void takesChanged();      ///< which there are, or which is heard
    void analysed(int index); ///< more of it is known
    void positionChanged();   ///< also about 60 times a second while playing
    void playingChanged();
    void spanChanged();
    void outputsChanged();
    void chosen();                      ///< volume, output or level matching, by the user
    void told(const QString& sentence); ///< in passing

private:
    void read(const std::shared_ptr<SoundTake>& take);
    void takeIn(SoundTake& take, const AudioKnown& known);
    void makeMixer(int sampleRate);
    void giveTakes();
    void updateGains();
    void applyLoop();
    void tick();
    [[nodiscard]] int indexOf(const SoundTake* take) const;

    QString m_peaksFolder;
    std::vector<std::shared_ptr<SoundTake>> m_takes;
    int m_current = 0;
    bool m_matched = false;
    bool m_looping = false;
    bool m_wasPlaying = false;
    double m_speed = 1.0;
    double m_volume = 1.0;
    QByteArray m_output;
    std::optional<LoopSpan> m_span;
    std::shared_ptr<Mixer> m_mixer;
    std::unique_ptr<AudioDevice> m_device;
    QTimer m_ticker;
    QTimer m_rest; ///< lets the output go a moment after the last sound
    QThreadPool m_pool;
};

} // namespace maquette
