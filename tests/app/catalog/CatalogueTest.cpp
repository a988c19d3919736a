// SPDX-License-Identifier: GPL-3.0-or-later
// Reading catalogue files: what is refused and where, and how a user's files are laid over the built-in one.
#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"

#include "tests/support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

#include <sys/stat.h>
#include <unistd.h>

using namespace maquette;

namespace {

// One operation that uses every kind of member; each row of the table spoils one spot of it.
constexpr const char* kGood = R"({
  "format": 1,
  "provider": "vendor",
  "priceListDate": "2026-01-31",
  "templates": { "params": { "words": { "name": "prompt", "label": "Prompt", "type": "text", "maxLength": 10 } } },
  "operations": [
    {
      "id": "a.b", "label": "A", "section": "image", "group": "generate", "output": "image",
      "asynchronous": true, "pollSeconds": 10, "maxBodyBytes": 1000,
      "params": [
        { "like": "words", "minLength": 1 },
        { "name": "steps", "label": "Steps", "type": "integer", "min": 1, "max": 10, "default": 5,
          "boundsBy": "model", "boundsFor": { "x": { "min": 2 } } },
        { "name": "model", "label": "Model", "type": "choice", "choices": ["x", { "value": "y", "label": "Y" }], "default": "x" },
        { "name": "power", "label": "Power", "type": "number", "min": 0, "max": 1,
          "allowedWhen": { "name": "model", "values": ["x"] }, "requiredWhen": { "name": "image" } }
      ],
      "inputs": [
        { "role": "image", "label": "Image", "kind": "image", "accepts": ["image/png"], "minSide": 64, "maxSide": 100 },
        { "role": "mask", "label": "Mask", "kind": "image", "isMask": true, "accepts": ["image/png"] }
      ],
      "rules": [{ "kind": "mask-or-alpha", "names": ["image", "mask"] }],
      "price": { "variantBy": "model", "credits": { "x": 1.5, "y": { "base": 1, "perUnit": { "steps": 0.25 } } } },
      "wire": { "method": "POST", "path": "/a/b" }
    }
  ]
})";

QString slurp(const char* latin)
{
    return QString::fromUtf8(latin);
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), qint64(bytes.size()));
}

} // namespace

class CatalogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void builtInLoads();
    void readsAWholeOperation();
    void refusesBrokenJson_data();
    void refusesBrokenJson();
    void refusesBadSchema_data();
    void refusesBadSchema();
    void refusesAHugeText();
    void missingFolderIsFine();
    void overlayChangesWhatItNames();
    void overlayAddsAndRemoves();
    void overlaysApplyInNameOrder();
    void badOverlayIsLeftOutWhole_data();
    void badOverlayIsLeftOutWhole();
    void unreadableFilesAreReported();
    void unreadableFolderIsReported();
    void wordsAreInTheUsersLanguage();

private:
    [[nodiscard]] QString file(const QString& name) const { return m_folder->filePath(name); }
    [[nodiscard]] Catalogue load();
    std::unique_ptr<QTemporaryDir> m_folder;
    QList<CatalogueProblem> m_problems;
};

void CatalogueTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_problems.clear();
}

Catalogue CatalogueTest::load()
{
    m_problems.clear();
    return Catalogue::load(m_folder->path(), &m_problems).value_or(Catalogue());
}

void CatalogueTest::builtInLoads()
{
    const auto catalogue = Catalogue::load(QString(), &m_problems);
    QVERIFY2(catalogue, qPrintable(catalogue ? QString() : catalogue.error().place + catalogue.error().detail));
    QVERIFY(m_problems.isEmpty());
    QCOMPARE(catalogue->find(QStringLiteral("no.such.thing")), nullptr);
    qsizetype sum = 0;
    for (const char* section : {"image", "sound", "mesh", "service"}) {
        sum += catalogue->bySection(slurp(section)).size();
    }
    QCOMPARE(sum, catalogue->operations().size());
}

