// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the contract refuses, asked for with curl. Expectations are the contract's: status, error name, message.
#include "app/catalog/Catalogue.h"
#include "tests/app/sandbox/PracticeFixture.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

using namespace maquette;
using namespace maquette::sandbox;

namespace {
const QString kCore = QStringLiteral("/v2beta/stable-image/generate/core");
const QString kUltra = QStringLiteral("/v2beta/stable-image/generate/ultra");
const QString kSd3 = QStringLiteral("/v2beta/stable-image/generate/sd3");
const QString kFast = QStringLiteral("/v2beta/stable-image/upscale/fast");
const QString kConservative = QStringLiteral("/v2beta/stable-image/upscale/conservative");
const QString kCreative = QStringLiteral("/v2beta/stable-image/upscale/creative");

QString s(const char* text)
{
    return QString::fromUtf8(text);
}
} // namespace

class TestPracticeContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        failOnAnyWarning();
        m_fixture.start();
        QCOMPARE(m_fixture.balance(), 1000.0);
    }
    void init() { failOnAnyWarning(); }
    void cleanupTestCase()
    {
        // None of the refusals cost anything.
        QCOMPARE(m_fixture.balance(), 1000.0);
        m_fixture.stop();
    }

    void refusedFields_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("error"); ///< the whole message, or its beginning when it ends in "..."
        const QString image = s("image=@") + m_fixture.picture(128, 128);
        const QString prompt = s("prompt=a cat");
        QTest::newRow("no prompt") << kCore << QStringList{s("seed=1")} << s("prompt: required");
        QTest::newRow("only the stray part") << kCore << QStringList{s("none=")} << s("prompt: required");
        QTest::newRow("empty prompt") << kCore << QStringList{s("prompt=")} << s("prompt: ...");
        QTest::newRow("prompt of 10,001")
            << kCore << QStringList{s("prompt=<") + m_fixture.file(s("long"), QByteArray(10'001, 'a'))}
            << s("prompt: must be at most 10,000 characters...");
        QTest::newRow("no prompt for conservative") << kConservative << QStringList{image} << s("prompt: required");
        QTest::newRow("no prompt for creative") << kCreative << QStringList{image} << s("prompt: required");
        QTest::newRow("no image") << kFast << QStringList{s("output_format=png")} << s("image: required");
        QTest::newRow("format") << kCore << QStringList{prompt, s("output_format=gif")}
                                << s("output_format: must be one of ...");
        QTest::newRow("aspect") << kCore << QStringList{prompt, s("aspect_ratio=7:5")}
                                << s("aspect_ratio: must be one of ...");
        QTest::newRow("style") << kCore << QStringList{prompt, s("style_preset=none")}
                               << s("style_preset: must be one of ...");
        QTest::newRow("model") << kSd3 << QStringList{prompt, s("model=sd3-large")} << s("model: must be one of ...");
        QTest::newRow("seed below") << kCore << QStringList{prompt, s("seed=-1")}
                                    << s("seed: must be greater than or equal to 0");
        QTest::newRow("seed above") << kCore << QStringList{prompt, s("seed=4294967295")}
                                    << s("seed: must be less than or equal to 4294967294");
        QTest::newRow("seed with a fraction")
            << kCore << QStringList{prompt, s("seed=1.5")} << s("seed: must be an integer");
        QTest::newRow("seed of words") << kCore << QStringList{prompt, s("seed=one")} << s("seed: must be a number");
        QTest::newRow("decimal comma") << kSd3 << QStringList{prompt, s("cfg_scale=4,5")}
                                       << s("cfg_scale: must be a number");
        QTest::newRow("cfg_scale above") << kSd3 << QStringList{prompt, s("cfg_scale=10.5")}
                                         << s("cfg_scale: must be less than or equal to 10");
        QTest::newRow("creativity below") << kConservative << QStringList{prompt, image, s("creativity=0.1")}
                                          << s("creativity: must be greater than or equal to 0.2");
        QTest::newRow("ultra image without strength")
            << kUltra << QStringList{prompt, image} << s("strength: required");
        QTest::newRow("sd3 without image")
            << kSd3 << QStringList{prompt, s("mode=image-to-image"), s("strength=0.5")} << s("image: required");
        QTest::newRow("sd3 with aspect and image")
            << kSd3 << QStringList{prompt, s("mode=image-to-image"), s("strength=0.5"), image, s("aspect_ratio=1:1")}
            << s("aspect_ratio: only allowed when mode is text-to-image");
        QTest::newRow("sd3 image without the mode") << kSd3 << QStringList{prompt, image, s("strength=0.5")}
                                                    << s("...only allowed when mode is image-to-image");
        QTest::newRow("repeated") << kCore << QStringList{prompt, prompt} << s("prompt: must not be repeated");
        QTest::newRow("not UTF-8") << kCore << QStringList{s("prompt=<") + m_fixture.file(s("latin1"), "caf\xe9")}
                                   << s("prompt: must be valid UTF-8");
        const QString sound = s("/v2beta/audio/stable-audio-2/text-to-audio");
        QTest::newRow("steps of 2.5 on the older model, which is the default")
            << sound << QStringList{prompt, s("steps=8")} << s("steps: must be greater than or equal to 30");
        QTest::newRow("steps of the older model on 2.5")
            << sound << QStringList{prompt, s("model=stable-audio-2.5"), s("steps=50")}
            << s("steps: must be less than or equal to 8");
        QTest::newRow("old name of a model")
            << kSd3 << QStringList{prompt, s("model=sd3-large-turbo")} << s("model: must be one of ...");
        QTest::newRow("boolean of another kind")
            << s("/v2beta/stable-image/edit/replace-background-and-relight")
            << QStringList{s("subject_image=@") + m_fixture.picture(128, 128), s("background_prompt=a cat"),
                           s("keep_original_background=1")}
            << s("keep_original_background: must be one of ...");
        QTest::newRow("outpaint without any side")
            << s("/v2beta/stable-image/edit/outpaint") << QStringList{image} << s("left, right, up, down: ...");
    }
    void refusedFields()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, fields);
        QFETCH(QString, error);
        const CurlReply reply = m_fixture.post(path, fields);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.headers.value("content-type"), QByteArray("application/json"));
        QCOMPARE(reply.name(), s("bad_request"));
        QVERIFY(!reply.json().value(s("id")).toString().isEmpty());
        const QString all = reply.errors().join(QLatin1Char('\n'));
        const QString words = QString(error).remove(s("..."));
        QVERIFY2(error.contains(s("...")) ? all.contains(words) : reply.errors() == QStringList{error},
                 qPrintable(all));
    }

    void refusedPictures_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("error");
        const QString dims = s("image: unsupported dimensions - ");
        QTest::newRow("12 megapixels") << kConservative << m_fixture.picture(4000, 3000, "jpg")
                                       << dims + s("must be at most 9,437,184 pixels, received 12,000,000 pixels");
        QTest::newRow("creative takes one megapixel")
            << kCreative << m_fixture.picture(1200, 1000)
            << dims + s("must be at most 1,048,576 pixels, received 1,200,000 pixels");
        QTest::newRow("small side") << kConservative << m_fixture.picture(63, 100)
                                    << dims + s("width and height must be at least 64 pixels, received 63x100");
        QTest::newRow("fast: long side") << kFast << m_fixture.picture(1537, 64)
                                         << dims + s("width and height must be at most 1,536 pixels, received 1537x64");
        QTest::newRow("too wide") << kConservative << m_fixture.picture(300, 100)
                                  << dims + s("aspect ratio must be between 1:2.5 and 2.5:1, received 300x100");
        QTest::newRow("not a picture") << kFast << m_fixture.file(s("words.png"), "these are words")
                                       << s("image: unsupported media type");
        QTest::newRow("empty") << kFast << m_fixture.file(s("empty.png"), {}) << s("image: ");
        QTest::newRow("gif") << kFast
                             << m_fixture.file(
                                    s("dot.gif"),
                                    QByteArray::fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"))
                             << s("image: unsupported media type");
        for (const char* format : {"png", "jpg", "webp"}) {
            QFile whole(m_fixture.picture(256, 256, format));
            QVERIFY(whole.open(QIODevice::ReadOnly));
            const QByteArray bytes = whole.readAll();
            QTest::newRow(qPrintable(s("half a ") + s(format)))
                << kFast << m_fixture.file(s("half.") + s(format), bytes.left(bytes.size() / 2))
                << s("image: invalid or corrupt file");
        }
    }
    void refusedPictures()
    {
        QFETCH(QString, path);
        QFETCH(QString, file);
        QFETCH(QString, error);
        QStringList fields{s("image=@") + file};
        if (path != kFast) {
            fields << s("prompt=a cat");
        }
        // The key is wrong as well: fields are looked at first.
        const CurlReply reply = m_fixture.post(path, fields, {}, s("wrong"));
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.name(), s("bad_request"));
        QVERIFY2(reply.errors().value(0).startsWith(error), qPrintable(reply.errors().join(QLatin1Char('\n'))));
    }

    void refusedTransport_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        const QString type = s("content-type: must be multipart/form-data");
        QTest::newRow("json") << QStringList{s("-H"), s("Content-Type: application/json"), s("-d"),
                                             s("{\"prompt\":\"a\"}")}
                              << 400 << type;
        QTest::newRow("url-encoded") << QStringList{s("-d"), s("prompt=a")} << 400 << type;
        QTest::newRow("empty POST") << QStringList{s("-X"), s("POST")} << 400 << s("content-type: required");
        QTest::newRow("no boundary") << QStringList{s("-H"), s("Content-Type: multipart/form-data"), s("-d"), s("x")}
                                     << 400 << s("content-type: multipart boundary");
        QTest::newRow("malformed") << QStringList{s("-H"), s("Content-Type: multipart/form-data; boundary=B"), s("-d"),
                                                  s("--B x")}
                                   << 400 << s("body: malformed");
        QTest::newRow("eleven megabytes")
            << QStringList{s("-F"), s("prompt=a"), s("-F"),
                           s("image=@") + m_fixture.file(s("big"), QByteArray(11'000'000, 'x'))}
            << 413 << s("body: payload too large");
        QTest::newRow("Accept") << QStringList{s("-F"), s("prompt=a"), s("-H"), s("Accept: text/html")} << 400
                                << s("accept: must be one of image/*, application/json");
        QTest::newRow("client id") << QStringList{s("-F"), s("prompt=a"), s("-H"),
                                                  s("stability-client-id: ") + QString(257, QLatin1Char('x'))}
                                   << 400 << s("stability-client-id: must be at most 256 characters");
    }
    void refusedTransport()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, error);
        const CurlReply reply = m_fixture.get(kCore, arguments);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.name(), status == 413 ? s("payload_too_large") : s("bad_request"));
        QVERIFY2(reply.errors().value(0).startsWith(error), reply.body.constData());
    }

    void bodyLimits_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<qint64>("limit");
        const qint64 pictures = 10LL * 1024 * 1024;
        QTest::newRow("core") << kCore << pictures;
        QTest::newRow("edit") << s("/v2beta/stable-image/edit/erase") << pictures;
        QTest::newRow("3d") << s("/v2beta/3d/stable-fast-3d") << pictures;
        // "50Mb": the smaller of two readings.
        QTest::newRow("audio") << s("/v2beta/audio/stable-audio-2/audio-to-audio") << 50'000'000LL;
        QTest::newRow("audio inpaint") << s("/v2beta/audio/stable-audio-2/inpaint") << 50'000'000LL;
    }
    /// The whole body counts, boundaries and all.
    void bodyLimits()
    {
        QFETCH(QString, path);
        QFETCH(qint64, limit);
        const QByteArray head = "--B\r\nContent-Disposition: form-data; name=\"none\"\r\n\r\n";
        const QByteArray tail = "\r\n--B--\r\n";
        for (const int over : {0, 1}) {
            const QByteArray body = head + QByteArray(int(limit) + over - head.size() - tail.size(), 'x') + tail;
            const CurlReply reply =
                m_fixture.get(path, {s("-H"), s("Content-Type: multipart/form-data; boundary=B"), s("--data-binary"),
                                     QLatin1Char('@') + m_fixture.file(s("body"), body)});
            QCOMPARE(reply.status, over == 0 ? 400 : 413);
            QCOMPARE(reply.name(), over == 0 ? s("bad_request") : s("payload_too_large"));
            QVERIFY2(over == 1 || reply.errors().value(0).endsWith(s(": required")), reply.body.left(300).constData());
        }
    }

    void keys_data()
    {
        QTest::addColumn<QStringList>("header");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("any key with sk-") << QStringList{s("-H"), s("Authorization: Bearer sk-anything")} << true;
        QTest::newRow("header name and scheme in another case")
            << QStringList{s("-H"), s("AUTHORIZATION: bearer sk-1")} << true;
        QTest::newRow("no header") << QStringList{} << false;
        QTest::newRow("another prefix") << QStringList{s("-H"), s("Authorization: Bearer pk-1")} << false;
        QTest::newRow("bare key") << QStringList{s("-H"), s("Authorization: sk-1")} << false;
        QTest::newRow("other scheme") << QStringList{s("-H"), s("Authorization: Basic sk-1")} << false;
    }
    void keys()
    {
        QFETCH(QStringList, header);
        QFETCH(bool, accepted);
        for (const char* path : {"/v1/user/balance", "/v1/user/account", "/v1/engines/list"}) {
            const CurlReply reply = m_fixture.get(s(path), header, {});
            QCOMPARE(reply.status, accepted ? 200 : 401);
            if (!accepted) {
                QCOMPARE(reply.name(), s("unauthorized"));
                QVERIFY(reply.json().value(s("message")).isString());
            }
        }
        const CurlReply poll = m_fixture.get(s("/v2beta/results/") + QString(64, QLatin1Char('a')), header, {});
        QCOMPARE(poll.status, accepted ? 404 : 401);
        const CurlReply order = m_fixture.post(kCore, {s("prompt=[moderate]")}, header, {});
        QCOMPARE(order.status, accepted ? 403 : 401);
        if (!accepted) {
            QCOMPARE(order.errors(), QStringList{s("authorization: invalid or missing header value")});
        }
    }
    void v1RepeatsTheKey()
    {
        const CurlReply reply = m_fixture.get(s("/v1/user/balance"), {}, s("my-wrong-key"));
        QVERIFY(reply.json().value(s("message")).toString().contains(s("my-wrong-key")));
    }

    void refusedByRule_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("name");
        QTest::newRow("moderation") << s("a cat [moderate]") << 403 << s("content_moderation");
        QTest::newRow("language mark") << s("eine Katze [language]") << 422 << s("invalid_language");
        QTest::newRow("Russian") << QString::fromUtf8("\xd0\xba\xd0\xbe\xd1\x82 \xd0\xb8 cat") << 422
                                 << s("invalid_language");
        QTest::newRow("Chinese") << QString::fromUtf8("\xe7\x8c\xab") << 422 << s("invalid_language");
        QTest::newRow("fault") << s("a cat [fail]") << 500 << s("internal_error");
    }
    void refusedByRule()
    {
        QFETCH(QString, prompt);
        QFETCH(int, status);
        QFETCH(QString, name);
        const CurlReply reply = m_fixture.post(kCore, {s("prompt=") + prompt});
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.name(), name);
        QVERIFY(!reply.errors().isEmpty());
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("name");
        const QStringList form{s("-F"), s("prompt=x")};
        QTest::newRow("nothing there") << s("/v2beta/nothing") << QStringList{} << 404 << s("not_found");
        QTest::newRow("root") << s("/") << QStringList{} << 404 << s("not_found");
        QTest::newRow("v1 nothing") << s("/v1/nothing") << QStringList{} << 404 << s("not_found");
        QTest::newRow("ended service") << s("/v2beta/image-to-video") << form << 404 << s("not_found");
        QTest::newRow("retired engine") << s("/v1/generation/stable-diffusion-v1-6/text-to-image")
                                        << QStringList{s("-d"), s("{}")} << 404 << s("not_found");
        QTest::newRow("v1 engine") << s("/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image")
                                   << QStringList{s("-d"), s("{}")} << 501 << s("not_implemented");
        QTest::newRow("GET on an operation") << kCore << QStringList{} << 405 << s("method_not_allowed");
        QTest::newRow("POST on the balance") << s("/v1/user/balance") << form << 405 << s("method_not_allowed");
        QTest::newRow("DELETE") << s("/v2beta/results/abc") << QStringList{s("-X"), s("DELETE")} << 405
                                << s("method_not_allowed");
        QTest::newRow("unknown result") << s("/v2beta/results/") + QString(64, QLatin1Char('0')) << QStringList{} << 404
                                        << s("generation_not_found");
        QTest::newRow("result of the old address")
            << s("/v2beta/stable-image/upscale/creative/result/") + QString(64, QLatin1Char('0')) << QStringList{}
            << 404 << s("generation_not_found");
        QTest::newRow("not an id") << s("/v2beta/results/x") << QStringList{} << 404 << s("generation_not_found");
        QTest::newRow("a path as id") << s("/v2beta/results/..%2f..%2fpractice.db") << QStringList{} << 404
                                      << s("not_found");
        QTest::newRow("v2alpha, old form") << s("/v2alpha/generation/stable-image/generate/core")
                                           << QStringList{s("-F"), s("seed=1")} << 400 << s("bad_request");
        QTest::newRow("v2alpha") << s("/v2alpha/stable-image/generate/core") << QStringList{s("-F"), s("seed=1")} << 400
                                 << s("bad_request");
    }
    void addresses()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, name);
        const CurlReply reply = m_fixture.get(path, arguments + QStringList{s("--path-as-is")});
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.name(), name);
        const bool v1 = path.startsWith(s("/v1/"));
        QCOMPARE(reply.json().contains(s("message")), v1);
        QCOMPARE(reply.json().contains(s("errors")), !v1);
    }
    void headHasNoBody()
    {
        const CurlReply reply = m_fixture.get(s("/v1/user/balance"), {s("--head")});
        QCOMPARE(reply.status, 405);
        QCOMPARE(reply.headers.value("allow"), QByteArray("GET"));
    }

    /// Operations of a user's own, which practice mode cannot do, are checked like any other, then said to be missing.
    void operationsOfOnesOwn()
    {
        PracticeFixture own;
        QVERIFY(QDir().mkpath(own.dir.filePath(s("operations"))));
        const QString file =
            own.file(s("operations/own.json"), R"({ "format": 1, "provider": "stability", "priceListDate": "2026-01-31",
            "operations": [
            { "id": "3d.own", "like": "mesh", "label": "Own", "price": { "credits": 1 },
              "params": [ { "like": "remesh" } ], "inputs": [ { "like": "object_picture", "required": true } ],
              "wire": { "path": "/v2beta/3d/own" } } ] })");
        QList<CatalogueProblem> problems;
        const auto catalogue = Catalogue::load(QFileInfo(file).path(), &problems);
        QVERIFY2(catalogue && problems.isEmpty(), problems.isEmpty() ? "" : qPrintable(problems.first().reason));
        own.server =
            std::make_unique<PracticeServer>(*catalogue, PracticeFixture::quick(own.folder()), own.systemClock);
        QVERIFY(own.server->start().has_value());
        const QString path = s("/v2beta/3d/own");
        QCOMPARE(own.post(path, {s("remesh=cubes")}).status, 400);
        const QStringList right{s("image=@") + own.picture(128, 128)};
        QCOMPARE(own.post(path, right, {}, s("wrong")).status, 401);
        const double before = own.balance();
        const CurlReply reply = own.post(path, right);
        QCOMPARE(reply.status, 501);
        QCOMPARE(reply.name(), s("not_implemented"));
        QCOMPARE(own.balance(), before);
    }

    void accountAndEngines()
    {
        const QJsonObject account = m_fixture.get(s("/v1/user/account")).json();
        QVERIFY(account.value(s("id")).isString() && account.value(s("email")).isString());
        const QJsonObject organisation = account.value(s("organizations")).toArray().at(0).toObject();
        for (const char* member : {"id", "name", "role"}) {
            QVERIFY2(organisation.value(s(member)).isString(), member);
        }
        QVERIFY(organisation.value(s("is_default")).toBool());
        QCOMPARE(m_fixture.get(s("/v1/user/account")).json(), account);
        const QJsonArray engines = QJsonDocument::fromJson(m_fixture.get(s("/v1/engines/list")).body).array();
        QVERIFY(!engines.isEmpty());
        QCOMPARE(engines.at(0).toObject().value(s("type")).toString(), s("PICTURE"));
    }

private:
    PracticeFixture m_fixture;
};

QTEST_GUILESS_MAIN(TestPracticeContract)
#include "tst_practicecontract.moc"
