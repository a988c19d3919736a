// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OutputJob.h"

namespace maquette {

OutputJob::OutputJob(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1); // what is broken off has gone before the next begins
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
    m_task = std::make_shared<Task>();
    m_pool.start([this, task = m_task, work = std::move(work)] { run(task, work); });
}

/// The destructor waits for the worker, and what is posted dies with this.
void OutputJob::post(const std::shared_ptr<Task>& task, std::function<void()> what)
{
    QMetaObject::invokeMethod(
        this,
        [this, task, what = std::move(what)] {
            if (m_task == task) {
                what();
            }
        },
        Qt::QueuedConnection);
}

void OutputJob::run(const std::shared_ptr<Task>& task, const Work& work)
{
    Teller tell;
    tell.progress = [this, task, told = -1](double part) mutable {
        const int percent = int(part * 100);
        if (percent != told) {
            told = percent;
            post(task, [this, part] { Q_EMIT progressed(part); });
        }
    };
    tell.step = [this, task](const QString& what) { post(task, [this, what] { Q_EMIT stepped(what); }); };
    const Result<QStringList> done = work(task->cancelled, tell);
    post(task, [this, done] {
        m_task.reset();
        if (done) {
            Q_EMIT finished(*done);
        } else {
            Q_EMIT failed(done.error());
        }
    });
}

} // namespace maquette
