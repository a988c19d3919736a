// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace maquette {

/// Why no file can be written to \a path as it is typed, a sentence; empty when one can. A file that is there can.
[[nodiscard]] QString outputProblem(const QString& path);

} // namespace maquette
