// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Check.h"

namespace maquette {

/// Everything that is wrong with a file of that kind for \a input. Type first: of a wrong type nothing else is asked.
[[nodiscard]] QList<FieldProblem> fileProblems(const InputSpec& input, const MediaInfo& info, CheckSide side);

} // namespace maquette
