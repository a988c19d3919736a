// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Database.h"
#include "app/jobs/Job.h"

#include <QList>
#include <QStringList>

#include <memory>

namespace maquette {

/// What happened to a job, in the order it happened.
struct JobEvent
{
    QString job;
    QDateTime time;
    QString what; ///< "queued", "sending", "ticket", "poll", "stored" ...
    QString detail;
    bool operator==(const JobEvent&) const = default;
};

/// The journal of all jobs: on disk before the world is touched, so that after a crash it is known what was sent.
class JobJournal
{
public:
    /// Makes its tables in \a database, which must outlive it. Errors: Storage.
    [[nodiscard]] static Result<std::unique_ptr<JobJournal>> open(Database& database, const Clock& clock);

    /// Writes the whole job and one event. Durable when it returns. Errors: Storage.
    [[nodiscard]] Result<void> write(const Job& job, const QString& what, const QString& detail = {});
    /// Adds an event only.
    [[nodiscard]] Result<void> note(const QString& job, const QString& what, const QString& detail = {});

    /// Jobs that have not ended, and Unknown ones, oldest first.
    [[nodiscard]] Result<QList<Job>> unfinished() const;
    /// The newest \a limit jobs of any state, newest first.
    [[nodiscard]] Result<QList<Job>> recent(int limit) const;
    [[nodiscard]] Result<std::optional<Job>> find(const QString& id) const;
    /// Whether any job, of any state, has \a words (a file's name) in what is written about it.
    [[nodiscard]] Result<bool> mentions(const QString& words) const;
    [[nodiscard]] Result<QList<JobEvent>> events(const QString& job) const;

private:
    JobJournal(Database& database, const Clock& clock);
    Database& m_database;
    const Clock& m_clock;
};

} // namespace maquette
