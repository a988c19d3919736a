// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"
#include "app/net/QtHttpClient.h"
#include "app/providers/ProviderRegistry.h"
#include "app/providers/stability/StabilityProvider.h"
#include "tests/support/FaultServer.h"
#include "tests/support/TestMain.h"

#include <QJsonDocument>
#include <QLocale>
#include <QTemporaryDir>

#include <clocale>

using namespace maquette;

namespace {

const QString kKey = QStringLiteral("sk-golden-0123456789");

/// What a part must look like on the wire: the lines before the empty one, and the bytes after it.
using WirePart = QPair<QByteArray, QByteArray>;

WirePart text(const QByteArray& name, const QByteArray& value)
{
    return {"Content-Disposition: form-data; name=\"" + name + '"', value};
}

WirePart file(const QByteArray& name, const QByteArray& fileName, const QByteArray& type)
{
    return {"Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName +
                "\"\r\nContent-Type: " + type,
            "bytes of " + name};
}

/// The parts of a multipart body, cut by hand.
QList<WirePart> cut(const QByteArray& body, const QByteArray& boundary)
{
    QList<WirePart> parts;
    QByteArray rest = "\r\n" + body;
    const QByteArray delimiter = "\r\n--" + boundary;
    if (!rest.endsWith(delimiter + "--\r\n")) {
        return {{"no proper end", rest}};
    }
    rest.chop(delimiter.size() + 4);
    qsizetype at = rest.indexOf(delimiter);
    while (at >= 0) {
        const qsizetype next = rest.indexOf(delimiter, at + 1);
        const QByteArray part = rest.mid(at + delimiter.size(), next < 0 ? -1 : next - at - delimiter.size());
        const qsizetype gap = part.indexOf("\r\n\r\n");
        parts.append({part.mid(2, gap - 2), part.mid(gap + 4)});
        at = next;
    }
    return parts;
}

AssetId idFor(const QString& role)
{
    return AssetId{QString::fromLatin1(role.toUtf8().toHex().leftJustified(64, '0').left(64))};
}

} // namespace

Q_DECLARE_METATYPE(WirePart)

/// One golden request for every operation of the catalogue, written from the contract: what each must look like on the
/// wire.
class TestStabilityRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void golden_data();
    void golden();
    void everyOrderableOperationHasAGoldenRequest();

    void numbersAsText_data();
    void numbersAsText();
    void emptyTextIsNotSent();
    void keyProblems_data();
    void keyProblems();
    void keyIsTrimmed();
    void bodyLimit();
    void inputWithoutFile();
    void serviceOperationsCannotBeOrdered();
    void pollCalls_data();
    void pollCalls();
    void tickets_data();
    void tickets();
    void balanceCall();
    void baseUrls_data();
    void baseUrls();
    void pollIntervals();
    void providersOfThisProgram();

private:
    [[nodiscard]] const Operation& operation(const QString& id) const;
    [[nodiscard]] CheckedRequest order(const QString& id, const QByteArray& values, const QStringList& inputs);
    [[nodiscard]] QHash<QString, QString> filesFor(const QStringList& inputs);

    std::unique_ptr<StabilityProvider> m_provider;
    std::unique_ptr<QTemporaryDir> m_folder;
    Catalogue m_catalogue;
    QStringList m_problems;
    QSet<QString> m_covered;
};

void TestStabilityRequests::initTestCase()
{
    // A locale with a comma must change nothing.
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    QList<CatalogueProblem> problems;
    const auto loaded = Catalogue::load({}, &problems);
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().place + loaded.error().detail));
    m_catalogue = *loaded;
    m_provider = std::make_unique<StabilityProvider>(
        StabilityProvider::Identity{QStringLiteral("stability"), QStringLiteral("Stability AI"), false, 0});
}

void TestStabilityRequests::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    m_problems.clear();
}

const Operation& TestStabilityRequests::operation(const QString& id) const
{
    const Operation* found = m_catalogue.find(id);
    if (found == nullptr) {
        qFatal("no operation %s", qPrintable(id));
    }
    return *found;
}

