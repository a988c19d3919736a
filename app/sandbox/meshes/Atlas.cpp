// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Atlas.h"

#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/meshes/Inflate.h"
#include "app/sandbox/pictures/Noise.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace maquette::sandbox::meshes {

namespace {

constexpr double kMargin = 0.025; ///< of a half's shorter side, on every side of the object

cv::Mat blurred(const cv::Mat& colours, double sigma)
{
    cv::Mat out;
    cv::GaussianBlur(colours, out, cv::Size(), sigma, sigma, cv::BORDER_REPLICATE);
    return out;
}

/// How much of the back's own colours each texel gets: none along the outline, all well inside.
cv::Mat depthInside(const cv::Mat& inside, double reach)
{
    cv::Mat distance;
    cv::distanceTransform(cv::Mat(inside > 0.5F), distance, cv::DIST_L2, cv::DIST_MASK_5);
    cv::Mat share = cv::min(distance / reach, 1.0);
    return share.mul(share).mul(3.0 - 2.0 * share);
}

/// The front seen through, without what is only on it: fine features soften with the distance from the outline.
cv::Mat repeatedBack(const cv::Mat& colours, const cv::Mat& inside)
{
    const double side = std::max(colours.cols, colours.rows);
    cv::Mat soft = blurred(colours, side / 45.0);
    soft.convertTo(soft, CV_8UC3, 0.94);
    return edits::mixed(colours, soft, depthInside(inside, side * 0.09));
}

/// What is left of the colours without the slow ones, of another place of the object each time: patches of the fine
/// structure in an order by chance, faded into each other.
cv::Mat shuffledGrain(const cv::Mat& grain, const cv::Mat& inside, quint32 seed)
{
    cv::Mat deep;
    const double reach = std::max(grain.cols, grain.rows) * 0.04;
    cv::Mat(depthInside(inside, reach) > 0.9F).convertTo(deep, CV_8U);
    std::vector<cv::Point> places;
    cv::findNonZero(deep, places);
    cv::Mat sum(grain.size(), CV_32FC3, cv::Scalar::all(0));
    cv::Mat squares(grain.size(), CV_32F, cv::Scalar(1e-6));
    const int patch = std::max(12, std::max(grain.cols, grain.rows) / 10);
    if (places.empty()) {
        return sum;
    }
    cv::Mat bump(patch, patch, CV_32F);
    for (int y = 0; y < patch; ++y) {
        for (int x = 0; x < patch; ++x) {
            bump.at<float>(y, x) = float(std::sin(CV_PI * (x + 0.5) / patch) * std::sin(CV_PI * (y + 0.5) / patch));
        }
    }
    cv::Mat bump3;
    cv::merge(std::vector<cv::Mat>{bump, bump, bump}, bump3);
    Rng chance(seed);
    for (int y = -patch / 2; y < grain.rows; y += patch / 2) {
        for (int x = -patch / 2; x < grain.cols; x += patch / 2) {
            const cv::Point from = places[size_t(chance.next() % places.size())] - cv::Point(patch / 2, patch / 2);
            const cv::Rect whole(0, 0, grain.cols, grain.rows);
            const cv::Point to(x, y);
            const cv::Size size(patch, patch);
            // What lies within the picture both here and there, as seen from the patch.
            const cv::Rect within = ((cv::Rect(from, size) & whole) - from) & ((cv::Rect(to, size) & whole) - to);
            if (within.empty()) {
                continue;
            }
            sum(within + to) += grain(within + from).mul(bump3(within));
            squares(within + to) += bump(within).mul(bump(within));
        }
    }
    // Grain that overlaps by chance adds up like noise, by its squares.
    cv::sqrt(squares, squares);
    cv::Mat divisor;
    cv::merge(std::vector<cv::Mat>{squares, squares, squares}, divisor);
    cv::divide(sum, divisor, sum);
    return sum;
}

/// The materials that reach the outline, gone on with across the back: slow colours from around the edge, and the
/// grain of the front.
cv::Mat continuedBack(const cv::Mat& colours, const cv::Mat& inside, quint32 seed)
{
    const double side = std::max(colours.cols, colours.rows);
    cv::Mat values;
    colours.convertTo(values, CV_32FC3);
    const cv::Mat slow = blurred(values, side / 60.0);
    // The front's slow colours hold a share of their own, or a broad object would be one flat colour behind.
    const cv::Mat share = depthInside(inside, side * 0.16);
    cv::Mat weight = cv::Mat(cv::max(1.0 - share, 0.0003));
    weight.setTo(0, inside < 0.5F);
    // Grain is what is everywhere: single features of the front are not to turn up behind.
    cv::Mat grain = values - slow;
    const cv::Scalar usual = cv::mean(cv::abs(grain), inside > 0.5F) * 2.0 + cv::Scalar::all(1.0);
    grain = cv::Mat(cv::min(cv::Mat(cv::max(grain, -usual)), usual));
    cv::Mat back = edits::spread(slow, weight) + shuffledGrain(grain, inside, seed);
    back.convertTo(back, CV_8UC3, 0.98);
    return edits::mixed(colours, back, depthInside(inside, side * 0.07));
}

/// Puts \a colours, whose \a object lies at \a to of a half, into \a half; what is missing repeats the border.
void lay(const cv::Mat& colours, const cv::Rect& object, const cv::Rect2d& to, cv::Mat half)
{
    const double scale = to.width / object.width;
    cv::Mat scaled;
    cv::resize(colours, scaled, cv::Size(), scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    const double left = to.x - object.x * scale;
    const double top = to.y - object.y * scale;
    const cv::Mat move = (cv::Mat_<double>(2, 3) << 1, 0, left, 0, 1, top);
    cv::warpAffine(scaled, half, move, half.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
}

} // namespace

cv::Point2d Atlas::place(const Point& p, bool onFront) const
{
    const cv::Rect2d& box = onFront ? front : back;
    const double right = (p.x - object.x) / object.width;
    const double down = (p.y - object.y) / object.height;
    const double x = box.x + box.width * (onFront ? right : 1.0 - right);
    return {std::clamp(x / picture.width(), 0.0, 1.0),
            std::clamp((box.y + box.height * down) / picture.height(), 0.0, 1.0)};
}

Atlas atlasOf(const View& view, const Solid& solid, const Character& character, int side, double sharpness)
{
    Atlas atlas;
    atlas.object = solid.object;
    const bool broad = view.object.width > view.object.height;
    const cv::Size half = broad ? cv::Size(side, side / 2) : cv::Size(side / 2, side);
    const double margin = kMargin * side;
    const double scale =
        std::min((half.width - 2 * margin) / view.object.width, (half.height - 2 * margin) / view.object.height);
    const cv::Size2d size(view.object.width * scale, view.object.height * scale);
    const cv::Rect2d box((half.width - size.width) / 2, (half.height - size.height) / 2, size.width, size.height);
    atlas.front = box;
    atlas.back = broad ? box + cv::Point2d(0, half.height) : box + cv::Point2d(half.width, 0);

    cv::Mat front = view.colours;
    cv::Mat back = character.continues ? continuedBack(view.colours, view.inside, character.seed)
                                       : repeatedBack(view.colours, view.inside);
    if (std::abs(sharpness - 1.0) > 0.01) {
        const double sigma = std::max(view.object.width, view.object.height) / 400.0;
        cv::addWeighted(front, sharpness, blurred(front, std::max(sigma, 0.6)), 1.0 - sharpness, 0.0, front);
    }
    cv::flip(back, back, 1);
    const cv::Rect mirrored(view.colours.cols - view.object.x - view.object.width, view.object.y, view.object.width,
                            view.object.height);
    cv::Mat whole(side, side, CV_8UC3);
    lay(front, view.object, box, whole(cv::Rect(cv::Point(0, 0), half)));
    lay(back, mirrored, box, whole(cv::Rect(broad ? cv::Point(0, half.height) : cv::Point(half.width, 0), half)));
    atlas.picture = edits::imageOf(whole);
    return atlas;
}

} // namespace maquette::sandbox::meshes
