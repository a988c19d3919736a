// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QImage>
#include <QRectF>

class QPainter;

namespace maquette {

/// How one library item looks in a strip or grid.
struct TileLook
{
    QRectF picture; ///< the thumbnail's place
    QRectF caption; ///< one line below it
    QString left;   ///< caption
    QString right;
    bool current = false; ///< outlined in the accent
    bool focused = false; ///< the keyboard is here
    bool hovered = false;
    bool broken = false; ///< there will be no thumbnail
};

/// Paints \a item with \a thumbnail, which may still be null.
void paintTile(QPainter& painter, const TileLook& look, const GalleryItem& item, const QImage& thumbnail);
/// The outline of the current tile, and the ring of the focused one.
void paintTileFrame(QPainter& painter, const TileLook& look);
/// The line below a tile.
void paintTileCaption(QPainter& painter, const TileLook& look);
/// \a picture cut to fill \a place, with small round corners and a checkerboard under transparent parts.
void paintCovering(QPainter& painter, const QRectF& place, const QImage& picture);

} // namespace maquette
