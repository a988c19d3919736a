// SPDX-License-Identifier: GPL-3.0-or-later
// Every published limit of every operation, tried on both of its sides.
#include "tests/app/catalog/ContractFacts.h"
#include "tests/app/catalog/ContractPrices.h"
#include "tests/app/catalog/Samples.h"
#include "tests/support/TestMain.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>
#include <limits>

using namespace maquette;
using Code = FieldProblem::Code;
using Codes = QList<FieldProblem::Code>;

namespace {

QString text(const char* latin)
{
    return QString::fromLatin1(latin);
}

bool isSeed(const contract::FieldFact& field)
{
    return text(field.name) == QLatin1String("seed");
}

} // namespace

class RequestCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void acceptsTheSamples_data() { eachOrder(); }
    void acceptsTheSamples();
    void demandsWhatIsRequired_data() { eachOrder(); }
    void demandsWhatIsRequired();
    void keepsTextLengths_data() { eachField(ParamType::Text); }
    void keepsTextLengths();
    void keepsIntegerBounds_data() { eachField(ParamType::Integer); }
    void keepsIntegerBounds() { keepsBounds(); }
    void keepsNumberBounds_data() { eachField(ParamType::Number); }
    void keepsNumberBounds() { keepsBounds(); }
    void keepsVariantBounds_data();
    void keepsVariantBounds();
    void keepsChoices_data() { eachField(ParamType::Choice); }
    void keepsChoices();
    void refusesWrongTypes_data() { eachField(std::nullopt); }
    void refusesWrongTypes();
    void keepsSeeds_data() { eachOrder(); }
    void keepsSeeds();
    void keepsPictureLimits_data() { eachFile(); }
    void keepsPictureLimits();
    void keepsFileTypesAndSizes_data() { eachFile(); }
    void keepsFileTypesAndSizes();
    void keepsBodyLimits_data() { eachOrder(); }
    void keepsBodyLimits();

private:
    void eachOrder();
    void eachField(std::optional<ParamType> type);
    void eachFile();
    void keepsBounds();
    [[nodiscard]] const Operation& operation(const contract::OperationFact& fact) const
    {
        return *m_catalogue.find(text(fact.id));
    }
    /// What the check says about the field of the row with that value.
    [[nodiscard]] Codes tried(const contract::OperationFact& fact, const char* field, const QJsonValue& value,
                              CheckSide side = CheckSide::Client) const;
    [[nodiscard]] Codes triedFile(const contract::OperationFact& fact, const char* role, const MediaInfo& info) const;
    Catalogue m_catalogue;
};

void RequestCheckTest::initTestCase()
{
    const auto loaded = Catalogue::load(QString(), nullptr);
    QVERIFY(loaded);
    m_catalogue = *loaded;
}

void RequestCheckTest::eachOrder()
{
    QTest::addColumn<int>("row");
    for (size_t row = 0; row < contract::operations().size(); ++row) {
        if (operation(contract::operations()[row]).isOrderable()) {
            QTest::newRow(contract::operations()[row].id) << int(row);
        }
    }
}

void RequestCheckTest::eachField(std::optional<ParamType> type)
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("field");
    for (size_t row = 0; row < contract::operations().size(); ++row) {
        const auto& fact = contract::operations()[row];
        for (size_t at = 0; at < fact.fields.size() && operation(fact).isOrderable(); ++at) {
            if (!type || fact.fields[at].type == *type) {
                QTest::addRow("%s %s", fact.id, fact.fields[at].name) << int(row) << int(at);
            }
        }
    }
}

void RequestCheckTest::eachFile()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("file");
    for (size_t row = 0; row < contract::operations().size(); ++row) {
        const auto& fact = contract::operations()[row];
        for (size_t at = 0; at < fact.files.size(); ++at) {
            QTest::addRow("%s %s", fact.id, fact.files[at].role) << int(row) << int(at);
        }
    }
}

Codes RequestCheckTest::tried(const contract::OperationFact& fact, const char* field, const QJsonValue& value,
                              CheckSide side) const
{
    samples::Order order = samples::acceptable(text(fact.id));
    samples::allow(&order, text(field));
    order.request.values.insert(text(field), value);
    return samples::codes(operation(fact), order, text(field), side);
}

