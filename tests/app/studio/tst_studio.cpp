// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/KeyStore.h"
#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"

#include <QColorSpace>
#include <QFile>
#include <QImage>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace maquette {

/// The whole program without its window, over loopback HTTP to its own practice server.
class TestStudio : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aPromptBecomesAStoredPaidPicture()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        const Credits before = studio->balance().ledger.balance;
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        const Request request = promptRequest(QStringLiteral("a red boat on a lake"), 2);
        QCOMPARE(studio->price(request).value(), Credits::whole(6));
        const auto jobs = settled(studio->submit(request));
        QVERIFY(jobs.has_value());
        QCOMPARE(jobs->size(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 2, 30'000);
        QTRY_COMPARE(studio->balance().ledger.balance, before - Credits::whole(6));
        QCOMPARE(studio->balance().ledger.held, Credits{});
        QCOMPARE(studio->balance().spentToday, Credits::whole(6));
        const auto item = added.first().first().value<GalleryItem>();
        QCOMPARE(item.cost, Credits::whole(3));
        QVERIFY(item.practice);
        QVERIFY(item.seed.has_value());
        QCOMPARE(item.asset.info.mediaType, QStringLiteral("image/jpeg"));
        QCOMPARE(QImage(studio->assetPath(item.asset.id)).size(), QSize(item.asset.info.width, item.asset.info.height));
        QVERIFY(settled(studio->verifyLibrary()).value().isEmpty());
        // The provider agrees: no adjustment was needed.
        QTRY_VERIFY(!studio->balance().reading);
        QVERIFY(!studio->balance().lastAdjustment.has_value());

        studio.reset();
        auto again = openStudio(home.path());
        QVERIFY(again);
        QCOMPARE(settled(again->items(10)).value().size(), 2);
        QTRY_COMPARE(again->balance().ledger.balance, before - Credits::whole(6));
    }

    void anUpscaleIsFollowedByItsTicketAndKnowsItsParent()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        QImage small(96, 96, QImage::Format_RGB888);
        small.fill(QColor(200, 60, 40));
        const auto asset = settled(studio->importImage(small));
        QVERIFY(asset.has_value());
        Request request = promptRequest(QStringLiteral("a red square"));
        request.operation = QStringLiteral("stable-image.upscale.creative");
        request.inputs = {{QStringLiteral("image"), asset->id}};
        QVERIFY(studio->check(request).checked.has_value());
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        QVERIFY(settled(studio->submit(request)).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 60'000);
        const auto item = added.first().first().value<GalleryItem>();
        QCOMPARE(item.cost, Credits::whole(60));
        QCOMPARE(item.parents, QList<AssetId>{asset->id});
        QVERIFY(item.asset.info.width > 2000);
    }

    void aFileBroughtInKeepsItsNameUntilItIsInTheLibrary()
    {
        QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("harbour.png"));
        QImage picture(160, 120, QImage::Format_RGB888);
        picture.fill(QColor(20, 120, 200));
        QVERIFY(picture.save(path));
        const QDateTime before = QDateTime::currentDateTimeUtc();
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        const auto asset = settled(studio->importFile(path));
        QVERIFY(asset.has_value());
        const auto first = settled(studio->itemOf(asset->id)).value();
        QVERIFY(first.has_value());
        QVERIFY(first->created.msecsTo(QDateTime::currentDateTimeUtc()) >= 0 && before.msecsTo(first->created) >= -1);
        studio.reset();
        studio = openStudio(home.path());
        QVERIFY(studio);
        const auto item = settled(studio->itemOf(asset->id)).value();
        QVERIFY(item == first);
        QCOMPARE(item->title, QStringLiteral("harbour.png"));
        QVERIFY(item->id.isEmpty()); // it is no item yet
        QCOMPARE(item->asset, *asset);
        QVERIFY(settled(studio->items(10)).value().isEmpty());
        QVERIFY(!settled(studio->itemOf(AssetId{QString(64, QLatin1Char('1'))})).value().has_value());
        // With the first thing made of it, it becomes one, as old as it is.
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        QVERIFY(settled(studio->submit(promptRequest(QStringLiteral("a red boat")))).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 30'000);
        const auto result = added.first().first().value<GalleryItem>();
        QVERIFY(settled(studio->keepComposed({picture, asset->id, item->title, {result.id}})).has_value());
        const auto kept = settled(studio->itemOf(asset->id)).value();
        QVERIFY(kept && !kept->id.isEmpty());
        QCOMPARE(kept->created, item->created);
    }

    void whatIsComposedHereIsAFreeChildOfOriginalAndResult()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        QImage dropped(160, 120, QImage::Format_RGB888);
        dropped.fill(QColor(20, 120, 200));
        const auto original = settled(studio->importImage(dropped));
        QVERIFY(original.has_value());
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        QVERIFY(settled(studio->submit(promptRequest(QStringLiteral("a red boat")))).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 30'000);
        const auto result = added.first().first().value<GalleryItem>();
        QTRY_COMPARE(studio->balance().ledger.held, Credits{});
        const Credits balance = studio->balance().ledger.balance;

        QImage deep(160, 120, QImage::Format_RGBX64);
        deep.fill(QColor::fromRgba64(0x1234, 0x8001, 0xfffe));
        deep.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
        const auto child =
            settled(studio->keepComposed({deep, original->id, QStringLiteral("dropped.png"), {result.id}}));
        QVERIFY(child.has_value());
        QVERIFY(child->composed);
        QVERIFY(child->job.isEmpty());
        QCOMPARE(child->cost, Credits{});
        QCOMPARE(child->operation, result.operation);
        QVERIFY(child->request == result.request);
        QCOMPARE(child->parents, (QList<AssetId>{original->id, result.asset.id}));
        QVERIFY(child->practice);
        // Stored with its depth and colours, and readable by what is not ours.
        const QImage stored(studio->assetPath(child->asset.id));
        QCOMPARE(stored.size(), deep.size());
        QCOMPARE(stored.depth(), 64);
        QCOMPARE(stored.pixelColor(3, 4).rgba64(), deep.pixelColor(3, 4).rgba64());
        QVERIFY(stored.colorSpace() == deep.colorSpace());
        // The dropped file joined the library; the sum over it is what was charged.
        const auto line = settled(studio->lineage(child->id)).value();
        QCOMPARE(line.size(), 3);
        QCOMPARE(line.at(0).title, QStringLiteral("dropped.png"));
        QCOMPARE(line.at(0).asset.id, original->id);
        QCOMPARE(line.at(1).id, result.id);
        const auto all = settled(studio->items(10)).value();
        QCOMPARE(all.size(), 3);
        Credits sum;
        for (const GalleryItem& item : all) {
            sum += item.cost;
        }
        QCOMPARE(sum, studio->balance().spentToday);
        QCOMPARE(studio->balance().ledger.balance, balance);
        // A second one does not bring the original in again.
        QVERIFY(settled(studio->keepComposed({deep.mirrored(), original->id, {}, {result.id}})).has_value());
        QCOMPARE(settled(studio->items(10)).value().size(), 4);
        QVERIFY(settled(studio->verifyLibrary()).value().isEmpty());
    }

    void whatCannotBeKeptIsRefusedAndLeavesNothing()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        QImage picture(80, 80, QImage::Format_RGB32);
        picture.fill(Qt::green);
        const auto original = settled(studio->importImage(picture));
        QVERIFY(original.has_value());
        const auto unpaid =
            settled(studio->keepComposed({picture, original->id, {}, {QStringLiteral("no such item")}}));
        QVERIFY(!unpaid.has_value());
        QCOMPARE(unpaid.error().kind, ErrorKind::InvalidInput);
        const auto empty = settled(studio->keepComposed({{}, original->id, {}, {QStringLiteral("x")}}));
        QVERIFY(!empty.has_value());
        QCOMPARE(empty.error().kind, ErrorKind::InvalidInput);
        QVERIFY(settled(studio->items(10)).value().isEmpty());
    }

    void notEnoughCreditIsRefusedBeforeAnythingIsSent()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        QImage small(96, 96, QImage::Format_RGB888);
        small.fill(Qt::blue);
        const auto asset = settled(studio->importImage(small));
        Request request = promptRequest(QStringLiteral("a blue square"), 10);
        request.operation = QStringLiteral("stable-image.upscale.creative");
        request.inputs = {{QStringLiteral("image"), asset->id}};
        studio->setQueuePaused(true);
        QVERIFY(settled(studio->submit(request)).has_value()); // 600 of 1000 held
        const auto refused = settled(studio->submit(request));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().error->kind, ErrorKind::OutOfCredits);
        QTRY_COMPARE(studio->balance().ledger.held, Credits::whole(600));
        studio->cancelAllJobs();
        QTRY_COMPARE(studio->balance().ledger.held, Credits{});
        QCOMPARE(studio->balance().ledger.balance, Credits::whole(1000));
    }

    void playCreditsAreFilledUpAndBothBooksAgree()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        const auto lines = [&] {
            return settled(studio->ledgerEntries(QStringLiteral("practice"), 100)).value_or(QList<LedgerEntry>());
        };
        studio->refillPractice(); // full: nothing to do
        QCOMPARE(lines().size(), 1);
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        QVERIFY(settled(studio->submit(promptRequest(QStringLiteral("a red boat"), 2))).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 2, 30'000);
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(994));
        studio->setQueuePaused(true);
        QVERIFY(settled(studio->submit(promptRequest(QStringLiteral("a hill"), 1))).has_value());
        studio->refillPractice();
        QTRY_COMPARE(studio->balance().ledger.balance, Credits::whole(1000));
        QCOMPARE(studio->balance().ledger.held, Credits::whole(3)); // what is held stays held
        const LedgerEntry filled = lines().constFirst();
        QCOMPARE(filled.kind, LedgerKind::TopUp);
        QCOMPARE(filled.amount, Credits::whole(6));
        QCOMPARE(filled.balanceAfter, Credits::whole(1000));
        const qsizetype count = lines().size();
        // The server says the same: reading it again corrects nothing.
        QTRY_VERIFY(!studio->balance().reading);
        const QDateTime before = studio->balance().readAt;
        studio->refreshBalance();
        QTRY_VERIFY(studio->balance().readAt > before);
        QCOMPARE(lines().size(), count);
        QVERIFY(!studio->balance().lastAdjustment.has_value());
        studio.reset();
        studio = openStudio(home.path());
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        QCOMPARE(studio->balance().ledger.balance, Credits::whole(1000));
    }

    void partsOfAnswersAreSweptAfterAWeek()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        studio->setQueuePaused(true);
        // Any word about a job that names the file keeps it.
        QVERIFY(settled(studio->submit(promptRequest(QStringLiteral("like answer-paid01")))).has_value());
        studio.reset();
        const QString scratch = home.filePath(QStringLiteral("library/blobs/scratch/"));
        const auto leave = [&scratch](const QString& name, int days) {
            QFile file(scratch + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write("part"), 4);
            QVERIFY(file.flush());
            QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days), QFile::FileModificationTime));
        };
        leave(QStringLiteral("answer-old001"), 8);
        leave(QStringLiteral("answer-new001"), 6);
        leave(QStringLiteral("answer-paid01"), 100);
        leave(QStringLiteral("answer-paid01.answer"), 100); // as an answer is called after its job
        leave(QStringLiteral("answer-gone01.answer"), 100);
        studio = openStudio(home.path());
        QVERIFY(studio);
        QVERIFY(!QFile::exists(scratch + QStringLiteral("answer-old001")));
        QVERIFY(QFile::exists(scratch + QStringLiteral("answer-new001")));
        QVERIFY(QFile::exists(scratch + QStringLiteral("answer-paid01")));
        QVERIFY(QFile::exists(scratch + QStringLiteral("answer-paid01.answer")));
        QVERIFY(!QFile::exists(scratch + QStringLiteral("answer-gone01.answer")));
    }

    void anInvalidRequestNamesItsField()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        Request request = promptRequest(QString());
        const auto refused = settled(studio->submit(request));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().problems.first().field, QStringLiteral("prompt"));
    }

    void theQueueSurvivesARestartPausedAndFree()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        studio->setQueuePaused(true);
        const auto jobs = settled(studio->submit(promptRequest(QStringLiteral("a hill"), 3)));
        QVERIFY(jobs.has_value());
        studio.reset();
        studio = openStudio(home.path());
        QVERIFY(studio);
        QCOMPARE(studio->jobs().size(), 3);
        QTRY_COMPARE(studio->balance().ledger.held, Credits{});
        QSignalSpy added(studio.get(), &Studio::itemAdded);
        studio->resumeJob();
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 3, 60'000);
    }

    void aTicketIsFollowedWhenTheKeyComes()
    {
        QTemporaryDir server;
        auto practice = openStudio(server.path());
        QVERIFY(practice);
        qputenv("MAQUETTE_STABILITY_URL", practice->practiceUrl().toEncoded());
        const auto usualUrl = qScopeGuard([] { qunsetenv("MAQUETTE_STABILITY_URL"); });
        QTemporaryDir home;
        const auto open = [&home](bool withKey) {
            StudioOptions options;
            options.home = home.path();
            options.allowKeychain = false;
            auto studio = std::make_unique<Studio>(options);
            studio->setProviderForThisRun(QStringLiteral("stability"));
            if (withKey) {
                studio->keys().useForSession(QStringLiteral("stability"), QStringLiteral("sk-late-key-1234567"));
            }
            QSignalSpy opened(studio.get(), &Studio::opened);
            studio->open();
            return QTest::qWaitFor([&] { return !opened.isEmpty(); }, 20'000) ? std::move(studio) : nullptr;
        };
        auto studio = open(true);
        QVERIFY(studio);
        QImage small(96, 96, QImage::Format_RGB888);
        small.fill(Qt::blue);
        Request request = promptRequest(QStringLiteral("a blue square"));
        request.provider = QStringLiteral("stability");
        request.operation = QStringLiteral("stable-image.upscale.creative");
        request.inputs = {{QStringLiteral("image"), settled(studio->importImage(small))->id}};
        const auto jobs = settled(studio->submit(request));
        QVERIFY(jobs.has_value());
        const auto now = [&studio] { return studio->jobs().value(0); };
        QTRY_VERIFY_WITH_TIMEOUT(!now().ticket.isEmpty(), 20'000);
        studio.reset();

        studio = open(false);
        QVERIFY(studio);
        QTRY_VERIFY(now().error.has_value());
        QCOMPARE(now().error->kind, ErrorKind::KeyMissing);
        QCOMPARE(now().state, JobState::Waiting);
        studio->keys().useForSession(QStringLiteral("stability"), QStringLiteral("sk-late-key-1234567"));
        QTRY_COMPARE_WITH_TIMEOUT(now().state, JobState::Done, 60'000);
        QCOMPARE(now().charged, Credits::whole(60));
    }

    void aLookNeitherStartsNorEndsAJob()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        studio->setQueuePaused(true);
        const auto jobs = settled(studio->submit(promptRequest(QStringLiteral("a hill"), 2)));
        QVERIFY(jobs.has_value());
        studio.reset();
        StudioOptions options;
        options.home = home.path();
        options.allowKeychain = false;
        options.restoreJobs = false;
        for (int time = 0; time < 2; ++time) {
            Studio looking(options);
            looking.setProviderForThisRun(QStringLiteral("practice"));
            QSignalSpy opened(&looking, &Studio::opened);
            looking.open();
            QTRY_COMPARE(opened.size(), 1);
            QCOMPARE(looking.jobs().size(), 2);
            QVERIFY(looking.jobs().constFirst().paused);
            QCOMPARE(settled(looking.jobEvents(jobs->first().id))->size(), 1); // "queued", and nothing since
            QTRY_COMPARE(looking.balance().ledger.held, Credits::whole(6));
            const auto refused = settled(looking.submit(promptRequest(QStringLiteral("a lake"))));
            QVERIFY(!refused.has_value());
        }
    }

    void aSecondInstanceIsToldSo()
    {
        QTemporaryDir home;
        auto first = openStudio(home.path());
        QVERIFY(first);
        StudioOptions options;
        options.home = home.path();
        options.allowKeychain = false;
        Studio second(options);
        QSignalSpy failed(&second, &Studio::openFailed);
        second.open();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Storage);
        // Looking is possible all the same.
        options.readOnly = true;
        Studio looking(options);
        QSignalSpy opened(&looking, &Studio::opened);
        looking.open();
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(settled(looking.items(5)).has_value());
    }

    void aDamagedDatabaseIsSaidSoAndLeftAlone()
    {
        QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("maquette.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray rubbish(5000, 'x');
        file.write(rubbish);
        file.close();
        StudioOptions options;
        options.home = home.path();
        options.allowKeychain = false;
        {
            Studio studio(options);
            QSignalSpy failed(&studio, &Studio::openFailed);
            studio.open();
            QTRY_COMPARE(failed.size(), 1);
            QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Storage);
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), rubbish);
    }

    void anotherUserOfTheAccountIsNoticed()
    {
        QTemporaryDir home;
        auto studio = openStudio(home.path());
        QVERIFY(studio);
        QTRY_VERIFY(studio->balance().readAt.isValid());
        const QString database = home.filePath(QStringLiteral("practice/practice.db"));
        QVERIFY2(QFile::exists(database), qPrintable(database));
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            other.setDatabaseName(database);
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY2(query.exec(QStringLiteral("INSERT INTO practice_entries (at, kind, operation, milli, reference) "
                                               "VALUES (0, 'charge', 'elsewhere', -7500, 'elsewhere')")),
                     qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
        studio->refreshBalance();
        QTRY_COMPARE(studio->balance().ledger.balance, Credits{992'500});
        QVERIFY(studio->balance().lastAdjustment.has_value());
        QCOMPARE(studio->balance().lastAdjustment->amount, Credits{-7500});
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestStudio)
#include "tst_studio.moc"
