// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/WholeThing.h"

#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/pictures/Noise.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace maquette::sandbox::edits {

namespace {

/// A shadow is darker than its ground in the same hue: light counts for less than hue does.
float apart(const cv::Vec3f& a, const cv::Vec3f& b)
{
    const cv::Vec3f away((a[0] - b[0]) * 0.7F, a[1] - b[1], a[2] - b[2]);
    return std::sqrt(away.dot(away));
}

/// The columns beside an object that its surroundings are read from.
struct Sides
{
    cv::Range left;
    cv::Range right;
    [[nodiscard]] bool known() const { return left.size() > 1 || right.size() > 1; }
};

Sides sidesOf(const cv::Rect& box, int columns)
{
    const int gap = std::max(3, box.width / 12);
    const int wide = std::max(4, box.width / 10);
    return {cv::Range(std::max(0, box.x - gap - wide), std::max(0, box.x - gap)),
            cv::Range(std::min(columns, box.br().x + gap), std::min(columns, box.br().x + gap + wide))};
}

/// Where \a within is unlike everything to its left and right at about the same height. CV_8U.
cv::Mat unlikeTheSides(const cv::Mat& lab, const Sides& sides, const cv::Rect& within)
{
    constexpr float kUnlike = 14;
    cv::Mat out(lab.size(), CV_8U, cv::Scalar(0));
    std::vector<cv::Vec3f> samples;
    for (int y = within.y; y < within.br().y; ++y) {
        samples.clear();
        for (int row = std::max(0, y - 2); row < std::min(lab.rows, y + 3); ++row) {
            for (const cv::Range& side : {sides.left, sides.right}) {
                const auto* line = lab.ptr<cv::Vec3f>(row);
                samples.insert(samples.end(), line + side.start, line + side.end);
            }
        }
        for (int x = within.x; x < within.br().x; ++x) {
            const cv::Vec3f& pixel = lab.at<cv::Vec3f>(y, x);
            const bool alike = std::any_of(samples.begin(), samples.end(), [&pixel](const cv::Vec3f& sample) {
                return apart(pixel, sample) < kUnlike;
            });
            out.at<uchar>(y, x) = alike ? 0 : 255;
        }
    }
    return out;
}

/// What \a cut encloses.
cv::Mat holesOf(const cv::Mat& cut)
{
    cv::Mat around;
    cv::copyMakeBorder(cut, around, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::floodFill(around, cv::Point(0, 0), cv::Scalar(255));
    return ~around(cv::Rect(1, 1, cut.cols, cut.rows));
}

/// The parts of \a added that touch \a cut and end within the columns of \a limits: the rest is ground or another
/// thing.
cv::Mat touching(const cv::Mat& added, const cv::Mat& cut, const cv::Rect& limits)
{
    cv::Mat near;
    cv::dilate(cut, near, cv::Mat(), cv::Point(-1, -1), 2);
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(added, labels, stats, centres, 8);
    cv::Mat out = cut.clone();
    for (int i = 1; i < count; ++i) {
        const int left = stats.at<int>(i, cv::CC_STAT_LEFT);
        const int right = left + stats.at<int>(i, cv::CC_STAT_WIDTH);
        const cv::Mat part = labels == i;
        if (left > limits.x && right < limits.br().x && cv::countNonZero(part & near) > 0) {
            out.setTo(255, part);
        }
    }
    return out;
}

/// How much a part of the picture is like one object by its shape alone, 0 to 1.
double shapeOf(const cv::Mat& part, const cv::Rect& box, int area)
{
    const cv::Size whole = part.size();
    const double share = double(area) / double(part.total());
    const double size = smoothStep(0.0008, 0.005, share) * (1.0 - smoothStep(0.25, 0.5, share));
    const double wide = 1.0 - 0.9 * smoothStep(0.55, 0.85, double(box.width) / whole.width);
    int edge = cv::countNonZero(part.row(0)) + cv::countNonZero(part.row(whole.height - 1)) +
               cv::countNonZero(part.col(0)) + cv::countNonZero(part.col(whole.width - 1));
    const double open = 1.0 - std::min(0.9, 2.0 * edge / (box.width + box.height));
    std::vector<cv::Point> points;
    std::vector<cv::Point> hull;
    cv::findNonZero(part, points);
    cv::convexHull(points, hull);
    const double solid = std::min(1.0, area / std::max(1.0, cv::contourArea(hull)));
    const double thin = double(std::min(box.width, box.height)) / std::max(box.width, box.height);
    return size * wide * open * solid * smoothStep(0.05, 0.35, thin);
}

/// The share of its surroundings that is unlike all of the part next to it.
double standsOut(const cv::Mat& lab, const cv::Mat& part)
{
    constexpr float kStep = 7;
    constexpr int kAcross = 8;
    constexpr int kAslant = 6;
    static const cv::Point ways[] = {{kAcross, 0},        {-kAcross, 0},       {0, kAcross},
                                     {0, -kAcross},       {kAslant, kAslant},  {-kAslant, kAslant},
                                     {kAslant, -kAslant}, {-kAslant, -kAslant}};
    cv::Mat inner;
    cv::Mat outer;
    cv::dilate(part, inner, cv::Mat(), cv::Point(-1, -1), 2);
    cv::dilate(part, outer, cv::Mat(), cv::Point(-1, -1), 5);
    const cv::Rect picture(0, 0, lab.cols, lab.rows);
    std::vector<cv::Point> ring;
    cv::findNonZero(outer & ~inner, ring);
    int all = 0;
    int unlike = 0;
    for (const cv::Point& point : ring) {
        float least = 1e6F;
        for (const cv::Point& way : ways) {
            const cv::Point other = point + way;
            if (picture.contains(other) && part.at<uchar>(other) != 0) {
                least = std::min(least, apart(lab.at<cv::Vec3f>(point), lab.at<cv::Vec3f>(other)));
            }
        }
        if (least < 1e6F) {
            ++all;
            unlike += least > kStep ? 1 : 0;
        }
    }
    return all > 0 ? double(unlike) / all : 0.0;
}

/// Where an object may be told from the rest: by how likely it is, or by a colour of its own.
std::vector<cv::Mat> layersOf(const cv::Mat& lab, const cv::Mat& likelihood)
{
    constexpr int kColours = 9;
    std::vector<cv::Mat> layers;
    for (double parting = 0.2; parting < 0.9; parting += 0.07) {
        layers.emplace_back(likelihood > parting);
    }
    cv::Mat even;
    cv::GaussianBlur(lab, even, cv::Size(), 1.0);
    cv::Mat nearest;
    cv::setRNGSeed(1);
    cv::kmeans(even.reshape(1, int(even.total())), std::min(kColours, int(even.total())), nearest,
               cv::TermCriteria(cv::TermCriteria::COUNT, 12, 0), 1, cv::KMEANS_PP_CENTERS);
    nearest = nearest.reshape(1, lab.rows);
    for (int i = 0; i < kColours; ++i) {
        layers.emplace_back((nearest == i) & (likelihood > 0.1));
    }
    for (cv::Mat& layer : layers) {
        cv::morphologyEx(layer, layer, cv::MORPH_OPEN, cv::Mat());
    }
    return layers;
}

} // namespace

cv::Mat joinedParts(const cv::Mat& small, const cv::Mat& cut)
{
    const cv::Rect box = cv::boundingRect(cut);
    if (box.empty()) {
        return cut;
    }
    const auto disc = [](int radius) {
        return cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * radius + 1, 2 * radius + 1));
    };
    const int across = std::max(box.width, box.height);
    const int reach = std::max(2, across / 6);
    cv::Mat closed;
    cv::copyMakeBorder(cut, closed, reach, reach, reach, reach, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::morphologyEx(closed, closed, cv::MORPH_CLOSE, disc(reach));
    closed = closed(cv::Rect(reach, reach, cut.cols, cut.rows)).clone();
    // What hangs below it or carries it: unlike the picture to both its sides at the same height.
    const cv::Mat lab = edits::labOf(small);
    const int middle = box.x + box.width / 2;
    const int left = std::max(0, middle - box.width * 2 / 5);
    const int right = std::min(lab.cols - 1, middle + box.width * 2 / 5);
    const int bottom = std::min(lab.rows, box.br().y + box.width * 2 / 5);
    for (int y = box.y + box.height * 4 / 5; y < bottom; ++y) {
        for (int x = std::max(0, middle - box.width / 4); x < std::min(lab.cols, middle + box.width / 4); ++x) {
            const cv::Vec3f& pixel = lab.at<cv::Vec3f>(y, x);
            if (std::min(cv::norm(pixel - lab.at<cv::Vec3f>(y, left)), cv::norm(pixel - lab.at<cv::Vec3f>(y, right))) >
                18) {
                closed.at<uchar>(y, x) = 255;
            }
        }
    }
    // Ropes and stems are too thin to be seen: parts one above the other belong together.
    const cv::Mat upright(2 * std::max(2, across / 8) + 1, 1, CV_8U, cv::Scalar(1));
    cv::Mat lower = closed.rowRange(box.y + box.height * 3 / 5, closed.rows);
    cv::morphologyEx(lower, lower, cv::MORPH_CLOSE, upright);
    cv::Mat labels;
    const int count = cv::connectedComponents(closed, labels, 8, CV_32S);
    cv::Mat out(cut.size(), CV_8U, cv::Scalar(0));
    for (int i = 1; i < count; ++i) {
        if (cv::countNonZero((labels == i) & cut) > 0) {
            out.setTo(255, labels == i);
        }
    }
    return out;
}

