// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"
#include "app/net/QtHttpClient.h"
#include "app/providers/ProviderRegistry.h"
#include "app/providers/stability/StabilityProvider.h"
#include "tests/app/providers/GoldenRequests.h"
#include "tests/support/FaultServer.h"
#include "tests/support/TestMain.h"

#include <QJsonDocument>
#include <QLocale>
#include <QTemporaryDir>

#include <clocale>

using namespace maquette;

namespace {

const QString kKey = QStringLiteral("sk-golden-0123456789");

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

    void emptyTextIsNotSent();
    void bodyLimit();
    void inputWithoutFile();

private:
    [[nodiscard]] const Operation& operation(const QString& id) const;
    [[nodiscard]] CheckedRequest order(const QString& id, const QByteArray& values, const QStringList& inputs);
    [[nodiscard]] QHash<QString, QString> filesFor(const QStringList& inputs);

    std::unique_ptr<StabilityProvider> m_provider;
    std::unique_ptr<QTemporaryDir> m_folder;
    Catalogue m_catalogue;
    QStringList m_problems;
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
    QTest::addColumn<GoldenRequest>("request");
    for (const GoldenRequest& request : goldenRequests()) {
        QTest::newRow(qPrintable(request.operation + QStringLiteral(", ") + request.name)) << request;
    }
}

void TestStabilityRequests::golden()
{
    QFETCH(GoldenRequest, request);

    FaultServer server;
    server.plan(
        {FaultPlan::When::AfterBody, FaultServer::answer(200, "image/png", "x"), 0, 1, FaultPlan::Then::Close, -1});
    const CheckedRequest checked = order(request.operation, request.values, request.inputs);
    QCOMPARE(m_problems, QStringList());
    const auto seed = request.seed < 0 ? std::nullopt : std::optional(static_cast<quint32>(request.seed));
    const auto call =
        m_provider->submitCall(checked, filesFor(request.inputs), seed, {server.url(QStringLiteral("/")), kKey});
    QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().detail));
    QCOMPARE(call->secrets, QStringList{kKey});
    QVERIFY(call->timeoutMs >= 120'000); // minutes, not seconds

    QtHttpClient client(m_folder->filePath(QStringLiteral("scratch")));
    QCOMPARE(QCoro::waitFor(client.send(*call, {}, {})).end, CallEnd::Answered);
    QCOMPARE(server.requests().size(), 1);
    const SeenRequest& seen = server.requests().at(0);
    QCOMPARE(seen.method, QByteArray("POST"));
    QCOMPARE(seen.target, request.target);
    QCOMPARE(seen.header("Accept"), request.accept);
    QCOMPARE(seen.countOf("Accept"), request.accept.isEmpty() ? 0 : 1);
    QCOMPARE(seen.header("Authorization"), "Bearer " + kKey.toLatin1());
    QCOMPARE(seen.header("stability-client-id"), QByteArray("Maquette"));
    QCOMPARE(seen.header("stability-client-version"), QByteArray(MAQUETTE_VERSION));
    QCOMPARE(seen.countOf("Organization"), 0);
    const QByteArray prefix = "multipart/form-data; boundary=";
    QVERIFY(seen.header("Content-Type").startsWith(prefix));
    QList<WirePart> found = cut(seen.body, seen.header("Content-Type").mid(prefix.size()));
    std::sort(found.begin(), found.end());
    QList<WirePart> expected = request.parts;
    std::sort(expected.begin(), expected.end());
    QCOMPARE(found, expected);
}

void TestStabilityRequests::everyOrderableOperationHasAGoldenRequest()
{
    QSet<QString> orderable;
    for (const Operation& each : m_catalogue.operations()) {
        if (each.isOrderable() && each.provider == QLatin1String("stability")) {
            orderable.insert(each.id);
        }
    }
    QSet<QString> covered;
    for (const GoldenRequest& request : goldenRequests()) {
        covered.insert(request.operation);
    }
    QCOMPARE(covered, orderable);
}

void TestStabilityRequests::emptyTextIsNotSent()
{
    const CheckedRequest checked =
        order(QStringLiteral("stable-image.generate.core"), R"({"prompt":"a","negative_prompt":""})", {});
    const auto call = m_provider->submitCall(checked, {}, {}, {QUrl(QStringLiteral("https://example.com")), kKey});
    QVERIFY(call.has_value());
    QCOMPARE(call->parts.size(), 1);
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

QTEST_GUILESS_MAIN(TestStabilityRequests)
#include "tst_stabilityrequests.moc"
