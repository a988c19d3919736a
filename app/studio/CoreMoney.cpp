// SPDX-License-Identifier: GPL-3.0-or-later
// The balance: read, compared with the ledger, filled up in practice mode, and told.
#include "app/providers/ProviderRegistry.h"
#include "app/sandbox/PracticeServer.h"
#include "app/studio/Core.h"

#include <QCryptographicHash>

namespace maquette {

namespace {

constexpr int kRefreshSoonMs = 250;

/// Tells one key from another, and tells nothing of either.
QString markOf(const QString& key)
{
    constexpr int kLetters = 12; // 48 bits
    return QString::fromLatin1(
        QCryptographicHash::hash("maquette ledger " + key.toUtf8(), QCryptographicHash::Sha256).toHex().left(kLetters));
}

} // namespace

void Core::jobSettled(const Job& job)
{
    ++m_moneyEpoch;
    m_expected.remove(job.id);
    Q_EMIT jobEnded(job);
    announceBalance();
    m_refreshSoon.start(kRefreshSoonMs);
}

void Core::refreshBalance()
{
    if (m_view.reading) {
        m_readAgain = true;
        return;
    }
    const QString account = m_options.provider;
    const Provider* asked = provider(account);
    const auto reachable = access(account);
    if (asked == nullptr || !reachable) {
        balanceRead(account, {}, m_moneyEpoch,
                    tl::unexpected(reachable ? Error{ErrorKind::Internal, {}, account, 0, -1, {}} : reachable.error()));
        return;
    }
    RequestGate& gate = m_queue->gate(account);
    if (const QDateTime until = gate.blockedUntil(); until.isValid()) {
        balanceRead(account, {}, m_moneyEpoch,
                    tl::unexpected(Error{ErrorKind::RateLimited, {}, account, 0, m_clock.now().msecsTo(until), {}}));
        return;
    }
    m_view.reading = true;
    m_view.againAt = {};
    announceBalance();
    m_reader->read(*asked, *reachable, gate,
                   [this, account, epoch = m_moneyEpoch, by = markOf(reachable->key)](const Result<Credits>& reading) {
                       balanceRead(account, by, epoch, reading);
                   });
}

void Core::balanceRead(const QString& account, const QString& by, quint64 epoch, const Result<Credits>& reading)
{
    m_view.reading = false;
    const bool otherAccount = account != m_options.provider;
    if (otherAccount || m_readAgain || (reading && epoch != m_moneyEpoch)) {
        m_readAgain = false;
        refreshBalance();
        return;
    }
    if (reading) {
        const auto adjusted =
            m_options.readOnly ? Result<std::optional<LedgerEntry>>() : reconcile(account, by, *reading);
        if (adjusted) {
            m_view.readAt = m_clock.now();
            m_view.readError.reset();
            if (*adjusted && (*adjusted)->kind == LedgerKind::Adjustment) {
                m_view.lastAdjustment = *adjusted;
            }
        } else {
            m_view.readError = adjusted.error();
        }
    } else {
        m_view.readError = reading.error();
        if (reading.error().kind == ErrorKind::RateLimited) {
            readAfter(account, reading.error().retryAfterMs);
        }
    }
    announceBalance();
    const auto waiting = std::move(m_whenBalanceRead);
    m_whenBalanceRead.clear();
    for (const auto& goOn : waiting) {
        goOn();
    }
}

void Core::readAfter(const QString& account, qint64 ms)
{
    const qint64 wait = ms >= 0 ? ms : provider(account)->rateLimit().penaltyMs;
    m_view.againAt = m_clock.now().addMSecs(wait);
    m_queue->gate(account).blockUntil(m_view.againAt);
    m_refreshSoon.start(int(wait + kRefreshSoonMs));
}

Result<std::optional<LedgerEntry>> Core::reconcile(const QString& account, const QString& by, Credits reading)
{
    std::optional<LedgerEntry> adjusted;
    auto written = m_database->transaction([&]() -> Result<void> {
        const auto before = m_ledger->readBy(account);
        if (!before) {
            return tl::unexpected(before.error());
        }
        const bool isOtherKey = !before->isEmpty() && *before != by;
        const auto entry = m_ledger->reconcile(
            account, reading, isOtherKey ? tr("the key was changed") : tr("another program may use this key"),
            sentHolds(account));
        if (!entry) {
            return tl::unexpected(entry.error());
        }
        adjusted = *entry;
        return *before == by ? Result<void>() : m_ledger->noteReadBy(account, by);
    });
    return written ? Result<std::optional<LedgerEntry>>(adjusted) : tl::unexpected(written.error());
}

Credits Core::sentHolds(const QString& account) const
{
    Credits sum;
    const QList<Job> jobs = m_options.restoreJobs ? m_queue->jobs() : m_journal->unfinished().value_or(QList<Job>());
    for (const Job& job : jobs) {
        const bool sent = job.state == JobState::Sending || job.state == JobState::Waiting ||
                          job.state == JobState::Receiving || job.state == JobState::Unknown;
        if (sent && job.request.provider == account) {
            sum += job.quote;
        }
    }
    return sum;
}

void Core::announceBalance()
{
    const QString account = m_options.provider;
    if (const auto balance = m_ledger->balance(account)) {
        m_view.ledger = *balance;
    }
    const QDateTime now = m_clock.now();
    const QDate today = now.toLocalTime().date();
    const QDateTime midnight = today.startOfDay().toUTC();
    const QDateTime month = QDate(today.year(), today.month(), 1).startOfDay().toUTC();
    m_view.spentToday = m_ledger->charged(account, midnight, now.addSecs(1)).value_or(Credits{});
    m_view.spentThisMonth = m_ledger->charged(account, month, now.addSecs(1)).value_or(Credits{});
    Q_EMIT balanceChanged(m_view);
}

Result<void> Core::refillPractice()
{
    const QString account = QStringLiteral("practice");
    if (!m_practice || m_options.readOnly) {
        return failure(ErrorKind::Offline, QStringLiteral("the practice server is not running"), account);
    }
    const auto before = m_ledger->balance(account);
    const auto added = before ? m_practice->refill() : tl::unexpected(before.error());
    if (!added) {
        return tl::unexpected(added.error());
    }
    ++m_moneyEpoch; // a reading that is under way may be of before
    // An account whose balance has never been read begins with what is read next.
    if (before->known && *added > Credits{}) {
        if (auto entered = m_ledger->topUp(account, *added, tr("play credits")); !entered) {
            refreshBalance(); // the money is there: it comes in as an adjustment
            return tl::unexpected(entered.error());
        }
    }
    announceBalance();
    refreshBalance();
    return {};
}

} // namespace maquette