/// \a inputs: "role media-type". Goes through the real check, so that no row asks for what could not be asked.
CheckedRequest TestStabilityRequests::order(const QString& id, const QByteArray& values, const QStringList& inputs)
{
    Request request;
    request.operation = id;
    request.provider = QStringLiteral("stability");
    request.values = QJsonDocument::fromJson(values).object();
    QHash<QString, Asset> assets;
    for (const QString& input : inputs) {
        const QString role = input.section(QLatin1Char(' '), 0, 0);
        MediaInfo info;
        info.mediaType = input.section(QLatin1Char(' '), 1);
        const bool isAudio = info.mediaType.startsWith(QLatin1String("audio/"));
        info.kind = isAudio ? MediaKind::Audio : MediaKind::Image;
        info.bytes = 5'000;
        info.width = isAudio ? 0 : 1000;
        info.height = isAudio ? 0 : 800;
        info.seconds = isAudio ? 30 : 0;
        request.inputs.append({role, idFor(role)});
        assets.insert(role, Asset{idFor(role), info});
    }
    const CheckOutcome outcome = checkRequest(operation(id), request, assets);
    for (const FieldProblem& problem : outcome.problems) {
        m_problems.append(problem.field + QStringLiteral(": ") + describe(operation(id), problem));
    }
    return outcome.checked.value_or(CheckedRequest{operation(id), request, assets});
}

QHash<QString, QString> TestStabilityRequests::filesFor(const QStringList& inputs)
{
    QHash<QString, QString> files;
    for (const QString& input : inputs) {
        const QString role = input.section(QLatin1Char(' '), 0, 0);
        QFile out(m_folder->filePath(role));
        if (out.open(QIODevice::WriteOnly)) {
            out.write("bytes of " + role.toUtf8());
        }
        files.insert(role, out.fileName());
    }
    return files;
}

