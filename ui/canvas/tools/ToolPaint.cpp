// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/ToolPaint.h"

#include "ui/widgets/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

namespace maquette {

namespace {

const QColor kDark(0, 0, 0, 150);
const QColor kLight(255, 255, 255, 235);
constexpr double kHandle = 7;

} // namespace

void paintToolLine(QPainter& painter, const QPainterPath& path, bool dashed)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QPen under(kDark, 2.5);
    under.setJoinStyle(Qt::RoundJoin);
    painter.setPen(under);
    painter.drawPath(path);
    QPen above(kLight, 1.25);
    above.setJoinStyle(Qt::RoundJoin);
    if (dashed) {
        above.setDashPattern({4, 4});
    }
    painter.setPen(above);
    painter.drawPath(path);
    painter.restore();
}

void paintToolHandle(QPainter& painter, QPointF at, bool strong)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(kDark, 1));
    painter.setBrush(strong ? Theme::instance().colours().accent : kLight);
    painter.drawRoundedRect(QRectF(at.x() - kHandle / 2, at.y() - kHandle / 2, kHandle, kHandle), 2, 2);
    painter.restore();
}

void paintToolCross(QPainter& painter, QPointF at)
{
    QPainterPath cross;
    constexpr double kInner = 3;
    constexpr double kOuter = 10;
    for (const QPointF way : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)}) {
        cross.moveTo(at + way * kInner);
        cross.lineTo(at + way * kOuter);
    }
    paintToolLine(painter, cross);
}

void paintToolNote(QPainter& painter, QPointF at, const QString& text)
{
    if (text.isEmpty()) {
        return;
    }
    painter.save();
    painter.setFont(Theme::font(metrics::kFontSmall));
    const QFontMetricsF sizes(painter.font());
    QRectF plate(QPointF(), QSizeF(sizes.horizontalAdvance(text) + 12, sizes.height() + 6));
    plate.moveCenter(at + QPointF(0, plate.height() / 2 + 8));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(16, 16, 16, 215));
    painter.drawRoundedRect(plate, 4, 4);
    painter.setPen(QColor(0xf2, 0xf2, 0xf2));
    painter.drawText(plate, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace maquette
