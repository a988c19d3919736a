// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/Job.h"
#include "app/jobs/Pause.h"
#include "tests/support/TestMain.h"

#include <QTest>

namespace maquette {

class TestJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// As when the program ends while an answer has come but was not looked at yet.
    void whatWasPostedTogetherIsSeenWhileWaiting()
    {
        QObject context;
        bool answered = false;
        bool waited = false;
        QMetaObject::invokeMethod(
            &context,
            [&] {
                runEventsUntil([&answered] { return answered; });
                waited = true;
            },
            Qt::QueuedConnection);
        QMetaObject::invokeMethod(
            &context, [&answered] { answered = true; }, Qt::QueuedConnection);
        QCoreApplication::processEvents();
        QVERIFY(waited);
    }

    void statesFollowTheirOrder_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<QList<int>>("to");
        const auto row = [](const char* name, JobState from, std::initializer_list<JobState> to) {
            QList<int> allowed;
            for (const JobState state : to) {
                allowed.append(int(state));
            }
            QTest::newRow(name) << int(from) << allowed;
        };
        using S = JobState;
        row("queued", S::Queued, {S::Queued, S::Sending, S::Failed, S::Cancelled});
        const std::initializer_list<S> onTheWay{S::Queued, S::Waiting,   S::Receiving, S::Done,
                                                S::Failed, S::Cancelled, S::Unknown};
        row("sending", S::Sending, onTheWay);
        row("waiting", S::Waiting, onTheWay);
        row("receiving", S::Receiving, onTheWay);
        row("unknown", S::Unknown, {S::Waiting, S::Receiving, S::Done, S::Failed});
        row("done", S::Done, {});
        row("failed", S::Failed, {});
        row("cancelled", S::Cancelled, {});
    }

    void statesFollowTheirOrder()
    {
        QFETCH(int, from);
        QFETCH(QList<int>, to);
        for (int state = int(JobState::Queued); state <= int(JobState::Unknown); ++state) {
            QCOMPARE(mayEnter(JobState(from), JobState(state)), to.contains(state));
        }
    }

    void survivesTheJournal()
    {
        Job job;
        job.id = QStringLiteral("j");
        job.group = QStringLiteral("g");
        job.index = 2;
        job.groupSize = 4;
        job.request.operation = QStringLiteral("stable-image.generate.core");
        job.request.provider = QStringLiteral("stability");
        job.request.seed = 4294967294U;
        job.state = JobState::Unknown;
        job.quote = Credits{6500};
        job.ticket = QStringLiteral("t");
        job.keptFile = QStringLiteral("/f");
        job.keptType = QStringLiteral("image/png");
        job.usedSeed = 4294967294U;
        job.providerCharge = Credits{1};
        job.item = QStringLiteral("i");
        job.asset = AssetId{QStringLiteral("a")};
        job.requestId = QStringLiteral("r");
        job.error =
            Error{ErrorKind::TimedOut, QStringLiteral("slow"), QStringLiteral("p"), 504, -1, QStringLiteral("r")};
        job.charged = Credits{7};
        job.filtered = true;
        job.front = true;
        job.paused = true;
        job.created = QDateTime(QDate(2026, 3, 1), QTime(1, 2, 3, 4), Qt::UTC);
        job.sentAt = job.created.addMSecs(5);
        job.ended = job.created.addSecs(9);
        const auto back = Job::fromJson(job.toJson());
        QVERIFY(back.has_value());
        QCOMPARE(back->toJson(), job.toJson());
        QCOMPARE(back->sentAt, job.sentAt);
        QCOMPARE(back->error, job.error);
        QVERIFY(back->usedSeed == job.usedSeed && back->providerCharge == job.providerCharge);
    }

    void refusesWhatItCannotRead()
    {
        QVERIFY(!Job::fromJson({}).has_value());
        QVERIFY(!Job::fromJson({{QStringLiteral("id"), QStringLiteral("x")},
                                {QStringLiteral("state"), QStringLiteral("dancing")}})
                     .has_value());
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestJob)
#include "tst_job.moc"