void CatalogueTest::readsAWholeOperation()
{
    const auto operations = Catalogue::parse(kGood, QStringLiteral("good.json"));
    QVERIFY2(operations, qPrintable(operations ? QString() : operations.error().place + operations.error().detail));
    QCOMPARE(operations->size(), 1);
    const Operation& one = operations->first();
    QCOMPARE(one.id, QStringLiteral("a.b"));
    QCOMPARE(one.provider, QStringLiteral("vendor"));
    QCOMPARE(one.shortLabel, QStringLiteral("A"));
    QCOMPARE(one.pollSeconds, 10);
    QCOMPARE(one.maxBodyBytes, 1000);
    QCOMPARE(one.param(QStringLiteral("prompt"))->maxLength, 10);
    QCOMPARE(one.param(QStringLiteral("prompt"))->minLength, 1);
    QCOMPARE(one.param(QStringLiteral("steps"))->boundsForVariant(QStringLiteral("x")).min, std::optional<double>(2));
    QCOMPARE(one.param(QStringLiteral("steps"))->boundsForVariant(QStringLiteral("y")).min, std::optional<double>(1));
    QCOMPARE(one.param(QStringLiteral("model"))->choices,
             (QList<Choice>{{QStringLiteral("x"), QStringLiteral("x"), {}},
                            {QStringLiteral("y"), QStringLiteral("Y"), {}}}));
    QCOMPARE(one.param(QStringLiteral("power"))->requiredWhen->name, QStringLiteral("image"));
    QVERIFY(one.param(QStringLiteral("power"))->bounds.defaultValue.isUndefined());
    QCOMPARE(one.input(QStringLiteral("image"))->maxSide, 100);
    QCOMPARE(one.rules,
             (QList<Rule>{{Rule::Kind::MaskOrAlpha, {QStringLiteral("image"), QStringLiteral("mask")}, false}}));
    QCOMPARE(one.price.asOf, QDate(2026, 1, 31));
    QCOMPARE(priceOf(one, {}).value(), Credits::fromMilli(1500));
    QCOMPARE(priceOf(one, {{QStringLiteral("model"), QStringLiteral("y")}}).value(), Credits::fromMilli(2250));
    QCOMPARE(one.wire.value(QStringLiteral("path")).toString(), QStringLiteral("/a/b"));
}

void CatalogueTest::refusesBrokenJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("empty") << QByteArray() << "line 1, column 1";
    QTest::newRow("not JSON") << QByteArray("hello") << "line 1, column 1";
    QTest::newRow("a list") << QByteArray("[]") << "line 1, column 1";
    QTest::newRow("missing comma") << QByteArray("{\n  \"format\": 1\n  \"provider\": \"x\"\n}") << "line 3, column 3";
    QTest::newRow("missing value") << QByteArray("{\n  \"format\": ,\n}") << "line 2, column 13";
    QTest::newRow("cut off") << QByteArray("{\n\"operations\": [") << "line 2, column 15";
    QTest::newRow("letters count, not bytes") << QByteArray("{\"\xc3\xa9\xc3\xa9\": x}") << "line 1, column 8";
    QTest::newRow("more after the end") << QByteArray("{}\n{}") << "line 2, column 1";
}

void CatalogueTest::refusesBrokenJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    const auto operations = Catalogue::parse(text, QStringLiteral("mine.json"));
    QVERIFY(!operations);
    QCOMPARE(operations.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(operations.error().place, QStringLiteral("mine.json: ") + place);
    QVERIFY(!operations.error().detail.isEmpty());
}

