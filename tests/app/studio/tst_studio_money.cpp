// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before money leaves: room on the disk, credits for all; and whose the money is.
#include "app/settings/KeyStore.h"
#include "app/studio/DiskRoom.h"
#include "app/studio/ErrorText.h"
#include "app/studio/TroubleCost.h"
#include "tests/app/studio/StudioKit.h"
#include "tests/support/StabilityAt.h"
#include "tests/support/TestMain.h"

#include <QBuffer>
#include <QElapsedTimer>

#include <atomic>

namespace maquette {

namespace {

constexpr qint64 kMB = 1'000'000;
const QString kStability = QStringLiteral("stability");
const QString kPractice = QStringLiteral("practice");

/// Jobs run for a moment, so that they can be looked at meanwhile.
StudioOptions soonOptions(const QString& home)
{
    StudioOptions options = quickOptions(home);
    options.practiceAsyncMs = 200;
    options.pollOverrideMs = 50;
    return options;
}

/// Opens a studio that uses \a provider, with \a key for Stability if there is one.
std::unique_ptr<Studio> opened(const StudioOptions& options, const QString& provider, const QString& key = {})
{
    auto studio = std::make_unique<Studio>(options);
    studio->setProviderForThisRun(provider);
    if (!key.isEmpty()) {
        studio->keys().useForSession(kStability, key);
    }
    QSignalSpy done(studio.get(), &Studio::opened);
    studio->open();
    return QTest::qWaitFor([&] { return !done.isEmpty(); }, 20'000) ? std::move(studio) : nullptr;
}

FaultPlan hasCredits(const char* credits)
{
    FaultPlan plan;
    plan.bytes = FaultServer::answer(200, "application/json", QByteArray("{\"credits\": ") + credits + '}');
    return plan;
}

} // namespace

class TestStudioMoney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aFullDiskIsSeenBeforeAnythingIsSent()
    {
        QTemporaryDir home;
        StudioOptions options = soonOptions(home.path());
        options.freeBytes = [](const QString&) { return std::optional<qint64>(75 * kMB); };
        auto studio = opened(options, kPractice);
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());

        // One JPEG fits, ten do not: the whole order counts.
        const auto refused = settled(studio->submit(promptRequest(QStringLiteral("a hill"), 10)));
        QVERIFY(!refused.has_value());
        QVERIFY(studio->jobs().isEmpty());
        const Error error = refused.error().error.value();
        QVERIFY(isNoRoom(error));
        QCOMPARE(exitCodeFor(error), 6);
        QCOMPARE(error.place, home.filePath(QStringLiteral("library/blobs")));
        const ErrorText text = errorText(error, ErrorCost::Nothing);
        QVERIFY2(text.sentence().contains(QStringLiteral("75 MB are free")), qPrintable(text.sentence()));
        QVERIFY(text.sentence().contains(QStringLiteral("It cost nothing.")));
        QVERIFY(text.sentence().contains(QStringLiteral("Free some space")));
        QCOMPARE(text.action, ErrorAction::FreeSpace);
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        QVERIFY(settled(studio->submit(promptRequest(QStringLiteral("a hill")))).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 30'000);
    }

    void noHoldIsTakenWithoutRoom()
    {
        QTemporaryDir home;
        StudioOptions options = soonOptions(home.path());
        options.freeBytes = [](const QString&) { return std::optional<qint64>(10 * kMB); };
        auto studio = opened(options, kPractice);
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        QVERIFY(!settled(studio->submit(promptRequest(QStringLiteral("a hill")))).has_value());
        const auto entries = settled(studio->ledgerEntries(kPractice, 100)).value();
        QCOMPARE(entries.size(), 1); // the opening balance
        QVERIFY(studio->jobs().isEmpty());
    }