void TestStabilityRequests::golden_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<QStringList>("inputs");
    QTest::addColumn<qint64>("seed");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QList<WirePart>>("parts");

    const auto row = [this](const char* name, const char* id, const QByteArray& values, const QStringList& inputs,
                            qint64 seed, const QByteArray& target, const QByteArray& accept,
                            const QList<WirePart>& parts) {
        m_covered.insert(QLatin1String(id));
        QTest::newRow(qPrintable(QLatin1String(id) + QLatin1String(", ") + QLatin1String(name)))
            << QString(QLatin1String(id)) << values << inputs << seed << target << accept << parts;
    };
    const QString png = QStringLiteral("%1 image/png");
    const QString jpeg = QStringLiteral("%1 image/jpeg");
    const QString webp = QStringLiteral("%1 image/webp");
    const auto in = [](const QString& how, const char* role) { return how.arg(QLatin1String(role)); };
    const WirePart imagePng = file("image", "image.png", "image/png");
    const QByteArray image = "image/*";
    const QByteArray none;

    // generate
    row("bare", "stable-image.generate.ultra", R"({"prompt":"a fox"})", {}, -1, "/v2beta/stable-image/generate/ultra",
        image, {text("prompt", "a fox")});
    row("full", "stable-image.generate.ultra",
        R"({"prompt":"a fox","negative_prompt":"dogs","aspect_ratio":"16:9","output_format":"webp","strength":0.65,"style_preset":"anime"})",
        {in(jpeg, "image")}, 4294967294, "/v2beta/stable-image/generate/ultra", image,
        {text("prompt", "a fox"), text("negative_prompt", "dogs"), text("aspect_ratio", "16:9"),
         text("output_format", "webp"), text("strength", "0.65"), text("style_preset", "anime"),
         text("seed", "4294967294"), file("image", "image.jpg", "image/jpeg")});
    row("bare", "stable-image.generate.core", R"({"prompt":"ein Häuschen ✓"})", {}, -1,
        "/v2beta/stable-image/generate/core", image, {text("prompt", "ein Häuschen ✓")});
    row("full", "stable-image.generate.core",
        R"({"prompt":"a\r\nb \"c\"","negative_prompt":"x","aspect_ratio":"9:21","output_format":"jpeg","style_preset":"3d-model"})",
        {}, 0, "/v2beta/stable-image/generate/core", image,
        {text("prompt", "a\r\nb \"c\""), text("negative_prompt", "x"), text("aspect_ratio", "9:21"),
         text("output_format", "jpeg"), text("style_preset", "3d-model"), text("seed", "0")});
    row("text", "stable-image.generate.sd3",
        R"({"prompt":"a","model":"sd3.5-flash","aspect_ratio":"4:5","cfg_scale":1})", {}, 7,
        "/v2beta/stable-image/generate/sd3", image,
        {text("prompt", "a"), text("model", "sd3.5-flash"), text("aspect_ratio", "4:5"), text("cfg_scale", "1"),
         text("seed", "7")});
    row("picture", "stable-image.generate.sd3",
        R"({"prompt":"a","mode":"image-to-image","strength":0.1,"model":"sd3.5-large","cfg_scale":4.5})",
        {in(png, "image")}, -1, "/v2beta/stable-image/generate/sd3", image,
        {text("prompt", "a"), text("mode", "image-to-image"), text("strength", "0.1"), text("model", "sd3.5-large"),
         text("cfg_scale", "4.5"), imagePng}); // and no aspect_ratio: an error by its mere presence

    // upscale
    row("bare", "stable-image.upscale.fast", "{}", {in(png, "image")}, -1, "/v2beta/stable-image/upscale/fast", image,
        {imagePng});
    row("format", "stable-image.upscale.fast", R"({"output_format":"jpeg"})", {in(webp, "image")}, -1,
        "/v2beta/stable-image/upscale/fast", image,
        {text("output_format", "jpeg"), file("image", "image.webp", "image/webp")});
    row("full", "stable-image.upscale.conservative",
        R"({"prompt":"a","negative_prompt":"b","output_format":"png","creativity":0.35})", {in(png, "image")}, 99,
        "/v2beta/stable-image/upscale/conservative", image,
        {text("prompt", "a"), text("negative_prompt", "b"), text("output_format", "png"), text("creativity", "0.35"),
         text("seed", "99"), imagePng});
    row("full", "stable-image.upscale.creative",
        R"({"prompt":"a","negative_prompt":"b","output_format":"webp","creativity":0.3,"style_preset":"cinematic"})",
        {in(png, "image")}, 5, "/v2beta/stable-image/upscale/creative", none,
        {text("prompt", "a"), text("negative_prompt", "b"), text("output_format", "webp"), text("creativity", "0.3"),
         text("style_preset", "cinematic"), text("seed", "5"), imagePng});

    // edit
    row("with mask", "stable-image.edit.erase", R"({"grow_mask":12,"output_format":"png"})",
        {in(png, "image"), in(png, "mask")}, 3, "/v2beta/stable-image/edit/erase", image,
        {text("grow_mask", "12"), text("output_format", "png"), text("seed", "3"), imagePng,
         file("mask", "mask.png", "image/png")});
    row("with mask", "stable-image.edit.inpaint",
        R"({"prompt":"a hat","negative_prompt":"b","grow_mask":0,"style_preset":"origami"})",
        {in(jpeg, "image"), in(png, "mask")}, -1, "/v2beta/stable-image/edit/inpaint", image,
        {text("prompt", "a hat"), text("negative_prompt", "b"), text("grow_mask", "0"), text("style_preset", "origami"),
         file("image", "image.jpg", "image/jpeg"), file("mask", "mask.png", "image/png")});
    row("no prompt", "stable-image.edit.outpaint", R"({"left":200,"right":0,"up":1,"down":2000,"creativity":0.5})",
        {in(png, "image")}, 8, "/v2beta/stable-image/edit/outpaint", image,
        {text("left", "200"), text("right", "0"), text("up", "1"), text("down", "2000"), text("creativity", "0.5"),
         text("seed", "8"), imagePng});
    row("full", "stable-image.edit.search-and-replace",
        R"({"prompt":"a cat","search_prompt":"the dog","negative_prompt":"b","grow_mask":3,"output_format":"jpeg","style_preset":"enhance"})",
        {in(png, "image")}, 1, "/v2beta/stable-image/edit/search-and-replace", image,
        {text("prompt", "a cat"), text("search_prompt", "the dog"), text("negative_prompt", "b"),
         text("grow_mask", "3"), text("output_format", "jpeg"), text("style_preset", "enhance"), text("seed", "1"),
         imagePng});
    row("bare", "stable-image.edit.search-and-recolor", R"({"prompt":"red","select_prompt":"the car"})",
        {in(png, "image")}, -1, "/v2beta/stable-image/edit/search-and-recolor", image,
        {text("prompt", "red"), text("select_prompt", "the car"), imagePng});
    row("format", "stable-image.edit.remove-background", R"({"output_format":"webp"})", {in(png, "image")}, -1,
        "/v2beta/stable-image/edit/remove-background", image, {text("output_format", "webp"), imagePng});
    row("prompt and light", "stable-image.edit.replace-background-and-relight",
        R"({"background_prompt":"a beach","foreground_prompt":"f","negative_prompt":"n","preserve_original_subject":0.6,)"
        R"("original_background_depth":0.5,"keep_original_background":"false","light_source_direction":"above","light_source_strength":0.3,"output_format":"png"})",
        {in(png, "subject_image")}, 12, "/v2beta/stable-image/edit/replace-background-and-relight", none,
        {text("background_prompt", "a beach"), text("foreground_prompt", "f"), text("negative_prompt", "n"),
         text("preserve_original_subject", "0.6"), text("original_background_depth", "0.5"),
         text("keep_original_background", "false"), text("light_source_direction", "above"),
         text("light_source_strength", "0.3"), text("output_format", "png"), text("seed", "12"),
         file("subject_image", "subject_image.png", "image/png")});
    row("references", "stable-image.edit.replace-background-and-relight", "{}",
        {in(png, "subject_image"), in(jpeg, "background_reference"), in(webp, "light_reference")}, -1,
        "/v2beta/stable-image/edit/replace-background-and-relight", none,
        {file("subject_image", "subject_image.png", "image/png"),
         file("background_reference", "background_reference.jpg", "image/jpeg"),
         file("light_reference", "light_reference.webp", "image/webp")});

    // control
    row("full", "stable-image.control.sketch",
        R"({"prompt":"a","control_strength":0.7,"negative_prompt":"b","output_format":"png","style_preset":"line-art"})",
        {in(png, "image")}, 2, "/v2beta/stable-image/control/sketch", image,
        {text("prompt", "a"), text("control_strength", "0.7"), text("negative_prompt", "b"),
         text("output_format", "png"), text("style_preset", "line-art"), text("seed", "2"), imagePng});
    row("bare", "stable-image.control.structure", R"({"prompt":"a","control_strength":1})", {in(png, "image")}, -1,
        "/v2beta/stable-image/control/structure", image,
        {text("prompt", "a"), text("control_strength", "1"), imagePng});
    row("full", "stable-image.control.style", R"({"prompt":"a","aspect_ratio":"1:1","fidelity":0.25})",
        {in(png, "image")}, -1, "/v2beta/stable-image/control/style", image,
        {text("prompt", "a"), text("aspect_ratio", "1:1"), text("fidelity", "0.25"), imagePng});
    row("full", "stable-image.control.style-transfer",
        R"({"prompt":"a","negative_prompt":"b","style_strength":1,"composition_fidelity":0.9,"change_strength":0.1})",
        {in(png, "init_image"), in(jpeg, "style_image")}, 77, "/v2beta/stable-image/control/style-transfer", image,
        {text("prompt", "a"), text("negative_prompt", "b"), text("style_strength", "1"),
         text("composition_fidelity", "0.9"), text("change_strength", "0.1"), text("seed", "77"),
         file("init_image", "init_image.png", "image/png"), file("style_image", "style_image.jpg", "image/jpeg")});

    // 3D: no Accept, seed only where there is one
    row("full", "3d.stable-fast-3d",
        R"({"texture_resolution":"2048","foreground_ratio":0.85,"remesh":"quad","vertex_count":-1})",
        {in(png, "image")}, 42, "/v2beta/3d/stable-fast-3d", none,
        {text("texture_resolution", "2048"), text("foreground_ratio", "0.85"), text("remesh", "quad"),
         text("vertex_count", "-1"), imagePng});
    row("full", "3d.stable-point-aware-3d",
        R"({"texture_resolution":"512","foreground_ratio":1.3,"remesh":"triangle","target_type":"vertex","target_count":1000,"guidance_scale":3})",
        {in(png, "image")}, 42, "/v2beta/3d/stable-point-aware-3d", none,
        {text("texture_resolution", "512"), text("foreground_ratio", "1.3"), text("remesh", "triangle"),
         text("target_type", "vertex"), text("target_count", "1000"), text("guidance_scale", "3"), text("seed", "42"),
         imagePng});

    // audio
    const QByteArray sound = "audio/*";
    row("full", "audio.stable-audio-2.text-to-audio",
        R"({"prompt":"drums","duration":12.5,"steps":8,"cfg_scale":1,"model":"stable-audio-2.5","output_format":"wav"})",
        {}, 6, "/v2beta/audio/stable-audio-2/text-to-audio", sound,
        {text("prompt", "drums"), text("duration", "12.5"), text("steps", "8"), text("cfg_scale", "1"),
         text("model", "stable-audio-2.5"), text("output_format", "wav"), text("seed", "6")});
    row("full", "audio.stable-audio-2.audio-to-audio", R"({"prompt":"drums","strength":0.5,"steps":50})",
        {QStringLiteral("audio audio/mpeg")}, -1, "/v2beta/audio/stable-audio-2/audio-to-audio", sound,
        {text("prompt", "drums"), text("strength", "0.5"), text("steps", "50"),
         file("audio", "audio.mp3", "audio/mpeg")});
    row("full", "audio.stable-audio-2.inpaint", R"({"prompt":"drums","mask_start":3.25,"mask_end":9,"duration":30})",
        {QStringLiteral("audio audio/wav")}, -1, "/v2beta/audio/stable-audio-2/inpaint", sound,
        {text("prompt", "drums"), text("mask_start", "3.25"), text("mask_end", "9"), text("duration", "30"),
         file("audio", "audio.wav", "audio/wav")});
    row("full", "audio.stable-audio-3.text-to-audio",
        R"({"prompt":"drums","duration":380,"model":"stable-audio-3","steps":4,"cfg_scale":25})", {}, 1,
        "/v2beta/audio/stable-audio/text-to-audio", sound,
        {text("prompt", "drums"), text("duration", "380"), text("model", "stable-audio-3"), text("steps", "4"),
         text("cfg_scale", "25"), text("seed", "1")});
    row("full", "audio.stable-audio-3.audio-to-audio", R"({"prompt":"drums","strength":0.01})",
        {QStringLiteral("audio audio/wav")}, -1, "/v2beta/audio/stable-audio/audio-to-audio", sound,
        {text("prompt", "drums"), text("strength", "0.01"), file("audio", "audio.wav", "audio/wav")});
    row("full", "audio.stable-audio-3.inpaint", R"({"prompt":"drums","mask_start":0,"mask_end":380})",
        {QStringLiteral("audio audio/mpeg")}, -1, "/v2beta/audio/stable-audio/inpaint", sound,
        {text("prompt", "drums"), text("mask_start", "0"), text("mask_end", "380"),
         file("audio", "audio.mp3", "audio/mpeg")});
}

