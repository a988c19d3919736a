// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Segment.h"

#include "app/sandbox/edits/Pixels.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::edits {

namespace {

constexpr int kFinerSide = 720; ///< at which the edge is looked for again

/// GrabCut draws its first clusters by chance, from a generator every thread keeps.
void grab(const cv::Mat& rgb, cv::Mat& labels, int rounds, quint32 seed)
{
    const cv::Mat inside = (labels & 1);
    const int count = cv::countNonZero(inside);
    if (count < 8 || count > int(labels.total()) - 8) {
        return;
    }
    cv::setRNGSeed(int(seed % 0x7fffffffU));
    cv::Mat background;
    cv::Mat foreground;
    cv::grabCut(rgb, labels, cv::Rect(), background, foreground, rounds, cv::GC_INIT_WITH_MASK);
}

cv::Mat insideOf(const cv::Mat& labels)
{
    cv::Mat inside = (labels & 1);
    return inside * 255;
}

/// Without islands smaller than a part of the largest, and without small holes.
cv::Mat tidied(const cv::Mat& cut)
{
    const auto keepLarge = [](const cv::Mat& mask, double part, int least) {
        cv::Mat labels;
        cv::Mat stats;
        cv::Mat centres;
        const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8);
        int largest = 0;
        for (int i = 1; i < count; ++i) {
            largest = std::max(largest, stats.at<int>(i, cv::CC_STAT_AREA));
        }
        cv::Mat out(mask.size(), CV_8U, cv::Scalar(0));
        for (int i = 1; i < count; ++i) {
            const int area = stats.at<int>(i, cv::CC_STAT_AREA);
            if (area >= least && area >= int(part * largest)) {
                out.setTo(255, labels == i);
            }
        }
        return out;
    };
    const cv::Mat solid = keepLarge(cut, 0.12, 4);
    return ~keepLarge(~solid, 0.0, std::max(4, int(cut.total()) / 700));
}

/// Without islands that are much less likely than the likeliest.
cv::Mat likely(const cv::Mat& cut, const cv::Mat& likelihood)
{
    cv::Mat labels;
    const int count = cv::connectedComponents(cut, labels, 8);
    std::vector<double> means(size_t(count), 0.0);
    double best = 0;
    for (int i = 1; i < count; ++i) {
        means[size_t(i)] = cv::mean(likelihood, labels == i)[0];
        best = std::max(best, means[size_t(i)]);
    }
    cv::Mat out = cut.clone();
    for (int i = 1; i < count; ++i) {
        if (means[size_t(i)] < 0.55 * best) {
            out.setTo(0, labels == i);
        }
    }
    return out;
}

} // namespace

cv::Mat reduced(const cv::Mat& rgb, int side)
{
    const int longest = std::max(rgb.cols, rgb.rows);
    if (longest <= side) {
        return rgb.clone();
    }
    const double scale = double(side) / longest;
    const cv::Size size(std::max(1, int(std::lround(rgb.cols * scale))),
                        std::max(1, int(std::lround(rgb.rows * scale))));
    cv::Mat small;
    cv::resize(rgb, small, size, 0, 0, cv::INTER_AREA);
    return small;
}

double partingOf(const cv::Mat& map)
{
    cv::Mat bytes;
    map.convertTo(bytes, CV_8U, 255.0);
    cv::Mat unused;
    return cv::threshold(bytes, unused, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU) / 255.0;
}

cv::Mat cutOut(const cv::Mat& small, const cv::Mat& likelihood, quint32 seed)
{
    const double parting = std::clamp(partingOf(likelihood), 0.3, 0.36);
    cv::Mat labels(small.size(), CV_8U, cv::Scalar(cv::GC_PR_BGD));
    labels.setTo(cv::GC_BGD, likelihood < parting * 0.45);
    labels.setTo(cv::GC_PR_FGD, likelihood > parting);
    labels.setTo(cv::GC_FGD, likelihood > std::min(0.95, parting + (1.0 - parting) * 0.72));
    const cv::Mat first = insideOf(labels);
    grab(small, labels, 3, seed);
    // The colours may lead far afield: what is found stays near to what was likely.
    const int near = std::max(2, std::max(small.cols, small.rows) / 7);
    cv::Mat reach;
    cv::dilate(cv::Mat(likelihood > parting), reach,
               cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * near + 1, 2 * near + 1)));
    const cv::Mat cut = likely(tidied(insideOf(labels) & reach), likelihood);
    const double part = double(cv::countNonZero(cut)) / double(cut.total());
    return part > 0.002 && part < 0.97 ? cut : tidied(first);
}

cv::Mat refinedCut(const cv::Mat& rgb, const cv::Mat& smallCut, quint32 seed)
{
    const cv::Mat middle = reduced(rgb, kFinerSide);
    cv::Mat cut;
    cv::resize(smallCut, cut, middle.size(), 0, 0, cv::INTER_LINEAR);
    cut = cut > 127;
    if (middle.size() != smallCut.size()) {
        const int band = std::max(2, int(std::lround(1.6 * middle.cols / smallCut.cols)));
        const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * band + 1, 2 * band + 1));
        cv::Mat sure;
        cv::Mat perhaps;
        cv::erode(cut, sure, disc);
        cv::dilate(cut, perhaps, disc);
        cv::Mat labels(cut.size(), CV_8U, cv::Scalar(cv::GC_BGD));
        labels.setTo(cv::GC_PR_BGD, perhaps);
        labels.setTo(cv::GC_PR_FGD, cut);
        labels.setTo(cv::GC_FGD, sure);
        grab(middle, labels, 1, seed);
        cut = tidied(insideOf(labels));
    }
    cv::Mat soft;
    cut.convertTo(soft, CV_32F, 1.0 / 255.0);
    cv::GaussianBlur(soft, soft, cv::Size(), 0.9);
    cv::resize(soft, soft, rgb.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat guide;
    cv::cvtColor(rgb, guide, cv::COLOR_RGB2GRAY);
    guide.convertTo(guide, CV_32F, 1.0 / 255.0);
    const int radius = std::max(2, int(std::lround(2.2 * rgb.cols / middle.cols)));
    cv::Mat edge = guided(guide, soft, radius, 4e-4);
    // Steeper than the filter leaves it, so that no veil of the other side remains.
    edge = cv::min(cv::max((edge - 0.18) / 0.64, 0.0), 1.0);
    return edge.mul(edge).mul(3.0 - 2.0 * edge);
}

} // namespace maquette::sandbox::edits
