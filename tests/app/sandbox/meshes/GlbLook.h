// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

#include <array>
#include <vector>

namespace maquette {

/// A binary glTF file of one mesh, read byte by byte by the words of the specification (glTF 2.0), without the code it
/// was written with.
struct GlbLook
{
    using Vec3 = std::array<double, 3>;

    QString fault; ///< the first thing that breaks the specification or cannot be used; empty when all is well
    std::vector<Vec3> positions;
    std::vector<Vec3> normals;
    std::vector<std::array<double, 2>> places;
    std::vector<size_t> indices;
    Vec3 low{};
    Vec3 high{}; ///< as the file states them
    QImage texture;
    double metallic = -1;
    double roughness = -1;

    [[nodiscard]] static GlbLook read(const QByteArray& bytes);

    [[nodiscard]] size_t triangles() const { return indices.size() / 3; }
    /// Vertices by place: those of one place have one number. The first number is 0.
    [[nodiscard]] std::vector<size_t> welded() const;
    /// Edges of the welded mesh that are not shared by exactly two triangles that run along them in opposite
    /// directions.
    [[nodiscard]] int openEdges() const;
    /// By the divergence theorem; above 0 when the triangles face outwards.
    [[nodiscard]] double volume() const;
    /// Which pixels of a frame \a side pixels wide and high, one unit of the scene, a viewer in front of it sees
    /// covered: their colours by the texture, transparent where there is nothing. Orthographic, without light.
    [[nodiscard]] QImage seen(int side, bool fromBehind = false) const;
};

} // namespace maquette
