// SPDX-License-Identifier: GPL-3.0-or-later
// Rules between fields, the difference between client and server, and the sentences a person reads.
#include "tests/app/catalog/Samples.h"
#include "tests/support/TestMain.h"

#include <QJsonDocument>
#include <QTest>

using namespace maquette;
using Code = FieldProblem::Code;

class RequestRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void judges_data();
    void judges();
    void asksForMaskOrTransparency();
    void maskIsAsLargeAsItsPicture();
    void maskSelectsSomething();
    void countsResults();
    void refusesUnknownAndRepeated();
    void refusesLostFiles();
    void serverOverlooksWhatItDoesNotKnow();
    void server640IsAdvice();
    void countsEveryPixel_data();
    void countsEveryPixel();
    void resolvesDefaults();
    void readsText_data();
    void readsText();
    void refusesToPrice();
    void describesEverything();

private:
    [[nodiscard]] const Operation& operation(const QString& id) const { return *m_catalogue.find(id); }
    Catalogue m_catalogue;
};

void RequestRulesTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const auto loaded = Catalogue::load(QString(), nullptr);
    QVERIFY(loaded);
    m_catalogue = *loaded;
}

namespace {

/// "strength:NotAllowed" for each problem.
QStringList verdicts(const Operation& operation, const samples::Order& order, CheckSide side)
{
    static const QHash<Code, QString> names{
        {Code::Required, QStringLiteral("Required")},         {Code::NotAllowed, QStringLiteral("NotAllowed")},
        {Code::RuleAtLeastOne, QStringLiteral("AtLeastOne")}, {Code::RuleAtMostOne, QStringLiteral("AtMostOne")},
        {Code::RuleNonZero, QStringLiteral("NonZero")},       {Code::RuleAscending, QStringLiteral("Ascending")},
        {Code::MaskMissing, QStringLiteral("MaskMissing")},   {Code::BelowMin, QStringLiteral("BelowMin")},
        {Code::AboveMax, QStringLiteral("AboveMax")}};
    QStringList result;
    const CheckOutcome outcome = checkRequest(operation, order.request, order.files, side);
    for (const FieldProblem& problem : outcome.problems) {
        result.append(problem.field + QLatin1Char(':') + names.value(problem.code, QStringLiteral("?")));
    }
    return result;
}

struct Row
{
    const char* name;
    const char* operation;
    const char* values; // laid over the sample's values; null takes one away
    const char* files;  // given besides; "-role" takes one away
    const char* client; // what a client says
    const char* server; // what a server says
};

constexpr const char* kUltra = "stable-image.generate.ultra";
constexpr const char* kSd3 = "stable-image.generate.sd3";
constexpr const char* kOutpaint = "stable-image.edit.outpaint";
constexpr const char* kRelight = "stable-image.edit.replace-background-and-relight";
constexpr const char* kPoint = "3d.stable-point-aware-3d";
constexpr const char* kAudio = "audio.stable-audio-2.text-to-audio";
constexpr const char* kInpaint2 = "audio.stable-audio-2.inpaint";
constexpr const char* kInpaint3 = "audio.stable-audio-3.inpaint";

constexpr Row kRows[] = {
    {"ultra: picture needs strength", kUltra, "{}", "image", "strength:Required", "strength:Required"},
    {"ultra: picture and strength", kUltra, R"({"strength":0})", "image", "", ""},
    {"ultra: strength alone", kUltra, R"({"strength":0.5})", "", "strength:NotAllowed", ""},
    {"sd3: text with a shape", kSd3, R"({"aspect_ratio":"16:9"})", "", "", ""},
    {"sd3: explicit text mode with a shape", kSd3, R"({"mode":"text-to-image","aspect_ratio":"16:9"})", "", "", ""},
    {"sd3: picture without the mode", kSd3, "{}", "image", "image:NotAllowed", "image:NotAllowed"},
    {"sd3: strength without the mode", kSd3, R"({"strength":0.5})", "", "strength:NotAllowed", "strength:NotAllowed"},
    {"sd3: mode alone", kSd3, R"({"mode":"image-to-image"})", "", "strength:Required image:Required",
     "strength:Required image:Required"},
    {"sd3: whole picture order", kSd3, R"({"mode":"image-to-image","strength":1})", "image", "", ""},
    {"sd3: picture order with a shape", kSd3, R"({"mode":"image-to-image","strength":1,"aspect_ratio":"1:1"})", "image",
     "aspect_ratio:NotAllowed", "aspect_ratio:NotAllowed"},
    {"outpaint: no margin", kOutpaint, R"({"left":null})", "", ":NonZero", ":NonZero"},
    {"outpaint: four zeros", kOutpaint, R"({"left":0,"right":0,"up":0,"down":0})", "", ":NonZero", ":NonZero"},
    {"outpaint: down only", kOutpaint, R"({"left":null,"down":1})", "", "", ""},
    {"outpaint: empty prompt", kOutpaint, R"({"prompt":""})", "", "", ""},
    {"style transfer: empty prompt", "stable-image.control.style-transfer", R"({"prompt":""})", "", "", ""},
    {"relight: no background", kRelight, R"({"background_prompt":null})", "", ":AtLeastOne", ":AtLeastOne"},
    {"relight: empty background", kRelight, R"({"background_prompt":""})", "", ":AtLeastOne", ":AtLeastOne"},
    {"relight: background picture", kRelight, R"({"background_prompt":null})", "background_reference", "", ""},
    {"relight: both backgrounds", kRelight, "{}", "background_reference", "", ""},
    {"relight: light strength alone", kRelight, R"({"light_source_strength":0.5})", "",
     "light_source_strength:NotAllowed", "light_source_strength:NotAllowed"},
    {"relight: strength and direction", kRelight, R"({"light_source_strength":0.5,"light_source_direction":"above"})",
     "", "", ""},
    {"relight: strength and light picture", kRelight, R"({"light_source_strength":0.5})", "light_reference", "", ""},
    {"relight: two lights", kRelight, R"({"light_source_direction":"above"})", "light_reference", ":AtMostOne", ""},
    {"point aware: count without type", kPoint, R"({"target_count":500})", "", "target_count:NotAllowed", ""},
    {"point aware: count with type none", kPoint, R"({"target_count":500,"target_type":"none"})", "",
     "target_count:NotAllowed", ""},
    {"point aware: count of faces", kPoint, R"({"target_count":500,"target_type":"face"})", "", "", ""},
    {"audio: steps of 2.5 on the default model", kAudio, R"({"steps":8})", "", "steps:BelowMin", "steps:BelowMin"},
    {"audio: steps of 2 on 2.5", kAudio, R"({"steps":50,"model":"stable-audio-2.5"})", "", "steps:AboveMax",
     "steps:AboveMax"},
    {"audio inpaint: in order", kInpaint2, R"({"mask_start":5,"mask_end":6.5})", "", "", ""},
    {"audio inpaint: reversed", kInpaint2, R"({"mask_start":60,"mask_end":40})", "", ":Ascending", ""},
    {"audio inpaint: nothing between", kInpaint2, R"({"mask_start":40,"mask_end":40})", "", ":Ascending", ""},
    {"audio inpaint: end before the default start", kInpaint2, R"({"mask_end":30})", "", ":Ascending", ""},
    {"audio inpaint: start at the default end", kInpaint2, R"({"mask_start":190})", "", ":Ascending", ""},
    {"audio inpaint 3: later default end", kInpaint3, R"({"mask_start":190})", "", "", ""},
    {"audio inpaint 3: at its end", kInpaint3, R"({"mask_start":380})", "", ":Ascending", ""},
    {"erase: neither mask nor transparency", "stable-image.edit.erase", "{}", "-mask", ":MaskMissing", ""},
    {"inpaint: neither mask nor transparency", "stable-image.edit.inpaint", "{}", "-mask", ":MaskMissing", ""},
};

} // namespace

