// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/ErrorText.h"

#include <QList>

namespace maquette {

/// What Studio::troubled() may have cost. When the library cannot be written while a paid call of one of \a jobs is
/// under way, how that one ends may never be written down: then it may have cost. Anything else costs nothing by
/// itself.
[[nodiscard]] ErrorCost costOfTrouble(const Error& error, const QList<Job>& jobs);

} // namespace maquette
