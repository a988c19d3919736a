// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// \a rgb (CV_8UC3) with every pixel where \a hole (CV_8U) is not 0 made up from its surroundings: textures, edges and
/// gradients go on. Coarse to fine; what is too large for it is worked at a lower resolution. Pixels outside the hole
/// are returned as they are. \a guess (CV_8UC3, optional) is what the hole should look like from afar. \a seed chooses
/// among equally good fillings.
[[nodiscard]] cv::Mat fillHole(const cv::Mat& rgb, const cv::Mat& hole, quint32 seed, const cv::Mat& guess = {});

} // namespace maquette::sandbox::edits