void TestStabilityRequests::golden()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, values);
    QFETCH(QStringList, inputs);
    QFETCH(qint64, seed);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, accept);
    QFETCH(QList<WirePart>, parts);

    FaultServer server;
    server.plan(
        {FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", "x"), 0, 1, FaultPlan::Then::Close, -1});
    const CheckedRequest checked = order(id, values, inputs);
    QCOMPARE(m_problems, QStringList());
    const auto call = m_provider->submitCall(checked, filesFor(inputs),
                                             seed < 0 ? std::nullopt : std::optional(static_cast<quint32>(seed)),
                                             {server.url(QStringLiteral("/")), kKey});
    QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().detail));
    QCOMPARE(call->secrets, QStringList{kKey});
    QVERIFY(call->timeoutMs >= 120'000); // minutes, not seconds

    QtHttpClient client(m_folder->filePath(QStringLiteral("scratch")));
    QCOMPARE(QCoro::waitFor(client.send(*call, {}, {})).end, CallEnd::Answered);
    QCOMPARE(server.requests().size(), 1);
    const SeenRequest& seen = server.requests().at(0);
    QCOMPARE(seen.method, QByteArray("POST"));
    QCOMPARE(seen.target, target);
    QCOMPARE(seen.header("Accept"), accept);
    QCOMPARE(seen.countOf("Accept"), accept.isEmpty() ? 0 : 1);
    QCOMPARE(seen.header("Authorization"), "Bearer " + kKey.toLatin1());
    QCOMPARE(seen.header("stability-client-id"), QByteArray("Maquette"));
    QCOMPARE(seen.header("stability-client-version"), QByteArray(MAQUETTE_VERSION));
    QCOMPARE(seen.countOf("Organization"), 0);
    const QByteArray prefix = "multipart/form-data; boundary=";
    QVERIFY(seen.header("Content-Type").startsWith(prefix));
    QList<WirePart> found = cut(seen.body, seen.header("Content-Type").mid(prefix.size()));
    std::sort(found.begin(), found.end());
    std::sort(parts.begin(), parts.end());
    QCOMPARE(found, parts);
}

