// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/JsonReader.h"
#include "app/catalog/Operation.h"

namespace maquette {

/// One element of an operation's "params". What can be judged from it alone is checked; what names other fields is left
/// to checkReferences().
[[nodiscard]] ParamSpec readParam(const QJsonObject& json, const QString& place, std::optional<SchemaProblem>* problem);

/// One element of an operation's "inputs".
[[nodiscard]] InputSpec readInput(const QJsonObject& json, const QString& place, std::optional<SchemaProblem>* problem);

/// One element of an operation's "rules".
[[nodiscard]] Rule readRule(const QJsonObject& json, const QString& place, std::optional<SchemaProblem>* problem);

/// An operation's "price". It has a date and no negative amount.
[[nodiscard]] Price readPrice(const QJsonObject& json, const QString& place, std::optional<SchemaProblem>* problem);

/// Where an operation and its fields stand in their file, to name the place of a problem found later.
struct Places
{
    QString operation;
    QHash<QString, QString> fields; ///< by name or role
};

/// Checks everything in \a operation that refers to another part of it: conditions, rules, bounds by variant, price.
void checkReferences(const Operation& operation, const Places& places, std::optional<SchemaProblem>* problem);

/// Reads a whole operation, with all checks.
[[nodiscard]] Operation readOperation(const QJsonObject& json, std::optional<SchemaProblem>* problem);

} // namespace maquette
