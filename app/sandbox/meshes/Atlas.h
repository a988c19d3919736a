// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/meshes/Solid.h"

#include <QImage>

namespace maquette::sandbox::meshes {

/// The texture of both sides in one square, front and back beside or, of broad objects, above one another. The back is
/// the right way round for who looks at it. Colours go on beyond the outline.
struct Atlas
{
    QImage picture;
    cv::Rect2d front; ///< where the outline's box lies, in texels
    cv::Rect2d back;
    cv::Rect2d object; ///< the same in the solid's pixels

    /// Texture coordinates (0 to 1, from the upper left corner) of a point of the solid.
    [[nodiscard]] cv::Point2d place(const Point& p, bool onFront) const;
};

/// \a side is the texture's, in texels; \a sharpness 1 leaves the picture as it is.
[[nodiscard]] Atlas atlasOf(const View& view, const Solid& solid, int side, double sharpness);

} // namespace maquette::sandbox::meshes
