// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/FormLogic.h"

#include "app/catalog/Check.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace maquette::form {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("FormLogic", text);
}

const ParamSpec* modeOf(const Operation& operation)
{
    return operation.paramByRole(QStringLiteral("mode"));
}

QString labelOf(const Operation& operation, const QString& name)
{
    if (const ParamSpec* param = operation.param(name)) {
        return param->label;
    }
    const InputSpec* input = operation.input(name);
    return input ? input->label : name;
}

QString choiceLabels(const ParamSpec& param, const QStringList& values)
{
    QStringList labels;
    for (const QString& value : values) {
        QString label = value;
        for (const Choice& choice : param.choices) {
            label = choice.value == value && !choice.label.isEmpty() ? choice.label : label;
        }
        labels.append(label);
    }
    return labels.join(translated(" or "));
}

QString namesOf(const Operation& operation, const Condition& condition)
{
    QStringList labels{labelOf(operation, condition.name)};
    for (const QString& name : condition.alternatives) {
        labels.append(labelOf(operation, name));
    }
    return labels.join(translated(" or "));
}

FieldState unmet(const Operation& operation, const Condition& condition, const FormValues& values)
{
    if (condition.absent) {
        return {true, translated("Not together with %1").arg(namesOf(operation, condition))};
    }
    const ParamSpec* by = operation.param(condition.name);
    if (!by || condition.values.isEmpty()) {
        return {false, translated("Needs %1").arg(namesOf(operation, condition))};
    }
    if (by->role == QLatin1String("mode")) {
        // The mode that is not the default was brought about by a file; that file is what rules the field out.
        const bool byFile = effectiveValue(operation, values.values, by->name) != by->bounds.defaultValue;
        const QString file = operation.inputs.isEmpty() ? by->label : operation.inputs.first().label;
        return byFile ? FieldState{true, translated("Set by %1").arg(file)}
                      : FieldState{false, translated("Needs %1").arg(file)};
    }
    return {true, translated("Only with %1: %2").arg(by->label, choiceLabels(*by, condition.values))};
}

bool isModeCondition(const Operation& operation, const std::optional<Condition>& condition)
{
    const ParamSpec* mode = modeOf(operation);
    return mode && condition && condition->name == mode->name;
}

} // namespace

QJsonObject withMode(const Operation& operation, const QJsonObject& values, const QMap<QString, AssetId>& inputs)
{
    const ParamSpec* mode = modeOf(operation);
    if (!mode) {
        return values;
    }
    QJsonObject result = values;
    result.remove(mode->name);
    for (const InputSpec& input : operation.inputs) {
        if (inputs.contains(input.role) && isModeCondition(operation, input.allowedWhen) &&
            !input.allowedWhen->values.isEmpty()) {
            result.insert(mode->name, input.allowedWhen->values.first());
        }
    }
    return result;
}

bool isMet(const Operation& operation, const Condition& condition, const FormValues& values)
{
    return maquette::isMet(condition, operation, values.values, values.inputs.keys());
}

const InputSpec* mainPicture(const Operation& operation)
{
    const auto found = std::find_if(operation.inputs.begin(), operation.inputs.end(), [](const InputSpec& input) {
        return input.kind == MediaKind::Image && !input.isMask;
    });
    return found == operation.inputs.end() ? nullptr : &*found;
}

FieldState stateOf(const Operation& operation, const ParamSpec& param, const FormValues& values)
{
    if (!param.allowedWhen || isMet(operation, *param.allowedWhen, values)) {
        return {};
    }
    return unmet(operation, *param.allowedWhen, values);
}

FieldState stateOf(const Operation& operation, const InputSpec& input, const FormValues& values)
{
    if (!input.allowedWhen || isModeCondition(operation, input.allowedWhen) ||
        isMet(operation, *input.allowedWhen, values)) {
        return {};
    }
    return unmet(operation, *input.allowedWhen, values);
}

bool isRequired(const Operation& operation, const ParamSpec& param, const FormValues& values)
{
    return param.required || (param.requiredWhen && isMet(operation, *param.requiredWhen, values));
}

Bounds boundsOf(const Operation& operation, const ParamSpec& param, const FormValues& values)
{
    return effectiveBounds(operation, param, values.values);
}

QJsonValue startingValue(const ParamSpec& param, const Bounds& bounds)
{
    if (!bounds.defaultValue.isUndefined() && !bounds.defaultValue.isNull()) {
        return bounds.defaultValue;
    }
    const double low = bounds.min.value_or(0.0);
    const double middle = low + (bounds.max.value_or(1.0) - low) / 2;
    return param.type == ParamType::Integer ? QJsonValue(std::round(middle)) : QJsonValue(middle);
}

FormValues withStartingValues(const Operation& operation, const FormValues& values)
{
    FormValues result = values;
    FormValues inMode = values;
    inMode.values = withMode(operation, values.values, values.inputs);
    for (const ParamSpec& param : operation.params) {
        const bool isNumber = param.type == ParamType::Number || param.type == ParamType::Integer;
        if (isNumber && !values.values.contains(param.name) && isRequired(operation, param, inMode) &&
            stateOf(operation, param, inMode).reason.isEmpty()) {
            result.values.insert(param.name, startingValue(param, boundsOf(operation, param, inMode)));
        }
    }
    return result;
}

