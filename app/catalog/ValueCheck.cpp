// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/ValueCheck.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

using Code = FieldProblem::Code;

/// Characters as people count them, not UTF-16 units: an emoji is one.
qsizetype characters(const QString& text)
{
    return std::count_if(text.cbegin(), text.cend(), [](QChar unit) { return !unit.isLowSurrogate(); });
}

std::optional<FieldProblem> textProblem(const ParamSpec& param, const QJsonValue& value)
{
    if (!value.isString()) {
        return FieldProblem{param.name, Code::NotText, textOf(value), {}, {}};
    }
    const qsizetype length = characters(value.toString());
    if (length < param.minLength) {
        return FieldProblem{param.name, Code::TooShort, QString::number(length), QString::number(param.minLength), {}};
    }
    if (param.maxLength > 0 && length > param.maxLength) {
        return FieldProblem{param.name, Code::TooLong, QString::number(length), QString::number(param.maxLength), {}};
    }
    return std::nullopt;
}

std::optional<FieldProblem> numberProblem(const ParamSpec& param, const Bounds& bounds, const QJsonValue& value)
{
    if (!value.isDouble() || !std::isfinite(value.toDouble())) {
        return FieldProblem{param.name, Code::NotANumber, textOf(value), {}, {}};
    }
    const double number = value.toDouble();
    if (param.type == ParamType::Integer && std::trunc(number) != number) {
        return FieldProblem{param.name, Code::NotAnInteger, textOf(value), {}, {}};
    }
    if (bounds.min && number < *bounds.min) {
        return FieldProblem{param.name, Code::BelowMin, textOf(value), textOf(*bounds.min), {}};
    }
    if (bounds.max && number > *bounds.max) {
        return FieldProblem{param.name, Code::AboveMax, textOf(value), textOf(*bounds.max), {}};
    }
    return std::nullopt;
}

std::optional<FieldProblem> choiceProblem(const ParamSpec& param, const QJsonValue& value)
{
    if (!value.isString()) {
        return FieldProblem{param.name, Code::NotText, textOf(value), {}, {}};
    }
    QStringList allowed;
    for (const Choice& choice : param.choices) {
        allowed.append(choice.value);
    }
    if (!allowed.contains(value.toString())) {
        return FieldProblem{param.name, Code::NotAChoice, value.toString(), allowed.join(QStringLiteral(", ")),
                            allowed};
    }
    return std::nullopt;
}

} // namespace

QString textOf(double number)
{
    if (std::isfinite(number) && std::trunc(number) == number && std::fabs(number) < 1e15) {
        return QString::number(number, 'f', 0);
    }
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

QString textOf(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Double:
        return textOf(value.toDouble());
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

std::optional<FieldProblem> valueProblem(const ParamSpec& param, const Bounds& bounds, const QJsonValue& value)
{
    switch (param.type) {
    case ParamType::Text:
        return textProblem(param, value);
    case ParamType::Integer:
    case ParamType::Number:
        return numberProblem(param, bounds, value);
    case ParamType::Choice:
        return choiceProblem(param, value);
    }
    return std::nullopt;
}

} // namespace maquette
