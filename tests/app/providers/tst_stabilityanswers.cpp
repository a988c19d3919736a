// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/providers/stability/StabilityProvider.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace maquette;

namespace {

const QString kKey = QStringLiteral("sk-recorded-0123456789");
const QString kId(64, QLatin1Char('7'));

/// The smallest files of each kind: enough for their first bytes to prove what they are.
QByteArray png()
{
    return QByteArray::fromHex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000"
        "000301010018dd8db00000000049454e44ae426082");
}
QByteArray jpeg()
{
    return QByteArray::fromHex("ffd8ffe000104a46494600010100000100010000ffd9");
}
QByteArray webp()
{
    return QByteArrayLiteral("RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0");
}
QByteArray mp3()
{
    return QByteArray("ID3\x04\0\0\0\0\0\0", 10) + QByteArray::fromHex("fffb9064") + QByteArray(400, '\0');
}
QByteArray wav()
{
    return QByteArray("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0data\0\0\0\0",
                      44);
}
QByteArray glb()
{
    return QByteArray("glTF\x02\0\0\0\x0c\0\0\0", 12);
}

enum class Is { Finished, Accepted, Pending, Failed };

/// What a step must be. Members that do not belong to its kind are not looked at.
struct Expected
{
    Is is = Is::Failed;
    ErrorKind kind = ErrorKind::Internal;
    bool free = false;
    bool retry = false;
    QString detail; ///< contained in the error's detail
    QString mediaType;
    qint64 seed = -1; ///< -1: none
    bool filtered = false;
    QString place;
    qint64 waitMs = -1; ///< retryAfterMs of an error
};

Expected finished(const char* mediaType, qint64 seed, bool filtered = false)
{
    Expected expected;
    expected.is = Is::Finished;
    expected.mediaType = QLatin1String(mediaType);
    expected.seed = seed;
    expected.filtered = filtered;
    return expected;
}

Expected failed(ErrorKind kind, bool free, const char* detail, bool retry = false)
{
    Expected expected;
    expected.kind = kind;
    expected.free = free;
    expected.retry = retry;
    expected.detail = QString::fromUtf8(detail);
    return expected;
}

Expected simply(Is is)
{
    Expected expected;
    expected.is = is;
    return expected;
}

Operation made(MediaKind output, bool asynchronous)
{
    Operation operation;
    operation.id = QStringLiteral("made.up");
    operation.section = QStringLiteral("image");
    operation.output = output;
    operation.asynchronous = asynchronous;
    ParamSpec prompt;
    prompt.name = QStringLiteral("prompt");
    operation.params = {prompt};
    InputSpec image;
    image.role = QStringLiteral("image");
    operation.inputs = {image};
    return operation;
}

QByteArray wrapped(const char* key, const QByteArray& bytes, const QByteArray& more)
{
    return "{\"" + QByteArray(key) + "\":\"" + bytes.toBase64() + "\"" + more + "}";
}

} // namespace

Q_DECLARE_METATYPE(Expected)

/// Recorded and documented answers, and what each must mean.
class TestStabilityAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void submitted_data();
    void submitted();
    void started_data();
    void started();
    void polled_data();
    void polled();
    void balances_data();
    void balances();
    void unwrappedFileIsNewAndWhole();
    void bytesStayWhereTheyAre();
    void fullDiskWhileUnwrapping();
    void requestIds();

private:
    HttpReply reply(int status, const HttpHeaders& headers, const QByteArray& body);
    void check(const Step& step, const Expected& expected);

    const StabilityProvider m_provider{{QStringLiteral("stability"), QStringLiteral("Stability AI"), false, 0}};
    const ProviderAccess m_access{QUrl(QStringLiteral("https://api.stability.ai")), kKey};
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStabilityAnswers::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

HttpReply TestStabilityAnswers::reply(int status, const HttpHeaders& headers, const QByteArray& body)
{
    HttpReply made;
    made.status = status;
    made.headers = headers;
    made.bodyBytes = body.size();
    if (!body.isEmpty()) {
        QFile file(m_folder->filePath(QStringLiteral("answer")));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(body);
        }
        made.bodyFile = file.fileName();
    }
    return made;
}

