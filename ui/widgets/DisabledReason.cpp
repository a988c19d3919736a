// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DisabledReason.h"

#include <QAction>
#include <QVariant>
#include <QWidget>

namespace maquette {

namespace {

constexpr const char* kReason = "mqReason";
constexpr const char* kOwnToolTip = "mqOwnToolTip";
constexpr const char* kOwnDescription = "mqOwnDescription";

QString joined(const QString& own, const QString& reason)
{
    return own.isEmpty() ? reason : own + QLatin1Char('\n') + reason;
}

} // namespace

void setDisabledReason(QWidget* widget, const QString& reason)
{
    if (disabledReason(widget) == reason) {
        widget->setEnabled(reason.isEmpty());
        return;
    }
    if (disabledReason(widget).isEmpty()) {
        widget->setProperty(kOwnToolTip, widget->toolTip());
        widget->setProperty(kOwnDescription, widget->accessibleDescription());
    }
    const QString ownToolTip = widget->property(kOwnToolTip).toString();
    const QString ownDescription = widget->property(kOwnDescription).toString();
    widget->setProperty(kReason, reason);
    widget->setToolTip(reason.isEmpty() ? ownToolTip : joined(ownToolTip, reason));
    widget->setAccessibleDescription(reason.isEmpty() ? ownDescription : reason);
    widget->setEnabled(reason.isEmpty());
}

QString disabledReason(const QWidget* widget)
{
    return widget->property(kReason).toString();
}

void setDisabledReason(QAction* action, const QString& reason)
{
    if (disabledReason(action) != reason) {
        if (disabledReason(action).isEmpty()) {
            action->setProperty(kOwnToolTip, action->toolTip());
        }
        const QString own = action->property(kOwnToolTip).toString();
        action->setProperty(kReason, reason);
        action->setToolTip(reason.isEmpty() ? own : joined(own, reason));
    }
    action->setEnabled(reason.isEmpty());
}

QString disabledReason(const QAction* action)
{
    return action->property(kReason).toString();
}

} // namespace maquette
