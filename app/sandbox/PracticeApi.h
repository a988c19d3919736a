// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/AccountDesk.h"
#include "app/sandbox/Answer.h"
#include "app/sandbox/JobFolder.h"
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/OrderReader.h"
#include "app/sandbox/PracticeServer.h"
#include "app/sandbox/RateLimiter.h"
#include "app/sandbox/Routes.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QSet>
#include <QThreadPool>

#include <atomic>
#include <functional>

namespace maquette::sandbox {

/// The contract without the transport: calls in, answers out, by whatever thread has them. Four stages that never wait
/// for each other's queue: reading and checking (intake), money (one thread with the database), pictures (workers), and
/// the pause before an answer, which is a timer and holds no thread.
class PracticeApi
{
public:
    using Deliver = std::function<void(const Answer&)>;
    /// Runs something in the server's thread after so many milliseconds. Callable from any thread.
    using Later = std::function<void(qint64, std::function<void()>)>;

    PracticeApi(Catalogue catalogue, PracticeOptions options, const Clock& clock, Later later);

    /// Opens the account and takes up unfinished jobs. Errors: Storage.
    [[nodiscard]] Result<void> open();
    /// Answers \a call through \a deliver, at once or later. Only in the server's thread.
    void serve(ApiCall call, const Deliver& deliver);
    /// PracticeAccount::refill() to the opening balance. Any thread, between open() and close().
    [[nodiscard]] Result<Credits> refill();
    /// Ends: running work is waited for, queued work is dropped and not charged. Only in the server's thread, from
    /// which no delayed call may come afterwards.
    void close();

private:
    /// One call and the way back.
    struct Exchange
    {
        ApiCall call;
        Route route;
        Deliver deliver;
        QElapsedTimer since;
        QByteArray key; ///< as sent, without "Bearer "
        bool authorized = false;
    };
    using ExchangePtr = std::shared_ptr<Exchange>;

    [[nodiscard]] Result<void> forgetExpired();
    void handle(const ExchangePtr& exchange);
    void handleOrder(const ExchangePtr& exchange);
    [[nodiscard]] Answer accountAnswer(const Exchange& exchange);
    [[nodiscard]] Answer resultAnswer(const Exchange& exchange);
    [[nodiscard]] Answer finishedJob(const PracticeJob& job, AnswerForm form);

    void workNow(const ExchangePtr& exchange, const ReadOrder& ready, const OperationHandler& handler);
    void settle(const ExchangePtr& exchange, const ReadOrder& ready, const Result<WorkResult>& result,
                const QString& reservation);
    [[nodiscard]] Answer acceptJob(const Exchange& exchange, ReadOrder ready);
    void workOnJob(const QString& id, const WorkOrder& order);
    /// True when this process works on \a id now; otherwise starts it. The stored order says what to do.
    void takeUp(const PracticeJob& job);

    [[nodiscard]] qint64 nowMs() const { return m_clock.now().toMSecsSinceEpoch(); }

    const Catalogue m_catalogue;
    const PracticeOptions m_options;
    const Clock& m_clock;
    const Later m_later;
    const QString m_owner; ///< names this server among those on the same account
    const Routes m_routes;
    const OperationHandlers m_handlers;
    const OrderReader m_reader;
    const JobFolder m_jobs;
    RateLimiter m_limiter;
    AccountDesk m_desk;
    QThreadPool m_intake;
    QThreadPool m_workers;
    std::atomic<bool> m_closing = false;
    QMutex m_jobMutex;
    QSet<QString> m_working; ///< jobs this process works on
    QSet<QString> m_lost;    ///< finished jobs whose result could not be made again
};

} // namespace maquette::sandbox
