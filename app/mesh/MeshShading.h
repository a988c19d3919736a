// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshScene.h"

namespace maquette {

/// Gives every triangle its own three vertices and its face's direction as their normal.
void makeFlatNormals(MeshPrimitive& primitive);

/// Normals averaged (weighted by angle) over the faces around a point that differ from the corner's own face by at most
/// \a degrees; vertices are doubled where an edge is sharper. Points are the same where their coordinates are.
void makeSmoothNormals(MeshPrimitive& primitive, double degrees);

/// Tangents for a normal map by the direction of growing u, with the sign of the bitangent as fourth number; empty when
/// there are no coordinates. Vertices are not doubled where a picture is mirrored.
[[nodiscard]] MeshBuffer<QVector4D> tangentsOf(const MeshPrimitive& primitive, int uvSet = 0);

/// The vertices at \a places in place of the present ones, in every buffer but the indices.
void takeVertices(MeshPrimitive& primitive, std::span<const quint32> places);

/// For each vertex the number of its point: vertices at exactly the same place share one. Points are numbered from 0 in
/// the order they are met; \a count receives how many there are.
[[nodiscard]] std::vector<quint32> weldPositions(std::span<const QVector3D> positions, quint32* count);

} // namespace maquette
