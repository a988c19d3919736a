// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Atlas.h"

#include "app/sandbox/edits/Pixels.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace maquette::sandbox::meshes {

namespace {

constexpr double kMargin = 0.025; ///< of a half's shorter side, on every side of the object

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

Atlas atlasOf(const View& view, const Solid& solid, int side, double sharpness)
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
    cv::Mat back;
    if (std::abs(sharpness - 1.0) > 0.01) {
        const double sigma = std::max(view.object.width, view.object.height) / 400.0;
        cv::Mat soft;
        cv::GaussianBlur(front, soft, cv::Size(), std::max(sigma, 0.6));
        cv::addWeighted(front, sharpness, soft, 1.0 - sharpness, 0.0, front);
    }
    cv::flip(view.behind, back, 1);
    const cv::Rect mirrored(view.colours.cols - view.object.x - view.object.width, view.object.y, view.object.width,
                            view.object.height);
    cv::Mat whole(side, side, CV_8UC3);
    lay(front, view.object, box, whole(cv::Rect(cv::Point(0, 0), half)));
    lay(back, mirrored, box, whole(cv::Rect(broad ? cv::Point(0, half.height) : cv::Point(half.width, 0), half)));
    atlas.picture = edits::imageOf(whole);
    return atlas;
}

} // namespace maquette::sandbox::meshes
