// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Relight.h"

#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/edits/Segment.h"

#include <QString>

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::edits {

namespace {

constexpr int kFormSide = 640; ///< the form is worked out on a smaller copy

/// Height of the subject over the picture plane, in pixels of the small copy.
cv::Mat heightOf(const cv::Mat& rgb, const cv::Mat& subject)
{
    const cv::Mat inside = subject > 0.5F;
    cv::Mat height(subject.size(), CV_32F, cv::Scalar(0));
    cv::Mat depth;
    cv::distanceTransform(inside, depth, cv::DIST_L2, 5);
    double deepest = 0;
    cv::minMaxLoc(depth, nullptr, &deepest);
    const auto radius = float(std::max(4.0, deepest * 1.05));
    for (int y = 0; y < height.rows; ++y) {
        for (int x = 0; x < height.cols; ++x) {
            const float t = 1.0F - std::min(depth.at<float>(y, x) / radius, 1.0F);
            height.at<float>(y, x) = radius * std::sqrt(std::max(0.0F, 1.0F - t * t));
        }
    }
    cv::GaussianBlur(height, height, cv::Size(), std::max(2.0, double(radius) * 0.12));
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F, 1.0 / 255.0);
    cv::GaussianBlur(grey, grey, cv::Size(), 1.6);
    return height + grey * (0.1 * double(radius) + 5.0);
}

} // namespace

Light lightIn(const cv::Mat& rgb, double strength)
{
    const cv::Mat small = reduced(rgb, 64);
    cv::Mat grey;
    cv::cvtColor(small, grey, cv::COLOR_RGB2GRAY);
    const double mean = cv::mean(grey)[0];
    cv::Vec3d colour;
    double weight = 0;
    double x = 0;
    double y = 0;
    for (int row = 0; row < small.rows; ++row) {
        for (int col = 0; col < small.cols; ++col) {
            const double bright = std::max(0.0, grey.at<uchar>(row, col) - mean);
            const double w = bright * bright;
            const cv::Vec3b& pixel = small.at<cv::Vec3b>(row, col);
            colour += cv::Vec3d(pixel[0], pixel[1], pixel[2]) * w;
            x += w * ((col + 0.5) / small.cols - 0.5);
            y += w * ((row + 0.5) / small.rows - 0.5);
            weight += w;
        }
    }
    Light light;
    light.strength = strength;
    if (weight <= 0) {
        return light;
    }
    colour /= weight * 255.0;
    const Rgb bright{float(colour[0]), float(colour[1]), float(colour[2])};
    light.colour = saturated(bright * (1.0 / std::max(0.05, double(luma(bright)))), 1.4);
    cv::Vec3f from(float(x / weight * 5.0), float(y / weight * 5.0), 0.7F);
    light.from = from / float(cv::norm(from));
    return light;
}

Light lightFrom(const QString& direction, double strength)
{
    Light light;
    light.strength = strength;
    cv::Vec3f from(0, 0, 0.45F);
    if (direction == QLatin1String("left")) {
        from += cv::Vec3f(-1, -0.25F, 0);
    } else if (direction == QLatin1String("right")) {
        from += cv::Vec3f(1, -0.25F, 0);
    } else if (direction == QLatin1String("above")) {
        from += cv::Vec3f(0, -1, 0);
    } else {
        from += cv::Vec3f(0, 1, 0);
    }
    light.from = from / float(cv::norm(from));
    return light;
}

