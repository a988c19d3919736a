// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <opencv2/core.hpp>

namespace maquette {

/// Draws smoothly across what is not 0 in \a hole, from its border.
void fillSmoothly(cv::Mat4f& colours, const cv::Mat1b& hole);

/// A hole drawn again at working size.
struct PatchFill
{
    cv::Mat4f colours; ///< the whole picture, hole filled
    cv::Mat2i from; ///< for each pixel of the hole the known pixel it looks like (x, y); itself elsewhere, -1 if none
};

/// Fills what is not 0 in \a hole with patches of the rest, coarse to fine: each patch over the hole looks for its
/// nearest known one, and the known ones then vote for the colours (after Wexler, Shechtman, Irani 2007, searching as
/// in PatchMatch: Barnes et al. 2009). The same every time. Values of \a picture are 0 to 255. Empty when cancelled.
[[nodiscard]] PatchFill fillByPatches(const cv::Mat4f& picture, const cv::Mat1b& hole,
                                      const std::atomic_bool* cancelled);

} // namespace maquette
