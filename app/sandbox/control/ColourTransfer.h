// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace maquette::sandbox {

/// Where the colours of a picture lie in Lab.
struct LabStatistics
{
    cv::Vec3d mean{};
    cv::Matx33d covariance = cv::Matx33d::eye();
};

/// Of the pixels where \a weight (one plane of 0 to 1; empty for all) is not 0.
[[nodiscard]] LabStatistics labStatistics(const cv::Mat& lab, const cv::Mat& weight = {});

/// A linear change of colours.
struct LabMap
{
    cv::Matx33d linear = cv::Matx33d::eye();
    cv::Vec3d offset{};
};

/// The map that brings one cloud of colours to another with the least movement (Monge-Kantorovich, after Pitié and
/// Kokaram 2007), \a amount of the way (0 none, 1 all).
[[nodiscard]] LabMap transferMap(const LabStatistics& from, const LabStatistics& to, double amount);
[[nodiscard]] cv::Mat mappedColours(const cv::Mat& lab, const LabMap& map);

/// Colours of \a lab moved \a amount of the way to the palette of \a like: first the map above, then the distributions
/// themselves, projection by projection (Pitié, Kokaram and Dahyot 2005), smoothed so that no bands appear.
[[nodiscard]] cv::Mat withPaletteOf(const cv::Mat& lab, const cv::Mat& like, double amount);

/// One plane with its values redistributed \a amount of the way to those of \a like.
[[nodiscard]] cv::Mat histogramMatched(const cv::Mat& values, const cv::Mat& like, double amount);

} // namespace maquette::sandbox
