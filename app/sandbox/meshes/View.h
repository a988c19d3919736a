// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <opencv2/core.hpp>

namespace maquette::sandbox::meshes {

/// The object of a picture, cut out.
struct View
{
    cv::Mat colours; ///< CV_8UC3, those of the object continued over all of its surroundings
    cv::Mat behind;  ///< the same for the side that is not seen, as if seen through the object
    cv::Mat inside;  ///< CV_32F, 0 to 1, how much of each pixel is object
    cv::Rect object; ///< what the object covers; some margin around it lies within the picture
};

/// Cuts the object out of \a picture: by its transparency if it has some, else what stands out (GrabCut). Specks are
/// dropped, and of several things in a picture that is not cut out the small ones. A picture without any object is one
/// object as a whole. What is behind is not filled in.
[[nodiscard]] View viewOf(const QImage& picture);

} // namespace maquette::sandbox::meshes
