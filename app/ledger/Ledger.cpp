// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger/Ledger.h"

#include <algorithm>
#include <array>
#include <utility>

namespace maquette {

namespace {

constexpr std::array<std::pair<LedgerKind, const char*>, 5> kKinds{{
    {LedgerKind::Hold, "hold"},
    {LedgerKind::Charge, "charge"},
    {LedgerKind::Release, "release"},
    {LedgerKind::TopUp, "top-up"},
    {LedgerKind::Adjustment, "adjustment"},
}};

LedgerKind ledgerKindFromName(const QString& name)
{
    for (const auto& [kind, text] : kKinds) {
        if (name == QLatin1String(text)) {
            return kind;
        }
    }
    return LedgerKind::Adjustment;
}

QString columns()
{
    return QStringLiteral("number, time, kind, account, job, amount, held_change, balance_after, held_after, what");
}

LedgerEntry entryOf(const QSqlQuery& row)
{
    LedgerEntry entry;
    entry.number = row.value(0).toLongLong();
    entry.time = QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong(), Qt::UTC);
    entry.kind = ledgerKindFromName(row.value(2).toString());
    entry.account = row.value(3).toString();
    entry.job = row.value(4).toString();
    entry.amount = Credits::fromMilli(row.value(5).toLongLong());
    entry.heldChange = Credits::fromMilli(row.value(6).toLongLong());
    entry.balanceAfter = Credits::fromMilli(row.value(7).toLongLong());
    entry.heldAfter = Credits::fromMilli(row.value(8).toLongLong());
    entry.what = row.value(9).toString();
    return entry;
}

/// What an entry of \a kind does to the account's balance.
Credits balanceChange(LedgerKind kind, Credits amount)
{
    switch (kind) {
    case LedgerKind::Charge:
        return -amount;
    case LedgerKind::TopUp:
    case LedgerKind::Adjustment:
        return amount;
    case LedgerKind::Hold:
    case LedgerKind::Release:
        break;
    }
    return {};
}

/// Appends \a entry and fills in its number, time and sums. Inside a transaction.
Result<void> append(Database& database, const Clock& clock, const LedgerBalance& before, LedgerEntry& entry)
{
    const qint64 time = clock.now().toMSecsSinceEpoch();
    entry.time = QDateTime::fromMSecsSinceEpoch(time, Qt::UTC);
    const Credits change = balanceChange(entry.kind, entry.amount);
    entry.balanceAfter = before.balance + change;
    entry.heldAfter = before.held + entry.heldChange;
    auto written = database.run(
        QStringLiteral("INSERT INTO ledger_entries (time, kind, account, job, amount, balance_change, held_change, "
                       "balance_after, held_after, what) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {time, ledgerKindName(entry.kind), entry.account, entry.job, entry.amount.milli, change.milli,
         entry.heldChange.milli, entry.balanceAfter.milli, entry.heldAfter.milli, entry.what});
    entry.number = database.lastRowId();
    return written;
}

/// The newest entry of \a job.
Result<std::optional<LedgerEntry>> lastOfJob(const Database& database, const QString& job)
{
    std::optional<LedgerEntry> last;
    auto read = database.each(
        QStringLiteral("SELECT %1 FROM ledger_entries WHERE job = ? AND job <> '' ORDER BY number DESC LIMIT 1")
            .arg(columns()),
        {job}, [&last](const QSqlQuery& row) { last = entryOf(row); });
    if (!read) {
        return tl::unexpected(read.error());
    }
    return last;
}

bool isOpenHold(const std::optional<LedgerEntry>& last)
{
    return last && last->kind == LedgerKind::Hold;
}

/// Runs \a work, which fills an entry in, in one immediate transaction: what it reads cannot change before it writes,
/// whoever else has the file open.
Result<LedgerEntry> inOne(Database& database, const std::function<Result<void>(LedgerEntry&)>& work)
{
    LedgerEntry entry;
    auto done = database.transaction([&]() -> Result<void> { return work(entry); });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return entry;
}

} // namespace

QString ledgerKindName(LedgerKind kind)
{
    for (const auto& [value, name] : kKinds) {
        if (value == kind) {
            return QString::fromLatin1(name);
        }
    }
    return QStringLiteral("adjustment");
}

