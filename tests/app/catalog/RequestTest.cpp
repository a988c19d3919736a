// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Request.h"

#include "tests/support/TestMain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace maquette;

class RequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void survivesTheJournal();
    void looksAsPromised();
    void refuses_data();
    void refuses();
};

namespace {

Request sample()
{
    Request request;
    request.operation = QStringLiteral("stable-image.edit.inpaint");
    request.provider = QStringLiteral("practice");
    request.values = {{QStringLiteral("prompt"), QString::fromUtf8("\xe6\xb5\xb7")},
                      {QStringLiteral("grow_mask"), 5.5}};
    request.inputs = {{QStringLiteral("image"), {QString(64, QLatin1Char('a'))}},
                      {QStringLiteral("mask"), {QString(64, QLatin1Char('0'))}}};
    request.count = 3;
    request.seed = 4294967294U;
    return request;
}

} // namespace

void RequestTest::survivesTheJournal()
{
    Request request = sample();
    const auto throughText = [](const Request& one) {
        return Request::fromJson(QJsonDocument::fromJson(QJsonDocument(one.toJson()).toJson()).object());
    };
    QCOMPARE(throughText(request).value(), request);
    request.seed.reset();
    request.inputs.clear();
    request.values = {};
    QCOMPARE(throughText(request).value(), request);
    QCOMPARE(sample().input(QStringLiteral("mask")).sha256, QString(64, QLatin1Char('0')));
    QVERIFY(sample().input(QStringLiteral("audio")).isEmpty());
}

void RequestTest::looksAsPromised()
{
    const QByteArray a64(64, 'a');
    const QByteArray o64(64, '0');
    const QByteArray expected =
        R"({"version":1,"operation":"stable-image.edit.inpaint","provider":"practice","values":{"prompt":"\u6d77","grow_mask":5.5},)"
        R"("inputs":[{"role":"image","asset":")" +
        a64 + R"("},{"role":"mask","asset":")" + o64 + R"("}],"count":3,"seed":4294967294})";
    QCOMPARE(sample().toJson(), QJsonDocument::fromJson(expected).object());
}

void RequestTest::refuses_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value"); // undefined takes the member away
    QTest::addColumn<QString>("place");
    const QJsonValue gone(QJsonValue::Undefined);
    const auto list = [](const char* json) { return QJsonValue(QJsonDocument::fromJson(json).array()); };
    QTest::newRow("no version") << "version" << gone << "request.version";
    QTest::newRow("newer version") << "version" << QJsonValue(2) << "request.version";
    QTest::newRow("version as text") << "version" << QJsonValue(QStringLiteral("1")) << "request.version";
    QTest::newRow("no operation") << "operation" << gone << "request.operation";
    QTest::newRow("empty operation") << "operation" << QJsonValue(QString()) << "request.operation";
    QTest::newRow("no provider") << "provider" << gone << "request.provider";
    QTest::newRow("no values") << "values" << gone << "request.values";
    QTest::newRow("values as list") << "values" << list("[1]") << "request.values";
    QTest::newRow("count 0") << "count" << QJsonValue(0) << "request.count";
    QTest::newRow("count 11") << "count" << QJsonValue(11) << "request.count";
    QTest::newRow("count 1.5") << "count" << QJsonValue(1.5) << "request.count";
    QTest::newRow("count huge") << "count" << QJsonValue(1e300) << "request.count";
    QTest::newRow("seed -1") << "seed" << QJsonValue(-1) << "request.seed";
    QTest::newRow("seed 2^32") << "seed" << QJsonValue(4294967296.0) << "request.seed";
    QTest::newRow("seed 0.5") << "seed" << QJsonValue(0.5) << "request.seed";
    QTest::newRow("inputs as text") << "inputs" << QJsonValue(QStringLiteral("x")) << "request.inputs";
    QTest::newRow("input as text") << "inputs" << list(R"(["x"])") << "inputs[0]";
    QTest::newRow("input without role") << "inputs" << list(R"([{"asset":"x"}])") << "inputs[0].role";
    QTest::newRow("input with a path") << "inputs" << list(R"([{"role":"image","asset":"../../etc/passwd"}])")
                                       << "inputs[0].asset";
}

void RequestTest::refuses()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    QFETCH(QString, place);
    QJsonObject json = sample().toJson();
    value.isUndefined() ? json.remove(member) : void(json.insert(member, value));
    const auto request = Request::fromJson(json);
    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(request.error().place, place);
    QVERIFY(!request.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(RequestTest)
#include "RequestTest.moc"
