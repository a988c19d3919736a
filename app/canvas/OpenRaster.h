// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QImage>
#include <QList>
#include <QPoint>

#include <atomic>

namespace maquette {

/// One layer of a layered file.
struct RasterLayer
{
    QString name;
    QImage image;
    QPoint at = {};     ///< of the layer's top left pixel on the picture
    double opacity = 1; ///< 0 to 1
    bool visible = true;
};

/// A mask as a layer: white, as opaque as \a grey is bright, so that "alpha to selection" gives the mask back.
[[nodiscard]] QImage maskAsLayer(const QImage& grey);

/// Writes an OpenRaster file (.ora, specification 0.0.5: https://www.openraster.org), which Krita and GIMP open:
/// \a layers from the top to the bottom, all in the colour space of the lowest, each in its own depth, with the
/// flattened picture and a thumbnail. \a path holds the old file or the new one whatever happens. For a worker. Errors:
/// Storage, InvalidInput without layers or size, Cancelled.
[[nodiscard]] Result<void> writeOpenRaster(const QString& path, QSize size, const QList<RasterLayer>& layers,
                                           const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
