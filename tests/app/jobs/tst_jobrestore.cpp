// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/jobs/JobKit.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QTest>

#include <algorithm>

namespace maquette {

/// A restart at every point of a job's life.
class TestJobRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aQueuedJobComesBackPausedWithoutAHold()
    {
        JobKit kit;
        kit.queue->setPaused(true);
        const Job job = kit.newJob();
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        kit.reopen();
        QVERIFY(kit.queue->restore().has_value());
        const Job back = kit.queue->job(job.id).value();
        QVERIFY(back.paused);
        QCOMPARE(back.state, JobState::Queued);
        QVERIFY(kit.host->held.isEmpty());
        QTest::qWait(0);
        QVERIFY(kit.client->calls.isEmpty());

        kit.client->script.enqueue(pictureAnswer());
        QVERIFY(kit.queue->resume(job.id, Credits::whole(4)).has_value());
        QCOMPARE(kit.host->held.value(job.id), Credits::whole(4));
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.host->spent, Credits::whole(4));
    }

    void sentWithoutAnAnswerIsUnknownAndNeverSentAgain()
    {
        JobKit kit;
        kit.client->script.enqueue(hangingAnswer());
        const Job job = kit.newJob();
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.client->calls.size(), 1);
        kit.reopen();
        QVERIFY(kit.queue->restore().has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
        QVERIFY(kit.host->held.contains(job.id));
        QCOMPARE(kit.client->calls.size(), 1);
        QVERIFY(!kit.queue->checkAgain(job.id).has_value());
    }

    void aTicketIsAskedForAgain()
    {
        JobKit kit;
        kit.client->script.enqueue(ticketAnswer());
        kit.client->script.enqueue(hangingAnswer());
        const Job job = kit.newJob(QStringLiteral("stable-image.upscale.creative"));
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.client->calls.size(), 2);
        kit.reopen();
        kit.client->script.enqueue(pictureAnswer());
        QVERIFY(kit.queue->restore().has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.client->calls.last().method, HttpCall::Method::Get);
        QCOMPARE(kit.host->spent, Credits::whole(3));
    }

    void aReceivedAnswerIsStoredAfterTheRestart()
    {
        JobKit kit;
        kit.host->storageFull = true;
        kit.client->script.enqueue(pictureAnswer());
        const Job job = kit.newJob();
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
        kit.reopen();
        QVERIFY(kit.queue->restore().has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.host->keptBytes, pictureAnswer().body);
        QCOMPARE(kit.client->calls.size(), 1);
    }

    void aTicketWaitsForALateKey_data()
    {
        QTest::addColumn<bool>("cancelled");
        QTest::newRow("the key comes") << false;
        QTest::newRow("the user stops waiting") << true;
    }

    void aTicketWaitsForALateKey()
    {
        QFETCH(bool, cancelled);
        JobKit kit;
        kit.client->script.enqueue(ticketAnswer());
        kit.client->script.enqueue(hangingAnswer());
        const Job job = kit.newJob(QStringLiteral("stable-image.upscale.creative"));
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.client->calls.size(), 2);
        kit.reopen();
        kit.host->keyMissing = true;
        QVERIFY(kit.queue->restore().has_value());
        QTRY_VERIFY(kit.queue->job(job.id)->error.has_value());
        QTRY_COMPARE(kit.queue->runningCount(), 0);
        const Job waiting = kit.queue->job(job.id).value();
        QCOMPARE(waiting.state, JobState::Waiting);
        QCOMPARE(waiting.error->kind, ErrorKind::KeyMissing);
        QVERIFY(!waiting.nextCheck.isValid());
        QCOMPARE(kit.client->calls.size(), 2);
        if (cancelled) {
            kit.queue->cancel(job.id);
            QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
            QVERIFY(kit.host->held.contains(job.id));
            return;
        }
        kit.queue->keyArrived(QStringLiteral("practice")); // not a usable one: it goes on waiting
        QTRY_COMPARE(kit.queue->runningCount(), 0);
        QCOMPARE(kit.state(job.id), JobState::Waiting);
        kit.host->keyMissing = false;
        kit.client->script.enqueue(pictureAnswer());
        kit.queue->keyArrived(QStringLiteral("stability"));
        QCOMPARE(kit.queue->runningCount(), 0);
        kit.queue->keyArrived(QStringLiteral("practice"));
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.client->calls.last().method, HttpCall::Method::Get);
        QCOMPARE(kit.client->calls.size(), 3);
        QCOMPARE(kit.host->spent, Credits::whole(3));
    }

    void anAnswerTheJournalMissedIsFound_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<ScriptedAnswer>("answer");
        const QString core = QStringLiteral("stable-image.generate.core");
        QTest::newRow("bytes") << core << pictureAnswer();
        QTest::newRow("wrapped in JSON") << core << wrappedAnswer();
        ScriptedAnswer blurred = pictureAnswer();
        blurred.headers[2].second = "CONTENT_FILTERED";
        QTest::newRow("blurred") << core << blurred;
        QTest::newRow("a ticket") << QStringLiteral("stable-image.upscale.creative") << ticketAnswer();
    }

    void anAnswerTheJournalMissedIsFound()
    {
        QFETCH(QString, operation);
        QFETCH(ScriptedAnswer, answer);
        JobKit kit;
        kit.client->script.enqueue(answer);
        kit.client->onCall = [&kit](const QString&) { kit.host->journalBroken = true; }; // "sending" is written
        const Job job = kit.newJob(operation);
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
        QCOMPARE(kit.journal->find(job.id).value()->state, JobState::Sending);
        QVERIFY(QFile::exists(kit.host->answerFile(job.id)));
        kit.reopen();
        kit.client->script.enqueue(pictureAnswer()); // for the ticket
        QVERIFY(kit.queue->restore().has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.host->keptBytes, pictureAnswer().body);
        QCOMPARE(kit.host->spent, Credits::whole(3));
        QVERIFY(kit.host->held.isEmpty());
        const Job found = kit.queue->job(job.id).value();
        QCOMPARE(found.usedSeed.value_or(0), 42U);
        QCOMPARE(found.filtered, answer.headers.contains({"finish-reason", "CONTENT_FILTERED"}));
        if (answer.headers.contains({"x-request-id", "req-1"})) {
            QCOMPARE(found.requestId, QStringLiteral("req-1"));
        }
        const QFileInfo file(kit.host->answerFile(job.id));
        QCOMPARE(file.dir().entryList({file.fileName() + QLatin1Char('*')}, QDir::Files), QStringList());
        const auto paid = std::count_if(kit.client->calls.cbegin(), kit.client->calls.cend(),
                                        [](const HttpCall& call) { return call.method == HttpCall::Method::Post; });
        QCOMPARE(int(paid), 1);
    }

    void anUnreadableJournalRowIsSaidSo()
    {
        JobKit kit;
        QVERIFY(kit.database
                    ->run(QStringLiteral(
                        "INSERT INTO jobs (id, state, body, changed) VALUES ('x', 'sending', 'nonsense', '')"))
                    .has_value());
        const auto restored = kit.queue->restore();
        QVERIFY(!restored.has_value());
        QCOMPARE(restored.error().kind, ErrorKind::Storage);
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestJobRestore)
#include "tst_jobrestore.moc"
