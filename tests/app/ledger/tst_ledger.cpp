// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger/Ledger.h"
#include "tests/support/ManualClock.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using namespace maquette;

namespace {

const QString kAccount = QStringLiteral("stability");
const QString kOther = QStringLiteral("practice");
const QString kWhy = QStringLiteral("another program may use this key");

QString job(int number)
{
    return QStringLiteral("job-%1").arg(number);
}

} // namespace

/// What each call writes, and what it refuses.
class LedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void beginsUnknown();
    void paysForAJob();
    void chargeMayDifferFromTheHold();
    void givesBack();
    void refusesAHoldWithoutCredit();
    void holdsTheLastThousandth();
    void refusesWrongHolds();
    void refusesToChargeWithoutHold();
    void refusesToReleaseWhatWasCharged();
    void mayHoldAgainAfterARelease();
    void keepsAccountsApart();
    void countsByNumberAndTime();
    void sumsChargesOfAPeriod();
    void listsNewestFirst();
    void cannotBeChanged();
    void survivesReopening();
    void namesKinds();

private:
    [[nodiscard]] LedgerBalance balance(const QString& account = kAccount) const
    {
        return m_ledger->balance(account).value_or(LedgerBalance{});
    }
    [[nodiscard]] int count() const
    {
        return int(m_ledger->entries({}, 1'000'000).value_or(QList<LedgerEntry>()).size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Ledger> m_ledger;
};

void LedgerTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    auto database = Database::open(m_folder->filePath(QStringLiteral("ledger.db")));
    QVERIFY(database.has_value());
    m_database = std::move(*database);
    auto ledger = Ledger::open(*m_database, m_clock);
    QVERIFY(ledger.has_value());
    m_ledger = std::move(*ledger);
}

void LedgerTest::cleanup()
{
    m_ledger.reset();
    m_database.reset();
    m_folder.reset();
}

void LedgerTest::beginsUnknown()
{
    QCOMPARE(balance(), LedgerBalance{});
    QVERIFY(!balance().known);
    QCOMPARE(m_ledger->openHold(job(1)).value(), std::nullopt);
    QCOMPARE(count(), 0);
}

