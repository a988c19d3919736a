// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshScene.h"

#include <QLineF>

#include <atomic>

namespace maquette {

/// How a texture is cut up, in texture coordinates: (0, 0) is the picture's upper left corner, v grows downwards.
struct UvLayout
{
    QList<QLineF> edges;   ///< each edge of a triangle once
    QList<QLineF> borders; ///< those with a triangle on one side only: the outlines of the islands
    QRectF box;
    int islands = 0;
    bool outside = false; ///< some of it lies outside the square from 0 to 1: the picture is repeated
    bool isEmpty() const { return edges.isEmpty(); }
};

/// The layout of everything with this material (all of it for -2) and this set of coordinates.
[[nodiscard]] UvLayout uvLayout(const MeshScene& scene, int material = -2, int uvSet = 0);

/// How a part of a layout is to be drawn.
struct UvPart
{
    QRectF area; ///< of the plane, what fills the picture
    QSize pixels;
    QColor line;
    QColor border;
    QColor frame; ///< of the square from 0 to 1
};

/// The layout over its picture, as much of it as lies in the part; on no ground. Null when \a cancelled.
[[nodiscard]] QImage paintUvPart(const UvLayout& layout, const QImage& under, const UvPart& part,
                                 const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
