// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// The thing round a find by colour (\a cut, CV_8U, in \a small, CV_8UC3): what lies between its parts, and what hangs
/// below it.
[[nodiscard]] cv::Mat joinedParts(const cv::Mat& small, const cv::Mat& cut);

/// \a cut (CV_8U) of an object in \a small (CV_8UC3) with what was missed of it: holes unlike the picture beside it,
/// and what touches it below and is unlike the ground around (the wheels of a car, the trunk of a tree). \a cut itself
/// when nothing at its sides can be compared with.
[[nodiscard]] cv::Mat withItsParts(const cv::Mat& small, const cv::Mat& cut);

/// Whether \a cut (CV_8U) goes from one edge of the picture to the other, as ground and sky do.
[[nodiscard]] bool isStretch(const cv::Mat& cut);

/// The connected part of \a small (CV_8UC3) that is most like one object of those \a likelihood (CV_32F) speaks for:
/// compact, unlike what surrounds it, not a stretch from edge to edge. CV_8U; empty when there is none.
[[nodiscard]] cv::Mat likeliestObject(const cv::Mat& small, const cv::Mat& likelihood);

} // namespace maquette::sandbox::edits
