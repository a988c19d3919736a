// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/control/ColourTransfer.h"

#include <array>
#include <vector>

namespace maquette::sandbox {

/// A part of a picture whose pixels have about the same colour and height.
struct ToneCluster
{
    LabStatistics colours;
    double height = 0; ///< mean row, part of the picture's height
    double share = 0;  ///< part of the picture
    double rank = 0;   ///< place by lightness among the others, 0 to 1
    cv::Mat mask;      ///< where it is, 0 to 1, in the size of the picture
};

/// Splits a picture (Lab) into at most seven such parts. The masks follow the picture's edges and add up to 1.
[[nodiscard]] std::vector<ToneCluster> toneClusters(const cv::Mat& lab);

/// For each of \a parts the one of \a others that suits it best by lightness, height and size; all are different as far
/// as there are enough.
[[nodiscard]] std::vector<size_t> matchedClusters(const std::vector<ToneCluster>& parts,
                                                  const std::vector<ToneCluster>& others);

} // namespace maquette::sandbox
