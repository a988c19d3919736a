// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/MipPyramid.h"

#include "app/canvas/FreedInWorker.h"

#include <QColorSpace>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {
constexpr int kSmallestSide = 64;
}

QImage MipPyramid::forShowing(QImage picture)
{
    const QColorSpace srgb(QColorSpace::SRgb);
    if (picture.colorSpace().isValid() && picture.colorSpace() != srgb) {
        picture.convertToColorSpace(srgb); // before the depth is reduced, so that every way here rounds alike
    }
    const QImage::Format format =
        picture.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
    if (picture.format() != format) { // converting to the same would copy one that is shared
        picture.convertTo(format);
    }
    picture.setDevicePixelRatio(1.0);
    return picture;
}

MipPyramid MipPyramid::build(QImage picture)
{
    MipPyramid pyramid;
    if (picture.isNull()) {
        return pyramid;
    }
    pyramid.m_levels.append(freedInWorker(forShowing(std::move(picture))));
    while (std::max(pyramid.m_levels.constLast().width(), pyramid.m_levels.constLast().height()) > kSmallestSide) {
        const QImage& last = pyramid.m_levels.constLast();
        const QSize half((last.width() + 1) / 2, (last.height() + 1) / 2);
        QImage next = last.scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        next.convertTo(last.format());
        pyramid.m_levels.append(freedInWorker(std::move(next)));
    }
    return pyramid;
}

int MipPyramid::levelFor(double scale) const
{
    if (isNull() || scale >= 1.0) {
        return 0;
    }
    // The small addition keeps an exact half, quarter ... on its own level despite rounding.
    const int wanted = int(std::floor(std::log2(1.0 / scale) + 1e-9));
    return std::clamp(wanted, 0, levels() - 1);
}

} // namespace maquette
