// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/JoinedThread.h"
#include "tests/support/TestMain.h"

#include <QTest>

using namespace maquette;

namespace {

std::atomic_int kept = 0;

/// As a library keeps something for a thread and takes its time to free it.
struct Kept
{
    Kept() { ++kept; }
    ~Kept()
    {
        QThread::msleep(60);
        --kept;
    }
};

void keepSomething()
{
    thread_local const Kept mine;
    static_cast<void>(mine);
}

} // namespace

class TestJoinedThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void nothingOfItIsLeft()
    {
        JoinedThread thread;
        QObject inside;
        inside.moveToThread(&thread);
        thread.start();
        QMetaObject::invokeMethod(&inside, &keepSomething, Qt::BlockingQueuedConnection);
        QCOMPARE(kept, 1);
        thread.end();
        QCOMPARE(kept, 0);
        QVERIFY(!thread.isRunning());
        thread.end(); // once more does nothing
    }

    void oneThatNeverRanEndsAtOnce() { JoinedThread().end(); }
};

QTEST_GUILESS_MAIN(TestJoinedThread)
#include "tst_joined_thread.moc"
