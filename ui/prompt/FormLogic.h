// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Operation.h"
#include "app/catalog/Request.h"
#include "ui/prompt/FormState.h"

#include <QJsonValue>
#include <QString>

#include <optional>
#include <tl/expected.hpp>

namespace maquette {

/// Whether a field can be filled in now.
struct FieldState
{
    bool shown = true;
    QString reason; ///< why it cannot, empty when it can
    bool operator==(const FieldState&) const = default;
};

/// The rules of one operation's form, over plain values.
namespace form {

/// \a values with the parameter of role "mode" set to what the given \a inputs ask for: an operation that can start
/// from the prompt or from a picture is told by whether there is one.
[[nodiscard]] QJsonObject withMode(const Operation& operation, const QJsonObject& values,
                                   const QMap<QString, AssetId>& inputs);

/// Whether \a condition holds for values that went through withMode().
[[nodiscard]] bool isMet(const Operation& operation, const Condition& condition, const FormValues& values);

/// The picture \a operation works on: its first picture that is no mask. Null when it takes none.
[[nodiscard]] const InputSpec* mainPicture(const Operation& operation);

/// A field that waits for something is not shown; one that something else rules out is shown with the reason.
[[nodiscard]] FieldState stateOf(const Operation& operation, const ParamSpec& param, const FormValues& values);
/// A file whose only condition is the mode can always be given: giving it sets the mode.
[[nodiscard]] FieldState stateOf(const Operation& operation, const InputSpec& input, const FormValues& values);
[[nodiscard]] bool isRequired(const Operation& operation, const ParamSpec& param, const FormValues& values);

/// The bounds of \a param in force for \a values.
[[nodiscard]] Bounds boundsOf(const Operation& operation, const ParamSpec& param, const FormValues& values);
/// Where a number that must be given, but has no default, begins: the middle of its range.
[[nodiscard]] QJsonValue startingValue(const ParamSpec& param, const Bounds& bounds);

/// \a values with every number that must be given now, and is not, at its starting value.
[[nodiscard]] FormValues withStartingValues(const Operation& operation, const FormValues& values);

/// \a source, filled in for \a from, as far as \a to takes it; what only \a to has comes from \a own.
[[nodiscard]] FormValues carried(const Operation& from, const FormValues& source, const Operation& to,
                                 const FormValues& own);

/// The order the form describes: fields that cannot be given now are left out. An unreadable seed is left out too.
[[nodiscard]] Request requestOf(const Operation& operation, const QString& provider, const FormValues& values);
/// The form that describes \a request.
[[nodiscard]] FormValues valuesOf(const Request& request, bool withSeed);

/// A seed as typed: nothing for "random". Errors: a sentence, when it is no whole number or out of \a bounds.
[[nodiscard]] tl::expected<std::optional<quint32>, QString> readSeed(const QString& typed, const Bounds& bounds,
                                                                     int count);

/// A number as typed, with a dot or the user's own decimal sign; the text itself when it is none.
[[nodiscard]] QJsonValue readNumber(const QString& typed, ParamType type);
/// Shortest text of \a value, with a dot.
[[nodiscard]] QString writeNumber(const QJsonValue& value);
/// The step of a slider over \a bounds.
[[nodiscard]] double stepOf(ParamType type, const Bounds& bounds);

} // namespace form

} // namespace maquette