cv::Mat litSubject(const cv::Mat& rgb, const cv::Mat& subject, const Light& light)
{
    const cv::Mat small = reduced(rgb, kFormSide);
    cv::Mat form;
    cv::resize(subject, form, small.size(), 0, 0, cv::INTER_AREA);
    const cv::Mat height = heightOf(small, form);
    cv::Mat slopeX;
    cv::Mat slopeY;
    cv::Sobel(height, slopeX, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(height, slopeY, CV_32F, 0, 1, 3, 1.0 / 8);
    cv::Mat shade(small.size(), CV_32FC2); // how much falls on it, and how much glows along the edge
    for (int y = 0; y < shade.rows; ++y) {
        for (int x = 0; x < shade.cols; ++x) {
            cv::Vec3f normal(-slopeX.at<float>(y, x), -slopeY.at<float>(y, x), 1.0F);
            normal /= float(cv::norm(normal));
            const float facing = normal.dot(light.from);
            const float edge = 1.0F - normal[2];
            shade.at<cv::Vec2f>(y, x) = {facing, std::max(0.0F, facing) * edge * edge * edge};
        }
    }
    cv::resize(shade, shade, rgb.size(), 0, 0, cv::INTER_LINEAR);
    const auto strength = float(light.strength);
    const cv::Vec3f colour(light.colour.r, light.colour.g, light.colour.b);
    cv::Mat out(rgb.size(), CV_8UC3);
    for (int y = 0; y < rgb.rows; ++y) {
        for (int x = 0; x < rgb.cols; ++x) {
            const cv::Vec2f& lit = shade.at<cv::Vec2f>(y, x);
            const cv::Vec3b& pixel = rgb.at<cv::Vec3b>(y, x);
            cv::Vec3b& to = out.at<cv::Vec3b>(y, x);
            const float direct = std::max(0.0F, lit[0]);
            for (int c = 0; c < 3; ++c) {
                const float gain = 1.0F - 0.62F * strength + strength * 1.45F * direct * colour[c];
                const float value = float(pixel[c]) / 255.0F * gain + strength * 0.75F * lit[1] * colour[c];
                // A soft shoulder instead of a burnt patch.
                const float soft = value <= 0.8F ? value : 0.8F + 0.2F * (1.0F - std::exp(-(value - 0.8F) / 0.2F));
                to[c] = cv::saturate_cast<uchar>(soft * 255.0F);
            }
        }
    }
    return out;
}

cv::Mat litBackground(const cv::Mat& rgb, const Light& light)
{
    cv::Mat out(rgb.size(), CV_8UC3);
    const auto strength = float(light.strength);
    for (int y = 0; y < rgb.rows; ++y) {
        for (int x = 0; x < rgb.cols; ++x) {
            const float across = (float(x) / float(rgb.cols) - 0.5F) * light.from[0];
            const float down = (float(y) / float(rgb.rows) - 0.5F) * light.from[1];
            const float near = std::clamp(0.5F + across + down, 0.0F, 1.0F);
            const cv::Vec3b& pixel = rgb.at<cv::Vec3b>(y, x);
            const float parts[3] = {light.colour.r, light.colour.g, light.colour.b};
            for (int c = 0; c < 3; ++c) {
                const float gain = 1.0F + strength * ((0.35F + 0.65F * parts[c]) * (0.35F + 0.9F * near) - 0.85F);
                out.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<uchar>(float(pixel[c]) * gain);
            }
        }
    }
    return out;
}

cv::Mat shadowOf(const cv::Mat& subject, const Light& light)
{
    const cv::Rect box = boxOf(subject > 0.5F);
    cv::Mat shadow(subject.size(), CV_32F, cv::Scalar(1));
    if (box.empty()) {
        return shadow;
    }
    // The subject's outline, pressed flat below it and pushed away from the light.
    const float flat = 0.16F;
    const float lean = -light.from[0] * 0.55F;
    const auto foot = float(box.br().y);
    const cv::Matx23f press(1, -lean, lean * foot, 0, flat, foot * (1.0F - flat));
    cv::Mat cast;
    cv::warpAffine(subject, cast, press, subject.size(), cv::INTER_LINEAR);
    const double size = std::max(box.width, box.height);
    cv::GaussianBlur(cast, cast, cv::Size(), std::max(1.0, size * 0.018));
    cv::Mat around;
    cv::Mat small;
    cv::resize(subject, small, cv::Size(), 0.25, 0.25, cv::INTER_AREA);
    cv::GaussianBlur(small, small, cv::Size(), std::max(1.0, size * 0.012));
    cv::resize(small, around, subject.size(), 0, 0, cv::INTER_LINEAR);
    // What hovers high in the picture stands on nothing that could take a shadow.
    const double grounded = smoothStep(0.5, 0.75, double(foot) / subject.rows);
    const double deep = (0.3 + 0.25 * light.strength) * grounded;
    return shadow - cv::max(cv::Mat(cast * deep), cv::Mat(around * 0.16));
}

} // namespace maquette::sandbox::edits
