// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger/Ledger.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/ManualClock.h"
#include "tests/support/TestMain.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace maquette;

namespace {

const QString kAccount = QStringLiteral("stability");
const QString kWhy = QStringLiteral("another program may use this key");

QString job(int number)
{
    return QStringLiteral("job-%1").arg(number);
}

/// An independent book: what the ledger must say after the same calls.
struct Book
{
    qint64 balance = 0;
    QHash<QString, qint64> holds;
    QSet<QString> charged;
    bool known = false;

    [[nodiscard]] qint64 held() const
    {
        qint64 sum = 0;
        for (const qint64 amount : holds) {
            sum += amount;
        }
        return sum;
    }
};

} // namespace

/// Agreement with the provider, with itself, and between two processes.
class LedgerRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensWithTheProvidersFigure_data();
    void opensWithTheProvidersFigure();
    void reconciles_data();
    void reconciles();
    void unknownCallTurnsOutPaid();
    void unknownCallTurnsOutFree();
    void otherProgramSpendsWhileACallIsUnknown();
    void randomCallsKeepTheSums_data();
    void randomCallsKeepTheSums();
    void twoSidesNeverSpendTheSameCredit();
    void fullDiskWritesNothing();
    void refusesANewerLedger();

private:
    void step(Book& book, QRandomGenerator& dice);
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("ledger.db")); }
    [[nodiscard]] LedgerBalance balance() const { return m_ledger->balance(kAccount).value_or(LedgerBalance{}); }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Ledger> m_ledger;
};

void LedgerRulesTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    auto database = Database::open(file());
    QVERIFY(database.has_value());
    m_database = std::move(*database);
    auto ledger = Ledger::open(*m_database, m_clock);
    QVERIFY(ledger.has_value());
    m_ledger = std::move(*ledger);
}

void LedgerRulesTest::cleanup()
{
    m_ledger.reset();
    m_database.reset();
    m_folder.reset();
}

void LedgerRulesTest::opensWithTheProvidersFigure_data()
{
    QTest::addColumn<qint64>("figure");
    QTest::addColumn<QString>("kind");
    QTest::newRow("some") << qint64(123'456) << QStringLiteral("top-up");
    QTest::newRow("none") << qint64(0) << QStringLiteral("top-up");
    QTest::newRow("a debt") << qint64(-5'000) << QStringLiteral("adjustment");
}

void LedgerRulesTest::opensWithTheProvidersFigure()
{
    QFETCH(qint64, figure);
    QFETCH(QString, kind);
    const auto first = m_ledger->reconcile(kAccount, Credits::fromMilli(figure), kWhy, Credits::whole(1000));
    QVERIFY(first.has_value() && first->has_value());
    QCOMPARE(ledgerKindName((*first)->kind), kind);
    QCOMPARE((*first)->what, QStringLiteral("opening balance"));
    QCOMPARE((*first)->amount, Credits::fromMilli(figure));
    QCOMPARE(balance(), (LedgerBalance{Credits::fromMilli(figure), Credits{}, true}));
    // The same figure again: nothing to write.
    const auto second = m_ledger->reconcile(kAccount, Credits::fromMilli(figure), kWhy);
    QVERIFY(second.has_value() && !second->has_value());
}

void LedgerRulesTest::reconciles_data()
{
    // Our balance is 100 throughout.
    QTest::addColumn<int>("provider");
    QTest::addColumn<int>("unsettled");
    QTest::addColumn<int>("adjustment"); // 0: none is written
    QTest::newRow("agreed") << 100 << 0 << 0;
    QTest::newRow("less there") << 90 << 0 << -10;
    QTest::newRow("more there") << 130 << 0 << 30;
    QTest::newRow("agreed, one unknown") << 100 << 8 << 0;
    QTest::newRow("the unknown one was taken") << 92 << 8 << 0;
    QTest::newRow("one of two unknown was taken") << 92 << 16 << 0;
    QTest::newRow("less by more than the unknown") << 80 << 8 << -12;
    QTest::newRow("more there, one unknown") << 110 << 8 << 10;
    QTest::newRow("a negative sum counts as none") << 90 << -50 << -10;
    QTest::newRow("a debt there") << -20 << 0 << -120;
}

void LedgerRulesTest::reconciles()
{
    QFETCH(int, provider);
    QFETCH(int, unsettled);
    QFETCH(int, adjustment);
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(100), {}).has_value());
    const auto entry = m_ledger->reconcile(kAccount, Credits::whole(provider), kWhy, Credits::whole(unsettled));
    QVERIFY(entry.has_value());
    QCOMPARE(entry->has_value(), adjustment != 0);
    QCOMPARE(balance().balance, Credits::whole(100 + adjustment));
    if (adjustment != 0) {
        QCOMPARE((*entry)->kind, LedgerKind::Adjustment);
        QCOMPARE((*entry)->amount, Credits::whole(adjustment));
        QCOMPARE((*entry)->what, kWhy);
        QCOMPARE((*entry)->heldChange, Credits{});
        QVERIFY((*entry)->job.isEmpty());
    }
}

