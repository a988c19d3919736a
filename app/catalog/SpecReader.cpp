// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/SpecReader.h"

#include <QRegularExpression>

#include <cmath>

namespace maquette {

namespace {

using Need = JsonReader::Need;
using Problem = std::optional<SchemaProblem>;

const QStringList kMediaTypes{
    QStringLiteral("image/png"),  QStringLiteral("image/jpeg"),       QStringLiteral("image/webp"),
    QStringLiteral("image/gif"),  QStringLiteral("image/bmp"),        QStringLiteral("image/tiff"),
    QStringLiteral("audio/mpeg"), QStringLiteral("audio/wav"),        QStringLiteral("audio/flac"),
    QStringLiteral("audio/ogg"),  QStringLiteral("model/gltf-binary")};

MediaKind kindOfType(const QString& mediaType)
{
    if (mediaType.startsWith(QLatin1String("image/"))) {
        return MediaKind::Image;
    }
    return mediaType.startsWith(QLatin1String("audio/")) ? MediaKind::Audio : MediaKind::Mesh;
}

/// Field names become names of form parts and keys of values, so they stay plain.
QString fieldName(JsonReader* reader, const QString& member)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.\\-\\[\\]]{0,63}$"));
    QString name = reader->text(member, Need::Required);
    if (!reader->failed() && !form.match(name).hasMatch()) {
        reader->fail(member,
                     QStringLiteral("“%1” may hold only letters, digits, _ . - [ ] and at most 64 of them").arg(name));
    }
    return name;
}

std::optional<Condition> readCondition(JsonReader* parent, const QString& member)
{
    if (!parent->has(member)) {
        return std::nullopt;
    }
    JsonReader reader(parent->object(member), parent->placeOf(member), parent->problem());
    Condition condition;
    condition.name = reader.text(QStringLiteral("name"), Need::Required);
    condition.values = reader.texts(QStringLiteral("values"));
    condition.absent = reader.flag(QStringLiteral("absent"));
    condition.alternatives = reader.texts(QStringLiteral("alternatives"));
    condition.clientOnly = reader.flag(QStringLiteral("clientOnly"));
    reader.refuseUnknown();
    if (condition.absent && !condition.values.isEmpty()) {
        reader.fail(QStringLiteral("absent"), QStringLiteral("cannot be combined with values"));
    }
    return condition;
}

/// Minimum, maximum and default, in the types a parameter of \a type takes.
Bounds readBounds(JsonReader* reader, ParamType type)
{
    const QString minMember = QStringLiteral("min");
    const QString maxMember = QStringLiteral("max");
    const QString defaultMember = QStringLiteral("default");
    Bounds bounds;
    if (type == ParamType::Integer || type == ParamType::Number) {
        bounds.min = reader->number(minMember);
        bounds.max = reader->number(maxMember);
        for (const auto& [member, value] : {std::pair(minMember, bounds.min), std::pair(maxMember, bounds.max)}) {
            if (type == ParamType::Integer && value && std::trunc(*value) != *value) {
                reader->fail(member, QStringLiteral("must be a whole number"));
            }
        }
        if (const auto number = reader->number(defaultMember)) {
            bounds.defaultValue = *number;
            if (type == ParamType::Integer && std::trunc(*number) != *number) {
                reader->fail(defaultMember, QStringLiteral("must be a whole number"));
            }
        }
    } else if (reader->has(defaultMember)) {
        bounds.defaultValue = reader->text(defaultMember);
    }
    return bounds;
}

/// Whether the limits are in order and the default within them.
void checkBounds(JsonReader* reader, const Bounds& bounds)
{
    if (bounds.min && bounds.max && *bounds.min > *bounds.max) {
        reader->fail(QStringLiteral("max"), QStringLiteral("is smaller than min (%1)").arg(*bounds.min));
    }
    if (!bounds.defaultValue.isDouble()) {
        return;
    }
    const double value = bounds.defaultValue.toDouble();
    if ((bounds.min && value < *bounds.min) || (bounds.max && value > *bounds.max)) {
        reader->fail(QStringLiteral("default"), QStringLiteral("%1 is outside min and max").arg(value));
    }
}

