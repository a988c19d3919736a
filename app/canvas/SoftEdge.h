// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <opencv2/core.hpp>

#include <atomic>

namespace maquette {

/// Whether a good part of the mask is between kept and repainted: soft strokes, or selections of some strength. Edges
/// that are only antialiased do not count.
[[nodiscard]] bool isSoft(const TiledMask& mask);

/// Every pixel becomes the largest value within \a radius pixels (centre to centre). Exact for a radius of at most
/// kExactRadius; beyond that worked out on means of a few pixels, so edges may be off by that many. A null mask when
/// \a cancelled became true.
[[nodiscard]] TiledMask dilated(const TiledMask& mask, int radius, const std::atomic_bool* cancelled);
constexpr int kExactRadius = 32;

/// Every pixel becomes a mean of those within \a radius pixels of its edge, weighted so that a hard straight edge turns
/// into the same ramp that applyEdge() makes. A pixel farther than \a radius from anything but 0 is 0, one farther from
/// anything but 255 is 255. Exact for a radius of at most kExactBlur; beyond that worked out on means of a few pixels.
/// A null mask when \a cancelled became true.
[[nodiscard]] TiledMask blurred(const TiledMask& mask, int radius, const std::atomic_bool* cancelled);
constexpr int kExactBlur = 4;

/// A mask of \a size from a smaller or larger copy of \a area (8-bit, one channel, at least 1 x 1), which may reach
/// past the border; 0 outside. \a steepness makes steps around one half sharper.
[[nodiscard]] TiledMask resized(const cv::Mat& copy, QRect area, QSize size, float steepness = 1);

} // namespace maquette
