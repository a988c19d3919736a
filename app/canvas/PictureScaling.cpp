// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/PictureScaling.h"

#include <QColorSpace>

#include <opencv2/imgproc.hpp>

namespace maquette {

namespace {

int matType(const QImage& image)
{
    return image.depth() == 64 ? CV_16UC4 : image.depth() == 32 ? CV_8UC4 : CV_8UC1;
}

cv::Mat header(QImage& image)
{
    return {image.height(), image.width(), matType(image), image.bits(), std::size_t(image.bytesPerLine())};
}

} // namespace

QImage scaledPicture(const QImage& image, QSize size)
{
    if (image.isNull() || size.isEmpty() || image.size() == size) {
        return image;
    }
    const QImage::Format format = image.format();
    const QImage::Format premultiplied = format == QImage::Format_ARGB32   ? QImage::Format_ARGB32_Premultiplied
                                         : format == QImage::Format_RGBA64 ? QImage::Format_RGBA64_Premultiplied
                                                                           : format;
    QImage from = image.convertToFormat(premultiplied);
    QImage to(size, premultiplied);
    if (from.isNull() || to.isNull()) {
        return {};
    }
    cv::Mat target = header(to);
    const bool shrinks = size.width() <= image.width() && size.height() <= image.height();
    // Bicubic overshoots past the alpha of premultiplied pixels, linear does not.
    const int growing = image.hasAlphaChannel() ? cv::INTER_LINEAR : cv::INTER_CUBIC;
    cv::resize(header(from), target, target.size(), 0, 0, shrinks ? int(cv::INTER_AREA) : growing);
    to.setColorSpace(image.colorSpace());
    return to.convertToFormat(format);
}

} // namespace maquette
