// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Solid.h"

#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/meshes/Inflate.h"
#include "app/sandbox/pictures/Noise.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace maquette::sandbox::meshes {

namespace {

constexpr int kSide = 384;    ///< of the object's longer side, in working pixels
constexpr float kFlat = 0.8F; ///< things are rather less deep than wide

float sample(const cv::Mat& map, double x, double y)
{
    const double left = std::clamp(x, 0.0, map.cols - 1.001);
    const double top = std::clamp(y, 0.0, map.rows - 1.001);
    const int i = int(left);
    const int j = int(top);
    const float fx = float(left - i);
    const float fy = float(top - j);
    const float* a = map.ptr<float>(j) + i;
    const float* b = map.ptr<float>(j + 1) + i;
    return (a[0] * (1 - fx) + a[1] * fx) * (1 - fy) + (b[0] * (1 - fx) + b[1] * fx) * fy;
}

/// Fine light and dark as height, about -1 to 1: bright is near, dark is deep, and slow changes are the light's.
cv::Mat reliefOf(const cv::Mat& colours)
{
    cv::Mat grey;
    cv::cvtColor(colours, grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F, 1.0 / 255.0);
    grey = edits::guided(grey, grey, 3, 6e-4);
    cv::Mat tone;
    cv::log(grey + 0.12, tone);
    const auto blurred = [&tone](double sigma) {
        cv::Mat out;
        cv::GaussianBlur(tone, out, cv::Size(), sigma, sigma, cv::BORDER_REPLICATE);
        return out;
    };
    const cv::Mat middle = blurred(5.0);
    const cv::Mat fine = blurred(1.2) - middle;
    const cv::Mat coarse = middle - blurred(20.0);
    cv::Mat relief(tone.size(), CV_32F);
    for (int y = 0; y < relief.rows; ++y) {
        const float* f = fine.ptr<float>(y);
        const float* c = coarse.ptr<float>(y);
        float* out = relief.ptr<float>(y);
        for (int x = 0; x < relief.cols; ++x) {
            // What is painted on has hard steps: they are bounded, shading is not.
            out[x] = 0.4F * std::tanh(f[x] / 0.16F) + 0.6F * std::tanh(c[x] / 0.4F);
        }
    }
    return relief;
}

/// \a square with \a relief (in pixels) added to its root, fading out towards the outline.
cv::Mat carved(const cv::Mat& square, const cv::Mat& distance, const cv::Mat& relief)
{
    cv::Mat out = square.clone();
    for (int y = 0; y < out.rows; ++y) {
        float* line = out.ptr<float>(y);
        const float* d = distance.ptr<float>(y);
        const float* r = relief.ptr<float>(y);
        for (int x = 0; x < out.cols; ++x) {
            if (line[x] > 0) {
                const float depth = std::sqrt(line[x]);
                const float share = float(smoothStep(1.0, 14.0, d[x])) * std::min(1.0F, depth / 24.0F);
                const float carvedDepth = std::max(depth + r[x] * share, 0.4F * depth);
                line[x] = carvedDepth * carvedDepth;
            }
        }
    }
    return out;
}

/// Slow bumps by chance, in parts of the depth.
cv::Mat varied(const cv::Mat& square, const Character& character)
{
    cv::Mat out = square.clone();
    for (int y = 0; y < out.rows; ++y) {
        float* line = out.ptr<float>(y);
        for (int x = 0; x < out.cols; ++x) {
            const float bump = fractalNoise(float(x) / 150.0F, float(y) / 150.0F, 2.0F, character.seed);
            const double part = character.backDepth * (1.0 + character.backVariety * double(bump));
            line[x] *= float(part * part);
        }
    }
    return out;
}

} // namespace

double Solid::valueAt(const Point& p) const
{
    return p.z * p.z - double(sample(p.z >= 0 ? front : back, p.x, p.y));
}

Point Solid::settled(Point p) const
{
    for (int round = 0; round < 12; ++round) {
        const cv::Mat& map = p.z >= 0 ? front : back;
        const double value = p.z * p.z - double(sample(map, p.x, p.y));
        const Point up(-0.5 * double(sample(map, p.x + 1, p.y) - sample(map, p.x - 1, p.y)),
                       -0.5 * double(sample(map, p.x, p.y + 1) - sample(map, p.x, p.y - 1)), 2.0 * p.z);
        const double steep = up.dot(up);
        if (steep < 1e-3) {
            break;
        }
        Point step = up * (-value / steep);
        const double length = std::sqrt(step.dot(step));
        if (length > 2.0) {
            step *= 2.0 / length;
        }
        p += step;
        if (length < 1e-3) {
            break;
        }
    }
    return p;
}

Solid solidOf(const View& view, const Character& character)
{
    Solid solid;
    const int longest = std::max(view.object.width, view.object.height);
    solid.scale = double(longest) / kSide;
    const cv::Rect whole(0, 0, view.inside.cols, view.inside.rows);
    const auto working = [&](const cv::Mat& map) {
        const cv::Size size(std::max(1, int(std::lround(whole.width / solid.scale))),
                            std::max(1, int(std::lround(whole.height / solid.scale))));
        cv::Mat out;
        cv::resize(map, out, size, 0, 0, solid.scale > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
        return out;
    };
    cv::Mat inside = working(view.inside);
    cv::GaussianBlur(inside, inside, cv::Size(), 0.8);
    double most = 1;
    cv::minMaxLoc(inside, nullptr, &most);
    // A hair covers no pixel of the working copy, but is there.
    inside *= 1.0 / std::max(most, 1e-3);
    const cv::Mat distance = distanceFromOutline(inside);
    cv::Mat square = inflated(distance) * (kFlat * kFlat);
    constexpr double kHeight = 0.022 * kSide;
    solid.front = carved(square, distance, reliefOf(working(view.colours)) * (kHeight * character.detail));
    solid.back =
        carved(varied(square, character), distance, reliefOf(working(view.behind)) * (kHeight * character.backDetail));
    solid.object = cv::Rect2d(view.object.x / solid.scale, view.object.y / solid.scale, view.object.width / solid.scale,
                              view.object.height / solid.scale);
    return solid;
}

} // namespace maquette::sandbox::meshes
