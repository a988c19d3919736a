// SPDX-License-Identifier: GPL-3.0-or-later
// Studio's orders and jobs: the part that asks the core's queue.
#include "app/studio/Studio.h"

#include "app/studio/StudioPrivate.h"

namespace maquette {

QFuture<tl::expected<QList<Job>, Refusal>> Studio::submit(const Request& request, bool atFront)
{
    using Answer = tl::expected<QList<Job>, Refusal>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    d->core.post([promise, request, atFront](Core* core) {
        const auto answer = [promise](const Answer& outcome) {
            promise->addResult(outcome);
            promise->finish();
        };
        if (core == nullptr) {
            answer(tl::unexpected(
                Refusal{{}, Error{ErrorKind::Storage, QStringLiteral("the library is not open"), {}, 0, -1, {}}}));
            return;
        }
        core->submit(request, atFront, answer);
    });
    return promise->future();
}

QList<Job> Studio::jobs() const
{
    return inQueueOrder(d->jobs.values());
}

void Studio::onQueue(std::function<Result<void>(Core&)> work)
{
    d->core.post([this, work = std::move(work)](Core* core) {
        if (core == nullptr) {
            return;
        }
        if (const auto done = work(*core); !done) {
            QMetaObject::invokeMethod(
                this,
                [this, work, error = done.error()] {
                    d->failedWork.insert(error.kind, work);
                    Q_EMIT troubled(error);
                },
                Qt::QueuedConnection);
        }
        core->announceBalance();
    });
}

void Studio::repeatFailed(ErrorKind kind)
{
    if (const auto work = d->failedWork.take(kind)) {
        onQueue(work);
    } else {
        refreshBalance();
    }
}

void Studio::cancelJob(const QString& id)
{
    onQueue([id](Core& core) -> Result<void> {
        core.queue().cancel(id);
        return {};
    });
}

void Studio::cancelPendingJobs()
{
    onQueue([](Core& core) -> Result<void> {
        core.queue().cancelPending();
        return {};
    });
}

void Studio::cancelAllJobs()
{
    onQueue([](Core& core) -> Result<void> {
        core.queue().cancelAll();
        return {};
    });
}

QFuture<tl::expected<QList<Job>, Refusal>> Studio::retryJob(const QString& id)
{
    Request request = d->jobs.value(id).request;
    request.provider = request.provider.isEmpty() ? d->provider : request.provider;
    return submit(request);
}

void Studio::resumeJob(const QString& id)
{
    onQueue([id](Core& core) { return core.resume(id); });
}

void Studio::moveJobToFront(const QString& id)
{
    onQueue([id](Core& core) -> Result<void> {
        core.queue().moveToFront(id);
        return {};
    });
}

void Studio::checkJobAgain(const QString& id)
{
    onQueue([id](Core& core) { return core.queue().checkAgain(id); });
}

void Studio::settleUnknownJob(const QString& id, bool wasCharged)
{
    onQueue([id, wasCharged](Core& core) { return core.queue().settleUnknown(id, wasCharged); });
}

void Studio::dismissJob(const QString& id)
{
    const auto job = d->jobs.constFind(id);
    if (job != d->jobs.constEnd() && isEnding(job->state) && job->state != JobState::Unknown) {
        d->jobs.erase(job);
        Q_EMIT jobDismissed(id);
    }
}

bool Studio::isQueuePaused() const
{
    return d->queuePaused;
}

void Studio::setQueuePaused(bool paused)
{
    onQueue([paused](Core& core) -> Result<void> {
        core.setQueuePaused(paused);
        return {};
    });
}

void Studio::setRunningLimit(int limit)
{
    onQueue([limit](Core& core) -> Result<void> {
        core.queue().setRunningLimit(limit);
        return {};
    });
}

int Studio::runningJobs() const
{
    int running = 0;
    for (const Job& job : std::as_const(d->jobs)) {
        const bool sent =
            job.state == JobState::Sending || job.state == JobState::Waiting || job.state == JobState::Receiving;
        running += sent && job.ticket.isEmpty() ? 1 : 0;
    }
    return running;
}

QFuture<Result<QList<Job>>> Studio::recentJobs(int limit)
{
    return d->core.ask<QList<Job>>([limit](Core& core) { return core.journal().recent(limit); });
}

QFuture<Result<QList<JobEvent>>> Studio::jobEvents(const QString& id)
{
    return d->core.ask<QList<JobEvent>>([id](Core& core) { return core.journal().events(id); });
}

} // namespace maquette