    void whatIsQueuedWaitsForRoom()
    {
        QTemporaryDir home;
        std::atomic<qint64> left = 1000 * kMB;
        StudioOptions options = soonOptions(home.path());
        options.freeBytes = [&left](const QString&) { return std::optional<qint64>(left.load()); };
        auto studio = opened(options, kPractice);
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        studio->setQueuePaused(true);
        QTRY_VERIFY(studio->isQueuePaused());
        QVERIFY(settled(studio->submit(promptRequest(QStringLiteral("a hill"), 2))).has_value());
        left = 10 * kMB;
        QSignalSpy troubled(studio.get(), &Studio::troubled);
        studio->setQueuePaused(false);
        QTRY_COMPARE(troubled.size(), 1);
        const auto error = troubled.first().first().value<Error>();
        QVERIFY(isNoRoom(error));
        QCOMPARE(costOfTrouble(error, studio->jobs()), ErrorCost::Nothing);
        QTRY_VERIFY(studio->isQueuePaused());
        QCOMPARE(studio->jobs().size(), 2);
        for (const Job& job : studio->jobs()) {
            QCOMPARE(job.state, JobState::Queued);
            QVERIFY(!job.sentAt.isValid());
        }
        left = 1000 * kMB;
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        studio->setQueuePaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 2, 30'000);
    }