void LedgerRulesTest::unknownCallTurnsOutPaid()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(100), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(8), {}).has_value());
    QVERIFY(!m_ledger->reconcile(kAccount, Credits::whole(92), kWhy, Credits::whole(8)).value());
    QCOMPARE(balance().available(), Credits::whole(92));
    QVERIFY(m_ledger->charge(job(1), Credits::whole(8)).has_value());
    QVERIFY(!m_ledger->reconcile(kAccount, Credits::whole(92), kWhy).value());
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(92), Credits{}, true}));
}

void LedgerRulesTest::unknownCallTurnsOutFree()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(100), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(8), {}).has_value());
    // Not taken there; something else took 5, which the open hold hides for now.
    QVERIFY(!m_ledger->reconcile(kAccount, Credits::whole(95), kWhy, Credits::whole(8)).value());
    QVERIFY(m_ledger->release(job(1)).has_value());
    const auto late = m_ledger->reconcile(kAccount, Credits::whole(95), kWhy).value();
    QVERIFY(late.has_value());
    QCOMPARE(late->amount, Credits::whole(-5));
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(95), Credits{}, true}));
}

void LedgerRulesTest::otherProgramSpendsWhileACallIsUnknown()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(100), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(8), {}).has_value());
    const auto now = m_ledger->reconcile(kAccount, Credits::whole(72), kWhy, Credits::whole(8)).value();
    QVERIFY(now.has_value());
    QCOMPARE(now->amount, Credits::whole(-20));
    // Never is more offered than the provider has.
    QCOMPARE(balance().available(), Credits::whole(72));
    QVERIFY(m_ledger->charge(job(1), Credits::whole(8)).has_value());
    QVERIFY(!m_ledger->reconcile(kAccount, Credits::whole(72), kWhy).value());
}

