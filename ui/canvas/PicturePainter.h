// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/MipPyramid.h"
#include "ui/canvas/ViewTransform.h"

class QPainter;

namespace maquette {

/// What there is to draw of a picture.
struct PictureLook
{
    const MipPyramid& picture;
    const QImage& placeholder; ///< stretched over the picture's place while \a picture is null
};

/// Draws a picture where \a transform puts it, on a widget's painter. Reduced smoothly from the nearest level, exact at
/// 100 %, with sharp pixels above 400 % and a grid between them above 800 %.
void paintPicture(QPainter& painter, const ViewTransform& transform, const PictureLook& look);

} // namespace maquette
