// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshScene.h"

namespace maquette {

/// Where everything stands at one moment.
struct Pose
{
    QList<QMatrix4x4> world;     ///< by node
    QList<QList<float>> weights; ///< of the morph targets, by node; empty for a node without
};

/// The scene as it stands in the file.
[[nodiscard]] Pose restPose(const MeshScene& scene);

/// The scene at \a seconds of the animation, held at its first and last key (glTF 2.0, appendix C). An \a animation
/// that does not exist gives the rest.
[[nodiscard]] Pose poseAt(const MeshScene& scene, int animation, double seconds);

/// A primitive as a pose bends it.
struct PosedVertices
{
    MeshBuffer<QVector3D> positions;
    MeshBuffer<QVector3D> normals;
    QMatrix4x4 transform; ///< to the world; a skin has done that already, then it is the identity
};

/// \a primitive of the mesh of \a node with morph targets added and bones followed. Shares the scene's buffers where
/// nothing changes.
[[nodiscard]] PosedVertices posed(const MeshScene& scene, const Pose& pose, int node, const MeshPrimitive& primitive);

/// True when the pose changes more than where a whole primitive stands.
[[nodiscard]] bool bends(const MeshScene& scene, int node, const MeshPrimitive& primitive);

/// A primitive as it stands in the world at rest, bones and morph targets followed.
struct WorldPart
{
    int node = -1;
    int mesh = -1;
    int primitive = -1; ///< of the mesh
    PosedVertices vertices;

    [[nodiscard]] const MeshPrimitive& source(const MeshScene& scene) const
    {
        return scene.meshes[mesh].primitives[primitive];
    }
    /// The transform turns the mesh inside out: triangles are the other way round.
    [[nodiscard]] bool mirrored() const { return vertices.transform.determinant() < 0; }
    [[nodiscard]] MeshBuffer<QVector3D> worldPositions() const;
    [[nodiscard]] MeshBuffer<QVector3D> worldNormals() const; ///< of length 1
};

[[nodiscard]] QList<WorldPart> worldParts(const MeshScene& scene);

} // namespace maquette
