// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/AccessibleButtons.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAccessibleWidget>
#include <QButtonGroup>
#include <QToolButton>

namespace maquette {

namespace {

class CheckableButton final : public QAccessibleWidget
{
public:
    explicit CheckableButton(QAbstractButton* button)
        : QAccessibleWidget(button, isOneOfSeveral(*button) ? QAccessible::RadioButton : QAccessible::CheckBox)
        , m_button(button)
    {
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
        state.checkable = true;
        state.checked = m_button->isChecked();
        state.pressed = m_button->isDown();
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
            m_button->click();
        }
    }

private:
    static bool isOneOfSeveral(const QAbstractButton& button)
    {
        return button.autoExclusive() || (button.group() != nullptr && button.group()->exclusive());
    }

    [[nodiscard]] QString pressName() const
    {
        return role() == QAccessible::RadioButton ? pressAction() : toggleAction();
    }

    QAbstractButton* m_button; ///< outlives this
};

QAccessibleInterface* makeCheckableButton(const QString& /*className*/, QObject* object)
{
    auto* const button = qobject_cast<QAbstractButton*>(object);
    if (button == nullptr || !button->isCheckable()) {
        return nullptr;
    }
    const auto* const tool = qobject_cast<QToolButton*>(object);
    return tool != nullptr && tool->menu() != nullptr ? nullptr : new CheckableButton(button);
}

} // namespace

void installAccessibleButtons()
{
    QAccessible::installFactory(makeCheckableButton);
}

} // namespace maquette
