// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Mesh.h"

#include <cmath>
#include <numeric>

namespace maquette::sandbox::meshes {

std::vector<char> frontSides(const Mesh& mesh)
{
    std::vector<char> sides;
    sides.reserve(mesh.triangles.size());
    for (const Triangle& t : mesh.triangles) {
        sides.push_back(mesh.points[t[0]].z + mesh.points[t[1]].z + mesh.points[t[2]].z >= 0 ? 1 : 0);
    }
    return sides;
}

int vertexCount(const Mesh& mesh)
{
    const std::vector<char> sides = frontSides(mesh);
    std::vector<char> seen(mesh.points.size(), 0);
    for (size_t i = 0; i < sides.size(); ++i) {
        for (const quint32 v : mesh.triangles[i]) {
            seen[v] = char(seen[v] | (sides[i] != 0 ? 1 : 2));
        }
    }
    int count = 0;
    for (const char s : seen) {
        count += s == 3 ? 2 : (s != 0 ? 1 : 0);
    }
    return count;
}

Topology topologyOf(const Mesh& mesh)
{
    std::vector<quint32> leader(mesh.points.size());
    std::iota(leader.begin(), leader.end(), 0U);
    const auto find = [&leader](quint32 v) {
        while (leader[v] != v) {
            leader[v] = leader[leader[v]];
            v = leader[v];
        }
        return v;
    };
    int pieces = int(mesh.points.size());
    for (const Triangle& t : mesh.triangles) {
        for (const quint32 other : {t[1], t[2]}) {
            const quint32 a = find(t[0]);
            const quint32 b = find(other);
            if (a != b) {
                leader[b] = a;
                --pieces;
            }
        }
    }
    // Euler: points - edges + faces = 2 (pieces - holes), and a closed mesh has three edges to two faces.
    const int characteristic = int(mesh.points.size()) - int(mesh.triangles.size()) / 2;
    return {pieces, pieces - characteristic / 2};
}

std::vector<Point> normalsOf(const Mesh& mesh)
{
    std::vector<Point> normals(mesh.points.size(), Point(0, 0, 0));
    for (const Triangle& t : mesh.triangles) {
        const Point span = spanOf(mesh.points[t[0]], mesh.points[t[1]], mesh.points[t[2]]);
        for (const quint32 v : t) {
            normals[v] += span;
        }
    }
    for (Point& normal : normals) {
        const double length = std::sqrt(normal.dot(normal));
        normal = length > 1e-30 ? normal * (1.0 / length) : Point(0, 0, 1);
    }
    return normals;
}

} // namespace maquette::sandbox::meshes