    void aDiskTooFullToOpenTheLibraryIsNamed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const qint64 left : {qint64(0), 1000 * kMB}) {
            StudioOptions options = soonOptions(file.fileName() + QStringLiteral("/home")); // cannot be made
            options.freeBytes = [left](const QString&) { return std::optional<qint64>(left); };
            Studio studio(options);
            QSignalSpy failed(&studio, &Studio::openFailed);
            studio.open();
            QTRY_COMPARE(failed.size(), 1);
            const auto error = failed.first().first().value<Error>();
            QCOMPARE(exitCodeFor(error), 6);
            QCOMPARE(isNoRoom(error), left == 0);
        }
    }

    void resumingIsAllOrNothing()
    {
        QTemporaryDir home;
        auto studio = opened(soonOptions(home.path()), kPractice);
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        studio->setQueuePaused(true);
        Request request = promptRequest(QStringLiteral("a blue square"), 10);
        request.operation = QStringLiteral("stable-image.upscale.creative");
        QImage small(96, 96, QImage::Format_RGB888);
        small.fill(Qt::blue);
        request.inputs = {{QStringLiteral("image"), settled(studio->importImage(small))->id}};
        QVERIFY(settled(studio->submit(request)).has_value()); // 600
        studio.reset();

        studio = opened(soonOptions(home.path()), kPractice);
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        studio->setQueuePaused(true);
        QVERIFY(settled(studio->submit(request)).has_value()); // 600 of 1000 held
        QSignalSpy troubled(studio.get(), &Studio::troubled);
        studio->resumeJob();
        QTRY_COMPARE(troubled.size(), 1);
        QCOMPARE(troubled.first().first().value<Error>().kind, ErrorKind::OutOfCredits);
        QTRY_COMPARE(studio->balance().ledger.held, Credits::whole(600));
        const QList<Job> jobs = studio->jobs();
        QCOMPARE(std::count_if(jobs.begin(), jobs.end(), [](const Job& job) { return job.paused; }), 10);
    }

    void aChangedKeyIsNamedInTheLedger()
    {
        FaultServer server;
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        QTemporaryDir home;
        const QString first = QStringLiteral("sk-first-key-1234567");
        const QString second = QStringLiteral("sk-second-key-7654321");
        auto studio = opened(soonOptions(home.path()), kStability, first);
        QVERIFY(studio);
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(50));
        QVERIFY(!studio->balance().lastAdjustment);

        // Somebody else spends with the same key.
        server.clear();
        server.plan(hasCredits("47"));
        studio->refreshBalance();
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(47));
        QCOMPARE(studio->balance().lastAdjustment->what, QStringLiteral("another program may use this key"));

        server.clear();
        server.plan(hasCredits("12.5"));
        studio->keys().useForSession(kStability, second);
        QTRY_COMPARE(studio->balance().ledger.balance, Credits{12'500});
        QCOMPARE(studio->balance().lastAdjustment->what, QStringLiteral("the key was changed"));
        QCOMPARE(studio->balance().lastAdjustment->amount, Credits{-34'500});
        QTRY_VERIFY(!studio->balance().reading);
        studio.reset();

        // And when it was changed while the program was not running.
        server.clear();
        server.plan(hasCredits("99"));
        studio = opened(soonOptions(home.path()), kStability, first);
        QVERIFY(studio);
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(99));
        QCOMPARE(studio->balance().lastAdjustment->what, QStringLiteral("the key was changed"));
        QTRY_VERIFY(!studio->balance().reading);
        server.clear();
        server.plan(hasCredits("98"));
        studio->refreshBalance();
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(98));
        QCOMPARE(studio->balance().lastAdjustment->what, QStringLiteral("another program may use this key"));
    }

    void aRateLimitIsWaitedOutBeforeTheBalanceIsAskedForAgain()
    {
        FaultServer server;
        FaultPlan tooMany;
        tooMany.bytes = FaultServer::answer(429, "application/json",
                                            R"({"id": "1", "name": "rate_limit_exceeded", "errors": ["slow down"]})",
                                            {"Retry-After: 2"});
        server.plan(tooMany);
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        QTemporaryDir home;
        QElapsedTimer took;
        took.start();
        auto studio = opened(soonOptions(home.path()), kStability, QStringLiteral("sk-first-key-1234567"));
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().againAt.isValid());
        QCOMPARE(studio->balance().readError->kind, ErrorKind::RateLimited);
        studio->refreshBalance(); // by the user, meanwhile
        QTRY_COMPARE_WITH_TIMEOUT(studio->balance().ledger.balance, Credits::whole(50), 10'000);
        QVERIFY(took.elapsed() >= 2000);
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(!studio->balance().againAt.isValid());
        QVERIFY(!studio->balance().readError);
    }

    void aPassingFaultIsAskedAboutAgain()
    {
        FaultServer server;
        for (const int status : {503, 500}) {
            FaultPlan fault;
            fault.bytes = FaultServer::answer(status, "text/html", "<html>busy</html>");
            server.plan(fault);
        }
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        QTemporaryDir home;
        QElapsedTimer took;
        took.start();
        auto studio = opened(soonOptions(home.path()), kStability, QStringLiteral("sk-first-key-1234567"));
        QVERIFY(studio);
        QTRY_COMPARE_WITH_TIMEOUT(studio->balance().ledger.balance, Credits::whole(50), 15'000);
        QCOMPARE(server.requests().size(), 3);
        QVERIFY(took.elapsed() >= 1'100); // half a second and one, each a quarter more or less
    }

    void aKeyIsTestedByTheBalance_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind"); // -1: accepted
        QTest::newRow("accepted") << 200 << QByteArray(R"({"credits": 12.5})") << -1;
        QTest::newRow("refused") << 401
                                 << QByteArray(R"({"id": "1", "name": "unauthorized",)"
                                               R"( "message": "Incorrect API key provided: sk-other-key-7654321"})")
                                 << int(ErrorKind::KeyRejected);
        // Validation comes first at the service: a 400 proves nothing about the key.
        QTest::newRow("a 400 says nothing about it")
            << 400 << QByteArray(R"({"id": "1", "name": "bad_request", "message": "no"})")
            << int(ErrorKind::InvalidInput);
    }

    void aKeyIsTestedByTheBalance()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        FaultServer server;
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        QTemporaryDir home;
        auto studio = opened(soonOptions(home.path()), kStability, QStringLiteral("sk-first-key-1234567"));
        QVERIFY(studio);
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(50));
        server.clear();
        FaultPlan plan;
        plan.bytes = FaultServer::answer(status, "application/json", body);
        server.plan(plan);
        const QString key = QStringLiteral("sk-other-key-7654321");
        const auto outcome = settled(studio->testKey(kStability, key));
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().at(0).method, QByteArray("GET"));
        QCOMPARE(server.requests().at(0).target, QByteArray("/v1/user/balance"));
        QCOMPARE(server.requests().at(0).header("Authorization"), "Bearer " + key.toLatin1());
        QCOMPARE(outcome ? -1 : int(outcome.error().kind), kind);
        QVERIFY(outcome || !outcome.error().detail.contains(key));
        // Only looked at: what the ledger holds is another key's.
        QCOMPARE(studio->balance().ledger.balance, Credits::whole(50));
    }

    void aBlurredResultMayCostOrNot_data()
    {
        QTest::addColumn<QByteArray>("creditsAfter");
        QTest::addColumn<qint64>("adjusted");
        QTest::newRow("charged") << QByteArray("47") << qint64(0);
        QTest::newRow("refunded") << QByteArray("50") << qint64(3'000);
    }

    /// No official sentence says which; the balance does, and both books agree afterwards.
    void aBlurredResultMayCostOrNot()
    {
        QFETCH(QByteArray, creditsAfter);
        QFETCH(qint64, adjusted);
        FaultServer server;
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        QTemporaryDir home;
        auto studio = opened(soonOptions(home.path()), kStability, QStringLiteral("sk-first-key-1234567"));
        QVERIFY(studio);
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(50));
        QTRY_VERIFY(!studio->balance().reading);
        QByteArray png;
        QBuffer buffer(&png);
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QImage blurred(64, 48, QImage::Format_RGB888);
        blurred.fill(Qt::gray);
        QVERIFY(blurred.save(&buffer, "PNG"));
        server.clear();
        FaultPlan answer;
        answer.bytes =
            FaultServer::answer(200, "image/png", png, {"finish-reason: CONTENT_FILTERED", "seed: 4294967294"});
        server.plan(answer);
        server.plan(hasCredits(creditsAfter.constData()));
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        Request request = promptRequest(QStringLiteral("a hill"));
        request.provider = kStability;
        QVERIFY(settled(studio->submit(request)).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 20'000);
        const auto item = added.first().first().value<GalleryItem>();
        QVERIFY(item.filtered);
        QCOMPARE(item.seed.value_or(0), 4294967294U); // the one used, not one asked for
        QCOMPARE(item.asset.info.width, 64);          // of the file, whatever size the service speaks of
        QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 2 && !studio->balance().reading, 20'000);
        QTRY_COMPARE(studio->balance().ledger.balance.toPlain(), QString::fromLatin1(creditsAfter));
        const auto entries = settled(studio->ledgerEntries(kStability, 100)).value();
        qint64 charged = 0;
        qint64 corrected = 0;
        for (const auto& entry : entries) {
            charged += entry.kind == LedgerKind::Charge ? entry.amount.milli : 0;
            corrected += entry.kind == LedgerKind::Adjustment ? entry.amount.milli : 0;
        }
        QCOMPARE(charged, 3'000);
        QCOMPARE(corrected, adjusted);
        const auto& seen = server.requests();
        QCOMPARE(std::count_if(seen.begin(), seen.end(), [](const SeenRequest& one) { return one.method == "POST"; }),
                 1); // it would mostly be blurred again
    }

    void practiceWorkGoesOnWhileAnotherProviderIsInUse_data()
    {
        QTest::addColumn<bool>("isPaused");
        QTest::newRow("a ticket") << false;
        QTest::newRow("resumed") << true;
    }

    void practiceWorkGoesOnWhileAnotherProviderIsInUse()
    {
        QFETCH(bool, isPaused);
        FaultServer server;
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        QTemporaryDir home;
        StudioOptions slow = soonOptions(home.path());
        slow.practiceAsyncMs = 600'000;
        auto studio = opened(slow, kPractice);
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        studio->setQueuePaused(isPaused);
        Request request = promptRequest(QStringLiteral("a blue square"));
        request.operation = QStringLiteral("stable-image.upscale.creative");
        QImage small(96, 96, QImage::Format_RGB888);
        small.fill(Qt::blue);
        request.inputs = {{QStringLiteral("image"), settled(studio->importImage(small))->id}};
        QVERIFY(settled(studio->submit(request)).has_value());
        const auto now = [&studio] { return studio->jobs().value(0); };
        if (!isPaused) {
            QTRY_VERIFY_WITH_TIMEOUT(!now().ticket.isEmpty(), 20'000);
        }
        studio.reset();

        studio = opened(soonOptions(home.path()), kStability, QStringLiteral("sk-first-key-1234567"));
        QVERIFY(studio);
        if (isPaused) {
            studio->resumeJob();
        }
        QTRY_VERIFY2_WITH_TIMEOUT(isPaused || now().state != JobState::Unknown, "it was given up", 1'000);
        const bool ended = QTest::qWaitFor([&] { return isEnding(now().state); }, isPaused ? 60'000 : 2'000);
        if (isPaused) {
            QVERIFY(ended);
            QCOMPARE(now().state, JobState::Done);
            QCOMPARE(now().charged, Credits::whole(60));
        } else {
            QVERIFY(!ended); // its ten minutes are not over; it waits with the practice server
            QCOMPARE(now().state, JobState::Waiting);
            QVERIFY(!now().error);
        }
        const auto& seen = server.requests();
        QVERIFY(std::none_of(seen.begin(), seen.end(), [](const SeenRequest& one) { return one.method == "POST"; }));
        QVERIFY(!studio->practiceUrl().isEmpty());
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestStudioMoney)
#include "tst_studio_money.moc"