void CatalogueTest::refusesBadSchema_data()
{
    QTest::addColumn<QString>("find");
    QTest::addColumn<QString>("replace");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* find, const char* replace, const char* place,
                        const char* reason) {
        QTest::newRow(name) << slurp(find) << slurp(replace) << slurp(place) << slurp(reason);
    };
    row("newer format", R"("format": 1)", R"("format": 2)", "format", "newer version");
    row("unknown file member", R"("format": 1)", R"("frmt": 1)", "frmt", "not a known member");
    row("operations not a list", R"("operations": [)", R"("operations": {}, "x": [)", "operations",
        "must be a list, not an object");
    row("no such template", R"("like": "words")", R"("like": "word")", "operations[0].params[0].like",
        "no template “word”");
    row("template in a circle", R"({ "name": "prompt",)", R"({ "like": "words", "name": "prompt",)",
        "operations[0].params[0].like", "circle");
    row("template's own mistake", R"("maxLength": 10 })", R"("maxLength": "10" })", "operations[0].params[0].maxLength",
        "must be a number, not a text");
    row("unknown operation member", R"("label": "A")", R"("label": "A", "colour": 1)", "operations[0].colour",
        "not a known member; expected one of");
    row("no label", R"("label": "A", )", "", "operations[0].label", "is missing");
    row("empty label", R"("label": "A")", R"("label": " ")", "operations[0].label", "must not be empty");
    row("label as number", R"("label": "A")", R"("label": 5)", "operations[0].label", "must be a text, not a number");
    row("no id", R"("id": "a.b", )", "", "operations[0].id", "is missing");
    row("bad id", R"("id": "a.b")", R"("id": "a/b")", "operations[0].id", "“a/b” may hold only");
    row("bad section", R"("section": "image")", R"("section": "picture")", "operations[0].section",
        "“picture” is not one of image, sound, mesh, service");
    row("bad output", R"("output": "image")", R"("output": "video")", "operations[0].output", "“video” is not one of");
    row("async as text", R"("asynchronous": true)", R"("asynchronous": "yes")", "operations[0].asynchronous",
        "must be true or false, not a text");
    row("async without polls", R"("pollSeconds": 10, )", "", "operations[0].pollSeconds", "is missing");
    row("poll too fast", R"("pollSeconds": 10)", R"("pollSeconds": 0)", "operations[0].pollSeconds", "at least 1");
    row("poll too slow", R"("pollSeconds": 10)", R"("pollSeconds": 5000)", "operations[0].pollSeconds", "at most 3600");
    row("negative body", R"("maxBodyBytes": 1000)", R"("maxBodyBytes": -1)", "operations[0].maxBodyBytes",
        "at least 0");
    row("half a byte", R"("maxBodyBytes": 1000)", R"("maxBodyBytes": 0.5)", "operations[0].maxBodyBytes",
        "whole number");
    row("param typo", R"("name": "steps", "label")", R"("name": "steps", "lable": "S", "label")",
        "operations[0].params[1].lable", "not a known member");
    row("param without name", R"("name": "steps", )", "", "operations[0].params[1].name", "is missing");
    row("param twice", R"("name": "steps")", R"("name": "prompt")", "operations[0].params[1].name",
        "already used at operations[0].params[0]");
    row("param like an input", R"("role": "image", "label")", R"("role": "steps", "label")",
        "operations[0].inputs[0].role", "already used at operations[0].params[1]");
    row("bad name", R"("name": "steps")", R"("name": "st eps")", "operations[0].params[1].name",
        "may hold only letters");
    row("param not an object", R"({ "like": "words", "minLength": 1 },)", R"(7,)", "operations[0].params[0]",
        "must be an object, not a number");
    row("bad type", R"("type": "integer")", R"("type": "int")", "operations[0].params[1].type",
        "“int” is not one of text, integer, number, choice");
    row("max below min", R"("max": 10, "default")", R"("max": 0, "default")", "operations[0].params[1].max",
        "smaller than min");
    row("max as text", R"("max": 10, "default")", R"("max": "10", "default")", "operations[0].params[1].max",
        "must be a number, not a text");
    row("max not whole", R"("max": 10, "default")", R"("max": 9.5, "default")", "operations[0].params[1].max",
        "whole number");
    row("max beyond reason", R"("max": 10, "default")", R"("max": 1e300, "default")", "operations[0].params[1].max",
        "too large");
    row("default too high", R"("default": 5)", R"("default": 11)", "operations[0].params[1].default",
        "outside min and max");
    row("default too low", R"("default": 5)", R"("default": 0)", "operations[0].params[1].default",
        "outside min and max");
    row("default too low for a variant", R"("x": { "min": 2 })", R"("x": { "min": 6 })",
        R"(operations[0].params[1].boundsFor["x"].default)", "outside min and max");
    row("unknown variant member", R"("x": { "min": 2 })", R"("x": { "least": 2 })",
        R"(operations[0].params[1].boundsFor["x"].least)", "not a known member");
    row("variant of nothing", R"("x": { "min": 2 })", R"("z": { "min": 2 })",
        R"(operations[0].params[1].boundsFor["z"])", "“z” is not a choice of “model”");
    row("bounds by nothing", R"("boundsBy": "model")", R"("boundsBy": "modle")", "operations[0].params[1].boundsBy",
        "no parameter “modle”");
    row("bounds by a text", R"("boundsBy": "model")", R"("boundsBy": "prompt")", "operations[0].params[1].boundsBy",
        "“prompt” is not a choice");
    row("boundsFor alone", R"("boundsBy": "model", )", "", "operations[0].params[1].boundsBy", "belong together");
    row("length on a number", R"("max": 10, "default")", R"("max": 10, "maxLength": 3, "default")",
        "operations[0].params[1].maxLength", "not a known member");
    row("minLength above maxLength", R"("minLength": 1 })", R"("minLength": 11 })", "operations[0].params[0].maxLength",
        "smaller than minLength");
    row("no choices", R"("choices": ["x", { "value": "y", "label": "Y" }], )", "", "operations[0].params[2].choices",
        "is missing");
    row("empty choices", R"(["x", { "value": "y", "label": "Y" }])", "[]", "operations[0].params[2].choices",
        "must not be empty");
    row("choice twice", R"("value": "y")", R"("value": "x")", "operations[0].params[2].choices[1]",
        "“x” is there twice");
    row("choice as number", R"(["x", {)", R"([7, {)", "operations[0].params[2].choices[0]",
        "must be a text or an object, not a number");
    row("choice typo", R"("value": "y", "label")", R"("value": "y", "lable")",
        "operations[0].params[2].choices[1].lable", "not a known member");
    row("default not a choice", R"("default": "x" })", R"("default": "z" })", "operations[0].params[2].default",
        "“z” is not one of the choices");
    row("seed as number", R"("type": "number", "min": 0)", R"("type": "number", "role": "seed", "min": 0)",
        "operations[0].params[3].type", "seed must be an integer");
    row("condition on nothing", R"({ "name": "image" })", R"({ "name": "picture" })",
        "operations[0].params[3].requiredWhen.name", "no parameter or input “picture”");
    row("condition on itself", R"({ "name": "image" })", R"({ "name": "power" })",
        "operations[0].params[3].requiredWhen.name", "depend on itself");
    row("condition without name", R"({ "name": "image" })", R"({ "absent": true })",
        "operations[0].params[3].requiredWhen.name", "is missing");
    row("condition typo", R"({ "name": "image" })", R"({ "name": "image", "vals": [] })",
        "operations[0].params[3].requiredWhen.vals", "not a known member");
    row("condition's value unknown", R"("values": ["x"])", R"("values": ["x", "z"])",
        "operations[0].params[3].allowedWhen.values[1]", "“z” is not a choice of “model”");
    row("condition's value of an input", R"({ "name": "image" })", R"({ "name": "image", "values": ["x"] })",
        "operations[0].params[3].requiredWhen.name", "no parameter “image”");
    row("condition both ways", R"("values": ["x"])", R"("values": ["x"], "absent": true)",
        "operations[0].params[3].allowedWhen.absent", "cannot be combined");
    row("condition's alternative", R"({ "name": "image" })", R"({ "name": "image", "alternatives": ["mask", "sky"] })",
        "operations[0].params[3].requiredWhen.alternatives[1]", "no parameter or input “sky”");
    row("bad kind", R"("kind": "image", "accepts": ["image/png"], "minSide")",
        R"("kind": "video", "accepts": ["image/png"], "minSide")", "operations[0].inputs[0].kind",
        "“video” is not one of image, audio, mesh");
    row("unknown media type", R"("accepts": ["image/png"], "minSide")",
        R"("accepts": ["image/png", "image/pgn"], "minSide")", "operations[0].inputs[0].accepts[1]",
        "“image/pgn” is not one of");
    row("media type of another kind", R"("accepts": ["image/png"], "minSide")",
        R"("accepts": ["audio/wav"], "minSide")", "operations[0].inputs[0].accepts[0]",
        "does not fit the kind “image”");
    row("no media type", R"("accepts": ["image/png"], "minSide")", R"("accepts": [], "minSide")",
        "operations[0].inputs[0].accepts", "at least one");
    row("side upside down", R"("maxSide": 100)", R"("maxSide": 10)", "operations[0].inputs[0].maxSide",
        "smaller than minSide");
    row("negative side", R"("minSide": 64)", R"("minSide": -64)", "operations[0].inputs[0].minSide", "negative");
    row("seconds of a picture", R"("minSide": 64)", R"("minSeconds": 64)", "operations[0].inputs[0].minSeconds",
        "not a known member");
    row("bad rule", "mask-or-alpha", "mask-and-alpha", "operations[0].rules[0].kind", "“mask-and-alpha” is not one of");
    row("rule on nothing", R"("names": ["image", "mask"])", R"("names": ["image", "veil"])",
        "operations[0].rules[0].names[1]", "no picture “veil”");
    row("rule on one", R"("names": ["image", "mask"])", R"("names": ["image"])", "operations[0].rules[0].names",
        "at least two");
    row("mask first", R"("names": ["image", "mask"])", R"("names": ["mask", "image"])",
        "operations[0].rules[0].names[0]", "picture is named first");
    row("ascending texts", R"("kind": "mask-or-alpha", "names": ["image", "mask"])",
        R"("kind": "ascending", "names": ["steps", "prompt"])", "operations[0].rules[0].names[1]",
        "“prompt” is not a number");
    row("no price", R"("price")", R"("prize")", "operations[0].price", "is missing");
    row("price by nothing", R"("variantBy": "model")", R"("variantBy": "modle")", "operations[0].price.variantBy",
        "no parameter “modle”");
    row("price by a number", R"("variantBy": "model")", R"("variantBy": "steps")", "operations[0].price.variantBy",
        "“steps” is not a choice");
    row("price of nothing", R"("x": 1.5)", R"("x": 1, "z": 2)", R"(operations[0].price.credits["z"])",
        "“z” is not a choice of “model”");
    row("price missing", R"("x": 1.5, )", "", "operations[0].price.credits", "has no price for “x” of “model”");
    row("negative price", R"("x": 1.5)", R"("x": -1)", R"(operations[0].price.credits["x"])", "between 0 and 1000000");
    row("mad price", R"("x": 1.5)", R"("x": 1e9)", R"(operations[0].price.credits["x"])", "between 0 and 1000000");
    row("too fine a price", R"("x": 1.5)", R"("x": 1.0005)", R"(operations[0].price.credits["x"])", "three decimals");
    row("price as text", R"("x": 1.5)", R"("x": "1.5")", R"(operations[0].price.credits["x"])",
        "must be a number, not a text");
    row("price per nothing", R"({ "steps": 0.25 })", R"({ "stepz": 0.25 })",
        R"(operations[0].price.credits["y"].perUnit.stepz)", "no parameter “stepz”");
    row("price per text", R"({ "steps": 0.25 })", R"({ "prompt": 0.25 })",
        R"(operations[0].price.credits["y"].perUnit.prompt)", "“prompt” is not a number");
    row("price per unknown amount", R"({ "steps": 0.25 })", R"({ "power": 0.25 })",
        R"(operations[0].price.credits["y"].perUnit.power)", "needs a default");
    row("negative price per unit", R"({ "steps": 0.25 })", R"({ "steps": -0.25 })",
        R"(operations[0].price.credits["y"].perUnit.steps)", "between 0");
    row("no base", R"("base": 1, )", "", R"(operations[0].price.credits["y"].base)", "must be a number, not nothing");
    row("price without date", R"("priceListDate": "2026-01-31",)", "", "operations[0].price.asOf", "needs the date");
    row("date that is none", "2026-01-31", "2026-02-30", "operations[0].price.asOf", "“2026-02-30” is not a date");
    row("date in words", "2026-01-31", "31 Jan 2026", "operations[0].price.asOf", "is not a date");
    row("no wire", R"("wire")", R"("wires")", "operations[0].wire", "is missing");
    row("bad method", R"("method": "POST")", R"("method": "DELETE")", "operations[0].wire.method",
        "“DELETE” is not one of");
    row("another host", R"("path": "/a/b")", R"("path": "@evil.example/a")", "operations[0].wire.path",
        "is not a path");
    row("another host by slashes", R"("path": "/a/b")", R"("path": "//evil.example/a")", "operations[0].wire.path",
        "is not a path");
    row("climbing path", R"("path": "/a/b")", R"("path": "/a/../b")", "operations[0].wire.path", "is not a path");
    row("path with a query", R"("path": "/a/b")", R"("path": "/a?b=c")", "operations[0].wire.path", "is not a path");
    row("climbing result path", R"("path": "/a/b")", R"("path": "/a", "resultPath": "/../{id}")",
        "operations[0].wire.resultPath", "is not a path");
}

