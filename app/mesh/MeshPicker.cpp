// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshPicker.h"

#include "app/mesh/Pose.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace maquette {

namespace {

constexpr quint32 kLeaf = 8;
constexpr float kFar = std::numeric_limits<float>::max();

void widen(QVector3D& low, QVector3D& high, const QVector3D& by)
{
    for (int axis = 0; axis < 3; ++axis) {
        low[axis] = std::min(low[axis], by[axis]);
        high[axis] = std::max(high[axis], by[axis]);
    }
}

/// Distance at which the ray enters the box, or kFar.
float enters(const QVector3D& low, const QVector3D& high, const QVector3D& origin, const QVector3D& inverse)
{
    float from = 0;
    float to = kFar;
    for (int axis = 0; axis < 3; ++axis) {
        const float a = (low[axis] - origin[axis]) * inverse[axis];
        const float b = (high[axis] - origin[axis]) * inverse[axis];
        if (std::isnan(a) || std::isnan(b)) {
            continue; // the ray runs within the plane of a side
        }
        from = std::max(from, std::min(a, b));
        to = std::min(to, std::max(a, b));
    }
    return from <= to ? from : kFar;
}

/// Moller and Trumbore 1997, both sides.
std::optional<float> meets(const std::array<QVector3D, 3>& corner, const QVector3D& origin, const QVector3D& direction)
{
    const QVector3D e1 = corner[1] - corner[0];
    const QVector3D e2 = corner[2] - corner[0];
    const QVector3D p = QVector3D::crossProduct(direction, e2);
    const float area = QVector3D::dotProduct(e1, p);
    if (area == 0) {
        return std::nullopt;
    }
    const QVector3D t = origin - corner[0];
    const float u = QVector3D::dotProduct(t, p) / area;
    const QVector3D q = QVector3D::crossProduct(t, e1);
    const float v = QVector3D::dotProduct(direction, q) / area;
    const float distance = QVector3D::dotProduct(e2, q) / area;
    if (u < 0 || v < 0 || u + v > 1 || !(distance >= 0)) {
        return std::nullopt;
    }
    return distance;
}

} // namespace

MeshPicker::MeshPicker(const MeshScene& scene)
{
    m_corners.reserve(size_t(scene.triangleCount()));
    for (const WorldPart& part : worldParts(scene)) {
        m_parts.push_back({part.node, part.primitive, quint32(m_corners.size()), part.mirrored()});
        const MeshBuffer<QVector3D> places = part.worldPositions();
        const MeshBuffer<quint32>& indices = part.source(scene).indices;
        for (qsizetype i = 0; i + 2 < indices.size(); i += 3) {
            m_corners.push_back({places[indices[i]], places[indices[i + 1]], places[indices[i + 2]]});
        }
    }
    if (m_corners.empty()) {
        return;
    }
    std::vector<QVector3D> centres;
    centres.reserve(m_corners.size());
    for (const auto& corner : m_corners) {
        centres.push_back((corner[0] + corner[1] + corner[2]) / 3);
    }
    build(centres);
}

void MeshPicker::build(std::vector<QVector3D>& centres)
{
    m_order.resize(m_corners.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    struct Job
    {
        quint32 first;
        quint32 last;
        quint32 parent; ///< whose second child this is, or none
    };
    constexpr quint32 kNone = 0xFFFFFFFFU;
    std::vector<Job> jobs{{0, quint32(m_order.size()), kNone}};
    while (!jobs.empty()) {
        const Job job = jobs.back();
        jobs.pop_back();
        const auto self = quint32(m_branches.size());
        if (job.parent != kNone) {
            m_branches[job.parent].first = self;
        }
        Branch branch{{kFar, kFar, kFar}, {-kFar, -kFar, -kFar}, job.first, job.last - job.first};
        QVector3D low = branch.low;
        QVector3D high = branch.high;
        for (quint32 i = job.first; i < job.last; ++i) {
            for (const QVector3D& corner : m_corners[m_order[i]]) {
                widen(branch.low, branch.high, corner);
            }
            widen(low, high, centres[m_order[i]]);
        }
        const QVector3D size = high - low;
        const int axis = size.x() >= size.y() && size.x() >= size.z() ? 0 : size.y() >= size.z() ? 1 : 2;
        if (branch.count > kLeaf) {
            const quint32 middle = job.first + branch.count / 2;
            std::nth_element(m_order.begin() + job.first, m_order.begin() + middle, m_order.begin() + job.last,
                             [&centres, axis](quint32 a, quint32 b) { return centres[a][axis] < centres[b][axis]; });
            branch.count = 0;
            jobs.push_back({middle, job.last, self});
            jobs.push_back({job.first, middle, kNone});
        }
        m_branches.push_back(branch);
    }
}

std::optional<MeshHit> MeshPicker::pick(const QVector3D& origin, const QVector3D& direction) const
{
    if (m_branches.empty() || direction.isNull()) {
        return std::nullopt;
    }
    const QVector3D inverse(1 / direction.x(), 1 / direction.y(), 1 / direction.z());
    float best = kFar;
    quint32 found = 0;
    std::vector<quint32> open{0};
    while (!open.empty()) {
        const quint32 self = open.back();
        const Branch& branch = m_branches[self];
        open.pop_back();
        if (enters(branch.low, branch.high, origin, inverse) >= best) {
            continue;
        }
        if (branch.count == 0) {
            open.push_back(branch.first);
            open.push_back(self + 1);
            continue;
        }
        for (quint32 i = branch.first; i < branch.first + branch.count; ++i) {
            const auto distance = meets(m_corners[m_order[i]], origin, direction);
            if (distance && *distance < best) {
                best = *distance;
                found = m_order[i];
            }
        }
    }
    if (best == kFar) {
        return std::nullopt;
    }
    const auto after = std::upper_bound(m_parts.begin(), m_parts.end(), found,
                                        [](quint32 triangle, const Part& part) { return triangle < part.first; });
    const Part& part = *std::prev(after);
    const auto& corner = m_corners[found];
    MeshHit hit;
    hit.distance = best;
    hit.place = origin + direction * best;
    hit.normal = QVector3D::crossProduct(corner[1] - corner[0], corner[2] - corner[0]).normalized();
    if (part.mirrored) {
        hit.normal = -hit.normal;
    }
    hit.node = part.node;
    hit.primitive = part.primitive;
    hit.triangle = found - part.first;
    hit.front = QVector3D::dotProduct(hit.normal, direction) < 0;
    return hit;
}

std::array<QVector3D, 3> MeshPicker::cornersOf(const MeshHit& hit) const
{
    for (const Part& part : m_parts) {
        if (part.node == hit.node && part.primitive == hit.primitive) {
            return m_corners[part.first + size_t(hit.triangle)];
        }
    }
    return {hit.place, hit.place, hit.place};
}

} // namespace maquette
