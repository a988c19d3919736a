// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/ErrorText.h"
#include "app/studio/TroubleCost.h"
#include "tests/support/TestMain.h"

#include <QTest>

namespace maquette {

class TestErrorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasThreeParts_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("exitCode");
        // The exit codes are a promise of the manual: 2 bad input, 3 refused, 4 credits, 5 network, 6 storage.
        QTest::newRow("key missing") << int(ErrorKind::KeyMissing) << 3;
        QTest::newRow("key rejected") << int(ErrorKind::KeyRejected) << 3;
        QTest::newRow("out of credits") << int(ErrorKind::OutOfCredits) << 4;
        QTest::newRow("rate limited") << int(ErrorKind::RateLimited) << 5;
        QTest::newRow("refused") << int(ErrorKind::Refused) << 3;
        QTest::newRow("offline") << int(ErrorKind::Offline) << 5;
        QTest::newRow("timed out") << int(ErrorKind::TimedOut) << 5;
        QTest::newRow("bad reply") << int(ErrorKind::BadReply) << 3;
        QTest::newRow("storage") << int(ErrorKind::Storage) << 6;
        QTest::newRow("invalid input") << int(ErrorKind::InvalidInput) << 2;
        QTest::newRow("internal") << int(ErrorKind::Internal) << 1;
    }

    void everyKindHasThreeParts()
    {
        QFETCH(int, kind);
        QFETCH(int, exitCode);
        const Error error{ErrorKind(kind),      QStringLiteral("their words"), QStringLiteral("here"), 418, -1,
                          QStringLiteral("req")};
        for (const ErrorCost cost : {ErrorCost::Nothing, ErrorCost::MayHaveCost, ErrorCost::Charged}) {
            const ErrorText text = errorText(error, cost);
            for (const QString& part : {text.what, text.cost, text.next}) {
                QVERIFY(part.endsWith(QLatin1Char('.')));
            }
            QVERIFY(text.action != ErrorAction::None && !text.actionLabel.isEmpty());
            QVERIFY(!text.sentence().contains(QStringLiteral("their words")));
            QVERIFY(text.details.contains(QStringLiteral("their words")) &&
                    text.details.contains(QStringLiteral("418")) && text.details.contains(QStringLiteral("req")));
        }
        QCOMPARE(exitCodeFor(error), exitCode);
    }

    void aFileThatCannotBeTakenInSaysWhy()
    {
        const ErrorText damaged =
            importErrorText({ErrorKind::InvalidInput, QStringLiteral("bad chunk"), {}, 0, -1, {}});
        QVERIFY(damaged.what.contains(QStringLiteral("damaged")));
        QVERIFY(damaged.details.contains(QStringLiteral("bad chunk")));
        QVERIFY(damaged.cost.contains(QStringLiteral("nothing")));
        const QString sentence = QStringLiteral("The picture has several frames.");
        QCOMPARE(importErrorText({ErrorKind::InvalidInput, sentence, {}, 0, -1, {}}).what, sentence);
        const QString path = QStringLiteral("/home/ada/pictures/boat.png");
        const QString named =
            importErrorText({ErrorKind::InvalidInput, QStringLiteral("bad chunk"), {}, 0, -1, {}}, path).what;
        QVERIFY2(named.startsWith(QStringLiteral("boat.png cannot be used")), qPrintable(named));
        const QString said = importErrorText({ErrorKind::InvalidInput, sentence, {}, 0, -1, {}}, path).what;
        QCOMPARE(said, QStringLiteral("boat.png: ") + sentence);
        const Error full{ErrorKind::Storage, QStringLiteral("no space"), {}, 0, -1, {}};
        QCOMPARE(importErrorText(full).what, errorText(full, ErrorCost::Nothing).what);
    }

    void anotherProcessIsNamed()
    {
        const QString who = QStringLiteral("in use by maquette-cli, process 4711 on desk");
        const ErrorText text =
            errorText({ErrorKind::Storage, who, QStringLiteral("/d/maquette.lock"), 0, -1, {}}, ErrorCost::Nothing);
        QVERIFY(text.what.contains(QStringLiteral("maquette-cli, process 4711")));
        QVERIFY(!text.sentence().contains(QStringLiteral("space")));
        QCOMPARE(text.action, ErrorAction::Retry);
    }

    void theDatabasesStateIsNamed_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("what");
        QTest::addColumn<ErrorAction>("action");
        QTest::newRow("locked") << QStringLiteral("database is locked Unable to execute statement")
                                << QStringLiteral("Another program holds the library's database.")
                                << ErrorAction::Retry;
        const QString damaged = QStringLiteral("The library's database is damaged. It was left as it is.");
        QTest::newRow("malformed") << QStringLiteral("database disk image is malformed Unable to execute statement")
                                   << damaged << ErrorAction::FreeSpace;
        QTest::newRow("no database") << QStringLiteral("the file is damaged or is not a database") << damaged
                                     << ErrorAction::FreeSpace;
    }

    void theDatabasesStateIsNamed()
    {
        QFETCH(QString, detail);
        const ErrorText text =
            errorText({ErrorKind::Storage, detail, QStringLiteral("/d/maquette.db"), 0, -1, {}}, ErrorCost::Nothing);
        QTEST(text.what, "what");
        QTEST(text.action, "action");
        QVERIFY(!text.next.contains(QStringLiteral("space")));
    }

    void theButtonSaysWhatItDoes()
    {
        const ErrorText text = errorText(Error{ErrorKind::Storage, {}, {}, 0, -1, {}}, ErrorCost::Nothing);
        QCOMPARE(text.action, ErrorAction::FreeSpace);
        QCOMPARE(text.actionLabel, QStringLiteral("Open folder"));
    }

    void anUnusableKeyIsNotTheProvidersWord()
    {
        const ErrorText text = errorText({ErrorKind::KeyRejected,
                                          QStringLiteral("The key contains a blank."),
                                          QStringLiteral("STABILITY_API_KEY"),
                                          0,
                                          -1,
                                          {}},
                                         ErrorCost::Nothing);
        QVERIFY(text.what.contains(QStringLiteral("STABILITY_API_KEY")));
        QVERIFY(!text.what.contains(QStringLiteral("provider")));
    }

    void troubleMayCostWhileACallIsOpen_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("cost");
        const auto row = [](const char* name, JobState state, ErrorKind kind, ErrorCost cost) {
            QTest::newRow(name) << int(state) << int(kind) << int(cost);
        };
        row("queued", JobState::Queued, ErrorKind::Storage, ErrorCost::Nothing);
        row("sending", JobState::Sending, ErrorKind::Storage, ErrorCost::MayHaveCost);
        row("waiting", JobState::Waiting, ErrorKind::Storage, ErrorCost::MayHaveCost);
        row("receiving", JobState::Receiving, ErrorKind::Storage, ErrorCost::MayHaveCost);
        row("done", JobState::Done, ErrorKind::Storage, ErrorCost::Nothing);
        row("an order refused beside it", JobState::Sending, ErrorKind::OutOfCredits, ErrorCost::Nothing);
    }

    void troubleMayCostWhileACallIsOpen()
    {
        QFETCH(int, state);
        QFETCH(int, kind);
        QFETCH(int, cost);
        Job other;
        Job job;
        job.state = JobState(state);
        QCOMPARE(int(costOfTrouble(Error{ErrorKind(kind), {}, {}, 0, -1, {}}, {other, job})), cost);
    }

    void anUnknownJobSaysItMayHaveCost()
    {
        Job job;
        job.state = JobState::Unknown;
        job.error = Error{ErrorKind::Offline, {}, {}, 0, -1, {}};
        QCOMPARE(errorText(job).action, ErrorAction::Settle);
        QVERIFY(errorText(job).cost.contains(QStringLiteral("may")));
        job.ticket = QStringLiteral("t");
        QCOMPARE(errorText(job).action, ErrorAction::Retry);
        job.keptFile = QStringLiteral("/f");
        QCOMPARE(errorText(job).action, ErrorAction::FreeSpace);
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestErrorText)
#include "tst_errortext.moc"
