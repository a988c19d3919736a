// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PlaceActions.h"

#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QStringList>

#include <algorithm>

namespace maquette {

PlaceActions::PlaceActions(const QString& place, const QString& title, QObject* parent)
    : QObject(parent)
    , m_place(place)
    , m_title(title)
{
}

QAction* PlaceActions::add(const QString& name, const QString& text, const QString& icon,
                           const QList<QKeySequence>& keys)
{
    QAction* const action = make(name, text, keys);
    if (!icon.isEmpty()) {
        action->setIcon(Theme::icon(icon));
    }
    m_pressed.append(action);
    for (QWidget* const widget : std::as_const(m_widgets)) {
        if (widget != nullptr) {
            widget->addAction(action);
        }
    }
    return action;
}

QAction* PlaceActions::addStep(const QString& name, const QString& text, const QList<QKeySequence>& keys)
{
    QAction* const action = add(name, text, {}, keys);
    action->setPriority(QAction::LowPriority);
    return action;
}

QAction* PlaceActions::addHeld(const QString& name, const QString& text, const QList<QKeySequence>& keys)
{
    // It belongs to no widget: Qt would swallow its key then.
    QAction* const action = make(name, text, keys);
    action->setPriority(QAction::LowPriority);
    return action;
}

QAction* PlaceActions::make(const QString& name, const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(withKey(text, action));
    connect(action, &QAction::changed, this, &PlaceActions::changed);
    m_actions.append(action);
    return action;
}

void PlaceActions::attach(QWidget* widget)
{
    m_widgets.removeIf([](const QPointer<QWidget>& gone) { return gone.isNull(); });
    m_widgets.append(widget);
    widget->addActions(m_pressed);
}

void PlaceActions::reachFrom(QWidget* widget)
{
    widget->addActions(m_pressed);
}

bool PlaceActions::isPresent() const
{
    return std::any_of(m_widgets.begin(), m_widgets.end(),
                       [](const QPointer<QWidget>& widget) { return widget != nullptr && widget->isVisible(); });
}

QString PlaceActions::keyHint() const
{
    QStringList parts;
    for (const QAction* const action : m_pressed) {
        if (!isStep(*action) && !action->shortcut().isEmpty()) {
            parts.append(withKey(action->text(), action));
        }
    }
    return parts.join(QStringLiteral(", "));
}

bool PlaceActions::claims(const QWidget& widget, const QKeyEvent& event)
{
    const QList<QAction*> actions = widget.actions();
    return std::any_of(actions.begin(), actions.end(),
                       [&](const QAction* action) { return action->isEnabled() && isKeyOf(*action, event); });
}

bool PlaceActions::meet(const QString& place, const QString& other)
{
    const auto within = [](const QString& inner, const QString& outer) {
        return outer.isEmpty() || inner == outer || inner.startsWith(outer + QLatin1Char('/'));
    };
    const QStringList ones = place.split(QLatin1Char(' '));
    const QStringList others = other.split(QLatin1Char(' '));
    return std::any_of(ones.begin(), ones.end(), [&](const QString& one) {
        return std::any_of(others.begin(), others.end(),
                           [&](const QString& another) { return within(one, another) || within(another, one); });
    });
}

bool isStep(const QAction& action)
{
    return action.priority() == QAction::LowPriority;
}

} // namespace maquette
