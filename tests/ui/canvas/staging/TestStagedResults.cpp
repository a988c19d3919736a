// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/canvas/staging/StagedResults.h"
#include "ui/canvas/staging/StagingBar.h"

#include <QTest>

#include <algorithm>

namespace maquette {

namespace {

using State = StagedResult::State;

AssetId asset(int number)
{
    return AssetId{QStringLiteral("%1").arg(number, 64, 16, QLatin1Char('0'))};
}

const AssetId kBase = asset(1);

QList<Job> order(const QString& name, int count, Credits each = Credits::whole(5))
{
    QList<Job> jobs;
    for (int i = 0; i < count; ++i) {
        Job job;
        job.id = QStringLiteral("%1%2").arg(name).arg(i);
        job.group = name;
        job.index = i;
        job.groupSize = count;
        job.quote = each;
        jobs.append(job);
    }
    return jobs;
}

GalleryItem itemOf(const QString& job)
{
    GalleryItem item;
    item.id = QStringLiteral("item-") + job;
    item.job = job;
    item.asset.id = asset(int(qHash(job) % 100000) + 10);
    return item;
}

QString names(const StagedResults& results)
{
    QStringList list;
    const QList<StagedResult> shown = results.shown();
    for (const StagedResult& result : shown) {
        list.append(result.job);
    }
    return list.join(QLatin1Char(' '));
}

QString now(const StagedResults& results)
{
    const auto current = results.current();
    return current ? current->job : QString();
}

} // namespace

class TestStagedResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void resultsKeepTheirPlaceWhateverTheOrderTheyArriveIn()
    {
        // Every order of arrival of four.
        QStringList arrivals{QStringLiteral("a0"), QStringLiteral("a1"), QStringLiteral("a2"), QStringLiteral("a3")};
        do {
            StagedResults results;
            results.setBase(kBase);
            results.expect(order(QStringLiteral("a"), 4), kBase);
            QCOMPARE(results.count(), 0);
            QCOMPARE(results.currentIndex(), -1);
            QCOMPARE(results.running(), 4);
            for (const QString& job : arrivals) {
                QVERIFY(results.arrived(itemOf(job)));
                QCOMPARE(now(results), arrivals.constFirst()); // what is looked at is not pushed away
            }
            QCOMPARE(names(results), QStringLiteral("a0 a1 a2 a3"));
            QCOMPARE(results.running(), 0);
            QCOMPARE(results.shown().at(results.currentIndex()).job, arrivals.constFirst());
        } while (std::next_permutation(arrivals.begin(), arrivals.end()));
    }

    void othersAreNotOurs()
    {
        StagedResults results;
        results.setBase(kBase);
        results.expect(order(QStringLiteral("a"), 1), kBase);
        QVERIFY(!results.arrived(itemOf(QStringLiteral("other"))));
        QVERIFY(!results.arrived(GalleryItem()));
        QVERIFY(!results.update(order(QStringLiteral("b"), 1).constFirst()));
        QCOMPARE(results.all().size(), 1);
        results.expect(order(QStringLiteral("a"), 1), asset(2)); // told twice
        QCOMPARE(results.all().size(), 1);
        QCOMPARE(results.all().constFirst().base, kBase);
    }

    void stepsGoAroundTheEnds()
    {
        StagedResults results;
        results.setBase(kBase);
        results.step(1);
        QCOMPARE(now(results), QString());
        results.expect(order(QStringLiteral("a"), 3), kBase);
        for (const char* const job : {"a0", "a1", "a2"}) {
            results.arrived(itemOf(QLatin1String(job)));
        }
        QStringList seen;
        for (int i = 0; i < 4; ++i) {
            seen.append(now(results));
            results.step(1);
        }
        QCOMPARE(seen.join(QLatin1Char(' ')), QStringLiteral("a0 a1 a2 a0"));
        results.setCurrent(QStringLiteral("a0"));
        results.step(-1);
        QCOMPARE(now(results), QStringLiteral("a2"));
        results.step(-5);
        QCOMPARE(now(results), QStringLiteral("a0"));
    }

