// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/JobQueue.h"

#include "app/jobs/JobRunner.h"
#include "app/jobs/LeftAnswer.h"
#include "app/jobs/Pause.h"

#include <QFile>

#include <algorithm>

namespace maquette {

namespace {
constexpr qsizetype kEndingsShown = 500;
} // namespace

JobQueue::JobQueue(JobHost& host, JobJournal& journal, HttpClient& client, const Clock& clock, JobQueueOptions options,
                   QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_journal(journal)
    , m_client(client)
    , m_clock(clock)
    , m_options(options)
{
    m_writeAgain.setSingleShot(true);
    connect(&m_writeAgain, &QTimer::timeout, this, &JobQueue::writeAgain);
}

JobQueue::~JobQueue()
{
    m_ending = true;
    for (const auto& [id, running] : m_running) {
        running.cancel.cancel();
    }
    // A coroutine resumed on a dead queue is a use after free: none may be left.
    runEventsUntil([this] { return m_running.empty(); });
}

Result<void> JobQueue::restore()
{
    const auto jobs = m_journal.unfinished();
    if (!jobs) {
        return tl::unexpected(jobs.error());
    }
    for (Job job : *jobs) {
        const JobState before = job.state;
        const bool open = before != JobState::Unknown;
        // A file alone: the answer came when the journal could not be written.
        const bool collects = !job.keptFile.isEmpty() || (open && !job.ticket.isEmpty()) ||
                              (open && QFile::exists(m_host.answerFile(job.id)));
        m_jobs.insert(job.id, job);
        if (before == JobState::Queued) {
            job.paused = true;
            if (!enter(job, JobState::Queued, Money::Release, QStringLiteral("restored, paused"))) {
                return failure(ErrorKind::Storage, QStringLiteral("the journal cannot be written"));
            }
        } else if (collects) {
            start(job.id);
        } else if (open) {
            job.error = Error{ErrorKind::Internal,
                              QStringLiteral("the program ended after the call was sent and before an answer came"),
                              {},
                              0,
                              -1,
                              job.requestId};
            if (!enter(job, JobState::Unknown, Money::Keep, QStringLiteral("sent, no answer seen"))) {
                return failure(ErrorKind::Storage, QStringLiteral("the journal cannot be written"));
            }
        }
    }
    return {};
}

Result<void> JobQueue::enqueue(QList<Job> jobs, bool atFront)
{
    // At the front the first of them must come out first: they are numbered downwards from the back.
    for (qsizetype at = 0; at < jobs.size(); ++at) {
        Job& job = jobs[at];
        job.order = atFront ? m_firstOrder - jobs.size() + at : m_lastOrder + 1 + at;
        job.state = JobState::Queued;
        job.front = atFront;
        job.created = m_clock.now();
    }
    auto written = m_host.atomically([&]() -> Result<void> {
        for (const Job& job : jobs) {
            if (auto held = m_host.hold(job); !held) {
                return held;
            }
            if (auto noted = m_journal.write(job, QStringLiteral("queued")); !noted) {
                return noted;
            }
        }
        return {};
    });
    if (!written) {
        return written;
    }
    m_firstOrder = atFront ? m_firstOrder - jobs.size() : m_firstOrder;
    m_lastOrder = atFront ? m_lastOrder : m_lastOrder + jobs.size();
    qsizetype at = atFront ? 0 : m_order.size();
    for (const Job& job : std::as_const(jobs)) {
        m_jobs.insert(job.id, job);
        m_order.insert(at++, job.id);
        Q_EMIT jobChanged(job);
    }
    pump();
    return {};
}

void JobQueue::cancel(const QString& id)
{
    if (const auto running = m_running.find(id); running != m_running.end()) {
        running->second.cancel.cancel();
        return;
    }
    if (m_withoutKey.remove(id)) {
        start(id);
        m_running.at(id).cancel.cancel();
        return;
    }
    const Job job = m_jobs.value(id);
    if (job.id.isEmpty() || job.state != JobState::Queued) {
        return;
    }
    if (enter(job, JobState::Cancelled, Money::Release)) {
        m_order.removeAll(id);
    }
}

void JobQueue::cancelPending()
{
    for (const Job& job : jobs()) {
        if (job.state == JobState::Queued) {
            cancel(job.id);
        }
    }
}

void JobQueue::cancelAll()
{
    for (const Job& job : jobs()) {
        if (!isEnding(job.state)) {
            cancel(job.id);
        }
    }
}

void JobQueue::setPaused(bool paused)
{
    m_paused = paused;
    if (!m_paused) {
        writeAgain();
    }
    pump();
}

void JobQueue::setRunningLimit(int limit)
{
    m_options.runningLimit = std::max(1, limit);
    pump();
}

void JobQueue::keyArrived(const QString& providerId)
{
    const QSet<QString> waiting = m_withoutKey;
    for (const QString& id : waiting) {
        if (m_jobs.value(id).request.provider == providerId) {
            m_withoutKey.remove(id);
            start(id);
        }
    }
}

void JobQueue::moveToFront(const QString& id)
{
    if (m_order.removeAll(id) > 0) {
        m_order.prepend(id);
        Job job = m_jobs.value(id);
        job.order = --m_firstOrder;
        show(job);
    }
}

Result<void> JobQueue::resume(const QString& id, Credits quote)
{
    Job job = m_jobs.value(id);
    if (job.id.isEmpty() || job.state != JobState::Queued || !job.paused) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a paused job"), id);
    }
    job.paused = false;
    job.quote = quote;
    job.order = ++m_lastOrder;
    auto written = m_host.atomically([&]() -> Result<void> {
        if (auto held = m_host.hold(job); !held) {
            return held;
        }
        return m_journal.write(job, QStringLiteral("queued"), QStringLiteral("resumed"));
    });
    if (!written) {
        return written;
    }
    m_jobs.insert(id, job);
    m_order.append(id);
    Q_EMIT jobChanged(job);
    pump();
    return {};
}

Result<void> JobQueue::checkAgain(const QString& id)
{
    const Job job = m_jobs.value(id);
    if (job.state == JobState::Done || m_running.contains(id)) {
        return {};
    }
    if (job.state != JobState::Unknown || (job.ticket.isEmpty() && job.keptFile.isEmpty())) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("nothing to ask for again"), id);
    }
    start(id);
    return {};
}

