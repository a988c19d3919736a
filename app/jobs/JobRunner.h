// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/JobQueue.h"

#include <QCoroTask>

namespace maquette {

/// The life of one running job, as coroutines that own nothing: each takes the queue, which drains them before it dies,
/// and looks the job up anew after every wait.
class JobRunner
{
public:
    /// Takes job \a id as far as it goes and reports finished() to the queue. Never throws.
    static QCoro::Task<void> run(JobQueue* queue, QString id, CancelToken cancel);

private:
    enum class Next { Ended, SendAgain, Follow };
    /// Whom to ask, for what, and with which key. Found anew for every call: settings may change while a job waits.
    struct Way
    {
        const Provider* provider = nullptr;
        CheckedRequest checked;
        ProviderAccess access;
    };

    static QCoro::Task<void> sendAndFollow(JobQueue* queue, QString id, CancelToken cancel);
    static QCoro::Task<Next> sendOnce(JobQueue* queue, QString id, CancelToken cancel, int attempt);
    static QCoro::Task<void> readLeftAnswer(JobQueue* queue, QString id, CancelToken cancel);
    static QCoro::Task<bool> passGate(JobQueue* queue, QString id, CancelToken cancel);
    static QCoro::Task<void> follow(JobQueue* queue, QString id, CancelToken cancel);
    static QCoro::Task<Next> pollOnce(JobQueue* queue, QString id, CancelToken cancel, int failures);
    static QCoro::Task<bool> waitUntilNextCheck(JobQueue* queue, QString id, CancelToken cancel, qint64 ms,
                                                bool rateLimited);

    [[nodiscard]] static Result<Way> wayFor(JobQueue* queue, const Job& job);
    static void waitForKey(JobQueue* queue, const QString& id, Error error);
    [[nodiscard]] static Next readSubmitted(JobQueue* queue, const QString& id, const Way& way,
                                            const HttpOutcome& outcome);
    [[nodiscard]] static Next callEnded(JobQueue* queue, const QString& id, const HttpOutcome& outcome, int attempt);
    /// False when the journal could not be written; then only memory and the file know of the result.
    [[nodiscard]] static bool received(JobQueue* queue, const QString& id, const StepFinished& finished);
    static void keepUnread(JobQueue* queue, const QString& id, const HttpReply& reply, Error error);
    static void store(JobQueue* queue, const QString& id);
    static void endUnknown(JobQueue* queue, const QString& id, Error error);
    static void endFailed(JobQueue* queue, const QString& id, Error error);
    static void followPhase(JobQueue* queue, const QString& id, const HttpProgress& progress);
};

} // namespace maquette
