// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/meshes/Solid.h"

namespace maquette::sandbox::meshes {

/// Turns edges of \a mesh so that about six meet at every point (Botsch and Kobbelt 2004). The number of points and
/// triangles stays, and no triangle turns over. Consecutive triangles lose their pairing.
void turnEdges(Mesh& mesh);

/// Puts triangles that make a good four-sided face next to each other in \a mesh; those left over come last.
void pairUp(Mesh& mesh);

} // namespace maquette::sandbox::meshes
