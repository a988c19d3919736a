// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/GltfAccessors.h"

namespace maquette {

/// What was left out or mended while the geometry was read, gathered for the notes.
struct GeometryFaults
{
    qint64 brokenTriangles = 0; ///< dropped: a corner is not a finite number
    qint64 emptyPrimitives = 0;
    qint64 linesAndPoints = 0; ///< primitives of a kind that is not shown
    bool moreUvSets = false;
    bool moreJoints = false;
};

/// Reads one primitive as triangles; has none when it holds no triangles. Errors: InvalidInput.
[[nodiscard]] Result<MeshPrimitive> readPrimitive(const tinygltf::Primitive& primitive, GltfAccessors& accessors,
                                                  GeometryFaults& faults);

/// Drops triangles with a corner that is not finite, makes other values finite, and takes vertices out of the way that
/// nothing uses any more. Indices are within bounds already. Returns how many triangles went.
qint64 dropBroken(MeshPrimitive& primitive);

} // namespace maquette
