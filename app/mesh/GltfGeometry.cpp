// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/GltfGeometry.h"

#include "app/mesh/GltfWords.h"
#include "app/mesh/MeshShading.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace maquette {

namespace {

/// Beyond this, boxes and areas overflow.
constexpr float kFarthest = 1e15F;

QString tr(const char* text)
{
    return meshText(text);
}

/// True for numbers that can be reckoned with; compares so that the loop is vectorised.
template <typename T>
bool allWithin(const MeshBuffer<T>& buffer)
{
    constexpr int kWidth = int(sizeof(T) / sizeof(float));
    const auto* const at = reinterpret_cast<const float*>(buffer.data());
    const qsizetype count = buffer.size() * kWidth;
    int outside = 0;
    for (qsizetype i = 0; i < count; ++i) {
        outside |= int(!(std::abs(at[i]) <= kFarthest));
    }
    return outside == 0;
}

template <typename T>
void zeroBroken(MeshBuffer<T>& buffer)
{
    if (allWithin(buffer)) {
        return;
    }
    constexpr int kWidth = int(sizeof(T) / sizeof(float));
    auto* const at = reinterpret_cast<float*>(buffer.data());
    for (qsizetype i = 0; i < buffer.size() * kWidth; ++i) {
        if (!(std::abs(at[i]) <= kFarthest)) {
            at[i] = 0;
        }
    }
}

bool isWithin(const QVector3D& point)
{
    return std::abs(point.x()) <= kFarthest && std::abs(point.y()) <= kFarthest && std::abs(point.z()) <= kFarthest;
}

/// Reads the attribute \a name into \a to when there is one; every attribute has a value for each vertex.
template <typename T>
Result<void> readAttribute(const std::map<std::string, int>& attributes, const char* name, qsizetype vertices,
                           GltfAccessors& accessors, MeshBuffer<T>& to, int leastWidth = int(sizeof(T) / sizeof(float)))
{
    const auto found = attributes.find(name);
    if (found == attributes.end()) {
        return {};
    }
    auto read = accessors.values<T>(found->second, leastWidth);
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (read->size() != vertices) {
        return damagedMesh(
            tr("%1 has %2 values for %3 vertices.").arg(QLatin1String(name)).arg(read->size()).arg(vertices));
    }
    to = std::move(*read);
    return {};
}

/// Strips and fans as single triangles (glTF 2.0, 3.7.2.1).
MeshBuffer<quint32> asTriangles(const MeshBuffer<quint32>& indices, int mode)
{
    if (mode == TINYGLTF_MODE_TRIANGLES || mode == -1) {
        const qsizetype whole = indices.size() - indices.size() % 3;
        return whole == indices.size() ? indices : MeshBuffer<quint32>::from(indices.values().first(size_t(whole)));
    }
    const qsizetype count = std::max<qsizetype>(0, indices.size() - 2);
    MeshBuffer<quint32> result(count * 3);
    quint32* to = result.data();
    for (qsizetype i = 0; i < count; ++i) {
        if (mode == TINYGLTF_MODE_TRIANGLE_STRIP) {
            const qsizetype odd = i % 2;
            *to++ = indices[i];
            *to++ = indices[i + 1 + odd];
            *to++ = indices[i + 2 - odd];
        } else {
            *to++ = indices[i + 1];
            *to++ = indices[i + 2];
            *to++ = indices[0];
        }
    }
    return result;
}

Result<void> readMorphs(const tinygltf::Primitive& primitive, GltfAccessors& accessors, MeshPrimitive& result)
{
    const qsizetype vertices = result.vertexCount();
    for (const auto& target : primitive.targets) {
        MorphTarget morph;
        if (auto read = readAttribute(target, "POSITION", vertices, accessors, morph.positions); !read) {
            return read;
        }
        if (auto read = readAttribute(target, "NORMAL", vertices, accessors, morph.normals); !read) {
            return read;
        }
        if (auto read = readAttribute(target, "TANGENT", vertices, accessors, morph.tangents); !read) {
            return read;
        }
        zeroBroken(morph.positions);
        zeroBroken(morph.normals);
        zeroBroken(morph.tangents);
        result.morphs.append(std::move(morph));
    }
    return {};
}

Result<void> readSkinning(const tinygltf::Primitive& primitive, GltfAccessors& accessors, MeshPrimitive& result)
{
    const auto joints = primitive.attributes.find("JOINTS_0");
    if (joints == primitive.attributes.end()) {
        return {};
    }
    auto read = accessors.joints(joints->second);
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (auto weights =
            readAttribute(primitive.attributes, "WEIGHTS_0", result.vertexCount(), accessors, result.weights);
        !weights) {
        return weights;
    }
    if (read->size() != result.vertexCount() || result.weights.isEmpty()) {
        return damagedMesh(tr("the joints of a mesh do not match its vertices."));
    }
    zeroBroken(result.weights);
    result.joints = std::move(*read);
    return {};
}

Result<void> readVertices(const tinygltf::Primitive& primitive, GltfAccessors& accessors, MeshPrimitive& result)
{
    const auto& attributes = primitive.attributes;
    const auto position = attributes.find("POSITION");
    auto positions = accessors.values<QVector3D>(position->second);
    if (!positions) {
        return tl::unexpected(positions.error());
    }
    result.positions = std::move(*positions);
    const qsizetype vertices = result.vertexCount();
    Result<void> read = readAttribute(attributes, "NORMAL", vertices, accessors, result.normals);
    read = read ? readAttribute(attributes, "TANGENT", vertices, accessors, result.tangents) : read;
    read = read ? readAttribute(attributes, "TEXCOORD_0", vertices, accessors, result.uv[0]) : read;
    read = read ? readAttribute(attributes, "TEXCOORD_1", vertices, accessors, result.uv[1]) : read;
    read = read ? readAttribute(attributes, "COLOR_0", vertices, accessors, result.colours, 3) : read;
    read = read ? readSkinning(primitive, accessors, result) : read;
    return read ? readMorphs(primitive, accessors, result) : read;
}

Result<void> readIndices(const tinygltf::Primitive& primitive, GltfAccessors& accessors, MeshPrimitive& result)
{
    MeshBuffer<quint32> indices;
    if (primitive.indices >= 0) {
        auto read = accessors.indices(primitive.indices);
        if (!read) {
            return tl::unexpected(read.error());
        }
        indices = std::move(*read);
    } else {
        if (auto spent = accessors.spend(result.vertexCount() * 4); !spent) {
            return spent;
        }
        indices = MeshBuffer<quint32>(result.vertexCount());
        std::iota(indices.begin(), indices.end(), 0U);
    }
    quint32 highest = 0;
    for (const quint32 index : indices.values()) {
        highest = std::max(highest, index);
    }
    if (qsizetype(highest) >= result.vertexCount()) {
        return damagedMesh(
            tr("a triangle refers to vertex %1, but there are %2.").arg(highest).arg(result.vertexCount()));
    }
    if (primitive.mode > TINYGLTF_MODE_TRIANGLES) {
        if (auto spent = accessors.spend(indices.size() * 12); !spent) {
            return spent;
        }
    }
    result.indices = asTriangles(indices, primitive.mode);
    return {};
}

} // namespace

