// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshShading.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace maquette {

namespace {

constexpr quint32 kNone = 0xFFFFFFFFU;

QVector3D faceNormal(const MeshPrimitive& primitive, qsizetype triangle)
{
    const quint32* const corner = primitive.indices.data() + triangle * 3;
    const QVector3D* const at = primitive.positions.data();
    return QVector3D::crossProduct(at[corner[1]] - at[corner[0]], at[corner[2]] - at[corner[0]]);
}

QVector3D direction(const QVector3D& vector)
{
    const float length = vector.length();
    return length > 0 && std::isfinite(length) ? vector / length : QVector3D(0, 0, 1);
}

/// Corners of triangles gathered by the point they stand at.
struct CornerLists
{
    std::vector<quint32> first; ///< one more than there are points
    std::vector<quint32> corners;
};

CornerLists gatherCorners(const MeshBuffer<quint32>& indices, const std::vector<quint32>& points, quint32 count)
{
    CornerLists lists;
    lists.first.assign(size_t(count) + 1, 0);
    for (const quint32 vertex : indices.values()) {
        ++lists.first[points[vertex] + 1];
    }
    for (size_t i = 1; i < lists.first.size(); ++i) {
        lists.first[i] += lists.first[i - 1];
    }
    std::vector<quint32> next(lists.first.begin(), lists.first.end() - 1);
    lists.corners.resize(size_t(indices.size()));
    for (qsizetype i = 0; i < indices.size(); ++i) {
        lists.corners[next[points[indices[i]]]++] = quint32(i);
    }
    return lists;
}

float cornerAngle(const MeshPrimitive& primitive, quint32 corner)
{
    const quint32 base = corner - corner % 3;
    const QVector3D* const at = primitive.positions.data();
    const quint32* const index = primitive.indices.data();
    const QVector3D& here = at[index[corner]];
    const QVector3D a = direction(at[index[base + (corner + 1) % 3]] - here);
    const QVector3D b = direction(at[index[base + (corner + 2) % 3]] - here);
    return std::acos(std::clamp(QVector3D::dotProduct(a, b), -1.0F, 1.0F));
}

} // namespace

std::vector<quint32> weldPositions(std::span<const QVector3D> positions, quint32* count)
{
    const size_t slots = std::bit_ceil(std::max<size_t>(16, positions.size() * 2));
    std::vector<quint32> table(slots, kNone);
    std::vector<quint32> points(positions.size());
    quint32 found = 0;
    // A vertex stands for its point; the table holds the first vertex met at each.
    for (size_t i = 0; i < positions.size(); ++i) {
        // Adding zero makes -0 and 0 the same.
        const float at[3] = {positions[i].x() + 0.0F, positions[i].y() + 0.0F, positions[i].z() + 0.0F};
        quint64 hash = std::bit_cast<quint32>(at[0]) * 0x9E3779B97F4A7C15ULL;
        hash = (hash ^ (hash >> 29) ^ std::bit_cast<quint32>(at[1])) * 0xBF58476D1CE4E5B9ULL;
        hash = (hash ^ (hash >> 32) ^ std::bit_cast<quint32>(at[2])) * 0x94D049BB133111EBULL;
        size_t slot = size_t(hash >> 20) & (slots - 1);
        while (table[slot] != kNone) {
            const QVector3D& other = positions[table[slot]];
            if (other.x() == at[0] && other.y() == at[1] && other.z() == at[2]) {
                break;
            }
            slot = (slot + 1) & (slots - 1);
        }
        if (table[slot] == kNone) {
            table[slot] = quint32(i);
            points[i] = found++;
        } else {
            points[i] = points[table[slot]];
        }
    }
    *count = found;
    return points;
}

void takeVertices(MeshPrimitive& primitive, std::span<const quint32> places)
{
    primitive.positions = primitive.positions.taken(places);
    primitive.normals = primitive.normals.taken(places);
    primitive.tangents = primitive.tangents.taken(places);
    for (auto& uv : primitive.uv) {
        uv = uv.taken(places);
    }
    primitive.colours = primitive.colours.taken(places);
    primitive.joints = primitive.joints.taken(places);
    primitive.weights = primitive.weights.taken(places);
    for (MorphTarget& morph : primitive.morphs) {
        morph.positions = morph.positions.taken(places);
        morph.normals = morph.normals.taken(places);
        morph.tangents = morph.tangents.taken(places);
    }
}

void makeFlatNormals(MeshPrimitive& primitive)
{
    const MeshBuffer<quint32> places = primitive.indices;
    takeVertices(primitive, places.values());
    quint32 next = 0;
    for (quint32& index : primitive.indices) {
        index = next++;
    }
    primitive.normals = MeshBuffer<QVector3D>(primitive.positions.size());
    QVector3D* const normals = primitive.normals.data();
    for (qsizetype triangle = 0; triangle < primitive.triangleCount(); ++triangle) {
        std::fill_n(normals + triangle * 3, 3, direction(faceNormal(primitive, triangle)));
    }
    primitive.normalsComputed = true;
}

