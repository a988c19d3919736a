// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"
#include "app/providers/ProviderRegistry.h"
#include "app/providers/stability/StabilityProvider.h"
#include "tests/support/TestMain.h"

#include <QJsonDocument>

using namespace maquette;

namespace {

const QString kKey = QStringLiteral("sk-golden-0123456789");

} // namespace

/// Keys, addresses, job ids, intervals: everything of a call but the order itself.
class TestStabilityCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }

    void numbersAsText_data();
    void numbersAsText();
    void keyProblems_data();
    void keyProblems();
    void keyIsTrimmed();
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
    [[nodiscard]] CheckedRequest simpleOrder() const;

    std::unique_ptr<StabilityProvider> m_provider;
    Catalogue m_catalogue;
};

void TestStabilityCalls::initTestCase()
{
    QList<CatalogueProblem> problems;
    const auto loaded = Catalogue::load({}, &problems);
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().place + loaded.error().detail));
    m_catalogue = *loaded;
    m_provider = std::make_unique<StabilityProvider>(
        StabilityProvider::Identity{QStringLiteral("stability"), QStringLiteral("Stability AI"), false, 0});
}

const Operation& TestStabilityCalls::operation(const QString& id) const
{
    const Operation* found = m_catalogue.find(id);
    if (found == nullptr) {
        qFatal("no operation %s", qPrintable(id));
    }
    return *found;
}

CheckedRequest TestStabilityCalls::simpleOrder() const
{
    CheckedRequest checked;
    checked.operation = operation(QStringLiteral("stable-image.generate.core"));
    checked.request.values.insert(QStringLiteral("prompt"), QStringLiteral("a"));
    return checked;
}

void TestStabilityCalls::numbersAsText_data()
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

void TestStabilityCalls::numbersAsText()
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

void TestStabilityCalls::keyProblems_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("none") << QString() << ErrorKind::KeyMissing;
    QTest::newRow("blank") << QStringLiteral(" \n") << ErrorKind::KeyMissing;
    QTest::newRow("line end inside") << QStringLiteral("sk-a\r\nX-Evil: 1") << ErrorKind::KeyRejected;
    QTest::newRow("space inside") << QStringLiteral("sk-a b") << ErrorKind::KeyRejected;
    QTest::newRow("no Latin") << QStringLiteral("sk-ключ") << ErrorKind::KeyRejected;
}

void TestStabilityCalls::keyProblems()
{
    QFETCH(QString, key);
    QFETCH(ErrorKind, kind);
    const ProviderAccess access{QUrl(QStringLiteral("https://example.com")), key};
    const CheckedRequest checked = simpleOrder();
    const QList<Result<HttpCall>> calls{m_provider->submitCall(checked, {}, {}, access),
                                        m_provider->pollCall(checked.operation, QStringLiteral("abc"), access),
                                        m_provider->balanceCall(access)};
    for (const auto& call : calls) {
        QVERIFY(!call.has_value());
        QCOMPARE(call.error().kind, kind);
        QVERIFY(key.trimmed().isEmpty() || !call.error().detail.contains(key));
    }
}

void TestStabilityCalls::keyIsTrimmed()
{
    const auto call = m_provider->balanceCall(
        {QUrl(QStringLiteral("https://example.com")), QLatin1Char(' ') + kKey + QLatin1Char('\n')});
    QVERIFY(call.has_value());
    QVERIFY(call->headers.contains({"Authorization", "Bearer " + kKey.toLatin1()}));
}

void TestStabilityCalls::serviceOperationsCannotBeOrdered()
{
    CheckedRequest checked;
    checked.operation = operation(QStringLiteral("user.balance"));
    const auto call = m_provider->submitCall(checked, {}, {}, {QUrl(QStringLiteral("https://example.com")), kKey});
    QCOMPARE(call.error().kind, ErrorKind::InvalidInput);
}

void TestStabilityCalls::pollCalls_data()
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

void TestStabilityCalls::pollCalls()
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

void TestStabilityCalls::tickets_data()
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

void TestStabilityCalls::tickets()
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

void TestStabilityCalls::balanceCall()
{
    const auto call = m_provider->balanceCall({QUrl(QStringLiteral("https://api.stability.ai")), kKey});
    QVERIFY(call.has_value());
    QCOMPARE(call->method, HttpCall::Method::Get);
    QCOMPARE(call->url, QUrl(QStringLiteral("https://api.stability.ai/v1/user/balance")));
    const HttpHeaders expected{{"Authorization", "Bearer " + kKey.toLatin1()}, {"Accept", "application/json"}};
    QCOMPARE(call->headers, expected); // the stability-client headers are v2beta's only
}

void TestStabilityCalls::baseUrls_data()
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

void TestStabilityCalls::baseUrls()
{
    QFETCH(QString, base);
    QFETCH(QString, balance);
    QCOMPARE(m_provider->balanceCall({QUrl(base), kKey})->url, QUrl(balance));
}

void TestStabilityCalls::pollIntervals()
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

void TestStabilityCalls::providersOfThisProgram()
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
    const CheckedRequest checked = simpleOrder();
    QCOMPARE(providers[0]->quote(checked).value(), Credits::whole(3));
    QCOMPARE(providers[1]->quote(checked).value(), Credits::whole(3));
}

QTEST_GUILESS_MAIN(TestStabilityCalls)
#include "tst_stabilitycalls.moc"
