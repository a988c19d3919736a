// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/providers/AnswerKit.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFileInfo>

#include <memory>

using namespace maquette;

/// Recorded and documented answers to polls and balance questions, and what becomes of the files.
class TestStabilityResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void polled_data();
    void polled();
    void balances_data();
    void balances();
    void unwrappedFileIsNewAndWhole();
    void bytesStayWhereTheyAre();
    void fullDiskWhileUnwrapping();
    void requestIds();

private:
    std::unique_ptr<AnswerKit> m_kit = std::make_unique<AnswerKit>();
};

void TestStabilityResults::init()
{
    failOnAnyWarning();
    m_kit = std::make_unique<AnswerKit>();
}

void TestStabilityResults::polled_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Expected>("expected");
    QTest::addColumn<MediaKind>("output");
    const auto row = [](const char* name, int status, const HttpHeaders& headers, const QByteArray& body,
                        const Expected& expected, MediaKind output = MediaKind::Image) {
        QTest::newRow(name) << status << headers << body << expected << output;
    };
    const HttpHeaders json{{"content-type", "application/json"}};
    row("in progress", 202, json, "{\"id\":\"" + m_kit->ticket.toLatin1() + "\",\"status\":\"in-progress\"}",
        simply(Is::Pending));
    row("in progress, no body", 202, {}, {}, simply(Is::Pending));
    row("in progress under 200", 200, json, R"({"id":"x","status":"in-progress"})", simply(Is::Pending));
    row("bytes", 200, {{"content-type", "image/webp"}, {"finish-reason", "SUCCESS"}, {"seed", "8"}}, webp(),
        finished("image/webp", 8));
    row("bytes filtered", 200, {{"content-type", "image/png"}, {"finish-reason", "CONTENT_FILTERED"}}, png(),
        finished("image/png", -1, true));
    row("json image", 200, json, wrapped("image", png(), R"(,"finish_reason":"SUCCESS","seed":4)"),
        finished("image/png", 4));
    row("json result", 200, json, wrapped("result", png(), R"(,"finish_reason":"SUCCESS","seed":4)"),
        finished("image/png", 4));
    row("json, image before result", 200, json,
        "{\"result\":\"" + jpeg().toBase64() + "\",\"image\":\"" + png().toBase64() + "\"}", finished("image/png", -1));
    row("sound", 200, {{"content-type", "audio/mpeg"}, {"finish-reason", "SUCCESS"}, {"seed", "8"}}, mp3(),
        finished("audio/mpeg", 8), MediaKind::Audio);
    row("json sound", 200, json, wrapped("audio", wav(), R"(,"seed":4)"), finished("audio/wav", 4), MediaKind::Audio);
    row("json sound under result", 200, json, wrapped("result", mp3(), ""), finished("audio/mpeg", -1),
        MediaKind::Audio);
    row("json filtered", 200, json, wrapped("result", png(), R"(,"finish_reason":"CONTENT_FILTERED")"),
        finished("image/png", -1, true));
    row("json with an id beside the result", 200, json, wrapped("result", png(), R"(,"id":"x","status":"complete")"),
        finished("image/png", -1));
    row("filtered without picture", 200, json, R"({"finish_reason":"CONTENT_FILTERED"})",
        failed(ErrorKind::Refused, false, "CONTENT_FILTERED"));
    row("error under 200", 200, json, R"({"id":"x","name":"content_moderation","errors":["flagged"]})",
        failed(ErrorKind::Refused, false, "flagged"));
    row("rubbish", 200, json, "rubbish", failed(ErrorKind::BadReply, false, ""));
    row("empty", 200, json, {}, failed(ErrorKind::BadReply, false, "empty"));
    row("404", 404, json, R"({"id":"a","name":"generation_not_found","errors":["not found"]})",
        failed(ErrorKind::BadReply, false, "not found", true));
    row("failed while it ran", 400, json, R"({"id":"a","name":"bad_request","errors":["generation failed"]})",
        failed(ErrorKind::InvalidInput, true, "generation failed"));
    row("refused while it ran", 403, json, R"({"id":"a","name":"content_moderation","errors":["flagged"]})",
        failed(ErrorKind::Refused, true, "flagged"));
    // It says nothing about the job, which may well be paid for.
    row("403 of a gateway, JSON", 403, json, R"({"message":"Forbidden"})",
        failed(ErrorKind::BadReply, false, "Forbidden"));
    row("400 of a gateway, JSON", 400, json, R"({"message":"Bad Request"})",
        failed(ErrorKind::InvalidInput, false, "Bad Request"));
    row("failed while it ran, v1's shape", 400, json,
        R"({"id":"a","name":"bad_request","message":"generation failed"})",
        failed(ErrorKind::InvalidInput, true, "generation failed"));
    row("public figure while it ran", 422, json, R"({"id":"a","name":"public_figure","errors":["flagged"]})",
        failed(ErrorKind::Refused, true, "flagged"));
    row("400 of a gateway", 400, {{"content-type", "text/html"}}, "<html>",
        failed(ErrorKind::InvalidInput, false, "HTTP 400"));
    row("401", 401, json, R"({"name":"unauthorized","errors":["authorization: invalid"]})",
        failed(ErrorKind::KeyRejected, false, "authorization"));
    Expected limited = failed(ErrorKind::RateLimited, false, "rate", true);
    limited.waitMs = 60'000;
    row("429", 429, json, R"({"id":"rate_limit_exceeded","name":"rate_limit_exceeded","errors":["rate"]})", limited);
    row("500", 500, json, R"({"id":"a","name":"internal_error","errors":["oops"]})",
        failed(ErrorKind::BadReply, false, "oops", true));
    row("503 page", 503, {{"content-type", "text/html"}}, "<html>busy</html>",
        failed(ErrorKind::BadReply, false, "busy", true));
    row("504", 504, {}, {}, failed(ErrorKind::TimedOut, false, "HTTP 504", true));
}