void TestStabilityAnswers::check(const Step& step, const Expected& expected)
{
    QCOMPARE(step.index(), static_cast<std::size_t>(expected.is));
    if (const auto* done = std::get_if<StepFinished>(&step)) {
        QCOMPARE(done->mediaType, expected.mediaType);
        QCOMPARE(done->seed ? qint64(*done->seed) : -1, expected.seed);
        QCOMPARE(done->filtered, expected.filtered);
        QVERIFY(!done->charged.has_value());
        QVERIFY(QFileInfo(done->file).size() > 0);
    }
    if (const auto* accepted = std::get_if<StepAccepted>(&step)) {
        QCOMPARE(accepted->ticket, kId);
    }
    if (const auto* pending = std::get_if<StepPending>(&step)) {
        QCOMPARE(pending->waitMs, 10'000);
    }
    if (const auto* wrong = std::get_if<StepFailed>(&step)) {
        QCOMPARE(wrong->error.kind, expected.kind);
        QCOMPARE(wrong->surelyFree, expected.free);
        QCOMPARE(wrong->mayRetryRead, expected.retry);
        QVERIFY2(wrong->error.detail.contains(expected.detail), qPrintable(wrong->error.detail));
        QVERIFY2(!wrong->error.detail.contains(kKey), qPrintable(wrong->error.detail));
        QCOMPARE(wrong->error.place, expected.place);
        QCOMPARE(wrong->error.retryAfterMs, expected.waitMs);
        QVERIFY(wrong->error.httpStatus > 0);
    }
}

void TestStabilityAnswers::submitted_data()
{
    QTest::addColumn<MediaKind>("output");
    QTest::addColumn<int>("status");
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char* name, int status, const HttpHeaders& headers, const QByteArray& body,
                        const Expected& expected, MediaKind output = MediaKind::Image) {
        QTest::newRow(name) << output << status << headers << body << expected;
    };
    const auto at = [](Expected expected, const char* place) {
        expected.place = QLatin1String(place);
        return expected;
    };
    const auto after = [](Expected expected, qint64 ms) {
        expected.waitMs = ms;
        return expected;
    };
    const HttpHeaders pngOk{{"content-type", "image/png"}, {"finish-reason", "SUCCESS"}, {"seed", "1234567"}};
    const HttpHeaders json{{"content-type", "application/json"}};
    const auto typed = [](const char* type) { return HttpHeaders{{"content-type", type}}; };

    // bytes
    row("picture", 200, pngOk, png(), finished("image/png", 1234567));
    row("jpeg", 200, typed("image/jpeg"), jpeg(), finished("image/jpeg", -1));
    row("webp", 200, typed("image/webp"), webp(), finished("image/webp", -1));
    row("seed 0", 200, {{"content-type", "image/png"}, {"seed", "0"}}, png(), finished("image/png", 0));
    row("largest seed", 200, {{"content-type", "image/png"}, {"seed", "4294967295"}}, png(),
        finished("image/png", 4294967295));
    row("impossible seed", 200, {{"content-type", "image/png"}, {"seed", "4294967296"}}, png(),
        finished("image/png", -1));
    row("seed that is no number", 200, {{"content-type", "image/png"}, {"seed", "x"}}, png(),
        finished("image/png", -1));
    row("filtered", 200, {{"content-type", "image/png"}, {"finish-reason", "CONTENT_FILTERED"}, {"seed", "5"}}, png(),
        finished("image/png", 5, true));
    row("ERROR is a warning too", 200, {{"content-type", "image/png"}, {"finish-reason", "ERROR"}}, png(),
        finished("image/png", -1, true));
    row("no finish reason", 200, typed("image/png"), png(), finished("image/png", -1));
    row("sound", 200, {{"content-type", "audio/mpeg"}, {"finish-reason", "SUCCESS"}, {"seed", "9"}}, mp3(),
        finished("audio/mpeg", 9), MediaKind::Audio);
    row("wav", 200, typed("audio/wav"), wav(), finished("audio/wav", -1), MediaKind::Audio);
    row("mesh", 200, typed("model/gltf-binary"), glb(), finished("model/gltf-binary", -1), MediaKind::Mesh);

    // labels and bytes that disagree: what is proven counts
    row("jpeg labelled png", 200, pngOk, jpeg(), finished("image/jpeg", 1234567));
    row("no label", 200, {}, png(), finished("image/png", -1));
    row("picture labelled JSON", 200, json, png(), finished("image/png", -1));
    row("picture labelled stream", 200, typed("application/octet-stream"), png(), finished("image/png", -1));
    row("sound instead of a picture", 200, pngOk, mp3(), failed(ErrorKind::BadReply, false, ""));
    row("picture instead of a sound", 200, typed("audio/mpeg"), png(), failed(ErrorKind::BadReply, false, ""),
        MediaKind::Audio);
    row("picture instead of a mesh", 200, typed("model/gltf-binary"), png(), failed(ErrorKind::BadReply, false, ""),
        MediaKind::Mesh);
    row("rubbish labelled png", 200, pngOk, "rubbish", failed(ErrorKind::BadReply, false, "image/png"));
    row("page of a gateway", 200, typed("text/html"), "<html>hello</html>",
        failed(ErrorKind::BadReply, false, "text/html"));
    row("nothing", 200, pngOk, {}, failed(ErrorKind::BadReply, false, "empty"));
    row("no content", 204, {}, {}, failed(ErrorKind::BadReply, false, ""));

    // JSON around the result
    row("json", 200, typed("application/json; type=image/webp"),
        wrapped("image", webp(), R"(,"finish_reason":"SUCCESS","seed":343940597)"), finished("image/webp", 343940597));
    row("json, other parameter", 200, typed("Application/JSON; charset=utf-8; type=image/png"),
        wrapped("image", png(), R"(,"finish_reason":"SUCCESS","seed":1)"), finished("image/png", 1));
    row("json without seed", 200, json, wrapped("image", png(), R"(,"finish_reason":"SUCCESS")"),
        finished("image/png", -1));
    row("json, seed as text", 200, json, wrapped("image", png(), R"(,"seed":"77")"), finished("image/png", 77));
    row("json, fractional seed", 200, json, wrapped("image", png(), R"(,"seed":1.5)"), finished("image/png", -1));
    row("json, negative seed", 200, json, wrapped("image", png(), R"(,"seed":-1)"), finished("image/png", -1));
    row("json filtered", 200, json, wrapped("image", png(), R"(,"finish_reason":"CONTENT_FILTERED")"),
        finished("image/png", -1, true));
    row("json with headers as well", 200,
        {{"content-type", "application/json"}, {"finish-reason", "SUCCESS"}, {"seed", "3"}},
        wrapped("image", png(), ""), finished("image/png", 3));
    row("json, key result", 200, json, wrapped("result", png(), R"(,"seed":4)"), finished("image/png", 4));
    row("json, image before result", 200, json,
        "{\"result\":\"" + jpeg().toBase64() + "\",\"image\":\"" + png().toBase64() + "\"}", finished("image/png", -1));
    row("json, sound", 200, typed("application/json; type=audio/mpeg"),
        wrapped("audio", mp3(), R"(,"finish_reason":"SUCCESS","seed":2)"), finished("audio/mpeg", 2), MediaKind::Audio);
    row("json labelled png", 200, typed("image/png"), wrapped("image", png(), ""), finished("image/png", -1));
    row("json, wrong kind inside", 200, json, wrapped("image", mp3(), ""), failed(ErrorKind::BadReply, false, ""));
    row("json, broken base64", 200, json, R"({"image":"%%%"})", failed(ErrorKind::BadReply, false, "base64"));
    row("json, nothing in it", 200, json, "{}", failed(ErrorKind::BadReply, false, ""));
    row("json, empty image", 200, json, R"({"image":"","finish_reason":"SUCCESS"})",
        failed(ErrorKind::BadReply, false, "no result"));
    row("json, image is no text", 200, json, R"({"image":[1]})", failed(ErrorKind::BadReply, false, "no result"));
    row("json, filtered without image", 200, json, R"({"finish_reason":"CONTENT_FILTERED"})",
        failed(ErrorKind::Refused, false, "CONTENT_FILTERED"));
    row("json, cut off", 200, json, wrapped("image", png(), "").left(60), failed(ErrorKind::BadReply, false, ""));
    row("json, an array", 200, json, "[1,2]", failed(ErrorKind::BadReply, false, ""));
    row("json, an error under 200", 200, json, R"({"id":"x","name":"internal_error","errors":["oops"]})",
        failed(ErrorKind::BadReply, false, "oops"));

    // a sudden ticket is followed: it is what was paid for
    row("ticket out of turn", 202, json, "{\"id\":\"" + kId.toLatin1() + "\"}", simply(Is::Accepted));

    // errors, v2beta's shape
    row("400", 400, json, R"({"id":"a","name":"bad_request","errors":["prompt: required"]})",
        at(failed(ErrorKind::InvalidInput, true, "prompt: required"), "prompt"));
    row("400 content type", 400, json,
        R"({"id":"a","name":"bad_request","errors":["content-type: must be multipart/form-data"]})",
        failed(ErrorKind::InvalidInput, true, "content-type"));
    row("400 picture too large", 400, json,
        R"({"id":"a","name":"bad_request","errors":["image: unsupported dimensions - must be at most 9,437,184 pixels, received 12,000,000 pixels"]})",
        at(failed(ErrorKind::InvalidInput, true, "12,000,000"), "image"));
    row("400 several", 400, json, R"({"name":"bad_request","errors":["x: 1","image: 2"]})",
        at(failed(ErrorKind::InvalidInput, true, "x: 1; image: 2"), "image"));
    row("400 errors is no list", 400, json, R"({"name":"bad_request","errors":"text"})",
        failed(ErrorKind::InvalidInput, true, "bad_request"));
    row("401", 401, json,
        R"({"id":"a","name":"unauthorized","errors":["authorization: invalid or missing header value"]})",
        failed(ErrorKind::KeyRejected, true, "authorization"));
    row("402", 402, json, R"({"id":"a","name":"payment_required","errors":["You lack sufficient credits"]})",
        failed(ErrorKind::OutOfCredits, true, "credits"));
    row("403 moderation", 403, json, R"({"id":"a","name":"content_moderation","errors":["Your request was flagged"]})",
        failed(ErrorKind::Refused, true, "flagged"));
    row("403 without id", 403, json, R"({"name":"content_moderation","errors":["Your request was flagged"]})",
        failed(ErrorKind::Refused, true, "flagged"));
    row("403 permission", 403, json, R"({"id":"a","name":"permission_denied","message":"You may not"})",
        failed(ErrorKind::KeyRejected, true, "may not"));
    row("403 of a gateway", 403, typed("text/html"), "<h1>Forbidden</h1>",
        failed(ErrorKind::BadReply, true, "HTTP 403: <h1>Forbidden"));
    row("404", 404, json, R"({"id":"a","name":"not_found","message":"The specified engine was not found"})",
        failed(ErrorKind::BadReply, true, "engine"));
    row("413", 413, json, R"({"id":"a","name":"payload_too_large","errors":["body: too large"]})",
        failed(ErrorKind::InvalidInput, true, "too large"));
    row("413 of a gateway", 413, typed("text/html"), "<html>", failed(ErrorKind::InvalidInput, true, "HTTP 413"));
    row("422 language", 422, json,
        R"({"id":"a","name":"invalid_language","errors":["English is the only supported language"]})",
        failed(ErrorKind::Refused, true, "English"));
    row("422 public figure", 422, json, R"({"id":"a","name":"public_figure","errors":["x"]})",
        failed(ErrorKind::Refused, true, "x"));
    row("422 copyright", 422, json, R"({"id":"a","name":"copyrighted_content","errors":["y"]})",
        failed(ErrorKind::Refused, true, "y"));
    row("429", 429, json,
        R"({"id":"rate_limit_exceeded","name":"rate_limit_exceeded","errors":["You have exceeded the rate limit of 150 requests within a 10 second period"]})",
        after(failed(ErrorKind::RateLimited, true, "150 requests"), 60'000));
    row("429 with Retry-After", 429, {{"content-type", "application/json"}, {"retry-after", "17"}},
        R"({"name":"rate_limit_exceeded"})", after(failed(ErrorKind::RateLimited, true, "rate_limit"), 17'000));
    row("429 without body", 429, {}, {}, after(failed(ErrorKind::RateLimited, true, "HTTP 429"), 60'000));
    row("500", 500, json, R"({"id":"a","name":"internal_error","errors":["An unexpected error occurred"]})",
        failed(ErrorKind::BadReply, true, "unexpected"));
    row("500 without a contract body", 500, json, R"({"oops":1})", failed(ErrorKind::BadReply, false, "HTTP 500"));
    row("502 page", 502, typed("text/html"), "<html><body><h1>502  Bad\nGateway</h1></body></html>",
        failed(ErrorKind::BadReply, false, "502 Bad Gateway"));
    row("503 nothing", 503, {}, {}, failed(ErrorKind::BadReply, false, "HTTP 503"));
    row("503 Retry-After", 503, {{"retry-after", "30"}}, "busy",
        after(failed(ErrorKind::BadReply, false, "HTTP 503"), 30'000));
    row("504", 504, typed("text/plain"), "upstream timeout", failed(ErrorKind::TimedOut, false, "upstream"));
    row("408 of a gateway", 408, {}, {}, failed(ErrorKind::TimedOut, false, "HTTP 408"));
    row("binary rubbish as an error", 500, typed("image/png"), QByteArray("\0\1\2", 3),
        failed(ErrorKind::BadReply, false, "HTTP 500"));
    row("unknown 4xx", 418, json, R"({"name":"teapot","errors":["short and stout"]})",
        failed(ErrorKind::BadReply, true, "stout"));

    // v1's shape; its 401 repeats the key
    row("v1 401 repeats the key", 401, json,
        "{\"id\":\"a\",\"name\":\"unauthorized\",\"message\":\"Incorrect API key provided: " + kKey.toLatin1() +
            ". You can find it at https://platform.stability.ai\"}",
        failed(ErrorKind::KeyRejected, true, "[key]"));
    row("v1 500", 500, json, R"({"id":"a","name":"server_error","message":"down"})",
        failed(ErrorKind::BadReply, true, "down"));
}

void TestStabilityAnswers::submitted()
{
    QFETCH(MediaKind, output);
    QFETCH(int, status);
    QFETCH(HttpHeaders, headers);
    QFETCH(QByteArray, body);
    QFETCH(Expected, expected);
    check(m_provider.readSubmit(made(output, false), reply(status, headers, body), m_access), expected);
}

void TestStabilityAnswers::started_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Expected>("expected");
    const QByteArray good = "{\"id\":\"" + kId.toLatin1() + "\"}";
    QTest::newRow("200") << 200 << good << simply(Is::Accepted);
    QTest::newRow("202") << 202 << good << simply(Is::Accepted);
    QTest::newRow("202 in progress") << 202
                                     << QByteArray("{\"id\":\"" + kId.toLatin1() + "\",\"status\":\"in-progress\"}")
                                     << simply(Is::Accepted);
    QTest::newRow("finished at once") << 200 << png() << finished("image/png", -1);
    QTest::newRow("no id") << 200 << QByteArray("{\"status\":\"in-progress\"}")
                           << failed(ErrorKind::BadReply, false, "");
    QTest::newRow("empty id") << 200 << QByteArray("{\"id\":\"\"}") << failed(ErrorKind::BadReply, false, "id");
    QTest::newRow("id is a number") << 200 << QByteArray("{\"id\":17}") << failed(ErrorKind::BadReply, false, "id");
    QTest::newRow("id that climbs") << 200 << QByteArray("{\"id\":\"../../v1/user/balance\"}")
                                    << failed(ErrorKind::BadReply, false, "id");
    QTest::newRow("id too long") << 200 << QByteArray("{\"id\":\"" + QByteArray(129, 'a') + "\"}")
                                 << failed(ErrorKind::BadReply, false, "id");
    QTest::newRow("no JSON") << 200 << QByteArray("ok") << failed(ErrorKind::BadReply, false, "");
    QTest::newRow("empty") << 200 << QByteArray() << failed(ErrorKind::BadReply, false, "empty");
    QTest::newRow("error under 200") << 200
                                     << QByteArray("{\"id\":\"" + kId.toLatin1() + R"(","name":"x","errors":["no"]})")
                                     << failed(ErrorKind::BadReply, false, "no");
    QTest::newRow("402") << 402 << QByteArray(R"({"name":"payment_required","errors":["no credits"]})")
                         << failed(ErrorKind::OutOfCredits, true, "no credits");
}

void TestStabilityAnswers::started()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Expected, expected);
    check(m_provider.readSubmit(made(MediaKind::Image, true),
                                reply(status, {{"content-type", "application/json"}}, body), m_access),
          expected);
}

void TestStabilityAnswers::polled_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char* name, int status, const HttpHeaders& headers, const QByteArray& body,
                        const Expected& expected) { QTest::newRow(name) << status << headers << body << expected; };
    const HttpHeaders json{{"content-type", "application/json"}};
    row("in progress", 202, json, "{\"id\":\"" + kId.toLatin1() + "\",\"status\":\"in-progress\"}",
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

void TestStabilityAnswers::polled()
{
    QFETCH(int, status);
    QFETCH(HttpHeaders, headers);
    QFETCH(QByteArray, body);
    QFETCH(Expected, expected);
    check(m_provider.readPoll(made(MediaKind::Image, true), reply(status, headers, body), m_access), expected);
}

void TestStabilityAnswers::balances_data()
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
        "{\"id\":\"a\",\"name\":\"unauthorized\",\"message\":\"Incorrect API key provided: " + kKey.toLatin1() + "\"}",
        ErrorKind::KeyRejected);
    bad("403", 403, R"({"id":"a","name":"permission_denied","message":"no"})", ErrorKind::KeyRejected);
    bad("429", 429, {}, ErrorKind::RateLimited);
    bad("500", 500, R"({"id":"a","name":"server_error","message":"down"})", ErrorKind::BadReply);
    bad("204", 204, {}, ErrorKind::BadReply);
}

void TestStabilityAnswers::balances()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, good);
    QFETCH(qint64, milli);
    QFETCH(ErrorKind, kind);
    const auto reading = m_provider.readBalance(reply(status, {{"content-type", "application/json"}}, body), m_access);
    QCOMPARE(reading.has_value(), good);
    if (good) {
        QCOMPARE(reading->balance.milli, milli);
    } else {
        QCOMPARE(reading.error().kind, kind);
        QCOMPARE(reading.error().httpStatus, status);
        QVERIFY(!reading.error().detail.contains(kKey));
    }
}

