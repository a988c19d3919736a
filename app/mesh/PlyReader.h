// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshReader.h"

namespace maquette {

/// Reads PLY 1.0, as text or binary of either byte order, in one pass: places, normals, texture coordinates (s t, u v),
/// colours (8 bit as sRGB, others linear), faces of any number of corners. Own, since Assimp 5.2 never comes back from
/// some damaged files. Counts are compared with the size first. Errors: InvalidInput.
[[nodiscard]] Result<MeshPrimitive> readPly(const QByteArray& bytes, const MeshLimits& limits);

} // namespace maquette