void makeSmoothNormals(MeshPrimitive& primitive, double degrees)
{
    quint32 count = 0;
    const std::vector<quint32> points = weldPositions(primitive.positions.values(), &count);
    const CornerLists lists = gatherCorners(primitive.indices, points, count);
    const auto limit = float(std::cos(std::clamp(degrees, 0.0, 180.0) * std::numbers::pi / 180)) - 1e-5F;
    std::vector<QVector3D> faces(size_t(primitive.triangleCount()));
    for (size_t i = 0; i < faces.size(); ++i) {
        const QVector3D normal = faceNormal(primitive, qsizetype(i));
        faces[i] = normal.isNull() ? QVector3D() : direction(normal);
    }
    // A point with very many faces (the tip of a fan) would cost their square: there all are averaged.
    constexpr quint32 kMost = 256;
    std::vector<quint32> places; // the old vertex of each new one
    std::vector<QVector3D> normals;
    places.reserve(size_t(primitive.vertexCount()));
    normals.reserve(size_t(primitive.vertexCount()));
    std::vector<quint32> head(size_t(primitive.vertexCount()), kNone); // new vertices made of an old one, as a list
    std::vector<quint32> chain;
    MeshBuffer<quint32> indices(primitive.indices.size());
    quint32* const index = indices.data();
    for (quint32 point = 0; point < count; ++point) {
        const std::span<const quint32> around(lists.corners.data() + lists.first[point],
                                              lists.first[point + 1] - lists.first[point]);
        std::vector<QVector3D> weighted(around.size());
        QVector3D all;
        for (size_t i = 0; i < around.size(); ++i) {
            weighted[i] = faces[around[i] / 3] * cornerAngle(primitive, around[i]);
            all += weighted[i];
        }
        for (size_t i = 0; i < around.size(); ++i) {
            QVector3D sum;
            for (size_t k = 0; around.size() <= kMost && k < around.size(); ++k) {
                if (QVector3D::dotProduct(faces[around[i] / 3], faces[around[k] / 3]) >= limit) {
                    sum += weighted[k];
                }
            }
            const QVector3D normal = direction(sum.isNull() ? all : sum);
            const quint32 old = primitive.indices[around[i]];
            quint32 made = head[old];
            while (made != kNone && (normals[made] - normal).lengthSquared() > 1e-8F) {
                made = chain[made];
            }
            if (made == kNone) {
                made = quint32(places.size());
                places.push_back(old);
                normals.push_back(normal);
                chain.push_back(head[old]);
                head[old] = made;
            }
            index[around[i]] = made;
        }
    }
    takeVertices(primitive, places);
    primitive.indices = indices;
    primitive.normals = MeshBuffer<QVector3D>::from(normals);
    primitive.normalsComputed = true;
}

MeshBuffer<QVector4D> tangentsOf(const MeshPrimitive& primitive, int uvSet)
{
    const auto& uv = primitive.uv[size_t(std::clamp(uvSet, 0, 1))];
    if (uv.isEmpty() || primitive.normals.isEmpty()) {
        return {};
    }
    std::vector<QVector3D> along(size_t(primitive.vertexCount()));
    std::vector<QVector3D> across(size_t(primitive.vertexCount()));
    const QVector3D* const at = primitive.positions.data();
    for (qsizetype i = 0; i + 2 < primitive.indices.size(); i += 3) {
        const quint32* const corner = primitive.indices.data() + i;
        const QVector3D e1 = at[corner[1]] - at[corner[0]];
        const QVector3D e2 = at[corner[2]] - at[corner[0]];
        const QVector2D d1 = uv[corner[1]] - uv[corner[0]];
        const QVector2D d2 = uv[corner[2]] - uv[corner[0]];
        const float area = d1.x() * d2.y() - d2.x() * d1.y();
        if (area == 0) {
            continue;
        }
        const float sign = area > 0 ? 1.0F : -1.0F;
        const QVector3D u = (e1 * d2.y() - e2 * d1.y()) * sign;
        const QVector3D v = (e2 * d1.x() - e1 * d2.x()) * sign;
        for (int c = 0; c < 3; ++c) {
            along[corner[c]] += u;
            across[corner[c]] += v;
        }
    }
    MeshBuffer<QVector4D> result(primitive.vertexCount());
    QVector4D* const to = result.data();
    for (qsizetype i = 0; i < primitive.vertexCount(); ++i) {
        const QVector3D& normal = primitive.normals[i];
        QVector3D tangent = along[size_t(i)] - normal * QVector3D::dotProduct(normal, along[size_t(i)]);
        if (tangent.lengthSquared() <= 0 || !std::isfinite(tangent.lengthSquared())) {
            // Any direction in the surface will do where the picture has none.
            const QVector3D other = std::abs(normal.x()) < 0.9F ? QVector3D(1, 0, 0) : QVector3D(0, 1, 0);
            tangent = QVector3D::crossProduct(normal, other);
        }
        const bool mirrored = QVector3D::dotProduct(QVector3D::crossProduct(normal, tangent), across[size_t(i)]) < 0;
        to[i] = QVector4D(direction(tangent), mirrored ? -1.0F : 1.0F);
    }
    return result;
}

} // namespace maquette