void RequestRulesTest::judges_data()
{
    QTest::addColumn<int>("row");
    for (size_t at = 0; at < std::size(kRows); ++at) {
        QTest::newRow(kRows[at].name) << int(at);
    }
}

void RequestRulesTest::judges()
{
    QFETCH(int, row);
    const Row& rule = kRows[row];
    samples::Order order = samples::acceptable(QString::fromLatin1(rule.operation));
    const QJsonDocument values = QJsonDocument::fromJson(rule.values);
    QVERIFY(values.isObject());
    const QJsonObject changes = values.object();
    for (auto it = changes.constBegin(); it != changes.constEnd(); ++it) {
        it.value().isNull() ? order.request.values.remove(it.key())
                            : void(order.request.values.insert(it.key(), it.value()));
    }
    const QString file = QString::fromLatin1(rule.files);
    if (file.startsWith(QLatin1Char('-'))) {
        order.drop(file.mid(1));
    } else if (!file.isEmpty()) {
        order.give(file, samples::picture(800, 700));
    }
    const Operation& spec = operation(QString::fromLatin1(rule.operation));
    QCOMPARE(verdicts(spec, order, CheckSide::Client).join(QLatin1Char(' ')), QString::fromLatin1(rule.client));
    QCOMPARE(verdicts(spec, order, CheckSide::Server).join(QLatin1Char(' ')), QString::fromLatin1(rule.server));
}