void CatalogueTest::refusesBadSchema()
{
    QFETCH(QString, find);
    QFETCH(QString, replace);
    QFETCH(QString, place);
    QFETCH(QString, reason);
    QString text = slurp(kGood);
    QCOMPARE(text.count(find), 1);
    text.replace(find, replace);
    const auto operations = Catalogue::parse(text.toUtf8(), QStringLiteral("mine.json"));
    QVERIFY(!operations);
    QCOMPARE(operations.error().place, QStringLiteral("mine.json: ") + place);
    QVERIFY2(operations.error().detail.contains(reason), qPrintable(operations.error().detail));
}

void CatalogueTest::refusesAHugeText()
{
    QByteArray huge(kGood);
    huge.append(qsizetype(4) * 1024 * 1024, ' ');
    QVERIFY(!Catalogue::parse(huge, QStringLiteral("mine.json")));
    huge.truncate(qsizetype(4) * 1024 * 1024);
    QVERIFY(Catalogue::parse(huge, QStringLiteral("mine.json")));
}

void CatalogueTest::missingFolderIsFine()
{
    QVERIFY(Catalogue::load(file(QStringLiteral("nowhere")), &m_problems));
    QVERIFY(m_problems.isEmpty());
}

void CatalogueTest::overlayChangesWhatItNames()
{
    write(file(QStringLiteral("mine.json")), R"({
        "priceListDate": "2027-02-01",
        "operations": [
            { "id": "stable-image.generate.sd3", "price": { "credits": { "sd3.5-large": 7.25 } },
              "params": [ { "name": "cfg_scale", "max": 12, "boundsFor": { "sd3.5-flash": { "default": 2 } } } ],
              "inputs": [ { "role": "image", "maxPixels": 1000000 } ],
              "wire": { "path": "/v3/sd3" } },
            { "id": "stable-image.edit.erase", "label": "Rub out", "params": [ { "name": "grow_mask", "default": null } ] }
        ] })");
    const Catalogue builtIn = Catalogue::load(QString(), nullptr).value();
    const Catalogue catalogue = load();
    QVERIFY(m_problems.isEmpty());
    QCOMPARE(catalogue.operations().size(), builtIn.operations().size());
    const Operation& old = *builtIn.find(QStringLiteral("stable-image.generate.sd3"));
    Operation expected = old;
    expected.price.formulas[QStringLiteral("sd3.5-large")].base = Credits::fromMilli(7250);
    expected.price.asOf = QDate(2027, 2, 1);
    expected.inputs[0].maxPixels = 1'000'000;
    expected.wire.insert(QStringLiteral("path"), QStringLiteral("/v3/sd3"));
    for (ParamSpec& param : expected.params) {
        if (param.name == QLatin1String("cfg_scale")) {
            param.bounds.max = 12;
            param.boundsFor[QStringLiteral("sd3.5-flash")].defaultValue = 2;
        }
    }
    QCOMPARE(*catalogue.find(old.id), expected);
    const Operation& erase = *catalogue.find(QStringLiteral("stable-image.edit.erase"));
    QCOMPARE(erase.label, QStringLiteral("Rub out"));
    QVERIFY(erase.param(QStringLiteral("grow_mask"))->bounds.defaultValue.isUndefined());
    QCOMPARE(erase.param(QStringLiteral("grow_mask"))->bounds.max, std::optional<double>(20));
    QCOMPARE(erase.price, builtIn.find(erase.id)->price);
    QCOMPARE(*catalogue.find(QStringLiteral("stable-image.generate.core")),
             *builtIn.find(QStringLiteral("stable-image.generate.core")));
}

