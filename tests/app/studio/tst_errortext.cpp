// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/ErrorText.h"
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
        const Error full{ErrorKind::Storage, QStringLiteral("no space"), {}, 0, -1, {}};
        QCOMPARE(importErrorText(full).what, errorText(full, ErrorCost::Nothing).what);
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
