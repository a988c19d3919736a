// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Colour.h"

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// A light that falls on a picture.
struct Light
{
    cv::Vec3f from{0, 0, 1}; ///< unit vector towards it: x right, y down, z to the viewer
    Rgb colour{1, 1, 1};     ///< about as bright as white
    double strength = 0.3;   ///< 0 to 1
};

/// The light a picture shows: from its bright side, in the colour of its bright parts.
[[nodiscard]] Light lightIn(const cv::Mat& rgb, double strength);
/// From "left", "right", "above" or "below", white.
[[nodiscard]] Light lightFrom(const QString& direction, double strength);

/// \a rgb (CV_8UC3) lit by \a light: the subject's form (CV_32F, 0 to 1) is that of a cushion over its outline with the
/// relief of its own brightness; its edge towards the light glows.
[[nodiscard]] cv::Mat litSubject(const cv::Mat& rgb, const cv::Mat& subject, const Light& light);
/// A flat background in that light: brighter and in its colour where it comes from.
[[nodiscard]] cv::Mat litBackground(const cv::Mat& rgb, const Light& light);
/// What of the light the subject keeps from the background: CV_32F, 1 unshaded.
[[nodiscard]] cv::Mat shadowOf(const cv::Mat& subject, const Light& light);

} // namespace maquette::sandbox::edits
