// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/GltfNodes.h"

#include "app/mesh/GltfWords.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

void note(MeshScene& scene, const QString& text)
{
    if (!scene.notes.contains(text)) {
        scene.notes.append(text);
    }
}

bool allFinite(const std::vector<double>& values)
{
    return std::all_of(values.begin(), values.end(), [](double value) { return std::abs(value) <= 1e15; });
}

MeshNode readNode(const tinygltf::Node& from, MeshScene& scene)
{
    MeshNode to;
    to.name = QString::fromStdString(from.name).left(200);
    if (!allFinite(from.matrix) || !allFinite(from.translation) || !allFinite(from.rotation) ||
        !allFinite(from.scale)) {
        note(scene, tr("A place in the scene is not a number and was ignored."));
        return to;
    }
    if (from.matrix.size() == 16) {
        QMatrix4x4 matrix;
        for (int i = 0; i < 16; ++i) {
            matrix(i % 4, i / 4) = float(from.matrix[size_t(i)]);
        }
        to.matrix = matrix;
    }
    if (from.translation.size() == 3) {
        to.translation = {float(from.translation[0]), float(from.translation[1]), float(from.translation[2])};
    }
    if (from.rotation.size() == 4) {
        const QQuaternion turn(float(from.rotation[3]), float(from.rotation[0]), float(from.rotation[1]),
                               float(from.rotation[2]));
        to.rotation = turn.isNull() ? QQuaternion() : turn.normalized();
    }
    if (from.scale.size() == 3) {
        to.scale = {float(from.scale[0]), float(from.scale[1]), float(from.scale[2])};
    }
    for (const double weight : from.weights) {
        to.weights.append(std::isfinite(weight) ? float(weight) : 0.0F);
    }
    return to;
}

Result<void> linkNodes(const tinygltf::Model& model, MeshScene& scene)
{
    const auto count = int(scene.nodes.size());
    for (int i = 0; i < count; ++i) {
        for (const int child : model.nodes[size_t(i)].children) {
            if (child < 0 || child >= count) {
                return damagedMesh(tr("node %1 has a child that is not there.").arg(i));
            }
            if (scene.nodes[child].parent >= 0 || child == i) {
                return damagedMesh(tr("node %1 hangs below more than one other.").arg(child));
            }
            scene.nodes[child].parent = i;
            scene.nodes[i].children.append(child);
        }
    }
    // With one parent each, whoever is not reached from a node without parent is part of a ring.
    std::vector<int> open;
    int reached = 0;
    for (int i = 0; i < count; ++i) {
        if (scene.nodes[i].parent < 0) {
            open.push_back(i);
        }
    }
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        ++reached;
        open.insert(open.end(), scene.nodes[node].children.begin(), scene.nodes[node].children.end());
    }
    if (reached != count) {
        return damagedMesh(tr("its nodes hang below each other in a ring."));
    }
    return {};
}

/// The nodes of the scene to show; without scenes, all that have no parent.
Result<void> chooseRoots(const tinygltf::Model& model, MeshScene& scene)
{
    if (model.scenes.empty()) {
        for (int i = 0; i < int(scene.nodes.size()); ++i) {
            if (scene.nodes[i].parent < 0) {
                scene.roots.append(i);
            }
        }
        return {};
    }
    const int wanted = std::max(0, model.defaultScene);
    if (size_t(wanted) >= model.scenes.size()) {
        return damagedMesh(tr("it shows a scene that is not there."));
    }
    if (model.scenes.size() > 1) {
        note(scene, tr("The file holds %1 scenes; one of them is shown.").arg(model.scenes.size()));
    }
    std::vector<bool> seen(size_t(scene.nodes.size()), false);
    for (const int root : model.scenes[size_t(wanted)].nodes) {
        if (root < 0 || root >= scene.nodes.size() || scene.nodes[root].parent >= 0 || seen[size_t(root)]) {
            return damagedMesh(tr("its scene names a node that cannot stand at the top."));
        }
        seen[size_t(root)] = true;
        scene.roots.append(root);
    }
    return {};
}

Result<void> readSkin(const tinygltf::Skin& from, GltfAccessors& accessors, MeshScene& scene)
{
    MeshSkin skin;
    for (const int joint : from.joints) {
        if (joint < 0 || joint >= scene.nodes.size()) {
            return damagedMesh(tr("a skin refers to a joint that is not there."));
        }
        skin.joints.append(joint);
    }
    if (from.inverseBindMatrices >= 0) {
        const auto numbers = accessors.floats(from.inverseBindMatrices, 16, 16);
        if (!numbers) {
            return tl::unexpected(numbers.error());
        }
        const auto matrices = numbers->size() / qsizetype(16 * sizeof(float));
        if (matrices < skin.joints.size()) {
            return damagedMesh(tr("a skin has fewer matrices than joints."));
        }
        const auto* const values = reinterpret_cast<const float*>(numbers->constData());
        for (qsizetype i = 0; i < skin.joints.size(); ++i) {
            // QMatrix4x4 takes rows, the file has columns.
            skin.inverseBind.append(QMatrix4x4(values + i * 16).transposed());
        }
    } else {
        skin.inverseBind = QList<QMatrix4x4>(skin.joints.size());
    }
    scene.skins.append(std::move(skin));
    return {};
}

