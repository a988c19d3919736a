// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/MipPyramid.h"

#include <QColorSpace>
#include <QPainter>

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
    picture.convertTo(picture.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    picture.setDevicePixelRatio(1.0);
    return picture;
}

MipPyramid MipPyramid::build(QImage picture)
{
    MipPyramid pyramid;
    if (picture.isNull()) {
        return pyramid;
    }
    pyramid.m_levels.append(forShowing(std::move(picture)));
    while (std::max(pyramid.m_levels.constLast().width(), pyramid.m_levels.constLast().height()) > kSmallestSide) {
        const QImage& last = pyramid.m_levels.constLast();
        const QSize half((last.width() + 1) / 2, (last.height() + 1) / 2);
        QImage next = last.scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        next.convertTo(last.format());
        pyramid.m_levels.append(std::move(next));
    }
    return pyramid;
}

MipPyramid MipPyramid::detached() const
{
    MipPyramid own;
    own.m_levels.reserve(m_levels.size());
    for (const QImage& level : m_levels) {
        own.m_levels.append(level.copy());
    }
    return own;
}

void MipPyramid::patch(const QImage& part, QPoint at)
{
    if (isNull() || part.isNull()) {
        return;
    }
    QImage piece = forShowing(part);
    piece.convertTo(m_levels.constFirst().format());
    QPoint corner = at;
    for (qsizetype i = 0; i < m_levels.size(); ++i) {
        QPainter painter(&m_levels[i]);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.drawImage(corner, piece);
        painter.end();
        if (i + 1 == m_levels.size()) {
            return;
        }
        // The next level's pixels are made of two by two whole ones of this.
        const QRect touched = QRect(corner, piece.size()).intersected(m_levels.at(i).rect());
        const QRect next(QPoint(touched.left() / 2, touched.top() / 2),
                         QPoint(touched.right() / 2, touched.bottom() / 2));
        const QRect source(next.topLeft() * 2, next.size() * 2);
        piece = m_levels.at(i).copy(source.intersected(m_levels.at(i).rect()));
        piece = piece.scaled(next.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        piece.convertTo(m_levels.at(i + 1).format());
        corner = next.topLeft();
    }
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
