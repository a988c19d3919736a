// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/WheelGuard.h"

#include <QEvent>
#include <QWidget>

namespace maquette {

namespace {

class WheelGuard : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const auto* control = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || !control || control->hasFocus()) {
            return QObject::eventFilter(watched, event);
        }
        event->ignore(); // the scroll area takes it
        return true;
    }
};

} // namespace

void guardWheel(QWidget* control)
{
    control->setFocusPolicy(Qt::StrongFocus);
    control->installEventFilter(new WheelGuard(control));
}

} // namespace maquette
