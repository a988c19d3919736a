// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FocusAreas.h"

#include <QApplication>
#include <QWidget>

namespace maquette {

namespace {

QWidget* firstWithFocus(QWidget* area)
{
    if (area->focusPolicy() != Qt::NoFocus || area->focusProxy() != nullptr) {
        return area;
    }
    const QList<QWidget*> inside = area->findChildren<QWidget*>();
    for (QWidget* const child : inside) {
        if ((child->focusPolicy() & Qt::TabFocus) != 0 && child->isVisible() && child->isEnabled()) {
            return child;
        }
    }
    return nullptr;
}

} // namespace

void focusNextArea(const QList<FocusArea>& areas, int step)
{
    const QWidget* const focus = QApplication::focusWidget();
    qsizetype now = -1;
    for (qsizetype i = 0; i < areas.size(); ++i) {
        const QWidget* const area = areas.at(i).widget;
        if (focus != nullptr && (area == focus || area->isAncestorOf(focus))) {
            now = i;
        }
    }
    for (qsizetype tries = 0; tries < areas.size(); ++tries) {
        now = (now + step + areas.size()) % areas.size();
        const FocusArea& area = areas.at(now);
        if (area.widget->isHidden()) {
            continue;
        }
        if (area.enter) {
            area.enter();
            return;
        }
        if (QWidget* const target = firstWithFocus(area.widget)) {
            target->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace maquette
