// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Theme.h"

#include <QIconEngine>

namespace maquette {

/// Draws a named one-colour icon in the theme's colour of the moment: from the icon theme, else from the drawings
/// compiled in.
class SymbolicIcon final : public QIconEngine
{
public:
    SymbolicIcon(QString name, IconTint tint);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    [[nodiscard]] QIconEngine* clone() const override;
    [[nodiscard]] QString key() const override { return QStringLiteral("maquette"); }
    [[nodiscard]] QString iconName() override { return m_name; }
    [[nodiscard]] bool isNull() override;

    /// The drawing of \a name in its own colours, null when there is none.
    [[nodiscard]] static QIcon drawing(const QString& name);

private:
    QString m_name;
    IconTint m_tint;
};

} // namespace maquette
