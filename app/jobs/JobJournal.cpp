// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/JobJournal.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace maquette {

namespace {

QString nowText(const Clock& clock)
{
    return clock.now().toUTC().toString(Qt::ISODateWithMs);
}

/// Reads the jobs of a query whose only column is the body. A row that cannot be read fails the whole: it may be paid
/// work.
Result<QList<Job>> readJobs(const Database& database, const QString& sql, const QVariantList& values)
{
    QList<Job> jobs;
    std::optional<Error> broken;
    auto done = database.each(sql, values, [&](const QSqlQuery& row) {
        auto job = Job::fromJson(QJsonDocument::fromJson(row.value(0).toString().toUtf8()).object());
        if (job) {
            jobs.append(*job);
        } else if (!broken) {
            broken = job.error();
        }
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    if (broken) {
        return tl::unexpected(*broken);
    }
    return jobs;
}

} // namespace

JobJournal::JobJournal(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::unique_ptr<JobJournal>> JobJournal::open(Database& database, const Clock& clock)
{
    const QStringList steps{QStringLiteral("CREATE TABLE jobs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL "
                                           "UNIQUE, state TEXT NOT NULL, body TEXT NOT NULL, changed TEXT NOT NULL);"
                                           "CREATE INDEX jobs_by_state ON jobs (state);"
                                           "CREATE TABLE job_events (seq INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT "
                                           "NOT NULL, time TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL);"
                                           "CREATE INDEX job_events_by_job ON job_events (job)")};
    if (auto ready = database.migrate(QStringLiteral("jobs"), steps); !ready) {
        return tl::unexpected(ready.error());
    }
    return std::unique_ptr<JobJournal>(new JobJournal(database, clock));
}

Result<void> JobJournal::write(const Job& job, const QString& what, const QString& detail)
{
    const QString body = QString::fromUtf8(QJsonDocument(job.toJson()).toJson(QJsonDocument::Compact));
    return m_database.transaction([&]() -> Result<void> {
        auto written = m_database.run(QStringLiteral("INSERT INTO jobs (id, state, body, changed) VALUES (?, ?, ?, ?) "
                                                     "ON CONFLICT(id) DO UPDATE SET state = excluded.state, body = "
                                                     "excluded.body, changed = excluded.changed"),
                                      {job.id, jobStateName(job.state), body, nowText(m_clock)});
        if (!written) {
            return written;
        }
        return note(job.id, what, detail);
    });
}

Result<void> JobJournal::note(const QString& job, const QString& what, const QString& detail)
{
    return m_database.run(QStringLiteral("INSERT INTO job_events (job, time, what, detail) VALUES (?, ?, ?, ?)"),
                          {job, nowText(m_clock), what, detail.isNull() ? QStringLiteral("") : detail});
}

Result<QList<Job>> JobJournal::unfinished() const
{
    return readJobs(m_database,
                    QStringLiteral("SELECT body FROM jobs WHERE state IN ('queued', 'sending', 'waiting', 'receiving', "
                                   "'unknown') ORDER BY seq"),
                    {});
}

Result<QList<Job>> JobJournal::recent(int limit) const
{
    return readJobs(m_database, QStringLiteral("SELECT body FROM jobs ORDER BY seq DESC LIMIT ?"), {limit});
}

Result<std::optional<Job>> JobJournal::find(const QString& id) const
{
    auto jobs = readJobs(m_database, QStringLiteral("SELECT body FROM jobs WHERE id = ?"), {id});
    if (!jobs) {
        return tl::unexpected(jobs.error());
    }
    return jobs->isEmpty() ? std::nullopt : std::optional<Job>(jobs->first());
}

Result<bool> JobJournal::mentions(const QString& words) const
{
    const auto found = m_database.value(QStringLiteral("SELECT 1 FROM jobs WHERE instr(body, ?) > 0 LIMIT 1"), {words});
    if (!found) {
        return tl::unexpected(found.error());
    }
    return found->isValid();
}

Result<QList<JobEvent>> JobJournal::events(const QString& job) const
{
    QList<JobEvent> events;
    auto done = m_database.each(QStringLiteral("SELECT time, what, detail FROM job_events WHERE job = ? ORDER BY seq"),
                                {job}, [&](const QSqlQuery& row) {
                                    QDateTime time = QDateTime::fromString(row.value(0).toString(), Qt::ISODateWithMs);
                                    time.setTimeSpec(Qt::UTC);
                                    events.append({job, time, row.value(1).toString(), row.value(2).toString()});
                                });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return events;
}

} // namespace maquette
