// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/widgets/OutputJob.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

namespace maquette {

namespace {

const QStringList kFiles{QStringLiteral("/a/one.obj"), QStringLiteral("/a/one.mtl")};

/// Work that is held until it is let go or broken off.
struct Held
{
    QSemaphore begun;
    QSemaphore go;
    std::atomic_bool brokenOff = false;
    std::atomic_bool ended = false;

    OutputJob::Work work()
    {
        return [this](const std::atomic_bool& cancelled, const OutputJob::Teller& tell) -> Result<QStringList> {
            begun.release();
            while (!go.tryAcquire(1, 1) && !cancelled) {
            }
            brokenOff = cancelled.load();
            tell.step(QStringLiteral("late"));
            tell.progress(0.9);
            ended = true;
            return kFiles;
        };
    }
};

} // namespace

class TestOutputJob : public QObject
{
    Q_OBJECT

private:
    /// What was told, in order, as words.
    static void record(OutputJob& job, QStringList& told)
    {
        const auto note = [&told](const QString& what) {
            QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
            told.append(what);
        };
        connect(&job, &OutputJob::stepped, &job, note);
        connect(&job, &OutputJob::progressed, &job, [note](double part) { note(QString::number(part)); });
        connect(&job, &OutputJob::finished, &job, [note, &job](const QStringList& files) {
            note(QStringLiteral("finished ") + files.join(QLatin1Char(' ')));
            QVERIFY(!job.isBusy());
        });
        connect(&job, &OutputJob::failed, &job, [note, &job](const Error& error) {
            note(QStringLiteral("failed ") + error.detail);
            QVERIFY(!job.isBusy());
        });
    }

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void tellsAllInOrder()
    {
        OutputJob job;
        QStringList told;
        record(job, told);
        QThread* worker = nullptr;
        job.start([&worker](const std::atomic_bool&, const OutputJob::Teller& tell) -> Result<QStringList> {
            worker = QThread::currentThread();
            tell.step(QStringLiteral("reading"));
            for (int i = 0; i <= 1000; ++i) {
                tell.progress(i / 4000.0); // forty times each percent
            }
            tell.step(QStringLiteral("writing"));
            tell.step(QStringLiteral("writing"));
            tell.progress(1);
            return kFiles;
        });
        QVERIFY(job.isBusy());
        QVERIFY(told.isEmpty());
        QTRY_VERIFY(!job.isBusy());
        QVERIFY(worker != nullptr && worker != QCoreApplication::instance()->thread());
        QCOMPARE(told.size(), 1 + 26 + 2 + 1 + 1);
        QCOMPARE(told.first(), QStringLiteral("reading"));
        QCOMPARE(told.at(1), QStringLiteral("0"));
        QCOMPARE(told.at(26), QStringLiteral("0.25"));
        QCOMPARE(told.mid(27), (QStringList{QStringLiteral("writing"), QStringLiteral("writing"), QStringLiteral("1"),
                                            QStringLiteral("finished /a/one.obj /a/one.mtl")}));
    }

    void tellsWhyItFailed()
    {
        OutputJob job;
        QStringList told;
        record(job, told);
        job.start([](const std::atomic_bool&, const OutputJob::Teller&) -> Result<QStringList> {
            return failure(ErrorKind::Storage, QStringLiteral("no room"));
        });
        QTRY_COMPARE(told, QStringList{QStringLiteral("failed no room")});
    }

    void tellsNothingOfWhatIsCancelled()
    {
        Held held;
        OutputJob job;
        QStringList told;
        record(job, told);
        job.start(held.work());
        held.begun.acquire();
        job.cancel();
        QVERIFY(!job.isBusy());
        QTRY_VERIFY(held.ended);
        QVERIFY(held.brokenOff);
        QCoreApplication::processEvents();
        QCOMPARE(told, QStringList());
    }

    /// It has ended by itself, but its ending has not been told yet.
    void tellsNothingOfWhatIsCancelledLate()
    {
        Held held;
        held.go.release();
        QStringList told;
        {
            OutputJob job;
            record(job, told);
            job.start(held.work());
            held.begun.acquire();
            while (!held.ended) {
                QThread::yieldCurrentThread();
            }
            job.cancel();
            QCoreApplication::processEvents();
        }
        QCOMPARE(told, QStringList());
        QVERIFY(!held.brokenOff);
    }

    void whatIsBrokenOffHasGoneBeforeTheNextBegins()
    {
        QSemaphore firstBegun;
        QSemaphore secondBegun;
        std::atomic_bool beside = false;
        OutputJob job;
        QStringList told;
        record(job, told);
        job.start([&](const std::atomic_bool& cancelled, const OutputJob::Teller&) -> Result<QStringList> {
            firstBegun.release();
            while (!cancelled) {
                QThread::yieldCurrentThread();
            }
            beside = secondBegun.tryAcquire(1, 100); // long enough for it to begin, if it could
            return kFiles;
        });
        firstBegun.acquire();
        job.start([&](const std::atomic_bool&, const OutputJob::Teller&) -> Result<QStringList> {
            secondBegun.release();
            return QStringList{QStringLiteral("second")};
        });
        QTRY_COMPARE(told, QStringList{QStringLiteral("finished second")});
        QVERIFY(!beside);
    }

    void waitsForItsWorkWhenItGoes()
    {
        Held held;
        {
            OutputJob job;
            job.start(held.work());
            held.begun.acquire();
        }
        QVERIFY(held.brokenOff && held.ended);
    }

    /// What it holds may be large, and letting go of it be work.
    void workDiesInTheWorker()
    {
        QThread* diedIn = nullptr;
        OutputJob job;
        QSignalSpy finished(&job, &OutputJob::finished);
        std::shared_ptr<int> thing(new int(1), [&diedIn](const int* one) {
            diedIn = QThread::currentThread();
            delete one;
        });
        const std::weak_ptr<int> watched = thing;
        job.start([thing = std::move(thing)](const std::atomic_bool&, const OutputJob::Teller&) -> Result<QStringList> {
            return kFiles;
        });
        QTRY_COMPARE(finished.size(), 1);
        QTRY_VERIFY(watched.expired());
        QVERIFY(diedIn != nullptr && diedIn != QCoreApplication::instance()->thread());
    }

    void doesSeveralOneAfterTheOther()
    {
        OutputJob job;
        QStringList told;
        record(job, told);
        for (int i = 0; i < 3; ++i) {
            const QString name = QString::number(i);
            job.start([name](const std::atomic_bool&, const OutputJob::Teller&) -> Result<QStringList> {
                return QStringList{name};
            });
            QTRY_COMPARE(told.size(), i + 1);
            QCOMPARE(told.last(), QStringLiteral("finished ") + name);
        }
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestOutputJob)
#include "TestOutputJob.moc"
