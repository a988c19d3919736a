// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QString>

namespace maquette {

/// The real path of a file that a mesh in \a folder names: never one of another place, whatever links and dots say, and
/// never an address. Errors: InvalidInput, as a sentence.
[[nodiscard]] Result<QString> fileBeside(const QString& folder, const QString& name);

} // namespace maquette
