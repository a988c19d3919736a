// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/PracticeAccount.h"

#include "app/base/Files.h"
#include "app/sandbox/Answer.h"

#include <QJsonDocument>
#include <QLockFile>

#include <algorithm>

namespace maquette::sandbox {

namespace {

QString stateName(PracticeJob::State state)
{
    switch (state) {
    case PracticeJob::State::Computed:
        return QStringLiteral("computed");
    case PracticeJob::State::Done:
        return QStringLiteral("done");
    case PracticeJob::State::Failed:
        return QStringLiteral("failed");
    default:
        return QStringLiteral("running");
    }
}

PracticeJob::State stateFromName(const QString& name)
{
    for (const auto state : {PracticeJob::State::Computed, PracticeJob::State::Done, PracticeJob::State::Failed}) {
        if (stateName(state) == name) {
            return state;
        }
    }
    return PracticeJob::State::Running;
}

/// Entries are never changed: the balance is their sum. The reference makes each charge happen once.
QStringList schema()
{
    return {QStringLiteral(
        "CREATE TABLE IF NOT EXISTS practice_account (name TEXT PRIMARY KEY, value TEXT NOT NULL);"
        "CREATE TABLE IF NOT EXISTS practice_entries (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL,"
        " operation TEXT NOT NULL, milli INTEGER NOT NULL, reference TEXT NOT NULL UNIQUE);"
        "CREATE TABLE IF NOT EXISTS practice_reservations (id TEXT PRIMARY KEY, owner TEXT NOT NULL, milli INTEGER NOT "
        "NULL,"
        " until INTEGER NOT NULL);"
        "CREATE TABLE IF NOT EXISTS practice_jobs (id TEXT PRIMARY KEY, key_hash BLOB NOT NULL, work_order TEXT NOT "
        "NULL,"
        " milli INTEGER NOT NULL, state TEXT NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL,"
        " media_type TEXT NOT NULL DEFAULT '');"
        "CREATE INDEX IF NOT EXISTS practice_jobs_by_state ON practice_jobs (state, due_at)")};
}

} // namespace

PracticeAccount::PracticeAccount(std::unique_ptr<Database> database, const Clock& clock)
    : m_database(std::move(database))
    , m_clock(clock)
{
}

Result<std::unique_ptr<PracticeAccount>> PracticeAccount::open(const QString& folder, Credits opening,
                                                               const Clock& clock)
{
    if (auto made = ensureFolder(folder); !made) {
        return tl::unexpected(made.error());
    }
    // Window and command line may start together; only one of them may make the tables.
    QLockFile opener(folder + QStringLiteral("/opening.lock"));
    if (!opener.tryLock(10'000)) {
        return failure(ErrorKind::Storage, QStringLiteral("another program is opening the practice account"), folder);
    }
    auto database = Database::open(folder + QStringLiteral("/practice.db"));
    if (!database) {
        return tl::unexpected(database.error());
    }
    std::unique_ptr<PracticeAccount> account(new PracticeAccount(std::move(*database), clock));
    if (auto prepared = account->prepare(opening); !prepared) {
        return tl::unexpected(prepared.error());
    }
    return account;
}

Result<void> PracticeAccount::prepare(Credits opening)
{
    if (auto moved = m_database->migrate(QStringLiteral("practice"), schema()); !moved) {
        return moved;
    }
    return m_database->transaction([&]() -> Result<void> {
        const QString insert = QStringLiteral("INSERT OR IGNORE INTO practice_account (name, value) VALUES (?, ?)");
        for (const auto& [name, prefix] : {std::pair("user", "user-"), std::pair("organisation", "org-")}) {
            const QString id = QLatin1String(prefix) + QString::fromLatin1(randomHex(12));
            if (auto done = m_database->run(insert, {QLatin1String(name), id}); !done) {
                return done;
            }
        }
        if (auto done = m_database->run(
                QStringLiteral("INSERT OR IGNORE INTO practice_entries (at, kind, operation, milli, reference) "
                               "VALUES (?, 'opening', '', ?, 'opening')"),
                {nowMs(), opening.milli});
            !done) {
            return done;
        }
        return m_database->each(QStringLiteral("SELECT name, value FROM practice_account"), {},
                                [this](const QSqlQuery& row) {
                                    (row.value(0).toString() == QLatin1String("user") ? m_userId : m_organisationId) =
                                        row.value(1).toString();
                                });
    });
}

Result<Credits> PracticeAccount::sum(const QString& sql, const QVariantList& values) const
{
    const auto total = m_database->value(sql, values);
    if (!total) {
        return tl::unexpected(total.error());
    }
    return Credits::fromMilli(total->toLongLong());
}

Result<Credits> PracticeAccount::available(const QString& exceptReservation) const
{
    return sum(
        QStringLiteral("SELECT (SELECT COALESCE(SUM(milli), 0) FROM practice_entries)"
                       " - (SELECT COALESCE(SUM(milli), 0) FROM practice_reservations WHERE until > ? AND id <> ?)"
                       " - (SELECT COALESCE(SUM(milli), 0) FROM practice_jobs WHERE state IN ('running', 'computed'))"),
        {nowMs(), exceptReservation});
}

Result<void> PracticeAccount::settleDue()
{
    // Mostly nothing is due; then there is no need to keep other processes from writing.
    const auto any = m_database->value(
        QStringLiteral("SELECT 1 FROM practice_jobs WHERE state = 'computed' AND due_at <= ? LIMIT 1"), {nowMs()});
    if (!any) {
        return tl::unexpected(any.error());
    }
    if (!any->isValid()) {
        return {};
    }
    return m_database->transaction([&]() -> Result<void> {
        auto due = jobsWhere(QStringLiteral("state = 'computed' AND due_at <= ?"), {nowMs()});
        if (!due) {
            return tl::unexpected(due.error());
        }
        for (const PracticeJob& job : *due) {
            const QString operation = job.order.value(QLatin1String("operation")).toString();
            auto charged =
                m_database->run(QStringLiteral("INSERT INTO practice_entries (at, kind, operation, milli, reference) "
                                               "VALUES (?, 'charge', ?, ?, ?)"),
                                {job.dueAt, operation, -job.price.milli, job.id});
            if (charged) {
                charged =
                    m_database->run(QStringLiteral("UPDATE practice_jobs SET state = 'done' WHERE id = ?"), {job.id});
            }
            if (!charged) {
                return charged;
            }
        }
        return {};
    });
}

Result<Credits> PracticeAccount::balance()
{
    if (auto settled = settleDue(); !settled) {
        return tl::unexpected(settled.error());
    }
    return sum(QStringLiteral("SELECT COALESCE(SUM(milli), 0) FROM practice_entries"));
}

Result<Credits> PracticeAccount::refill(Credits level)
{
    Credits added;
    const auto done = m_database->transaction([&]() -> Result<void> {
        const auto now = balance();
        if (!now) {
            return tl::unexpected(now.error());
        }
        added = std::max(Credits{}, level - *now);
        if (added == Credits{}) {
            return {};
        }
        return m_database->run(QStringLiteral("INSERT INTO practice_entries (at, kind, operation, milli, reference) "
                                              "VALUES (?, 'refill', '', ?, ?)"),
                               {nowMs(), added.milli, QString::fromLatin1(randomHex(16))});
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return added;
}

Result<PracticeAccount::Admission> PracticeAccount::reserve(Credits price, const QString& owner)
{
    Admission admission;
    const auto done = m_database->transaction([&]() -> Result<void> {
        if (auto settled = settleDue(); !settled) {
            return settled;
        }
        const auto free = available();
        if (!free) {
            return tl::unexpected(free.error());
        }
        admission.available = *free;
        admission.granted = *free >= price;
        if (!admission.granted) {
            return {};
        }
        admission.reservation = QString::fromLatin1(randomHex(16));
        return m_database->run(
            QStringLiteral("INSERT INTO practice_reservations (id, owner, milli, until) VALUES (?, ?, ?, ?)"),
            {admission.reservation, owner, price.milli, nowMs() + kReservationMs});
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return admission;
}

Result<bool> PracticeAccount::charge(const QString& reservation, Credits price, const QString& operation)
{
    bool charged = false;
    const auto done = m_database->transaction([&]() -> Result<void> {
        const auto free = available(reservation);
        if (!free) {
            return tl::unexpected(free.error());
        }
        charged = *free >= price;
        if (charged) {
            if (auto entered = m_database->run(QStringLiteral("INSERT INTO practice_entries (at, kind, operation, "
                                                              "milli, reference) VALUES (?, 'charge', ?, ?, ?)"),
                                               {nowMs(), operation, -price.milli, reservation});
                !entered) {
                return entered;
            }
        }
        return release(reservation);
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return charged;
}

Result<void> PracticeAccount::release(const QString& reservation)
{
    return m_database->run(QStringLiteral("DELETE FROM practice_reservations WHERE id = ?"), {reservation});
}

Result<void> PracticeAccount::releaseAllOf(const QString& owner)
{
    return m_database->run(QStringLiteral("DELETE FROM practice_reservations WHERE owner = ?"), {owner});
}

Result<PracticeAccount::Admission> PracticeAccount::addJob(const PracticeJob& job)
{
    Admission admission;
    const auto done = m_database->transaction([&]() -> Result<void> {
        if (auto settled = settleDue(); !settled) {
            return settled;
        }
        const auto free = available();
        if (!free) {
            return tl::unexpected(free.error());
        }
        admission.available = *free;
        admission.granted = *free >= job.price;
        if (!admission.granted) {
            return {};
        }
        const QString order = QString::fromUtf8(QJsonDocument(job.order).toJson(QJsonDocument::Compact));
        return m_database->run(
            QStringLiteral("INSERT INTO practice_jobs (id, key_hash, work_order, milli, state, accepted_at, due_at) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)"),
            {job.id, job.keyHash, order, job.price.milli, stateName(job.state), job.acceptedAt, job.dueAt});
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return admission;
}

Result<QList<PracticeJob>> PracticeAccount::jobsWhere(const QString& condition, const QVariantList& values) const
{
    QList<PracticeJob> jobs;
    const auto read = m_database->each(
        QStringLiteral("SELECT id, key_hash, work_order, milli, state, accepted_at, due_at, media_type FROM "
                       "practice_jobs WHERE %1")
            .arg(condition),
        values, [&jobs](const QSqlQuery& row) {
            jobs.append({row.value(0).toString(), row.value(1).toByteArray(),
                         QJsonDocument::fromJson(row.value(2).toString().toUtf8()).object(),
                         Credits::fromMilli(row.value(3).toLongLong()), stateFromName(row.value(4).toString()),
                         row.value(5).toLongLong(), row.value(6).toLongLong(), row.value(7).toString().toLatin1()});
        });
    if (!read) {
        return tl::unexpected(read.error());
    }
    return jobs;
}

Result<std::optional<PracticeJob>> PracticeAccount::job(const QString& id)
{
    if (auto settled = settleDue(); !settled) {
        return tl::unexpected(settled.error());
    }
    auto found = jobsWhere(QStringLiteral("id = ? AND due_at > ?"), {id, nowMs() - kRetentionMs});
    if (!found) {
        return tl::unexpected(found.error());
    }
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Result<bool> PracticeAccount::markComputed(const QString& id, const QByteArray& mediaType)
{
    bool marked = false;
    const auto done = m_database->transaction([&]() -> Result<void> {
        const auto running =
            m_database->value(QStringLiteral("SELECT 1 FROM practice_jobs WHERE id = ? AND state = 'running'"), {id});
        if (!running) {
            return tl::unexpected(running.error());
        }
        marked = running->isValid();
        return m_database->run(
            QStringLiteral("UPDATE practice_jobs SET state = 'computed', media_type = ?, due_at = MAX(due_at, ?) "
                           "WHERE id = ? AND state = 'running'"),
            {QString::fromLatin1(mediaType), nowMs(), id});
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return marked;
}

Result<void> PracticeAccount::markFailed(const QString& id)
{
    return m_database->run(
        QStringLiteral("UPDATE practice_jobs SET state = 'failed' WHERE id = ? AND state = 'running'"), {id});
}

Result<QList<PracticeJob>> PracticeAccount::unfinished()
{
    return jobsWhere(QStringLiteral("state = 'running' ORDER BY accepted_at"), {});
}

Result<QStringList> PracticeAccount::forgetExpired()
{
    QStringList gone;
    const auto done = m_database->transaction([&]() -> Result<void> {
        if (auto settled = settleDue(); !settled) {
            return settled;
        }
        const auto old =
            jobsWhere(QStringLiteral("state IN ('done', 'failed') AND due_at <= ?"), {nowMs() - kRetentionMs});
        if (!old) {
            return tl::unexpected(old.error());
        }
        for (const PracticeJob& job : *old) {
            gone.append(job.id);
        }
        if (auto swept =
                m_database->run(QStringLiteral("DELETE FROM practice_reservations WHERE until <= ?"), {nowMs()});
            !swept) {
            return swept;
        }
        return m_database->run(
            QStringLiteral("DELETE FROM practice_jobs WHERE state IN ('done', 'failed') AND due_at <= ?"),
            {nowMs() - kRetentionMs});
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return gone;
}

} // namespace maquette::sandbox
