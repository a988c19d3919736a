// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/PicturePainter.h"

#include "ui/widgets/Checkered.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kSharpAbove = 4.0;
constexpr double kGridAbove = 8.0;
// Light and dark by turns, from pixel to pixel: one of them is seen on any colour.
const QColor kGridLight(255, 255, 255, 90);
const QColor kGridDark(0, 0, 0, 90);

/// Squares that hold their place on the picture, drawn only where they are in sight.
void paintChecker(QPainter& painter, const QRectF& shown, const QRectF& sight, double ratio)
{
    constexpr int kCell = 8;
    const int cell = std::max(1, int(std::lround(kCell * ratio)));
    const auto firstInSight = [cell](double start, double from) {
        return start + std::max(0.0, std::floor((from - start) / (2 * cell))) * 2 * cell;
    };
    const QPointF corner(firstInSight(shown.left(), sight.left()), firstInSight(shown.top(), sight.top()));
    const QPointF end(std::min(shown.right(), sight.right()), std::min(shown.bottom(), sight.bottom()));
    if (corner.x() < end.x() && corner.y() < end.y()) {
        paintCheckered(painter, QRectF(corner, end), cell);
    }
}

/// What is seen through transparent pixels. On a turned picture the squares stay upright.
void paintGround(QPainter& painter, const QTransform& toDevice, const QRectF& whole, const DevicePlace& place)
{
    if (toDevice.type() <= QTransform::TxScale) {
        paintChecker(painter, toDevice.mapRect(whole), place.sight, place.ratio);
        return;
    }
    painter.save();
    QPainterPath outline;
    outline.addPolygon(toDevice.map(QPolygonF(whole)));
    painter.setClipPath(outline, Qt::IntersectClip);
    paintChecker(painter, toDevice.mapRect(whole), place.sight, place.ratio);
    painter.restore();
}

const QColor& gridColour(int x, int y)
{
    return (x + y) % 2 == 0 ? kGridLight : kGridDark;
}

/// One pixel high, to be stretched: the upright lines within a row of image pixels, and the line above that row. Two,
/// for even and odd rows. Drawn one by one, thousands of thin lines take a painter long.
struct GridRow
{
    QImage uprights;
    QImage along;
};

GridRow gridRow(const QTransform& toDevice, int left, int right, const QRect& whole, int y)
{
    GridRow row{QImage(std::max(1, whole.width()), 1, QImage::Format_ARGB32_Premultiplied), {}};
    row.uprights.fill(Qt::transparent);
    row.along = row.uprights;
    const auto place = [&](int x) { return int(std::round(toDevice.map(QPointF(x, 0)).x())) - whole.left(); };
    for (int x = left; x <= right; ++x) {
        if (const int at = place(x); at >= 0 && at < row.uprights.width()) {
            row.uprights.setPixelColor(at, 0, gridColour(x, y));
        }
        const auto [from, to] = std::minmax({place(x), place(x + 1)});
        for (int at = std::max(0, from); at < std::min(to, row.along.width()); ++at) {
            row.along.setPixelColor(at, 0, gridColour(x, y));
        }
    }
    return row;
}