qint64 dropBroken(MeshPrimitive& primitive)
{
    const qsizetype before = primitive.triangleCount();
    if (!allWithin(primitive.positions)) {
        quint32* to = primitive.indices.data();
        const quint32* const start = to;
        const QVector3D* const at = primitive.positions.data();
        for (qsizetype i = 0; i < before * 3; i += 3) {
            const quint32 corner[3] = {start[i], start[i + 1], start[i + 2]};
            if (isWithin(at[corner[0]]) && isWithin(at[corner[1]]) && isWithin(at[corner[2]])) {
                to = std::copy_n(corner, 3, to);
            }
        }
        primitive.indices = MeshBuffer<quint32>::from({start, size_t(to - start)});
        std::vector<quint32> places;
        std::vector<quint32> moved(size_t(primitive.vertexCount()), 0);
        for (qsizetype i = 0; i < primitive.vertexCount(); ++i) {
            moved[size_t(i)] = quint32(places.size());
            if (isWithin(primitive.positions[i])) {
                places.push_back(quint32(i));
            }
        }
        for (quint32& index : primitive.indices) {
            index = moved[index];
        }
        takeVertices(primitive, places);
    }
    if (!allWithin(primitive.normals)) {
        primitive.normals = {};
    }
    if (!allWithin(primitive.tangents)) {
        primitive.tangents = {};
    }
    for (auto& uv : primitive.uv) {
        zeroBroken(uv);
    }
    zeroBroken(primitive.colours);
    return before - primitive.triangleCount();
}

Result<MeshPrimitive> readPrimitive(const tinygltf::Primitive& primitive, GltfAccessors& accessors,
                                    GeometryFaults& faults)
{
    MeshPrimitive result;
    if (primitive.mode >= TINYGLTF_MODE_POINTS && primitive.mode < TINYGLTF_MODE_TRIANGLES) {
        ++faults.linesAndPoints;
        return result;
    }
    if (primitive.mode > TINYGLTF_MODE_TRIANGLE_FAN || primitive.mode < -1) {
        return damagedMesh(tr("a primitive is of a kind that does not exist."));
    }
    const auto& attributes = primitive.attributes;
    if (!attributes.contains("POSITION")) {
        ++faults.emptyPrimitives;
        return result;
    }
    faults.moreUvSets = faults.moreUvSets || attributes.contains("TEXCOORD_2");
    faults.moreJoints = faults.moreJoints || attributes.contains("JOINTS_1");
    Result<void> read = readVertices(primitive, accessors, result);
    read = read ? readIndices(primitive, accessors, result) : read;
    if (!read) {
        return tl::unexpected(read.error());
    }
    faults.brokenTriangles += dropBroken(result);
    if (result.indices.isEmpty()) {
        ++faults.emptyPrimitives;
        return MeshPrimitive();
    }
    result.material = primitive.material;
    return result;
}

} // namespace maquette
