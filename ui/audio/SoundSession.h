// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/audio/AudioDevice.h"
#include "app/audio/AudioEdit.h"
#include "app/audio/Loudness.h"
#include "app/audio/Mixer.h"
#include "app/audio/Peaks.h"
#include "app/audio/Spectrogram.h"
#include "app/gallery/GalleryStore.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace maquette {

/// One take on the bench, and what is known of it so far.
struct SoundTake
{
    GalleryItem item;
    QString path;
    std::shared_ptr<AudioFile> file;  ///< null until it is open
    Peaks peaks;                      ///< grows while the sound is read
    Spectrogram spectrogram;          ///< likewise
    std::optional<Loudness> loudness; ///< once the whole was read
    QString problem;                  ///< why it cannot be heard
    bool shorter = false;             ///< ended before its header said
    [[nodiscard]] bool isRead() const { return loudness.has_value(); }
};

/// The sounds on the bench, the way they are played, and the stretch that is marked. Lives in the UI thread; reading,
/// measuring and exporting run in workers.
class SoundSession : public QObject
{
    Q_OBJECT

public:
    explicit SoundSession(QObject* parent = nullptr);
    ~SoundSession() override;

    /// Takes a file's path with each item. The one at \a current is heard. Takes already there are kept as they are.
    void setTakes(const QList<QPair<GalleryItem, QString>>& takes, int current);
    void clear();
    [[nodiscard]] int count() const { return int(m_takes.size()); }
    [[nodiscard]] const SoundTake& take(int index) const { return *m_takes.at(size_t(index)); }
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

    /// Writes the take that is heard. exported() or exportFailed() follows.
    void exportTo(const QString& path, const AudioExportOptions& options);
    void cancelExport();

Q_SIGNALS:
    void takesChanged();      ///< which there are, or which is heard
    void analysed(int index); ///< more of it is known
    void positionChanged();   ///< also about 60 times a second while playing
    void playingChanged();
    void spanChanged();
    void outputsChanged();
    void told(const QString& sentence); ///< in passing
    void exportProgressed(double part);
    void exported(const QString& path);
    void exportFailed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    void read(int index);
    void readIn(const std::shared_ptr<SoundTake>& take, const std::shared_ptr<Task>& task);
    void makeMixer(int sampleRate);
    void giveTakes();
    void updateGains();
    void applyLoop();
    void tick();
    [[nodiscard]] int indexOf(const SoundTake* take) const;

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
    std::shared_ptr<Task> m_reading;
    std::shared_ptr<Task> m_exporting;
    QTimer m_ticker;
    QThreadPool m_pool;
};

} // namespace maquette