Ledger::Ledger(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::unique_ptr<Ledger>> Ledger::open(Database& database, const Clock& clock)
{
    // The triggers keep the promise of an append-only book also against our own mistakes.
    const QString first = QStringLiteral(R"(
        CREATE TABLE ledger_entries (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('hold', 'charge', 'release', 'top-up', 'adjustment')),
            account TEXT NOT NULL,
            job TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount >= 0 OR kind = 'adjustment'),
            balance_change INTEGER NOT NULL,
            held_change INTEGER NOT NULL,
            balance_after INTEGER NOT NULL,
            held_after INTEGER NOT NULL CHECK (held_after >= 0),
            what TEXT NOT NULL);
        CREATE INDEX ledger_sums ON ledger_entries (account, balance_change, held_change);
        CREATE INDEX ledger_jobs ON ledger_entries (job, number);
        CREATE INDEX ledger_times ON ledger_entries (account, kind, time, amount);
        CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entries
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entries
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    )");
    const QString second = QStringLiteral("CREATE TABLE ledger_readers (account TEXT PRIMARY KEY, mark TEXT NOT NULL)");
    if (auto made = database.migrate(QStringLiteral("ledger"), {first, second}); !made) {
        return tl::unexpected(made.error());
    }
    return std::unique_ptr<Ledger>(new Ledger(database, clock));
}

Result<LedgerEntry> Ledger::hold(const QString& account, const QString& job, Credits amount, const QString& what)
{
    if (amount < Credits{} || job.isEmpty() || account.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("a hold needs an account, a job and an amount"), job);
    }
    return inOne(m_database, [&](LedgerEntry& entry) -> Result<void> {
        const auto last = lastOfJob(m_database, job);
        const auto before = balance(account);
        if (!last || !before) {
            return tl::unexpected(last ? before.error() : last.error());
        }
        if (isOpenHold(*last)) {
            return failure(ErrorKind::InvalidInput, QStringLiteral("the job already has an open hold"), job);
        }
        if (amount > before->available()) {
            return failure(
                ErrorKind::OutOfCredits,
                QStringLiteral("%1 needed, %2 available").arg(amount.toPlain(), before->available().toPlain()),
                account);
        }
        entry.kind = LedgerKind::Hold;
        entry.account = account;
        entry.job = job;
        entry.amount = amount;
        entry.heldChange = amount;
        entry.what = what;
        return append(m_database, m_clock, *before, entry);
    });
}

Result<LedgerEntry> Ledger::settle(const QString& job, LedgerKind kind, std::optional<Credits> amount)
{
    return inOne(m_database, [&](LedgerEntry& entry) -> Result<void> {
        const auto last = lastOfJob(m_database, job);
        if (!last) {
            return tl::unexpected(last.error());
        }
        if (*last && (*last)->kind == kind) {
            entry = **last;
            return {};
        }
        if (!isOpenHold(*last)) {
            return failure(ErrorKind::InvalidInput, QStringLiteral("the job has no open hold"), job);
        }
        const auto before = balance((*last)->account);
        if (!before) {
            return tl::unexpected(before.error());
        }
        entry.kind = kind;
        entry.account = (*last)->account;
        entry.job = job;
        entry.amount = amount.value_or((*last)->amount);
        entry.heldChange = -(*last)->amount;
        entry.what = (*last)->what;
        return append(m_database, m_clock, *before, entry);
    });
}

Result<LedgerEntry> Ledger::charge(const QString& job, Credits amount)
{
    if (amount < Credits{}) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("a charge cannot be negative"), job);
    }
    return settle(job, LedgerKind::Charge, amount);
}

Result<LedgerEntry> Ledger::release(const QString& job)
{
    return settle(job, LedgerKind::Release, std::nullopt);
}

Result<LedgerEntry> Ledger::topUp(const QString& account, Credits amount, const QString& what)
{
    if (amount < Credits{} || account.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("a top-up needs an account and an amount"), account);
    }
    return inOne(m_database, [&](LedgerEntry& entry) -> Result<void> {
        const auto before = balance(account);
        if (!before) {
            return tl::unexpected(before.error());
        }
        entry.kind = LedgerKind::TopUp;
        entry.account = account;
        entry.amount = amount;
        entry.what = what;
        return append(m_database, m_clock, *before, entry);
    });
}

