// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Operation.h"

#include <QString>

namespace maquette {

/// Why the window has no tool for \a operation, empty when the form alone is enough for it.
[[nodiscard]] QString missingTool(const Operation& operation);

} // namespace maquette
