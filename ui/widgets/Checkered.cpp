// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Checkered.h"

#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QPixmap>

namespace maquette {

void paintCheckered(QPainter& painter, const QRectF& rect, int cell)
{
    const bool dark = Theme::instance().colours().dark;
    QPixmap tile(cell * 2, cell * 2);
    tile.fill(dark ? QColor(0x4a, 0x4a, 0x4a) : QColor(0xff, 0xff, 0xff));
    QPainter tilePainter(&tile);
    const QColor other = dark ? QColor(0x3a, 0x3a, 0x3a) : QColor(0xd8, 0xd8, 0xd8);
    tilePainter.fillRect(0, 0, cell, cell, other);
    tilePainter.fillRect(cell, cell, cell, cell, other);
    tilePainter.end();
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawTiledPixmap(rect, tile);
    painter.restore();
}

} // namespace maquette