void RequestRulesTest::asksForMaskOrTransparency()
{
    const Operation& erase = operation(QStringLiteral("stable-image.edit.erase"));
    samples::Order order = samples::acceptable(erase.id);
    order.drop(QStringLiteral("mask"));
    order.files[QStringLiteral("image")].info.hasAlpha = true;
    QVERIFY(verdicts(erase, order, CheckSide::Client).isEmpty());
}

void RequestRulesTest::maskIsAsLargeAsItsPicture()
{
    // The service stretches another one; a person would pay for what they did not mark.
    const Operation& inpaint = operation(QStringLiteral("stable-image.edit.inpaint"));
    samples::Order order = samples::acceptable(inpaint.id);
    QVERIFY(checkRequest(inpaint, order.request, order.files).checked.has_value());
    order.give(QStringLiteral("mask"), samples::picture(700, 800));
    QCOMPARE(samples::codes(inpaint, order, QStringLiteral("mask")), QList<Code>{Code::MaskSize});
    QVERIFY(verdicts(inpaint, order, CheckSide::Server).isEmpty());
    order.give(QStringLiteral("image"), samples::picture(2048, 1024));
    order.give(QStringLiteral("mask"), samples::picture(1024, 512));
    const CheckOutcome outcome = checkRequest(inpaint, order.request, order.files);
    QCOMPARE(outcome.problems.size(), 1);
    QCOMPARE(describe(inpaint, outcome.problems.first()),
             QStringLiteral("Mask must be as large as Picture: 2,048 × 1,024 px, not 1,024 × 512 px."));
}

void RequestRulesTest::maskSelectsSomething()
{
    for (const char* const id : {"stable-image.edit.inpaint", "stable-image.edit.erase"}) {
        const Operation& edit = operation(QString::fromLatin1(id));
        samples::Order order = samples::acceptable(edit.id);
        order.files[QStringLiteral("mask")].info.allBlack = true;
        QCOMPARE(samples::codes(edit, order, QStringLiteral("mask")), QList<Code>{Code::MaskEmpty});
        QVERIFY(verdicts(edit, order, CheckSide::Server).isEmpty());
        QCOMPARE(describe(edit, checkRequest(edit, order.request, order.files).problems.first()),
                 QStringLiteral("Mask is all black, so nothing would change; make white what shall change."));

        order.drop(QStringLiteral("mask"));
        MediaInfo& picture = order.files[QStringLiteral("image")].info;
        picture.hasAlpha = true;
        QVERIFY(verdicts(edit, order, CheckSide::Client).isEmpty());
        picture.allOpaque = true;
        QCOMPARE(samples::codes(edit, order, QStringLiteral("mask")), QList<Code>{Code::MaskEmpty});
        QVERIFY(verdicts(edit, order, CheckSide::Server).isEmpty());
        QCOMPARE(describe(edit, checkRequest(edit, order.request, order.files).problems.first()),
                 QStringLiteral("Nothing of Picture is transparent, so nothing would change; add Mask, or make "
                                "transparent what shall change."));
        picture.hasAlpha = false;
        QCOMPARE(verdicts(edit, order, CheckSide::Client), QStringList{QStringLiteral(":MaskMissing")});

        // A black picture is a picture like any other, and one with a mask may be opaque.
        samples::Order other = samples::acceptable(edit.id);
        other.files[QStringLiteral("image")].info.allBlack = true;
        other.files[QStringLiteral("image")].info.allOpaque = true;
        QVERIFY(verdicts(edit, other, CheckSide::Client).isEmpty());
    }
}

