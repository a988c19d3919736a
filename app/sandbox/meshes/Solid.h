// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/meshes/Mesh.h"
#include "app/sandbox/meshes/View.h"

namespace maquette::sandbox::meshes {

/// What the two operations do differently.
struct Character
{
    double backDepth = 0.8;   ///< depth behind the outline beside the depth before it
    double detail = 1.0;      ///< how strongly shading becomes relief
    double backDetail = 0.0;  ///< the same of the side that is not seen
    double backVariety = 0.0; ///< how far chance shapes the side that is not seen
    bool continues = false;   ///< the back goes on with the materials instead of repeating the picture
    quint32 seed = 1;
};

/// A body between z = -sqrt(back) and z = sqrt(front) over an outline in the plane z = 0, in pixels of a working copy
/// of the view: x to the right, y down, z towards the viewer.
struct Solid
{
    cv::Mat front;      ///< CV_32F: square of the depth, 0 on the outline, below 0 outside
    cv::Mat back;       ///< the same sign everywhere
    cv::Rect2d object;  ///< the outline's box
    double scale = 1.0; ///< pixels of the view a pixel here is long

    /// Below 0 inside; the square of a length.
    [[nodiscard]] double valueAt(const Point& p) const;
    /// The point of the surface that is reached from \a p, which is near it, up the slope.
    [[nodiscard]] Point settled(Point p) const;
};

/// Depth from outline and shading: inflated, with the picture's finer light and dark as relief. Square, with room
/// around the object.
[[nodiscard]] Solid solidOf(const View& view, const Character& character);

} // namespace maquette::sandbox::meshes
