// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/Pose.h"
#include "ui/mesh/MeshLook.h"
#include "ui/mesh/gl/SurfaceMaker.h"

#include <Qt3DCore/QBuffer>
#include <Qt3DCore/QEntity>
#include <Qt3DCore/QTransform>
#include <Qt3DRender/QGeometryRenderer>

#include <vector>

namespace maquette {

/// Keeps Qt 3D's entities like a shot: those of the mesh, the ground it stands on, arrows and marked edges. What has
/// not changed since the shot before is left as it is.
class SceneMaker
{
public:
    SceneMaker(MeshShaders& shaders, Qt3DCore::QEntity* root);

    void show(const MeshShot& shot);

private:
    /// One primitive where one node puts it.
    struct Part
    {
        int node = -1;
        const MeshPrimitive* primitive = nullptr;
        bool bends = false;
        bool mirrored = false;
        Qt3DCore::QEntity* entity = nullptr;
        Qt3DCore::QTransform* place = nullptr;
        Qt3DCore::QBuffer* positions = nullptr;
        Qt3DCore::QBuffer* normals = nullptr;
        Qt3DRender::QMaterial* material = nullptr;
    };

    void build(const MeshShot& shot);
    void dress(const MeshShot& shot);
    void pose(const MeshShot& shot);
    void makeGround(const MeshShot& shot);
    void showLines(const MeshShot& shot);
    [[nodiscard]] Pose poseOf(const MeshShot& shot) const;
    Qt3DRender::QGeometryRenderer* geometry(Part& part, const PosedVertices& vertices);

    SurfaceMaker m_surfaces;
    Qt3DCore::QEntity* m_root;
    Qt3DCore::QEntity* m_meshRoot = nullptr;
    Qt3DCore::QEntity* m_ground = nullptr;
    Qt3DRender::QMaterial* m_groundMaterial = nullptr;
    Qt3DCore::QEntity* m_arrows = nullptr;
    Qt3DCore::QEntity* m_faults = nullptr;
    std::vector<Part> m_parts;
    MeshShot m_shown;
};

} // namespace maquette
