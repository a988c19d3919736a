// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"

#include <QImage>
#include <QSize>

#include <opencv2/core.hpp>

namespace maquette::sandbox {

// Pictures as planes of floats: RGB in this order, sRGB-encoded, 0 to 1; Lab as OpenCV has it (L 0 to 100).

/// The picture on white, brought to \a size without regard to its shape.
[[nodiscard]] cv::Mat floatPicture(const QImage& picture, QSize size);
/// Format_RGB888; values outside 0 to 1 are cut off.
[[nodiscard]] QImage bytePicture(const cv::Mat& rgb);
[[nodiscard]] cv::Mat toLab(const cv::Mat& rgb);
[[nodiscard]] cv::Mat fromLab(const cv::Mat& lab);
/// One channel of a picture.
[[nodiscard]] cv::Mat plane(const cv::Mat& picture, int channel);
/// a (1 - t) + b t, \a t one plane of 0 to 1.
[[nodiscard]] cv::Mat mixed(const cv::Mat& a, const cv::Mat& b, const cv::Mat& t);
/// A size of about \a pixels or fewer with the shape of \a size; never larger than it.
[[nodiscard]] QSize workingSize(QSize size, double pixels);
/// Keeps edges of \a guide (one plane) while it smooths \a source over \a radius (He, Sun and Tang 2013); \a epsilon is
/// the variance of the guide that counts as an edge.
[[nodiscard]] cv::Mat guidedSmooth(const cv::Mat& guide, const cv::Mat& source, int radius, double epsilon);
/// Smooth noise in about [-1, 1], one feature per \a grain pixels (\a stretch times as wide), as one plane.
[[nodiscard]] cv::Mat noisePlane(cv::Size size, double grain, double stretch, float octaves, quint32 seed);
/// Moves every pixel by up to \a reach pixels along smooth noise with features of \a grain pixels.
[[nodiscard]] cv::Mat wobbled(const cv::Mat& picture, double reach, double grain, quint32 seed, int interpolation);

} // namespace maquette::sandbox
