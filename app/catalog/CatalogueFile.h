// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/JsonReader.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace maquette {

/// An operation as written, with templates and the file's defaults filled in. It, its params and its inputs carry the
/// place they stand at in their file.
struct RawOperation
{
    QString id;
    QJsonObject object;
};

/// The reusable pieces of a file, by kind ("params", "inputs", "operations") and name.
using Templates = QJsonObject;

/// Reads JSON text whose outermost value is an object. A problem's place is "line L, column C", counted from 1 in
/// characters.
[[nodiscard]] std::optional<QJsonObject> readJsonText(const QByteArray& text, std::optional<SchemaProblem>* problem);

/// The operations of one file. \a templates are those known from earlier files; the file's own are added to them.
[[nodiscard]] QList<RawOperation> expandOperations(const QJsonObject& file, Templates* templates,
                                                   std::optional<SchemaProblem>* problem);

/// \a base with the members of \a patch: objects merge, null takes a member away, everything else is replaced; params
/// and inputs are matched by name or role, and leave when the patch says "removed": true.
[[nodiscard]] QJsonObject mergedOperation(const QJsonObject& base, const QJsonObject& patch);

/// \a operation without the notes of where it stood.
[[nodiscard]] QJsonObject withoutPlaces(QJsonObject operation);

/// The object's own note of its place, else \a otherwise.
[[nodiscard]] QString placeFrom(const QJsonObject& object, const QString& otherwise);

} // namespace maquette
