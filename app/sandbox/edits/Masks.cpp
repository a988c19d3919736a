// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Masks.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::edits {

cv::Mat maskOf(const QImage& mask, cv::Size size)
{
    const Pixels pixels = pixelsOf(mask);
    cv::Mat grey;
    cv::cvtColor(pixels.rgb, grey, cv::COLOR_RGB2GRAY);
    if (!pixels.alpha.empty()) {
        cv::multiply(grey, pixels.alpha, grey, 1.0 / 255.0);
    }
    if (grey.size() != size) {
        const bool smaller = size.width < grey.cols && size.height < grey.rows;
        cv::resize(grey, grey, size, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_LINEAR);
    }
    return grey;
}

cv::Mat maskOfAlpha(const Pixels& pixels)
{
    cv::Mat mask(pixels.rgb.size(), CV_8U, cv::Scalar(0));
    if (!pixels.alpha.empty()) {
        cv::bitwise_not(pixels.alpha, mask);
    }
    return mask;
}

cv::Mat grownMask(const cv::Mat& mask, double grow)
{
    cv::Mat weight;
    mask.convertTo(weight, CV_32F, 1.0 / 255.0);
    const cv::Mat outside = mask < 128;
    if (grow <= 0 || cv::countNonZero(outside) == int(mask.total())) {
        return weight;
    }
    cv::Mat distance;
    cv::distanceTransform(outside, distance, cv::DIST_L2, 5);
    // Wholly repainted for the first part of the way, so that what clings to the edge of a tight selection goes too.
    const float from = float(grow) * 0.35F;
    const float width = float(grow) - from;
    for (int y = 0; y < weight.rows; ++y) {
        const float* d = distance.ptr<float>(y);
        float* w = weight.ptr<float>(y);
        for (int x = 0; x < weight.cols; ++x) {
            if (d[x] <= 0 || d[x] >= float(grow)) {
                continue;
            }
            const float t = std::clamp((d[x] - from) / width, 0.0F, 1.0F);
            w[x] = std::max(w[x], 1.0F - t * t * (3.0F - 2.0F * t));
        }
    }
    return weight;
}

cv::Rect boxOf(const cv::Mat& weight, int margin)
{
    const cv::Mat touched = weight > 0;
    const cv::Rect box = cv::boundingRect(touched);
    if (box.empty()) {
        return {};
    }
    const cv::Rect wide(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin);
    return wide & cv::Rect(0, 0, weight.cols, weight.rows);
}

} // namespace maquette::sandbox::edits
