// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshScene.h"

#include <QSize>

#include <atomic>

namespace maquette {

/// The facts of a mesh as shown, in the world's units. Points at exactly the same place count as one, so that texture
/// seams are no holes.
struct MeshFacts
{
    qint64 triangles = 0;
    qint64 vertices = 0; ///< as stored, seams counted on both sides
    qint64 points = 0;   ///< places
    int materials = 0;   ///< that are used
    QList<QSize> textures;
    qint64 textureBytes = 0; ///< as stored in the file
    qint64 fileBytes = 0;
    MeshBox box;
    QString unit;
    qint64 openEdges = 0;        ///< with one triangle
    qint64 nonManifoldEdges = 0; ///< with three or more
    qint64 reversedEdges = 0;    ///< with two triangles that disagree about which side is out
    qint64 degenerate = 0;       ///< triangles without area
    qint64 components = 0;       ///< pieces that hang together by edges
    qint64 insideOut = 0;        ///< closed pieces whose faces all look inwards
    double volume = 0;           ///< enclosed; only when watertight
    double area = 0;
    bool watertight = false; ///< no open, non-manifold or reversed edge

    /// The edges counted above, for a viewer to draw.
    QList<std::array<QVector3D, 2>> faultyEdges; ///< at most kMostEdges, open ones first
    static constexpr int kMostEdges = 20'000;
};

/// Counts all of it; for a worker thread. Stops early, with what is known, when cancelled.
[[nodiscard]] MeshFacts checkMesh(const MeshScene& scene, const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