cv::Mat withItsParts(const cv::Mat& small, const cv::Mat& cut)
{
    constexpr int kRounds = 4;
    constexpr double kMostGrowth = 2.4;
    const cv::Rect first = cv::boundingRect(cut);
    if (first.empty() || !sidesOf(first, cut.cols).known()) {
        return cut;
    }
    cv::Mat lab;
    cv::GaussianBlur(labOf(small), lab, cv::Size(), 0.7);
    const cv::Rect picture(0, 0, cut.cols, cut.rows);
    const Sides sides = sidesOf(first, cut.cols);
    const int aside = std::max(2, first.width / 12);
    cv::Mat whole = cut.clone();
    for (int round = 0; round < kRounds; ++round) {
        const cv::Rect box = cv::boundingRect(whole);
        // Beside its upper part may be anything; what carries it is below.
        const int top = first.y + first.height * 45 / 100;
        const int reach = std::max(first.width, first.height) / 2;
        const cv::Rect limits = cv::Rect(first.x - aside, box.y, first.width + 2 * aside, box.height + reach) & picture;
        const cv::Mat unlike = unlikeTheSides(lab, sides, limits);
        cv::Mat below = unlike & ~whole;
        below.rowRange(0, std::min(top, below.rows)).setTo(0);
        cv::morphologyEx(below, below, cv::MORPH_OPEN, cv::Mat());
        const cv::Mat more = touching(below, whole, limits) | (holesOf(whole) & unlike);
        const bool taller = cv::boundingRect(more).br().y > box.br().y;
        whole = more;
        if (!taller) {
            break;
        }
    }
    cv::morphologyEx(whole, whole, cv::MORPH_CLOSE, cv::Mat());
    return cv::countNonZero(whole) > int(kMostGrowth * cv::countNonZero(cut)) ? cut : whole;
}