void TestStabilityRequests::everyOrderableOperationHasAGoldenRequest()
{
    QSet<QString> orderable;
    for (const Operation& each : m_catalogue.operations()) {
        if (each.isOrderable() && each.provider == QLatin1String("stability")) {
            orderable.insert(each.id);
        }
    }
    QCOMPARE(m_covered, orderable);
}

void TestStabilityRequests::numbersAsText_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* json, const char* expected) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(expected);
    };
    row("0", "0");
    row("1", "1");
    row("-1", "-1");
    row("1.0", "1");
    row("0.1", "0.1");
    row("0.30000000000000004", "0.30000000000000004");
    row("1e-5", "0.00001");
    row("1234567.5", "1234567.5");
    row("4294967294", "4294967294");
    row("1000000", "1000000");
    row("true", "true");
    row("false", "false");
    row("\"512\"", "512");
}

void TestStabilityRequests::numbersAsText()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, text);
    Operation made;
    made.id = QStringLiteral("made.up");
    made.section = QStringLiteral("image");
    made.wire.insert(QStringLiteral("path"), QStringLiteral("/x"));
    ParamSpec param;
    param.name = QStringLiteral("n");
    made.params = {param};
    CheckedRequest checked;
    checked.operation = made;
    checked.request.values = QJsonDocument::fromJson("{\"n\":" + json + "}").object();
    const auto call = m_provider->submitCall(checked, {}, {}, {QUrl(QStringLiteral("https://example.com")), kKey});
    QVERIFY(call.has_value());
    QCOMPARE(call->parts.size(), 1);
    QCOMPARE(call->parts[0].text, text);
}

