// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/ForeignReader.h"

namespace maquette {

/// Compares what an STL file says of itself with its size, before a library believes it. Errors: InvalidInput.
[[nodiscard]] Result<void> checkForeign(const QByteArray& bytes, ForeignFormat format, const MeshLimits& limits);

/// True when an STL file is the binary kind: "solid" at the start proves nothing, the length does.
[[nodiscard]] bool isBinaryStl(const QByteArray& bytes);

} // namespace maquette
