// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/Mixer.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QThread>
#include <QTimer>

#include <memory>

namespace maquette {

/// A place sound comes out of.
struct AudioOutput
{
    QByteArray id;
    QString name;
    bool isDefault = false;
    bool operator==(const AudioOutput&) const = default;
};

/// Lets a mixer be heard: pulls from it into the system's sound output, in a thread of its own so that a busy window
/// cannot make it stutter. When the output goes away it pauses the mixer, says so and moves to the next one.
class AudioDevice : public QObject
{
    Q_OBJECT

public:
    explicit AudioDevice(std::shared_ptr<Mixer> mixer, QObject* parent = nullptr);
    ~AudioDevice() override;

    [[nodiscard]] static QList<AudioOutput> outputs();
    /// Empty: the system's default. Takes effect at once, also while playing.
    void setOutput(const QByteArray& id);
    [[nodiscard]] QByteArray output() const { return m_wanted; }
    /// False when there is nothing to play on; then why() says so in a sentence.
    [[nodiscard]] bool isUsable() const { return m_usable; }
    [[nodiscard]] QString why() const { return m_why; }

public Q_SLOTS:
    /// Opens the output when it is not open; call with Mixer::play().
    void start();
    /// Lets the output rest when nothing is played.
    void stop();

Q_SIGNALS:
    void outputsChanged();
    void usableChanged();
    /// The output in use went away: playing was paused, and the next one, named, will be used; empty when none is left.
    void outputLost(const QString& next);

private:
    class Worker;
    void refresh();
    void setUsable(bool usable, const QString& why);

    std::shared_ptr<Mixer> m_mixer;
    QThread m_thread;
    Worker* m_worker;
    QByteArray m_wanted;
    QByteArray m_inUse; ///< while it runs
    QTimer m_look;
    QList<AudioOutput> m_known;
    bool m_usable = false;
    bool m_running = false;
    QString m_why;
};

} // namespace maquette
