// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <QImage>
#include <QPainter>
#include <QRandomGenerator>

namespace maquette {

/// Every byte at random; alpha too where the format has it.
inline QImage noise(QSize size, QImage::Format format, quint32 seed)
{
    QRandomGenerator random(seed);
    QImage wide(size, QImage::Format_RGBA64);
    for (int y = 0; y < size.height(); ++y) {
        auto* row = reinterpret_cast<QRgba64*>(wide.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const auto value = [&] { return quint16(random.bounded(65536)); };
            const quint16 red = value();
            const quint16 green = value();
            const quint16 blue = value();
            row[x] = QRgba64::fromRgba64(red, green, blue, value());
        }
    }
    return wide.convertToFormat(format);
}

/// Something like a photograph: soft shapes, a gradient, grain. RGB32.
inline QImage scene(QSize size, quint32 seed)
{
    QRandomGenerator random(seed);
    QImage picture(size, QImage::Format_RGB32);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, size.width(), size.height());
    sky.setColorAt(0, QColor(70, 110, 160));
    sky.setColorAt(1, QColor(190, 170, 120));
    painter.fillRect(picture.rect(), sky);
    for (int i = 0; i < 30; ++i) {
        painter.setBrush(QColor::fromHsv(random.bounded(360), 40 + random.bounded(120), 60 + random.bounded(160), 160));
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(QPointF(random.bounded(size.width()), random.bounded(size.height())),
                            5 + random.bounded(qMax(1, size.width() / 6)),
                            5 + random.bounded(qMax(1, size.height() / 6)));
    }
    painter.end();
    for (int y = 0; y < size.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const int grain = random.bounded(9) - 4;
            const auto in = [&](int value) { return qBound(0, value + grain, 255); };
            row[x] = qRgb(in(qRed(row[x])), in(qGreen(row[x])), in(qBlue(row[x])));
        }
    }
    return picture;
}

/// Blobs of full, half and soft strength inside \a within.
inline TiledMask randomMask(QSize size, const QRect& within, quint32 seed)
{
    QRandomGenerator random(seed);
    QImage grey(size, QImage::Format_Grayscale8);
    grey.fill(0);
    QPainter painter(&grey);
    painter.setClipRect(within);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 6; ++i) {
        const QPointF centre(within.left() + random.bounded(within.width()),
                             within.top() + random.bounded(within.height()));
        const double radius = 2 + random.bounded(qMax(1, qMin(within.width(), within.height()) / 3));
        QRadialGradient soft(centre, radius);
        soft.setColorAt(0, Qt::white);
        soft.setColorAt(random.generateDouble() * 0.9, Qt::white);
        soft.setColorAt(1, Qt::black);
        if (i % 3 == 2) {
            painter.setBrush(QColor(random.bounded(256), 0, 0));
        } else {
            painter.setBrush(soft);
        }
        painter.setCompositionMode(QPainter::CompositionMode_Lighten);
        painter.drawEllipse(centre, radius, radius);
    }
    painter.end();
    return maskFromImage(grey);
}

} // namespace maquette
