// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <opencv2/core.hpp>

#include <array>
#include <vector>

namespace maquette::sandbox::meshes {

using Point = cv::Point3d;
using Triangle = std::array<quint32, 3>;

/// A closed surface of triangles, anticlockwise seen from outside. Two consecutive triangles that were one quad stay
/// consecutive.
struct Mesh
{
    std::vector<Point> points;
    std::vector<Triangle> triangles;
};

/// Triangles that belong to the picture's side, by the sign of their middle's z: 1 front, 0 back.
[[nodiscard]] std::vector<char> frontSides(const Mesh& mesh);
/// How many vertices the mesh has in a file, where those on the seam between front and back stand twice.
[[nodiscard]] int vertexCount(const Mesh& mesh);
/// Pieces and holes of a closed mesh: two meshes that differ here are not of one shape.
struct Topology
{
    int pieces = 0;
    int holes = 0; ///< through all pieces together
    bool operator==(const Topology&) const = default;
};
[[nodiscard]] Topology topologyOf(const Mesh& mesh);
/// Area-weighted normals of length 1.
[[nodiscard]] std::vector<Point> normalsOf(const Mesh& mesh);
/// Twice the area times the normal of the triangle \a a, \a b, \a c.
[[nodiscard]] inline Point spanOf(const Point& a, const Point& b, const Point& c)
{
    return (b - a).cross(c - a);
}

} // namespace maquette::sandbox::meshes
