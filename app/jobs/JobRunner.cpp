// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/JobRunner.h"

#include "app/jobs/LeftAnswer.h"
#include "app/jobs/Pause.h"

#include <QFile>

#include <exception>

namespace maquette {

namespace {

constexpr qint64 kProgressEveryMs = 100;

/// Jobs that failed together shall not come back together.
quint32 saltOf(const QString& id)
{
    return quint32(qHash(id, 0));
}

/// An answer that was unwrapped into another file is not needed any more.
void removeUnlessKept(const QString& bodyFile, const QString& keptFile)
{
    if (bodyFile != keptFile) {
        leftanswer::remove(bodyFile);
    }
}

/// A 200 that could not be read may still hold what was paid for.
bool mayBePaid(const StepFailed& failed, const HttpReply& reply)
{
    return reply.status == 200 && !failed.surelyFree && !failed.mayRetryRead && reply.bodyBytes > 0;
}

Error errorOf(const HttpOutcome& outcome)
{
    Error error;
    error.detail = outcome.detail;
    error.httpStatus = outcome.reply.status;
    switch (outcome.end) {
    case CallEnd::TimedOut:
        error.kind = ErrorKind::TimedOut;
        break;
    case CallEnd::Offline:
    case CallEnd::CutOff:
    case CallEnd::TlsFailed:
        error.kind = ErrorKind::Offline;
        break;
    case CallEnd::Storage:
        error.kind = ErrorKind::Storage;
        break;
    case CallEnd::Cancelled:
        error.kind = ErrorKind::Cancelled;
        break;
    case CallEnd::Insecure:
        error.kind = ErrorKind::InvalidInput;
        break;
    case CallEnd::Answered:
    case CallEnd::TooLarge:
    case CallEnd::Redirected:
        error.kind = ErrorKind::BadReply;
        break;
    }
    return error;
}

} // namespace

QCoro::Task<void> JobRunner::run(JobQueue* queue, QString id, CancelToken cancel)
{
    QString broken;
    try {
        const Job job = queue->m_jobs.value(id);
        if (!job.keptFile.isEmpty()) {
            store(queue, id);
        } else if (!job.ticket.isEmpty()) {
            co_await follow(queue, id, cancel);
        } else if (job.state != JobState::Queued) {
            co_await readLeftAnswer(queue, id, cancel);
        } else {
            co_await sendAndFollow(queue, id, cancel);
        }
    } catch (const std::exception& fault) {
        broken = QString::fromLocal8Bit(fault.what());
    }
    if (!broken.isNull() && !queue->m_ending) {
        endUnknown(queue, id, Error{ErrorKind::Internal, broken, {}, 0, -1, {}});
    }
    queue->finished(id);
}

QCoro::Task<void> JobRunner::sendAndFollow(JobQueue* queue, QString id, CancelToken cancel)
{
    Next next = Next::SendAgain;
    for (int attempt = 1; next == Next::SendAgain; ++attempt) {
        next = co_await sendOnce(queue, id, cancel, attempt);
        if (next == Next::SendAgain && queue->m_jobs.value(id).nextCheck.isValid()) {
            const qint64 ms = queue->m_clock.now().msecsTo(queue->m_jobs.value(id).nextCheck);
            co_await waitUntilNextCheck(queue, id, cancel, ms, false);
        }
    }
    if (next == Next::Follow) {
        co_await follow(queue, id, cancel);
    }
}

Result<JobRunner::Way> JobRunner::wayFor(JobQueue* queue, const Job& job)
{
    const Provider* provider = queue->m_host.provider(job.request.provider);
    if (provider == nullptr) {
        return failure(ErrorKind::Internal, QStringLiteral("no such provider"), job.request.provider);
    }
    auto checked = queue->m_host.checked(job.request);
    if (!checked) {
        return tl::unexpected(checked.error());
    }
    auto access = queue->m_host.access(job.request.provider);
    if (!access) {
        return tl::unexpected(access.error());
    }
    return Way{provider, *checked, *access};
}

QCoro::Task<JobRunner::Next> JobRunner::sendOnce(JobQueue* queue, QString id, CancelToken cancel, int attempt)
{
    const Job job = queue->m_jobs.value(id);
    const auto way = wayFor(queue, job);
    if (!way) {
        endFailed(queue, id, way.error());
        co_return Next::Ended;
    }
    const auto call =
        way->provider->submitCall(way->checked, queue->m_host.inputFiles(job.request), job.request.seed, way->access);
    if (!call) {
        endFailed(queue, id, call.error());
        co_return Next::Ended;
    }
    if (!co_await passGate(queue, id, cancel)) {
        if (!queue->m_ending) {
            static_cast<void>(queue->enter(queue->m_jobs.value(id), JobState::Cancelled, JobQueue::Money::Release));
        }
        co_return Next::Ended;
    }
    // Asked as late as can be: what was ordered an hour ago may not fit any more.
    if (const auto room = queue->m_host.roomFor(queue->m_jobs.value(id)); !room) {
        if (!queue->m_paused) { // told once, though several may find out
            queue->fail(room.error());
        }
        co_return Next::Ended;
    }
    Job sending = queue->m_jobs.value(id);
    sending.sentAt = queue->m_clock.now();
    sending.error.reset();
    // The intent is on disk before the first byte leaves; when it cannot be written nothing is sent.
    if (!queue->enter(sending, JobState::Sending)) {
        co_return Next::Ended;
    }
    // Named, not written into the call: GCC 12 destroys a temporary inside a co_await expression twice.
    const HttpClient::ProgressSink progress = [queue, id](HttpProgress at) { followPhase(queue, id, at); };
    HttpOutcome outcome = co_await queue->m_client.send(*call, cancel, progress);
    if (outcome.end == CallEnd::Answered) {
        leftanswer::nameAfterJob(outcome.reply, queue->m_host.answerFile(id), call->secrets);
    }
    if (queue->m_ending) {
        co_return Next::Ended; // the journal says "sent": that is what the next start must know
    }
    co_return outcome.end == CallEnd::Answered ? readSubmitted(queue, id, *way, outcome)
                                               : callEnded(queue, id, outcome, attempt);
}

QCoro::Task<bool> JobRunner::passGate(JobQueue* queue, QString id, CancelToken cancel)
{
    RequestGate& gate = queue->gate(queue->m_jobs.value(id).request.provider);
    if (gate.blockedUntil().isValid()) {
        Job job = queue->m_jobs.value(id);
        job.nextCheck = gate.blockedUntil();
        job.rateLimited = true;
        queue->show(job);
    }
    co_return co_await gate.admit(cancel);
}

void JobRunner::followPhase(JobQueue* queue, const QString& id, const HttpProgress& progress)
{
    Job job = queue->m_jobs.value(id);
    if (isEnding(job.state) || queue->m_ending || !queue->m_running.contains(id)) {
        return;
    }
    const JobState state = progress.phase == HttpProgress::Phase::Receiving && job.ticket.isEmpty()
                               ? JobState::Receiving
                           : progress.phase == HttpProgress::Phase::Waiting ? JobState::Waiting
                                                                            : job.state;
    const bool samePhase = job.progress.phase == progress.phase && state == job.state;
    auto& running = queue->m_running.at(id);
    if (samePhase && running.lastShown.isValid() && !running.lastShown.hasExpired(kProgressEveryMs)) {
        return;
    }
    running.lastShown.start();
    job.progress = progress;
    // No journal for these: for the next start a call without an answer is the same in all three phases.
    if (mayEnter(job.state, state)) {
        job.state = state;
    }
    queue->show(job);
}

JobRunner::Next JobRunner::readSubmitted(JobQueue* queue, const QString& id, const Way& way, const HttpOutcome& outcome)
{
    Job job = queue->m_jobs.value(id);
    const Step step = way.provider->readSubmit(way.checked.operation, outcome.reply, way.access);
    if (const auto* finished = std::get_if<StepFinished>(&step)) {
        if (received(queue, id, *finished)) {
            removeUnlessKept(outcome.reply.bodyFile, finished->file);
        }
        return Next::Ended;
    }
    if (const auto* accepted = std::get_if<StepAccepted>(&step)) {
        job.ticket = accepted->ticket;
        job.requestId = accepted->requestId;
        // The ticket is what was paid for: in memory first, then written down, and only then is its answer let go.
        queue->show(job);
        if (!queue->enter(job, JobState::Waiting, JobQueue::Money::Keep, QStringLiteral("ticket"))) {
            return Next::Ended;
        }
        leftanswer::remove(outcome.reply.bodyFile);
        return Next::Follow;
    }
    if (const auto* failed = std::get_if<StepFailed>(&step); failed != nullptr && mayBePaid(*failed, outcome.reply)) {
        keepUnread(queue, id, outcome.reply, failed->error);
        return Next::Ended;
    }
    leftanswer::remove(outcome.reply.bodyFile);
    if (std::get_if<StepPending>(&step) != nullptr) {
        endUnknown(queue, id,
                   Error{ErrorKind::BadReply,
                         QStringLiteral("an answer without result or ticket"),
                         {},
                         outcome.reply.status,
                         -1,
                         {}});
        return Next::Ended;
    }
    const auto& failed = std::get<StepFailed>(step);
    if (failed.error.kind == ErrorKind::RateLimited) {
        const qint64 wait =
            failed.error.retryAfterMs >= 0 ? failed.error.retryAfterMs : queue->m_options.retry.rateLimitedMs;
        queue->gate(job.request.provider).blockUntil(queue->m_clock.now().addMSecs(wait));
        return queue->enter(job, JobState::Queued, JobQueue::Money::Keep, QStringLiteral("rate limited"))
                   ? Next::SendAgain
                   : Next::Ended;
    }
    if (failed.surelyFree) {
        endFailed(queue, id, failed.error);
    } else {
        endUnknown(queue, id, failed.error);
    }
    return Next::Ended;
}

JobRunner::Next JobRunner::callEnded(JobQueue* queue, const QString& id, const HttpOutcome& outcome, int attempt)
{
    const Error error = errorOf(outcome);
    const bool final = outcome.end == CallEnd::TlsFailed || outcome.end == CallEnd::Insecure;
    if (outcome.mayHaveLeft) {
        endUnknown(queue, id, error);
        return Next::Ended;
    }
    Job job = queue->m_jobs.value(id);
    if (outcome.end == CallEnd::Cancelled) {
        static_cast<void>(queue->enter(job, JobState::Cancelled, JobQueue::Money::Release));
        return Next::Ended;
    }
    if (final || attempt >= queue->m_options.offlineTries) {
        endFailed(queue, id, error);
        return Next::Ended;
    }
    job.error = error;
    if (!queue->enter(job, JobState::Queued, JobQueue::Money::Keep,
                      QStringLiteral("did not leave, will be sent again"))) {
        return Next::Ended;
    }
    job = queue->m_jobs.value(id);
    job.nextCheck = queue->m_clock.now().addMSecs(queue->m_options.retry.waitMs(attempt, saltOf(id)));
    queue->show(job);
    return Next::SendAgain;
}

QCoro::Task<bool> JobRunner::waitUntilNextCheck(JobQueue* queue, QString id, CancelToken cancel, qint64 ms,
                                                bool rateLimited)
{
    Job job = queue->m_jobs.value(id);
    job.nextCheck = queue->m_clock.now().addMSecs(ms);
    job.rateLimited = rateLimited;
    queue->show(job);
    co_await pauseFor(ms, cancel);
    co_return !cancel.isCancelled();
}

QCoro::Task<void> JobRunner::follow(JobQueue* queue, QString id, CancelToken cancel)
{
    if (const auto running = queue->m_running.find(id); running != queue->m_running.end()) {
        running->second.holdsPlace = false;
        queue->pump();
    }
    Job job = queue->m_jobs.value(id);
    if (job.state != JobState::Waiting &&
        !queue->enter(job, JobState::Waiting, JobQueue::Money::Keep, QStringLiteral("asking again"))) {
        co_return;
    }
    Next next = Next::Follow;
    for (int failures = 0; next == Next::Follow && !queue->m_ending; ++failures) {
        if (cancel.isCancelled()) {
            endUnknown(queue, id,
                       Error{ErrorKind::Cancelled,
                             QStringLiteral("waiting was stopped; the provider goes on and may charge"),
                             {},
                             0,
                             -1,
                             {}});
            co_return;
        }
        next = co_await pollOnce(queue, id, cancel, failures);
        if (!queue->m_ending && next == Next::Follow && !queue->m_jobs.value(id).error) {
            failures = -1; // the last poll was answered as it should be
        }
    }
}

QCoro::Task<JobRunner::Next> JobRunner::pollOnce(JobQueue* queue, QString id, CancelToken cancel, int failures)
{
    Job job = queue->m_jobs.value(id);
    const auto way = wayFor(queue, job);
    if (!way) {
        if (way.error().kind == ErrorKind::KeyMissing) {
            waitForKey(queue, id, way.error());
        } else {
            endUnknown(queue, id, way.error());
        }
        co_return Next::Ended;
    }
    if (job.error && job.error->kind == ErrorKind::KeyMissing) {
        job.error.reset();
        queue->show(job);
    }
    const qint64 interval = way->provider->pollIntervalMs(way->checked.operation);
    const qint64 wait =
        failures == 0 ? interval : std::max(interval, queue->m_options.retry.waitMs(failures, saltOf(id)));
    if (!co_await waitUntilNextCheck(queue, id, cancel, wait, false) || !co_await passGate(queue, id, cancel)) {
        co_return Next::Follow; // cancelled: follow() says so
    }
    const auto call = way->provider->pollCall(way->checked.operation, job.ticket, way->access);
    if (!call) {
        endUnknown(queue, id, call.error());
        co_return Next::Ended;
    }
    const HttpClient::ProgressSink progress = [queue, id](HttpProgress at) { followPhase(queue, id, at); };
    const HttpOutcome outcome = co_await queue->m_client.send(*call, cancel, progress);
    if (queue->m_ending || outcome.end == CallEnd::Cancelled) {
        co_return Next::Follow;
    }
    job = queue->m_jobs.value(id);
    const qint64 age = job.sentAt.msecsTo(queue->m_clock.now());
    if (outcome.end != CallEnd::Answered) {
        job.error = errorOf(outcome);
    } else {
        const Step step = way->provider->readPoll(way->checked.operation, outcome.reply, way->access);
        if (const auto* finished = std::get_if<StepFinished>(&step)) {
            if (received(queue, id, *finished)) {
                removeUnlessKept(outcome.reply.bodyFile, finished->file);
            }
            co_return Next::Ended;
        }
        const auto* failed = std::get_if<StepFailed>(&step);
        if (failed != nullptr && mayBePaid(*failed, outcome.reply)) {
            keepUnread(queue, id, outcome.reply, failed->error);
            co_return Next::Ended;
        }
        QFile::remove(outcome.reply.bodyFile);
        if (failed == nullptr) {
            job.error.reset();
            queue->show(job);
            co_return Next::Follow;
        }
        if (failed->error.kind == ErrorKind::RateLimited) {
            const qint64 penalty =
                failed->error.retryAfterMs >= 0 ? failed->error.retryAfterMs : queue->m_options.retry.rateLimitedMs;
            queue->gate(job.request.provider).blockUntil(queue->m_clock.now().addMSecs(penalty));
        }
        const bool notFound = failed->error.httpStatus == 404;
        const bool passing =
            failed->mayRetryRead && (!notFound || (age < queue->m_options.earlyNotFoundMs && failures < 2));
        if (!passing) {
            if (failed->surelyFree && !notFound) {
                endFailed(queue, id, failed->error);
            } else {
                endUnknown(queue, id, failed->error);
            }
            co_return Next::Ended;
        }
        job.error = failed->error;
    }
    if (age > queue->m_options.retentionMs) {
        endUnknown(queue, id, *job.error);
        co_return Next::Ended;
    }
    queue->show(job);
    co_return Next::Follow;
}

} // namespace maquette
