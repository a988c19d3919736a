// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/LoadedMesh.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace maquette {

/// Meshes put together by hand, with known form and colours.
inline void addPart(MeshScene& scene, const MeshPrimitive& primitive, const QMatrix4x4& place = {})
{
    Mesh mesh;
    mesh.primitives.append(primitive);
    scene.meshes.append(mesh);
    MeshNode node;
    node.mesh = int(scene.meshes.size()) - 1;
    node.matrix = place;
    scene.roots.append(int(scene.nodes.size()));
    scene.nodes.append(node);
}

/// One by one, in the plane z = 0, its front towards +Z; u to the right, v downwards.
inline MeshPrimitive square()
{
    MeshPrimitive made;
    const QVector3D corners[] = {{-0.5F, -0.5F, 0}, {0.5F, -0.5F, 0}, {0.5F, 0.5F, 0}, {-0.5F, 0.5F, 0}};
    const QVector2D uv[] = {{0, 1}, {1, 1}, {1, 0}, {0, 0}};
    const quint32 indices[] = {0, 1, 2, 0, 2, 3};
    made.positions = MeshBuffer<QVector3D>::from(corners);
    made.normals = MeshBuffer<QVector3D>(4, QVector3D(0, 0, 1));
    made.uv[0] = MeshBuffer<QVector2D>::from(uv);
    made.indices = MeshBuffer<quint32>::from(indices);
    return made;
}

inline MeshPrimitive ball(float radius = 0.5F, int rows = 48)
{
    std::vector<QVector3D> places;
    std::vector<QVector3D> normals;
    std::vector<quint32> indices;
    const int columns = rows * 2;
    for (int row = 0; row <= rows; ++row) {
        for (int column = 0; column <= columns; ++column) {
            const double theta = std::numbers::pi * row / rows;
            const double phi = 2 * std::numbers::pi * column / columns;
            const QVector3D way(float(std::sin(theta) * std::sin(phi)), float(std::cos(theta)),
                                float(std::sin(theta) * std::cos(phi)));
            normals.push_back(way);
            places.push_back(way * radius);
            if (row < rows && column < columns) {
                const auto at = quint32(row * (columns + 1) + column);
                const auto below = at + quint32(columns) + 1;
                indices.insert(indices.end(), {at, below, at + 1, at + 1, below, below + 1});
            }
        }
    }
    MeshPrimitive made;
    made.positions = MeshBuffer<QVector3D>::from(places);
    made.normals = MeshBuffer<QVector3D>::from(normals);
    made.indices = MeshBuffer<quint32>::from(indices);
    return made;
}

/// sRGB as a material has it.
inline QVector4D linear(const QColor& colour)
{
    const auto value = [](double c) { return float(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4)); };
    return {value(colour.redF()), value(colour.greenF()), value(colour.blueF()), float(colour.alphaF())};
}

inline MeshMaterial unlit(const QVector4D& colour)
{
    MeshMaterial material;
    material.unlit = true;
    material.baseColour = colour;
    return material;
}

/// With a picture that is shown pixel by pixel.
inline MeshMaterial mapped()
{
    MeshMaterial material;
    material.baseColourMap.image = 0;
    material.baseColourMap.smooth = false;
    return material;
}

/// Of one part and one material, with the picture its maps are read from.
inline MeshScene sceneOf(MeshPrimitive part, const MeshMaterial& material, const QImage& picture = {})
{
    MeshScene scene;
    scene.materials.append(material);
    if (!picture.isNull()) {
        scene.images.resize(1);
        scene.images.last().mediaType = QStringLiteral("image/png");
        scene.images.last().image = picture;
    }
    part.material = 0;
    addPart(scene, part);
    return scene;
}

inline MeshPtr loaded(const MeshScene& scene)
{
    auto mesh = std::make_shared<LoadedMesh>();
    mesh->scene = scene;
    mesh->box = scene.box();
    mesh->shadow = contactShadow(scene, mesh->box);
    return mesh;
}

} // namespace maquette
