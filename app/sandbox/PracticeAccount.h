// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Credits.h"
#include "app/base/Database.h"
#include "app/base/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>

namespace maquette::sandbox {

/// An asynchronous job of the practice account.
struct PracticeJob
{
    enum class State {
        Running,  ///< accepted; its work is not done yet
        Computed, ///< its result is stored but not due yet: still in progress to the outside, and not charged
        Done,     ///< charged, to be fetched until it expires
        Failed    ///< ended without a result; nothing was charged
    };

    QString id;         ///< 64 hex digits
    QByteArray keyHash; ///< SHA-256 of the key that started it
    QJsonObject order;  ///< WorkOrder::toJson
    Credits price;
    State state = State::Running;
    qint64 acceptedAt = 0; ///< milliseconds since 1970, as all times here
    qint64 dueAt = 0;      ///< ready no sooner than this
    QByteArray mediaType;  ///< of the stored result
};

/// The money and the jobs of practice mode: an SQLite file that several processes may have open at once. Every change
/// is one IMMEDIATE transaction. Belongs to the thread that opened it.
class PracticeAccount
{
public:
    static constexpr qint64 kRetentionMs = 24LL * 60 * 60 * 1000; ///< results.get: 24 hours after generation
    static constexpr qint64 kReservationMs =
        10LL * 60 * 1000; ///< a reservation left behind by a dead process ends by itself

    /// Opens or makes the account in \a folder; a new one gets \a opening. Errors: Storage.
    [[nodiscard]] static Result<std::unique_ptr<PracticeAccount>> open(const QString& folder, Credits opening,
                                                                       const Clock& clock);

    [[nodiscard]] QString userId() const { return m_userId; }
    [[nodiscard]] QString organisationId() const { return m_organisationId; }

    /// What was put in less what was charged. Jobs that have become due are charged first.
    [[nodiscard]] Result<Credits> balance();

    /// Puts in what the balance lacks to \a level, and says how much that was: nothing when there is as much or more.
    [[nodiscard]] Result<Credits> refill(Credits level);

    struct Admission
    {
        bool granted = false;
        Credits available; ///< balance less everything reserved, before this request
        QString reservation;
    };
    /// Sets \a price aside for a request that is about to be worked on; \a owner names this server.
    [[nodiscard]] Result<Admission> reserve(Credits price, const QString& owner);
    /// Turns a reservation into a charge. False when it had lapsed and the credits are gone meanwhile: nothing is
    /// charged then.
    [[nodiscard]] Result<bool> charge(const QString& reservation, Credits price, const QString& operation);
    [[nodiscard]] Result<void> release(const QString& reservation);
    [[nodiscard]] Result<void> releaseAllOf(const QString& owner);

    /// Accepts \a job: its price counts as reserved until it ends. Not granted: nothing is written.
    [[nodiscard]] Result<Admission> addJob(const PracticeJob& job);
    /// Nothing for an unknown or expired id.
    [[nodiscard]] Result<std::optional<PracticeJob>> job(const QString& id);
    /// The result is stored: it is charged once it is due. Says false when the job had already ended.
    [[nodiscard]] Result<bool> markComputed(const QString& id, const QByteArray& mediaType);
    [[nodiscard]] Result<void> markFailed(const QString& id);
    /// Jobs whose work is not done.
    [[nodiscard]] Result<QList<PracticeJob>> unfinished();
    /// Removes what has expired and says which jobs, so that their files can go as well.
    [[nodiscard]] Result<QStringList> forgetExpired();

private:
    PracticeAccount(std::unique_ptr<Database> database, const Clock& clock);
    [[nodiscard]] Result<void> prepare(Credits opening);
    [[nodiscard]] Result<void> settleDue();
    [[nodiscard]] Result<Credits> sum(const QString& sql, const QVariantList& values = {}) const;
    [[nodiscard]] Result<Credits> available(const QString& exceptReservation = QStringLiteral("-")) const;
    [[nodiscard]] Result<QList<PracticeJob>> jobsWhere(const QString& condition, const QVariantList& values) const;
    [[nodiscard]] qint64 nowMs() const { return m_clock.now().toMSecsSinceEpoch(); }

    std::unique_ptr<Database> m_database;
    const Clock& m_clock;
    QString m_userId;
    QString m_organisationId;
};

} // namespace maquette::sandbox
