// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/jobs/JobKit.h"
#include "tests/support/TestMain.h"

#include <QSignalSpy>
#include <QTest>

namespace maquette {

using Script = QList<ScriptedAnswer>;

class TestJobQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void runsByScript_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<Script>("script");
        QTest::addColumn<QStringList>("log");
        QTest::addColumn<QStringList>("events");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("error");

        const QString core = QStringLiteral("stable-image.generate.core");
        const QString creative = QStringLiteral("stable-image.upscale.creative");
        const QString post = QStringLiteral("POST /v2beta/stable-image/generate/core [journal sending]");
        const QString start = QStringLiteral("POST /v2beta/stable-image/upscale/creative [journal sending]");
        const QString poll = QStringLiteral("GET /v2beta/results/") + QString(64, QLatin1Char('c')) +
                             QStringLiteral(" [journal waiting]");
        const auto row = [](const char* name, const QString& operation, const Script& script, const QStringList& log,
                            const QStringList& events, JobState state, int error = -1) {
            QTest::newRow(name) << operation << script << log << events << int(state) << error;
        };
        const auto words = [](const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
        const QString hold = QStringLiteral("hold 3");
        const QString charge = QStringLiteral("charge 3");
        const QString keep = QStringLiteral("keep");
        const QString release = QStringLiteral("release");
        const auto ended = [](CallEnd end, bool mayHaveLeft) {
            ScriptedAnswer answer;
            answer.end = end;
            answer.mayHaveLeft = mayHaveLeft;
            return answer;
        };

        row("done at once", core, {pictureAnswer()}, {hold, post, keep, charge}, words("queued sending receiving done"),
            JobState::Done);
        row("refused", core, {errorAnswer(403, "content_moderation")}, {hold, post, release},
            words("queued sending failed"), JobState::Failed, int(ErrorKind::Refused));
        row("wrong key", core, {errorAnswer(401, "unauthorized")}, {hold, post, release},
            words("queued sending failed"), JobState::Failed, int(ErrorKind::KeyRejected));
        row("out of credits", core, {errorAnswer(402, "payment_required")}, {hold, post, release},
            words("queued sending failed"), JobState::Failed, int(ErrorKind::OutOfCredits));
        row("server fault said so", core, {errorAnswer(500, "internal_error")}, {hold, post, release},
            words("queued sending failed"), JobState::Failed, int(ErrorKind::BadReply));
        row("rate limited, then done", core,
            {errorAnswer(429, "rate_limit_exceeded", {{"retry-after", "0"}}), pictureAnswer()},
            {hold, post, post, keep, charge}, words("queued sending queued sending receiving done"), JobState::Done);
        row("offline twice, then done", core,
            {ended(CallEnd::Offline, false), ended(CallEnd::Offline, false), pictureAnswer()},
            {hold, post, post, post, keep, charge},
            words("queued sending queued sending queued sending receiving done"), JobState::Done);
        row("offline for good", core,
            {ended(CallEnd::Offline, false), ended(CallEnd::Offline, false), ended(CallEnd::Offline, false),
             ended(CallEnd::Offline, false)},
            {hold, post, post, post, post, release},
            words("queued sending queued sending queued sending queued sending failed"), JobState::Failed,
            int(ErrorKind::Offline));
        row("cut off after sending", core, {ended(CallEnd::CutOff, true)}, {hold, post},
            words("queued sending unknown"), JobState::Unknown, int(ErrorKind::Offline));
        row("timed out after sending", core, {ended(CallEnd::TimedOut, true)}, {hold, post},
            words("queued sending unknown"), JobState::Unknown, int(ErrorKind::TimedOut));
        row("no certificate", core, {ended(CallEnd::TlsFailed, false)}, {hold, post, release},
            words("queued sending failed"), JobState::Failed, int(ErrorKind::Offline));
        row("answer too large", core, {ended(CallEnd::TooLarge, true)}, {hold, post}, words("queued sending unknown"),
            JobState::Unknown, int(ErrorKind::BadReply));
        row("redirected", core, {ended(CallEnd::Redirected, true)}, {hold, post}, words("queued sending unknown"),
            JobState::Unknown, int(ErrorKind::BadReply));

        ScriptedAnswer gateway;
        gateway.status = 503;
        row("a gateway's fault", core, {gateway}, {hold, post}, words("queued sending unknown"), JobState::Unknown,
            int(ErrorKind::BadReply));
        gateway.status = 504;
        gateway.body = R"({"message":"Endpoint request timed out"})";
        row("a gateway's fault, in JSON", core, {gateway}, {hold, post}, words("queued sending unknown"),
            JobState::Unknown, int(ErrorKind::TimedOut));
        ScriptedAnswer blurred = pictureAnswer();
        blurred.headers[2].second = "CONTENT_FILTERED";
        row("filtered, once", core, {blurred}, {hold, post, keep, charge}, words("queued sending receiving done"),
            JobState::Done);

        row("asynchronous", creative, {ticketAnswer(), pendingAnswer(), pendingAnswer(), pictureAnswer()},
            {hold, start, poll, poll, poll, keep, charge}, words("queued sending waiting receiving done"),
            JobState::Done);
        row("asynchronous, 202 start", creative, {ticketAnswer(202), pictureAnswer()},
            {hold, start, poll, keep, charge}, words("queued sending waiting receiving done"), JobState::Done);
        row("early 404s are waited out", creative,
            {ticketAnswer(), errorAnswer(404, "generation_not_found"), errorAnswer(404, "generation_not_found"),
             pictureAnswer()},
            {hold, start, poll, poll, poll, keep, charge}, words("queued sending waiting receiving done"),
            JobState::Done);
        row("404 for good keeps the hold", creative,
            {ticketAnswer(), errorAnswer(404, "generation_not_found"), errorAnswer(404, "generation_not_found"),
             errorAnswer(404, "generation_not_found")},
            {hold, start, poll, poll, poll}, words("queued sending waiting unknown"), JobState::Unknown, -1);
        row("filtered while it ran", creative, {ticketAnswer(), blurred}, {hold, start, poll, keep, charge},
            words("queued sending waiting receiving done"), JobState::Done);
        row("failed while it ran", creative, {ticketAnswer(), errorAnswer(400, "bad_request")},
            {hold, start, poll, release}, words("queued sending waiting failed"), JobState::Failed,
            int(ErrorKind::InvalidInput));
        row("refused while it ran", creative, {ticketAnswer(), errorAnswer(403, "content_moderation")},
            {hold, start, poll, release}, words("queued sending waiting failed"), JobState::Failed,
            int(ErrorKind::Refused));
        gateway.status = 403;
        gateway.body = R"({"message":"Forbidden"})";
        row("a gateway refuses a poll", creative, {ticketAnswer(), gateway}, {hold, start, poll},
            words("queued sending waiting unknown"), JobState::Unknown, int(ErrorKind::BadReply));
        row("polls survive faults", creative,
            {ticketAnswer(), ended(CallEnd::CutOff, true), errorAnswer(500, "internal_error"),
             errorAnswer(429, "rate_limit_exceeded", {{"retry-after", "0"}}), pictureAnswer()},
            {hold, start, poll, poll, poll, poll, keep, charge}, words("queued sending waiting receiving done"),
            JobState::Done);
    }

