// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/AccessibleButtons.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAccessibleWidget>
#include <QButtonGroup>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace maquette {

namespace {

QMenu* menuOf(const QAbstractButton& button)
{
    if (const auto* const tool = qobject_cast<const QToolButton*>(&button)) {
        return tool->menu();
    }
    const auto* const push = qobject_cast<const QPushButton*>(&button);
    return push == nullptr ? nullptr : push->menu();
}

bool isOneOfSeveral(const QAbstractButton& button)
{
    return button.autoExclusive() || (button.group() != nullptr && button.group()->exclusive());
}

/// What it is may be settled after it was first asked for: nothing is kept but the button.
class AccessibleButton final : public QAccessibleWidget
{
public:
    explicit AccessibleButton(QAbstractButton* button)
        : QAccessibleWidget(button, QAccessible::PushButton)
        , m_button(button)
    {
    }

    [[nodiscard]] QAccessible::Role role() const override
    {
        if (m_button->isCheckable()) {
            return isOneOfSeveral(*m_button) ? QAccessible::RadioButton : QAccessible::CheckBox;
        }
        return menuOf(*m_button) == nullptr ? QAccessible::PushButton : QAccessible::ButtonMenu;
    }

    [[nodiscard]] QString text(QAccessible::Text which) const override
    {
        const QString found = QAccessibleWidget::text(which);
        if (which == QAccessible::Name && found.isEmpty()) {
            return m_button->text().remove(QLatin1Char('&'));
        }
        return found;
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.checkable = m_button->isCheckable();
        state.checked = m_button->isChecked();
        state.pressed = m_button->isDown();
        state.hasPopup = menuOf(*m_button) != nullptr;
        return state;
    }

    [[nodiscard]] QStringList actionNames() const override
    {
        QStringList names = QAccessibleWidget::actionNames();
        if (m_button->isEnabled()) {
            names.prepend(pressName());
        }
        return names;
    }

    void doAction(const QString& name) override
    {
        if (name != pressName()) {
            QAccessibleWidget::doAction(name);
        } else if (m_button->isEnabled()) {
            press();
        }
    }

private:
    [[nodiscard]] QString pressName() const
    {
        switch (role()) {
        case QAccessible::CheckBox:
            return toggleAction();
        case QAccessible::ButtonMenu:
            return showMenuAction();
        default:
            return pressAction();
        }
    }

    void press() const
    {
        if (role() != QAccessible::ButtonMenu) {
            m_button->click();
        } else if (auto* const tool = qobject_cast<QToolButton*>(m_button)) {
            tool->showMenu();
        } else if (auto* const push = qobject_cast<QPushButton*>(m_button)) {
            push->showMenu();
        }
    }

    QAbstractButton* m_button; ///< outlives this
};

QAccessibleInterface* makeAccessibleButton(const QString& /*className*/, QObject* object)
{
    auto* const button = qobject_cast<QAbstractButton*>(object);
    return button == nullptr ? nullptr : new AccessibleButton(button);
}

} // namespace

void installAccessibleButtons()
{
    QAccessible::installFactory(makeAccessibleButton);
}

} // namespace maquette
