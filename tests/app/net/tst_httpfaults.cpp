// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/net/NetTestKit.h"
#include "tests/support/FaultServer.h"
#include "tests/support/TestMain.h"

#include <csignal>
#include <sys/resource.h>

using namespace maquette;

/// Every way a call can go wrong, each against a server that really does it.
class TestHttpFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void timesOut_data();
    void timesOut();
    void slowButMovingIsNoTimeout();

    void cancelled_data();
    void cancelled();
    void cancelledBeforeStart();
    void cancelWhileWaitingForTurn();

    void tooLarge_data();
    void tooLarge();

    void fullDisk();
    void unwritableScratchFolder();
    void vanishedUpload();
    void shrinkingUpload();

    void dyingClientEndsItsCalls();
    void dyingClientRefusesNewCalls();
    void waiterMayEndTheClient();

    void detailHasNoKey();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<QtHttpClient> m_client;
};

void TestHttpFaults::initTestCase()
{
    // A full disk is played by a limit on file size; its signal must not end the test.
    std::signal(SIGXFSZ, SIG_IGN);
}

void TestHttpFaults::init()
{
    failOnAnyWarning();
    m_client.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<FaultServer>();
    m_client = std::make_unique<QtHttpClient>(m_folder->path());
}

void TestHttpFaults::timesOut_data()
{
    QTest::addColumn<FaultPlan>("plan");
    QTest::addColumn<qint64>("bodyBytes");
    using When = FaultPlan::When;
    using Then = FaultPlan::Then;
    const QByteArray part = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789";
    QTest::newRow("no answer") << FaultPlan{When::AfterBody, {}, 0, 1, Then::KeepOpen, -1} << qint64(0);
    QTest::newRow("answer stops") << FaultPlan{When::AfterHead, part, 0, 1, Then::KeepOpen, -1} << qint64(0);
    QTest::newRow("upload stops") << FaultPlan{When::AfterBody, {}, 0, 1, Then::KeepOpen, 1000} << qint64(64'000'000);
}

void TestHttpFaults::timesOut()
{
    QFETCH(FaultPlan, plan);
    QFETCH(qint64, bodyBytes);
    m_server->plan(plan);
    HttpCall call = paidCall(m_server->url());
    call.parts.append(HttpPart{QStringLiteral("filler"), QByteArray(bodyBytes, 'x'), {}, {}, {}});
    call.timeoutMs = 300;
    const StartedCall started = begin(*m_client, call);
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, CallEnd::TimedOut);
    QVERIFY(started.get().mayHaveLeft);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(filesIn(m_folder->path()), QStringList());
}

