// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/StripDelegate.h"

#include "app/studio/Studio.h"
#include "ui/jobs/StripModel.h"
#include "ui/jobs/StripView.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/Thumbnails.h"
#include "ui/widgets/items/TilePainter.h"

#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace maquette {

namespace {

constexpr int kTop = 12;
constexpr int kSide = 4;
constexpr int kCaptionGap = 4;
constexpr int kCaptionHeight = 16;
constexpr int kTextInset = 8;
constexpr int kBarInset = 10;
constexpr int kBarHeight = 3;
constexpr double kTravellingPart = 0.3;

QRect captionRect(const QRect& cell)
{
    const QRect tile = StripDelegate::tileRect(cell);
    return {tile.left(), tile.bottom() + 1 + kCaptionGap, tile.width(), kCaptionHeight};
}

/// At most \a maxLines lines of \a text, the last one cut with an ellipsis.
QStringList wrapped(const QString& text, const QFont& font, double width, int maxLines)
{
    QTextLayout layout(text, font);
    QStringList lines;
    layout.beginLayout();
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        const QString rest = text.mid(line.textStart());
        if (lines.size() + 1 == maxLines) {
            lines.append(QFontMetricsF(font).elidedText(rest, Qt::ElideRight, width));
            break;
        }
        lines.append(text.mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

bool hasVisibleFocus(const QStyleOptionViewItem& option)
{
    const auto* view = qobject_cast<const StripView*>(option.widget);
    return option.state.testFlag(QStyle::State_HasFocus) && view && view->isByKeyboard();
}

} // namespace

StripDelegate::StripDelegate(Studio& studio, const StripModel& model, Thumbnails& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_studio(studio)
    , m_model(model)
    , m_thumbnails(thumbnails)
{
}

QRect StripDelegate::tileRect(const QRect& cell)
{
    return {cell.left() + kSide, cell.top() + kTop, kTileWidth, kTileHeight};
}

QRect StripDelegate::endRect(const QRect& cell)
{
    const QRect tile = tileRect(cell);
    return {tile.right() - 19, tile.top() + 2, 18, 18};
}

QRect StripDelegate::resumeRect(const QRect& cell)
{
    return tileRect(cell).adjusted(6, 54, -6, -6);
}

QRect StripDelegate::barRect(const QRect& cell)
{
    const QRect tile = tileRect(cell);
    return {tile.left() + kBarInset, tile.bottom() - kBarInset, tile.width() - 2 * kBarInset, kBarHeight};
}

JobCardText StripDelegate::textOf(const Job& job) const
{
    return jobCardText(job, m_studio.catalogue(), QDateTime::currentDateTimeUtc(), m_studio.isQueuePaused());
}

QString StripDelegate::resumeLabel(const Job& job) const
{
    const auto price = m_studio.price(job.request);
    return actionLabel(JobAction::Resume, price ? formats::costShort(*price) : QString());
}

QSize StripDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const
{
    return kCell;
}

void StripDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (const Job* job = m_model.job(index.row())) {
        paintJob(*painter, option, *job);
    } else if (const GalleryItem* item = m_model.item(index.row())) {
        paintItem(*painter, option, *item);
    }
}

void StripDelegate::paintItem(QPainter& painter, const QStyleOptionViewItem& option, const GalleryItem& item) const
{
    const QRect tile = tileRect(option.rect);
    const ThumbnailRequest wish = Thumbnails::covering(item.asset, tile.size(), painter.device()->devicePixelRatioF());
    TileLook look;
    look.picture = tile;
    look.caption = captionRect(option.rect);
    look.left = formats::shortTime(item.created, QDateTime::currentDateTimeUtc());
    look.right = item.operation.isEmpty() ? QString() : formats::costShort(item.cost);
    look.current = item.id == m_shown;
    look.focused = hasVisibleFocus(option);
    look.hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QImage picture = m_thumbnails.get(wish);
    look.broken = picture.isNull() && m_thumbnails.isBroken(wish);
    paintTile(painter, look, item, picture);
}

void StripDelegate::paintJob(QPainter& painter, const QStyleOptionViewItem& option, const Job& job) const
{
    const ThemeColours& colours = Theme::instance().colours();
    const JobCardText text = textOf(job);
    const QRect tile = tileRect(option.rect);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor edge = text.isProblem ? colours.warn : mixed(colours.line, colours.text1, 0.14);
    painter.setPen(QPen(edge, 1, text.isProblem ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(colours.ground2);
    painter.drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    paintCardText(painter, option.rect, job, text);
    if (text.hasBar) {
        paintBar(painter, barRect(option.rect), text.fraction);
    }
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (hovered && endingActionFor(job)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.ground3);
        painter.drawRoundedRect(endRect(option.rect), 4, 4);
        Theme::icon(QStringLiteral("window-close")).paint(&painter, endRect(option.rect).adjusted(1, 1, -1, -1));
    }
    TileLook look;
    look.picture = tile;
    look.caption = captionRect(option.rect);
    look.left = text.state;
    look.right = text.cost;
    look.current = job.id == m_shown;
    look.focused = hasVisibleFocus(option);
    look.hovered = hovered;
    paintTileFrame(painter, look);
    paintTileCaption(painter, look);
    painter.restore();
}

void StripDelegate::paintCardText(QPainter& painter, const QRect& cell, const Job& job, const JobCardText& text) const
{
    const ThemeColours& colours = Theme::instance().colours();
    const QFont font = Theme::font(metrics::kFontSmall);
    const int lineHeight = QFontMetrics(font).height() + 1;
    QRect room = tileRect(cell).adjusted(kTextInset, 6, -kTextInset, -6);
    if (text.hasBar) {
        room.setBottom(barRect(cell).top() - 2);
    } else if (job.paused) {
        room.setBottom(resumeRect(cell).top() - 2);
    }
    const int lines = std::max(1, room.height() / lineHeight);
    const QStringList title =
        wrapped(text.title, font, room.width(), text.line.isEmpty() ? lines : std::min(2, lines - 1));
    const QStringList more = wrapped(text.line, font, room.width(), std::max(1, lines - int(title.size())));
    int y = room.top() + (room.height() - lineHeight * int(title.size() + more.size())) / 2;
    painter.setFont(font);
    const auto draw = [&](const QStringList& block, const QColor& colour) {
        painter.setPen(colour);
        for (const QString& line : block) {
            painter.drawText(QRect(room.left(), y, room.width(), lineHeight), Qt::AlignCenter, line);
            y += lineHeight;
        }
    };
    draw(title, colours.text1);
    draw(more, text.isProblem ? colours.warn : colours.text2);
    if (job.state == JobState::Queued && job.paused) {
        painter.setPen(QPen(colours.line, 1));
        painter.setBrush(colours.ground3);
        painter.drawRoundedRect(QRectF(resumeRect(cell)).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(colours.text1);
        painter.drawText(resumeRect(cell), Qt::AlignCenter, resumeLabel(job));
    }
}

void StripDelegate::paintBar(QPainter& painter, const QRect& bar, double fraction) const
{
    const ThemeColours& colours = Theme::instance().colours();
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(colours.ground3, colours.text1, 0.06));
    painter.drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
    QRectF part = bar;
    if (fraction >= 0) {
        part.setWidth(bar.width() * fraction);
    } else {
        part.setWidth(bar.width() * kTravellingPart);
        part.moveLeft(bar.left() + (bar.width() - part.width()) * m_phase);
    }
    painter.setBrush(colours.accent);
    painter.drawRoundedRect(part, kBarHeight / 2.0, kBarHeight / 2.0);
}

} // namespace maquette