void LedgerTest::paysForAJob()
{
    const auto opened = m_ledger->topUp(kAccount, Credits::whole(100), QStringLiteral("start"));
    QVERIFY(opened.has_value());
    QCOMPARE(opened->number, qint64(1));
    QCOMPARE(opened->kind, LedgerKind::TopUp);
    QCOMPARE(opened->balanceAfter, Credits::whole(100));

    const auto held = m_ledger->hold(kAccount, job(1), Credits::fromMilli(6'500), QStringLiteral("generate"));
    QVERIFY(held.has_value());
    QCOMPARE(held->kind, LedgerKind::Hold);
    QCOMPARE(held->amount, Credits::fromMilli(6'500));
    QCOMPARE(held->heldChange, Credits::fromMilli(6'500));
    QCOMPARE(held->balanceAfter, Credits::whole(100));
    QCOMPARE(held->heldAfter, Credits::fromMilli(6'500));
    QCOMPARE(held->time, m_clock.now());
    QCOMPARE(balance().available(), Credits::fromMilli(93'500));
    QCOMPARE(m_ledger->openHold(job(1)).value(), std::optional<Credits>(Credits::fromMilli(6'500)));

    const auto charged = m_ledger->charge(job(1), Credits::fromMilli(6'500));
    QVERIFY(charged.has_value());
    QCOMPARE(charged->kind, LedgerKind::Charge);
    QCOMPARE(charged->account, kAccount);
    QCOMPARE(charged->what, QStringLiteral("generate"));
    QCOMPARE(charged->heldChange, Credits::fromMilli(-6'500));
    QCOMPARE(charged->balanceAfter, Credits::fromMilli(93'500));
    QCOMPARE(charged->heldAfter, Credits{});
    QCOMPARE(balance(), (LedgerBalance{Credits::fromMilli(93'500), Credits{}, true}));
    QCOMPARE(m_ledger->openHold(job(1)).value(), std::nullopt);

    // A crash between the charge and Done makes the job settle again.
    QCOMPARE(m_ledger->charge(job(1), Credits::fromMilli(6'500)).value(), *charged);
    QCOMPARE(m_ledger->charge(job(1), Credits::whole(50)).value(), *charged);
    QCOMPARE(count(), 3);
}

void LedgerTest::chargeMayDifferFromTheHold()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(8), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(2), Credits::whole(2), {}).has_value());
    QVERIFY(m_ledger->charge(job(1), Credits::whole(9)).has_value());
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(1), Credits::whole(2), true}));
    QCOMPARE(balance().available(), Credits::whole(-1));
    QVERIFY(m_ledger->charge(job(2), Credits{}).has_value());
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(1), Credits{}, true}));
}

void LedgerTest::givesBack()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(8), QStringLiteral("core")).has_value());
    const auto released = m_ledger->release(job(1));
    QVERIFY(released.has_value());
    QCOMPARE(released->kind, LedgerKind::Release);
    QCOMPARE(released->amount, Credits::whole(8));
    QCOMPARE(released->heldChange, Credits::whole(-8));
    QCOMPARE(released->what, QStringLiteral("core"));
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(10), Credits{}, true}));
    QCOMPARE(m_ledger->release(job(1)).value(), *released);
    QCOMPARE(count(), 3);
}

void LedgerTest::refusesAHoldWithoutCredit()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::fromMilli(3'500), {}).has_value());
    const auto refused = m_ledger->hold(kAccount, job(2), Credits::whole(8), {});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::OutOfCredits);
    QCOMPARE(refused.error().detail, QStringLiteral("8 needed, 6.5 available"));
    QCOMPARE(count(), 2);
    // An account nothing is known of has nothing.
    QCOMPARE(m_ledger->hold(kOther, job(3), Credits::fromMilli(1), {}).error().kind, ErrorKind::OutOfCredits);
}

void LedgerTest::holdsTheLastThousandth()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(3), {}).has_value());
    QCOMPARE(m_ledger->hold(kAccount, job(1), Credits::fromMilli(3'001), {}).error().kind, ErrorKind::OutOfCredits);
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::fromMilli(3'000), {}).has_value());
    QCOMPARE(m_ledger->hold(kAccount, job(2), Credits::fromMilli(1), {}).error().kind, ErrorKind::OutOfCredits);
    // What is free can always be had.
    QVERIFY(m_ledger->hold(kAccount, job(3), Credits{}, {}).has_value());
    QCOMPARE(m_ledger->openHold(job(3)).value(), std::optional<Credits>(Credits{}));
    QVERIFY(m_ledger->charge(job(3), Credits{}).has_value());
    QCOMPARE(m_ledger->openHold(job(3)).value(), std::nullopt);
}

void LedgerTest::refusesWrongHolds()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(1), {}).has_value());
    QCOMPARE(m_ledger->hold(kAccount, job(1), Credits::whole(1), {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ledger->hold(kAccount, job(2), Credits::fromMilli(-1), {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ledger->hold(kAccount, {}, Credits::whole(1), {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ledger->hold({}, job(2), Credits::whole(1), {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ledger->topUp(kAccount, Credits::fromMilli(-1), {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ledger->charge(job(1), Credits::fromMilli(-1)).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(count(), 2);
}

void LedgerTest::refusesToChargeWithoutHold()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QCOMPARE(m_ledger->charge(job(1), Credits::whole(1)).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ledger->charge({}, Credits::whole(1)).error().kind, ErrorKind::InvalidInput);
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(1), {}).has_value());
    QVERIFY(m_ledger->release(job(1)).has_value());
    QCOMPARE(m_ledger->charge(job(1), Credits::whole(1)).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(10), Credits{}, true}));
}

void LedgerTest::refusesToReleaseWhatWasCharged()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QCOMPARE(m_ledger->release(job(1)).error().kind, ErrorKind::InvalidInput);
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(1), {}).has_value());
    QVERIFY(m_ledger->charge(job(1), Credits::whole(1)).has_value());
    QCOMPARE(m_ledger->release(job(1)).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(balance().balance, Credits::whole(9));
}

void LedgerTest::mayHoldAgainAfterARelease()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(1), {}).has_value());
    QVERIFY(m_ledger->release(job(1)).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(2), {}).has_value());
    QCOMPARE(m_ledger->openHold(job(1)).value(), std::optional<Credits>(Credits::whole(2)));
    QVERIFY(m_ledger->charge(job(1), Credits::whole(2)).has_value());
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(8), Credits{}, true}));
}

void LedgerTest::keepsAccountsApart()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    QVERIFY(m_ledger->topUp(kOther, Credits::whole(1000), {}).has_value());
    QVERIFY(m_ledger->hold(kOther, job(1), Credits::whole(100), {}).has_value());
    QVERIFY(m_ledger->charge(job(1), Credits::whole(100)).has_value());
    QCOMPARE(balance(kAccount), (LedgerBalance{Credits::whole(10), Credits{}, true}));
    QCOMPARE(balance(kOther), (LedgerBalance{Credits::whole(900), Credits{}, true}));
    QCOMPARE(m_ledger->entries(kAccount, 10).value().size(), qsizetype(1));
    QCOMPARE(m_ledger->entries(kOther, 10).value().size(), qsizetype(3));
    QCOMPARE(m_ledger->entries({}, 10).value().size(), qsizetype(4));
}

void LedgerTest::countsByNumberAndTime()
{
    const auto first = m_ledger->topUp(kAccount, Credits::whole(1), {});
    // A clock set back changes the times, never the order.
    m_clock.advance(-3'600'000);
    const auto second = m_ledger->topUp(kAccount, Credits::whole(1), {});
    QCOMPARE(second->number, first->number + 1);
    QVERIFY(second->time < first->time);
    QCOMPARE(second->time.timeSpec(), Qt::UTC);
    QCOMPARE(m_ledger->entries(kAccount, 1).value().first(), *second);
}

void LedgerTest::sumsChargesOfAPeriod()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(100), {}).has_value());
    QVERIFY(m_ledger->topUp(kOther, Credits::whole(100), {}).has_value());
    const QDateTime start = m_clock.now();
    for (int i = 0; i < 4; ++i) {
        QVERIFY(m_ledger->hold(kAccount, job(i), Credits::whole(i + 1), {}).has_value());
        QVERIFY(m_ledger->charge(job(i), Credits::whole(i + 1)).has_value());
        m_clock.advance(1000);
    }
    QVERIFY(m_ledger->hold(kOther, job(9), Credits::whole(50), {}).has_value());
    QVERIFY(m_ledger->charge(job(9), Credits::whole(50)).has_value());
    QVERIFY(m_ledger->reconcile(kAccount, Credits::whole(1), kWhy).has_value());
    QCOMPARE(m_ledger->charged(kAccount, start, start.addSecs(100)).value(), Credits::whole(10));
    QCOMPARE(m_ledger->charged(kAccount, start.addSecs(1), start.addSecs(3)).value(), Credits::whole(2 + 3));
    QCOMPARE(m_ledger->charged(kAccount, start.addSecs(4), start.addSecs(9)).value(), Credits{});
    // The same moments in another zone.
    const QDateTime there = start.toOffsetFromUtc(7200);
    QCOMPARE(m_ledger->charged(kAccount, there, there.addSecs(1)).value(), Credits::whole(1));
}

void LedgerTest::listsNewestFirst()
{
    for (int i = 1; i <= 5; ++i) {
        QVERIFY(m_ledger->topUp(kAccount, Credits::whole(i), QString::number(i)).has_value());
    }
    const auto page = m_ledger->entries(kAccount, 2, 1);
    QVERIFY(page.has_value());
    QCOMPARE(page->size(), qsizetype(2));
    QCOMPARE(page->at(0).what, QStringLiteral("4"));
    QCOMPARE(page->at(1).what, QStringLiteral("3"));
    QCOMPARE(m_ledger->entries(kAccount, 10, 5).value().size(), qsizetype(0));
    QCOMPARE(m_ledger->entries(kAccount, 0).value().size(), qsizetype(0));
}

void LedgerTest::cannotBeChanged()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), {}).has_value());
    for (const char* sql :
         {"UPDATE ledger_entries SET amount = 99000", "DELETE FROM ledger_entries",
          "INSERT INTO ledger_entries (time, kind, account, job, amount, balance_change, held_change, "
          "balance_after, held_after, what) VALUES (0, 'gift', 'a', '', 1, 1, 0, 1, 0, '')",
          "INSERT INTO ledger_entries (time, kind, account, job, amount, balance_change, held_change, "
          "balance_after, held_after, what) VALUES (0, 'charge', 'a', '', -1, 1, 0, 1, 0, '')"}) {
        QVERIFY(!m_database->run(QString::fromLatin1(sql)).has_value());
    }
    QVERIFY(m_database->run(QStringLiteral("DELETE FROM ledger_entries"))
                .error()
                .detail.contains(QLatin1String("append-only")));
    QCOMPARE(balance(), (LedgerBalance{Credits::whole(10), Credits{}, true}));
}