void CatalogueTest::overlayAddsAndRemoves()
{
    write(file(QStringLiteral("mine.json")), kGood);
    write(file(QStringLiteral("other.json")), R"({ "operations": [
        { "id": "engines.list", "removed": true },
        { "id": "a.b", "params": [ { "name": "power", "removed": true }, { "like": "seed" } ] } ] })");
    const Catalogue catalogue = load();
    QVERIFY2(m_problems.isEmpty(),
             m_problems.isEmpty() ? "" : qPrintable(m_problems.first().place + m_problems.first().reason));
    QCOMPARE(catalogue.find(QStringLiteral("engines.list")), nullptr);
    QCOMPARE(catalogue.operations().last().id, QStringLiteral("a.b"));
    QCOMPARE(catalogue.operations().last().param(QStringLiteral("power")), nullptr);
    QCOMPARE(catalogue.operations().last().params.last().name, QStringLiteral("seed"));
}

void CatalogueTest::overlaysApplyInNameOrder()
{
    const QByteArray text = R"({ "operations": [ { "id": "stable-image.generate.core", "label": "%1" } ] })";
    write(file(QStringLiteral("20.json")), QByteArray(text).replace("%1", "Second"));
    write(file(QStringLiteral("10.json")), QByteArray(text).replace("%1", "First"));
    write(file(QStringLiteral("30.json.bak")), QByteArray(text).replace("%1", "Third"));
    QDir(m_folder->path()).mkdir(QStringLiteral("40.json"));
    QCOMPARE(load().find(QStringLiteral("stable-image.generate.core"))->label, QStringLiteral("Second"));
    QVERIFY(m_problems.isEmpty());
}

