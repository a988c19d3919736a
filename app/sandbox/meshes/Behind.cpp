// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Behind.h"

#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/edits/Segment.h"
#include "app/sandbox/pictures/Noise.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::meshes {

namespace {

constexpr int kSmall = 384;  ///< side of the copy on which materials are told from features
constexpr int kFeature = 51; ///< in its pixels; what is less than half of a square of this side is a feature

cv::Mat blurred(const cv::Mat& map, double sigma)
{
    cv::Mat out;
    cv::GaussianBlur(map, out, cv::Size(), sigma, sigma, cv::BORDER_REPLICATE);
    return out;
}

/// How much of the back's own colours each pixel gets: none along the outline, where both sides meet, all well inside.
cv::Mat shareInside(const cv::Mat& inside, double reach)
{
    cv::Mat distance;
    cv::distanceTransform(cv::Mat(inside > 0.5F), distance, cv::DIST_L2, cv::DIST_MASK_5);
    cv::Mat share = cv::min(distance / reach, 1.0);
    return share.mul(share).mul(3.0 - 2.0 * share);
}

/// How rough \a colours are around each pixel, in levels: the deviation of what is finest, edges left out.
cv::Mat roughnessOf(const cv::Mat& colours)
{
    constexpr double kEdge = 5.0;
    cv::Mat grey;
    cv::cvtColor(colours, grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F);
    cv::Mat fine = grey - blurred(grey, 1.6);
    fine = cv::min(cv::max(fine, -kEdge), kEdge);
    cv::Mat rough;
    cv::sqrt(blurred(fine.mul(fine), std::max(colours.cols, colours.rows) / 40.0), rough);
    return rough;
}

} // namespace

void repeatBehind(View& view)
{
    const double side = std::max(view.colours.cols, view.colours.rows);
    cv::Mat soft = blurred(view.colours, side / 45.0);
    soft.convertTo(soft, CV_8UC3, 0.94);
    view.behind = edits::mixed(view.colours, soft, shareInside(view.inside, side * 0.09));
}

void continueBehind(View& view, quint32 seed)
{
    const double side = std::max(view.colours.cols, view.colours.rows);
    cv::Mat materials;
    cv::medianBlur(edits::reduced(view.colours, kSmall), materials, kFeature);
    cv::resize(materials, materials, view.colours.size(), 0, 0, cv::INTER_CUBIC);
    const cv::Mat rough = roughnessOf(view.colours);
    cv::Mat noise(view.colours.size(), CV_32F);
    for (int y = 0; y < noise.rows; ++y) {
        float* line = noise.ptr<float>(y);
        for (int x = 0; x < noise.cols; ++x) {
            line[x] = hashUnit(x, y, seed) - 0.5F;
        }
    }
    // Blurring by this leaves a fifth of the deviation of even chance, which is 0.29.
    noise = blurred(noise, 1.0).mul(rough) * (1.0 / (0.29 * 0.28));
    cv::Mat grain;
    cv::merge(std::vector<cv::Mat>{noise, noise, noise}, grain);
    cv::Mat back;
    materials.convertTo(back, CV_32FC3);
    back += grain;
    back.convertTo(back, CV_8UC3);
    view.behind = edits::mixed(view.colours, back, shareInside(view.inside, side * 0.06));
}

} // namespace maquette::sandbox::meshes
