// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/Tools.h"

using namespace maquette;

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

ParamSpec choice(const char* name, const QStringList& values, const char* standard, const char* role = "")
{
    ParamSpec spec;
    spec.name = text(name);
    spec.label = text(name);
    spec.type = ParamType::Choice;
    spec.role = text(role);
    for (const QString& value : values) {
        spec.choices.append({value, value.toUpper(), {}});
    }
    spec.bounds.defaultValue = *standard ? QJsonValue(text(standard)) : QJsonValue(QJsonValue::Undefined);
    return spec;
}

ParamSpec number(const char* name, double min, double max, const QJsonValue& standard)
{
    ParamSpec spec;
    spec.name = text(name);
    spec.label = text(name);
    spec.type = ParamType::Number;
    spec.bounds = {min, max, standard};
    return spec;
}

Condition when(const char* name, const QStringList& values)
{
    Condition condition;
    condition.name = text(name);
    condition.values = values;
    return condition;
}

ParamSpec words(const char* name, const char* role)
{
    ParamSpec spec;
    spec.name = text(name);
    spec.label = text(name);
    spec.role = text(role);
    return spec;
}

const QStringList kStyles{QStringLiteral("anime"), QStringLiteral("cinematic")};
const QStringList kAspects{QStringLiteral("1:1"), QStringLiteral("3:2")};

Operation core()
{
    Operation operation;
    operation.id = text("stable-image.generate.core");
    operation.shortLabel = text("Core");
    operation.section = text("image");
    operation.group = text("generate");
    ParamSpec seed = number("seed", 0, 4294967294.0, 0);
    seed.type = ParamType::Integer;
    seed.role = text("seed");
    operation.params = {words("prompt", "prompt"), choice("aspect_ratio", kAspects, "1:1", "aspect"),
                        choice("style_preset", kStyles, "", "style"), seed};
    operation.params[0].required = true;
    return operation;
}

/// As the contract has Stable Diffusion 3.5: a mode, told by whether there is a picture; steps and default depend on
/// the model.
Operation sd3()
{
    Operation operation = core();
    operation.id = text("stable-image.generate.sd3");
    const Condition fromPicture = when("mode", {text("image-to-image")});
    operation.params.append(choice("mode", {text("text-to-image"), text("image-to-image")}, "text-to-image", "mode"));
    operation.params.append(choice("model", {text("large"), text("flash")}, "large", "model"));
    operation.params[1].allowedWhen = when("mode", {text("text-to-image")});
    ParamSpec strength = number("strength", 0, 1, QJsonValue(QJsonValue::Undefined));
    strength.requiredWhen = fromPicture;
    strength.allowedWhen = fromPicture;
    operation.params.append(strength);
    ParamSpec guidance = number("cfg_scale", 1, 10, QJsonValue(QJsonValue::Undefined));
    guidance.boundsBy = text("model");
    guidance.boundsFor = {{text("large"), {1.0, 10.0, 4}}, {text("flash"), {1.0, 5.0, 1}}};
    operation.params.append(guidance);
    InputSpec image;
    image.role = text("image");
    image.label = text("Starting picture");
    image.allowedWhen = fromPicture;
    image.requiredWhen = fromPicture;
    operation.inputs.append(image);
    return operation;
}

const AssetId kPicture{QString(64, QLatin1Char('a'))};

FormValues withPicture()
{
    FormValues values;
    values.inputs.insert(text("image"), kPicture);
    return values;
}

FormValues inMode(const Operation& operation, FormValues values)
{
    values.values = form::withMode(operation, values.values, values.inputs);
    return values;
}

} // namespace

