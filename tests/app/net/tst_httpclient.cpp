// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/Multipart.h"
#include "app/net/UrlRules.h"
#include "tests/app/net/NetTestKit.h"
#include "tests/support/FaultServer.h"
#include "tests/support/TestMain.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QSignalSpy>

using namespace maquette;

namespace {

FaultPlan answerWith(const QByteArray& bytes)
{
    return {FaultPlan::When::AfterBody, bytes, 0, 1, FaultPlan::Then::KeepOpen, -1};
}

QByteArray boundaryOf(const SeenRequest& request)
{
    return request.header("Content-Type").mid(qstrlen("multipart/form-data; boundary="));
}

} // namespace

/// What leaves and what comes back when nothing goes wrong.
class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void multipartOnTheWire();
    void multipartNamesAreEscaped();
    void boundaryNeedsNoQuotesAndDiffers();
    void announcedLengthIsExact();
    void headersThatLeave();
    void rawBodies_data();
    void rawBodies();
    void statusesAreAnswers_data();
    void statusesAreAnswers();
    void authenticationChallengeIsAnAnswer();
    void answerHeadersAndBody();
    void emptyAnswerHasNoFile();
    void compressedAnswerStaysAsItIs();
    void cookiesAreNotKept();
    void hugeUploadIsStreamed();
    void answerInManyForms_data();
    void answerInManyForms();
    void serversThatCloseAfterAnswering_data();
    void serversThatCloseAfterAnswering();
    void progressInOrder();
    void hundredCallsAtOnce();
    void oneRefusedNeighbourHarmsNobody();
    void readsShareConnections();
    void loopbackRule_data();
    void loopbackRule();

private:
    HttpOutcome wait(const HttpCall& call, const HttpClient::ProgressSink& sink = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<QtHttpClient> m_client;
};

void TestHttpClient::init()
{
    failOnAnyWarning();
    m_client.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<FaultServer>();
    m_client = std::make_unique<QtHttpClient>(m_folder->filePath(QStringLiteral("made/when/needed")));
}

HttpOutcome TestHttpClient::wait(const HttpCall& call, const HttpClient::ProgressSink& sink)
{
    return QCoro::waitFor(m_client->send(call, {}, sink));
}

