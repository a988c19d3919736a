// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/meshes/Solid.h"

namespace maquette::sandbox::meshes {

/// The surface of \a solid in quads of about \a cell pixels, each two consecutive triangles (surface nets, Gibson
/// 1998). Closed, and every edge has two triangles: where samples would touch at a corner only, they are joined.
[[nodiscard]] Mesh surfaceOf(const Solid& solid, double cell);

/// Draws the points of \a mesh to the middle of their neighbours, along the surface, which they stay on.
void evenOut(Mesh& mesh, const Solid& solid, int rounds);

} // namespace maquette::sandbox::meshes
