// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/net/NetTestKit.h"
#include "tests/app/net/TestCertificate.h"
#include "tests/support/FaultServer.h"
#include "tests/support/TestMain.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>

using namespace maquette;

/// What money hangs on: a request is sent at most once, whatever happens to its connection, and goes nowhere else.
class TestHttpSentOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void paidCallIsSentOnce_data();
    void paidCallIsSentOnce();
    void paidCallIsSentOnceOverTls();
    void paidCallTakesNoUsedConnection();
    void emptyPostIsSentOnce();
    void cutOffAnswerIsNoAnswer_data();
    void cutOffAnswerIsNoAnswer();
    void offlineNeverLeft_data();
    void offlineNeverLeft();
    void unknownHostNeverLeft();
    void redirectIsNotFollowed_data();
    void redirectIsNotFollowed();
    void insecureIsRefused_data();
    void insecureIsRefused();
    void noProxyTowardsThisMachine();
    void untrustedCertificate();
    void trustedCertificate();
    void noTlsAtAll();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<QtHttpClient> m_client;
};

void TestHttpSentOnce::init()
{
    failOnAnyWarning();
    m_client.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<FaultServer>();
    m_client = std::make_unique<QtHttpClient>(m_folder->path());
}

void TestHttpSentOnce::paidCallIsSentOnce_data()
{
    QTest::addColumn<FaultPlan>("plan");
    QTest::addColumn<bool>("warm");
    const QByteArray halfHead = "HTTP/1.1 200 OK\r\nContent-";
    const auto row = [](const char* name, const FaultPlan& plan) {
        QTest::newRow(qPrintable(QStringLiteral("%1, fresh").arg(QLatin1String(name)))) << plan << false;
        QTest::newRow(qPrintable(QStringLiteral("%1, after a kept-alive call").arg(QLatin1String(name))))
            << plan << true;
    };
    using When = FaultPlan::When;
    using Then = FaultPlan::Then;
    row("reset after the body", {When::AfterBody, {}, 0, 1, Then::Reset, -1});
    row("closed after the body", {When::AfterBody, {}, 0, 1, Then::Close, -1});
    row("reset after the head", {When::AfterHead, {}, 0, 1, Then::Reset, -1});
    row("closed after the head", {When::AfterHead, {}, 0, 1, Then::Close, -1});
    row("closed inside the answer's head", {When::AfterBody, halfHead, 0, 1, Then::Close, -1});
    row("reset inside the answer's head", {When::AfterBody, halfHead, 0, 1, Then::Reset, -1});
    row("nothing like HTTP", {When::AfterBody, "220 smtp ready\r\n\r\n", 0, 1, Then::Close, -1});
}

void TestHttpSentOnce::paidCallIsSentOnce()
{
    QFETCH(FaultPlan, plan);
    QFETCH(bool, warm);
    if (warm) {
        m_server->plan({FaultPlan::When::AfterBody, FaultServer::answer(200, "application/json", "{}"), 0, 1,
                        FaultPlan::Then::KeepOpen, -1});
        const StartedCall get = begin(*m_client, getCall(m_server->url()));
        QTRY_VERIFY_WITH_TIMEOUT(get.isOver(), kSoonMs);
        const StartedCall post = begin(*m_client, paidCall(m_server->url()));
        QTRY_VERIFY_WITH_TIMEOUT(post.isOver(), kSoonMs);
        QCOMPARE(post.get().end, CallEnd::Answered);
        m_server->clear();
    }
    m_server->plan(plan);

    const StartedCall call = begin(*m_client, paidCall(m_server->url()));
    QTRY_VERIFY_WITH_TIMEOUT(call.isOver(), kSoonMs);
    letThingsSettle();

    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(call.get().end, CallEnd::CutOff);
    QVERIFY(call.get().mayHaveLeft);
    QVERIFY(!call.get().detail.isEmpty());
}