void TestHttpFaults::slowButMovingIsNoTimeout()
{
    const QByteArray body(2000, 'b');
    m_server->plan({FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", body), 40, 20,
                    FaultPlan::Then::KeepOpen, -1});
    HttpCall call = paidCall(m_server->url());
    call.timeoutMs = 500;
    QElapsedTimer watch;
    watch.start();
    const StartedCall started = begin(*m_client, call);
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QVERIFY(watch.elapsed() > call.timeoutMs);
    QCOMPARE(started.get().end, CallEnd::Answered);
    QCOMPARE(started.get().reply.readBody(10'000), body);
}

void TestHttpFaults::cancelled_data()
{
    QTest::addColumn<FaultPlan>("plan");
    QTest::addColumn<bool>("receiving");
    using When = FaultPlan::When;
    using Then = FaultPlan::Then;
    QTest::newRow("while waiting") << FaultPlan{When::AfterBody, {}, 0, 1, Then::KeepOpen, -1} << false;
    QTest::newRow("while receiving") << FaultPlan{When::AfterBody,
                                                  FaultServer::answer(200, "image/png", QByteArray(100'000, 'b')),
                                                  100,
                                                  5,
                                                  Then::KeepOpen,
                                                  -1}
                                     << true;
}

void TestHttpFaults::cancelled()
{
    QFETCH(FaultPlan, plan);
    QFETCH(bool, receiving);
    m_server->plan(plan);
    HttpProgress last;
    const StartedCall started =
        begin(*m_client, paidCall(m_server->url()), [&last](HttpProgress progress) { last = progress; });
    QTRY_COMPARE_WITH_TIMEOUT(last.phase, receiving ? HttpProgress::Phase::Receiving : HttpProgress::Phase::Waiting,
                              kSoonMs);
    started.cancel.cancel();
    QVERIFY(!started.isOver()); // not inside cancel()
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, CallEnd::Cancelled);
    QVERIFY(started.get().mayHaveLeft);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(filesIn(m_folder->path()), QStringList());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->open(), 0, kSoonMs);
}

void TestHttpFaults::cancelledBeforeStart()
{
    CancelToken cancel;
    cancel.cancel();
    auto task = m_client->send(paidCall(m_server->url()), cancel, {});
    QVERIFY(task.isReady());
    const HttpOutcome outcome = QCoro::waitFor(task);
    QCOMPARE(outcome.end, CallEnd::Cancelled);
    QVERIFY(!outcome.mayHaveLeft);
    letThingsSettle();
    QCOMPARE(m_server->connections(), 0);
}

void TestHttpFaults::cancelWhileWaitingForTurn()
{
    m_server->plan({FaultPlan::When::AfterBody, {}, 0, 1, FaultPlan::Then::KeepOpen, -1});
    std::vector<StartedCall> calls;
    for (int i = 0; i < QtHttpClient::kMostAtOnce + 1; ++i) {
        calls.push_back(begin(*m_client, paidCall(m_server->url())));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), QtHttpClient::kMostAtOnce, kSoonMs);
    calls.back().cancel.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(calls.back().isOver(), kSoonMs);
    QCOMPARE(calls.back().get().end, CallEnd::Cancelled);
    QVERIFY(!calls.back().get().mayHaveLeft);
    letThingsSettle();
    QCOMPARE(m_server->requests().size(), QtHttpClient::kMostAtOnce);
}

void TestHttpFaults::tooLarge_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<CallEnd>("end");
    const QByteArray head = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    QTest::newRow("declared") << head + "Content-Length: 1001\r\n\r\n" << CallEnd::TooLarge;
    QTest::newRow("chunked") << head + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + QByteArray(1001, 'b') +
                                    "\r\n0\r\n\r\n"
                             << CallEnd::TooLarge;
    QTest::newRow("until the end of the connection") << head + "\r\n" + QByteArray(1001, 'b') << CallEnd::TooLarge;
    QTest::newRow("exactly the cap") << head + "Content-Length: 1000\r\n\r\n" + QByteArray(1000, 'b')
                                     << CallEnd::Answered;
    QTest::newRow("longer than declared")
        << head + "Content-Length: 1000\r\n\r\n" + QByteArray(5000, 'b') << CallEnd::Answered;
}

void TestHttpFaults::tooLarge()
{
    QFETCH(QByteArray, bytes);
    QFETCH(CallEnd, end);
    m_server->plan({FaultPlan::When::AfterBody, bytes, 0, 1, FaultPlan::Then::Close, -1});
    HttpCall call = paidCall(m_server->url());
    call.answerCap = 1000;
    const StartedCall started = begin(*m_client, call);
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, end);
    QVERIFY(started.get().mayHaveLeft);
    if (end == CallEnd::Answered) {
        QCOMPARE(started.get().reply.bodyBytes, 1000);
        QCOMPARE(started.get().reply.readBody(5000).size(), 1000);
    } else {
        QCOMPARE(filesIn(m_folder->path()), QStringList());
    }
    QCOMPARE(m_server->requests().size(), 1);
}

void TestHttpFaults::fullDisk()
{
    m_server->plan({FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", QByteArray(1'000'000, 'b')), 0, 1,
                    FaultPlan::Then::KeepOpen, -1});
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 100'000;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const StartedCall started = begin(*m_client, paidCall(m_server->url()));
    const bool over = QTest::qWaitFor([&started] { return started.isOver(); }, kSoonMs);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(over);
    QCOMPARE(started.get().end, CallEnd::Storage);
    QVERIFY(started.get().mayHaveLeft);
    QVERIFY(!started.get().detail.isEmpty());
    QCOMPARE(filesIn(m_folder->path()), QStringList());
}

void TestHttpFaults::unwritableScratchFolder()
{
    QFile blocker(m_folder->filePath(QStringLiteral("blocker")));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    QtHttpClient client(blocker.fileName() + QStringLiteral("/scratch"));
    auto task = client.send(paidCall(m_server->url()), {}, {});
    const HttpOutcome outcome = QCoro::waitFor(task);
    QCOMPARE(outcome.end, CallEnd::Storage);
    QVERIFY(!outcome.mayHaveLeft);
    letThingsSettle();
    QCOMPARE(m_server->connections(), 0); // nothing is paid for that could not be kept
}

