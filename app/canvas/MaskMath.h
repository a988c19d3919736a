// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/CanvasDocument.h"

#include <atomic>

namespace maquette {

/// The mask with its edge moved and then softened. Beyond the picture there is nothing: a mask that touches the border
/// does not shrink away from it.
///
/// A mask of hard or antialiased edges (where it passes one half) is grown and shrunk by exact distances and stays as
/// sharp. Feathering replaces the edge by a smooth ramp, 3t^2 - 2t^3, from 255 at \a feather pixels inside to 0 at
/// \a feather pixels outside; every pixel farther away is exactly 255 or 0.
///
/// A mask that is soft already (isSoft() in SoftEdge.h) keeps its form: growing gives a pixel the largest value within
/// a circle of that radius, shrinking the smallest; feathering is a mean weighted so that a hard edge in it gets the
/// same ramp. There, too, every pixel farther than \a feather from anything but 0 is exactly 0. Beyond a radius of
/// about 30 the edges may be up to 4 pixels off.
///
/// Values past the limits are taken as the limit. For a worker; a null mask when \a cancelled became true.
[[nodiscard]] TiledMask applyEdge(const TiledMask& mask, const MaskEdge& edge,
                                  const std::atomic_bool* cancelled = nullptr);

/// What applyEdge() will show in \a area of the picture (it may reach past the border), at \a scale view pixels per
/// picture pixel: a Format_Grayscale8 picture of area.size() * scale. Quick enough to follow a slider, so it works at
/// view resolution and is near, not exact.
[[nodiscard]] QImage previewEdge(const TiledMask& mask, const MaskEdge& edge, QRect area, double scale);

/// \a area of the mask reduced by \a factor (1 to 64, a power of two) in both directions: means of the
/// pixels that belong to the picture, 0 where there are none. Its size is area.size() / factor, rounded up.
[[nodiscard]] QImage reducedMask(const TiledMask& mask, QRect area, int factor);

[[nodiscard]] TiledMask inverted(const TiledMask& mask);
/// Raises what is enclosed to the level of what encloses it: a pixel gets the largest value that every way from it to
/// the picture's border has to pass (by the four sides of pixels). A hole at the border is none.
[[nodiscard]] TiledMask withHolesFilled(const TiledMask& mask, const std::atomic_bool* cancelled = nullptr);
/// Where the picture is transparent: 255 - alpha. All 0 for a picture without alpha.
[[nodiscard]] TiledMask fromAlpha(const QImage& picture);
/// Whether any pixel of the mask is \a value or more.
[[nodiscard]] bool reaches(const TiledMask& mask, quint8 value);
/// Mean value of the mask, 0 to 1.
[[nodiscard]] double coveredShare(const TiledMask& mask);

} // namespace maquette
