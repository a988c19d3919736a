// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/PaletteDelegate.h"

#include "ui/widgets/Theme.h"

#include <QPainter>

namespace maquette {

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const ThemeColours& colours = Theme::instance().colours();
    const bool can = index.data(ReasonRole).toString().isEmpty();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if ((option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) != 0) {
        const bool current = (option.state & QStyle::State_Selected) != 0;
        painter->setPen(Qt::NoPen);
        painter->setBrush(current ? colours.ground3 : mixed(colours.ground1, colours.ground3, 0.5));
        painter->drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), metrics::kRadius, metrics::kRadius);
    }
    QRect room = option.rect.adjusted(10, 0, -10, 0);
    const int right = static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    const QString keys = index.data(KeysRole).toString();
    painter->setFont(Theme::font(metrics::kFontSmall));
    if (!keys.isEmpty()) {
        const int width = painter->fontMetrics().horizontalAdvance(keys) + 10;
        const QRectF cap(room.right() - width + 0.5, room.center().y() - 8.5, width, 18);
        painter->setPen(mixed(colours.line, colours.text1, 0.14));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(cap, 4, 4);
        painter->setPen(colours.text2);
        painter->drawText(cap, Qt::AlignCenter, keys);
        room.setRight(room.right() - width - 8);
    }
    const QString section = index.data(SectionRole).toString();
    painter->setPen(colours.text3);
    painter->drawText(room, right, section);
    room.setRight(room.right() - painter->fontMetrics().horizontalAdvance(section) - 12);
    painter->setFont(Theme::font(metrics::kFontBody));
    painter->setPen(can ? colours.text1 : colours.text3);
    const QString title = index.data(Qt::DisplayRole).toString().simplified();
    painter->drawText(room, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(title, Qt::ElideRight, room.width()));
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), kRowHeight};
}

} // namespace maquette