Codes RequestCheckTest::triedFile(const contract::OperationFact& fact, const char* role, const MediaInfo& info) const
{
    samples::Order order = samples::acceptable(text(fact.id));
    samples::allow(&order, text(role));
    order.give(text(role), info);
    const InputSpec* input = operation(fact).input(text(role));
    if (input && input->isMask) {
        order.give(QStringLiteral("image"), samples::picture(info.width, info.height)); // as large as the mask must be
    }
    return samples::codes(operation(fact), order, text(role));
}

void RequestCheckTest::acceptsTheSamples()
{
    QFETCH(int, row);
    const auto& fact = contract::operations()[size_t(row)];
    for (const CheckSide side : {CheckSide::Client, CheckSide::Server}) {
        const samples::Order order = samples::acceptable(text(fact.id));
        const CheckOutcome outcome = checkRequest(operation(fact), order.request, order.files, side);
        QStringList sentences;
        for (const FieldProblem& problem : outcome.problems) {
            sentences.append(describe(operation(fact), problem));
        }
        QVERIFY2(outcome.problems.isEmpty(), qPrintable(sentences.join(QLatin1Char(' '))));
        QVERIFY(outcome.checked);
        QCOMPARE(outcome.checked->request, order.request);
        QCOMPARE(outcome.checked->files.size(), order.files.size());
    }
}

void RequestCheckTest::demandsWhatIsRequired()
{
    QFETCH(int, row);
    const auto& fact = contract::operations()[size_t(row)];
    for (const auto& field : fact.fields) {
        samples::Order order = samples::acceptable(text(fact.id));
        order.request.values.remove(text(field.name));
        const Codes expected = field.required ? Codes{Code::Required} : Codes{};
        QCOMPARE(samples::codes(operation(fact), order, text(field.name)), expected);
        QCOMPARE(samples::codes(operation(fact), order, text(field.name), CheckSide::Server), expected);
    }
    for (const auto& file : fact.files) {
        samples::Order order = samples::acceptable(text(fact.id));
        order.drop(text(file.role));
        const Codes expected = file.required ? Codes{Code::Required} : Codes{};
        QCOMPARE(samples::codes(operation(fact), order, text(file.role)), expected);
    }
}

void RequestCheckTest::keepsTextLengths()
{
    QFETCH(int, row);
    QFETCH(int, field);
    const auto& fact = contract::operations()[size_t(row)];
    const auto& rule = fact.fields[size_t(field)];
    const int most = int(rule.most);
    QCOMPARE(tried(fact, rule.name, QString(most, QLatin1Char('x'))), Codes{});
    QCOMPARE(tried(fact, rule.name, QString(most + 1, QLatin1Char('x'))), Codes{Code::TooLong});
    QCOMPARE(tried(fact, rule.name, QString::fromUtf8("\xf0\x9f\x8c\x8a").repeated(most)), Codes{});
    QCOMPARE(tried(fact, rule.name, QString::fromUtf8("\xf0\x9f\x8c\x8a").repeated(most + 1)), Codes{Code::TooLong});
    QCOMPARE(tried(fact, rule.name, QString::fromUtf8("ein Haus, \xe6\xb5\xb7, \xd0\xbc\xd0\xbe\xd1\x80\xd0\xb5")),
             Codes{});
    QCOMPARE(tried(fact, rule.name, QStringLiteral("x")), Codes{});
    QCOMPARE(tried(fact, rule.name, QStringLiteral(" \n\t ")), rule.required ? Codes{Code::Required} : Codes{});
    QCOMPARE(tried(fact, rule.name, QString()), rule.required ? Codes{Code::Required} : Codes{});
    const bool published = !std::isnan(rule.least) && rule.least > 0;
    QCOMPARE(tried(fact, rule.name, QString(), CheckSide::Server), published ? Codes{Code::TooShort} : Codes{});
}

