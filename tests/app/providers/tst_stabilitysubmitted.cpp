// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/providers/AnswerKit.h"
#include "tests/support/TestMain.h"

#include <memory>

using namespace maquette;

/// Recorded and documented answers to an order, and what each must mean.
class TestStabilitySubmitted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void submitted_data();
    void submitted();
    void started_data();
    void started();

private:
    std::unique_ptr<AnswerKit> m_kit = std::make_unique<AnswerKit>();
};

void TestStabilitySubmitted::init()
{
    failOnAnyWarning();
    m_kit = std::make_unique<AnswerKit>();
}

void TestStabilitySubmitted::submitted_data()
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
    row("json, ERROR is a warning too", 200, json, wrapped("image", png(), R"(,"finish_reason":"ERROR")"),
        finished("image/png", -1, true));
    row("json, type and bytes disagree", 200, typed("application/json; type=image/webp"), wrapped("image", png(), ""),
        finished("image/png", -1));
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
    row("ticket out of turn", 202, json, "{\"id\":\"" + m_kit->ticket.toLatin1() + "\"}", simply(Is::Accepted));

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
    // A gateway's JSON has a message as well; that is not the provider saying that it did not charge.
    row("403 of a gateway, JSON", 403, json, R"({"message":"Forbidden"})",
        failed(ErrorKind::BadReply, true, "Forbidden"));
    row("403 with a picture", 403, typed("image/png"), png(), failed(ErrorKind::BadReply, true, "HTTP 403"));
    row("400 with a picture", 400, pngOk, png(), failed(ErrorKind::InvalidInput, true, "HTTP 400"));
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
    row("422 of a new name", 422, json, R"({"id":"a","name":"too_strange","errors":["prompt: too strange"]})",
        at(failed(ErrorKind::Refused, true, "too strange"), "prompt"));
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
    row("502 of a gateway, JSON", 502, json, R"({"message":"Internal server error"})",
        failed(ErrorKind::BadReply, false, "Internal server error"));
    row("503 of a gateway, JSON", 503, json, R"({"message":"Service Unavailable"})",
        failed(ErrorKind::BadReply, false, "Service Unavailable"));
    row("504 of a gateway, JSON", 504, json, R"({"message":"Endpoint request timed out"})",
        failed(ErrorKind::TimedOut, false, "timed out"));
    row("504", 504, typed("text/plain"), "upstream timeout", failed(ErrorKind::TimedOut, false, "upstream"));
    row("408 of a gateway", 408, {}, {}, failed(ErrorKind::TimedOut, false, "HTTP 408"));
    row("binary rubbish as an error", 500, typed("image/png"), QByteArray("\0\1\2", 3),
        failed(ErrorKind::BadReply, false, "HTTP 500"));
    row("unknown 4xx", 418, json, R"({"name":"teapot","errors":["short and stout"]})",
        failed(ErrorKind::BadReply, true, "stout"));

    // v1's shape; its 401 repeats the key
    row("v1 401 repeats the key", 401, json,
        "{\"id\":\"a\",\"name\":\"unauthorized\",\"message\":\"Incorrect API key provided: " + m_kit->key.toLatin1() +
            ". You can find it at https://platform.stability.ai\"}",
        failed(ErrorKind::KeyRejected, true, "[key]"));
    row("v1 400", 400, json, R"({"id":"a","name":"bad_request","message":"prompt: required"})",
        at(failed(ErrorKind::InvalidInput, true, "prompt: required"), "prompt"));
    row("v1 429", 429, json, R"({"id":"a","name":"rate_limit_exceeded","message":"slow down"})",
        after(failed(ErrorKind::RateLimited, true, "slow down"), 60'000));
    row("v1 500", 500, json, R"({"id":"a","name":"server_error","message":"down"})",
        failed(ErrorKind::BadReply, true, "down"));
}

void TestStabilitySubmitted::submitted()
{
    QFETCH(MediaKind, output);
    QFETCH(int, status);
    QFETCH(HttpHeaders, headers);
    QFETCH(QByteArray, body);
    QFETCH(Expected, expected);
    m_kit->check(m_kit->provider.readSubmit(made(output, false), m_kit->reply(status, headers, body), m_kit->access),
                 expected);
}

void TestStabilitySubmitted::started_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Expected>("expected");
    const QByteArray good = "{\"id\":\"" + m_kit->ticket.toLatin1() + "\"}";
    QTest::newRow("200") << 200 << good << simply(Is::Accepted);
    QTest::newRow("202") << 202 << good << simply(Is::Accepted);
    QTest::newRow("202 in progress") << 202
                                     << QByteArray("{\"id\":\"" + m_kit->ticket.toLatin1() +
                                                   "\",\"status\":\"in-progress\"}")
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
                                     << QByteArray("{\"id\":\"" + m_kit->ticket.toLatin1() +
                                                   R"(","name":"x","errors":["no"]})")
                                     << failed(ErrorKind::BadReply, false, "no");
    QTest::newRow("402") << 402 << QByteArray(R"({"name":"payment_required","errors":["no credits"]})")
                         << failed(ErrorKind::OutOfCredits, true, "no credits");
}

void TestStabilitySubmitted::started()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Expected, expected);
    m_kit->check(m_kit->provider.readSubmit(made(MediaKind::Image, true),
                                            m_kit->reply(status, {{"content-type", "application/json"}}, body),
                                            m_kit->access),
                 expected);
}

QTEST_GUILESS_MAIN(TestStabilitySubmitted)
#include "tst_stabilitysubmitted.moc"