class TestFormLogic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void modeFollowsThePicture()
    {
        const Operation operation = sd3();
        QVERIFY(!form::withMode(operation, {}, {}).contains(text("mode")));
        QCOMPARE(inMode(operation, withPicture()).values.value(text("mode")).toString(), text("image-to-image"));
        // A mode left over from an earlier picture goes with it.
        const QJsonObject stale{{text("mode"), text("image-to-image")}};
        QVERIFY(!form::withMode(operation, stale, {}).contains(text("mode")));
    }

    void fieldsAnswerToThePicture()
    {
        const Operation operation = sd3();
        const FormValues none = inMode(operation, {});
        const FormValues given = inMode(operation, withPicture());
        const ParamSpec& strength = *operation.param(text("strength"));
        const ParamSpec& aspect = *operation.param(text("aspect_ratio"));

        QCOMPARE(form::stateOf(operation, strength, none).shown, false);
        QCOMPARE(form::stateOf(operation, strength, given), FieldState{});
        QVERIFY(form::isRequired(operation, strength, given));
        QVERIFY(!form::isRequired(operation, strength, none));
        QCOMPARE(form::stateOf(operation, aspect, none), FieldState{});
        QCOMPARE(form::stateOf(operation, aspect, given), (FieldState{true, text("Set by Starting picture")}));
        QCOMPARE(form::stateOf(operation, operation.inputs.first(), none), FieldState{});
    }

    void conditionsOfEveryKind()
    {
        Operation operation = core();
        operation.params.append(words("background_prompt", ""));
        operation.params.append(words("foreground_prompt", ""));
        const ParamSpec& field = operation.params.last();
        FormValues none;
        FormValues given;
        given.values.insert(text("background_prompt"), text("sky"));
        FormValues anime;
        anime.values.insert(text("style_preset"), text("anime"));

        const Condition present = when("background_prompt", {});
        Condition absent = present;
        absent.absent = true;
        const Condition value = when("style_preset", {text("anime")});
        const Condition byDefault = when("aspect_ratio", {text("1:1")});
        QCOMPARE(form::isMet(operation, present, none), false);
        QCOMPARE(form::isMet(operation, present, given), true);
        QCOMPARE(form::isMet(operation, absent, none), true);
        QCOMPARE(form::isMet(operation, absent, given), false);
        QCOMPARE(form::isMet(operation, value, none), false);
        QCOMPARE(form::isMet(operation, value, anime), true);
        QCOMPARE(form::isMet(operation, byDefault, none), true);

        ParamSpec spec = field;
        spec.allowedWhen = absent;
        QCOMPARE(form::stateOf(operation, spec, given),
                 (FieldState{true, text("Not together with background_prompt")}));
        spec.allowedWhen = present;
        QCOMPARE(form::stateOf(operation, spec, none).shown, false);
        spec.allowedWhen = value;
        QCOMPARE(form::stateOf(operation, spec, none), (FieldState{true, text("Only with style_preset: ANIME")}));
    }

    void boundsFollowTheModel()
    {
        const Operation operation = sd3();
        const ParamSpec& guidance = *operation.param(text("cfg_scale"));
        FormValues flash;
        flash.values.insert(text("model"), text("flash"));
        QCOMPARE(form::boundsOf(operation, guidance, {}), (Bounds{1.0, 10.0, 4}));
        QCOMPARE(form::boundsOf(operation, guidance, flash), (Bounds{1.0, 5.0, 1}));
    }

    void numbersThatMustBeGivenBeginInTheMiddle()
    {
        const Operation operation = sd3();
        QVERIFY(!form::withStartingValues(operation, {}).values.contains(text("strength")));
        QCOMPARE(form::withStartingValues(operation, withPicture()).values.value(text("strength")).toDouble(), 0.5);
        FormValues set = withPicture();
        set.values.insert(text("strength"), 0.2);
        QCOMPARE(form::withStartingValues(operation, set).values.value(text("strength")).toDouble(), 0.2);
        // What has a default of its own is left to the service.
        QVERIFY(!form::withStartingValues(operation, withPicture()).values.contains(text("cfg_scale")));
    }

    void requestHoldsOnlyWhatCanBeGiven()
    {
        const Operation operation = sd3();
        FormValues values;
        values.values = {
            {text("prompt"), text("a lake")}, {text("aspect_ratio"), text("3:2")}, {text("strength"), 0.4}};
        values.seed = text("7");
        values.count = 3;
        const Request fromText = form::requestOf(operation, text("practice"), values);
        QCOMPARE(fromText.values, (QJsonObject{{text("prompt"), text("a lake")}, {text("aspect_ratio"), text("3:2")}}));
        QCOMPARE(fromText.provider, text("practice"));
        QCOMPARE(fromText.count, 3);
        QCOMPARE(*fromText.seed, 7U);
        QVERIFY(fromText.inputs.isEmpty());

        values.inputs.insert(text("image"), kPicture);
        const Request fromPicture = form::requestOf(operation, text("practice"), values);
        QCOMPARE(fromPicture.values, (QJsonObject{{text("prompt"), text("a lake")},
                                                  {text("mode"), text("image-to-image")},
                                                  {text("strength"), 0.4}}));
        QCOMPARE(fromPicture.input(text("image")), kPicture);
    }

    void requestAndFormAreEachOthersInverse()
    {
        const Operation operation = core();
        FormValues values;
        values.values = {{text("prompt"), text("a lake")}, {text("style_preset"), text("anime")}};
        values.seed = text("4294967294");
        const Request request = form::requestOf(operation, text("practice"), values);
        QCOMPARE(form::valuesOf(request, true), values);
        QCOMPARE(form::valuesOf(request, false).seed, QString());
    }

    void compatibleValuesComeAlong()
    {
        const Operation from = core();
        Operation to = sd3();
        to.params[2].choices.removeFirst(); // this one does not know "anime"
        FormValues source;
        source.values = {{text("prompt"), text("a lake")},
                         {text("aspect_ratio"), text("3:2")},
                         {text("style_preset"), text("anime")}};
        source.seed = text("12");
        source.count = 4;
        FormValues own;
        own.values = {{text("prompt"), text("older")},
                      {text("cfg_scale"), 6},
                      {text("model"), text("flash")},
                      {text("style_preset"), text("cinematic")}};
        const FormValues result = form::carried(from, source, to, own);
        QCOMPARE(result.values, (QJsonObject{{text("prompt"), text("a lake")},
                                             {text("aspect_ratio"), text("3:2")},
                                             {text("cfg_scale"), 6},
                                             {text("model"), text("flash")}}));
        QCOMPARE(result.seed, text("12"));
        QCOMPARE(result.count, 4);
    }

    void numbersOutOfRangeStayBehind()
    {
        Operation from = core();
        from.params.append(number("creativity", 0.2, 0.5, 0.35));
        Operation to = core();
        to.params.append(number("creativity", 0.1, 0.3, 0.3));
        FormValues source;
        source.values.insert(text("creativity"), 0.45);
        QVERIFY(!form::carried(from, source, to, {}).values.contains(text("creativity")));
        source.values.insert(text("creativity"), 0.25);
        QCOMPARE(form::carried(from, source, to, {}).values.value(text("creativity")).toDouble(), 0.25);
    }

    void seeds_data()
    {
        // The contract: an integer from 0 to 4,294,967,294; results of one order count up from it.
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("ok");
        QTest::addColumn<qint64>("seed"); // -1: none
        QTest::newRow("random") << "" << 1 << true << qint64(-1);
        QTest::newRow("spaces") << "  " << 1 << true << qint64(-1);
        QTest::newRow("least") << "0" << 1 << true << qint64(0);
        QTest::newRow("most") << "4294967294" << 1 << true << qint64(4294967294);
        QTest::newRow("one too many") << "4294967295" << 1 << false << qint64(-1);
        QTest::newRow("counts past the end") << "4294967294" << 2 << false << qint64(-1);
        QTest::newRow("counts up to the end") << "4294967293" << 2 << true << qint64(4294967293);
        QTest::newRow("negative") << "-1" << 1 << false << qint64(-1);
        QTest::newRow("fraction") << "1.5" << 1 << false << qint64(-1);
        QTest::newRow("words") << "lucky" << 1 << false << qint64(-1);
        QTest::newRow("far too long") << "99999999999999999999999" << 1 << false << qint64(-1);
    }

    void seeds()
    {
        QFETCH(QString, typed);
        QFETCH(int, count);
        QFETCH(bool, ok);
        QFETCH(qint64, seed);
        const auto read = form::readSeed(typed, {0.0, 4294967294.0, 0}, count);
        QCOMPARE(read.has_value(), ok);
        if (ok) {
            QCOMPARE(read->has_value() ? qint64(**read) : qint64(-1), seed);
        } else {
            QVERIFY(!read.error().isEmpty());
        }
    }

    void numbers()
    {
        QVERIFY(form::readNumber(text(" "), ParamType::Number).isUndefined());
        QCOMPARE(form::readNumber(text("0.35"), ParamType::Number), QJsonValue(0.35));
        QCOMPARE(form::readNumber(text("12"), ParamType::Integer), QJsonValue(12));
        QCOMPARE(form::readNumber(text("12.5"), ParamType::Integer), QJsonValue(12.5));
        QCOMPARE(form::readNumber(text("a lot"), ParamType::Number), QJsonValue(text("a lot")));
        QCOMPARE(form::readNumber(text("inf"), ParamType::Number), QJsonValue(text("inf")));
        QCOMPARE(form::writeNumber(0.35), text("0.35"));
        QCOMPARE(form::writeNumber(2000), text("2000"));
    }

    void numbersInTheUsersOwnForm()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German));
        const QJsonValue comma = form::readNumber(text("0,35"), ParamType::Number);
        const QJsonValue dot = form::readNumber(text("0.35"), ParamType::Number);
        QLocale::setDefault(before);
        QCOMPARE(comma, QJsonValue(0.35));
        QCOMPARE(dot, QJsonValue(0.35));
    }

    void mainPictureIsTheFirstThatIsNoMask()
    {
        Operation operation;
        QVERIFY(!form::mainPicture(operation));
        InputSpec mask;
        mask.role = text("mask");
        mask.isMask = true;
        InputSpec sound;
        sound.role = text("audio");
        sound.kind = MediaKind::Audio;
        InputSpec subject;
        subject.role = text("subject_image");
        InputSpec light;
        light.role = text("light_reference");
        operation.inputs = {mask, sound};
        QVERIFY(!form::mainPicture(operation));
        operation.inputs.append({subject, light});
        QCOMPARE(form::mainPicture(operation)->role, text("subject_image"));
    }

    void toolsGatherWhatBelongsTogether()
    {
        Operation erase;
        erase.id = text("stable-image.edit.erase");
        erase.shortLabel = text("Erase");
        erase.section = text("image");
        erase.group = text("edit");
        Operation sound2;
        sound2.id = text("audio.stable-audio-2.inpaint");
        sound2.section = text("sound");
        sound2.label = text("Audio inpaint (Stable Audio 2.5)");
        sound2.shortLabel = text("Audio inpaint");
        Operation sound3 = sound2;
        sound3.id = text("audio.stable-audio-3.inpaint");
        Operation balance;
        balance.id = text("user.balance");
        balance.section = text("service");
        const QList<PromptTool> tools = toolsOf({core(), sd3(), erase, sound2, sound3, balance});
        QCOMPARE(tools.size(), 3);
        QCOMPARE(tools.at(0).label, text("Generate"));
        QStringList models;
        for (const ToolModel& model : tools.at(0).models) {
            models.append(model.operation + QLatin1Char('/') + model.model);
        }
        QCOMPARE(models, (QStringList{text("stable-image.generate.core/"), text("stable-image.generate.sd3/large"),
                                      text("stable-image.generate.sd3/flash")}));
        QCOMPARE(tools.at(1).label, text("Erase"));
        QCOMPARE(tools.at(2).models.size(), 2);
        QCOMPARE(tools.at(2).models.at(0).label, text("Stable Audio 2.5"));
        QVERIFY(tools.at(0).has(text("stable-image.generate.sd3")));
    }
};

QTEST_GUILESS_MAIN(TestFormLogic)
#include "TestFormLogic.moc"
