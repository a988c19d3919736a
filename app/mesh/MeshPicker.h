// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshScene.h"

#include <optional>

namespace maquette {

/// Where a ray meets the mesh.
struct MeshHit
{
    float distance = 0; ///< along the ray, in lengths of its direction
    QVector3D place;    ///< in the world
    QVector3D normal;   ///< of the face, in the world, length 1, towards its front
    int node = -1;
    int primitive = -1; ///< of the node's mesh
    qsizetype triangle = -1;
    bool front = true; ///< the ray came from the face's front
};

/// Finds what lies under a ray: triangles in a tree of boxes. Built once for each scene, in a worker; safe to ask from
/// several threads.
class MeshPicker
{
public:
    MeshPicker() = default;
    explicit MeshPicker(const MeshScene& scene);

    [[nodiscard]] std::optional<MeshHit> pick(const QVector3D& origin, const QVector3D& direction) const;
    /// The corners of the triangle that was hit, in the world.
    [[nodiscard]] std::array<QVector3D, 3> cornersOf(const MeshHit& hit) const;
    [[nodiscard]] bool isEmpty() const { return m_corners.empty(); }

private:
    struct Branch
    {
        QVector3D low;
        QVector3D high;
        quint32 first = 0; ///< triangle of a leaf, or the second child; the first child follows
        quint32 count = 0; ///< 0 for a branch
    };
    struct Part
    {
        int node = -1;
        int primitive = -1;
        quint32 first = 0; ///< its first triangle in m_corners before sorting
        bool mirrored = false;
    };
    void build(std::vector<QVector3D>& centres);

    std::vector<std::array<QVector3D, 3>> m_corners;
    std::vector<quint32> m_order; ///< triangles as the leaves hold them
    std::vector<Branch> m_branches;
    std::vector<Part> m_parts;
};

} // namespace maquette