void TestStabilityResults::polled()
{
    QFETCH(int, status);
    QFETCH(HttpHeaders, headers);
    QFETCH(QByteArray, body);
    QFETCH(Expected, expected);
    QFETCH(MediaKind, output);
    m_kit->check(m_kit->provider.readPoll(made(output, true), m_kit->reply(status, headers, body), m_kit->access),
                 expected);
}

void TestStabilityResults::balances_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("good");
    QTest::addColumn<qint64>("milli");
    QTest::addColumn<ErrorKind>("kind");
    const auto good = [](const char* name, const char* body, qint64 milli) {
        QTest::newRow(name) << 200 << QByteArray(body) << true << milli << ErrorKind::Internal;
    };
    const auto bad = [](const char* name, int status, const QByteArray& body, ErrorKind kind) {
        QTest::newRow(name) << status << body << false << qint64(0) << kind;
    };
    good("whole", R"({"credits":25})", 25'000);
    good("fractional", R"({"credits":0.6336833840314097})", 634);
    good("slightly negative", R"({"credits":-0.25})", -250);
    good("zero", R"({"credits":0})", 0);
    good("exponent", R"({"credits":1.5e2})", 150'000);
    bad("infinite", 200, R"({"credits":1e999})", ErrorKind::BadReply);
    bad("absurd", 200, R"({"credits":1e30})", ErrorKind::BadReply);
    bad("text", 200, R"({"credits":"25"})", ErrorKind::BadReply);
    bad("null", 200, R"({"credits":null})", ErrorKind::BadReply);
    bad("missing", 200, "{}", ErrorKind::BadReply);
    bad("an array", 200, "[25]", ErrorKind::BadReply);
    bad("empty", 200, {}, ErrorKind::BadReply);
    bad("no JSON", 200, "<html>", ErrorKind::BadReply);
    bad("cut off", 200, R"({"credits":25)", ErrorKind::BadReply);
    bad("401", 401,
        "{\"id\":\"a\",\"name\":\"unauthorized\",\"message\":\"Incorrect API key provided: " + m_kit->key.toLatin1() +
            "\"}",
        ErrorKind::KeyRejected);
    bad("401, v2beta's shape", 401, R"({"id":"a","name":"unauthorized","errors":["authorization: invalid"]})",
        ErrorKind::KeyRejected);
    bad("403", 403, R"({"id":"a","name":"permission_denied","message":"no"})", ErrorKind::KeyRejected);
    bad("429", 429, {}, ErrorKind::RateLimited);
    bad("500", 500, R"({"id":"a","name":"server_error","message":"down"})", ErrorKind::BadReply);
    bad("204", 204, {}, ErrorKind::BadReply);
}

void TestStabilityResults::balances()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, good);
    QFETCH(qint64, milli);
    QFETCH(ErrorKind, kind);
    const auto reading =
        m_kit->provider.readBalance(m_kit->reply(status, {{"content-type", "application/json"}}, body), m_kit->access);
    QCOMPARE(reading.has_value(), good);
    if (good) {
        QCOMPARE(reading->balance.milli, milli);
    } else {
        QCOMPARE(reading.error().kind, kind);
        QCOMPARE(reading.error().httpStatus, status);
        QVERIFY(!reading.error().detail.contains(m_kit->key));
    }
}

