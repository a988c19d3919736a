// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// \a rgb with a longer side of at most \a side pixels.
[[nodiscard]] cv::Mat reduced(const cv::Mat& rgb, int side);
/// The value that parts \a map (CV_32F, 0 to 1) into two classes (Otsu 1979).
[[nodiscard]] double partingOf(const cv::Mat& map);

/// Cuts what \a likelihood (CV_32F, 0 to 1, \a small's size) points at out of a small picture by GrabCut: CV_8U, 255
/// inside. Small islands are dropped and small holes filled.
[[nodiscard]] cv::Mat cutOut(const cv::Mat& small, const cv::Mat& likelihood, quint32 seed);

/// A cut found on a small copy brought to the size of \a rgb: its edge is looked for again among more pixels, then
/// made as soft as the picture's own edge. CV_32F, 0 to 1.
[[nodiscard]] cv::Mat refinedCut(const cv::Mat& rgb, const cv::Mat& smallCut, quint32 seed);

} // namespace maquette::sandbox::edits
