// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the built-in catalogue against what Stability AI publishes.
#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"

#include "tests/app/catalog/ContractFacts.h"
#include "tests/app/catalog/ContractPrices.h"
#include "tests/support/TestMain.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace maquette;

namespace {

QStringList sorted(QStringList list)
{
    std::sort(list.begin(), list.end());
    return list;
}

QStringList split(const char* commaList)
{
    return QString::fromLatin1(commaList).split(QLatin1Char(','), Qt::SkipEmptyParts);
}

std::optional<double> limit(double fact)
{
    return std::isnan(fact) ? std::nullopt : std::optional<double>(fact);
}

QString text(const char* latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

class ContractTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void hasExactlyTheLivingOperations();
    void speaksTheRightPath_data() { eachOperation(); }
    void speaksTheRightPath();
    void hasTheFields_data() { eachOperation(); }
    void hasTheFields();
    void hasTheFiles_data() { eachOperation(); }
    void hasTheFiles();
    void hasTheVariants();
    void costsWhatTheListSays_data();
    void costsWhatTheListSays();
    void isReadyForForms_data() { eachOperation(); }
    void isReadyForForms();

private:
    void eachOperation();
    const Operation* m_operation(const char* id) const { return m_catalogue.find(text(id)); }
    Catalogue m_catalogue;
};

void ContractTest::initTestCase()
{
    const auto loaded = Catalogue::load(QString(), nullptr);
    QVERIFY(loaded);
    m_catalogue = *loaded;
}

void ContractTest::eachOperation()
{
    QTest::addColumn<int>("row");
    for (size_t row = 0; row < contract::operations().size(); ++row) {
        QTest::newRow(contract::operations()[row].id) << int(row);
    }
}

void ContractTest::hasExactlyTheLivingOperations()
{
    QStringList expected;
    for (const auto& fact : contract::operations()) {
        expected.append(text(fact.id));
    }
    QStringList found;
    for (const Operation& operation : m_catalogue.operations()) {
        found.append(operation.id);
    }
    QCOMPARE(sorted(found), sorted(expected));
    QCOMPARE(found.size(), 31);
}

void ContractTest::speaksTheRightPath()
{
    QFETCH(int, row);
    const auto& fact = contract::operations()[size_t(row)];
    const Operation* operation = m_operation(fact.id);
    QVERIFY(operation);
    QCOMPARE(operation->provider, QStringLiteral("stability"));
    QCOMPARE(operation->wire.value(QStringLiteral("method")).toString(), text(fact.method));
    QCOMPARE(operation->wire.value(QStringLiteral("path")).toString(), text(fact.path));
    QCOMPARE(operation->asynchronous, fact.asynchronous);
    QCOMPARE(operation->output, fact.output);
    QCOMPARE(operation->maxBodyBytes, fact.maxBody);
    QCOMPARE(operation->isOrderable(), text(fact.method) == QLatin1String("POST"));
    if (fact.asynchronous) {
        const bool audio = fact.output == MediaKind::Audio;
        const QJsonArray statuses = operation->wire.value(QStringLiteral("startStatuses")).toArray();
        QVERIFY(statuses.contains(200) && statuses.contains(202));
        QCOMPARE(operation->pollSeconds, 10);
        QCOMPARE(operation->wire.value(QStringLiteral("resultPath")).toString(),
                 audio ? QStringLiteral("/v2beta/audio/results/{id}") : QStringLiteral("/v2beta/results/{id}"));
    }
}

void ContractTest::hasTheFields()
{
    QFETCH(int, row);
    const auto& fact = contract::operations()[size_t(row)];
    const Operation* operation = m_operation(fact.id);
    QVERIFY(operation);
    QCOMPARE(operation->params.size(), qsizetype(fact.fields.size()));
    for (const auto& field : fact.fields) {
        const ParamSpec* param = operation->param(text(field.name));
        QVERIFY2(param, field.name);
        QVERIFY2(param->type == field.type, field.name);
        QVERIFY2(param->required == field.required, field.name);
        const QString standard = param->bounds.defaultValue.toVariant().toString();
        QVERIFY2(standard == text(field.standard) || standard.toDouble() == text(field.standard).toDouble(),
                 field.name);
        if (field.type == ParamType::Text) {
            QCOMPARE(param->minLength, std::isnan(field.least) ? 0 : int(field.least));
            QCOMPARE(param->maxLength, int(field.most));
            continue;
        }
        QCOMPARE(param->bounds.min, limit(field.least));
        QCOMPARE(param->bounds.max, limit(field.most));
        QStringList values;
        for (const Choice& choice : param->choices) {
            values.append(choice.value);
        }
        QCOMPARE(sorted(values), sorted(split(field.choices)));
    }
}

void ContractTest::hasTheFiles()
{
    QFETCH(int, row);
    const auto& fact = contract::operations()[size_t(row)];
    const Operation* operation = m_operation(fact.id);
    QVERIFY(operation);
    QCOMPARE(operation->inputs.size(), qsizetype(fact.files.size()));
    for (const auto& file : fact.files) {
        const InputSpec* input = operation->input(text(file.role));
        QVERIFY2(input, file.role);
        QCOMPARE(input->required, file.required);
        QCOMPARE(sorted(input->accepts), split(file.accepts));
        QCOMPARE(input->minSide, file.minSide);
        QCOMPARE(input->maxSide, file.maxSide);
        QCOMPARE(input->minPixels, file.minPixels);
        QCOMPARE(input->maxPixels, file.maxPixels);
        QCOMPARE(input->minAspect, file.minAspect);
        QCOMPARE(input->maxAspect, file.maxAspect);
        QCOMPARE(input->minSeconds, file.minSeconds);
        QCOMPARE(input->maxSeconds, file.maxSeconds);
        QCOMPARE(input->maxBytes, file.maxBytes);
        QCOMPARE(input->isMask, text(file.role) == QLatin1String("mask"));
        // Seen live, not published.
        QCOMPARE(input->adviseMinSide, operation->id == QLatin1String("3d.stable-point-aware-3d") ? 640 : 0);
    }
}

void ContractTest::hasTheVariants()
{
    for (const auto& fact : contract::variants()) {
        const ParamSpec* param = m_operation(fact.operation)->param(text(fact.field));
        QVERIFY(param);
        const Bounds bounds =
            effectiveBounds(*m_operation(fact.operation), *param, {{QStringLiteral("model"), text(fact.model)}});
        QCOMPARE(bounds.min, limit(fact.least));
        QCOMPARE(bounds.max, limit(fact.most));
        QCOMPARE(bounds.defaultValue.toDouble(-1), fact.standard);
    }
}

void ContractTest::costsWhatTheListSays_data()
{
    QTest::addColumn<int>("row");
    for (size_t row = 0; row < contract::prices().size(); ++row) {
        const auto& fact = contract::prices()[row];
        QTest::addRow("%s %s %d", fact.operation, fact.model, fact.steps) << int(row);
    }
}

void ContractTest::costsWhatTheListSays()
{
    QFETCH(int, row);
    const auto& fact = contract::prices()[size_t(row)];
    QJsonObject values;
    if (*fact.model != '\0') {
        values.insert(QStringLiteral("model"), text(fact.model));
    }
    if (fact.steps > 0) {
        values.insert(QStringLiteral("steps"), fact.steps);
    }
    const auto price = priceOf(*m_operation(fact.operation), values);
    QVERIFY(price);
    QCOMPARE(price->toPlain(), text(fact.credits));
    const bool newest = text(fact.operation).contains(QLatin1String("stable-audio-3"));
    QCOMPARE(m_operation(fact.operation)->price.asOf, newest ? QDate(2026, 5, 1) : QDate(2025, 8, 1));
}

/// What a generated form relies on: names, one-sentence hints, what is required in sight and what is seldom used folded
/// away.
void ContractTest::isReadyForForms()
{
    QFETCH(int, row);
    const Operation* operation = m_operation(contract::operations()[size_t(row)].id);
    QVERIFY(operation);
    QVERIFY(operation->hint.endsWith(QLatin1Char('.')));
    QVERIFY(!operation->shortLabel.isEmpty());
    QVERIFY(!operation->isOrderable() || !operation->outputNote.isEmpty());
    bool folded = false;
    for (const ParamSpec& param : operation->params) {
        QVERIFY2(param.hint.endsWith(QLatin1Char('.')), qPrintable(param.name));
        QVERIFY2(!(param.required && param.folded), qPrintable(param.name));
        QVERIFY2(!(folded && !param.folded), qPrintable(param.name + QStringLiteral(" stands below what is folded")));
        folded = param.folded;
        for (const Choice& choice : param.choices) {
            QVERIFY2(choice.label != choice.value || param.name == QLatin1String("none"), qPrintable(choice.value));
        }
    }
    for (const InputSpec& input : operation->inputs) {
        QVERIFY2(input.hint.endsWith(QLatin1Char('.')), qPrintable(input.role));
    }
    if (const ParamSpec* prompt = operation->paramByRole(QStringLiteral("prompt"))) {
        QCOMPARE(prompt, &operation->params.first());
    }
    const ParamSpec* seed = operation->param(QStringLiteral("seed"));
    QCOMPARE(seed, operation->paramByRole(QStringLiteral("seed")));
}

QTEST_GUILESS_MAIN(ContractTest)
#include "ContractTest.moc"