Result<std::optional<LedgerEntry>> Ledger::reconcile(const QString& account, Credits providerBalance,
                                                     const QString& what, Credits unsettled)
{
    if (account.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("no account"));
    }
    bool written = false;
    auto done = inOne(m_database, [&](LedgerEntry& entry) -> Result<void> {
        const auto before = balance(account);
        if (!before) {
            return tl::unexpected(before.error());
        }
        Credits difference = providerBalance - before->balance;
        if (!before->known) {
            entry.kind = providerBalance < Credits{} ? LedgerKind::Adjustment : LedgerKind::TopUp;
            entry.what = QStringLiteral("opening balance");
        } else {
            // What is missing there may be the price of a call whose outcome is unknown here. Its hold already keeps
            // that sum from being spent, so nothing is written for it now. Once the call turns out to be paid, its
            // Charge lowers our balance to the provider's; once it turns out to be free, its Release ends the hold, and
            // what is then still missing becomes an Adjustment next time.
            if (difference < Credits{}) {
                difference = std::min(Credits{}, difference + std::max(Credits{}, unsettled));
            }
            if (difference == Credits{}) {
                return {};
            }
            entry.kind = LedgerKind::Adjustment;
            entry.what = what;
        }
        entry.account = account;
        entry.amount = difference;
        written = true;
        return append(m_database, m_clock, *before, entry);
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return written ? std::optional<LedgerEntry>(*done) : std::nullopt;
}

Result<LedgerBalance> Ledger::balance(const QString& account) const
{
    LedgerBalance sums;
    auto read = m_database.each(
        QStringLiteral("SELECT count(*), coalesce(sum(balance_change), 0), coalesce(sum(held_change), 0) "
                       "FROM ledger_entries WHERE account = ?"),
        {account}, [&sums](const QSqlQuery& row) {
            sums.known = row.value(0).toLongLong() > 0;
            sums.balance = Credits::fromMilli(row.value(1).toLongLong());
            sums.held = Credits::fromMilli(row.value(2).toLongLong());
        });
    if (!read) {
        return tl::unexpected(read.error());
    }
    return sums;
}

Result<std::optional<Credits>> Ledger::openHold(const QString& job) const
{
    const auto last = lastOfJob(m_database, job);
    if (!last) {
        return tl::unexpected(last.error());
    }
    return isOpenHold(*last) ? std::optional<Credits>((*last)->amount) : std::nullopt;
}

Result<QString> Ledger::readBy(const QString& account) const
{
    const auto mark = m_database.value(QStringLiteral("SELECT mark FROM ledger_readers WHERE account = ?"), {account});
    return mark ? Result<QString>(mark->toString()) : tl::unexpected(mark.error());
}

Result<void> Ledger::noteReadBy(const QString& account, const QString& mark)
{
    return m_database.run(QStringLiteral("INSERT INTO ledger_readers (account, mark) VALUES (?, ?) "
                                         "ON CONFLICT (account) DO UPDATE SET mark = excluded.mark"),
                          {account, mark});
}

Result<Credits> Ledger::charged(const QString& account, const QDateTime& from, const QDateTime& to) const
{
    const auto sum =
        m_database.value(QStringLiteral("SELECT coalesce(sum(amount), 0) FROM ledger_entries "
                                        "WHERE account = ? AND kind = 'charge' AND time >= ? AND time < ?"),
                         {account, from.toMSecsSinceEpoch(), to.toMSecsSinceEpoch()});
    if (!sum) {
        return tl::unexpected(sum.error());
    }
    return Credits::fromMilli(sum->toLongLong());
}

Result<QList<LedgerEntry>> Ledger::entries(const QString& account, int limit, int offset) const
{
    QList<LedgerEntry> found;
    const QString which = account.isEmpty() ? QString() : QStringLiteral("WHERE account = ? ");
    QVariantList values{qMax(0, limit), qMax(0, offset)};
    if (!account.isEmpty()) {
        values.prepend(account);
    }
    auto read = m_database.each(
        QStringLiteral("SELECT %1 FROM ledger_entries %2ORDER BY number DESC LIMIT ? OFFSET ?").arg(columns(), which),
        values, [&found](const QSqlQuery& row) { found.append(entryOf(row)); });
    if (!read) {
        return tl::unexpected(read.error());
    }
    return found;
}

} // namespace maquette
