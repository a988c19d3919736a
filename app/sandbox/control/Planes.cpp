// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/Planes.h"

#include "app/sandbox/pictures/Finish.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

cv::Mat floatPicture(const QImage& picture, QSize size)
{
    QImage flat(picture.size(), QImage::Format_RGB888);
    if (picture.hasAlphaChannel()) {
        flat.fill(Qt::white);
        QPainter painter(&flat);
        painter.drawImage(0, 0, picture);
    } else {
        flat = picture.convertToFormat(QImage::Format_RGB888);
    }
    const cv::Mat bytes(flat.height(), flat.width(), CV_8UC3, flat.bits(), size_t(flat.bytesPerLine()));
    cv::Mat fitting = bytes;
    if (flat.size() != size) {
        const bool smaller = size.width() < flat.width();
        cv::resize(bytes, fitting, cv::Size(size.width(), size.height()), 0, 0,
                   smaller ? cv::INTER_AREA : cv::INTER_CUBIC);
    }
    cv::Mat rgb;
    fitting.convertTo(rgb, CV_32FC3, 1.0 / 255.0);
    return rgb;
}

QImage bytePicture(const cv::Mat& rgb)
{
    QImage picture(rgb.cols, rgb.rows, QImage::Format_RGB888);
    cv::Mat bytes(picture.height(), picture.width(), CV_8UC3, picture.bits(), size_t(picture.bytesPerLine()));
    rgb.convertTo(bytes, CV_8UC3, 255.0);
    return picture;
}

cv::Mat toLab(const cv::Mat& rgb)
{
    cv::Mat lab;
    cv::cvtColor(rgb, lab, cv::COLOR_RGB2Lab);
    return lab;
}

cv::Mat fromLab(const cv::Mat& lab)
{
    cv::Mat rgb;
    cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
    return rgb;
}

cv::Mat plane(const cv::Mat& picture, int channel)
{
    cv::Mat one;
    cv::extractChannel(picture, one, channel);
    return one;
}

cv::Mat mixed(const cv::Mat& a, const cv::Mat& b, const cv::Mat& t)
{
    cv::Mat weight = t;
    if (a.channels() > 1) {
        cv::merge(std::vector<cv::Mat>(size_t(a.channels()), t), weight);
    }
    return a + (b - a).mul(weight);
}

QSize workingSize(QSize size, double pixels)
{
    const double k = std::sqrt(pixels / (double(size.width()) * size.height()));
    if (k >= 1.0) {
        return size;
    }
    return {std::max(1, int(std::lround(size.width() * k))), std::max(1, int(std::lround(size.height() * k)))};
}

cv::Mat guidedSmooth(const cv::Mat& guide, const cv::Mat& source, int radius, double epsilon)
{
    // The coefficients are smooth, so a wide window is worked out on a smaller picture (He and Sun 2015).
    const int shrink = std::clamp(radius / 4, 1, 8);
    const cv::Size small(std::max(1, guide.cols / shrink), std::max(1, guide.rows / shrink));
    const cv::Size box(2 * (radius / shrink) + 1, 2 * (radius / shrink) + 1);
    const auto mean = [&box](const cv::Mat& m) {
        cv::Mat out;
        cv::boxFilter(m, out, -1, box, {-1, -1}, true, cv::BORDER_REFLECT);
        return out;
    };
    const auto reduced = [&small](const cv::Mat& m) {
        cv::Mat out;
        cv::resize(m, out, small, 0, 0, cv::INTER_AREA);
        return out;
    };
    const cv::Mat g = reduced(guide);
    const cv::Mat gMean = mean(g);
    const cv::Mat gVariance = mean(g.mul(g)) - gMean.mul(gMean) + epsilon;
    std::vector<cv::Mat> channels;
    cv::split(source, channels);
    for (cv::Mat& channel : channels) {
        const cv::Mat s = reduced(channel);
        const cv::Mat sMean = mean(s);
        const cv::Mat slope = (mean(g.mul(s)) - gMean.mul(sMean)) / gVariance;
        const cv::Mat offset = sMean - slope.mul(gMean);
        cv::Mat slopeFull;
        cv::Mat offsetFull;
        cv::resize(mean(slope), slopeFull, guide.size(), 0, 0, cv::INTER_LINEAR);
        cv::resize(mean(offset), offsetFull, guide.size(), 0, 0, cv::INTER_LINEAR);
        channel = slopeFull.mul(guide) + offsetFull;
    }
    cv::Mat out;
    cv::merge(channels, out);
    return out;
}

cv::Mat noisePlane(cv::Size size, double grain, double stretch, float octaves, quint32 seed)
{
    // Coarse noise is worked out on fewer points; its finest octave still has several of them per feature.
    const double finest = grain / std::pow(2.0, std::max(0.0, double(octaves) - 1.0));
    const int step = std::clamp(int(finest / 4.0), 1, 16);
    cv::Mat coarse(size.height / step + 2, size.width / step + 2, CV_32F);
    const auto ky = float(step / grain);
    const auto kx = float(step / (grain * stretch));
    for (int y = 0; y < coarse.rows; ++y) {
        auto* line = coarse.ptr<float>(y);
        for (int x = 0; x < coarse.cols; ++x) {
            line[x] = fractalNoise(float(x) * kx, float(y) * ky, octaves, seed);
        }
    }
    if (step == 1) {
        return coarse(cv::Rect({0, 0}, size)).clone();
    }
    cv::Mat full;
    cv::resize(coarse, full, coarse.size() * step, 0, 0, cv::INTER_CUBIC);
    return full(cv::Rect({0, 0}, size)).clone();
}

cv::Mat wobbled(const cv::Mat& picture, double reach, double grain, quint32 seed, int interpolation)
{
    if (reach < 0.05) {
        return picture.clone();
    }
    cv::Mat mapX = noisePlane(picture.size(), grain, 1.0, 2, seed) * reach;
    cv::Mat mapY = noisePlane(picture.size(), grain, 1.0, 2, seed + 1) * reach;
    for (int y = 0; y < picture.rows; ++y) {
        auto* toX = mapX.ptr<float>(y);
        auto* toY = mapY.ptr<float>(y);
        for (int x = 0; x < picture.cols; ++x) {
            toX[x] += float(x);
            toY[x] += float(y);
        }
    }
    cv::Mat out;
    cv::remap(picture, out, mapX, mapY, interpolation, cv::BORDER_REFLECT);
    return out;
}

} // namespace maquette::sandbox
