// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/credits/BalancePopover.h"
#include "ui/credits/LedgerModel.h"
#include "ui/credits/MeterBar.h"
#include "ui/widgets/Theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QUrl>

namespace maquette {

namespace {

LedgerEntry entry(qint64 number, LedgerKind kind, qint64 amount, qint64 heldChange, qint64 balance, qint64 held)
{
    LedgerEntry made;
    made.number = number;
    made.time = QDateTime(QDate(2025, 3, 4), QTime(5, 6), Qt::UTC);
    made.kind = kind;
    made.amount = Credits::fromMilli(amount);
    made.heldChange = Credits::fromMilli(heldChange);
    made.balanceAfter = Credits::fromMilli(balance);
    made.heldAfter = Credits::fromMilli(held);
    made.what = QStringLiteral("op");
    return made;
}

/// An answer that comes later, as the real ones do.
template <typename T>
QFuture<T> later(T value)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QTimer::singleShot(0, qApp, [promise, value] {
        promise->addResult(value);
        promise->finish();
    });
    return promise->future();
}

} // namespace

class TestCredits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void rowsSayWhatHappened_data()
    {
        QTest::addColumn<LedgerEntry>("line");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("amount");
        QTest::addColumn<QString>("held");
        QTest::addColumn<QString>("balance");
        QTest::newRow("top-up") << entry(1, LedgerKind::TopUp, 1000000, 0, 1000000, 0) << QStringLiteral("topped up")
                                << QStringLiteral("+1\u202f000") << QString() << QStringLiteral("1\u202f000");
        QTest::newRow("hold") << entry(2, LedgerKind::Hold, 3000, 3000, 1000000, 3000) << QStringLiteral("held")
                              << QString() << QStringLiteral("3") << QStringLiteral("1\u202f000");
        QTest::newRow("charge") << entry(3, LedgerKind::Charge, 3000, -3000, 997000, 0) << QStringLiteral("charged")
                                << QStringLiteral("\u22123") << QStringLiteral("0") << QStringLiteral("997");
        QTest::newRow("release") << entry(4, LedgerKind::Release, 6500, -6500, 997000, 0)
                                 << QStringLiteral("given back") << QString() << QStringLiteral("0")
                                 << QStringLiteral("997");
        QTest::newRow("adjusted down") << entry(5, LedgerKind::Adjustment, -2500, 0, 994500, 0)
                                       << QStringLiteral("corrected") << QString(Credits::fromMilli(-2500).toDisplay())
                                       << QString() << QStringLiteral("994.5");
        QTest::newRow("adjusted up") << entry(6, LedgerKind::Adjustment, 2500, 0, 997000, 0)
                                     << QStringLiteral("corrected") << QStringLiteral("+2.5") << QString()
                                     << QStringLiteral("997");
    }

    void rowsSayWhatHappened()
    {
        QFETCH(LedgerEntry, line);
        QFETCH(QString, kind);
        QFETCH(QString, amount);
        QFETCH(QString, held);
        QFETCH(QString, balance);
        LedgerModel model([&](int, int) { return later(Result<QList<LedgerEntry>>(QList<LedgerEntry>{line})); },
                          [](const QString& what) { return what.toUpper(); });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy loaded(&model, &LedgerModel::loaded);
        model.reload();
        QTRY_COMPARE(loaded.count(), 1);
        const auto text = [&model](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(LedgerModel::What), QStringLiteral("OP"));
        QCOMPARE(text(LedgerModel::Kind), kind);
        QCOMPARE(text(LedgerModel::Amount), amount);
        QCOMPARE(text(LedgerModel::Held), held);
        QCOMPARE(text(LedgerModel::BalanceAfter), balance);
    }

    void pagesAreFetchedOnce()
    {
        QList<QPair<int, int>> asked;
        static constexpr int kAll = 250;
        const auto source = [&asked](int limit, int offset) {
            asked.append({limit, offset});
            QList<LedgerEntry> page;
            for (int i = offset; i < std::min(offset + limit, kAll); ++i) {
                page.append(entry(kAll - i, LedgerKind::TopUp, 1000, 0, 1000, 0));
            }
            return later(Result<QList<LedgerEntry>>(page));
        };
        LedgerModel model(source, [](const QString& what) { return what; });
        QVERIFY(!model.canFetchMore({}));
        model.reload();
        QTRY_COMPARE(model.rowCount(), 100);
        model.fetchMore({});
        model.fetchMore({}); // while the first is under way
        QTRY_COMPARE(model.rowCount(), 200);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), kAll);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(asked, (QList<QPair<int, int>>{{100, 0}, {100, 100}, {100, 200}}));
    }

    void failureIsTold()
    {
        LedgerModel model(
            [](int, int) {
                return later(Result<QList<LedgerEntry>>(failure(ErrorKind::Storage, QStringLiteral("disk"))));
            },
            [](const QString& what) { return what; });
        QSignalSpy failed(&model, &LedgerModel::failed);
        model.reload();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.canFetchMore({}));
    }

    void lateAnswersAreDropped()
    {
        QList<QPromise<Result<QList<LedgerEntry>>>*> open;
        LedgerModel model(
            [&open](int, int) {
                auto* promise = new QPromise<Result<QList<LedgerEntry>>>;
                promise->start();
                open.append(promise);
                return promise->future();
            },
            [](const QString& what) { return what; });
        model.reload();
        model.reload();
        const auto answer = [&open](int which, int rows) {
            open.at(which)->addResult(QList<LedgerEntry>(rows, entry(1, LedgerKind::TopUp, 1, 0, 1, 0)));
            open.at(which)->finish();
        };
        answer(1, 2);
        QTRY_COMPARE(model.rowCount(), 2);
        answer(0, 7);
        QTest::qWait(0);
        QCOMPARE(model.rowCount(), 2);
        qDeleteAll(open);
    }

    void anAnswerAfterTheEndIsHarmless()
    {
        auto model = std::make_unique<LedgerModel>(
            [](int, int) { return later(Result<QList<LedgerEntry>>(QList<LedgerEntry>{})); },
            [](const QString& what) { return what; });
        model->reload();
        model.reset();
        QCoreApplication::processEvents();
    }

    void readingIsDated_data()
    {
        QTest::addColumn<int>("secondsAgo"); // below 0: never
        QTest::addColumn<bool>("failed");
        QTest::addColumn<bool>("reading");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << 5 << false << false << QStringLiteral("Read just now.");
        QTest::newRow("minutes") << 240 << false << false << QStringLiteral("Read 4 min ago.");
        QTest::newRow("never") << -1 << false << false << QStringLiteral("Not read yet.");
        QTest::newRow("failed") << 120 << true << false
                                << QStringLiteral(
                                       "The provider could not be reached, or the connection broke. Read 2 min ago.");
        QTest::newRow("reading") << 120 << true << true << QStringLiteral("Asking the provider …");
    }

    void readingIsDated()
    {
        QFETCH(int, secondsAgo);
        QFETCH(bool, failed);
        QFETCH(bool, reading);
        QFETCH(QString, text);
        const QDateTime at(QDate(2025, 3, 4), QTime(12, 0), Qt::UTC);
        BalanceView view;
        view.reading = reading;
        if (secondsAgo >= 0) {
            view.readAt = at.addSecs(-secondsAgo);
        }
        if (failed) {
            view.readError = Error{ErrorKind::Offline, {}, {}, 0, -1, {}};
        }
        QCOMPARE(readingText(view, at), text);
        view.reading = false;
        view.againAt = at.addMSecs(41'500);
        QCOMPARE(readingText(view, at),
                 QStringLiteral("The provider is receiving too many requests. Asked again in 42 s."));
    }

    void topUpOnlyForRealMoney()
    {
        QVERIFY(topUpPage(QStringLiteral("practice")).isEmpty());
        QCOMPARE(topUpPage(QStringLiteral("stability")).host(), QStringLiteral("platform.stability.ai"));
    }

    void meterWarnsNearTheEnd()
    {
        MeterBar meter;
        meter.resize(100, 4);
        meter.setSpent(Credits::whole(50), Credits::whole(100));
        QCOMPARE(meter.grab().toImage().pixelColor(25, 2), Theme::instance().colours().text2);
        QCOMPARE(meter.grab().toImage().pixelColor(75, 2), Theme::instance().colours().ground3);
        meter.setSpent(Credits::whole(95), Credits::whole(100));
        QCOMPARE(meter.grab().toImage().pixelColor(25, 2), Theme::instance().colours().warn);
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestCredits)
#include "TestCredits.moc"