void CatalogueTest::badOverlayIsLeftOutWhole_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* second, const char* place, const char* reason) {
        QTest::newRow(name) << QByteArray(second) << slurp(place) << slurp(reason);
    };
    row("own field",
        R"({"id":"stable-image.generate.core","params":[{"name":"seed","folded":false},{"name":"aspect_ratio","default":"7:7"}]})",
        "operations[1].params[1].default", "“7:7” is not one of the choices");
    row("field of the built-in file",
        R"({"id":"audio.stable-audio-2.text-to-audio","params":[{"name":"model","removed":true}]})",
        "operations[1].params[steps].boundsBy", "no parameter “model”");
    row("min over the built-in max", R"({"id":"stable-image.edit.erase","params":[{"name":"grow_mask","min":30}]})",
        "operations[1].params[0].max", "smaller than min");
    row("price without date", R"({"id":"stable-image.generate.core","price":{"credits":2}})",
        "operations[1].price.asOf", "needs the date");
    row("negative price", R"({"id":"stable-image.generate.core","price":{"credits":-2,"asOf":"2027-01-01"}})",
        "operations[1].price.credits", "between 0");
    row("unfinished new one", R"({"id":"brand.new","provider":"stability"})", "operations[1].label", "is missing");
    row("no id", R"({"label":"x"})", "operations[1].id", "is missing");
    row("same id twice", R"({"id":"stable-image.generate.ultra"})", "operations[1].id",
        "already used at operations[0]");
    row("unknown member", R"({"id":"stable-image.generate.core","lable":"x"})", "operations[1].lable",
        "not a known member");
    row("removed what is not there",
        R"({"id":"stable-image.generate.core","params":[{"name":"nope","label":"n","type":"text","removed":true}]})",
        "operations[1].params[0].removed", "not a known member");
    row("removed by word", R"({"id":"stable-image.generate.core","removed":"yes"})", "operations[1].removed",
        "not a known member");
    row("not JSON", "]", "line 2, column 1", "");
}