QList<Choice> readChoices(JsonReader* parent)
{
    const QString member = QStringLiteral("choices");
    QList<Choice> choices;
    QSet<QString> seen;
    const QJsonArray written = parent->array(member, Need::Required);
    for (qsizetype at = 0; at < written.size(); ++at) {
        const QString place = QStringLiteral("%1[%2]").arg(parent->placeOf(member)).arg(at);
        Choice choice;
        if (written.at(at).isString()) {
            choice.value = written.at(at).toString();
            choice.label = choice.value;
        } else if (written.at(at).isObject()) {
            JsonReader reader(written.at(at).toObject(), place, parent->problem());
            choice.value = reader.text(QStringLiteral("value"), Need::Required);
            choice.label = reader.has(QStringLiteral("label")) ? reader.words(QStringLiteral("label"), Need::Required)
                                                               : choice.value;
            choice.hint = reader.words(QStringLiteral("hint"));
            reader.refuseUnknown();
        } else {
            parent->failAt(place, QStringLiteral("must be a text or an object, not %1").arg(jsonKind(written.at(at))));
        }
        if (seen.contains(choice.value)) {
            parent->failAt(place, QStringLiteral("“%1” is there twice").arg(choice.value));
        }
        seen.insert(choice.value);
        choices.append(choice);
    }
    if (choices.isEmpty()) {
        parent->fail(member, QStringLiteral("must not be empty"));
    }
    return choices;
}

ParamType readType(JsonReader* reader)
{
    static const QStringList names{QStringLiteral("text"), QStringLiteral("integer"), QStringLiteral("number"),
                                   QStringLiteral("choice")};
    const qsizetype at = names.indexOf(reader->word(QStringLiteral("type"), names));
    return at < 0 ? ParamType::Text : ParamType(at);
}

void readVariantBounds(JsonReader* reader, ParamSpec* param)
{
    const QString byMember = QStringLiteral("boundsBy");
    const QString forMember = QStringLiteral("boundsFor");
    param->boundsBy = reader->text(byMember);
    const QJsonObject variants = reader->object(forMember);
    if (param->boundsBy.isEmpty() != variants.isEmpty()) {
        reader->fail(variants.isEmpty() ? forMember : byMember,
                     QStringLiteral("is missing: boundsBy and boundsFor belong together"));
    }
    for (auto it = variants.constBegin(); it != variants.constEnd(); ++it) {
        const QString place = QStringLiteral("%1[\"%2\"]").arg(reader->placeOf(forMember), it.key());
        if (!it.value().isObject()) {
            reader->failAt(place, QStringLiteral("must be an object, not %1").arg(jsonKind(it.value())));
            return;
        }
        JsonReader variant(it.value().toObject(), place, reader->problem());
        param->boundsFor.insert(it.key(), readBounds(&variant, param->type));
        variant.refuseUnknown();
        checkBounds(&variant, param->boundsForVariant(it.key()));
    }
}

void readLengths(JsonReader* reader, ParamSpec* param)
{
    constexpr qint64 longest = 10'000'000;
    const qint64 least = reader->whole(QStringLiteral("minLength"), 0);
    const qint64 most = reader->whole(QStringLiteral("maxLength"), 0);
    if (least > longest || most > longest) {
        reader->fail(most > longest ? QStringLiteral("maxLength") : QStringLiteral("minLength"),
                     QStringLiteral("must be at most %1").arg(longest));
    }
    if (most > 0 && least > most) {
        reader->fail(QStringLiteral("maxLength"), QStringLiteral("is smaller than minLength (%1)").arg(least));
    }
    param->minLength = int(least);
    param->maxLength = int(most);
}

/// A limit on pixels, bytes or sides; 0 is none.
template <typename Number>
void readRange(JsonReader* reader, const QString& minMember, const QString& maxMember, Number* least, Number* most)
{
    const auto one = [reader](const QString& member) {
        const double value = reader->number(member).value_or(0);
        if (value < 0) {
            reader->fail(member, QStringLiteral("must not be negative"));
        }
        if (std::is_integral_v<Number> && (std::trunc(value) != value || value > 2147483647.0)) {
            reader->fail(member, QStringLiteral("must be a whole number of at most 2147483647"));
        }
        return reader->failed() ? Number(0) : Number(value);
    };
    *least = one(minMember);
    *most = one(maxMember);
    if (*most > 0 && *least > *most) {
        reader->fail(maxMember, QStringLiteral("is smaller than %1").arg(minMember));
    }
}

MediaKind readKind(JsonReader* reader)
{
    const QString kind = reader->word(QStringLiteral("kind"),
                                      {QStringLiteral("image"), QStringLiteral("audio"), QStringLiteral("mesh")});
    return mediaKindFromName(kind);
}

void readAccepts(JsonReader* reader, InputSpec* input)
{
    const QString member = QStringLiteral("accepts");
    input->accepts = reader->texts(member);
    if (input->accepts.isEmpty()) {
        reader->fail(member, QStringLiteral("must name at least one media type"));
    }
    for (qsizetype at = 0; at < input->accepts.size(); ++at) {
        const QString& type = input->accepts.at(at);
        const QString place = QStringLiteral("%1[%2]").arg(member).arg(at);
        if (!kMediaTypes.contains(type)) {
            reader->fail(place,
                         QStringLiteral("“%1” is not one of %2").arg(type, kMediaTypes.join(QStringLiteral(", "))));
        } else if (kindOfType(type) != input->kind) {
            reader->fail(place,
                         QStringLiteral("“%1” does not fit the kind “%2”").arg(type, mediaKindName(input->kind)));
        }
    }
}

} // namespace

