// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/PicturePainter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kSharpAbove = 4.0;
constexpr double kGridAbove = 8.0;
constexpr int kCheckSide = 8; ///< logical pixels
const QColor kGridLine(128, 128, 128, 110);

QPixmap checkerTile(double ratio, bool dark)
{
    const int side = std::max(1, int(std::lround(kCheckSide * ratio)));
    QPixmap tile(2 * side, 2 * side);
    tile.fill(dark ? QColor(0x3a, 0x3a, 0x3a) : QColor(0xff, 0xff, 0xff));
    QPainter painter(&tile);
    const QColor other = dark ? QColor(0x30, 0x30, 0x30) : QColor(0xe8, 0xe8, 0xe8);
    painter.fillRect(0, 0, side, side, other);
    painter.fillRect(side, side, side, side, other);
    return tile;
}

void paintChecker(QPainter& painter, const QRectF& shown, double ratio, bool dark)
{
    painter.save();
    painter.setBrushOrigin(shown.topLeft());
    painter.fillRect(shown, QBrush(checkerTile(ratio, dark)));
    painter.restore();
}

/// Lines between the image pixels that are in sight, one device pixel thin. \a toDevice maps image to device pixels.
void paintGrid(QPainter& painter, const QTransform& toDevice, QSize image, const QRectF& sight)
{
    const QRectF inside = toDevice.inverted().mapRect(sight).intersected(QRectF(QPointF(), QSizeF(image)));
    const int left = int(std::floor(inside.left()));
    const int right = int(std::ceil(inside.right()));
    const int top = int(std::floor(inside.top()));
    const int bottom = int(std::ceil(inside.bottom()));
    QList<QLineF> lines;
    for (int x = left; x <= right; ++x) {
        lines.append(toDevice.map(QLineF(x, top, x, bottom)));
    }
    for (int y = top; y <= bottom; ++y) {
        lines.append(toDevice.map(QLineF(left, y, right, y)));
    }
    painter.setPen(QPen(kGridLine, 0));
    painter.drawLines(lines);
}

/// Image to device pixels of the painted surface. A widget's corner may lie between device pixels (at 125 %); without a turn the picture's corner is then moved onto a whole
/// one, so that every image pixel at 100 % and above falls on whole device pixels.
QTransform deviceTransform(const QPainter& painter, const ViewTransform& transform)
{
    QTransform toDevice = transform.imageToView() * painter.deviceTransform();
    if (toDevice.type() <= QTransform::TxScale) {
        const QPointF corner = toDevice.map(QPointF(0, 0));
        toDevice *= QTransform::fromTranslate(std::round(corner.x()) - corner.x(), std::round(corner.y()) - corner.y());
    }
    return toDevice;
}

} // namespace

void paintPicture(QPainter& painter, const ViewTransform& transform, const PictureLook& look)
{
    const QRectF whole(QPointF(), QSizeF(transform.imageSize()));
    const QTransform toDevice = deviceTransform(painter, transform);
    const QRectF sight = painter.deviceTransform().mapRect(QRectF(QPointF(), transform.viewSize()));
    const double scale = transform.scale();
    const bool exact = scale == 1.0 && toDevice.type() <= QTransform::TxTranslate;

    painter.save();
    // From here on coordinates are device pixels of the surface.
    painter.setWorldTransform(painter.deviceTransform().inverted() * painter.worldTransform());
    const bool hasAlpha = look.picture.isNull() ? look.placeholder.hasAlphaChannel() : look.picture.hasAlpha();
    if (hasAlpha && toDevice.type() <= QTransform::TxScale) {
        paintChecker(painter, toDevice.mapRect(whole).intersected(sight.adjusted(-64, -64, 64, 64)),
                     transform.devicePixelRatio(), look.dark);
    }
    const QTransform base = painter.worldTransform();
    painter.setWorldTransform(toDevice * base);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !exact && scale <= kSharpAbove);
    if (look.picture.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
        painter.drawImage(whole, look.placeholder);
    } else {
        painter.drawImage(whole, look.picture.level(look.picture.levelFor(scale)));
    }
    painter.setWorldTransform(base);
    if (scale > kGridAbove && !look.picture.isNull()) {
        paintGrid(painter, toDevice, transform.imageSize(), sight);
    }
    painter.restore();
}

} // namespace maquette
