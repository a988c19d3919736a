// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SymbolicIcon.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>

#include <utility>

namespace maquette {

SymbolicIcon::SymbolicIcon(QString name, IconTint tint)
    : m_name(std::move(name))
    , m_tint(tint)
{
}

QIcon SymbolicIcon::drawing(const QString& name)
{
    const QString own = QStringLiteral(":/maquette/icons/%1.svg").arg(name);
    if (!name.startsWith(QLatin1String("maquette-"))) {
        const QIcon themed = QIcon::fromTheme(name);
        if (!themed.isNull()) {
            return themed;
        }
    }
    return QFile::exists(own) ? QIcon(own) : QIcon();
}

bool SymbolicIcon::isNull()
{
    return drawing(m_name).isNull();
}

void SymbolicIcon::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal scale = painter->device() != nullptr ? painter->device()->devicePixelRatioF() : 1.0;
    const QPixmap drawn = scaledPixmap(rect.size() * scale, mode, state, scale);
    painter->drawPixmap(rect, drawn);
}

QPixmap SymbolicIcon::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap SymbolicIcon::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale)
{
    Q_UNUSED(state)
    const Theme& theme = Theme::instance();
    const QColor colour = mode == QIcon::Disabled ? theme.colours().text3 : theme.colour(m_tint);
    const QString cacheKey = QStringLiteral("mq-icon/%1/%2x%3@%4/%5")
                                 .arg(m_name)
                                 .arg(size.width())
                                 .arg(size.height())
                                 .arg(scale)
                                 .arg(colour.rgba());
    QPixmap done;
    if (QPixmapCache::find(cacheKey, &done)) {
        return done;
    }
    // The theme picks its drawing by logical size: an icon of 16 px is the 16 px drawing at every scale.
    const QSize logical = (QSizeF(size) / scale).toSize();
    const QPixmap shape = drawing(m_name).pixmap(logical, scale);
    done = QPixmap(size);
    done.fill(Qt::transparent);
    if (!shape.isNull()) {
        const QSizeF shapeSize = QSizeF(shape.size());
        QPainter painter(&done);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QPointF corner((size.width() - shapeSize.width()) / 2, (size.height() - shapeSize.height()) / 2);
        painter.drawPixmap(QRectF(corner, shapeSize), shape, QRectF(QPointF(), shapeSize));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(done.rect(), colour);
    }
    QPixmapCache::insert(cacheKey, done);
    return done;
}

QIconEngine* SymbolicIcon::clone() const
{
    return new SymbolicIcon(m_name, m_tint);
}

} // namespace maquette
