// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/OutputJob.h"

namespace maquette {

OutputJob::OutputJob(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

OutputJob::~OutputJob()
{
    cancel();
    m_pool.waitForDone();
}

void OutputJob::cancel()
{
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
}

void OutputJob::start(Work work)
{
    cancel();
    const auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, work = std::move(work)] {
        const auto told = [this, task](double part) {
            QMetaObject::invokeMethod(
                this,
                [this, task, part] {
                    if (m_task == task) {
                        Q_EMIT progressed(part);
                    }
                },
                Qt::QueuedConnection);
        };
        const Result<QStringList> done = work(task->cancelled, told);
        QMetaObject::invokeMethod(
            this,
            [this, task, done] {
                if (m_task != task) {
                    return;
                }
                m_task.reset();
                if (done) {
                    Q_EMIT finished(*done);
                } else {
                    Q_EMIT failed(done.error());
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace maquette
