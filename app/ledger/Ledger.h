// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Credits.h"
#include "app/base/Database.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <memory>
#include <optional>

namespace maquette {

enum class LedgerKind { Hold, Charge, Release, TopUp, Adjustment };
[[nodiscard]] QString ledgerKindName(LedgerKind kind); ///< "hold", "charge", "release", "top-up", "adjustment"

/// One line of the ledger. Never changed, never removed.
struct LedgerEntry
{
    qint64 number = 0; ///< counts up from 1
    QDateTime time;    ///< UTC
    LedgerKind kind = LedgerKind::Hold;
    QString account;      ///< provider id
    QString job;          ///< job id, empty for TopUp and Adjustment
    Credits amount;       ///< Hold, Charge, Release, TopUp: not negative. Adjustment: signed
    Credits heldChange;   ///< what it did to the sum of holds
    Credits balanceAfter; ///< of the account
    Credits heldAfter;
    QString what; ///< operation id, or why ("another program may use this key", "the key was changed")
    bool operator==(const LedgerEntry&) const = default;
};

struct LedgerBalance
{
    Credits balance;    ///< TopUp + Adjustment - Charge
    Credits held;       ///< Hold - Release - holds replaced by a Charge
    bool known = false; ///< false until the first entry of the account
    [[nodiscard]] Credits available() const { return balance - held; }
    bool operator==(const LedgerBalance&) const = default;
};

/// Append-only account book, in whole thousandths of a credit. Every balance is a sum over its entries.
class Ledger
{
public:
    /// Makes its tables in \a database, which must outlive it. Errors: Storage.
    [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(Database& database, const Clock& clock);

    /// Reserves \a amount for \a job. Errors: OutOfCredits when less is available (nothing is written; \a available is
    /// in the detail), InvalidInput when the job already has an open hold or the amount is negative, Storage.
    [[nodiscard]] Result<LedgerEntry> hold(const QString& account, const QString& job, Credits amount,
                                           const QString& what);
    /// Replaces the job's open hold by what it really cost (may differ). Repeating it for a charged job is harmless and
    /// writes nothing. Errors: InvalidInput when there is neither an open hold nor a charge, Storage.
    [[nodiscard]] Result<LedgerEntry> charge(const QString& job, Credits amount);
    /// Gives the job's open hold back. Repeating it is harmless. Errors: InvalidInput when the job was charged or never
    /// held, Storage.
    [[nodiscard]] Result<LedgerEntry> release(const QString& job);
    [[nodiscard]] Result<LedgerEntry> topUp(const QString& account, Credits amount, const QString& what);
    /// Brings the account's balance to what the provider says. Writes an Adjustment by the difference, TopUp "opening
    /// balance" when it is the first entry, nothing when they agree. \a unsettled: amounts the provider may already
    /// have taken for calls whose outcome is not known here (their jobs' open holds).
    [[nodiscard]] Result<std::optional<LedgerEntry>> reconcile(const QString& account, Credits providerBalance,
                                                               const QString& what, Credits unsettled = {});

    /// By which key the figure of \a account was last read, as its mark; empty when that was never noted.
    [[nodiscard]] Result<QString> readBy(const QString& account) const;
    /// Notes that it was read by the key of \a mark, from which nobody can make out the key. Errors: Storage.
    [[nodiscard]] Result<void> noteReadBy(const QString& account, const QString& mark);

    [[nodiscard]] Result<LedgerBalance> balance(const QString& account) const;
    /// The open hold of \a job, nothing when it has none.
    [[nodiscard]] Result<std::optional<Credits>> openHold(const QString& job) const;
    /// What \a account was charged from \a from (inclusive) to \a to (exclusive), UTC.
    [[nodiscard]] Result<Credits> charged(const QString& account, const QDateTime& from, const QDateTime& to) const;
    /// Entries of \a account (all when empty), newest first, from \a offset.
    [[nodiscard]] Result<QList<LedgerEntry>> entries(const QString& account, int limit, int offset = 0) const;

private:
    Ledger(Database& database, const Clock& clock);
    /// Ends the open hold of \a job by a Charge or a Release of \a amount (that of the hold when not given).
    [[nodiscard]] Result<LedgerEntry> settle(const QString& job, LedgerKind kind, std::optional<Credits> amount);
    Database& m_database;
    const Clock& m_clock;
};

} // namespace maquette
