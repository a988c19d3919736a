// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/ImageToImage.h"

#include "app/sandbox/pictures/Canvas.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

cv::Mat view(QImage& image)
{
    return {image.height(), image.width(), CV_8UC3, image.bits(), size_t(image.bytesPerLine())};
}

} // namespace

QImage fittedStart(const QImage& start, QSize size)
{
    QImage flat(start.size(), QImage::Format_RGB888);
    flat.fill(Qt::white);
    if (start.hasAlphaChannel()) {
        QPainter painter(&flat);
        painter.drawImage(0, 0, start);
    } else {
        flat = start.convertToFormat(QImage::Format_RGB888);
    }
    if (flat.size() == size)
        return flat;
    const QSize window = size.scaled(flat.size(), Qt::KeepAspectRatio).expandedTo({1, 1});
    QImage crop =
        flat.copy(QRect(QPoint((flat.width() - window.width()) / 2, (flat.height() - window.height()) / 2), window));
    QImage out(size, QImage::Format_RGB888);
    cv::Mat target = view(out);
    cv::resize(view(crop), target, target.size(), 0, 0,
               window.width() > size.width() ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

QImage blendWithStart(const QImage& start, const QImage& painted, double strength)
{
    QImage from = start;
    QImage to = painted;
    cv::Mat a;
    cv::Mat b;
    view(from).convertTo(a, CV_32FC3);
    view(to).convertTo(b, CV_32FC3);
    // Three scales move at their own pace: colour fields first, then the masses, the outlines of the start last.
    const double sigma = 0.02 * std::min(a.cols, a.rows);
    const cv::Mat aLow = blurred(a, sigma);
    const cv::Mat bLow = blurred(b, sigma);
    const double s = clamp01(strength);
    const double low = clamp01(s * (1.25 - 0.25 * s));
    const double high = s * s * (1.6 - 0.6 * s);
    cv::Mat mixed = aLow * (1.0 - low) + bLow * low + (a - aLow) * (1.0 - high) + (b - bLow) * high;
    QImage out(start.size(), QImage::Format_RGB888);
    cv::Mat target = view(out);
    mixed.convertTo(target, CV_8UC3);
    return out;
}

} // namespace maquette::sandbox