ParamSpec readParam(const QJsonObject& json, const QString& place, Problem* problem)
{
    JsonReader reader(json, place, problem);
    ParamSpec param;
    param.name = fieldName(&reader, QStringLiteral("name"));
    param.label = reader.words(QStringLiteral("label"), Need::Required);
    param.hint = reader.words(QStringLiteral("hint"));
    param.type = readType(&reader);
    param.required = reader.flag(QStringLiteral("required"));
    param.folded = reader.flag(QStringLiteral("folded"));
    param.unit = reader.words(QStringLiteral("unit"));
    param.role = reader.text(QStringLiteral("role"));
    param.bounds = readBounds(&reader, param.type);
    checkBounds(&reader, param.bounds);
    if (param.type == ParamType::Text) {
        readLengths(&reader, &param);
    } else if (param.type == ParamType::Choice) {
        param.choices = readChoices(&reader);
        const QJsonValue& standard = param.bounds.defaultValue;
        const bool known = std::any_of(param.choices.cbegin(), param.choices.cend(),
                                       [&](const Choice& choice) { return choice.value == standard.toString(); });
        if (standard.isString() && !known) {
            reader.fail(QStringLiteral("default"),
                        QStringLiteral("“%1” is not one of the choices").arg(standard.toString()));
        }
    } else {
        readVariantBounds(&reader, &param);
    }
    param.requiredWhen = readCondition(&reader, QStringLiteral("requiredWhen"));
    param.allowedWhen = readCondition(&reader, QStringLiteral("allowedWhen"));
    reader.refuseUnknown();
    if (param.role == QLatin1String("seed") && param.type != ParamType::Integer) {
        reader.fail(QStringLiteral("type"), QStringLiteral("a seed must be an integer"));
    }
    return param;
}

InputSpec readInput(const QJsonObject& json, const QString& place, Problem* problem)
{
    JsonReader reader(json, place, problem);
    InputSpec input;
    input.role = fieldName(&reader, QStringLiteral("role"));
    input.label = reader.words(QStringLiteral("label"), Need::Required);
    input.hint = reader.words(QStringLiteral("hint"));
    input.kind = readKind(&reader);
    input.required = reader.flag(QStringLiteral("required"));
    readAccepts(&reader, &input);
    input.maxBytes = reader.whole(QStringLiteral("maxBytes"), 0);
    if (input.kind == MediaKind::Image) {
        input.isMask = reader.flag(QStringLiteral("isMask"));
        input.isDrawing = reader.flag(QStringLiteral("isDrawing"));
        readRange(&reader, QStringLiteral("minSide"), QStringLiteral("maxSide"), &input.minSide, &input.maxSide);
        readRange(&reader, QStringLiteral("minPixels"), QStringLiteral("maxPixels"), &input.minPixels,
                  &input.maxPixels);
        readRange(&reader, QStringLiteral("minAspect"), QStringLiteral("maxAspect"), &input.minAspect,
                  &input.maxAspect);
        readRange(&reader, QStringLiteral("adviseMinSide"), QStringLiteral("maxSide"), &input.adviseMinSide,
                  &input.maxSide);
    } else if (input.kind == MediaKind::Audio) {
        readRange(&reader, QStringLiteral("minSeconds"), QStringLiteral("maxSeconds"), &input.minSeconds,
                  &input.maxSeconds);
    }
    input.requiredWhen = readCondition(&reader, QStringLiteral("requiredWhen"));
    input.allowedWhen = readCondition(&reader, QStringLiteral("allowedWhen"));
    reader.refuseUnknown();
    return input;
}

Rule readRule(const QJsonObject& json, const QString& place, Problem* problem)
{
    static const QStringList kinds{QStringLiteral("at-least-one"), QStringLiteral("at-most-one"),
                                   QStringLiteral("at-least-one-non-zero"), QStringLiteral("ascending"),
                                   QStringLiteral("mask-or-alpha")};
    JsonReader reader(json, place, problem);
    Rule rule;
    const qsizetype kind = kinds.indexOf(reader.word(QStringLiteral("kind"), kinds));
    rule.kind = kind < 0 ? Rule::Kind::AtLeastOne : Rule::Kind(kind);
    rule.names = reader.texts(QStringLiteral("names"));
    rule.clientOnly = reader.flag(QStringLiteral("clientOnly"));
    reader.refuseUnknown();
    if (rule.names.size() < 2) {
        reader.fail(QStringLiteral("names"), QStringLiteral("must name at least two fields"));
    }
    return rule;
}

} // namespace maquette