void LedgerRulesTest::step(Book& book, QRandomGenerator& dice)
{
    const QString name = job(int(dice.bounded(12)));
    const qint64 amount = qint64(dice.bounded(20'000));
    const bool open = book.holds.contains(name);
    m_clock.advance(qint64(dice.bounded(1000)));
    switch (dice.bounded(5)) {
    case 0: {
        const bool mayHold = !open && amount <= book.balance - book.held();
        QCOMPARE(m_ledger->hold(kAccount, name, Credits::fromMilli(amount), {}).has_value(), mayHold);
        if (mayHold) {
            book.holds.insert(name, amount);
            book.charged.remove(name);
        }
        break;
    }
    case 1:
        QCOMPARE(m_ledger->charge(name, Credits::fromMilli(amount)).has_value(), open || book.charged.contains(name));
        if (open) {
            book.holds.remove(name);
            book.charged.insert(name);
            book.balance -= amount;
        }
        break;
    case 2: {
        const auto released = m_ledger->release(name);
        QVERIFY(!open || released.has_value());
        QVERIFY(!book.charged.contains(name) || !released.has_value());
        book.holds.remove(name);
        break;
    }
    case 3:
        QVERIFY(m_ledger->topUp(kAccount, Credits::fromMilli(amount / 2), {}).has_value());
        book.balance += amount / 2;
        book.known = true;
        break;
    default: {
        const qint64 figure = book.balance + amount - 10'000;
        const qint64 unsettled = qint64(dice.bounded(8'000));
        const auto entry =
            m_ledger->reconcile(kAccount, Credits::fromMilli(figure), kWhy, Credits::fromMilli(unsettled));
        QVERIFY(entry.has_value());
        const qint64 gap = figure - book.balance;
        const qint64 excess = !book.known || gap >= 0 ? gap : qMin(qint64(0), gap + unsettled);
        book.balance += excess;
        book.known = true;
        break;
    }
    }
}

void LedgerRulesTest::randomCallsKeepTheSums_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void LedgerRulesTest::randomCallsKeepTheSums()
{
    QFETCH(quint32, seed);
    QRandomGenerator dice(seed);
    Book book;
    // One outer transaction: the rules are the same, and the disk is waited for once.
    const auto done = m_database->transaction([&]() -> Result<void> {
        for (int i = 0; i < 400 && !QTest::currentTestFailed(); ++i) {
            step(book, dice);
            const LedgerBalance sums = balance();
            [&] {
                QCOMPARE(sums.balance.milli, book.balance);
                QCOMPARE(sums.held.milli, book.held());
                QCOMPARE(sums.known, book.known);
            }();
        }
        return {};
    });
    QVERIFY(done.has_value());
    // The running figures of every line are the sums up to it.
    Credits sum;
    Credits held;
    QList<LedgerEntry> entries = m_ledger->entries(kAccount, 1'000'000).value();
    QVERIFY(entries.size() > 50);
    std::reverse(entries.begin(), entries.end());
    for (const LedgerEntry& entry : std::as_const(entries)) {
        const bool adds = entry.kind == LedgerKind::TopUp || entry.kind == LedgerKind::Adjustment;
        sum += adds ? entry.amount : Credits{};
        sum -= entry.kind == LedgerKind::Charge ? entry.amount : Credits{};
        held += entry.heldChange;
        QCOMPARE(entry.balanceAfter, sum);
        QCOMPARE(entry.heldAfter, held);
        QVERIFY(held >= Credits{});
    }
    for (auto hold = book.holds.cbegin(); hold != book.holds.cend(); ++hold) {
        QCOMPARE(m_ledger->openHold(hold.key()).value(), std::optional<Credits>(Credits::fromMilli(hold.value())));
    }
}

void LedgerRulesTest::twoSidesNeverSpendTheSameCredit()
{
    // 100 credits, four connections as of four processes, each trying to hold forty times three credits.
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(100), {}).has_value());
    std::atomic<int> held = 0;
    std::atomic<int> refused = 0;
    std::atomic<int> other = 0;
    const auto side = [&](int number) {
        const SystemClock clock;
        auto database = Database::open(file(), Database::Mode::ReadWrite, 60'000);
        auto ledger = database ? Ledger::open(**database, clock) : tl::unexpected(database.error());
        for (int i = 0; ledger && i < 40; ++i) {
            const auto entry = (*ledger)->hold(kAccount, job(number * 1000 + i), Credits::whole(3), {});
            ++(entry ? held : entry.error().kind == ErrorKind::OutOfCredits ? refused : other);
        }
    };
    std::vector<std::thread> sides;
    for (int number = 0; number < 4; ++number) {
        sides.emplace_back(side, number);
    }
    for (std::thread& thread : sides) {
        thread.join();
    }
    QCOMPARE(held.load(), 33);
    QCOMPARE(refused.load(), 4 * 40 - 33);
    QCOMPARE(other.load(), 0);
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(100), Credits::whole(99), true}));
}

void LedgerRulesTest::fullDiskWritesNothing()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(100), {}).has_value());
    {
        const FileSizeLimit full(1024);
        const auto held = m_ledger->hold(kAccount, job(1), Credits::whole(3), {});
        QVERIFY(!held.has_value());
        QCOMPARE(held.error().kind, ErrorKind::Storage);
    }
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(100), Credits{}, true}));
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(3), {}).has_value());
}

void LedgerRulesTest::refusesANewerLedger()
{
    QVERIFY(
        m_database->run(QStringLiteral("UPDATE schema_version SET version = 99 WHERE part = 'ledger'")).has_value());
    const auto opened = Ledger::open(*m_database, m_clock);
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().kind, ErrorKind::Storage);
    QVERIFY(opened.error().detail.contains(QLatin1String("newer")));
}

QTEST_GUILESS_MAIN(LedgerRulesTest)
#include "tst_ledger_rules.moc"