void RequestCheckTest::keepsBounds()
{
    QFETCH(int, row);
    QFETCH(int, field);
    const auto& fact = contract::operations()[size_t(row)];
    const auto& rule = fact.fields[size_t(field)];
    for (const auto& variant : contract::variants()) {
        if (text(variant.operation) == text(fact.id) && text(variant.field) == text(rule.name) &&
            variant.least != rule.least) {
            return; // the limits of the model in force are tried in keepsVariantBounds
        }
    }
    const CheckSide side = isSeed(rule) ? CheckSide::Server : CheckSide::Client;
    const double step = rule.type == ParamType::Integer ? 1.0 : 1e-9 * std::max(1.0, std::fabs(rule.most));
    const double half =
        rule.type == ParamType::Integer ? std::floor((rule.least + rule.most) / 2) : (rule.least + rule.most) / 2;
    QCOMPARE(tried(fact, rule.name, rule.least, side), Codes{});
    QCOMPARE(tried(fact, rule.name, half, side), Codes{});
    QCOMPARE(tried(fact, rule.name, rule.most, side), Codes{});
    QCOMPARE(tried(fact, rule.name, rule.least - step, side), Codes{Code::BelowMin});
    QCOMPARE(tried(fact, rule.name, rule.most + step, side), Codes{Code::AboveMax});
    QCOMPARE(tried(fact, rule.name, -1e300, side), Codes{Code::BelowMin});
    QCOMPARE(tried(fact, rule.name, 1e300, side), Codes{Code::AboveMax});
    QCOMPARE(tried(fact, rule.name, std::numeric_limits<double>::quiet_NaN(), side), Codes{Code::NotANumber});
    QCOMPARE(tried(fact, rule.name, std::numeric_limits<double>::infinity(), side), Codes{Code::NotANumber});
    QCOMPARE(tried(fact, rule.name, -std::numeric_limits<double>::infinity(), side), Codes{Code::NotANumber});
    const bool whole = rule.type == ParamType::Integer;
    QCOMPARE(tried(fact, rule.name, rule.most - 0.03125, side), whole ? Codes{Code::NotAnInteger} : Codes{});
}

void RequestCheckTest::keepsVariantBounds_data()
{
    QTest::addColumn<int>("variant");
    for (size_t at = 0; at < contract::variants().size(); ++at) {
        const auto& fact = contract::variants()[at];
        QTest::addRow("%s %s %s", fact.operation, fact.field, fact.model) << int(at);
    }
}

void RequestCheckTest::keepsVariantBounds()
{
    QFETCH(int, variant);
    const auto& fact = contract::variants()[size_t(variant)];
    const auto codesFor = [&](double value) {
        samples::Order order = samples::acceptable(text(fact.operation));
        order.request.values.insert(QStringLiteral("model"), text(fact.model));
        order.request.values.insert(text(fact.field), value);
        return samples::codes(*m_catalogue.find(text(fact.operation)), order, text(fact.field));
    };
    const double step = text(fact.field) == QLatin1String("steps") ? 1.0 : 1e-6;
    QCOMPARE(codesFor(fact.least), Codes{});
    QCOMPARE(codesFor(fact.most), Codes{});
    QCOMPARE(codesFor(fact.standard), Codes{});
    QCOMPARE(codesFor(fact.least - step), Codes{Code::BelowMin});
    QCOMPARE(codesFor(fact.most + step), Codes{Code::AboveMax});
}

void RequestCheckTest::keepsChoices()
{
    QFETCH(int, row);
    QFETCH(int, field);
    const auto& fact = contract::operations()[size_t(row)];
    const auto& rule = fact.fields[size_t(field)];
    for (const QString& choice : text(rule.choices).split(QLatin1Char(','))) {
        QCOMPARE(tried(fact, rule.name, choice), Codes{});
    }
    const QString first = text(rule.choices).section(QLatin1Char(','), 0, 0);
    for (const QString& wrong :
         {QString(), QStringLiteral("no-such-choice"), first + QLatin1Char(' '), first.toUpper() + QLatin1Char('!')}) {
        QCOMPARE(tried(fact, rule.name, wrong), Codes{Code::NotAChoice});
    }
}

