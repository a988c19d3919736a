// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshScene.h"

#include "app/mesh/Pose.h"

#include <algorithm>
#include <vector>

namespace maquette {

QMatrix4x4 MeshNode::transform() const
{
    if (matrix) {
        return *matrix;
    }
    QMatrix4x4 result;
    result.translate(translation);
    result.rotate(rotation);
    result.scale(scale);
    return result;
}

double MeshAnimation::seconds() const
{
    double longest = 0;
    for (const AnimationChannel& channel : channels) {
        if (!channel.times.isEmpty()) {
            longest = std::max(longest, double(channel.times[channel.times.size() - 1]));
        }
    }
    return longest;
}

void MeshBox::add(const QVector3D& point)
{
    if (isEmpty) {
        low = high = point;
        isEmpty = false;
        return;
    }
    for (int axis = 0; axis < 3; ++axis) {
        low[axis] = std::min(low[axis], point[axis]);
        high[axis] = std::max(high[axis], point[axis]);
    }
}

QList<QMatrix4x4> MeshScene::worldTransforms() const
{
    QList<QMatrix4x4> world;
    world.reserve(nodes.size());
    for (const MeshNode& node : nodes) {
        world.append(node.transform());
    }
    std::vector<int> open(roots.begin(), roots.end());
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        for (const int child : nodes[node].children) {
            world[child] = world[node] * world[child];
            open.push_back(child);
        }
    }
    return world;
}

QList<MeshInstance> MeshScene::instances() const
{
    const QList<QMatrix4x4> world = worldTransforms();
    QList<MeshInstance> result;
    std::vector<int> open(roots.rbegin(), roots.rend());
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        if (nodes[node].mesh >= 0) {
            result.append({node, nodes[node].mesh, world[node]});
        }
        const QList<int>& children = nodes[node].children;
        open.insert(open.end(), children.rbegin(), children.rend());
    }
    return result;
}

qint64 MeshScene::triangleCount() const
{
    qint64 count = 0;
    for (const MeshInstance& instance : instances()) {
        for (const MeshPrimitive& primitive : meshes[instance.mesh].primitives) {
            count += primitive.triangleCount();
        }
    }
    return count;
}

qint64 MeshScene::vertexCount() const
{
    qint64 count = 0;
    for (const MeshInstance& instance : instances()) {
        for (const MeshPrimitive& primitive : meshes[instance.mesh].primitives) {
            count += primitive.vertexCount();
        }
    }
    return count;
}

MeshBox MeshScene::box() const
{
    MeshBox box;
    for (const WorldPart& part : worldParts(*this)) {
        const MeshBuffer<QVector3D> places = part.worldPositions();
        for (const QVector3D& point : places.values()) {
            box.add(point);
        }
    }
    return box;
}

} // namespace maquette
