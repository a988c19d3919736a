// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/SketchLines.h"

#include "app/sandbox/control/Planes.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

/// The most frequent colour: that of the cell of Lab most pixels fall in.
cv::Vec3f commonColour(const cv::Mat& lab)
{
    constexpr int kCells = 16;
    const auto cellOf = [](const cv::Vec3f& c) {
        const auto part = [](float v, float low, float range) {
            return std::clamp(int((v - low) / range * float(kCells)), 0, kCells - 1);
        };
        return (part(c[0], 0, 100) * kCells + part(c[1], -110, 220)) * kCells + part(c[2], -110, 220);
    };
    std::vector<cv::Vec4d> sums(size_t(kCells) * kCells * kCells);
    for (int y = 0; y < lab.rows; y += 2) {
        const auto* line = lab.ptr<cv::Vec3f>(y);
        for (int x = 0; x < lab.cols; x += 2) {
            sums[size_t(cellOf(line[x]))] += cv::Vec4d(line[x][0], line[x][1], line[x][2], 1.0);
        }
    }
    const auto best =
        std::max_element(sums.begin(), sums.end(), [](const cv::Vec4d& a, const cv::Vec4d& b) { return a[3] < b[3]; });
    const double n = std::max(1.0, (*best)[3]);
    return {float((*best)[0] / n), float((*best)[1] / n), float((*best)[2] / n)};
}

/// The value only \a part of the pixels of an 8-bit plane pass.
double upperValue(const cv::Mat& bytes, double part)
{
    std::array<int, 256> counts{};
    for (int y = 0; y < bytes.rows; ++y) {
        const auto* line = bytes.ptr<uchar>(y);
        for (int x = 0; x < bytes.cols; ++x) {
            ++counts[line[x]];
        }
    }
    int left = int(part * double(bytes.total()));
    int value = 255;
    while (value > 0 && left >= counts[size_t(value)]) {
        left -= counts[size_t(value)];
        --value;
    }
    return value;
}

/// How fast the colour changes, in Lab units a pixel.
cv::Mat colourGradient(const cv::Mat& lab)
{
    const cv::Mat soft = blurred(lab, 1.0);
    cv::Mat dx;
    cv::Mat dy;
    cv::Sobel(soft, dx, CV_32F, 1, 0, 3, 0.125);
    cv::Sobel(soft, dy, CV_32F, 0, 1, 3, 0.125);
    cv::Mat out(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y) {
        const auto* gx = dx.ptr<cv::Vec3f>(y);
        const auto* gy = dy.ptr<cv::Vec3f>(y);
        auto* to = out.ptr<float>(y);
        for (int x = 0; x < lab.cols; ++x) {
            to[x] = std::sqrt(gx[x].dot(gx[x]) + gy[x].dot(gy[x]));
        }
    }
    return out;
}

} // namespace

SketchLines sketchLines(const cv::Mat& lab)
{
    SketchLines lines;
    lines.paper = commonColour(lab);
    lines.onDark = lines.paper[0] < 42.0F;
    const double unit = std::min(lab.cols, lab.rows);
    cv::Mat light;
    plane(lab, 0).convertTo(light, CV_8U, 2.55);
    cv::medianBlur(light, light, 3);
    const int side = std::max(5, int(unit * 0.02) | 1);
    const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_RECT, {side, side});
    cv::Mat hat;
    cv::morphologyEx(light, hat, lines.onDark ? cv::MORPH_TOPHAT : cv::MORPH_BLACKHAT, kernel);
    // Faint pencil counts as fully drawn; the grain of paper does not.
    const double full = std::max(24.0, 0.8 * upperValue(hat, 0.005));
    hat.convertTo(lines.ink, CV_32F, 1.0 / full, -0.12);
    cv::max(lines.ink, 0.0, lines.ink);
    cv::min(lines.ink, 1.0, lines.ink);
    lines.edges = (colourGradient(lab) - 1.2) * (1.0 / 6.0);
    cv::max(lines.edges, 0.0, lines.edges);
    cv::min(lines.edges, 1.0, lines.edges);
    return lines;
}

} // namespace maquette::sandbox
