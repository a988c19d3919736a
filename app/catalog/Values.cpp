// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Check.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

QString variantFor(const Operation& operation, const QJsonObject& values, const QString& by)
{
    return by.isEmpty() ? QString() : effectiveValue(operation, values, by).toString();
}

/// Whether one field meets \a condition, whatever its alternatives do.
bool meets(const QString& name, const Condition& condition, const Operation& operation, const QJsonObject& values,
           const QStringList& inputRoles)
{
    const bool given = values.contains(name) || inputRoles.contains(name);
    if (condition.absent) {
        return !given;
    }
    if (condition.values.isEmpty()) {
        return given;
    }
    return condition.values.contains(effectiveValue(operation, values, name).toString());
}

} // namespace

QJsonValue effectiveValue(const Operation& operation, const QJsonObject& values, const QString& name)
{
    QJsonValue given = values.value(name);
    if (!given.isUndefined()) {
        return given;
    }
    const ParamSpec* param = operation.param(name);
    if (param == nullptr) {
        return QJsonValue(QJsonValue::Undefined);
    }
    return effectiveBounds(operation, *param, values).defaultValue;
}

Bounds effectiveBounds(const Operation& operation, const ParamSpec& param, const QJsonObject& values)
{
    // A choice's own default never depends on another field, so this goes one step deep at most.
    return param.boundsForVariant(variantFor(operation, values, param.boundsBy));
}

bool isMet(const Condition& condition, const Operation& operation, const QJsonObject& values,
           const QStringList& inputRoles)
{
    if (condition.name.isEmpty() || meets(condition.name, condition, operation, values, inputRoles)) {
        return true;
    }
    return std::any_of(condition.alternatives.cbegin(), condition.alternatives.cend(),
                       [&](const QString& name) { return meets(name, condition, operation, values, inputRoles); });
}

QJsonValue valueFromText(const ParamSpec& param, const QString& text)
{
    if (param.type != ParamType::Integer && param.type != ParamType::Number) {
        return text;
    }
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::RejectGroupSeparator);
    bool isNumber = false;
    const double number = locale.toDouble(text.trimmed(), &isNumber);
    return isNumber && std::isfinite(number) ? QJsonValue(number) : QJsonValue(text);
}

QJsonValue CheckedRequest::resolved(const QString& name) const
{
    const ParamSpec* param = operation.param(name);
    if (param != nullptr && param->role == QLatin1String("seed") && request.seed) {
        return qint64(*request.seed);
    }
    if (request.values.contains(name)) {
        return request.values.value(name);
    }
    if (param == nullptr || param->role == QLatin1String("seed")) {
        return QJsonValue(QJsonValue::Undefined);
    }
    QStringList roles;
    for (const InputRef& input : request.inputs) {
        roles.append(input.role);
    }
    if (param->allowedWhen && !isMet(*param->allowedWhen, operation, request.values, roles)) {
        return QJsonValue(QJsonValue::Undefined);
    }
    return effectiveValue(operation, request.values, name);
}

} // namespace maquette
