// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/AudioEdit.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace maquette {

/// Writes one sound after the other into files, in a worker. Breaks off what it is at when it goes.
class SoundExporter : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~SoundExporter() override;

    /// exported() or failed() follows, unless it is cancelled.
    void start(std::shared_ptr<AudioFile> file, const QString& path, const AudioExportOptions& options);
    void cancel();

Q_SIGNALS:
    void progressed(double part); ///< 0 to 1
    void exported(const QString& path);
    void failed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

} // namespace maquette
