// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/Pose.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

using Values = std::vector<float>;

/// Value \a part of key \a key: cubic keys hold the tangent before, the value, the tangent after.
const float* keyOf(const AnimationChannel& channel, qsizetype key, int part)
{
    const bool cubic = channel.interpolation == Interpolation::CubicSpline;
    return channel.values.data() + (cubic ? key * 3 + part : key) * channel.width;
}

void hermite(const AnimationChannel& channel, qsizetype key, float t, float span, Values& to)
{
    const float* const p0 = keyOf(channel, key, 1);
    const float* const m0 = keyOf(channel, key, 2);
    const float* const p1 = keyOf(channel, key + 1, 1);
    const float* const m1 = keyOf(channel, key + 1, 0);
    const float t2 = t * t;
    const float t3 = t2 * t;
    for (int i = 0; i < channel.width; ++i) {
        to[size_t(i)] = (2 * t3 - 3 * t2 + 1) * p0[i] + span * (t3 - 2 * t2 + t) * m0[i] + (3 * t2 - 2 * t3) * p1[i] +
                        span * (t3 - t2) * m1[i];
    }
}

QQuaternion turnOf(const float* values)
{
    const QQuaternion turn(values[3], values[0], values[1], values[2]);
    return turn.isNull() ? QQuaternion() : turn.normalized();
}

Values sampled(const AnimationChannel& channel, float seconds)
{
    Values result(size_t(channel.width));
    const auto last = channel.times.size() - 1;
    const auto* const after = std::upper_bound(channel.times.begin(), channel.times.end(), seconds);
    const qsizetype key = std::clamp<qsizetype>(after - channel.times.begin() - 1, 0, last);
    const float span = key < last ? channel.times[key + 1] - channel.times[key] : 0;
    if (seconds <= channel.times[0] || span <= 0 || channel.interpolation == Interpolation::Step) {
        std::copy_n(keyOf(channel, key, 1), channel.width, result.begin());
        return result;
    }
    const float t = (seconds - channel.times[key]) / span;
    if (channel.interpolation == Interpolation::CubicSpline) {
        hermite(channel, key, t, span, result);
        return result;
    }
    const float* const from = keyOf(channel, key, 0);
    const float* const to = keyOf(channel, key + 1, 0);
    if (channel.value == AnimatedValue::Rotation) {
        const QQuaternion turn = QQuaternion::slerp(turnOf(from), turnOf(to), t);
        return {turn.x(), turn.y(), turn.z(), turn.scalar()};
    }
    for (int i = 0; i < channel.width; ++i) {
        result[size_t(i)] = from[i] + (to[i] - from[i]) * t;
    }
    return result;
}

void apply(const AnimationChannel& channel, const Values& values, MeshNode& node)
{
    switch (channel.value) {
    case AnimatedValue::Translation:
        node.translation = {values[0], values[1], values[2]};
        break;
    case AnimatedValue::Rotation:
        node.rotation = turnOf(values.data());
        break;
    case AnimatedValue::Scale:
        node.scale = {values[0], values[1], values[2]};
        break;
    case AnimatedValue::Weights:
        node.weights = QList<float>(values.begin(), values.end());
        return;
    }
    node.matrix.reset(); // what is animated has no matrix (glTF 2.0, 3.5.3)
}

Pose poseOf(const MeshScene& scene)
{
    Pose pose;
    pose.world = scene.worldTransforms();
    for (const MeshNode& node : scene.nodes) {
        const bool own = !node.weights.isEmpty() || node.mesh < 0;
        pose.weights.append(own ? node.weights : scene.meshes[node.mesh].weights);
    }
    return pose;
}

void addMorphs(const MeshPrimitive& primitive, const QList<float>& weights, PosedVertices& to)
{
    for (qsizetype m = 0; m < std::min(primitive.morphs.size(), weights.size()); ++m) {
        const MorphTarget& morph = primitive.morphs[m];
        const float weight = weights[m];
        if (weight == 0) {
            continue;
        }
        const auto add = [weight](MeshBuffer<QVector3D>& sum, const MeshBuffer<QVector3D>& more) {
            QVector3D* const at = sum.data();
            for (qsizetype i = 0; i < std::min(sum.size(), more.size()); ++i) {
                at[i] += more[i] * weight;
            }
        };
        add(to.positions, morph.positions);
        add(to.normals, morph.normals);
    }
}