void TestHttpSentOnce::paidCallIsSentOnceOverTls()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.addCaCertificate(QSslCertificate(QByteArray(kTestCertificate)));
    QSslConfiguration::setDefaultConfiguration(trusting);
    FaultServer server(kTestCertificate, kTestKey);
    server.plan({FaultPlan::When::AfterBody, {}, 0, 1, FaultPlan::Then::Reset, -1});
    const StartedCall call = begin(*m_client, paidCall(server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(call.isOver(), kSoonMs);
    letThingsSettle();
    QSslConfiguration::setDefaultConfiguration(before);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(call.get().end, CallEnd::CutOff);
    QVERIFY(call.get().mayHaveLeft);
}

void TestHttpSentOnce::paidCallTakesNoUsedConnection()
{
    // This server would keep every connection open.
    m_server->plan({FaultPlan::When::AfterBody, FaultServer::answer(200, "application/json", "{}"), 0, 1,
                    FaultPlan::Then::KeepOpen, -1});
    QSet<int> used;
    for (int i = 0; i < 10; ++i) {
        const bool paid = i % 3 != 0;
        const StartedCall call = begin(*m_client, paid ? paidCall(m_server->url()) : getCall(m_server->url()));
        QTRY_VERIFY_WITH_TIMEOUT(call.isOver(), kSoonMs);
        QCOMPARE(call.get().end, CallEnd::Answered);
        const SeenRequest& seen = m_server->requests().constLast();
        QVERIFY(!paid || !used.contains(seen.connection));
        QCOMPARE(seen.header("Connection").toLower(), paid ? QByteArray("close") : QByteArray("keep-alive"));
        used.insert(seen.connection);
    }
}

void TestHttpSentOnce::emptyPostIsSentOnce()
{
    m_server->plan({FaultPlan::When::AfterBody, {}, 0, 1, FaultPlan::Then::Reset, -1});
    HttpCall call = paidCall(m_server->url());
    call.parts.clear();
    const StartedCall started = begin(*m_client, call);
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    letThingsSettle();
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(started.get().end, CallEnd::CutOff);
    QVERIFY(started.get().mayHaveLeft);
}

void TestHttpSentOnce::cutOffAnswerIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("reset");
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n";
    for (const bool reset : {false, true}) {
        const char* how = reset ? "reset" : "closed";
        QTest::addRow("%s inside a body of known length", how)
            << head + "Content-Length: 100\r\n\r\n0123456789" << reset;
        QTest::addRow("%s before the first byte", how) << head + "Content-Length: 100\r\n\r\n" << reset;
        QTest::addRow("%s inside a chunk", how) << head + "Transfer-Encoding: chunked\r\n\r\n64\r\n0123456789" << reset;
        QTest::addRow("%s between chunks", how) << head + "Transfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n"
                                                << reset;
    }
}

void TestHttpSentOnce::cutOffAnswerIsNoAnswer()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, reset);
    m_server->plan(
        {FaultPlan::When::AfterBody, bytes, 0, 1, reset ? FaultPlan::Then::Reset : FaultPlan::Then::Close, -1});
    const StartedCall call = begin(*m_client, paidCall(m_server->url()));
    QTRY_VERIFY_WITH_TIMEOUT(call.isOver(), kSoonMs);
    letThingsSettle();
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(call.get().end, CallEnd::CutOff);
    QVERIFY(call.get().mayHaveLeft);
    QCOMPARE(filesIn(m_folder->path()), QStringList());
}

void TestHttpSentOnce::offlineNeverLeft_data()
{
    QTest::addColumn<HttpCall>("call");
    QTcpServer nobody;
    nobody.listen(QHostAddress::LocalHost);
    QUrl url = m_server ? m_server->url() : QUrl(QStringLiteral("http://127.0.0.1/"));
    url.setPort(nobody.serverPort());
    nobody.close();
    QTest::newRow("get") << getCall(url);
    QTest::newRow("paid") << paidCall(url);
    HttpCall empty = paidCall(url);
    empty.parts.clear();
    QTest::newRow("post without body") << empty;
    url.setScheme(QStringLiteral("https"));
    QTest::newRow("https") << paidCall(url);
}

void TestHttpSentOnce::offlineNeverLeft()
{
    QFETCH(HttpCall, call);
    const StartedCall started = begin(*m_client, call);
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, CallEnd::Offline);
    QVERIFY(!started.get().mayHaveLeft);
    QCOMPARE(filesIn(m_folder->path()), QStringList());
}

void TestHttpSentOnce::unknownHostNeverLeft()
{
    // ".invalid" is reserved (RFC 2606): the resolver of the system says no without anybody being asked.
    const StartedCall started = begin(*m_client, paidCall(QUrl(QStringLiteral("https://nobody.invalid/"))));
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, CallEnd::Offline);
    QVERIFY(!started.get().mayHaveLeft);
}

void TestHttpSentOnce::redirectIsNotFollowed_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("paid");
    for (const int status : {301, 302, 303, 307, 308, 300}) {
        QTest::addRow("get %d", status) << status << false;
        QTest::addRow("paid %d", status) << status << true;
    }
}

