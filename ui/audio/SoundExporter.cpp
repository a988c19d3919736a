// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundExporter.h"

namespace maquette {

SoundExporter::~SoundExporter()
{
    cancel();
    m_pool.waitForDone();
}

void SoundExporter::start(std::shared_ptr<AudioFile> file, const QString& path, const AudioExportOptions& options)
{
    cancel();
    auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, path, options, file = std::move(file)] {
        // The destructor waits for the pool, so this outlives the worker; what is posted dies with it.
        const auto post = [this, task](std::function<void()> what) {
            QMetaObject::invokeMethod(
                this,
                [this, task, what = std::move(what)] {
                    if (m_task == task) {
                        what();
                    }
                },
                Qt::QueuedConnection);
        };
        int told = -1;
        const Result<void> done = exportAudio(*file, path, options, task->cancelled, [&](double part) {
            if (int(part * 100) != told) {
                told = int(part * 100);
                post([this, part] { Q_EMIT progressed(part); });
            }
        });
        post([this, done, path] {
            m_task.reset();
            if (done) {
                Q_EMIT exported(path);
            } else {
                Q_EMIT failed(done.error());
            }
        });
    });
}

void SoundExporter::cancel()
{
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
}

} // namespace maquette