void TestStabilityAnswers::unwrappedFileIsNewAndWhole()
{
    const HttpReply answer = reply(200, {{"content-type", "application/json"}}, wrapped("image", png(), ""));
    const Step step = m_provider.readSubmit(made(MediaKind::Image, false), answer, m_access);
    const auto* done = std::get_if<StepFinished>(&step);
    QVERIFY(done != nullptr);
    QVERIFY(done->file != answer.bodyFile);
    QCOMPARE(QFileInfo(done->file).absolutePath(), QFileInfo(answer.bodyFile).absolutePath());
    QFile file(done->file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), png());
    QVERIFY(QFile::exists(answer.bodyFile)); // its owner's business
}

void TestStabilityAnswers::bytesStayWhereTheyAre()
{
    const HttpReply answer = reply(200, {{"content-type", "image/png"}}, png());
    const Step step = m_provider.readSubmit(made(MediaKind::Image, false), answer, m_access);
    QCOMPARE(std::get<StepFinished>(step).file, answer.bodyFile);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
}

void TestStabilityAnswers::fullDiskWhileUnwrapping()
{
    HttpReply answer = reply(200, {{"content-type", "application/json"}}, wrapped("image", png(), ""));
    // A link in a folder that takes no new file, not even root's.
    answer.bodyFile = QStringLiteral("/proc/self/fd/");
    QFile held(m_folder->filePath(QStringLiteral("answer")));
    QVERIFY(held.open(QIODevice::ReadOnly));
    answer.bodyFile += QString::number(held.handle());
    const Step step = m_provider.readSubmit(made(MediaKind::Image, false), answer, m_access);
    const auto* wrong = std::get_if<StepFailed>(&step);
    QVERIFY(wrong != nullptr);
    QCOMPARE(wrong->error.kind, ErrorKind::Storage);
    QVERIFY(!wrong->surelyFree);
}