void TestHttpClient::multipartOnTheWire()
{
    const QString path = m_folder->filePath(QStringLiteral("picture"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    static constexpr char kPicture[] = "\x89PNG\r\n\x1a\n--not a boundary--\0\xff";
    const QByteArray picture(kPicture, sizeof kPicture - 1);
    file.write(picture);
    file.close();
    HttpCall call = paidCall(m_server->url(QStringLiteral("/v2beta/x")));
    call.parts = {HttpPart{QStringLiteral("prompt"), "Zürich, \xE2\x9C\x93\r\nsecond line", {}, {}, {}},
                  HttpPart{QStringLiteral("image"), {}, path, QStringLiteral("image.png"), QStringLiteral("image/png")},
                  HttpPart{QStringLiteral("empty"), {}, {}, {}, {}}};
    m_server->plan(answerWith(FaultServer::answer(200, "image/png", "ok")));
    QCOMPARE(wait(call).end, CallEnd::Answered);

    const SeenRequest& seen = m_server->requests().at(0);
    QCOMPARE(seen.method, QByteArray("POST"));
    QCOMPARE(seen.target, QByteArray("/v2beta/x"));
    const QByteArray b = boundaryOf(seen);
    QVERIFY(!b.isEmpty());
    const QByteArray expected = "--" + b + "\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n" +
                                "Zürich, \xE2\x9C\x93\r\nsecond line\r\n" + "--" + b +
                                "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"image.png\"\r\n" +
                                "Content-Type: image/png\r\n\r\n" + picture + "\r\n" + "--" + b +
                                "\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n" + "--" + b + "--\r\n";
    QCOMPARE(seen.body, expected);
    QCOMPARE(seen.header("Content-Length"), QByteArray::number(expected.size()));
    QVERIFY(seen.header("Transfer-Encoding").isEmpty());
}

void TestHttpClient::multipartNamesAreEscaped()
{
    const HttpPart part{QStringLiteral("a\"b\r\nc"), {}, QStringLiteral("/x"), QStringLiteral("q\"\n.png"), {}};
    QCOMPARE(partHead(part, "B"),
             QByteArray("--B\r\nContent-Disposition: form-data; name=\"a%22b%0D%0Ac\"; filename=\"q%22%0A.png\"\r\n"
                        "Content-Type: application/octet-stream\r\n\r\n"));
}

void TestHttpClient::boundaryNeedsNoQuotesAndDiffers()
{
    const QByteArray first = makeBoundary();
    const QByteArray second = makeBoundary();
    QVERIFY(first != second);
    QCOMPARE(first.size(), second.size());
    QVERIFY(first.size() <= 70); // RFC 2046
    for (const char c : first) {
        QVERIFY((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}

void TestHttpClient::announcedLengthIsExact()
{
    HttpCall call = paidCall(m_server->url());
    const QString path = m_folder->filePath(QStringLiteral("f.bin"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(123'457));
    call.parts.append(
        HttpPart{QStringLiteral("image"), {}, path, QStringLiteral("image.png"), QStringLiteral("image/png")});
    const auto length = multipartLength(call.parts);
    QVERIFY(length.has_value());
    m_server->plan(answerWith(FaultServer::answer(200, {}, {})));
    QCOMPARE(wait(call).end, CallEnd::Answered);
    QCOMPARE(m_server->requests().at(0).bodyBytes, *length);

    call.parts.append(HttpPart{QStringLiteral("mask"), {}, path + QLatin1Char('x'), {}, {}});
    QCOMPARE(multipartLength(call.parts).error().kind, ErrorKind::Storage);
}

void TestHttpClient::headersThatLeave()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    m_server->plan(answerWith(FaultServer::answer(200, {}, {})));
    wait(paidCall(m_server->url()));
    wait(getCall(m_server->url()));
    QLocale::setDefault(before);
    const SeenRequest& paid = m_server->requests().at(0);
    QCOMPARE(paid.header("User-Agent"), QByteArray("Maquette/" MAQUETTE_VERSION));
    QCOMPARE(paid.header("Authorization"), QByteArray("Bearer sk-net-test-key-0001"));
    QCOMPARE(paid.header("Accept"), QByteArray("image/*"));
    QCOMPARE(paid.header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(paid.header("Accept-Language"), QByteArray("en"));
    for (const char* once : {"Authorization", "Content-Type", "Content-Length", "Host", "Accept"}) {
        QCOMPARE(paid.countOf(once), 1);
    }
    const SeenRequest& read = m_server->requests().at(1);
    QCOMPARE(read.method, QByteArray("GET"));
    QCOMPARE(read.countOf("Accept"), 0); // none was asked for
    QCOMPARE(read.countOf("Content-Length"), 0);
    QCOMPARE(read.countOf("Content-Type"), 0);
    QCOMPARE(read.countOf("Upgrade"), 0); // no HTTP/2
}

void TestHttpClient::rawBodies_data()
{
    QTest::addColumn<HttpCall::Method>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("put json") << HttpCall::Method::Put << QByteArray("{\"a\":1}") << QByteArray("application/json");
    QTest::newRow("post json") << HttpCall::Method::Post << QByteArray("{}") << QByteArray("application/json");
    QTest::newRow("post nothing") << HttpCall::Method::Post << QByteArray() << QByteArray();
}

void TestHttpClient::rawBodies()
{
    QFETCH(HttpCall::Method, method);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    HttpCall call = getCall(m_server->url());
    call.method = method;
    call.body = body;
    call.contentType = type;
    m_server->plan(answerWith(FaultServer::answer(200, {}, {})));
    QCOMPARE(wait(call).end, CallEnd::Answered);
    const SeenRequest& seen = m_server->requests().at(0);
    QCOMPARE(seen.method, method == HttpCall::Method::Put ? QByteArray("PUT") : QByteArray("POST"));
    QCOMPARE(seen.body, body);
    QCOMPARE(seen.header("Content-Length"), QByteArray::number(body.size()));
    if (!type.isEmpty()) {
        QCOMPARE(seen.header("Content-Type"), type);
    }
}

void TestHttpClient::statusesAreAnswers_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 202, 204, 400, 401, 402, 403, 404, 405, 408, 409, 410,
                             413, 415, 418, 422, 429, 451, 500, 501, 502, 503, 504, 520, 599}) {
        QTest::addRow("%d", status) << status;
    }
}

void TestHttpClient::statusesAreAnswers()
{
    QFETCH(int, status);
    const QByteArray body = status == 204 ? QByteArray() : QByteArray("{\"name\":\"x\"}");
    for (const bool paid : {true, false}) {
        m_server->clear();
        m_server->plan(answerWith(FaultServer::answer(status, "application/json", body)));
        const HttpOutcome outcome = wait(paid ? paidCall(m_server->url()) : getCall(m_server->url()));
        QCOMPARE(outcome.end, CallEnd::Answered);
        QVERIFY(outcome.mayHaveLeft);
        QCOMPARE(outcome.reply.status, status);
        QCOMPARE(outcome.reply.readBody(1000), body);
        QCOMPARE(m_server->requests().size(), 1);
    }
}

void TestHttpClient::authenticationChallengeIsAnAnswer()
{
    m_server->plan(answerWith(FaultServer::answer(401, "application/json", "{\"name\":\"unauthorized\"}",
                                                  {"WWW-Authenticate: Basic realm=\"x\""})));
    const HttpOutcome outcome = wait(paidCall(m_server->url()));
    QCOMPARE(outcome.end, CallEnd::Answered);
    QCOMPARE(outcome.reply.status, 401);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestHttpClient::answerHeadersAndBody()
{
    m_server->plan(answerWith(FaultServer::answer(200, "Application/JSON; type=image/webp", "{\"a\":1}",
                                                  {"X-Request-ID: abc", "Finish-Reason: SUCCESS"})));
    const HttpOutcome outcome = wait(getCall(m_server->url()));
    QCOMPARE(outcome.reply.header("x-request-id"), QByteArray("abc"));
    QCOMPARE(outcome.reply.header("finish-reason"), QByteArray("SUCCESS"));
    QCOMPARE(outcome.reply.header("none"), QByteArray());
    QCOMPARE(outcome.reply.mediaType(), QStringLiteral("application/json"));
    QCOMPARE(outcome.reply.bodyBytes, 7);
    QCOMPARE(outcome.reply.readBody(3), QByteArray("{\"a"));
    QVERIFY(QFileInfo(outcome.reply.bodyFile).absolutePath().startsWith(m_folder->path()));
    QCOMPARE(QFile::permissions(outcome.reply.bodyFile) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(outcome.detail.isEmpty());
}

void TestHttpClient::emptyAnswerHasNoFile()
{
    m_server->plan(answerWith(FaultServer::answer(200, "application/json", {})));
    const HttpOutcome outcome = wait(getCall(m_server->url()));
    QCOMPARE(outcome.end, CallEnd::Answered);
    QVERIFY(outcome.reply.bodyFile.isEmpty());
    QCOMPARE(outcome.reply.readBody(10), QByteArray());
    QCOMPARE(filesIn(m_folder->filePath(QStringLiteral("made/when/needed"))), QStringList());
}

void TestHttpClient::compressedAnswerStaysAsItIs()
{
    // "hello" as gzip -n -9 writes it.
    const QByteArray packed = QByteArray::fromHex("1f8b0800000000000203cb48cdc9c9070086a6103605000000");
    m_server->plan(answerWith(FaultServer::answer(200, "image/png", packed, {"Content-Encoding: gzip"})));
    const HttpOutcome outcome = wait(getCall(m_server->url()));
    QCOMPARE(outcome.reply.readBody(100), packed);
}

void TestHttpClient::cookiesAreNotKept()
{
    m_server->plan(answerWith(FaultServer::answer(200, {}, {}, {"Set-Cookie: a=b; Path=/"})));
    wait(getCall(m_server->url()));
    wait(getCall(m_server->url()));
    QCOMPARE(m_server->requests().at(1).countOf("Cookie"), 0);
}

void TestHttpClient::hugeUploadIsStreamed()
{
    // A sparse file far larger than what could be held: were it read into memory at once, the test would show it.
    constexpr qint64 kBytes = qint64(300) * 1024 * 1024;
    const QString path = m_folder->filePath(QStringLiteral("huge.wav"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(kBytes));
    m_server->setKeepBodies(false);
    m_server->plan(answerWith(FaultServer::answer(200, "audio/mpeg", "ok")));
    HttpCall call = paidCall(m_server->url());
    call.parts.append(
        HttpPart{QStringLiteral("audio"), {}, path, QStringLiteral("audio.wav"), QStringLiteral("audio/wav")});
    const auto residentKiB = [] {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly)) {
            return qint64(0);
        }
        const QByteArray text = status.readAll();
        return text.mid(text.indexOf("VmRSS:") + 6, 20).simplified().split(' ').first().toLongLong();
    };
    const qint64 before = residentKiB();
    qint64 most = before;
    const HttpOutcome outcome = wait(call, [&](HttpProgress) { most = std::max(most, residentKiB()); });
    QCOMPARE(outcome.end, CallEnd::Answered);
    QVERIFY(m_server->requests().at(0).bodyBytes > kBytes);
    // The sanitizers keep freed memory for a while.
    QVERIFY2(most - before < 200 * 1024, qPrintable(QStringLiteral("%1 KiB more").arg(most - before)));
}

void TestHttpClient::answerInManyForms_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("piece");
    QTest::addColumn<bool>("close");
    const QByteArray body(3000, 'b');
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + QByteArray(1000, 'b') +
                               "\r\n7d0\r\n" + QByteArray(2000, 'b') + "\r\n0\r\n\r\n";
    QTest::newRow("at once") << FaultServer::answer(200, {}, body) << 0 << false;
    QTest::newRow("in trickles") << FaultServer::answer(200, {}, body) << 97 << false;
    QTest::newRow("head byte by byte") << FaultServer::answer(200, {}, body).left(20) +
                                              FaultServer::answer(200, {}, body).mid(20)
                                       << 7 << false;
    QTest::newRow("chunked") << chunked << 0 << false;
    QTest::newRow("chunked in trickles") << chunked << 101 << false;
    QTest::newRow("until the end") << "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body << 0 << true;
    QTest::newRow("closed after") << FaultServer::answer(200, {}, body) << 0 << true;
    QTest::newRow("after a 100") << "HTTP/1.1 100 Continue\r\n\r\n" + FaultServer::answer(200, {}, body) << 0 << false;
    QTest::newRow("HTTP/1.0") << "HTTP/1.0 200 OK\r\n\r\n" + body << 0 << true;
}

void TestHttpClient::answerInManyForms()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, piece);
    QFETCH(bool, close);
    m_server->plan(
        {FaultPlan::When::AfterBody, bytes, piece, 1, close ? FaultPlan::Then::Close : FaultPlan::Then::KeepOpen, -1});
    const HttpOutcome outcome = wait(paidCall(m_server->url()));
    QVERIFY2(outcome.end == CallEnd::Answered, qPrintable(outcome.detail));
    QCOMPARE(outcome.reply.status, 200);
    QCOMPARE(outcome.reply.readBody(10'000), QByteArray(3000, 'b'));
    QCOMPARE(m_server->requests().size(), 1);
}

void TestHttpClient::serversThatCloseAfterAnswering_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray body(3000, 'b');
    QTest::newRow("length") << FaultServer::answer(200, {}, body, {"Connection: close"});
    QTest::newRow("length, close unannounced") << FaultServer::answer(200, {}, body);
    QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nbb8\r\n" +
                                    body + "\r\n0\r\n\r\n";
    QTest::newRow("no length") << "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body;
}

void TestHttpClient::serversThatCloseAfterAnswering()
{
    // Where answer and end of connection meet is a matter of microseconds: many rounds, alone and side by side.
    QFETCH(QByteArray, bytes);
    m_server->plan({FaultPlan::When::AfterBody, bytes, 0, 1, FaultPlan::Then::Close, -1});
    for (int round = 0; round < 20; ++round) {
        std::vector<StartedCall> calls;
        for (int i = 0; i < (round % 2 == 0 ? 1 : 12); ++i) {
            calls.push_back(begin(*m_client, paidCall(m_server->url())));
        }
        for (const StartedCall& call : calls) {
            QTRY_VERIFY_WITH_TIMEOUT(call.isOver(), kSoonMs);
            QVERIFY2(call.get().end == CallEnd::Answered, qPrintable(call.get().detail));
            QCOMPARE(call.get().reply.bodyBytes, 3000);
        }
    }
    QCOMPARE(m_server->requests().size(), 10 + 10 * 12);
}

void TestHttpClient::progressInOrder()
{
    m_server->plan({FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", QByteArray(50'000, 'b')), 5000,
                    15, FaultPlan::Then::KeepOpen, -1});
    HttpCall call = paidCall(m_server->url());
    call.parts.append(HttpPart{QStringLiteral("filler"), QByteArray(2'000'000, 'x'), {}, {}, {}});
    QList<HttpProgress> steps;
    wait(call, [&steps](HttpProgress progress) { steps.append(progress); });
    QCOMPARE(steps.first().phase, HttpProgress::Phase::Sending);
    QVERIFY(steps.first().total > 2'000'000);
    QCOMPARE(steps.last().phase, HttpProgress::Phase::Receiving);
    QCOMPARE(steps.last().total, 50'000);
    for (qsizetype i = 1; i < steps.size(); ++i) {
        QVERIFY(steps[i].phase >= steps[i - 1].phase);
        QVERIFY(steps[i].phase != steps[i - 1].phase || steps[i].done >= steps[i - 1].done);
    }
    QVERIFY(std::any_of(steps.begin(), steps.end(),
                        [](const HttpProgress& step) { return step.phase == HttpProgress::Phase::Waiting; }));
}

void TestHttpClient::hundredCallsAtOnce()
{
    const QByteArray body = [] {
        QByteArray bytes(200'000, '\0');
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<char>(i * 31);
        }
        return bytes;
    }();
    m_server->plan(answerWith(FaultServer::answer(200, "image/png", body)));
    std::vector<StartedCall> calls;
    for (int i = 0; i < 100; ++i) {
        HttpCall call = paidCall(m_server->url());
        call.parts[0].text = QByteArray::number(i);
        calls.push_back(begin(*m_client, call));
    }
    QSet<QString> files;
    for (const StartedCall& call : calls) {
        QTRY_VERIFY_WITH_TIMEOUT(call.isOver(), kSoonMs);
        QCOMPARE(call.get().end, CallEnd::Answered);
        QCOMPARE(call.get().reply.readBody(1'000'000), body);
        files.insert(call.get().reply.bodyFile);
    }
    QCOMPARE(files.size(), 100);
    QCOMPARE(m_server->requests().size(), 100);
    QSet<QByteArray> prompts;
    for (const SeenRequest& request : m_server->requests()) {
        prompts.insert(request.body.split('\n').value(3).trimmed());
    }
    QCOMPARE(prompts.size(), 100); // each exactly once
}

void TestHttpClient::oneRefusedNeighbourHarmsNobody()
{
    m_server->plan({FaultPlan::When::AfterBody, {}, 0, 1, FaultPlan::Then::Reset, -1});
    m_server->plan(answerWith(FaultServer::answer(200, "image/png", "fine")));
    std::vector<StartedCall> calls;
    for (int i = 0; i < 12; ++i) {
        calls.push_back(begin(*m_client, paidCall(m_server->url())));
    }
    int cut = 0;
    for (const StartedCall& call : calls) {
        QTRY_VERIFY_WITH_TIMEOUT(call.isOver(), kSoonMs);
        cut += call.get().end == CallEnd::CutOff ? 1 : 0;
    }
    QCOMPARE(cut, 1);
    QCOMPARE(m_server->requests().size(), 12);
}

void TestHttpClient::readsShareConnections()
{
    m_server->plan(answerWith(FaultServer::answer(200, "application/json", "{}")));
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(wait(getCall(m_server->url())).end, CallEnd::Answered);
    }
    QVERIFY(m_server->connections() <= 2);
}

void TestHttpClient::loopbackRule_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("loopback");
    QTest::addColumn<bool>("safe");
    QTest::newRow("127.0.0.1") << QStringLiteral("http://127.0.0.1:8080/x") << true << true;
    QTest::newRow("127.9.9.9") << QStringLiteral("http://127.9.9.9/") << true << true;
    QTest::newRow("::1") << QStringLiteral("http://[::1]:80/") << true << true;
    QTest::newRow("localhost") << QStringLiteral("http://LOCALHOST/") << true << true;
    QTest::newRow("mapped") << QStringLiteral("http://[::ffff:127.0.0.1]/") << true << true;
    QTest::newRow("https elsewhere") << QStringLiteral("https://api.stability.ai/v1") << false << true;
    QTest::newRow("upper case scheme") << QStringLiteral("HTTPS://api.stability.ai/") << false << true;
    QTest::newRow("http elsewhere") << QStringLiteral("http://api.stability.ai/") << false << false;
    QTest::newRow("ends like loopback") << QStringLiteral("http://127.0.0.1.example.com/") << false << false;
    QTest::newRow("private network") << QStringLiteral("http://192.168.1.1/") << false << false;
}

void TestHttpClient::loopbackRule()
{
    QFETCH(QString, url);
    QFETCH(bool, loopback);
    QFETCH(bool, safe);
    QCOMPARE(isLoopback(QUrl(url)), loopback);
    QCOMPARE(isSafeToSend(QUrl(url)), safe);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