void CatalogueTest::badOverlayIsLeftOutWhole()
{
    QFETCH(QByteArray, second);
    QFETCH(QString, place);
    QFETCH(QString, reason);
    const Catalogue builtIn = Catalogue::load(QString(), nullptr).value();
    // The first change is good; it must not come through without the second. A good file beside it must.
    write(file(QStringLiteral("bad.json")),
          QByteArray("{\"operations\":[{\"id\":\"stable-image.generate.ultra\",\"label\":\"Mine\"},\n") + second +
              "]}");
    write(file(QStringLiteral("good.json")), R"({"operations":[{"id":"3d.stable-fast-3d","label":"Mine"}]})");
    const Catalogue catalogue = load();
    QCOMPARE(m_problems.size(), 1);
    QCOMPARE(m_problems.first().file, file(QStringLiteral("bad.json")));
    QCOMPARE(m_problems.first().place, place);
    QVERIFY2(m_problems.first().reason.contains(reason), qPrintable(m_problems.first().reason));
    QCOMPARE(catalogue.operations().size(), builtIn.operations().size());
    for (const Operation& operation : builtIn.operations()) {
        if (operation.id == QLatin1String("3d.stable-fast-3d")) {
            QCOMPARE(catalogue.find(operation.id)->label, QStringLiteral("Mine"));
        } else {
            QCOMPARE(*catalogue.find(operation.id), operation);
        }
    }
}