void TestStabilityRequests::emptyTextIsNotSent()
{
    const CheckedRequest checked =
        order(QStringLiteral("stable-image.generate.core"), R"({"prompt":"a","negative_prompt":""})", {});
    const auto call = m_provider->submitCall(checked, {}, {}, {QUrl(QStringLiteral("https://example.com")), kKey});
    QVERIFY(call.has_value());
    QCOMPARE(call->parts.size(), 1);
}

void TestStabilityRequests::keyProblems_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("none") << QString() << ErrorKind::KeyMissing;
    QTest::newRow("blank") << QStringLiteral(" \n") << ErrorKind::KeyMissing;
    QTest::newRow("line end inside") << QStringLiteral("sk-a\r\nX-Evil: 1") << ErrorKind::KeyRejected;
    QTest::newRow("space inside") << QStringLiteral("sk-a b") << ErrorKind::KeyRejected;
    QTest::newRow("no Latin") << QStringLiteral("sk-ключ") << ErrorKind::KeyRejected;
}

void TestStabilityRequests::keyProblems()
{
    QFETCH(QString, key);
    QFETCH(ErrorKind, kind);
    const ProviderAccess access{QUrl(QStringLiteral("https://example.com")), key};
    const CheckedRequest checked = order(QStringLiteral("stable-image.generate.core"), R"({"prompt":"a"})", {});
    const QList<Result<HttpCall>> calls{m_provider->submitCall(checked, {}, {}, access),
                                        m_provider->pollCall(checked.operation, QStringLiteral("abc"), access),
                                        m_provider->balanceCall(access)};
    for (const auto& call : calls) {
        QVERIFY(!call.has_value());
        QCOMPARE(call.error().kind, kind);
        QVERIFY(key.trimmed().isEmpty() || !call.error().detail.contains(key));
    }
}

void TestStabilityRequests::keyIsTrimmed()
{
    const auto call = m_provider->balanceCall(
        {QUrl(QStringLiteral("https://example.com")), QLatin1Char(' ') + kKey + QLatin1Char('\n')});
    QVERIFY(call.has_value());
    QVERIFY(call->headers.contains({"Authorization", "Bearer " + kKey.toLatin1()}));
}

void TestStabilityRequests::bodyLimit()
{
    // 10 MiB for the whole body: image, mask and text together.
    const QStringList inputs{QStringLiteral("image image/png"), QStringLiteral("mask image/png")};
    const CheckedRequest checked = order(QStringLiteral("stable-image.edit.inpaint"), R"({"prompt":"a"})", inputs);
    const ProviderAccess access{QUrl(QStringLiteral("https://example.com")), kKey};
    const auto files = filesFor(inputs);
    const auto resize = [&files](const char* role, qint64 bytes) {
        QFile::resize(files.value(QLatin1String(role)), bytes);
    };
    resize("image", 5 * 1024 * 1024);
    resize("mask", 5 * 1024 * 1024 - 2000);
    QVERIFY(m_provider->submitCall(checked, files, {}, access).has_value());
    resize("mask", 5 * 1024 * 1024 - 200);
    const auto call = m_provider->submitCall(checked, files, {}, access);
    QVERIFY(!call.has_value());
    QCOMPARE(call.error().kind, ErrorKind::InvalidInput);
    QVERIFY(call.error().detail.contains(QStringLiteral("10485760")));
}