    void whatCannotComeIsCountedAndWhatWasBlurredIsMarked()
    {
        StagedResults results;
        results.setBase(kBase);
        QList<Job> jobs = order(QStringLiteral("a"), 5);
        results.expect(jobs, kBase);
        jobs[0].state = JobState::Failed;
        jobs[1].state = JobState::Cancelled;
        jobs[2].state = JobState::Unknown;
        jobs[3].state = JobState::Done;
        jobs[3].filtered = true;
        jobs[3].item = QStringLiteral("i");
        jobs[3].asset = asset(7);
        for (const Job& job : std::as_const(jobs)) {
            results.update(job);
        }
        QCOMPARE(results.failed(), 3);
        QCOMPARE(results.running(), 1);
        QCOMPARE(names(results), QStringLiteral("a3"));
        QVERIFY(results.current()->filtered);
        // An outcome that was unknown is learnt.
        jobs[2].state = JobState::Done;
        jobs[2].item = QStringLiteral("j");
        jobs[2].asset = asset(8);
        QVERIFY(results.update(jobs[2]));
        QCOMPARE(names(results), QStringLiteral("a2 a3"));
        // A late word of a job that is done does not call it back.
        jobs[2].state = JobState::Receiving;
        results.update(jobs[2]);
        QCOMPARE(names(results), QStringLiteral("a2 a3"));
    }

