// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Operation.h"

#include <QString>

namespace maquette {

/// Why the window has no tool for \a operation, empty when it can be used.
[[nodiscard]] QString missingTool(const Operation& operation);

} // namespace maquette