void TestStabilityResults::unwrappedFileIsNewAndWhole()
{
    const HttpReply answer = m_kit->reply(200, {{"content-type", "application/json"}}, wrapped("image", png(), ""));
    const Step step = m_kit->provider.readSubmit(made(MediaKind::Image, false), answer, m_kit->access);
    const auto* done = std::get_if<StepFinished>(&step);
    QVERIFY(done != nullptr);
    QVERIFY(done->file != answer.bodyFile);
    QCOMPARE(QFileInfo(done->file).absolutePath(), QFileInfo(answer.bodyFile).absolutePath());
    QFile file(done->file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), png());
    QVERIFY(QFile::exists(answer.bodyFile)); // its owner's business
}

void TestStabilityResults::bytesStayWhereTheyAre()
{
    const HttpReply answer = m_kit->reply(200, {{"content-type", "image/png"}}, png());
    const Step step = m_kit->provider.readSubmit(made(MediaKind::Image, false), answer, m_kit->access);
    QCOMPARE(std::get<StepFinished>(step).file, answer.bodyFile);
    QCOMPARE(QDir(m_kit->folder()).entryList(QDir::Files).size(), 1);
}

void TestStabilityResults::fullDiskWhileUnwrapping()
{
    HttpReply answer = m_kit->reply(200, {{"content-type", "application/json"}}, wrapped("image", png(), ""));
    // A link in a folder that takes no new file, not even root's.
    answer.bodyFile = QStringLiteral("/proc/self/fd/");
    QFile held(m_kit->folder() + QStringLiteral("/answer"));
    QVERIFY(held.open(QIODevice::ReadOnly));
    answer.bodyFile += QString::number(held.handle());
    const Step step = m_kit->provider.readSubmit(made(MediaKind::Image, false), answer, m_kit->access);
    const auto* wrong = std::get_if<StepFailed>(&step);
    QVERIFY(wrong != nullptr);
    QCOMPARE(wrong->error.kind, ErrorKind::Storage);
    QVERIFY(!wrong->surelyFree);
}

void TestStabilityResults::requestIds()
{
    const HttpHeaders headers{{"content-type", "image/png"}, {"x-request-id", "req-1"}};
    QCOMPARE(std::get<StepFinished>(m_kit->provider.readSubmit(made(MediaKind::Image, false),
                                                               m_kit->reply(200, headers, png()), m_kit->access))
                 .requestId,
             QStringLiteral("req-1"));
    const QByteArray error = R"({"id":"from-body","name":"bad_request","errors":["x"]})";
    const auto idOf = [this](const HttpReply& answer) {
        return std::get<StepFailed>(m_kit->provider.readSubmit(made(MediaKind::Image, false), answer, m_kit->access))
            .error.requestId;
    };
    QCOMPARE(idOf(m_kit->reply(400, headers, error)), QStringLiteral("req-1"));
    QCOMPARE(idOf(m_kit->reply(400, {}, error)), QStringLiteral("from-body"));
    QCOMPARE(idOf(m_kit->reply(429, {}, R"({"id":"rate_limit_exceeded","name":"rate_limit_exceeded","errors":["x"]})")),
             QString());
    QCOMPARE(std::get<StepAccepted>(
                 m_kit->provider.readSubmit(made(MediaKind::Image, true),
                                            m_kit->reply(200, headers, "{\"id\":\"" + m_kit->ticket.toLatin1() + "\"}"),
                                            m_kit->access))
                 .requestId,
             QStringLiteral("req-1"));
}

QTEST_GUILESS_MAIN(TestStabilityResults)
#include "tst_stabilityresults.moc"