void RequestRulesTest::countsResults()
{
    const Operation& core = operation(QStringLiteral("stable-image.generate.core"));
    for (const auto& [count, good] : {std::pair(0, false), {1, true}, {10, true}, {11, false}, {-1, false}}) {
        samples::Order order = samples::acceptable(core.id);
        order.request.count = count;
        const auto outcome = checkRequest(core, order.request, order.files);
        QCOMPARE(outcome.checked.has_value(), good);
        QCOMPARE(outcome.problems.isEmpty(), good);
    }
}

void RequestRulesTest::refusesUnknownAndRepeated()
{
    const Operation& erase = operation(QStringLiteral("stable-image.edit.erase"));
    samples::Order order = samples::acceptable(erase.id);
    // The specification marks a prompt as required here and the service has none.
    order.request.values.insert(QStringLiteral("prompt"), QStringLiteral("sky"));
    order.give(QStringLiteral("init_image"), samples::picture(800, 700));
    QCOMPARE(samples::codes(erase, order, QStringLiteral("prompt")), QList<Code>{Code::Unknown});
    QCOMPARE(samples::codes(erase, order, QStringLiteral("init_image")), QList<Code>{Code::Unknown});
    order.request.inputs.append(order.request.inputs.first());
    QCOMPARE(samples::codes(erase, order, order.request.inputs.first().role), QList<Code>{Code::Repeated});
}

void RequestRulesTest::refusesLostFiles()
{
    const Operation& fast = operation(QStringLiteral("stable-image.upscale.fast"));
    samples::Order order = samples::acceptable(fast.id);
    samples::Order other = order;
    other.files[QStringLiteral("image")].id.sha256 = QString(64, QLatin1Char('a'));
    QCOMPARE(samples::codes(fast, other, QStringLiteral("image")), QList<Code>{Code::FileUnknown});
    order.files.clear();
    QCOMPARE(samples::codes(fast, order, QStringLiteral("image")), QList<Code>{Code::FileUnknown});
}

void RequestRulesTest::serverOverlooksWhatItDoesNotKnow()
{
    const Operation& core = operation(QStringLiteral("stable-image.generate.core"));
    samples::Order order = samples::acceptable(core.id);
    order.request.values.insert(QStringLiteral("none"), QString());
    order.request.values.insert(QStringLiteral("seed"), 77);
    order.give(QStringLiteral("extra"), samples::picture(10, 10));
    const auto outcome = checkRequest(core, order.request, order.files, CheckSide::Server);
    QVERIFY(outcome.checked);
    QCOMPARE(outcome.checked->request.seed, std::optional<quint32>(77));
    QCOMPARE(outcome.checked->request.values.keys(), QStringList{QStringLiteral("prompt")});
    QVERIFY(outcome.checked->request.inputs.isEmpty());
    QVERIFY(outcome.checked->files.isEmpty());
}