void followBones(const Pose& pose, const MeshSkin& skin, const MeshPrimitive& primitive, PosedVertices& to)
{
    std::vector<QMatrix4x4> bones;
    for (qsizetype i = 0; i < skin.joints.size(); ++i) {
        bones.push_back(pose.world[skin.joints[i]] * skin.inverseBind[i]);
    }
    QVector3D* const positions = to.positions.data();
    QVector3D* const normals = to.normals.data();
    for (qsizetype i = 0; i < primitive.vertexCount(); ++i) {
        const JointIndices& joints = primitive.joints[i];
        const QVector4D& weights = primitive.weights[i];
        const float sum = weights.x() + weights.y() + weights.z() + weights.w();
        if (!(sum > 0)) {
            continue;
        }
        QVector3D place;
        QVector3D normal;
        for (int k = 0; k < 4; ++k) {
            const float weight = weights[k] / sum;
            if (weight != 0) {
                const QMatrix4x4& bone = bones[joints[size_t(k)]];
                place += bone.map(positions[i]) * weight;
                normal += bone.mapVector(normals[i]) * weight;
            }
        }
        positions[i] = place;
        normals[i] = normal;
    }
    to.transform.setToIdentity();
}

} // namespace

Pose restPose(const MeshScene& scene)
{
    return poseOf(scene);
}

Pose poseAt(const MeshScene& scene, int animation, double seconds)
{
    if (animation < 0 || animation >= scene.animations.size()) {
        return restPose(scene);
    }
    // The buffers are shared; only the nodes are copied.
    MeshScene moved = scene;
    for (const AnimationChannel& channel : scene.animations[animation].channels) {
        apply(channel, sampled(channel, float(seconds)), moved.nodes[channel.node]);
    }
    return poseOf(moved);
}

bool bends(const MeshScene& scene, int node, const MeshPrimitive& primitive)
{
    return (scene.nodes[node].skin >= 0 && !primitive.joints.isEmpty()) || !primitive.morphs.isEmpty();
}

PosedVertices posed(const MeshScene& scene, const Pose& pose, int node, const MeshPrimitive& primitive)
{
    PosedVertices result{primitive.positions, primitive.normals, pose.world[node]};
    addMorphs(primitive, pose.weights[node], result);
    const int skin = scene.nodes[node].skin;
    if (skin >= 0 && !primitive.joints.isEmpty()) {
        followBones(pose, scene.skins[skin], primitive, result);
    }
    if (bends(scene, node, primitive)) {
        for (QVector3D& normal : result.normals) {
            normal.normalize();
        }
    }
    return result;
}

MeshBuffer<QVector3D> WorldPart::worldPositions() const
{
    if (vertices.transform.isIdentity()) {
        return vertices.positions;
    }
    MeshBuffer<QVector3D> result(vertices.positions.size());
    std::transform(vertices.positions.begin(), vertices.positions.end(), result.data(),
                   [this](const QVector3D& at) { return vertices.transform.map(at); });
    return result;
}

MeshBuffer<QVector3D> WorldPart::worldNormals() const
{
    const QMatrix4x4 turn(vertices.transform.normalMatrix());
    MeshBuffer<QVector3D> result(vertices.normals.size());
    std::transform(vertices.normals.begin(), vertices.normals.end(), result.data(),
                   [&turn](const QVector3D& normal) { return turn.mapVector(normal).normalized(); });
    return result;
}

QList<WorldPart> worldParts(const MeshScene& scene)
{
    const Pose pose = restPose(scene);
    QList<WorldPart> parts;
    for (const MeshInstance& instance : scene.instances()) {
        const QList<MeshPrimitive>& primitives = scene.meshes[instance.mesh].primitives;
        for (int i = 0; i < int(primitives.size()); ++i) {
            parts.append({instance.node, instance.mesh, i, posed(scene, pose, instance.node, primitives[i])});
        }
    }
    return parts;
}

} // namespace maquette
