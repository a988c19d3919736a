// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Pixels.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace maquette::sandbox::edits {

namespace {

cv::Mat threefold(const cv::Mat& one)
{
    cv::Mat three;
    cv::merge(std::vector<cv::Mat>{one, one, one}, three);
    return three;
}

} // namespace

Pixels pixelsOf(const QImage& picture)
{
    Pixels pixels;
    if (!picture.hasAlphaChannel()) {
        QImage opaque = picture.convertToFormat(QImage::Format_RGB888);
        pixels.rgb =
            cv::Mat(opaque.height(), opaque.width(), CV_8UC3, opaque.bits(), size_t(opaque.bytesPerLine())).clone();
        return pixels;
    }
    QImage clear = picture.convertToFormat(QImage::Format_RGBA8888);
    const cv::Mat whole(clear.height(), clear.width(), CV_8UC4, clear.bits(), size_t(clear.bytesPerLine()));
    cv::cvtColor(whole, pixels.rgb, cv::COLOR_RGBA2RGB);
    cv::extractChannel(whole, pixels.alpha, 3);
    return pixels;
}

QImage imageOf(const cv::Mat& rgb, const cv::Mat& alpha)
{
    double least = 255;
    if (!alpha.empty()) {
        cv::minMaxLoc(alpha, &least);
    }
    const bool clear = least < 255;
    QImage image(rgb.cols, rgb.rows, clear ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    cv::Mat target(image.height(), image.width(), clear ? CV_8UC4 : CV_8UC3, image.bits(),
                   size_t(image.bytesPerLine()));
    if (clear) {
        const int order[] = {0, 0, 1, 1, 2, 2, 3, 3};
        cv::mixChannels(std::vector<cv::Mat>{rgb, alpha}, std::vector<cv::Mat>{target}, order, 4);
    } else {
        rgb.copyTo(target);
    }
    return image;
}

QImage atMost(const QImage& picture, double most)
{
    const double pixels = double(picture.width()) * picture.height();
    if (pixels <= most) {
        return picture;
    }
    const double scale = std::sqrt(most / pixels);
    const QSize size(std::max(1, int(picture.width() * scale)), std::max(1, int(picture.height() * scale)));
    return picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

cv::Mat mixed(const cv::Mat& from, const cv::Mat& to, const cv::Mat& weight)
{
    cv::Mat out = from.clone();
    for (int y = 0; y < out.rows; ++y) {
        const float* w = weight.ptr<float>(y);
        const uchar* b = to.ptr<uchar>(y);
        uchar* line = out.ptr<uchar>(y);
        for (int x = 0; x < out.cols; ++x) {
            if (w[x] <= 0) {
                continue;
            }
            for (int c = 3 * x; c < 3 * x + 3; ++c) {
                line[c] = cv::saturate_cast<uchar>(float(line[c]) + (float(b[c]) - float(line[c])) * w[x]);
            }
        }
    }
    return out;
}

cv::Mat spread(const cv::Mat& values, const cv::Mat& weight)
{
    const cv::Mat weight3 = threefold(weight);
    const cv::Mat weighted = values.mul(weight3);
    if (values.cols <= 2 && values.rows <= 2) {
        const cv::Scalar sum = cv::sum(weighted);
        const double total = cv::sum(weight)[0];
        return {values.size(), CV_32FC3, total > 1e-6 ? sum * (1.0 / total) : cv::Scalar::all(0)};
    }
    const cv::Size half((values.cols + 1) / 2, (values.rows + 1) / 2);
    cv::Mat coarse;
    cv::Mat coarseWeight;
    cv::resize(weighted, coarse, half, 0, 0, cv::INTER_AREA);
    cv::resize(weight, coarseWeight, half, 0, 0, cv::INTER_AREA);
    cv::Mat divisor = threefold(cv::max(coarseWeight, 1e-6F));
    cv::divide(coarse, divisor, coarse);
    cv::Mat smooth;
    cv::resize(spread(coarse, cv::min(coarseWeight * 4.0, 1.0)), smooth, values.size(), 0, 0, cv::INTER_LINEAR);
    return weighted + smooth.mul(cv::Scalar::all(1.0) - weight3);
}

cv::Mat labOf(const cv::Mat& rgb)
{
    cv::Mat lab;
    rgb.convertTo(lab, CV_32FC3, 1.0 / 255.0);
    cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
    return lab;
}

cv::Mat rgbOf(const cv::Mat& lab)
{
    cv::Mat rgb;
    cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
    rgb.convertTo(rgb, CV_8UC3, 255.0);
    return rgb;
}

cv::Mat guided(const cv::Mat& guide, const cv::Mat& value, int radius, double epsilon)
{
    const cv::Size box(2 * radius + 1, 2 * radius + 1);
    const auto mean = [&box](const cv::Mat& of) {
        cv::Mat out;
        cv::boxFilter(of, out, CV_32F, box, cv::Point(-1, -1), true, cv::BORDER_REFLECT_101);
        return out;
    };
    const cv::Mat meanGuide = mean(guide);
    const cv::Mat meanValue = mean(value);
    const cv::Mat covariance = mean(guide.mul(value)) - meanGuide.mul(meanValue);
    const cv::Mat variance = mean(guide.mul(guide)) - meanGuide.mul(meanGuide);
    const cv::Mat slope = covariance / (variance + epsilon);
    const cv::Mat offset = meanValue - slope.mul(meanGuide);
    const cv::Mat out = mean(slope).mul(guide) + mean(offset);
    return cv::min(cv::max(out, 0.0), 1.0);
}

} // namespace maquette::sandbox::edits
