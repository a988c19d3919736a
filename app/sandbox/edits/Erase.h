// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// What a repainting edit starts from.
struct MaskedPicture
{
    QImage picture; ///< at most about 4 megapixels
    cv::Mat mask;   ///< CV_8U of the picture's size, see Masks.h
    double grow = 5;
    quint32 seed = 1;
};

/// The picture without what the mask covers, its surroundings continued. Pixels beyond the grown mask keep their bytes;
/// what was transparent below the mask is opaque.
[[nodiscard]] QImage eraseRegion(const MaskedPicture& work);

/// The alpha of a result: \a alpha (may be empty), opaque where \a weight (CV_32F) is 1.
[[nodiscard]] cv::Mat alphaAfter(const cv::Mat& alpha, const cv::Mat& weight);

} // namespace maquette::sandbox::edits