void TestStabilityRequests::inputWithoutFile()
{
    const QStringList inputs{QStringLiteral("image image/png")};
    const CheckedRequest checked = order(QStringLiteral("stable-image.upscale.fast"), "{}", inputs);
    const ProviderAccess access{QUrl(QStringLiteral("https://example.com")), kKey};
    const auto missing = m_provider->submitCall(checked, {}, {}, access);
    QCOMPARE(missing.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(missing.error().place, QStringLiteral("image"));
    const auto gone = m_provider->submitCall(
        checked, {{QStringLiteral("image"), m_folder->filePath(QStringLiteral("gone"))}}, {}, access);
    QCOMPARE(gone.error().kind, ErrorKind::Storage);
}

void TestStabilityRequests::serviceOperationsCannotBeOrdered()
{
    CheckedRequest checked;
    checked.operation = operation(QStringLiteral("user.balance"));
    const auto call = m_provider->submitCall(checked, {}, {}, {QUrl(QStringLiteral("https://example.com")), kKey});
    QCOMPARE(call.error().kind, ErrorKind::InvalidInput);
}

void TestStabilityRequests::pollCalls_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArrayList>(
        "accepts"); // any of these is documented or in official samples, and asks for bytes
    const QByteArrayList image{"*/*", "image/*"};
    const QByteArrayList sound{"audio/*"};
    const QString imagePath = QStringLiteral("/v2beta/results/");
    const QString soundPath = QStringLiteral("/v2beta/audio/results/");
    QTest::newRow("creative") << QStringLiteral("stable-image.upscale.creative") << imagePath << image;
    QTest::newRow("relight") << QStringLiteral("stable-image.edit.replace-background-and-relight") << imagePath
                             << image;
    QTest::newRow("text to audio 3") << QStringLiteral("audio.stable-audio-3.text-to-audio") << soundPath << sound;
    QTest::newRow("audio to audio 3") << QStringLiteral("audio.stable-audio-3.audio-to-audio") << soundPath << sound;
    QTest::newRow("inpaint 3") << QStringLiteral("audio.stable-audio-3.inpaint") << soundPath << sound;
}

void TestStabilityRequests::pollCalls()
{
    QFETCH(QString, id);
    QFETCH(QString, path);
    QFETCH(QByteArrayList, accepts);
    const QString ticket(64, QLatin1Char('a'));
    const auto call =
        m_provider->pollCall(operation(id), ticket, {QUrl(QStringLiteral("https://api.example.com")), kKey});
    QVERIFY(call.has_value());
    QCOMPARE(call->method, HttpCall::Method::Get);
    QCOMPARE(call->url, QUrl(QStringLiteral("https://api.example.com") + path + ticket));
    QVERIFY(call->headers.contains({"Authorization", "Bearer " + kKey.toLatin1()}));
    QByteArray accept;
    for (const auto& [name, value] : call->headers) {
        accept = name == "Accept" ? value : accept;
    }
    QVERIFY(accepts.contains(accept));
    QVERIFY(call->parts.isEmpty());
    QCOMPARE(call->secrets, QStringList{kKey});
}

void TestStabilityRequests::tickets_data()
{
    QTest::addColumn<QString>("ticket");
    QTest::addColumn<bool>("good");
    QTest::newRow("64 hex") << QString(64, QLatin1Char('f')) << true;
    QTest::newRow("one letter") << QStringLiteral("a") << true;
    QTest::newRow("all sorts") << QStringLiteral("aZ09_-") << true;
    QTest::newRow("128") << QString(128, QLatin1Char('x')) << true;
    QTest::newRow("129") << QString(129, QLatin1Char('x')) << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("climbing") << QStringLiteral("../user/balance") << false;
    QTest::newRow("dots") << QStringLiteral("..") << false;
    QTest::newRow("slash") << QStringLiteral("a/b") << false;
    QTest::newRow("query") << QStringLiteral("a?b") << false;
    QTest::newRow("fragment") << QStringLiteral("a#b") << false;
    QTest::newRow("percent") << QStringLiteral("a%2e") << false;
    QTest::newRow("line end") << QStringLiteral("a\n") << false;
    QTest::newRow("host") << QStringLiteral("a@evil.example") << false;
    QTest::newRow("umlaut") << QStringLiteral("\u00e4") << false;
    QTest::newRow("other digits") << QStringLiteral("\u0661") << false;
}

