// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/LineSet.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr float kLength = 0.02F; // of the mesh's diagonal
constexpr float kHead = 0.3F;    // of an arrow
constexpr float kHeadWidth = 0.12F;

} // namespace

LinePoints normalArrows(const LoadedMesh& mesh, const Pose& pose)
{
    const float length = mesh.box.size().length() * kLength;
    const qsizetype every = std::max<qsizetype>(1, (mesh.scene.vertexCount() + kMostArrows - 1) / kMostArrows);
    std::vector<QVector3D> points;
    points.reserve(size_t(mesh.scene.vertexCount() / every) * 6 + 6);
    for (const MeshInstance& instance : mesh.scene.instances()) {
        for (const MeshPrimitive& primitive : mesh.scene.meshes[instance.mesh].primitives) {
            const PosedVertices bent = posed(mesh.scene, pose, instance.node, primitive);
            const QMatrix4x4& place = bent.transform;
            const QMatrix3x3 turn = place.normalMatrix();
            for (qsizetype i = 0; i < std::min(bent.positions.size(), bent.normals.size()); i += every) {
                const QVector3D n = bent.normals[i];
                const QVector3D way = QVector3D(turn(0, 0) * n.x() + turn(0, 1) * n.y() + turn(0, 2) * n.z(),
                                                turn(1, 0) * n.x() + turn(1, 1) * n.y() + turn(1, 2) * n.z(),
                                                turn(2, 0) * n.x() + turn(2, 1) * n.y() + turn(2, 2) * n.z())
                                          .normalized();
                const QVector3D from = place.map(bent.positions[i]);
                const QVector3D tip = from + way * length;
                const QVector3D other = std::abs(way.y()) < 0.9F ? QVector3D(0, 1, 0) : QVector3D(1, 0, 0);
                const QVector3D side = QVector3D::crossProduct(way, other).normalized() * length * kHeadWidth;
                const QVector3D neck = tip - way * length * kHead;
                points.insert(points.end(), {from, tip, tip, neck + side, tip, neck - side});
            }
        }
    }
    return LinePoints::from(points);
}

} // namespace maquette
