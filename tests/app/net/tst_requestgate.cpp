// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/RequestGate.h"
#include "tests/support/ManualClock.h"
#include "tests/support/TestMain.h"

#include <QSignalSpy>

using namespace maquette;

namespace {

/// Appends \a name once the gate answered: "+name" when let through, "-name" when turned away.
QCoro::Task<> pass(RequestGate* gate, CancelToken cancel, QString name, QStringList* log)
{
    const bool admitted = co_await gate->admit(cancel);
    log->append((admitted ? QLatin1Char('+') : QLatin1Char('-')) + name);
}

void handleEvents()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::processEvents();
    }
}

constexpr qint64 kMargin = RequestGate::kArrivalMarginMs;

} // namespace

/// The rate limit with a clock that a test turns: no real waiting.
class TestRequestGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void letsABurstThroughAtOnce();
    void holdsTheRestForTheWindow();
    void windowSlides();
    void contractNumbers();
    void keepsTheOrder();
    void newcomersDoNotOvertake();
    void blockHoldsEverybody();
    void shorterBlockChangesNothing();
    void blockInThePastChangesNothing();
    void cancelWhileWaiting();
    void cancelledBefore();
    void cancelledPlaceIsNotCounted();
    void clockTurnedBack();
    void dyingGateTurnsEverybodyAway();
    void waiterMayEndTheGate();
    void realTimerLetsThrough();

private:
    void start(const QString& name, const CancelToken& cancel = {});
    void turn(qint64 ms);

    ManualClock m_clock;
    std::unique_ptr<RequestGate> m_gate;
    QStringList m_log;
};