void RequestRulesTest::server640IsAdvice()
{
    const Operation& point = operation(QStringLiteral("3d.stable-point-aware-3d"));
    samples::Order order = samples::acceptable(point.id);
    order.give(QStringLiteral("image"), samples::picture(639, 900));
    QCOMPARE(samples::codes(point, order, QStringLiteral("image")), QList<Code>{Code::SideTooSmall});
    QVERIFY(samples::codes(point, order, QStringLiteral("image"), CheckSide::Server).isEmpty());
    order.give(QStringLiteral("image"), samples::picture(63, 900));
    QCOMPARE(samples::codes(point, order, QStringLiteral("image"), CheckSide::Server), QList<Code>{Code::SideTooSmall});
    order.give(QStringLiteral("image"), samples::picture(640, 640));
    QVERIFY(samples::codes(point, order, QStringLiteral("image")).isEmpty());
}

void RequestRulesTest::countsEveryPixel_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QList<Code>>("expected");
    QTest::newRow("one too few") << 49 << QList<Code>{Code::TooFewPixels};
    QTest::newRow("just enough") << 50 << QList<Code>{};
    QTest::newRow("just allowed") << 100 << QList<Code>{};
    QTest::newRow("one too many") << 101 << QList<Code>{Code::TooManyPixels};
}

void RequestRulesTest::countsEveryPixel()
{
    QFETCH(int, width);
    QFETCH(QList<Code>, expected);
    Operation made;
    InputSpec input;
    input.role = QStringLiteral("image");
    input.accepts = QStringList{QStringLiteral("image/png")};
    input.minPixels = 50;
    input.maxPixels = 100;
    made.inputs.append(input);
    samples::Order order;
    order.give(input.role, samples::picture(width, 1));
    QCOMPARE(samples::codes(made, order, input.role), expected);
}

void RequestRulesTest::resolvesDefaults()
{
    const auto checked = [&](const samples::Order& order) {
        const auto outcome = checkRequest(operation(order.request.operation), order.request, order.files);
        return outcome.checked.value_or(CheckedRequest{});
    };
    samples::Order sound = samples::acceptable(QString::fromLatin1(kAudio));
    QCOMPARE(checked(sound).resolved(QStringLiteral("steps")), QJsonValue(50));
    QCOMPARE(checked(sound).resolved(QStringLiteral("model")), QJsonValue(QStringLiteral("stable-audio-2")));
    sound.request.values.insert(QStringLiteral("model"), QStringLiteral("stable-audio-2.5"));
    QCOMPARE(checked(sound).resolved(QStringLiteral("steps")), QJsonValue(8));
    QCOMPARE(checked(sound).resolved(QStringLiteral("cfg_scale")), QJsonValue(1));
    QVERIFY(checked(sound).resolved(QStringLiteral("seed")).isUndefined());
    QVERIFY(checked(sound).resolved(QStringLiteral("nothing")).isUndefined());
    sound.request.seed = 12;
    QCOMPARE(checked(sound).resolved(QStringLiteral("seed")), QJsonValue(12));

    samples::Order picture = samples::acceptable(QString::fromLatin1(kSd3));
    QCOMPARE(checked(picture).resolved(QStringLiteral("aspect_ratio")), QJsonValue(QStringLiteral("1:1")));
    QVERIFY(checked(picture).resolved(QStringLiteral("style_preset")).isUndefined());
    samples::allow(&picture, QStringLiteral("image"));
    QVERIFY(checked(picture).resolved(QStringLiteral("aspect_ratio")).isUndefined());
    QCOMPARE(checked(picture).resolved(QStringLiteral("strength")), QJsonValue(0.5));
}

