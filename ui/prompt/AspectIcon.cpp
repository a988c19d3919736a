// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/AspectIcon.h"

#include "ui/widgets/Theme.h"

#include <QIconEngine>
#include <QPainter>
#include <QStringList>

namespace maquette {

namespace {

class AspectEngine final : public QIconEngine
{
public:
    explicit AspectEngine(double aspect)
        : m_aspect(aspect)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const double side = qMin(rect.width(), rect.height()) - 2.0;
        const double width = m_aspect >= 1.0 ? side : side * m_aspect;
        const double height = m_aspect >= 1.0 ? side / m_aspect : side;
        QRectF frame(0, 0, qRound(width), qRound(height));
        frame.moveCenter(QRectF(rect).center());
        frame.moveTopLeft(QPointF(qRound(frame.left()) + 0.5, qRound(frame.top()) + 0.5));
        const ThemeColours& colours = Theme::instance().colours();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(mode == QIcon::Disabled ? colours.text3 : colours.text2, 1.2));
        painter->drawRoundedRect(frame, 1.5, 1.5);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.scale(scale, scale);
        paint(&painter, QRect(QPoint(), (QSizeF(size) / scale).toSize()), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new AspectEngine(m_aspect); }

private:
    double m_aspect;
};

} // namespace

QIcon aspectIcon(const QString& aspect)
{
    const QStringList parts = aspect.split(QLatin1Char(':'));
    const double width = parts.value(0).toDouble();
    const double height = parts.value(1).toDouble();
    return parts.size() == 2 && width > 0 && height > 0 ? QIcon(new AspectEngine(width / height)) : QIcon();
}

} // namespace maquette
