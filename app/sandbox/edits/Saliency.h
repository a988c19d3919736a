// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// Which edges of a picture a way may begin at; All leaves out what seems to be a subject that is cut off below,
/// and CutOffBelow is just that.
enum class Edges { Top, Bottom, CutOffBelow, All };

/// How large a step of colour every way from the \a edges to a pixel must take at least (minimum barrier distance,
/// Zhang 2015), for a small \a lab (CV_32FC3). CV_32F, about 0 to 200.
[[nodiscard]] cv::Mat barrierFrom(const cv::Mat& lab, Edges edges);

/// How much each pixel of a small \a lab picture (CV_32FC3) stands out as part of a subject: far from the edges by
/// barrier and unlike their colours, rather in the middle. A subject may touch the lower edge. CV_32F, 0 to 1.
[[nodiscard]] cv::Mat saliencyOf(const cv::Mat& lab);

/// \a map (CV_32F) stretched so that its darkest and brightest hundredth become 0 and 1.
[[nodiscard]] cv::Mat stretched(const cv::Mat& map);

} // namespace maquette::sandbox::edits
