// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// A picture as the edits work on it.
struct Pixels
{
    cv::Mat rgb;   ///< CV_8UC3, red first, not premultiplied
    cv::Mat alpha; ///< CV_8U, empty when the picture is opaque
};

/// The pixels of \a picture, in memory of their own.
[[nodiscard]] Pixels pixelsOf(const QImage& picture);
/// RGB888, or RGBA8888 when there is an \a alpha that is not opaque everywhere.
[[nodiscard]] QImage imageOf(const cv::Mat& rgb, const cv::Mat& alpha = {});
/// \a picture scaled down to at most \a most pixels, its shape kept; untouched when it has no more.
[[nodiscard]] QImage atMost(const QImage& picture, double most);

/// Mixes two pictures (CV_8UC3) by \a weight (CV_32F: 0 is \a from, 1 is \a to). Where the weight is 0 the bytes are
/// those of \a from.
[[nodiscard]] cv::Mat mixed(const cv::Mat& from, const cv::Mat& to, const cv::Mat& weight);
/// Values (CV_32FC3) where \a weight (CV_32F, 0 to 1) is 1, and a smooth continuation of them where it is 0 (pull-push
/// pyramid, Gortler 1996).
[[nodiscard]] cv::Mat spread(const cv::Mat& values, const cv::Mat& weight);
/// CV_32FC3: L 0 to 100, a and b about -100 to 100.
[[nodiscard]] cv::Mat labOf(const cv::Mat& rgb);
/// The way back to CV_8UC3.
[[nodiscard]] cv::Mat rgbOf(const cv::Mat& lab);
/// Edge-keeping smoothing of \a value (CV_32F) along \a guide (CV_32F, 0 to 1): He 2010. \a radius in pixels.
[[nodiscard]] cv::Mat guided(const cv::Mat& guide, const cv::Mat& value, int radius, double epsilon);

} // namespace maquette::sandbox::edits
