// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/InfoCorner.h"

#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QMouseEvent>

namespace maquette {

InfoCorner::InfoCorner(QWidget* parent)
    : QPushButton(parent)
{
    setObjectName(QStringLiteral("stageInfo"));
    setAccessibleName(tr("Picture file"));
    setToolTip(tr("Drag this to another program to hand it the file; click for what else can be done with it"));
    setIcon(Theme::icon(QStringLiteral("transform-move"), IconTint::Label));
    setIconSize({metrics::kIcon, metrics::kIcon});
    setFont(Theme::font(metrics::kFontSmall));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::OpenHandCursor);
}

void InfoCorner::mousePressEvent(QMouseEvent* event)
{
    m_press = event->pos();
    if (event->button() == Qt::LeftButton) {
        Q_EMIT dragOutPrepared();
    }
    QPushButton::mousePressEvent(event);
}

void InfoCorner::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton) &&
        (event->pos() - m_press).manhattanLength() >= QApplication::startDragDistance()) {
        setDown(false);
        Q_EMIT dragOutRequested();
        return;
    }
    QPushButton::mouseMoveEvent(event);
}

} // namespace maquette