Result<void> JobQueue::settleUnknown(const QString& id, bool wasCharged)
{
    Job job = m_jobs.value(id);
    if (job.state != JobState::Unknown || m_running.contains(id)) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("its outcome is not unknown"), id);
    }
    if (wasCharged) {
        job.charged = job.providerCharge.value_or(job.quote);
    }
    if (!enter(job, JobState::Failed, wasCharged ? Money::Charge : Money::Release,
               wasCharged ? QStringLiteral("the user says it was charged")
                          : QStringLiteral("the user says it was not charged"))) {
        return failure(ErrorKind::Storage, QStringLiteral("the journal cannot be written"), id);
    }
    return {};
}

QList<Job> JobQueue::jobs() const
{
    return inQueueOrder(m_jobs.values());
}

std::optional<Job> JobQueue::job(const QString& id) const
{
    const auto found = m_jobs.constFind(id);
    return found == m_jobs.constEnd() ? std::nullopt : std::optional<Job>(*found);
}

int JobQueue::placesTaken() const
{
    return int(
        std::count_if(m_running.begin(), m_running.end(), [](const auto& entry) { return entry.second.holdsPlace; }));
}

void JobQueue::pump()
{
    while (!m_paused && !m_ending && !m_order.isEmpty() && placesTaken() < m_options.runningLimit) {
        start(m_order.takeFirst());
    }
}

void JobQueue::start(const QString& id)
{
    const Job job = m_jobs.value(id);
    Running running;
    running.holdsPlace = job.ticket.isEmpty() && job.keptFile.isEmpty();
    m_running.insert_or_assign(id, running);
    // Started from the event loop, so that no job ends inside the call that started it.
    QTimer::singleShot(0, this,
                       [this, id, cancel = running.cancel] { static_cast<void>(JobRunner::run(this, id, cancel)); });
}

