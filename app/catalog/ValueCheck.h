// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Check.h"

#include <optional>

namespace maquette {

/// What is wrong with \a value as a value of \a param under \a bounds, if anything.
[[nodiscard]] std::optional<FieldProblem> valueProblem(const ParamSpec& param, const Bounds& bounds,
                                                       const QJsonValue& value);

/// \a value as it is shown and as it travels: numbers with a dot, no grouping and no needless digits.
[[nodiscard]] QString textOf(const QJsonValue& value);
[[nodiscard]] QString textOf(double number);

} // namespace maquette
