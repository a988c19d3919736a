// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/RegionScaler.h"
#include "app/canvas/SeamField.h"

#include <atomic>

namespace maquette {

/// Everything a blend needs besides the picture it goes into.
struct BlendOrder
{
    const RegionScaler* result = nullptr; ///< sRGB, scaled to the size of \a crop
    bool resultOpaque = true;
    QRect crop;            ///< where the result lies on the picture
    const TiledMask* mask; ///< of the picture's size
    ColourMatch match;
    SeamField seam;
    QColorSpace space; ///< of the picture
    bool keepAlpha = false;
};

/// Blends into \a picture (a format of SourcePicture) what the mask lets through inside the crop. Where the mask is 0
/// not a byte is written. On all cores.
void blendInto(QImage& picture, const BlendOrder& order, const std::atomic_bool* cancelled);

} // namespace maquette
