// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Credits.h"
#include "app/base/Result.h"
#include "app/catalog/Request.h"
#include "app/net/HttpMessage.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace maquette {

/// Queued, Sending, Waiting and Receiving are on the way; the last four are endings.
enum class JobState { Queued, Sending, Waiting, Receiving, Done, Failed, Cancelled, Unknown };

[[nodiscard]] QString jobStateName(JobState state); ///< "queued", "sending" ...
[[nodiscard]] std::optional<JobState> jobStateFromName(const QString& name);
[[nodiscard]] bool isEnding(JobState state);
/// Whether a job may go from \a from to \a to. Unknown may still become Done, Failed or Waiting when the truth is
/// learnt; no other ending changes.
[[nodiscard]] bool mayEnter(JobState from, JobState to);

/// One request for one result on its way. A snapshot: changing it changes nothing.
struct Job
{
    QString id;
    QString group; ///< shared by the results of one order
    int index = 0; ///< 0-based place in the group
    int groupSize = 1;
    Request request; ///< count 1, with the seed of this result
    JobState state = JobState::Queued;
    Credits quote;                         ///< what is held for it
    QString ticket;                        ///< the provider's name for an asynchronous job
    QString keptFile;                      ///< a received answer that is not in the library yet; it is paid for
    QString keptType;                      ///< its media type
    std::optional<quint32> usedSeed;       ///< the seed the provider says it used
    std::optional<Credits> providerCharge; ///< what the provider says it charged; else the quote counts
    QString item;                          ///< the library item, when Done
    AssetId asset;                         ///< its bytes, when Done
    QString requestId;
    std::optional<Error> error; ///< why it Failed or is Unknown
    Credits charged;            ///< when settled
    bool filtered = false;      ///< Done, but the provider blurred it
    bool front = false;         ///< was put at the front of the queue
    bool paused = false; ///< Queued, but restored from an earlier run: waits for the user's word; nothing is held
    QDateTime created;
    QDateTime sentAt; ///< invalid until the paid call left
    QDateTime ended;

    // Known only while it runs, never stored.
    HttpProgress progress;
    QDateTime nextCheck;      ///< of the next poll or retry, invalid when none is planned
    bool rateLimited = false; ///< nextCheck is the end of a rate limit
    qint64 order = 0;         ///< place in the queue: smaller starts first

    /// Everything but what is known only while it runs.
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Storage, when it is not one this version can read.
    [[nodiscard]] static Result<Job> fromJson(const QJsonObject& json);
};

/// Running ones first, then queued in the order they will start, then paused, then endings with the newest first.
[[nodiscard]] QList<Job> inQueueOrder(QList<Job> jobs);

} // namespace maquette

Q_DECLARE_METATYPE(maquette::Job)
