// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/items/TilePainter.h"

#include "ui/widgets/Checkered.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kTileRadius = 4;
constexpr double kPlateRadius = 4;
constexpr double kPlateInset = 5;
constexpr double kPlateHeight = 18;
const QColor kPlateGround(16, 16, 16, 200); ///< dark in both themes: it lies on pictures
const QColor kPlateText(0xf2, 0xf2, 0xf2);
const QColor kPlatePractice(0x8f, 0xcf, 0xde);

QString tr(const char* text)
{
    return QCoreApplication::translate("TilePainter", text);
}

enum class Corner { TopLeft, BottomLeft };

void paintPlate(QPainter& painter, const QRectF& tile, Corner corner, const QString& text, const QColor& colour)
{
    painter.setFont(Theme::font(metrics::kFontSmall));
    const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
    const double y = corner == Corner::TopLeft ? tile.top() + kPlateInset : tile.bottom() - kPlateInset - kPlateHeight;
    const QRectF plate(tile.left() + kPlateInset, y, std::min(width, tile.width() - 2 * kPlateInset), kPlateHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(kPlateGround);
    painter.drawRoundedRect(plate, kPlateRadius, kPlateRadius);
    painter.setPen(colour);
    painter.drawText(plate, Qt::AlignCenter, text);
}

QString kindMark(const MediaInfo& info)
{
    if (info.kind == MediaKind::Audio) {
        const int seconds = int(std::lround(info.seconds));
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    }
    return info.kind == MediaKind::Mesh ? formats::mediaName(info.mediaType) : QString();
}

QString emptyIcon(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Audio:
        return QStringLiteral("audio-x-generic");
    case MediaKind::Mesh:
        return QStringLiteral("shape-cuboid");
    default:
        return QStringLiteral("data-error");
    }
}

void paintEmptyTile(QPainter& painter, const TileLook& look, MediaKind kind)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::instance().colours().ground2);
    painter.drawRoundedRect(look.picture, kTileRadius, kTileRadius);
    if (look.broken || kind == MediaKind::Audio || kind == MediaKind::Mesh) {
        const QPoint middle = look.picture.center().toPoint();
        Theme::icon(emptyIcon(kind), IconTint::Label).paint(&painter, QRect(middle - QPoint(11, 11), QSize(22, 22)));
    }
}

} // namespace

void paintCovering(QPainter& painter, const QRectF& place, const QImage& picture)
{
    const QSizeF size = QSizeF(picture.size());
    QSizeF part = place.size().scaled(size, Qt::KeepAspectRatio);
    const QRectF source(QPointF((size.width() - part.width()) / 2, (size.height() - part.height()) / 2), part);
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath outline;
    outline.addRoundedRect(place, kTileRadius, kTileRadius);
    painter.setClipPath(outline);
    if (picture.hasAlphaChannel()) {
        paintCheckered(painter, place);
    }
    painter.drawImage(place, picture, source);
    painter.restore();
}

void paintTileFrame(QPainter& painter, const TileLook& look)
{
    const ThemeColours& colours = Theme::instance().colours();
    painter.setBrush(Qt::NoBrush);
    if (look.current) {
        painter.setPen(QPen(colours.accent, 2));
        painter.drawRoundedRect(look.picture.adjusted(-2, -2, 2, 2), kTileRadius + 2, kTileRadius + 2);
    } else if (look.hovered) {
        painter.setPen(QPen(colours.text3, 1));
        painter.drawRoundedRect(look.picture.adjusted(-1.5, -1.5, 1.5, 1.5), kTileRadius + 1, kTileRadius + 1);
    }
    if (look.focused) {
        painter.setPen(QPen(colours.text1, 1, Qt::DotLine));
        painter.drawRoundedRect(look.picture.adjusted(-4.5, -4.5, 4.5, 4.5), kTileRadius + 4, kTileRadius + 4);
    }
}

void paintTileCaption(QPainter& painter, const TileLook& look)
{
    const ThemeColours& colours = Theme::instance().colours();
    painter.setFont(Theme::font(metrics::kFontSmall));
    const QFontMetricsF measure(painter.font());
    const double rightWidth = std::ceil(measure.horizontalAdvance(look.right));
    painter.setPen(colours.text2);
    painter.drawText(look.caption, Qt::AlignRight | Qt::AlignVCenter, look.right);
    QRectF room = look.caption;
    room.setRight(room.right() - rightWidth - 4);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     measure.elidedText(look.left, Qt::ElideRight, room.width()));
}

void paintTile(QPainter& painter, const TileLook& look, const GalleryItem& item, const QImage& thumbnail)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (thumbnail.isNull()) {
        paintEmptyTile(painter, look, item.asset.info.kind);
    } else {
        paintCovering(painter, look.picture, thumbnail);
    }
    QString mark = kindMark(item.asset.info);
    if (item.practice) {
        mark = mark.isEmpty() ? tr("Practice") : tr("Practice %1").arg(mark);
    }
    if (!mark.isEmpty()) {
        paintPlate(painter, look.picture, Corner::BottomLeft, mark, item.practice ? kPlatePractice : kPlateText);
    }
    if (item.filtered) {
        paintPlate(painter, look.picture, Corner::TopLeft, tr("Blurred"), kPlateText);
    }
    paintTileFrame(painter, look);
    paintTileCaption(painter, look);
    painter.restore();
}

} // namespace maquette