namespace {

bool takes(const Operation& to, const ParamSpec& param, const FormValues& target, const QJsonValue& value)
{
    if (param.type == ParamType::Choice) {
        const auto has = [&](const Choice& choice) { return choice.value == value.toString(); };
        return std::any_of(param.choices.begin(), param.choices.end(), has);
    }
    if (param.type == ParamType::Text) {
        return value.isString(); // a text that is too long is kept, and said to be
    }
    const Bounds bounds = boundsOf(to, param, target);
    return value.isDouble() && value.toDouble() >= bounds.min.value_or(value.toDouble()) &&
           value.toDouble() <= bounds.max.value_or(value.toDouble());
}

} // namespace

FormValues carried(const Operation& from, const FormValues& source, const Operation& to, const FormValues& own)
{
    FormValues result = own;
    result.count = source.count;
    result.seed =
        to.paramByRole(QStringLiteral("seed")) && from.paramByRole(QStringLiteral("seed")) ? source.seed : own.seed;
    for (const ParamSpec& param : to.params) {
        const ParamSpec* before = from.param(param.name);
        if (!before || before->type != param.type || param.role == QLatin1String("model")) {
            continue;
        }
        const QJsonValue value = source.values.value(param.name);
        result.values.remove(param.name);
        if (!value.isUndefined() && takes(to, param, result, value)) {
            result.values.insert(param.name, value);
        }
    }
    for (const InputSpec& input : to.inputs) {
        const InputSpec* before = from.input(input.role);
        if (!before || before->kind != input.kind) {
            continue;
        }
        result.inputs.remove(input.role);
        if (source.inputs.contains(input.role)) {
            result.inputs.insert(input.role, source.inputs.value(input.role));
        }
    }
    return result;
}

Request requestOf(const Operation& operation, const QString& provider, const FormValues& filled)
{
    FormValues values = filled;
    values.values = withMode(operation, filled.values, filled.inputs);
    Request request;
    request.operation = operation.id;
    request.provider = provider;
    request.count = values.count;
    for (const ParamSpec& param : operation.params) {
        const QJsonValue value = values.values.value(param.name);
        if (param.role == QLatin1String("seed") || value.isUndefined() ||
            !stateOf(operation, param, values).reason.isEmpty()) {
            continue;
        }
        request.values.insert(param.name, value);
    }
    for (const InputSpec& input : operation.inputs) {
        if (values.inputs.contains(input.role) && stateOf(operation, input, values).reason.isEmpty()) {
            request.inputs.append({input.role, values.inputs.value(input.role)});
        }
    }
    if (const ParamSpec* seed = operation.paramByRole(QStringLiteral("seed"))) {
        request.seed = readSeed(values.seed, boundsOf(operation, *seed, values), values.count).value_or(std::nullopt);
    }
    return request;
}

FormValues valuesOf(const Request& request, bool withSeed)
{
    FormValues values;
    values.values = request.values;
    values.count = request.count;
    values.seed = withSeed && request.seed ? QString::number(*request.seed) : QString();
    for (const InputRef& input : request.inputs) {
        values.inputs.insert(input.role, input.asset);
    }
    return values;
}

tl::expected<std::optional<quint32>, QString> readSeed(const QString& typed, const Bounds& bounds, int count)
{
    const QString text = typed.trimmed();
    if (text.isEmpty()) {
        return std::nullopt;
    }
    bool isNumber = false;
    const qulonglong value = text.toULongLong(&isNumber);
    const qulonglong most = qulonglong(bounds.max.value_or(4294967294.0));
    if (!isNumber || value > most || value < qulonglong(bounds.min.value_or(0.0))) {
        return tl::unexpected(translated("Seed must be a whole number from 0 to %1").arg(most));
    }
    if (value != 0 && value + qulonglong(count) - 1 > most) {
        return tl::unexpected(translated("Results count up from the seed: with %1 of them it can be at most %2")
                                  .arg(count)
                                  .arg(most - qulonglong(count) + 1));
    }
    return quint32(value);
}

QJsonValue readNumber(const QString& typed, ParamType type)
{
    const QString text = typed.trimmed();
    if (text.isEmpty()) {
        return QJsonValue(QJsonValue::Undefined);
    }
    bool isNumber = false;
    double value = QLocale::c().toDouble(text, &isNumber);
    if (!isNumber) {
        value = QLocale().toDouble(text, &isNumber);
    }
    if (!isNumber || !std::isfinite(value)) {
        return text;
    }
    // A fraction where a whole number is due is kept, so that the check can say so.
    return type == ParamType::Integer && value == std::floor(value) ? QJsonValue(qint64(value)) : QJsonValue(value);
}

QString writeNumber(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest) : value.toString();
}

double stepOf(ParamType type, const Bounds& bounds)
{
    const double range = bounds.max.value_or(1.0) - bounds.min.value_or(0.0);
    if (type == ParamType::Integer) {
        return 1.0;
    }
    return range <= 2.0 ? 0.01 : range <= 30.0 ? 0.1 : 1.0;
}

} // namespace maquette::form