void CatalogueTest::unreadableFilesAreReported()
{
    write(file(QStringLiteral("a-large.json")), QByteArray(4 * 1024 * 1024 + 1, ' '));
    QVERIFY(QFile::link(QStringLiteral("/nowhere/at/all"), file(QStringLiteral("b-link.json"))));
    QCOMPARE(::mkfifo(QFile::encodeName(file(QStringLiteral("c-pipe.json"))).constData(), 0600), 0);
    write(file(QStringLiteral("d-closed.json")), "{}");
    QVERIFY(QFile::setPermissions(file(QStringLiteral("d-closed.json")), QFileDevice::Permissions()));
    const bool isRoot = ::geteuid() == 0; // nothing is closed to root; the file is then merely incomplete
    const Catalogue catalogue = load();
    QCOMPARE(catalogue.operations().size(), 31);
    QStringList names;
    for (const CatalogueProblem& problem : std::as_const(m_problems)) {
        names.append(QFileInfo(problem.file).fileName());
        QVERIFY(!problem.reason.isEmpty());
    }
    QCOMPARE(names, (QStringList{QStringLiteral("a-large.json"), QStringLiteral("b-link.json"),
                                 QStringLiteral("c-pipe.json"), QStringLiteral("d-closed.json")}));
    QCOMPARE(m_problems.last().place, isRoot ? QStringLiteral("operations") : QString());
}

void CatalogueTest::unreadableFolderIsReported()
{
    write(file(QStringLiteral("plain")), "x");
    const auto catalogue = Catalogue::load(file(QStringLiteral("plain")), &m_problems);
    QVERIFY(catalogue);
    QCOMPARE(catalogue->operations().size(), 31);
    QCOMPARE(m_problems.size(), 1);
    QCOMPARE(m_problems.first().file, file(QStringLiteral("plain")));
}

void CatalogueTest::wordsAreInTheUsersLanguage()
{
    class Marker : public QTranslator
    {
    public:
        [[nodiscard]] bool isEmpty() const override { return false; }
        [[nodiscard]] QString translate(const char* context, const char* source, const char*, int) const override
        {
            return qstrcmp(context, "Catalogue") == 0 ? QLatin1Char('*') + QString::fromUtf8(source) : QString();
        }
    } marker;
    QVERIFY(QCoreApplication::installTranslator(&marker));
    const auto catalogue = Catalogue::load(QString(), &m_problems);
    QCoreApplication::removeTranslator(&marker);
    QVERIFY(catalogue.has_value());
    const auto isTranslated = [](const QString& words) {
        return words.isEmpty() || words.startsWith(QLatin1Char('*'));
    };
    for (const Operation& operation : catalogue->operations()) {
        const QByteArray id = operation.id.toUtf8();
        QVERIFY2(isTranslated(operation.label) && isTranslated(operation.shortLabel) && isTranslated(operation.hint) &&
                     isTranslated(operation.outputNote),
                 id.constData());
        for (const ParamSpec& param : operation.params) {
            QVERIFY2(isTranslated(param.label) && isTranslated(param.hint) && isTranslated(param.unit), id.constData());
            for (const Choice& choice : param.choices) {
                QVERIFY2(choice.label == choice.value || isTranslated(choice.label), id.constData());
                QVERIFY2(isTranslated(choice.hint), id.constData());
                QVERIFY(!choice.value.startsWith(QLatin1Char('*')));
            }
        }
        for (const InputSpec& input : operation.inputs) {
            QVERIFY2(isTranslated(input.label) && isTranslated(input.hint), id.constData());
        }
    }
}

QTEST_GUILESS_MAIN(CatalogueTest)
#include "CatalogueTest.moc"