bool isStretch(const cv::Mat& cut)
{
    const cv::Rect box = cv::boundingRect(cut);
    return (box.x == 0 && box.width == cut.cols) || (box.y == 0 && box.height == cut.rows);
}

cv::Mat likeliestObject(const cv::Mat& small, const cv::Mat& likelihood)
{
    constexpr double kLeast = 0.2;
    const cv::Mat lab = labOf(small);
    cv::Mat best;
    double most = kLeast;
    for (const cv::Mat& layer : layersOf(lab, likelihood)) {
        cv::Mat labels;
        cv::Mat stats;
        cv::Mat centres;
        const int count = cv::connectedComponentsWithStats(layer, labels, stats, centres, 4);
        for (int i = 1; i < count; ++i) {
            const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                               stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
            const int area = stats.at<int>(i, cv::CC_STAT_AREA);
            if (area < int(likelihood.total()) / 1200) {
                continue;
            }
            const cv::Mat part = labels == i;
            const double likely = shapeOf(part, box, area) * std::sqrt(cv::mean(likelihood, part)[0]);
            if (likely <= most) {
                continue;
            }
            const double out = standsOut(lab, part);
            if (likely * out * out > most) {
                most = likely * out * out;
                best = part | holesOf(part);
            }
        }
    }
    return best;
}

} // namespace maquette::sandbox::edits
