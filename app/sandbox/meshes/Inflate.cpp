// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Inflate.h"

#include "app/sandbox/edits/Pixels.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace maquette::sandbox::meshes {

namespace {

constexpr int kCoarsest = 24;
constexpr int kRounds = 60;
constexpr float kOver = 1.75F;   ///< of successive over-relaxation
constexpr float kSource = -4.0F; ///< for which a disc of radius r becomes a ball of radius r
constexpr float kFlatter = 8.0F; ///< how much broad shapes stay flatter than a ball; their depth is at most 4 / this

/// Some rounds of over-relaxation towards Laplace(u) - sink u = kSource where \a inside, 0 elsewhere.
void relax(cv::Mat& u, const cv::Mat& inside, float sink)
{
    for (int round = 0; round < kRounds; ++round) {
        for (int y = 1; y + 1 < u.rows; ++y) {
            float* line = u.ptr<float>(y);
            const float* above = u.ptr<float>(y - 1);
            const float* below = u.ptr<float>(y + 1);
            const uchar* in = inside.ptr<uchar>(y);
            for (int x = 1; x + 1 < u.cols; ++x) {
                if (in[x] != 0) {
                    const float wanted = (line[x - 1] + line[x + 1] + above[x] + below[x] - kSource) / (4.0F + sink);
                    line[x] += kOver * (wanted - line[x]);
                }
            }
        }
    }
}

/// Solved coarse to fine, so that few rounds are enough at every size.
cv::Mat poisson(const cv::Mat& inside, float sink)
{
    cv::Mat u(inside.size(), CV_32F, cv::Scalar(0));
    if (std::max(inside.cols, inside.rows) > kCoarsest) {
        cv::Mat smaller;
        cv::resize(inside, smaller, cv::Size((inside.cols + 1) / 2, (inside.rows + 1) / 2), 0, 0, cv::INTER_AREA);
        const cv::Mat coarse = poisson(smaller > 127, sink * 4.0F);
        cv::resize(coarse, u, u.size(), 0, 0, cv::INTER_LINEAR);
        u *= 4.0;
        u.setTo(0, ~inside);
    }
    relax(u, inside, sink);
    return u;
}

} // namespace

cv::Mat distanceFromOutline(const cv::Mat& inside)
{
    // Four samples a pixel each way place the outline between pixels.
    cv::Mat fine;
    cv::resize(inside, fine, cv::Size(), 4, 4, cv::INTER_LINEAR);
    const cv::Mat in = fine > 0.5F;
    cv::Mat within;
    cv::Mat without;
    cv::distanceTransform(in, within, cv::DIST_L2, cv::DIST_MASK_5);
    cv::distanceTransform(~in, without, cv::DIST_L2, cv::DIST_MASK_5);
    cv::Mat distance;
    cv::resize(within - without, distance, inside.size(), 0, 0, cv::INTER_AREA);
    distance *= 0.25;
    return distance;
}

cv::Mat inflated(const cv::Mat& distance)
{
    const cv::Mat inside = distance > 0;
    const float side = float(std::max(distance.cols, distance.rows));
    cv::Mat depth = poisson(inside, kFlatter / (side * side));
    cv::Mat sure;
    cv::Mat(distance > 1.0).convertTo(sure, CV_32F, 1.0 / 255.0);
    if (cv::countNonZero(sure) == 0) {
        cv::Mat(inside).convertTo(sure, CV_32F, 1.0 / 255.0);
    }
    cv::Mat slope = depth / cv::max(distance, 0.5);
    cv::Mat slopes;
    cv::merge(std::vector<cv::Mat>{slope, slope, slope}, slopes);
    cv::extractChannel(edits::spread(slopes, sure), slope, 0);
    // Near the outline and beyond it the distance says where the surface ends, more finely than whole pixels do.
    for (int y = 0; y < depth.rows; ++y) {
        float* u = depth.ptr<float>(y);
        const float* d = distance.ptr<float>(y);
        const float* s = slope.ptr<float>(y);
        for (int x = 0; x < depth.cols; ++x) {
            const float rim = std::max(s[x], 0.2F) * d[x];
            const float share = std::clamp((d[x] - 0.5F) / 2.0F, 0.0F, 1.0F);
            u[x] = rim + (u[x] - rim) * share;
        }
    }
    return depth;
}

} // namespace maquette::sandbox::meshes
