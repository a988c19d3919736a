// SPDX-License-Identifier: GPL-3.0-or-later
// Orders: checked, found affordable and with room for what they bring, held and queued; and taken up again.
#include "app/studio/Core.h"

#include "app/studio/CoreJobHost.h"

#include <QSet>
#include <QUuid>

namespace maquette {

namespace {

/// The seed of result \a index of an order that began with \a first. Stays within 1 to 4,294,967,294: zero would mean
/// "any".
quint32 nthSeed(quint32 first, int index)
{
    constexpr quint64 kSeeds = 4'294'967'294;
    return first == 0 ? 0 : quint32((quint64(first) - 1 + quint64(index)) % kSeeds + 1);
}

Refusal refusal(const Error& error)
{
    return Refusal{{}, error};
}

} // namespace

void Core::submit(const Request& request, bool atFront, const SubmitDone& done)
{
    if (m_options.readOnly || !m_options.restoreJobs) {
        done(tl::unexpected(
            refusal({ErrorKind::Storage, QStringLiteral("the library is open for reading only"), {}, 0, -1, {}})));
        return;
    }
    const CheckOutcome outcome = check(request);
    if (!outcome.checked) {
        done(tl::unexpected(Refusal{outcome.problems, {}}));
        return;
    }
    if (auto reachable = access(request.provider); !reachable) {
        done(tl::unexpected(refusal(reachable.error())));
        return;
    }
    const auto balance = m_ledger->balance(request.provider);
    if (!balance) {
        done(tl::unexpected(refusal(balance.error())));
        return;
    }
    if (balance->known || request.provider != m_options.provider) {
        enqueueChecked(*outcome.checked, atFront, done);
        return;
    }
    // The first order of all: nothing is held against a balance nobody has read.
    m_whenBalanceRead.push_back([this, checked = *outcome.checked, atFront, done] {
        const auto now = m_ledger->balance(checked.request.provider);
        if (now && !now->known) {
            done(tl::unexpected(refusal(m_view.readError.value_or(Error{ErrorKind::Offline, {}, {}, 0, -1, {}}))));
            return;
        }
        enqueueChecked(checked, atFront, done);
    });
    if (!m_view.reading) {
        refreshBalance();
    }
}

void Core::enqueueChecked(const CheckedRequest& checked, bool atFront, const SubmitDone& done)
{
    const auto quote = provider(checked.request.provider)->quote(checked);
    if (!quote) {
        done(tl::unexpected(refusal(quote.error())));
        return;
    }
    QList<Job> jobs;
    const QString group = QUuid::createUuid().toString(QUuid::WithoutBraces);
    for (int index = 0; index < checked.request.count; ++index) {
        Job job;
        job.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        job.group = group;
        job.index = index;
        job.groupSize = checked.request.count;
        job.request = checked.request;
        job.request.count = 1;
        if (checked.request.seed) {
            job.request.seed = nthSeed(*checked.request.seed, index);
        }
        job.quote = *quote;
        jobs.append(job);
    }
    for (const Job& job : std::as_const(jobs)) {
        m_expected.insert(job.id, expectedBytes(checked));
    }
    if (auto room = checkRoomFor(jobs, true); !room) {
        forgetExpected(jobs);
        done(tl::unexpected(refusal(room.error())));
        return;
    }
    if (auto queued = m_queue->enqueue(jobs, atFront); !queued) {
        forgetExpected(jobs);
        done(tl::unexpected(refusal(queued.error())));
        return;
    }
    announceBalance();
    done(jobs);
}

Result<void> Core::resume(const QString& id)
{
    QList<Job> jobs;
    for (Job job : m_queue->jobs()) {
        if (!job.paused || (!id.isEmpty() && job.id != id)) {
            continue;
        }
        const auto checked = m_host->checked(job.request);
        if (!checked) {
            return tl::unexpected(checked.error());
        }
        const auto quote = provider(job.request.provider)->quote(*checked);
        if (!quote) {
            return tl::unexpected(quote.error());
        }
        job.quote = *quote;
        jobs.append(job);
    }
    if (auto affordable = checkCredits(jobs); !affordable) {
        return affordable;
    }
    if (auto room = checkRoomFor(jobs, true); !room) {
        return room;
    }
    for (const Job& job : std::as_const(jobs)) {
        if (auto resumed = m_queue->resume(job.id, job.quote); !resumed) {
            return resumed;
        }
    }
    announceBalance();
    return {};
}

Result<void> Core::checkCredits(const QList<Job>& jobs) const
{
    QHash<QString, Credits> needed;
    for (const Job& job : jobs) {
        needed[job.request.provider] += job.quote;
    }
    for (auto account = needed.cbegin(); account != needed.cend(); ++account) {
        const auto balance = m_ledger->balance(account.key());
        if (!balance) {
            return tl::unexpected(balance.error());
        }
        if (balance->available() < account.value()) {
            return failure(
                ErrorKind::OutOfCredits,
                QStringLiteral("%1 needed, %2 available").arg(account->toPlain(), balance->available().toPlain()),
                account.key());
        }
    }
    return {};
}

void Core::forgetExpected(const QList<Job>& jobs)
{
    for (const Job& job : jobs) {
        m_expected.remove(job.id);
    }
}

qint64 Core::expectedFor(const Job& job)
{
    auto known = m_expected.constFind(job.id);
    if (known == m_expected.constEnd()) {
        // One of an earlier run. Looked at once only: its inputs are read for that.
        const auto checked = m_host->checked(job.request);
        known = m_expected.insert(job.id, checked ? expectedBytes(*checked) : 0);
    }
    return *known;
}

Result<void> Core::checkRoomFor(const QList<Job>& jobs, bool withQueued)
{
    qint64 needed = 0;
    QSet<QString> asked;
    for (const Job& job : jobs) {
        asked.insert(job.id);
        needed += expectedFor(job);
    }
    for (const Job& job : m_queue->jobs()) {
        const bool waits = job.state == JobState::Queued;
        if (!isEnding(job.state) && !job.paused && (!waits || withQueued) && !asked.contains(job.id)) {
            needed += expectedFor(job);
        }
    }
    return checkRoom(m_options.freeBytes, m_options.paths, needed);
}

} // namespace maquette