void TestStabilityRequests::tickets()
{
    QFETCH(QString, ticket);
    QFETCH(bool, good);
    const auto call = m_provider->pollCall(operation(QStringLiteral("stable-image.upscale.creative")), ticket,
                                           {QUrl(QStringLiteral("https://api.example.com")), kKey});
    QCOMPARE(call.has_value(), good);
    if (!good) {
        QCOMPARE(call.error().kind, ErrorKind::BadReply);
    }
}

void TestStabilityRequests::balanceCall()
{
    const auto call = m_provider->balanceCall({QUrl(QStringLiteral("https://api.stability.ai")), kKey});
    QVERIFY(call.has_value());
    QCOMPARE(call->method, HttpCall::Method::Get);
    QCOMPARE(call->url, QUrl(QStringLiteral("https://api.stability.ai/v1/user/balance")));
    const HttpHeaders expected{{"Authorization", "Bearer " + kKey.toLatin1()}, {"Accept", "application/json"}};
    QCOMPARE(call->headers, expected); // the stability-client headers are v2beta's only
}

void TestStabilityRequests::baseUrls_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("balance");
    QTest::newRow("plain") << QStringLiteral("https://h") << QStringLiteral("https://h/v1/user/balance");
    QTest::newRow("slash") << QStringLiteral("https://h/") << QStringLiteral("https://h/v1/user/balance");
    QTest::newRow("port") << QStringLiteral("http://127.0.0.1:8123")
                          << QStringLiteral("http://127.0.0.1:8123/v1/user/balance");
    QTest::newRow("path") << QStringLiteral("https://h/proxy/stability/")
                          << QStringLiteral("https://h/proxy/stability/v1/user/balance");
    QTest::newRow("query is dropped") << QStringLiteral("https://h/?a=b#c")
                                      << QStringLiteral("https://h/v1/user/balance");
}

void TestStabilityRequests::baseUrls()
{
    QFETCH(QString, base);
    QFETCH(QString, balance);
    QCOMPARE(m_provider->balanceCall({QUrl(base), kKey})->url, QUrl(balance));
}

void TestStabilityRequests::pollIntervals()
{
    const Operation& creative = operation(QStringLiteral("stable-image.upscale.creative"));
    QCOMPARE(m_provider->pollIntervalMs(creative), 10'000);
    QCOMPARE(m_provider->pollIntervalMs(Operation()), 10'000);
    const StabilityProvider quick({QStringLiteral("practice"), QStringLiteral("Practice"), true, 700});
    QCOMPARE(quick.pollIntervalMs(creative), 700);
    QCOMPARE(m_provider->rateLimit().requests, 150);
    QCOMPARE(m_provider->rateLimit().windowMs, 10'000);
    QCOMPARE(m_provider->rateLimit().penaltyMs, 60'000);
}

void TestStabilityRequests::providersOfThisProgram()
{
    const auto providers = makeProviders();
    QCOMPARE(providers.size(), 2U);
    QCOMPARE(providers[0]->id(), QStringLiteral("stability"));
    QVERIFY(!providers[0]->isPractice());
    QCOMPARE(providers[1]->id(), QStringLiteral("practice"));
    QVERIFY(providers[1]->isPractice());
    const Operation& creative = operation(QStringLiteral("stable-image.upscale.creative"));
    QCOMPARE(providers[0]->pollIntervalMs(creative), 10'000);
    QVERIFY(providers[1]->pollIntervalMs(creative) < 10'000);
    QCOMPARE(defaultBaseUrl(QStringLiteral("stability")), QUrl(QStringLiteral("https://api.stability.ai")));
    QVERIFY(defaultBaseUrl(QStringLiteral("practice")).isEmpty());
    const CheckedRequest checked = order(QStringLiteral("stable-image.generate.core"), R"({"prompt":"a"})", {});
    QCOMPARE(providers[0]->quote(checked).value(), Credits::whole(3));
    QCOMPARE(providers[1]->quote(checked).value(), Credits::whole(3));
}

QTEST_GUILESS_MAIN(TestStabilityRequests)
#include "tst_stabilityrequests.moc"
