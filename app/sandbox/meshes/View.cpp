// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/View.h"

#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Subject.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::meshes {

using namespace edits;

namespace {

constexpr double kSpeck = 0.004; ///< of the largest part's area, in a picture that is cut out
constexpr double kOther = 0.4;   ///< of the largest part's area, where a smaller one may be another thing

/// \a inside without the parts that have less than \a part of the largest one's area.
cv::Mat mainParts(const cv::Mat& inside, double part)
{
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(inside > 0.5F, labels, stats, centres, 4);
    int largest = 0;
    for (int i = 1; i < count; ++i) {
        largest = std::max(largest, stats.at<int>(i, cv::CC_STAT_AREA));
    }
    std::vector<uchar> kept(size_t(count), 0);
    for (int i = 1; i < count; ++i) {
        kept[size_t(i)] = stats.at<int>(i, cv::CC_STAT_AREA) >= std::max(12.0, part * largest) ? 255 : 0;
    }
    cv::Mat keep(inside.size(), CV_8U, cv::Scalar(0));
    for (int y = 0; y < keep.rows; ++y) {
        const int* label = labels.ptr<int>(y);
        uchar* line = keep.ptr<uchar>(y);
        for (int x = 0; x < keep.cols; ++x) {
            line[x] = kept[size_t(label[x])];
        }
    }
    // The soft edge of what is kept goes along.
    cv::dilate(keep, keep, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(5, 5)));
    cv::Mat out(inside.size(), CV_32F, cv::Scalar(0));
    inside.copyTo(out, keep);
    return out;
}

/// The colours well inside the object, continued outwards: the sides of the mesh show those of the edge, which must not
/// be mixed with the background's.
cv::Mat continued(const cv::Mat& rgb, const cv::Mat& inside, const cv::Rect& object)
{
    cv::Mat sure;
    cv::Mat(inside > 0.96F).convertTo(sure, CV_32F, 1.0 / 255.0);
    const int rim = std::max(1, std::max(object.width, object.height) / 260);
    cv::Mat deep;
    cv::erode(sure, deep, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * rim + 1, 2 * rim + 1)),
              cv::Point(-1, -1), 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    // Parts thinner than the rim keep what they have.
    cv::Mat near;
    cv::dilate(deep, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(4 * rim + 3, 4 * rim + 3)));
    cv::Mat thin = sure.clone();
    thin.setTo(0, near > 0.5F);
    deep = cv::max(deep, thin);
    cv::Mat values;
    rgb.convertTo(values, CV_32FC3);
    cv::Mat out;
    spread(values, cv::countNonZero(deep) > 0 ? deep : cv::Mat(inside.size(), CV_32F, cv::Scalar(1)))
        .convertTo(out, CV_8UC3);
    return out;
}

} // namespace

View viewOf(const QImage& picture)
{
    const Pixels pixels = pixelsOf(picture);
    View view;
    view.inside = subjectIn(pixels, {}, 1);
    const bool cutOut = !pixels.alpha.empty() && cv::countNonZero(pixels.alpha < 128) > 0;
    view.inside = mainParts(view.inside, cutOut ? kSpeck : kOther);
    if (cv::countNonZero(view.inside > 0.5F) < 24) {
        view.inside = cv::Mat(pixels.rgb.size(), CV_32F, cv::Scalar(1));
    }
    cv::Mat rgb = pixels.rgb;
    const cv::Rect box = cv::boundingRect(cv::Mat(view.inside > 0.5F));
    const int margin = 4 + std::max(box.width, box.height) / 12;
    cv::copyMakeBorder(view.inside, view.inside, margin, margin, margin, margin, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::copyMakeBorder(rgb, rgb, margin, margin, margin, margin, cv::BORDER_REPLICATE);
    const cv::Rect cut(box.x, box.y, box.width + 2 * margin, box.height + 2 * margin);
    view.inside = view.inside(cut).clone();
    view.object = cv::Rect(margin, margin, box.width, box.height);
    view.colours = continued(rgb(cut).clone(), view.inside, view.object);
    return view;
}

} // namespace maquette::sandbox::meshes