void TestHttpFaults::vanishedUpload()
{
    HttpCall call = paidCall(m_server->url());
    call.parts.append(HttpPart{QStringLiteral("image"),
                               {},
                               m_folder->filePath(QStringLiteral("none.png")),
                               QStringLiteral("image.png"),
                               QStringLiteral("image/png")});
    auto task = m_client->send(call, {}, {});
    const HttpOutcome outcome = QCoro::waitFor(task);
    QCOMPARE(outcome.end, CallEnd::Storage);
    QVERIFY(!outcome.mayHaveLeft);
    QVERIFY(outcome.detail.contains(QLatin1String("none.png")));
    QCOMPARE(m_server->connections(), 0);
}

void TestHttpFaults::shrinkingUpload()
{
    const QString path = m_folder->filePath(QStringLiteral("image.png"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(64'000'000));
    HttpCall call = paidCall(m_server->url());
    call.parts.append(
        HttpPart{QStringLiteral("image"), {}, path, QStringLiteral("image.png"), QStringLiteral("image/png")});
    m_server->setKeepBodies(false);
    // The first report comes when its size was already told; and nothing is received but in this thread.
    const StartedCall started = begin(*m_client, call, [&file](HttpProgress) { file.resize(1000); });
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, CallEnd::Storage);
    QVERIFY(started.get().detail.contains(QLatin1String("shorter")));
    letThingsSettle();
    QVERIFY(m_server->requests().size() <= 1);
    for (const SeenRequest& request : m_server->requests()) {
        QVERIFY(!request.complete);
    }
}

void TestHttpFaults::dyingClientEndsItsCalls()
{
    m_server->plan({FaultPlan::When::AfterBody, {}, 0, 1, FaultPlan::Then::KeepOpen, -1});
    std::vector<StartedCall> calls;
    for (int i = 0; i < 60; ++i) {
        calls.push_back(begin(*m_client, i % 2 == 0 ? paidCall(m_server->url()) : getCall(m_server->url())));
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() >= 50, kSoonMs);
    m_client.reset();
    for (const StartedCall& call : calls) {
        QVERIFY(call.isOver());
        QCOMPARE(call.get().end, CallEnd::Cancelled);
    }
    QCOMPARE(filesIn(m_folder->path()), QStringList());
}

namespace {

QCoro::Task<> sendTwice(QtHttpClient* client, HttpCall call, std::shared_ptr<QList<CallEnd>> ends)
{
    const HttpOutcome first = co_await client->send(call, {}, {});
    ends->append(first.end);
    const HttpOutcome second = co_await client->send(call, {}, {});
    ends->append(second.end);
}

QCoro::Task<> sendThenEnd(std::unique_ptr<QtHttpClient>* client, HttpCall call, bool* ended)
{
    const HttpOutcome outcome = co_await (*client)->send(call, {}, {});
    client->reset();
    *ended = outcome.end == CallEnd::Answered;
}

} // namespace

void TestHttpFaults::dyingClientRefusesNewCalls()
{
    m_server->plan({FaultPlan::When::AfterBody, {}, 0, 1, FaultPlan::Then::KeepOpen, -1});
    const auto ends = std::make_shared<QList<CallEnd>>();
    sendTwice(m_client.get(), paidCall(m_server->url()), ends);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), 1, kSoonMs);
    m_client.reset();
    QCOMPARE(*ends, (QList<CallEnd>{CallEnd::Cancelled, CallEnd::Cancelled}));
    letThingsSettle();
    QCOMPARE(m_server->requests().size(), 1);
}

void TestHttpFaults::waiterMayEndTheClient()
{
    m_server->plan(
        {FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", "x"), 0, 1, FaultPlan::Then::KeepOpen, -1});
    bool ended = false;
    sendThenEnd(&m_client, paidCall(m_server->url()), &ended);
    QTRY_VERIFY_WITH_TIMEOUT(ended, kSoonMs);
    QVERIFY(!m_client);
}

void TestHttpFaults::detailHasNoKey()
{
    const QByteArray location = "Location: https://example.com/?key=sk-net-test-key-0001";
    m_server->plan({FaultPlan::When::AfterBody, FaultServer::answer(302, {}, {}, {location}), 0, 1,
                    FaultPlan::Then::KeepOpen, -1});
    const StartedCall started = begin(*m_client, paidCall(m_server->url()));
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QVERIFY(started.get().detail.contains(QLatin1String("example.com")));
    QVERIFY(!started.get().detail.contains(QLatin1String("0001")));
}

QTEST_GUILESS_MAIN(TestHttpFaults)
#include "tst_httpfaults.moc"
