// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/Pose.h"
#include "ui/mesh/LoadedMesh.h"

namespace maquette {

/// Pairs of points.
using LinePoints = MeshBuffer<QVector3D>;

constexpr qsizetype kMostArrows = 8'000; ///< of more vertices every second, third ... has one

/// The normals of all vertices in this pose as arrows, a fiftieth of the mesh long.
[[nodiscard]] LinePoints normalArrows(const LoadedMesh& mesh, const Pose& pose);

} // namespace maquette