void RequestRulesTest::readsText_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonValue>("value");
    const int number = int(ParamType::Number);
    const auto keeps = [](const char* text) { return QJsonValue(QString::fromLatin1(text)); };
    QTest::newRow("whole") << number << QStringLiteral("30") << QJsonValue(30);
    QTest::newRow("fraction") << number << QStringLiteral("0.5") << QJsonValue(0.5);
    QTest::newRow("negative") << int(ParamType::Integer) << QStringLiteral("-1") << QJsonValue(-1);
    QTest::newRow("point zero") << int(ParamType::Integer) << QStringLiteral("3.0") << QJsonValue(3);
    QTest::newRow("comma") << number << QStringLiteral("0,5") << keeps("0,5");
    QTest::newRow("groups") << number << QStringLiteral("1,000") << keeps("1,000");
    QTest::newRow("nan") << number << QStringLiteral("nan") << keeps("nan");
    QTest::newRow("inf") << number << QStringLiteral("inf") << keeps("inf");
    QTest::newRow("word") << number << QStringLiteral("much") << keeps("much");
    QTest::newRow("empty") << number << QString() << QJsonValue(QString());
    QTest::newRow("text stays text") << int(ParamType::Text) << QStringLiteral("30") << keeps("30");
    QTest::newRow("choice stays text") << int(ParamType::Choice) << QStringLiteral("1024") << keeps("1024");
}

void RequestRulesTest::readsText()
{
    QFETCH(int, type);
    QFETCH(QString, text);
    QFETCH(QJsonValue, value);
    ParamSpec param;
    param.type = ParamType(type);
    QCOMPARE(valueFromText(param, text), value);
}

void RequestRulesTest::refusesToPrice()
{
    const Operation& sound = operation(QString::fromLatin1(kAudio));
    for (const char* values : {R"({"model":"stable-audio-9"})", R"({"steps":"many"})", R"({"steps":-1000})",
                               R"({"steps":1e300})", R"({"steps":101})"}) {
        const auto price = priceOf(sound, QJsonDocument::fromJson(values).object());
        QVERIFY2(!price, values);
        QCOMPARE(price.error().kind, ErrorKind::InvalidInput);
    }
    const Operation& sd3 = operation(QString::fromLatin1(kSd3));
    QVERIFY(!priceOf(sd3, {{QStringLiteral("model"), 5}}));
}

/// No problem may be silent or unfinished, and each begins with the name a person sees in the form.
void RequestRulesTest::describesEverything()
{
    const Operation& sd3 = operation(QString::fromLatin1(kSd3));
    for (int code = 0; code <= int(Code::Repeated); ++code) {
        FieldProblem problem{QStringLiteral("cfg_scale"),
                             Code(code),
                             QStringLiteral("11"),
                             QStringLiteral("10"),
                             {QStringLiteral("image"), QStringLiteral("strength")}};
        const QString sentence = describe(sd3, problem);
        QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(QString::number(code) + sentence));
        QVERIFY2(!sentence.contains(QLatin1Char('%')), qPrintable(sentence));
    }
    const auto said = [&](const FieldProblem& problem) { return describe(sd3, problem); };
    QCOMPARE(said({QStringLiteral("prompt"), Code::Required, {}, {}, {}}), QStringLiteral("Prompt is missing."));
    QCOMPARE(said({QStringLiteral("cfg_scale"), Code::AboveMax, QStringLiteral("11"), QStringLiteral("10"), {}}),
             QStringLiteral("Prompt adherence must be at most 10, not 11."));
    QCOMPARE(said({QStringLiteral("strength"),
                   Code::NotAllowed,
                   {},
                   QStringLiteral("image-to-image"),
                   {QStringLiteral("mode")}}),
             QStringLiteral("Strength can only be used when Start from is “Picture”."));
    QCOMPARE(
        said({QStringLiteral("image"), Code::TooManyPixels, QStringLiteral("12000000"), QStringLiteral("9437184"), {}}),
        QStringLiteral("Starting picture may have at most 9,437,184 pixels in all, it has 12,000,000."));
    // A person's own text is quoted as it is, whatever it contains.
    QCOMPARE(said({QStringLiteral("model"), Code::NotAChoice, QStringLiteral("%3 %1"), QStringLiteral("a, b"), {}}),
             QStringLiteral("Model cannot be “%3 %1”; choose one of a, b."));
}

QTEST_GUILESS_MAIN(RequestRulesTest)
#include "RequestRulesTest.moc"
