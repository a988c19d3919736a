// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace maquette::sandbox::meshes {

/// Signed distance to the outline of \a inside (CV_32F, 0 to 1; the outline is at 0.5), in pixels, above 0 inside.
/// CV_32F.
[[nodiscard]] cv::Mat distanceFromOutline(const cv::Mat& inside);

/// The square of the half depth an outline is inflated to: 0 on the outline, below it outside, where it goes on with
/// the slope it had. A disc becomes a ball, a bar a round bar (the Poisson equation with a constant source, as in
/// "Repousse", Joshi 2008). \a distance as above; CV_32F, in square pixels.
[[nodiscard]] cv::Mat inflated(const cv::Mat& distance);

} // namespace maquette::sandbox::meshes
