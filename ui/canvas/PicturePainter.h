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

/// The same on a painter whose coordinates are device pixels: \a place (picture pixels) is where the look's picture
/// lies on the canvas that \a toDevice maps, \a sight the device pixels that can be seen, \a ratio their number in a
/// logical one.
struct DevicePlace
{
    QTransform toDevice;
    QRectF place;
    QRectF sight;
    double ratio = 1.0;
    bool grid = true; ///< above 800 %
};
void paintPictureOnDevice(QPainter& painter, const DevicePlace& place, const PictureLook& look);

/// Image to device pixels of the surface \a painter, a widget's, paints on. A widget's corner may lie between device
/// pixels (at 125 %); without a turn the picture's corner is then moved onto a whole one, so that every image pixel at
/// 100 % and above falls on whole device pixels.
[[nodiscard]] QTransform pictureToDevice(const QPainter& painter, const ViewTransform& transform);

/// The device pixels of that surface which \a area (logical) covers, also in part.
[[nodiscard]] QRect coveredPixels(const QPainter& painter, const QRectF& area);

} // namespace maquette