void TestRequestGate::init()
{
    failOnAnyWarning();
    m_gate.reset();
    m_log.clear();
    m_gate = std::make_unique<RequestGate>(m_clock, 3, 10'000);
}

void TestRequestGate::start(const QString& name, const CancelToken& cancel)
{
    pass(m_gate.get(), cancel, name, &m_log);
}

void TestRequestGate::turn(qint64 ms)
{
    m_clock.advance(ms);
    m_gate->recheck();
    handleEvents();
}

void TestRequestGate::letsABurstThroughAtOnce()
{
    for (const char* name : {"a", "b", "c"}) {
        start(QLatin1String(name));
    }
    QCOMPARE(m_log, (QStringList{QStringLiteral("+a"), QStringLiteral("+b"), QStringLiteral("+c")}));
}

void TestRequestGate::holdsTheRestForTheWindow()
{
    for (const char* name : {"a", "b", "c", "d"}) {
        start(QLatin1String(name));
    }
    QCOMPARE(m_log.size(), 3);
    turn(10'000 + kMargin - 1);
    QCOMPARE(m_log.size(), 3);
    turn(1);
    QCOMPARE(m_log.size(), 4);
    QCOMPARE(m_log.last(), QStringLiteral("+d"));
}

void TestRequestGate::windowSlides()
{
    start(QStringLiteral("a"));
    turn(4'000);
    start(QStringLiteral("b"));
    start(QStringLiteral("c"));
    start(QStringLiteral("d"));
    start(QStringLiteral("e"));
    QCOMPARE(m_log.size(), 3);
    turn(6'000 + kMargin);
    QCOMPARE(m_log.size(), 4); // only a's place is free again
    turn(3'999);
    QCOMPARE(m_log.size(), 4);
    turn(1);
    QCOMPARE(m_log.size(), 5);
}

void TestRequestGate::contractNumbers()
{
    m_gate = std::make_unique<RequestGate>(m_clock, 150, 10'000);
    for (int i = 0; i < 400; ++i) {
        start(QString::number(i));
    }
    QCOMPARE(m_log.size(), 150);
    turn(10'000 + kMargin);
    QTRY_COMPARE(m_log.size(), 300);
    handleEvents();
    QCOMPARE(m_log.size(), 300);
    turn(10'000 + kMargin);
    QTRY_COMPARE(m_log.size(), 400);
}

void TestRequestGate::keepsTheOrder()
{
    for (int i = 0; i < 9; ++i) {
        start(QString::number(i));
    }
    turn(10'000 + kMargin);
    turn(10'000 + kMargin);
    QStringList expected;
    for (int i = 0; i < 9; ++i) {
        expected.append(QLatin1Char('+') + QString::number(i));
    }
    QCOMPARE(m_log, expected);
}

void TestRequestGate::newcomersDoNotOvertake()
{
    for (const char* name : {"a", "b", "c", "d"}) {
        start(QLatin1String(name));
    }
    m_clock.advance(10'000 + kMargin); // the timer has not noticed yet
    start(QStringLiteral("e"));
    start(QStringLiteral("f"));
    handleEvents();
    QCOMPARE(m_log.size(), 6);
    start(QStringLiteral("g"));
    handleEvents();
    QCOMPARE(m_log.size(), 6); // d counts as well
    QVERIFY(m_log.contains(QStringLiteral("+d")));
}

void TestRequestGate::blockHoldsEverybody()
{
    QSignalSpy changes(m_gate.get(), &RequestGate::blockChanged);
    const QDateTime until = m_clock.now().addMSecs(60'000);
    m_gate->blockUntil(until);
    QCOMPARE(m_gate->blockedUntil(), until);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.at(0).at(0).toDateTime(), until);
    start(QStringLiteral("a"));
    turn(59'999);
    QCOMPARE(m_log.size(), 0);
    turn(1);
    QCOMPARE(m_log, QStringList{QStringLiteral("+a")});
    QCOMPARE(changes.size(), 2);
    QVERIFY(!changes.at(1).at(0).toDateTime().isValid());
    QVERIFY(!m_gate->blockedUntil().isValid());
}

void TestRequestGate::shorterBlockChangesNothing()
{
    const QDateTime until = m_clock.now().addMSecs(60'000);
    m_gate->blockUntil(until);
    m_gate->blockUntil(until.addSecs(-30));
    QCOMPARE(m_gate->blockedUntil(), until);
    m_gate->blockUntil(until.addSecs(30));
    QCOMPARE(m_gate->blockedUntil(), until.addSecs(30));
}

void TestRequestGate::blockInThePastChangesNothing()
{
    QSignalSpy changes(m_gate.get(), &RequestGate::blockChanged);
    m_gate->blockUntil(m_clock.now());
    m_gate->blockUntil({});
    QCOMPARE(changes.size(), 0);
    start(QStringLiteral("a"));
    QCOMPARE(m_log.size(), 1);
}

void TestRequestGate::cancelWhileWaiting()
{
    CancelToken cancel;
    m_gate->blockUntil(m_clock.now().addMSecs(60'000));
    start(QStringLiteral("a"), cancel);
    start(QStringLiteral("b"));
    cancel.cancel();
    QCOMPARE(m_log.size(), 0); // not inside cancel()
    handleEvents();
    QCOMPARE(m_log, QStringList{QStringLiteral("-a")});
    turn(60'000);
    QCOMPARE(m_log, (QStringList{QStringLiteral("-a"), QStringLiteral("+b")}));
}

void TestRequestGate::cancelledBefore()
{
    CancelToken cancel;
    cancel.cancel();
    start(QStringLiteral("a"), cancel);
    QCOMPARE(m_log, QStringList{QStringLiteral("-a")});
}

void TestRequestGate::cancelledPlaceIsNotCounted()
{
    CancelToken cancel;
    for (const char* name : {"a", "b", "c"}) {
        start(QLatin1String(name));
    }
    start(QStringLiteral("d"), cancel);
    for (const char* name : {"e", "f", "g", "h"}) {
        start(QLatin1String(name));
    }
    cancel.cancel();
    handleEvents();
    turn(10'000 + kMargin);
    QCOMPARE(m_log.size(), 7);
    QVERIFY(m_log.contains(QStringLiteral("+g")));
    QVERIFY(!m_log.contains(QStringLiteral("+h")));
}

void TestRequestGate::clockTurnedBack()
{
    for (const char* name : {"a", "b", "c", "d"}) {
        start(QLatin1String(name));
    }
    m_gate->blockUntil(m_clock.now().addMSecs(20'000));
    turn(5'000);
    turn(-3'600'000);
    turn(14'999);
    QCOMPARE(m_log.size(), 3);
    turn(1);
    QCOMPARE(m_log.size(), 4);
}

void TestRequestGate::dyingGateTurnsEverybodyAway()
{
    m_gate->blockUntil(m_clock.now().addMSecs(60'000));
    start(QStringLiteral("a"));
    start(QStringLiteral("b"));
    m_gate.reset();
    QCOMPARE(m_log, (QStringList{QStringLiteral("-a"), QStringLiteral("-b")}));
}

namespace {

QCoro::Task<> passThenEnd(std::unique_ptr<RequestGate>* gate, CancelToken cancel, bool* ended)
{
    *ended = co_await (*gate)->admit(cancel);
    gate->reset();
}

} // namespace

void TestRequestGate::waiterMayEndTheGate()
{
    bool ended = false;
    m_gate->blockUntil(m_clock.now().addMSecs(60'000));
    passThenEnd(&m_gate, {}, &ended);
    start(QStringLiteral("b"));
    m_clock.advance(60'000);
    m_gate->recheck();
    handleEvents();
    QVERIFY(ended);
    QVERIFY(!m_gate);
    QCOMPARE(m_log.size(), 1); // b has its answer as well
}

void TestRequestGate::realTimerLetsThrough()
{
    const SystemClock clock;
    m_gate = std::make_unique<RequestGate>(clock, 1, 0);
    QSignalSpy changes(m_gate.get(), &RequestGate::blockChanged);
    m_gate->blockUntil(clock.now().addMSecs(30));
    start(QStringLiteral("a"));
    start(QStringLiteral("b"));
    QTRY_COMPARE(m_log, (QStringList{QStringLiteral("+a"), QStringLiteral("+b")}));
    QCOMPARE(changes.size(), 2);
}

QTEST_GUILESS_MAIN(TestRequestGate)
#include "tst_requestgate.moc"