    void runsByScript()
    {
        QFETCH(QString, operation);
        QFETCH(Script, script);
        QFETCH(QStringList, log);
        QFETCH(QStringList, events);
        QFETCH(int, state);
        QFETCH(int, error);
        JobKit kit;
        for (const ScriptedAnswer& answer : script) {
            kit.client->script.enqueue(answer);
        }
        const Job job = kit.newJob(operation);
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        // The clock stands still; a rate limit ends when it is turned.
        QTRY_VERIFY_WITH_TIMEOUT((kit.clock.advance(5), isEnding(kit.state(job.id))), 10'000);
        QCOMPARE(int(kit.state(job.id)), state);
        QCOMPARE(kit.log, log);
        QCOMPARE(kit.events(job.id), events);
        const Job after = kit.queue->job(job.id).value();
        if (error >= 0) {
            QVERIFY(after.error.has_value());
            QCOMPARE(int(after.error->kind), error);
        }
        QCOMPARE(kit.host->held.contains(job.id), after.state == JobState::Unknown);
        QCOMPARE(kit.host->spent.milli, after.state == JobState::Done ? 3000 : 0);
        QTRY_COMPARE(kit.queue->runningCount(), 0);
    }

    /// No oftener than once in 10 seconds with the service, whose interval nothing shortens.
    void pollsNoFasterThanTheContract()
    {
        JobKit kit;
        Job job = kit.newJob(QStringLiteral("stable-image.upscale.creative"));
        job.request.provider = QStringLiteral("stability");
        kit.client->script.enqueue(ticketAnswer());
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_VERIFY(kit.queue->job(job.id)->nextCheck.isValid());
        const Job waiting = kit.queue->job(job.id).value();
        QCOMPARE(waiting.state, JobState::Waiting);
        QCOMPARE(kit.clock.now().msecsTo(waiting.nextCheck), 10'000);
        QVERIFY(!waiting.rateLimited);
        QCOMPARE(kit.client->calls.size(), 1);
    }

    void pollsAfterFaultsWaitLongerEachTime()
    {
        QList<qint64> waits;
        QDateTime last;
        JobKit kit;
        kit.options.retry.firstMs = 16;
        kit.options.retry.capMs = 10'000;
        kit.reopen();
        const ScriptedAnswer fault = errorAnswer(500, "internal_error");
        kit.client->script.append(Script{ticketAnswer(), fault, fault, fault, pendingAnswer(), pictureAnswer()});
        const Job job = kit.newJob(QStringLiteral("stable-image.upscale.creative"));
        connect(kit.queue.get(), &JobQueue::jobChanged, this, [&](const Job& now) {
            if (now.state == JobState::Waiting && now.nextCheck.isValid() && now.nextCheck != last) {
                last = now.nextCheck;
                waits.append(kit.clock.now().msecsTo(last));
                kit.clock.advance(1'000); // so that each wait ends at a time of its own
            }
        });
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(waits.size(), 5);
        QCOMPARE(waits.at(0), 1); // practice mode's interval here
        QVERIFY(waits.at(1) >= 12 && waits.at(1) <= 20);
        QVERIFY(waits.at(2) >= 24 && waits.at(2) <= 40);
        QVERIFY(waits.at(3) >= 48 && waits.at(3) <= 80);
        QCOMPARE(waits.at(4), 1); // the last question was answered as it should be
    }

    void lateAnswersAreBelieved_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<qint64>("ageMs");
        QTest::addColumn<int>("polls");
        const QByteArray gone("generation_not_found");
        QTest::newRow("404 within half a minute") << 404 << gone << qint64(28'000) << 2;
        QTest::newRow("404 after half a minute") << 404 << gone << qint64(31'000) << 1;
        QTest::newRow("500 within a day") << 500 << QByteArray("internal_error") << qint64(86'000'000) << 2;
        QTest::newRow("500 after a day") << 500 << QByteArray("internal_error") << qint64(86'400'001) << 1;
    }

    /// Results live for a day; whether a 404 can come just after the start is not known.
    void lateAnswersAreBelieved()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, name);
        QFETCH(qint64, ageMs);
        QFETCH(int, polls);
        JobKit kit;
        kit.client->script.append(Script{ticketAnswer(), errorAnswer(status, name), pictureAnswer()});
        kit.client->onCall = [&](const QString&) {
            if (kit.client->calls.size() == 2) {
                kit.clock.advance(ageMs);
            }
        };
        const Job job = kit.newJob(QStringLiteral("stable-image.upscale.creative"));
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.state(job.id), polls == 1 ? JobState::Unknown : JobState::Done);
        QCOMPARE(kit.client->calls.size(), 1 + polls);
        // Its ticket is kept, so that it can be asked for once more; nothing says that it was free.
        QCOMPARE(kit.queue->job(job.id)->ticket.isEmpty(), false);
        QCOMPARE(kit.host->held.contains(job.id), polls == 1);
    }

    void holdsAllOrNone()
    {
        JobKit kit;
        kit.host->available = Credits::whole(5);
        const auto outcome = kit.queue->enqueue({kit.newJob(), kit.newJob()}, false);
        QVERIFY(!outcome.has_value());
        QCOMPARE(outcome.error().kind, ErrorKind::OutOfCredits);
        QVERIFY(kit.queue->jobs().isEmpty());
        QVERIFY(kit.client->calls.isEmpty());
        QVERIFY(kit.journal->recent(10)->isEmpty());
    }

    void keepsTheRunningLimitAndTheOrder()
    {
        JobKit kit;
        kit.options.runningLimit = 2;
        kit.reopen();
        QList<Job> jobs{kit.newJob(), kit.newJob(), kit.newJob()};
        const Job urgent = kit.newJob();
        kit.queue->setPaused(true);
        QVERIFY(kit.queue->enqueue(jobs, false).has_value());
        QVERIFY(kit.queue->enqueue({urgent}, true).has_value());
        QCOMPARE(kit.queue->jobs().first().id, urgent.id);
        for (int at = 0; at < 4; ++at) {
            kit.client->script.enqueue(pictureAnswer());
        }
        QSignalSpy ended(kit.queue.get(), &JobQueue::jobEnded);
        kit.queue->setPaused(false);
        QTRY_COMPARE(ended.size(), 4);
        QCOMPARE(kit.client->mostUnderWay, 2);
        QCOMPARE(ended.first().first().value<Job>().id, urgent.id);
    }

    void cancellingAQueuedJobIsFree()
    {
        JobKit kit;
        const Job first = kit.newJob();
        const Job second = kit.newJob();
        kit.client->script.enqueue(hangingAnswer());
        QVERIFY(kit.queue->enqueue({first, second}, false).has_value());
        QTRY_COMPARE(kit.client->calls.size(), 1);
        kit.queue->cancelPending();
        QCOMPARE(kit.state(second.id), JobState::Cancelled);
        QVERIFY(!kit.host->held.contains(second.id));
        QVERIFY(kit.host->held.contains(first.id));
        kit.queue->cancel(first.id);
        QTRY_COMPARE(kit.state(first.id), JobState::Unknown);
        QVERIFY(kit.host->held.contains(first.id));
        QCOMPARE(kit.client->calls.size(), 1);
    }

    void stoppedWaitingCanAskAgain()
    {
        JobKit kit;
        const Job job = kit.newJob(QStringLiteral("stable-image.upscale.creative"));
        kit.client->script.enqueue(ticketAnswer());
        kit.client->script.enqueue(hangingAnswer());
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.client->calls.size(), 2);
        kit.queue->cancel(job.id);
        QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
        QTRY_COMPARE(kit.queue->runningCount(), 0);
        kit.client->script.enqueue(pictureAnswer());
        QVERIFY(kit.queue->checkAgain(job.id).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.host->spent, Credits::whole(3));
    }