void TestStabilityAnswers::requestIds()
{
    const HttpHeaders headers{{"content-type", "image/png"}, {"x-request-id", "req-1"}};
    QCOMPARE(std::get<StepFinished>(
                 m_provider.readSubmit(made(MediaKind::Image, false), reply(200, headers, png()), m_access))
                 .requestId,
             QStringLiteral("req-1"));
    const QByteArray error = R"({"id":"from-body","name":"bad_request","errors":["x"]})";
    const auto idOf = [this](const HttpReply& answer) {
        return std::get<StepFailed>(m_provider.readSubmit(made(MediaKind::Image, false), answer, m_access))
            .error.requestId;
    };
    QCOMPARE(idOf(reply(400, headers, error)), QStringLiteral("req-1"));
    QCOMPARE(idOf(reply(400, {}, error)), QStringLiteral("from-body"));
    QCOMPARE(idOf(reply(429, {}, R"({"id":"rate_limit_exceeded","name":"rate_limit_exceeded","errors":["x"]})")),
             QString());
    QCOMPARE(std::get<StepAccepted>(m_provider.readSubmit(made(MediaKind::Image, true),
                                                          reply(200, headers, "{\"id\":\"" + kId.toLatin1() + "\"}"),
                                                          m_access))
                 .requestId,
             QStringLiteral("req-1"));
}

QTEST_GUILESS_MAIN(TestStabilityAnswers)
#include "tst_stabilityanswers.moc"
