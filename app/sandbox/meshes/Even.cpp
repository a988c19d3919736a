// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Even.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace maquette::sandbox::meshes {

namespace {

constexpr double kSmooth = 0.8; ///< cosine of the angle within which a pair of triangles counts as one plane

/// The triangle to the left of every directed edge.
class EdgeTable
{
public:
    explicit EdgeTable(const Mesh& mesh)
        : m_mesh(mesh)
    {
        m_left.reserve(mesh.triangles.size() * 3);
        for (size_t i = 0; i < mesh.triangles.size(); ++i) {
            set(quint32(i));
        }
    }
    void set(quint32 triangle)
    {
        const Triangle& t = m_mesh.triangles[triangle];
        for (size_t i = 0; i < 3; ++i) {
            m_left[key(t[i], t[(i + 1) % 3])] = triangle;
        }
    }
    void drop(quint32 a, quint32 b) { m_left.erase(key(a, b)); }
    [[nodiscard]] bool has(quint32 a, quint32 b) const { return m_left.count(key(a, b)) > 0; }
    [[nodiscard]] quint32 left(quint32 a, quint32 b) const { return m_left.at(key(a, b)); }

private:
    static quint64 key(quint32 a, quint32 b) { return quint64(a) << 32U | b; }
    const Mesh& m_mesh;
    std::unordered_map<quint64, quint32> m_left;
};

quint32 thirdOf(const Triangle& t, quint32 a, quint32 b)
{
    for (const quint32 v : t) {
        if (v != a && v != b) {
            return v;
        }
    }
    return a;
}

} // namespace

void turnEdges(Mesh& mesh)
{
    EdgeTable edges(mesh);
    std::vector<int> valence(mesh.points.size(), 0);
    for (const Triangle& t : mesh.triangles) {
        for (const quint32 v : t) {
            ++valence[v];
        }
    }
    const auto unit = [&mesh](quint32 a, quint32 b, quint32 c) {
        const Point span = spanOf(mesh.points[a], mesh.points[b], mesh.points[c]);
        return span * (1.0 / std::max(std::sqrt(span.dot(span)), 1e-30));
    };
    const auto off = [&valence](quint32 v, int change) { return std::abs(valence[v] + change - 6); };
    for (quint32 first = 0; first < quint32(mesh.triangles.size()); ++first) {
        for (size_t corner = 0; corner < 3; ++corner) {
            const quint32 a = mesh.triangles[first][corner];
            const quint32 b = mesh.triangles[first][(corner + 1) % 3];
            const quint32 second = edges.left(b, a);
            const quint32 c = thirdOf(mesh.triangles[first], a, b);
            const quint32 d = thirdOf(mesh.triangles[second], a, b);
            const int now = off(a, 0) + off(b, 0) + off(c, 0) + off(d, 0);
            const int then = off(a, -1) + off(b, -1) + off(c, 1) + off(d, 1);
            if (then >= now || valence[a] <= 4 || valence[b] <= 4 || edges.has(c, d) || edges.has(d, c)) {
                continue;
            }
            const Point before = unit(a, b, c);
            const Point after1 = unit(c, a, d);
            const Point after2 = unit(d, b, c);
            if (before.dot(unit(b, a, d)) < kSmooth || before.dot(after1) < kSmooth || before.dot(after2) < kSmooth) {
                continue;
            }
            edges.drop(a, b);
            edges.drop(b, a);
            mesh.triangles[first] = {c, a, d};
            mesh.triangles[second] = {d, b, c};
            edges.set(first);
            edges.set(second);
            --valence[a];
            --valence[b];
            ++valence[c];
            ++valence[d];
            break;
        }
    }
}

void pairUp(Mesh& mesh)
{
    const EdgeTable edges(mesh);
    struct Join
    {
        double cost;
        quint32 one;
        quint32 other;
    };
    std::vector<Join> joins;
    for (quint32 one = 0; one < quint32(mesh.triangles.size()); ++one) {
        const Triangle& t = mesh.triangles[one];
        for (size_t corner = 0; corner < 3; ++corner) {
            const quint32 a = t[corner];
            const quint32 b = t[(corner + 1) % 3];
            const quint32 other = edges.left(b, a);
            if (other < one) {
                continue;
            }
            const std::array<quint32, 4> ring{a, thirdOf(mesh.triangles[other], a, b), b, thirdOf(t, a, b)};
            double cost = 0;
            for (size_t i = 0; i < 4; ++i) {
                const Point in = mesh.points[ring[i]] - mesh.points[ring[(i + 3) % 4]];
                const Point out = mesh.points[ring[(i + 1) % 4]] - mesh.points[ring[i]];
                cost += std::abs(in.dot(out)) / std::max(std::sqrt(in.dot(in) * out.dot(out)), 1e-30);
            }
            joins.push_back({cost, one, other});
        }
    }
    std::stable_sort(joins.begin(), joins.end(), [](const Join& a, const Join& b) { return a.cost < b.cost; });
    std::vector<char> used(mesh.triangles.size(), 0);
    std::vector<Triangle> ordered;
    ordered.reserve(mesh.triangles.size());
    for (const Join& join : joins) {
        if (used[join.one] == 0 && used[join.other] == 0) {
            used[join.one] = used[join.other] = 1;
            ordered.push_back(mesh.triangles[join.one]);
            ordered.push_back(mesh.triangles[join.other]);
        }
    }
    for (size_t i = 0; i < used.size(); ++i) {
        if (used[i] == 0) {
            ordered.push_back(mesh.triangles[i]);
        }
    }
    mesh.triangles = std::move(ordered);
}

} // namespace maquette::sandbox::meshes
