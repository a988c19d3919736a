// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/edits/Pixels.h"

namespace maquette::sandbox::edits {

/// A mask file as the contract reads it: CV_8U, 255 is repainted, 0 kept, grey in between. Brought to \a size;
/// transparent parts of the file count as black.
[[nodiscard]] cv::Mat maskOf(const QImage& mask, cv::Size size);
/// The mask of a picture without a mask file: transparent is repainted, so nothing of an opaque one.
[[nodiscard]] cv::Mat maskOfAlpha(const Pixels& pixels);
/// How much of each pixel is repainted (CV_32F, 0 to 1): \a mask, widened by \a grow pixels along which it fades out.
/// Exactly 0 beyond that.
[[nodiscard]] cv::Mat grownMask(const cv::Mat& mask, double grow);
/// The box of all pixels of \a weight above 0, widened by \a margin within the picture; empty when there are none.
[[nodiscard]] cv::Rect boxOf(const cv::Mat& weight, int margin = 0);

} // namespace maquette::sandbox::edits
