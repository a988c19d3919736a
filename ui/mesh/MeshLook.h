// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/Environment.h"
#include "app/mesh/MeshCamera.h"
#include "ui/mesh/LoadedMesh.h"

#include <QColor>
#include <QSize>

namespace maquette {

/// What the surface of a mesh shows.
enum class MeshSurface { Shaded, Matcap, Sides, BaseColour, Metalness, Roughness, Normal, Occlusion, Emission };
constexpr int kMeshSurfaces = 9;
constexpr MeshSurface kFirstChannel = MeshSurface::BaseColour;

/// How a mesh is shown, besides from where.
struct MeshLook
{
    MeshSurface surface = MeshSurface::Shaded;
    bool wireframe = false;
    bool normals = false; ///< as arrows
    bool grid = true;
    bool ground = true; ///< the shadow where it stands
    bool faults = false;
    EnvironmentKind light = EnvironmentKind::Studio;
    double lightTurn = 0; ///< degrees
    double exposure = 0;  ///< stops
    int animation = -1;
    double seconds = 0;

    /// What was found out about the mesh (faulty edges, what lies under the pointer) is so where an animation begins.
    [[nodiscard]] bool isMoved() const { return animation >= 0 && seconds > 0; }
    [[nodiscard]] bool marksFaults() const { return faults && !isMoved(); }
    bool operator==(const MeshLook&) const = default;
};

/// The colours of what is no part of the mesh, from the theme.
struct MeshColours
{
    QColor grid;
    QColor arrows;
    QColor faults;
    QColor front;
    QColor back;

    bool operator==(const MeshColours&) const = default;
};

/// One picture to be drawn.
struct MeshShot
{
    MeshPtr mesh;
    std::shared_ptr<const QList<std::array<QVector3D, 2>>> faults; ///< edges to mark; may be null
    MeshCamera camera;
    MeshLook look;
    MeshColours colours;
    QSize size;      ///< pixels
    int samples = 4; ///< for each pixel, 1 to 4
};

} // namespace maquette