void RequestCheckTest::refusesWrongTypes()
{
    QFETCH(int, row);
    QFETCH(int, field);
    const auto& fact = contract::operations()[size_t(row)];
    const auto& rule = fact.fields[size_t(field)];
    const bool number = rule.type == ParamType::Integer || rule.type == ParamType::Number;
    const Codes expected{number ? Code::NotANumber : Code::NotText};
    const QJsonValue other = number ? QJsonValue(QStringLiteral("5")) : QJsonValue(5);
    for (const QJsonValue& wrong : {QJsonValue(true), QJsonValue(QJsonValue::Null), QJsonValue(QJsonArray{1}),
                                    QJsonValue(QJsonObject()), other}) {
        QCOMPARE(tried(fact, rule.name, wrong, isSeed(rule) ? CheckSide::Server : CheckSide::Client), expected);
    }
}

void RequestCheckTest::keepsSeeds()
{
    QFETCH(int, row);
    const auto& fact = contract::operations()[size_t(row)];
    const bool hasSeed = std::any_of(fact.fields.begin(), fact.fields.end(), isSeed);
    const auto codesFor = [&](quint32 seed, int count) {
        samples::Order order = samples::acceptable(text(fact.id));
        order.request.seed = seed;
        order.request.count = count;
        return samples::codes(operation(fact), order, QStringLiteral("seed"));
    };
    const Codes never{Code::Unknown};
    QCOMPARE(codesFor(0, 1), hasSeed ? Codes{} : never);
    QCOMPARE(codesFor(4294967294U, 1), hasSeed ? Codes{} : never);
    QCOMPARE(codesFor(4294967295U, 1), hasSeed ? Codes{Code::AboveMax} : never);
    QCOMPARE(codesFor(4294967285U, 10), hasSeed ? Codes{} : never);
    QCOMPARE(codesFor(4294967286U, 10), hasSeed ? Codes{Code::AboveMax} : never);
    QCOMPARE(tried(fact, "seed", 7), never);
}

void RequestCheckTest::keepsPictureLimits()
{
    QFETCH(int, row);
    QFETCH(int, file);
    const auto& fact = contract::operations()[size_t(row)];
    const auto& rule = fact.files[size_t(file)];
    if (text(rule.accepts).startsWith(QLatin1String("audio"))) {
        QCOMPARE(triedFile(fact, rule.role, samples::sound(rule.minSeconds)), Codes{});
        QCOMPARE(triedFile(fact, rule.role, samples::sound(rule.maxSeconds)), Codes{});
        QCOMPARE(triedFile(fact, rule.role, samples::sound(rule.minSeconds - 0.01)), Codes{Code::TooShortAudio});
        QCOMPARE(triedFile(fact, rule.role, samples::sound(rule.maxSeconds + 0.01)), Codes{Code::TooLongAudio});
        return;
    }
    const auto at = [&](int width, int height) { return triedFile(fact, rule.role, samples::picture(width, height)); };
    const int least = text(fact.id) == QLatin1String("3d.stable-point-aware-3d") ? 640 : rule.minSide;
    if (least > 0) {
        QCOMPARE(at(least, least + 50), Codes{});
        QCOMPARE(at(least + 50, least), Codes{});
        QVERIFY(at(least - 1, least + 50).contains(Code::SideTooSmall));
        QVERIFY(at(least + 50, least - 1).contains(Code::SideTooSmall));
    }
    if (rule.maxPixels > 0) {
        const int side = int(std::lround(std::sqrt(double(rule.maxPixels))));
        QCOMPARE(qint64(side) * side, rule.maxPixels);
        QCOMPARE(at(side, side), Codes{});
        QCOMPARE(at(side, side + 1), Codes{Code::TooManyPixels});
    } else if (rule.minSide > 0) {
        QCOMPARE(at(16384, 16384), Codes{});
    }
    if (rule.minPixels > 0) {
        QCOMPARE(at(least, least).contains(Code::TooFewPixels), qint64(least) * least < rule.minPixels);
        QVERIFY(at(rule.minSide - 1, rule.minSide).contains(Code::TooFewPixels));
    }
    if (rule.maxSide > 0) {
        const int other = std::max(64, int(std::ceil(rule.maxSide * rule.minAspect)));
        const bool fits = rule.maxPixels == 0 || qint64(other) * rule.maxSide <= rule.maxPixels;
        QCOMPARE(at(rule.maxSide, other).contains(Code::SideTooLarge), false);
        QVERIFY(at(rule.maxSide + 1, other).contains(Code::SideTooLarge));
        QVERIFY(at(other, rule.maxSide + 1).contains(Code::SideTooLarge));
        QVERIFY(fits || at(rule.maxSide, other).contains(Code::TooManyPixels));
    }
    const bool shaped = rule.minAspect > 0;
    const int narrow = std::max(400, least);
    QCOMPARE(at(narrow, narrow * 5 / 2), Codes{});
    QCOMPARE(at(narrow * 5 / 2, narrow), Codes{});
    QCOMPARE(at(narrow - 1, narrow * 5 / 2).contains(Code::AspectTooNarrow), shaped);
    QCOMPARE(at(narrow * 5 / 2 + 1, narrow).contains(Code::AspectTooWide), shaped);
}

