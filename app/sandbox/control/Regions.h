// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <map>
#include <vector>

namespace maquette::sandbox {

/// One closed area of a drawing.
struct Region
{
    int area = 0;         ///< pixels
    cv::Rect box;         ///< around it
    cv::Point2d centre;   ///< of its mass
    double roundness = 0; ///< 1 for a disc, less the further from one
    int onTop = 0;        ///< pixels on each side of the picture
    int onBottom = 0;
    int onSides = 0;
    cv::Vec3f colour;              ///< mean Lab of its inside
    std::map<int, int> neighbours; ///< length of the common border by index
};

/// A picture cut into areas without gaps.
struct RegionMap
{
    cv::Mat labels; ///< CV_32S, index into \a regions
    std::vector<Region> regions;
};

/// Cuts a picture along its \a walls (one plane of 0 to 1). Gaps in a wall up to a twentieth of the shorter side are
/// closed: areas are where balls of falling size can roll (trapped-ball segmentation, Zhang 2009), grown until they
/// meet in the middle of the walls. \a lab gives the colours.
[[nodiscard]] RegionMap cutRegions(const cv::Mat& walls, const cv::Mat& lab);

/// Grows the labels (CV_32S) over all that has none (-1), lowest walls first, so that they meet on the ridges.
void growLabels(const cv::Mat& walls, cv::Mat& labels);

} // namespace maquette::sandbox
