// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/jobs/Job.h"
#include "app/jobs/JobHost.h"
#include "app/jobs/JobJournal.h"
#include "app/net/HttpClient.h"
#include "app/net/RequestGate.h"
#include "app/net/RetryPolicy.h"

#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>

namespace maquette {

struct JobQueueOptions
{
    int runningLimit = 3;            ///< paid calls under way at once
    RetryPolicy retry;               ///< the growing waits between polls that failed, and between sends that never left
    int offlineTries = 4;            ///< sends of a call that surely never left
    qint64 earlyNotFoundMs = 30'000; ///< a 404 this soon after the start is believed only when repeated
    qint64 writeAgainMs = 15'000;    ///< between tries to write down what the journal could not take
    qint64 retentionMs = qint64(24) * 3600 * 1000; ///< after which a ticket is not asked for any more
};

/// The queue and the life of every job. One coroutine per running job; lives in one thread. All state changes go
/// through one guarded function, to the journal first and to the signals after it.
class JobQueue : public QObject
{
    Q_OBJECT

public:
    JobQueue(JobHost& host, JobJournal& journal, HttpClient& client, const Clock& clock, JobQueueOptions options,
             QObject* parent = nullptr);
    /// Stops everything and waits until no coroutine is left. What was sent stays in the journal as sent.
    ~JobQueue() override;

    /// Reads the journal: queued jobs come back paused with their hold released, tickets are polled again, received
    /// answers are stored, also those the journal does not name yet; what was sent without an answer becomes Unknown.
    /// Errors: Storage.
    [[nodiscard]] Result<void> restore();

    /// Journals, holds and queues all of \a jobs or none. Errors: OutOfCredits, Storage.
    [[nodiscard]] Result<void> enqueue(QList<Job> jobs, bool atFront);

    /// A queued job ends as Cancelled, free of charge. One already sent: stops waiting; it ends as Unknown, its hold
    /// kept, since it may be charged.
    void cancel(const QString& id);
    void cancelPending(); ///< every queued one
    void cancelAll();
    /// Queued jobs do not start while paused. Running ones go on.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    void setRunningLimit(int limit);
    /// Jobs that wait for a key of \a providerId with a ticket in hand are followed again.
    void keyArrived(const QString& providerId);
    void moveToFront(const QString& id);

    /// Lets a restored, paused job start, at \a quote, which is held now. Errors: OutOfCredits, Storage, InvalidInput
    /// when it is not a paused one.
    [[nodiscard]] Result<void> resume(const QString& id, Credits quote);
    /// Asks again for an Unknown job's ticket, or stores its received answer. Nothing to do when that is under way or
    /// done. Errors: InvalidInput when it has neither.
    [[nodiscard]] Result<void> checkAgain(const QString& id);
    /// The user knows how an Unknown job ended at the provider: charged or not. Errors: InvalidInput unless Unknown,
    /// Storage.
    [[nodiscard]] Result<void> settleUnknown(const QString& id, bool wasCharged);

    /// Every job of this run and every unfinished one, in queue order, endings last.
    [[nodiscard]] QList<Job> jobs() const;
    [[nodiscard]] std::optional<Job> job(const QString& id) const;
    /// What every call to a provider passes, so that its limit is kept.
    [[nodiscard]] RequestGate& gate(const QString& providerId);
    [[nodiscard]] int runningCount() const { return int(m_running.size()); }

Q_SIGNALS:
    void jobChanged(const maquette::Job& job);
    void jobEnded(const maquette::Job& job);
    /// The journal or ledger could not be written; the queue has paused itself.
    void storageFailed(const maquette::Error& error);

private:
    friend class JobRunner;
    struct Running
    {
        CancelToken cancel;
        bool holdsPlace = true; ///< counts against the running limit: false while only a ticket is polled
        QElapsedTimer lastShown;
    };
    /// What happens to the hold when a job changes state.
    enum class Money { Keep, Release, Charge };

    void pump();
    void start(const QString& id);
    void finished(const QString& id);
    /// Writes down the tickets and answers that could not be, and takes their jobs on.
    void writeAgain();
    /// The one door between states: guard, journal and ledger together, then memory, then signals. False when the
    /// journal or ledger could not be written: then nothing happened but storageFailed().
    [[nodiscard]] bool enter(Job job, JobState state, Money money = Money::Keep, const QString& detail = {});
    /// For what is known only while running: memory and signal, no journal.
    void show(const Job& job);
    void fail(const Error& error);
    void forgetOldEndings();
    [[nodiscard]] int placesTaken() const;

    JobHost& m_host;
    JobJournal& m_journal;
    HttpClient& m_client;
    const Clock& m_clock;
    JobQueueOptions m_options;
    QHash<QString, Job> m_jobs;
    QList<QString> m_order; ///< queued ones, first to start first
    std::map<QString, Running> m_running;
    std::map<QString, std::unique_ptr<RequestGate>> m_gates;
    QSet<QString> m_withoutKey; ///< Waiting with a ticket, not running: followed again when there is a key
    QSet<QString> m_unwritten;  ///< their last change is only in memory
    QTimer m_writeAgain;
    qint64 m_firstOrder = 0;
    qint64 m_lastOrder = 0;
    bool m_paused = false;
    bool m_ending = false;
};

} // namespace maquette
