// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/HoleFill.h"

#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/PatchFill.h"
#include "app/sandbox/edits/Pixels.h"

#include <opencv2/imgproc.hpp>

#include <memory>

namespace maquette::sandbox::edits {

namespace {

constexpr double kMostPixels = 4.5e6; ///< worked on at once
constexpr int kLeastSide = 28;        ///< of the coarsest level

struct Level
{
    cv::Mat rgb;
    cv::Mat hole;
};

cv::Mat smoothly(const Level& level)
{
    cv::Mat values;
    level.rgb.convertTo(values, CV_32FC3);
    cv::Mat known;
    cv::Mat(level.hole == 0).convertTo(known, CV_32F, 1.0 / 255.0);
    cv::Mat out;
    spread(values, known).convertTo(out, CV_8UC3);
    return out;
}

Level halved(const Level& level)
{
    // Whole pairs only, so that a place at one level is exactly twice the place at the next.
    const cv::Size half(level.rgb.cols / 2, level.rgb.rows / 2);
    const cv::Rect even(0, 0, half.width * 2, half.height * 2);
    Level out;
    cv::resize(level.rgb(even), out.rgb, half, 0, 0, cv::INTER_AREA);
    cv::resize(cv::Mat(level.hole(even) != 0), out.hole, half, 0, 0, cv::INTER_AREA);
    out.hole = out.hole > 0;
    return out;
}

bool worthHalving(const Level& level)
{
    if (std::min(level.rgb.cols, level.rgb.rows) / 2 < kLeastSide) {
        return false;
    }
    cv::Mat depth;
    cv::distanceTransform(level.hole, depth, cv::DIST_L2, 3);
    double deepest = 0;
    cv::minMaxLoc(depth, nullptr, &deepest);
    return deepest > 5;
}

/// Rounds of searching and voting that a level of so many patches is given.
int roundsFor(int patches)
{
    return patches < 4'000 ? 12 : patches < 20'000 ? 6 : patches < 80'000 ? 3 : patches < 260'000 ? 2 : 1;
}

void work(PatchFill& fill)
{
    const bool search = fill.size() < 400'000;
    for (int round = roundsFor(fill.size()); round > 0; --round) {
        fill.improve(search);
        if (fill.size() < 80'000) {
            fill.improve(search);
        }
        fill.vote();
    }
}

cv::Mat filledWithin(const Level& whole, Rng rng, const cv::Mat& guess)
{
    std::vector<Level> levels{whole};
    while (worthHalving(levels.back())) {
        levels.push_back(halved(levels.back()));
    }
    std::unique_ptr<PatchFill> coarser;
    for (size_t i = levels.size(); i-- > 0;) {
        const Level& level = levels[i];
        cv::Mat begin = level.rgb.clone();
        if (!coarser) {
            cv::Mat idea = smoothly(level);
            if (!guess.empty()) {
                cv::resize(guess, idea, level.rgb.size(), 0, 0, cv::INTER_AREA);
            }
            idea.copyTo(begin, level.hole);
        }
        auto fill = std::make_unique<PatchFill>(begin, level.hole, level.hole, rng.fork(i));
        if (!fill->possible()) {
            continue;
        }
        if (coarser) {
            fill->start(*coarser);
        } else {
            fill->start();
        }
        work(*fill);
        coarser = std::move(fill);
    }
    return coarser ? coarser->finish() : guess.empty() ? smoothly(whole) : guess;
}

/// Where the surroundings are smooth, patches only bring steps: there the large forms are those of a soap film over the
/// hole, and the patches give the grain.
void evenOut(const cv::Mat& rgb, const cv::Mat& hole, cv::Mat& filled)
{
    const cv::Size size(std::max(8, rgb.cols / 4), std::max(8, rgb.rows / 4));
    Level small;
    cv::resize(rgb, small.rgb, size, 0, 0, cv::INTER_AREA);
    cv::resize(hole, small.hole, size, 0, 0, cv::INTER_AREA);
    small.hole = small.hole > 0;
    cv::Mat wide;
    cv::dilate(small.hole, wide, cv::Mat(), cv::Point(-1, -1), 2);
    if (cv::countNonZero(wide) == int(wide.total())) {
        return;
    }
    cv::Mat across;
    cv::Mat along;
    cv::Sobel(small.rgb, across, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(small.rgb, along, CV_32F, 0, 1, 3, 1.0 / 8);
    cv::Mat known;
    cv::Mat(wide == 0).convertTo(known, CV_32F, 1.0 / 255.0);
    cv::Mat steps = cv::max(cv::Mat(cv::abs(across)), cv::Mat(cv::abs(along)));
    steps.setTo(0, wide);
    // An edge counts for its whole neighbourhood: a film next to it would smear it.
    const cv::Rect box = boxOf(small.hole);
    const int near = std::max(3, std::min(box.width, box.height) / 8);
    cv::dilate(steps, steps, cv::Mat(), cv::Point(-1, -1), near);
    const cv::Mat steep = spread(steps, known);
    cv::Mat low;
    cv::resize(filled, low, size, 0, 0, cv::INTER_AREA);
    low.convertTo(low, CV_32FC3);
    cv::GaussianBlur(low, low, cv::Size(), 2.0);
    cv::Mat film;
    smoothly(small).convertTo(film, CV_32FC3);
    cv::GaussianBlur(film, film, cv::Size(), 1.5);
    cv::Mat lift = film - low;
    for (int y = 0; y < lift.rows; ++y) {
        for (int x = 0; x < lift.cols; ++x) {
            const cv::Vec3f& step = steep.at<cv::Vec3f>(y, x);
            const double most = double(std::max({step[0], step[1], step[2]}));
            cv::Vec3f& by = lift.at<cv::Vec3f>(y, x);
            // Where the two differ much, there is a form the film knows nothing of.
            const double apart = double(std::max({std::abs(by[0]), std::abs(by[1]), std::abs(by[2])}));
            by *= float((1.0 - smoothStep(4.0, 10.0, most)) * (1.0 - smoothStep(14.0, 34.0, apart)));
        }
    }
    cv::resize(lift, lift, rgb.size(), 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < filled.rows; ++y) {
        for (int x = 0; x < filled.cols; ++x) {
            if (hole.at<uchar>(y, x) == 0) {
                continue;
            }
            cv::Vec3b& pixel = filled.at<cv::Vec3b>(y, x);
            const cv::Vec3f& by = lift.at<cv::Vec3f>(y, x);
            const float dither = hashUnit(x, y, 5) - 0.5F;
            for (int c = 0; c < 3; ++c) {
                pixel[c] = cv::saturate_cast<uchar>(float(pixel[c]) + by[c] + dither);
            }
        }
    }
}

} // namespace

cv::Mat fillHole(const cv::Mat& rgb, const cv::Mat& hole, quint32 seed, const cv::Mat& guess)
{
    const cv::Rect inner = boxOf(hole);
    if (inner.empty()) {
        return rgb.clone();
    }
    const int context = std::max(96, int(0.8 * std::max(inner.width, inner.height)));
    const cv::Rect box = boxOf(hole, context);
    const cv::Mat part = rgb(box);
    const cv::Mat partHole = hole(box) != 0;
    const cv::Mat partGuess = guess.empty() ? cv::Mat() : guess(box);
    const double scale = std::sqrt(kMostPixels / double(box.area()));
    cv::Mat filled;
    if (scale >= 1) {
        filled = filledWithin({part, partHole}, Rng(seed), partGuess);
    } else {
        Level small;
        cv::resize(part, small.rgb, cv::Size(), scale, scale, cv::INTER_AREA);
        cv::resize(partHole, small.hole, small.rgb.size(), 0, 0, cv::INTER_AREA);
        small.hole = small.hole > 0;
        cv::Mat smallGuess;
        if (!partGuess.empty()) {
            cv::resize(partGuess, smallGuess, small.rgb.size(), 0, 0, cv::INTER_AREA);
        }
        cv::resize(filledWithin(small, Rng(seed), smallGuess), filled, part.size(), 0, 0, cv::INTER_CUBIC);
    }
    if (guess.empty()) {
        evenOut(part, partHole, filled);
    }
    cv::Mat out = rgb.clone();
    filled.copyTo(out(box), partHole);
    return out;
}

} // namespace maquette::sandbox::edits