/// Lines between the image pixels that are in sight, one device pixel thin. \a toDevice maps image to device pixels.
void paintGrid(QPainter& painter, const QTransform& toDevice, QSize image, const QRectF& sight)
{
    const QRectF inside = toDevice.inverted().mapRect(sight).intersected(QRectF(QPointF(), QSizeF(image)));
    const int left = int(std::floor(inside.left()));
    const int right = int(std::ceil(inside.right()));
    const int top = int(std::floor(inside.top()));
    const int bottom = int(std::ceil(inside.bottom()));
    if (toDevice.type() <= QTransform::TxScale) {
        const QRect whole =
            toDevice.mapRect(QRectF(left, top, right - left, bottom - top)).intersected(sight).toAlignedRect();
        const GridRow rows[] = {gridRow(toDevice, left, right, whole, 0), gridRow(toDevice, left, right, whole, 1)};
        const auto place = [&toDevice](int y) { return int(std::round(toDevice.map(QPointF(0, y)).y())); };
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        for (int y = top; y <= bottom; ++y) {
            const GridRow& row = rows[y % 2];
            const auto [from, to] = std::minmax({place(y), place(y + 1)});
            painter.drawImage(QRect(whole.left(), place(y), whole.width(), 1), row.along);
            const QRect between(whole.left(), from + 1, whole.width(), to - from - 1);
            if (y < bottom && between.isValid()) {
                painter.drawImage(between & whole, row.uprights);
            }
        }
        return;
    }
    QList<QLineF> lines;
    for (int x = left; x <= right; ++x) {
        lines.append(toDevice.map(QLineF(x, top, x, bottom)));
    }
    for (int y = top; y <= bottom; ++y) {
        lines.append(toDevice.map(QLineF(left, y, right, y)));
    }
    painter.setPen(QPen(kGridDark, 0));
    painter.drawLines(lines);
    QPen dashes(kGridLight, 0);
    const double side = std::hypot(toDevice.m11(), toDevice.m12());
    dashes.setDashPattern({side, side});
    painter.setPen(dashes);
    painter.drawLines(lines);
}

} // namespace

QTransform pictureToDevice(const QPainter& painter, const ViewTransform& transform)
{
    QTransform toDevice = transform.imageToView() * painter.deviceTransform();
    if (toDevice.type() <= QTransform::TxScale) {
        const QPointF corner = toDevice.map(QPointF(0, 0));
        toDevice *= QTransform::fromTranslate(std::round(corner.x()) - corner.x(), std::round(corner.y()) - corner.y());
    }
    return toDevice;
}

void paintPictureOnDevice(QPainter& painter, const DevicePlace& place, const PictureLook& look)
{
    const QImage& first = look.picture.isNull() ? look.placeholder : look.picture.level(0);
    if (first.isNull()) {
        return;
    }
    // The picture may be of another resolution than the canvas it lies on.
    const QTransform toDevice =
        QTransform::fromScale(place.place.width() / first.width(), place.place.height() / first.height()) *
        QTransform::fromTranslate(place.place.x(), place.place.y()) * place.toDevice;
    const double scale = std::hypot(toDevice.m11(), toDevice.m12());
    const bool exact = std::abs(scale - 1.0) < 1e-9 && toDevice.type() <= QTransform::TxTranslate;
    const QRectF whole(QPointF(), QSizeF(first.size()));

    painter.save();
    if (first.hasAlphaChannel()) {
        paintGround(painter, toDevice, whole, place);
    }
    const QTransform base = painter.worldTransform();
    painter.setWorldTransform(toDevice * base);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, look.picture.isNull() || (!exact && scale <= kSharpAbove));
    painter.drawImage(whole, look.picture.isNull() ? first : look.picture.level(look.picture.levelFor(scale)));
    painter.setWorldTransform(base);
    if (place.grid && scale > kGridAbove && !look.picture.isNull()) {
        paintGrid(painter, toDevice, first.size(), place.sight);
    }
    painter.restore();
}

void paintPicture(QPainter& painter, const ViewTransform& transform, const PictureLook& look)
{
    DevicePlace place;
    place.toDevice = pictureToDevice(painter, transform);
    place.place = QRectF(QPointF(), QSizeF(transform.imageSize()));
    place.sight = painter.deviceTransform().mapRect(QRectF(QPointF(), transform.viewSize()));
    place.ratio = transform.devicePixelRatio();
    painter.save();
    painter.setWorldTransform(painter.deviceTransform().inverted() * painter.worldTransform());
    paintPictureOnDevice(painter, place, look);
    painter.restore();
}

QRect coveredPixels(const QPainter& painter, const QRectF& area)
{
    constexpr double kRounding = 1e-6;
    const QRectF exact = painter.deviceTransform().mapRect(area);
    const QPoint corner(int(std::floor(exact.left() + kRounding)), int(std::floor(exact.top() + kRounding)));
    return {corner, QSize(int(std::ceil(exact.right() - kRounding)) - corner.x(),
                          int(std::ceil(exact.bottom() - kRounding)) - corner.y())};
}

} // namespace maquette
