// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <opencv2/core.hpp>

namespace maquette::sandbox {

/// One plane with the energy of each of its bands (Laplacian pyramid, Burt and Adelson 1983) brought \a amount of the
/// way to that of \a like: soft stays soft, rough becomes rough. The coarsest band is left alone.
[[nodiscard]] cv::Mat bandsMatched(const cv::Mat& values, const cv::Mat& like, double amount);

/// The surface of \a style (its strokes, grain, hatching) laid over \a picture, both Lab: stamps of about \a stamp
/// pixels are taken where the style has the picture's colour and direction there, turned and mirrored as needed, and
/// set against each other where they differ least (after Efros and Freeman's image quilting, 2001). \a amount: 0 none,
/// 1 all of it; edges of \a picture stay. The same seed gives the same surface.
[[nodiscard]] cv::Mat withSurfaceOf(const cv::Mat& picture, const cv::Mat& style, double amount, int stamp,
                                    quint32 seed);

} // namespace maquette::sandbox