void RequestCheckTest::keepsFileTypesAndSizes()
{
    QFETCH(int, row);
    QFETCH(int, file);
    const auto& fact = contract::operations()[size_t(row)];
    const auto& rule = fact.files[size_t(file)];
    const bool isSound = text(rule.accepts).startsWith(QLatin1String("audio"));
    const MediaInfo good = isSound ? samples::sound(30) : samples::picture(800, 700);
    const auto withType = [&](const QString& type) {
        MediaInfo info = good;
        info.mediaType = type;
        return triedFile(fact, rule.role, info);
    };
    for (const QString& type : text(rule.accepts).split(QLatin1Char(','))) {
        QCOMPARE(withType(type), Codes{});
    }
    for (const QString& type :
         {QStringLiteral("image/gif"), QStringLiteral("audio/flac"), QStringLiteral("model/gltf-binary"), QString(),
          isSound ? QStringLiteral("image/png") : QStringLiteral("audio/wav")}) {
        QCOMPARE(withType(type), Codes{Code::FileType});
    }
    MediaInfo heavy = good;
    heavy.bytes = rule.maxBytes;
    QCOMPARE(triedFile(fact, rule.role, heavy), Codes{});
    heavy.bytes = rule.maxBytes + 1;
    QCOMPARE(triedFile(fact, rule.role, heavy), Codes{Code::FileTooLarge});
    if (!isSound) {
        MediaInfo moving = good;
        moving.frames = 2;
        QCOMPARE(triedFile(fact, rule.role, moving), Codes{Code::Animated});
        MediaInfo inks = good;
        inks.forPrint = true;
        QCOMPARE(triedFile(fact, rule.role, inks), Codes{Code::ForPrint});
    }
}

void RequestCheckTest::keepsBodyLimits()
{
    QFETCH(int, row);
    const auto& fact = contract::operations()[size_t(row)];
    samples::Order order = samples::acceptable(text(fact.id));
    const auto whole = [&] { return samples::codes(operation(fact), order, QString()); };
    if (fact.maxBody == 0 || order.files.isEmpty()) {
        QCOMPARE(whole(), Codes{});
        return;
    }
    qint64 others = 0;
    const QString role = order.request.inputs.first().role;
    for (const Asset& asset : order.files) {
        others += asset.info.bytes;
    }
    others -= order.files.value(role).info.bytes;
    for (const auto& value : std::as_const(order.request.values)) {
        others += value.isDouble() ? 3 : value.toString().toUtf8().size();
    }
    order.files[role].info.bytes = fact.maxBody - others;
    QCOMPARE(whole(), Codes{});
    order.files[role].info.bytes += 1;
    QCOMPARE(whole(), Codes{Code::BodyTooLarge});
}

QTEST_GUILESS_MAIN(RequestCheckTest)
#include "RequestCheckTest.moc"
