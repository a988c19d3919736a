// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Erase.h"

#include "app/sandbox/edits/HoleFill.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Pixels.h"

namespace maquette::sandbox::edits {

QImage eraseRegion(const MaskedPicture& work)
{
    const Pixels pixels = pixelsOf(work.picture);
    const cv::Mat weight = grownMask(work.mask, work.grow);
    const cv::Mat filled = fillHole(pixels.rgb, weight > 0, work.seed);
    return imageOf(mixed(pixels.rgb, filled, weight), alphaAfter(pixels.alpha, weight));
}

cv::Mat alphaAfter(const cv::Mat& alpha, const cv::Mat& weight)
{
    cv::Mat out = alpha.clone();
    for (int y = 0; y < out.rows; ++y) {
        for (int x = 0; x < out.cols; ++x) {
            uchar& a = out.at<uchar>(y, x);
            a = cv::saturate_cast<uchar>(a + float(255 - a) * weight.at<float>(y, x));
        }
    }
    return out;
}

} // namespace maquette::sandbox::edits