void TestHttpSentOnce::redirectIsNotFollowed()
{
    QFETCH(int, status);
    QFETCH(bool, paid);
    FaultServer elsewhere;
    const QByteArray location = "Location: " + elsewhere.url().toEncoded();
    m_server->plan({FaultPlan::When::AfterBody, FaultServer::answer(status, "text/html", "moved", {location}), 0, 1,
                    FaultPlan::Then::KeepOpen, -1});
    HttpCall call = paid ? paidCall(m_server->url()) : getCall(m_server->url());
    call.headers = {{"Authorization", "Bearer sk-net-test-key-0001"}};
    const StartedCall started = begin(*m_client, call);
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    letThingsSettle();
    QCOMPARE(started.get().end, CallEnd::Redirected);
    QVERIFY(started.get().mayHaveLeft);
    QVERIFY(started.get().detail.contains(QString::number(status)));
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(elsewhere.connections(), 0);
    QCOMPARE(filesIn(m_folder->path()), QStringList());
}

void TestHttpSentOnce::insecureIsRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("http to a host") << QStringLiteral("http://api.stability.ai/v1/user/balance");
    QTest::newRow("http to an address") << QStringLiteral("http://192.0.2.1/");
    QTest::newRow("looks like loopback") << QStringLiteral("http://localhost.example.com/");
    QTest::newRow("loopback as user name") << QStringLiteral("http://127.0.0.1@example.com/");
    QTest::newRow("any address") << QStringLiteral("http://0.0.0.0/");
    QTest::newRow("password in the address") << QStringLiteral("https://user:word@127.0.0.1/");
    QTest::newRow("file") << QStringLiteral("file:///etc/hostname");
    QTest::newRow("ftp") << QStringLiteral("ftp://127.0.0.1/x");
    QTest::newRow("data") << QStringLiteral("data:,x");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no host") << QStringLiteral("https:///x");
}

void TestHttpSentOnce::insecureIsRefused()
{
    QFETCH(QString, url);
    for (const HttpCall& call : {paidCall(QUrl(url)), getCall(QUrl(url))}) {
        auto task = m_client->send(call, {}, {});
        QVERIFY(task.isReady()); // refused before anything could be sent or looked up
        const HttpOutcome outcome = QCoro::waitFor(task);
        QCOMPARE(outcome.end, CallEnd::Insecure);
        QVERIFY(!outcome.mayHaveLeft);
    }
    QCOMPARE(filesIn(m_folder->path()), QStringList());
}

void TestHttpSentOnce::noProxyTowardsThisMachine()
{
    FaultServer proxy;
    QNetworkProxy::setApplicationProxy(
        QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.port()));
    m_server->plan(
        {FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", "x"), 0, 1, FaultPlan::Then::KeepOpen, -1});
    const StartedCall started = begin(*m_client, paidCall(m_server->url()));
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::DefaultProxy));
    QCOMPARE(started.get().end, CallEnd::Answered);
    QCOMPARE(proxy.connections(), 0);
}

void TestHttpSentOnce::untrustedCertificate()
{
    FaultServer server(kTestCertificate, kTestKey);
    const StartedCall started = begin(*m_client, paidCall(server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, CallEnd::TlsFailed);
    QVERIFY(!started.get().mayHaveLeft);
    QVERIFY(started.get().detail.contains(QLatin1String("self-signed"), Qt::CaseInsensitive));
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpSentOnce::trustedCertificate()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.addCaCertificate(QSslCertificate(QByteArray(kTestCertificate)));
    QSslConfiguration::setDefaultConfiguration(trusting);
    FaultServer server(kTestCertificate, kTestKey);
    server.plan({FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", "bytes"), 0, 1,
                 FaultPlan::Then::KeepOpen, -1});
    const StartedCall started = begin(*m_client, paidCall(server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QSslConfiguration::setDefaultConfiguration(before);
    QCOMPARE(started.get().end, CallEnd::Answered);
    QCOMPARE(started.get().reply.readBody(100), QByteArray("bytes"));
}

void TestHttpSentOnce::noTlsAtAll()
{
    m_server->plan({FaultPlan::When::OnConnect, "HTTP/1.1 400 Bad Request\r\n\r\n", 0, 1, FaultPlan::Then::Close, -1});
    QUrl url = m_server->url();
    url.setScheme(QStringLiteral("https"));
    const StartedCall started = begin(*m_client, paidCall(url));
    QTRY_VERIFY_WITH_TIMEOUT(started.isOver(), kSoonMs);
    QCOMPARE(started.get().end, CallEnd::TlsFailed);
    QVERIFY(!started.get().mayHaveLeft);
}

QTEST_GUILESS_MAIN(TestHttpSentOnce)
#include "tst_httpsentonce.moc"
