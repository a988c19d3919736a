// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Shapes.h"

#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include <algorithm>
#include <vector>

namespace maquette {

namespace {

constexpr int kBandRows = 512;

quint8 combined(quint8 mask, quint8 with, Combine how)
{
    switch (how) {
    case Combine::Replace:
        return with;
    case Combine::Add:
        return std::max(mask, with);
    case Combine::Subtract:
        return std::min(mask, quint8(255 - with));
    case Combine::Intersect:
        return std::min(mask, with);
    }
    return mask;
}

/// The whole of \a with's tile at \a index of \a target, even where the two differ in size.
Tile<quint8> tileOf(const TiledMask& with, const TiledMask& target, int index)
{
    if (with.size() == target.size()) {
        return with.tile(index);
    }
    Tile<quint8> tile;
    const QRect area(target.tileRect(index).topLeft(), QSize(TiledMask::kTile, TiledMask::kTile));
    with.read(area, tile.edit(), TiledMask::kTile);
    tile.compact(area.size());
    return tile;
}

/// Whether a uniform \a with leaves every mask as it is.
bool changesNothing(quint8 with, Combine how)
{
    return (how == Combine::Add || how == Combine::Subtract) ? with == 0 : how == Combine::Intersect && with == 255;
}

void combineTile(Tile<quint8>& mask, Tile<quint8> with, Combine how, QSize used)
{
    if (mask.isUniform() && with.isUniform()) {
        mask = Tile<quint8>(combined(mask.value(), with.value(), how));
        return;
    }
    quint8* to = mask.edit();
    const quint8* from = with.edit();
    for (int at = 0; at < Tile<quint8>::kPixels; ++at) {
        to[at] = combined(to[at], from[at], how);
    }
    mask.compact(used);
}

/// The path in straight pieces that stay within a small part of a pixel of its curves; the painter's own may be a tenth
/// of one off.
QPainterPath flattened(const QPainterPath& path)
{
    constexpr double kFiner = 16;
    QPainterPath flat;
    flat.setFillRule(path.fillRule());
    for (const QPolygonF& polygon : path.toSubpathPolygons(QTransform::fromScale(kFiner, kFiner))) {
        flat.addPolygon(QTransform::fromScale(1 / kFiner, 1 / kFiner).map(polygon));
        flat.closeSubpath();
    }
    return flat;
}

/// The coverage of a path by a mask of \a size, 0 to 255.
TiledMask rasterized(QSize size, const QPainterPath& path, quint8 value, bool antialias)
{
    TiledMask shape(size);
    const QRectF bounds = path.boundingRect() & QRectF(shape.rect());
    const QRect area = bounds.toAlignedRect() & shape.rect();
    const QPainterPath flat = flattened(path);
    // In bands, so that a large selection needs no second picture.
    for (int top = area.top(); top <= area.bottom(); top += kBandRows) {
        const QRect band = QRect(area.left(), top, area.width(), kBandRows) & area;
        QImage image(band.size(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing, antialias);
        painter.translate(-band.topLeft());
        painter.fillPath(flat, QColor(0, 0, 0, value));
        painter.end();
        std::vector<quint8> rows(size_t(band.width()) * size_t(band.height()));
        quint8* to = rows.data();
        for (int y = 0; y < band.height(); ++y) {
            const auto* from = reinterpret_cast<const QRgb*>(image.constScanLine(y));
            to = std::transform(from, from + band.width(), to, [](QRgb pixel) { return quint8(qAlpha(pixel)); });
        }
        shape.write(band, rows.data(), band.width());
    }
    return shape;
}

} // namespace

QRect fillPath(TiledMask& mask, const QPainterPath& path, Combine how, quint8 value, bool antialias)
{
    return mask.isNull() ? QRect() : combineMask(mask, rasterized(mask.size(), path, value, antialias), how);
}

QRect combineMask(TiledMask& target, const TiledMask& with, Combine how)
{
    QRect area;
    for (int index = 0; index < target.tileCount(); ++index) {
        const Tile<quint8> other = tileOf(with, target, index);
        const Tile<quint8>& there = target.tile(index);
        const bool same = other.isUniform() && changesNothing(other.value(), how);
        if (same || (how == Combine::Replace && there.sharesWith(other))) {
            continue;
        }
        const QRect where = target.tileRect(index);
        Tile<quint8> result = there;
        combineTile(result, other, how, where.size());
        if (!result.equals(there, where.size())) {
            target.setTile(index, std::move(result));
            area |= where;
        }
    }
    return area;
}

} // namespace maquette