void JobQueue::finished(const QString& id)
{
    m_running.erase(id);
    if (m_ending) {
        return;
    }
    Job job = m_jobs.value(id);
    if (job.state == JobState::Queued && !job.paused && !m_order.contains(id)) {
        m_order.prepend(id); // the journal could not be written, so nothing was sent
    } else if (!isEnding(job.state) && job.state != JobState::Queued && !m_withoutKey.contains(id)) {
        // Its ending could not be written down. The journal still has what is needed to find out at the next start.
        job.state = JobState::Unknown;
        job.ended = m_clock.now();
        if (!job.error) {
            job.error = Error{ErrorKind::Storage, QStringLiteral("the journal could not be written"), {}, 0, -1, {}};
        }
        show(job);
    }
    if (m_unwritten.contains(id)) {
        m_writeAgain.start(int(m_options.writeAgainMs));
    }
    QTimer::singleShot(0, this, &JobQueue::pump);
}

void JobQueue::writeAgain()
{
    const QSet<QString> waiting = m_unwritten;
    for (const QString& id : waiting) {
        const Job job = m_jobs.value(id);
        if (m_running.contains(id)) {
            continue;
        }
        if (job.state != JobState::Unknown || (job.ticket.isEmpty() && job.keptFile.isEmpty())) {
            m_unwritten.remove(id); // nothing that the next start would miss
            continue;
        }
        // Not through enter(): that the journal cannot be written has been said.
        const auto written = m_host.atomically([&]() -> Result<void> {
            return m_journal.write(job, job.keptFile.isEmpty() ? QStringLiteral("ticket") : QStringLiteral("answer"),
                                   QStringLiteral("written late"));
        });
        if (!written) {
            m_writeAgain.start(int(m_options.writeAgainMs));
            return;
        }
        m_unwritten.remove(id);
        if (job.keptFile.isEmpty()) {
            leftanswer::remove(m_host.answerFile(id)); // it held the ticket
        }
        start(id);
    }
}

bool JobQueue::enter(Job job, JobState state, Money money, const QString& detail)
{
    const auto known = m_jobs.constFind(job.id);
    if (known != m_jobs.constEnd() && !mayEnter(known->state, state)) {
        fail(Error{ErrorKind::Internal,
                   QStringLiteral("a job cannot go from %1 to %2").arg(jobStateName(known->state), jobStateName(state)),
                   job.id,
                   0,
                   -1,
                   {}});
        return false;
    }
    job.state = state;
    job.nextCheck = {};
    job.rateLimited = false;
    job.ended = isEnding(state) ? m_clock.now() : QDateTime();
    auto written = m_host.atomically([&]() -> Result<void> {
        Result<void> settled;
        if (money == Money::Release) {
            settled = m_host.release(job);
        } else if (money == Money::Charge) {
            settled = m_host.charge(job, job.charged);
        }
        return settled ? m_journal.write(job, jobStateName(state), detail) : settled;
    });
    if (!written) {
        m_unwritten.insert(job.id);
        fail(written.error());
        return false;
    }
    m_unwritten.remove(job.id);
    show(job);
    if (isEnding(state)) {
        Q_EMIT jobEnded(job);
        forgetOldEndings();
    }
    return true;
}

void JobQueue::show(const Job& job)
{
    m_jobs.insert(job.id, job);
    Q_EMIT jobChanged(job);
}

void JobQueue::fail(const Error& error)
{
    m_paused = true;
    Q_EMIT storageFailed(error);
}

void JobQueue::forgetOldEndings()
{
    QList<Job> settled;
    for (const Job& job : std::as_const(m_jobs)) {
        if (isEnding(job.state) && job.state != JobState::Unknown) {
            settled.append(job);
        }
    }
    if (settled.size() <= kEndingsShown) {
        return;
    }
    std::sort(settled.begin(), settled.end(), [](const Job& a, const Job& b) { return a.ended < b.ended; });
    for (qsizetype at = 0; at < settled.size() - kEndingsShown; ++at) {
        m_jobs.remove(settled[at].id);
    }
}

RequestGate& JobQueue::gate(const QString& providerId)
{
    auto& gate = m_gates[providerId];
    if (!gate) {
        const Provider* provider = m_host.provider(providerId);
        const auto limit = provider ? provider->rateLimit() : Provider::RateLimit{150, 10'000, 60'000};
        gate = std::make_unique<RequestGate>(m_clock, limit.requests, limit.windowMs);
    }
    return *gate;
}

} // namespace maquette