/// A node without joints of its own skin, or whose skin does not exist, is shown without one.
void linkSkins(const tinygltf::Model& model, MeshScene& scene)
{
    for (qsizetype i = 0; i < scene.nodes.size(); ++i) {
        const int skin = model.nodes[size_t(i)].skin;
        if (skin < 0 || scene.nodes[i].mesh < 0) {
            continue;
        }
        if (skin >= scene.skins.size()) {
            note(scene, tr("A node refers to a skin that is not there."));
            continue;
        }
        scene.nodes[i].skin = skin;
    }
    for (MeshNode& node : scene.nodes) {
        if (node.skin < 0) {
            continue;
        }
        const auto joints = scene.skins[node.skin].joints.size();
        for (MeshPrimitive& primitive : scene.meshes[node.mesh].primitives) {
            for (const JointIndices& four : primitive.joints.values()) {
                if (*std::max_element(four.begin(), four.end()) >= joints) {
                    note(scene, tr("A skin has fewer joints than its mesh refers to, and was left out."));
                    node.skin = -1;
                    break;
                }
            }
            if (node.skin < 0) {
                break;
            }
        }
    }
}

bool ascends(const MeshBuffer<float>& times)
{
    for (qsizetype i = 0; i < times.size(); ++i) {
        if (!std::isfinite(times[i]) || times[i] < 0 || (i > 0 && times[i] < times[i - 1])) {
            return false;
        }
    }
    return !times.isEmpty();
}

std::optional<AnimatedValue> valueOf(const std::string& path)
{
    if (path == "translation") {
        return AnimatedValue::Translation;
    }
    if (path == "rotation") {
        return AnimatedValue::Rotation;
    }
    if (path == "scale") {
        return AnimatedValue::Scale;
    }
    return path == "weights" ? std::optional(AnimatedValue::Weights) : std::nullopt;
}

Result<std::optional<AnimationChannel>> readChannel(const tinygltf::Animation& animation,
                                                    const tinygltf::AnimationChannel& from, GltfAccessors& accessors,
                                                    MeshScene& scene)
{
    const auto value = valueOf(from.target_path);
    if (!value || from.target_node < 0 || from.target_node >= scene.nodes.size() || from.sampler < 0 ||
        size_t(from.sampler) >= animation.samplers.size()) {
        return std::nullopt;
    }
    const tinygltf::AnimationSampler& sampler = animation.samplers[size_t(from.sampler)];
    AnimationChannel channel;
    channel.node = from.target_node;
    channel.value = *value;
    channel.interpolation = sampler.interpolation == "STEP"          ? Interpolation::Step
                            : sampler.interpolation == "CUBICSPLINE" ? Interpolation::CubicSpline
                                                                     : Interpolation::Linear;
    const int width = *value == AnimatedValue::Rotation ? 4 : *value == AnimatedValue::Weights ? 1 : 3;
    const auto times = accessors.values<float>(sampler.input);
    const auto values = accessors.floats(sampler.output, width, width);
    if (!times || !values) {
        return tl::unexpected(times ? values.error() : times.error());
    }
    channel.times = *times;
    channel.values = MeshBuffer<float>::fromBytes(*values);
    const qsizetype keys = channel.times.size() * (channel.interpolation == Interpolation::CubicSpline ? 3 : 1);
    channel.width = *value == AnimatedValue::Weights ? int(channel.values.size() / keys) : width;
    const bool finite =
        std::all_of(channel.values.begin(), channel.values.end(), [](float v) { return std::isfinite(v); });
    if (!ascends(channel.times) || !finite || channel.width < 1 || channel.values.size() < keys * channel.width) {
        return std::nullopt;
    }
    return channel;
}

Result<void> readAnimations(const tinygltf::Model& model, GltfAccessors& accessors, MeshScene& scene)
{
    for (const tinygltf::Animation& from : model.animations) {
        MeshAnimation animation;
        animation.name = QString::fromStdString(from.name).left(200);
        for (const tinygltf::AnimationChannel& channel : from.channels) {
            const auto read = readChannel(from, channel, accessors, scene);
            if (!read) {
                return tl::unexpected(read.error());
            }
            if (*read) {
                animation.channels.append(**read);
            } else {
                note(scene, tr("A part of an animation is damaged or of an unknown kind and was left out."));
            }
        }
        if (!animation.channels.isEmpty()) {
            scene.animations.append(std::move(animation));
        }
    }
    return {};
}

} // namespace

Result<void> readNodes(const tinygltf::Model& model, GltfAccessors& accessors, MeshScene& scene)
{
    for (const tinygltf::Node& from : model.nodes) {
        MeshNode node = readNode(from, scene);
        if (from.mesh >= 0) {
            if (from.mesh >= scene.meshes.size()) {
                return damagedMesh(tr("a node shows a mesh that is not there."));
            }
            node.mesh = from.mesh;
        }
        scene.nodes.append(std::move(node));
    }
    Result<void> done = linkNodes(model, scene);
    done = done ? chooseRoots(model, scene) : done;
    for (const tinygltf::Skin& skin : model.skins) {
        done = done ? readSkin(skin, accessors, scene) : done;
    }
    if (!done) {
        return done;
    }
    linkSkins(model, scene);
    return readAnimations(model, accessors, scene);
}

} // namespace maquette
