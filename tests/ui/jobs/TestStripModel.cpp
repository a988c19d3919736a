// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/jobs/JobCard.h"
#include "ui/jobs/StripModel.h"
#include "ui/widgets/items/ItemListModel.h"
#include "ui/widgets/items/JobActions.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace maquette;

namespace {

Job job(const char* id, JobState state, bool paused = false)
{
    Job made;
    made.id = QLatin1String(id);
    made.state = state;
    made.paused = paused;
    made.quote = Credits::whole(3);
    made.request.operation = QStringLiteral("stable-image.generate.core");
    return made;
}

GalleryItem item(int number)
{
    GalleryItem made;
    made.id = QStringLiteral("item%1").arg(number);
    made.title = made.id;
    return made;
}

QFuture<Result<QList<GalleryItem>>> ready(QList<GalleryItem> items)
{
    return QtFuture::makeReadyFuture(Result<QList<GalleryItem>>(std::move(items)));
}

QStringList idsOf(const StripModel& model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        ids.append(model.job(row) ? model.job(row)->id : model.item(row)->id);
    }
    return ids;
}

} // namespace

class TestStripModel : public QObject
{
    Q_OBJECT

    /// A library of \a total items, newest has the highest number.
    static ItemListModel::Source library(int total, QList<int>* asked = nullptr)
    {
        return [total, asked](int limit, int offset) {
            QList<GalleryItem> page;
            for (int i = offset; i < std::min(total, offset + limit); ++i) {
                page.append(item(total - i));
            }
            if (asked) {
                asked->append(offset);
            }
            return ready(page);
        };
    }

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void jobsComeInGroupsAndResultsAfterThem()
    {
        ItemListModel items(
            library(2), [](const GalleryItem& one) { return one.title; }, 10);
        StripModel model(items, [](const Job& one) { return one.id; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        items.reload();
        QTRY_COMPARE(model.rowCount(), 2);
        model.setJobs({job("queued1", JobState::Queued), job("restored", JobState::Queued, true),
                       job("running", JobState::Waiting), job("queued2", JobState::Queued), job("done", JobState::Done),
                       job("cancelled", JobState::Cancelled), job("unknown", JobState::Unknown),
                       job("failed", JobState::Failed)});
        QCOMPARE(
            idsOf(model),
            QString::fromLatin1("running unknown failed restored queued1 queued2 item2 item1").split(QLatin1Char(' ')));
        QCOMPARE(model.rowOfItem(QStringLiteral("item1")), 7);
        QCOMPARE(model.rowOfJob(QStringLiteral("queued1")), 4);
    }

    void newsOfOneJobTouchOneRowUnlessItsPlaceChanges()
    {
        ItemListModel items(
            library(0), [](const GalleryItem& one) { return one.title; }, 10);
        StripModel model(items, [](const Job& one) { return one.id; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setJobs({job("a", JobState::Sending), job("b", JobState::Sending), job("c", JobState::Queued)});
        QSignalSpy touched(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QVERIFY(model.update(job("b", JobState::Receiving)));
        QCOMPARE(touched.size(), 1);
        QCOMPARE(touched.at(0).at(0).toModelIndex().row(), 1);
        QCOMPARE(model.job(1)->state, JobState::Receiving);
        QVERIFY(!model.update(job("a", JobState::Done)));
        QVERIFY(!model.update(job("new", JobState::Queued)));
        QVERIFY2(model.update(job("gone", JobState::Cancelled)), "nothing to show and nothing to do");
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        model.setJobs({job("c", JobState::Sending), job("a", JobState::Failed), job("b", JobState::Sending)});
        QCOMPARE(idsOf(model), (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")}));
        QCOMPARE(removed.size(), 0);
        QVERIFY(moved.size() > 0);
        model.remove(QStringLiteral("a"));
        QCOMPARE(removed.size(), 1);
    }

    void thousandsComeInPagesAndNoneTwice()
    {
        QList<int> asked;
        ItemListModel items(
            library(2500, &asked), [](const GalleryItem& one) { return one.title; }, 1000);
        StripModel model(items, [](const Job& one) { return one.id; });
        // No model tester: it fetches everything by itself.
        model.setJobs({job("a", JobState::Sending)});
        items.reload();
        QTRY_COMPARE(model.rowCount(), 1001);
        // A result that arrives between two pages shifts them by one.
        items.add(item(9999));
        items.add(item(9999));
        QCOMPARE(model.item(1)->id, QStringLiteral("item9999"));
        while (model.canFetchMore({})) {
            const int before = model.rowCount();
            model.fetchMore({});
            QTRY_VERIFY(model.rowCount() > before);
        }
        // The scripted library does not know of the new one, so its pages are not shifted: one item is skipped by the
        // offset and no id is there twice.
        const QStringList ids = idsOf(model);
        QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), ids.size());
        QCOMPARE(asked, (QList<int>{0, 1001, 2001}));
    }

    void aFailedPageIsToldAndEndsTheFetching()
    {
        ItemListModel items(
            [](int, int) {
                return QtFuture::makeReadyFuture(
                    Result<QList<GalleryItem>>(failure(ErrorKind::Storage, QStringLiteral("no"))));
            },
            [](const GalleryItem& one) { return one.title; }, 10);
        QSignalSpy failed(&items, &ItemListModel::failed);
        items.reload();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!items.canFetchMore({}));
    }

    void aCardSaysWhatItWaitsFor_data()
    {
        QTest::addColumn<Job>("job");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("cost");
        QTest::addColumn<bool>("queuePaused");
        const QDateTime now(QDate(2026, 1, 15), QTime(12, 0), Qt::UTC);
        QTest::newRow("queued") << job("a", JobState::Queued) << "queued"
                                << "waiting for a free place"
                                << "3 cr" << false;
        QTest::newRow("queue paused") << job("a", JobState::Queued) << "queued"
                                      << "the queue is paused"
                                      << "3 cr" << true;
        QTest::newRow("restored") << job("a", JobState::Queued, true) << "paused"
                                  << "from the last run"
                                  << "3 cr" << false;
        Job polled = job("a", JobState::Waiting);
        polled.nextCheck = now.addMSecs(6001);
        QTest::newRow("polled") << polled << "waiting"
                                << "next check 7 s"
                                << "3 cr" << false;
        polled.rateLimited = true;
        polled.nextCheck = now.addSecs(43);
        QTest::newRow("limited") << polled << "waiting"
                                 << "provider limit, 43 s"
                                 << "3 cr" << false;
        polled.nextCheck = now.addSecs(-1);
        QTest::newRow("limit over") << polled << "waiting"
                                    << ""
                                    << "3 cr" << false;
        Job keyless = job("a", JobState::Waiting);
        keyless.error = Error{ErrorKind::KeyMissing, {}, {}, 0, -1, {}};
        QTest::newRow("without a key") << keyless << "waiting"
                                       << "waits for a key"
                                       << "3 cr" << false;
        Job failed = job("a", JobState::Failed);
        failed.error = Error{ErrorKind::Refused, QStringLiteral("no"), {}, 403, -1, {}};
        QTest::newRow("failed") << failed << "failed" << QString() << "0 cr" << false;
        QTest::newRow("unknown") << job("a", JobState::Unknown) << "unknown" << QString() << "3 cr?" << false;
    }

    void aCardSaysWhatItWaitsFor()
    {
        QFETCH(Job, job);
        QFETCH(bool, queuePaused);
        const QDateTime now(QDate(2026, 1, 15), QTime(12, 0), Qt::UTC);
        const JobCardText text = jobCardText(job, Catalogue(), now, queuePaused);
        QTEST(text.state, "state");
        QTEST(text.cost, "cost");
        if (text.isProblem) {
            QVERIFY(!text.line.isEmpty());
        } else {
            QTEST(text.line, "line");
        }
        QCOMPARE(text.counts, text.line.endsWith(QStringLiteral(" s")));
    }

    void progressIsKnownOnlyWhereBytesAreCounted()
    {
        Job sending = job("a", JobState::Sending);
        sending.progress = {HttpProgress::Phase::Sending, 25, 100};
        QCOMPARE(jobCardText(sending, Catalogue(), QDateTime(), false).fraction, 0.25);
        sending.progress.total = -1;
        QVERIFY(jobCardText(sending, Catalogue(), QDateTime(), false).fraction < 0);
        QVERIFY(jobCardText(job("a", JobState::Waiting), Catalogue(), QDateTime(), false).fraction < 0);
        QVERIFY(!jobCardText(job("a", JobState::Queued), Catalogue(), QDateTime(), false).hasBar);
    }

    void onlyWhatIsFreeIsCalledCancel_data()
    {
        QTest::addColumn<Job>("job");
        QTest::addColumn<QList<JobAction>>("actions");
        QTest::newRow("queued") << job("a", JobState::Queued) << QList{JobAction::ToFront, JobAction::Cancel};
        QTest::newRow("restored") << job("a", JobState::Queued, true) << QList{JobAction::Resume, JobAction::Drop};
        for (const JobState state : {JobState::Sending, JobState::Waiting, JobState::Receiving}) {
            QTest::newRow(qPrintable(jobStateName(state))) << job("a", state) << QList{JobAction::StopWaiting};
        }
        QTest::newRow("failed") << job("a", JobState::Failed) << QList{JobAction::Retry, JobAction::Dismiss};
        QTest::newRow("unknown") << job("a", JobState::Unknown)
                                 << QList{JobAction::WasCharged, JobAction::WasNotCharged};
        Job ticket = job("a", JobState::Unknown);
        ticket.ticket = QStringLiteral("t");
        QTest::newRow("unknown with a ticket")
            << ticket << QList{JobAction::CheckAgain, JobAction::WasCharged, JobAction::WasNotCharged};
        Job arrived = job("a", JobState::Unknown);
        arrived.keptFile = QStringLiteral("/f");
        QTest::newRow("unknown with its result")
            << arrived << QList{JobAction::StoreAgain, JobAction::WasCharged, JobAction::WasNotCharged};
    }

    void onlyWhatIsFreeIsCalledCancel()
    {
        QFETCH(Job, job);
        QTEST(actionsFor(job), "actions");
    }
};

QTEST_GUILESS_MAIN(TestStripModel)
#include "TestStripModel.moc"