    void cancellingSavesOnlyWhatWasNotSent_data()
    {
        QTest::addColumn<QList<JobState>>("states");
        QTest::addColumn<int>("running");
        QTest::addColumn<int>("unsent");
        QTest::addColumn<qint64>("saves");
        using S = JobState;
        QTest::newRow("all queued") << QList<S>{S::Queued, S::Queued} << 2 << 2 << qint64(10'000);
        QTest::newRow("one sent") << QList<S>{S::Sending, S::Queued, S::Done} << 2 << 1 << qint64(5'000);
        QTest::newRow("all sent") << QList<S>{S::Waiting, S::Receiving, S::Sending} << 3 << 0 << qint64(0);
        QTest::newRow("none") << QList<S>{S::Done, S::Failed, S::Cancelled, S::Unknown} << 0 << 0 << qint64(0);
    }

    void cancellingSavesOnlyWhatWasNotSent()
    {
        QFETCH(const QList<JobState>, states);
        StagedResults results;
        results.setBase(kBase);
        QList<Job> jobs = order(QStringLiteral("a"), int(states.size()));
        for (qsizetype i = 0; i < states.size(); ++i) {
            jobs[i].state = states.at(i);
            jobs[i].item = QStringLiteral("i%1").arg(i);
            jobs[i].asset = asset(int(i) + 20);
        }
        results.expect(jobs, kBase);
        const StagedSaving saving = results.saving();
        QTEST(saving.running, "running");
        QTEST(saving.unsent, "unsent");
        QTEST(saving.saves.milli, "saves");
        QCOMPARE(results.unsentJobs().size(), saving.unsent);
    }

    void onlyResultsOfThePictureUnderTheCanvasAreShown()
    {
        StagedResults results;
        results.setBase(kBase);
        results.expect(order(QStringLiteral("a"), 2), kBase);
        results.expect(order(QStringLiteral("b"), 1), asset(2));
        for (const char* const job : {"a0", "b0"}) {
            results.arrived(itemOf(QLatin1String(job)));
        }
        QCOMPARE(names(results), QStringLiteral("a0"));
        QCOMPARE(results.running(), 1);
        results.setBase(asset(2)); // an acceptance
        QCOMPARE(names(results), QStringLiteral("b0"));
        QCOMPARE(now(results), QStringLiteral("b0"));
        QCOMPARE(results.running(), 0);
        results.arrived(itemOf(QStringLiteral("a1"))); // arrives meanwhile
        QCOMPARE(names(results), QStringLiteral("b0"));
        results.setBase(kBase); // undone
        QCOMPARE(names(results), QStringLiteral("a0 a1"));
        results.step(1);
        results.setBase(asset(2));
        results.setBase(kBase);
        QCOMPARE(now(results), QStringLiteral("a1")); // what was looked at there
    }

    void theFirstOfANewOrderIsShownUnlessOneLooksAround()
    {
        StagedResults results;
        results.setBase(kBase);
        results.expect(order(QStringLiteral("a"), 2), kBase);
        results.arrived(itemOf(QStringLiteral("a0")));
        results.arrived(itemOf(QStringLiteral("a1")));
        QCOMPARE(now(results), QStringLiteral("a0")); // the rest of an order changes nothing
        results.expect(order(QStringLiteral("b"), 2), kBase);
        QCOMPARE(now(results), QStringLiteral("a0"));
        results.arrived(itemOf(QStringLiteral("b1")));
        QCOMPARE(now(results), QStringLiteral("b1"));
        results.arrived(itemOf(QStringLiteral("b0")));
        QCOMPARE(now(results), QStringLiteral("b1"));
        results.expect(order(QStringLiteral("c"), 1), kBase);
        results.step(1);
        const QString lookedAt = now(results);
        results.arrived(itemOf(QStringLiteral("c0")));
        QCOMPARE(now(results), lookedAt);
        results.expect(order(QStringLiteral("d"), 1), kBase);
        results.keepCurrent(); // it is being brushed
        results.arrived(itemOf(QStringLiteral("d0")));
        QCOMPARE(now(results), lookedAt);
        results.expect(order(QStringLiteral("e"), 1), asset(2)); // of another picture
        results.arrived(itemOf(QStringLiteral("e0")));
        QCOMPARE(now(results), lookedAt);
    }

    void discardingGoesOnToTheNextAndCanBeUndone()
    {
        StagedResults results;
        results.setBase(kBase);
        results.expect(order(QStringLiteral("a"), 4), kBase);
        for (const char* const job : {"a0", "a1", "a2"}) {
            results.arrived(itemOf(QLatin1String(job)));
        }
        results.step(1);
        results.discard();
        QCOMPARE(names(results), QStringLiteral("a0 a2"));
        QCOMPARE(now(results), QStringLiteral("a2"));
        results.discard(); // the last one: back to the one before
        QCOMPARE(now(results), QStringLiteral("a0"));
        QVERIFY(results.undoDiscard());
        QCOMPARE(now(results), QStringLiteral("a2"));
        QVERIFY(!results.undoDiscard());
        QCOMPARE(names(results), QStringLiteral("a0 a2"));
        results.discardAll();
        QCOMPARE(results.count(), 0);
        QCOMPARE(results.running(), 0);
        results.arrived(itemOf(QStringLiteral("a3"))); // was on its way: stays away
        QCOMPARE(results.count(), 0);
        QVERIFY(results.undoDiscard());
        QCOMPARE(names(results), QStringLiteral("a0 a2 a3"));
        QCOMPARE(now(results), QStringLiteral("a0"));
    }

    void comesBackFromItsFileAsItWas()
    {
        StagedResults results;
        results.setBase(kBase);
        QList<Job> jobs = order(QStringLiteral("a"), 4);
        jobs[3].state = JobState::Failed;
        results.expect(jobs, kBase);
        results.arrived(itemOf(QStringLiteral("a1")));
        results.arrived(itemOf(QStringLiteral("a2")));
        results.markKept(QStringLiteral("a2"));
        results.discard();
        StagedResults back = StagedResults::fromJson(results.toJson());
        back.setBase(kBase);
        QVERIFY(back.all() == results.all());
        QCOMPARE(names(back), names(results));
        QVERIFY(back.find(QStringLiteral("a2"))->kept);
        // What arrived meanwhile takes its place.
        QVERIFY(back.arrived(itemOf(QStringLiteral("a0"))));
        QCOMPARE(names(back), QStringLiteral("a0 a2"));
    }

    void theOneLookedAtOfEveryPictureComesBack()
    {
        StagedResults results;
        results.setBase(kBase);
        results.expect(order(QStringLiteral("a"), 3), kBase);
        results.expect(order(QStringLiteral("b"), 2), asset(2));
        for (const char* const job : {"a0", "a1", "a2", "b0", "b1"}) {
            results.arrived(itemOf(QLatin1String(job)));
        }
        results.step(-1);
        results.setBase(asset(2));
        results.step(1);
        StagedResults back = StagedResults::fromJson(results.toJson());
        back.setBase(kBase);
        QCOMPARE(now(back), QStringLiteral("a2"));
        back.setBase(asset(2));
        QCOMPARE(now(back), QStringLiteral("b1"));
    }

    void aDamagedFileGivesWhatMakesSense()
    {
        StagedResults results;
        results.expect(order(QStringLiteral("a"), 1), kBase);
        QJsonArray json = results.toJson();
        json.append(QStringLiteral("nonsense"));
        json.append(QJsonObject{{QStringLiteral("job"), QStringLiteral("x")}});
        json.append(QJsonObject{{QStringLiteral("job"), QStringLiteral("ready without bytes")},
                                {QStringLiteral("base"), kBase.sha256},
                                {QStringLiteral("state"), QStringLiteral("ready")}});
        json.append(json.first());
        QVERIFY(StagedResults::fromJson(json).all() == results.all());
        QVERIFY(StagedResults::fromJson({}).all().isEmpty());
    }

    void pruningForgetsWhatCannotBeShownAndTheOldest()
    {
        StagedResults results;
        results.setBase(kBase);
        for (int i = 0; i < 6; ++i) {
            results.expect(order(QString(QLatin1Char(char('a' + i))), 1), kBase);
        }
        Job failed = order(QStringLiteral("b"), 1).constFirst();
        failed.state = JobState::Failed;
        results.update(failed);
        results.prune(3);
        QCOMPARE(results.orders().join(QString()), QStringLiteral("def"));
    }

    /// An order that failed may be placed once more when another one has come between.
    void pruningKeepsWhatMayBeOrderedOnceMore()
    {
        StagedResults results;
        results.setBase(kBase);
        for (const char* const name : {"a", "b", "c", "d"}) {
            results.expect(order(QLatin1String(name), 1), kBase);
        }
        const auto end = [&results](const char* name, JobState state) {
            Job job = order(QLatin1String(name), 1).constFirst();
            job.state = state;
            results.update(job);
        };
        end("a", JobState::Cancelled);
        end("b", JobState::Failed);
        QCOMPARE(results.failed(), 2);
        results.prune(4);
        QCOMPARE(results.orders().join(QString()), QStringLiteral("abcd"));
        QCOMPARE(results.failed(), 0); // the new order's bar says nothing of the old one
        QCOMPARE(results.running(), 2);
        results.prune(3); // those that will still be shown come first
        QCOMPARE(results.orders().join(QString()), QStringLiteral("bcd"));
        results.prune(1);
        QCOMPARE(results.orders().join(QString()), QStringLiteral("d"));
    }

    void theSentenceOnWhatStillRunsIsTrue()
    {
        QCOMPARE(stagingText::saving(0, 0, {}), QString());
        QCOMPARE(stagingText::saving(2, 2, Credits::whole(10)),
                 QStringLiteral("2 still run; cancelling saves 10 credits."));
        QCOMPARE(stagingText::saving(1, 1, Credits::whole(1)),
                 QStringLiteral("1 still runs; cancelling saves 1 credit."));
        QCOMPARE(stagingText::saving(3, 1, Credits::fromMilli(6'500)),
                 QStringLiteral("3 still run; cancelling the 1 not sent yet saves 6.5 credits."));
        QVERIFY(!stagingText::saving(2, 0, {}).contains(QStringLiteral("credit")));
        QCOMPARE(stagingText::rest(1, 2), QStringLiteral("1 on its way, 2 not made"));
        QCOMPARE(stagingText::rest(0, 0), QString());
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestStagedResults)
#include "TestStagedResults.moc"