void LedgerTest::survivesReopening()
{
    QVERIFY(m_ledger->topUp(kAccount, Credits::whole(10), QStringLiteral("start")).has_value());
    QVERIFY(m_ledger->hold(kAccount, job(1), Credits::whole(3), QStringLiteral("core")).has_value());
    const auto before = m_ledger->entries({}, 10).value();
    const LedgerBalance sums = balance();
    m_ledger.reset();
    m_database.reset();
    auto database = Database::open(m_folder->filePath(QStringLiteral("ledger.db")));
    QVERIFY(database.has_value());
    m_database = std::move(*database);
    m_ledger = std::move(*Ledger::open(*m_database, m_clock));
    QCOMPARE(m_ledger->entries({}, 10).value(), before);
    QCOMPARE(balance(), sums);
    QVERIFY(m_ledger->release(job(1)).has_value());
}

void LedgerTest::namesKinds()
{
    QCOMPARE(ledgerKindName(LedgerKind::Hold), QStringLiteral("hold"));
    QCOMPARE(ledgerKindName(LedgerKind::Charge), QStringLiteral("charge"));
    QCOMPARE(ledgerKindName(LedgerKind::Release), QStringLiteral("release"));
    QCOMPARE(ledgerKindName(LedgerKind::TopUp), QStringLiteral("top-up"));
    QCOMPARE(ledgerKindName(LedgerKind::Adjustment), QStringLiteral("adjustment"));
}

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
