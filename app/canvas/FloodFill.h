// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <atomic>

namespace maquette {

struct FillOptions
{
    int tolerance = 24;     ///< largest difference of any of red, green, blue and alpha, 0 to 255
    bool contiguous = true; ///< only what hangs together with the seed, by the four sides of pixels

    bool operator==(const FillOptions&) const = default;
};

/// The pixels of \a picture whose colour is like the one at \a seed: 255 there, 0 elsewhere. Compared are 8-bit values
/// that are not premultiplied; all fully transparent pixels are of one colour. Nothing is selected when the seed lies
/// outside. A null mask when \a cancelled became true.
[[nodiscard]] TiledMask selectByColour(const QImage& picture, QPoint seed, const FillOptions& options,
                                       const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
