// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/CursorLine.h"

#include "ui/canvas/tools/ToolPaint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {
/// Beyond it, laying the picture of the line over the view takes longer than drawing the line. Device pixels.
constexpr double kLargest = 640;
/// How much the size of one and the same line differs from place to place.
constexpr double kRounding = 1e-3;
} // namespace

void CursorLine::paint(QPainter& painter, const QPainterPath& path)
{
    const QTransform toDevice = painter.deviceTransform();
    const QPainterPath onDevice = toDevice.map(path);
    const QRectF place = onDevice.boundingRect();
    if (place.isEmpty() || std::max(place.width(), place.height()) > kLargest) {
        paintToolLine(painter, path);
        return;
    }
    const double ratio = toDevice.m11();
    const QPointF middle = place.center();
    const QPainterPath form = onDevice.translated(-middle);
    const int half = int(std::ceil(std::max(place.width(), place.height()) / 2 + kToolMargin * ratio - kRounding));
    if (m_image.isNull() || m_image.width() != 2 * half || form != m_form) {
        m_form = form;
        m_image = QImage(2 * half, 2 * half, QImage::Format_ARGB32_Premultiplied);
        m_image.fill(Qt::transparent);
        QPainter drawing(&m_image);
        drawing.translate(half, half);
        drawing.scale(ratio, ratio);
        paintToolLine(drawing, QTransform::fromScale(1 / ratio, 1 / ratio).map(form));
    }
    painter.save();
    painter.setWorldTransform(toDevice.inverted() * painter.worldTransform());
    painter.drawImage(QPoint(int(std::lround(middle.x())), int(std::lround(middle.y()))) - QPoint(half, half), m_image);
    painter.restore();
}

} // namespace maquette
