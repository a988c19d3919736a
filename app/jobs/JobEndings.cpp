// SPDX-License-Identifier: GPL-3.0-or-later
// How a running job ends: its answer stored and charged, read late, kept unread, unknown or failed.
#include "app/jobs/JobRunner.h"

#include "app/jobs/LeftAnswer.h"

#include <QFile>

namespace maquette {

bool JobRunner::received(JobQueue* queue, const QString& id, const StepFinished& finished)
{
    Job job = queue->m_jobs.value(id);
    job.keptFile = finished.file;
    job.keptType = finished.mediaType;
    job.usedSeed = finished.seed;
    job.providerCharge = finished.charged;
    job.filtered = finished.filtered;
    job.error.reset();
    if (!finished.requestId.isEmpty()) {
        job.requestId = finished.requestId;
    }
    // In memory first: it stays true when it cannot be written down. Its file is then found by the job's id.
    queue->show(job);
    // Receiving may already be shown; what counts is that the journal names the file from here on.
    if (!queue->enter(job, JobState::Receiving, JobQueue::Money::Keep, QStringLiteral("answer"))) {
        return false;
    }
    store(queue, id);
    return true;
}

QCoro::Task<void> JobRunner::readLeftAnswer(JobQueue* queue, QString id, CancelToken cancel)
{
    const Job job = queue->m_jobs.value(id);
    HttpOutcome outcome;
    outcome.end = CallEnd::Answered;
    outcome.reply = leftanswer::read(queue->m_host.answerFile(id));
    const Provider* provider = queue->m_host.provider(job.request.provider);
    const auto checked = queue->m_host.checked(job.request);
    if (provider == nullptr || !checked) {
        keepUnread(queue, id, outcome.reply,
                   checked ? Error{ErrorKind::Internal, QStringLiteral("no such provider"), {}, 0, -1, {}}
                           : checked.error());
        co_return;
    }
    // Nobody is asked, so no key is needed.
    const Way way{provider, *checked, {}};
    if (readSubmitted(queue, id, way, outcome) == Next::Follow) {
        co_await follow(queue, id, cancel);
    }
}

void JobRunner::keepUnread(JobQueue* queue, const QString& id, const HttpReply& reply, Error error)
{
    Job job = queue->m_jobs.value(id);
    job.keptFile = reply.bodyFile;
    job.keptType = reply.mediaType();
    error.place = reply.bodyFile;
    job.error = std::move(error);
    queue->show(job);
    static_cast<void>(
        queue->enter(job, JobState::Unknown, JobQueue::Money::Keep, QStringLiteral("answer kept unread")));
}

void JobRunner::waitForKey(JobQueue* queue, const QString& id, Error error)
{
    Job job = queue->m_jobs.value(id);
    job.error = std::move(error);
    job.nextCheck = {};
    job.rateLimited = false;
    queue->m_withoutKey.insert(id);
    queue->show(job);
}

void JobRunner::store(JobQueue* queue, const QString& id)
{
    Job job = queue->m_jobs.value(id);
    const auto kept = queue->m_host.keep(job);
    if (!kept) {
        endUnknown(queue, id, kept.error());
        return;
    }
    const QString file = job.keptFile;
    job.item = kept->item;
    job.asset = kept->asset;
    job.charged = job.providerCharge.value_or(job.quote);
    job.error.reset();
    job.keptFile.clear();
    if (queue->enter(job, JobState::Done, JobQueue::Money::Charge)) {
        QFile::remove(file);
        leftanswer::remove(queue->m_host.answerFile(id));
    }
}

void JobRunner::endUnknown(JobQueue* queue, const QString& id, Error error)
{
    Job job = queue->m_jobs.value(id);
    job.error = std::move(error);
    if (job.state == JobState::Unknown) {
        queue->show(job);
        return;
    }
    static_cast<void>(queue->enter(job, JobState::Unknown, JobQueue::Money::Keep, job.error->detail));
}

void JobRunner::endFailed(JobQueue* queue, const QString& id, Error error)
{
    Job job = queue->m_jobs.value(id);
    job.error = std::move(error);
    static_cast<void>(queue->enter(job, JobState::Failed, JobQueue::Money::Release, job.error->detail));
}

} // namespace maquette
