// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <opencv2/core.hpp>

#include <atomic>

namespace maquette {

/// A part of a picture in fewer pixels: \a size of them, mean values of a few samples each, as 8-bit BGR. Quick at any
/// size of the picture.
[[nodiscard]] cv::Mat sampled(const QImage& picture, QRect area, QSize size);

/// A selection made in a small copy of \a area (8-bit, one channel) as a mask of the whole picture, with a smooth
/// outline about a pixel wide.
[[nodiscard]] TiledMask spreadOut(const cv::Mat& small, QRect area, QSize pictureSize);

/// The outline of \a mask moved to the edges of the picture that lie within about \a radius pixels of it (He, Sun,
/// Tang, "Guided Image Filtering", ECCV 2010). Only what is near the outline is looked at. A null mask when cancelled.
[[nodiscard]] TiledMask alignedOutline(const QImage& picture, const TiledMask& mask, int radius,
                                       const std::atomic_bool* cancelled);

} // namespace maquette