    void aPaidResultSurvivesAFullDisk()
    {
        JobKit kit;
        kit.host->storageFull = true;
        kit.client->script.enqueue(pictureAnswer());
        const Job job = kit.newJob();
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
        const QString file = kit.queue->job(job.id)->keptFile;
        QVERIFY(QFile::exists(file));
        QTRY_COMPARE(kit.queue->runningCount(), 0);
        kit.host->storageFull = false;
        QVERIFY(kit.queue->checkAgain(job.id).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.host->keptBytes, pictureAnswer().body);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(kit.client->calls.size(), 1);
    }

    void anAnswerThatCannotBeReadIsKept()
    {
        JobKit kit;
        ScriptedAnswer strange = pictureAnswer();
        strange.body = "neither a picture nor an error";
        kit.client->script.enqueue(strange);
        const Job job = kit.newJob();
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
        const Job after = kit.queue->job(job.id).value();
        QCOMPARE(after.error->kind, ErrorKind::BadReply);
        QFile file(after.keptFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), strange.body);
        QVERIFY(kit.host->held.contains(job.id));
    }

    void nothingLeavesWithoutRoomForTheAnswer()
    {
        JobKit kit;
        const Job job = kit.newJob();
        kit.host->noRoom = true;
        QSignalSpy failed(kit.queue.get(), &JobQueue::storageFailed);
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(kit.queue->runningCount(), 0);
        QVERIFY(kit.queue->isPaused());
        QVERIFY(kit.client->calls.isEmpty());
        QCOMPARE(kit.state(job.id), JobState::Queued);
        QVERIFY(!kit.events(job.id).contains(QStringLiteral("sending")));
        kit.host->noRoom = false;
        kit.client->script.enqueue(pictureAnswer());
        kit.queue->setPaused(false);
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
    }

    void nothingLeavesWhenTheJournalCannotBeWritten()
    {
        JobKit kit;
        const Job job = kit.newJob();
        kit.queue->setPaused(true);
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        kit.host->journalBroken = true;
        QSignalSpy failed(kit.queue.get(), &JobQueue::storageFailed);
        kit.queue->setPaused(false);
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(kit.queue->runningCount(), 0);
        QVERIFY(kit.queue->isPaused());
        QVERIFY(kit.client->calls.isEmpty());
        QCOMPARE(kit.state(job.id), JobState::Queued);
        kit.host->journalBroken = false;
        kit.client->script.enqueue(pictureAnswer());
        kit.queue->setPaused(false);
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
    }

    void whatTheJournalMissedIsWrittenLate_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<Script>("script");
        QTest::addColumn<int>("breaksAt");
        QTest::addColumn<bool>("resumed");
        const QString core = QStringLiteral("stable-image.generate.core");
        const QString creative = QStringLiteral("stable-image.upscale.creative");
        QTest::newRow("bytes, queue resumed") << core << Script{pictureAnswer()} << 1 << true;
        QTest::newRow("bytes, by itself") << core << Script{pictureAnswer()} << 1 << false;
        QTest::newRow("wrapped, queue resumed") << core << Script{wrappedAnswer()} << 1 << true;
        QTest::newRow("a ticket, queue resumed") << creative << Script{ticketAnswer(), pictureAnswer()} << 1 << true;
        QTest::newRow("a ticket, by itself") << creative << Script{ticketAnswer(), pictureAnswer()} << 1 << false;
        QTest::newRow("a poll's bytes") << creative << Script{ticketAnswer(), pictureAnswer()} << 2 << true;
        QTest::newRow("a poll's, wrapped") << creative << Script{ticketAnswer(), wrappedAnswer()} << 2 << true;
    }

    void whatTheJournalMissedIsWrittenLate()
    {
        QFETCH(QString, operation);
        QFETCH(Script, script);
        QFETCH(int, breaksAt);
        QFETCH(bool, resumed);
        JobKit kit;
        kit.options.writeAgainMs = resumed ? 1'000'000 : 1;
        kit.reopen();
        for (const ScriptedAnswer& answer : script) {
            kit.client->script.enqueue(answer);
        }
        // The call is written down; then the disk is full.
        kit.client->onCall = [&](const QString&) {
            kit.host->journalBroken = kit.host->journalBroken || kit.client->calls.size() == breaksAt;
        };
        QSignalSpy failed(kit.queue.get(), &JobQueue::storageFailed);
        const Job job = kit.newJob(operation);
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
        QTRY_COMPARE(kit.queue->runningCount(), 0);
        QVERIFY(kit.queue->isPaused());
        const Job missed = kit.queue->job(job.id).value();
        QVERIFY(!missed.keptFile.isEmpty() || !missed.ticket.isEmpty());
        QVERIFY(missed.keptFile.isEmpty() || QFile::exists(missed.keptFile));
        QVERIFY(breaksAt > 1 || QFile::exists(kit.host->answerFile(job.id)));
        const int before = kit.host->refused;
        QTRY_VERIFY(resumed || kit.host->refused > before + 2); // tries in vain say nothing more
        QCOMPARE(failed.size(), 1);
        kit.host->journalBroken = false;
        if (resumed) {
            kit.queue->setPaused(false);
        }
        QTRY_COMPARE(kit.state(job.id), JobState::Done);
        QCOMPARE(kit.journal->find(job.id).value()->state, JobState::Done);
        QCOMPARE(kit.host->keptBytes, pictureAnswer().body);
        QCOMPARE(kit.host->spent, Credits::whole(3));
        QCOMPARE(kit.client->calls.size(), script.size());
        QVERIFY(missed.keptFile.isEmpty() || !QFile::exists(missed.keptFile));
        QVERIFY(!QFile::exists(kit.host->answerFile(job.id)));
    }

    void theUserSettlesAnUnknownOne()
    {
        for (const bool charged : {true, false}) {
            JobKit kit;
            ScriptedAnswer lost;
            lost.end = CallEnd::CutOff;
            kit.client->script.enqueue(lost);
            const Job job = kit.newJob();
            QVERIFY(kit.queue->enqueue({job}, false).has_value());
            QTRY_COMPARE(kit.state(job.id), JobState::Unknown);
            QTRY_COMPARE(kit.queue->runningCount(), 0);
            QVERIFY(kit.queue->settleUnknown(job.id, charged).has_value());
            QCOMPARE(kit.state(job.id), JobState::Failed);
            QVERIFY(kit.host->held.isEmpty());
            QCOMPARE(kit.host->spent, Credits::whole(charged ? 3 : 0));
            QVERIFY(!kit.queue->settleUnknown(job.id, charged).has_value());
        }
    }

    void aRateLimitIsShownAsACountdown()
    {
        JobKit kit;
        const Job job = kit.newJob();
        kit.client->script.enqueue(errorAnswer(429, "rate_limit_exceeded", {{"retry-after", "7"}}));
        kit.client->script.enqueue(pictureAnswer());
        QVERIFY(kit.queue->enqueue({job}, false).has_value());
        QTRY_VERIFY(kit.queue->job(job.id)->rateLimited);
        QCOMPARE(kit.clock.now().msecsTo(kit.queue->job(job.id)->nextCheck), 7000);
        QCOMPARE(kit.client->calls.size(), 1);
        kit.queue->cancel(job.id);
        QTRY_COMPARE(kit.state(job.id), JobState::Cancelled);
        QVERIFY(kit.host->held.isEmpty());
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestJobQueue)
#include "tst_jobqueue.moc"
