// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/widgets/AccessibleButtons.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QAction>
#include <QButtonGroup>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace maquette;

namespace {

/// As an assistive program does it: the first action that is offered.
void useFirstAction(QWidget& widget)
{
    QAccessibleInterface* const seen = QAccessible::queryAccessibleInterface(&widget);
    QVERIFY(seen != nullptr && seen->actionInterface() != nullptr);
    seen->actionInterface()->doAction(seen->actionInterface()->actionNames().value(0));
}

} // namespace

class TestAccessibleButtons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installAccessibleButtons(); }
    void init() { failOnAnyWarning(); }

    void aCheckableButtonIsClicked()
    {
        QPushButton button(QStringLiteral("&Inpaint"));
        button.setCheckable(true);
        button.setToolTip(QStringLiteral("Repaints what is selected"));
        QSignalSpy clicked(&button, &QPushButton::clicked);
        useFirstAction(button);
        QCOMPARE(clicked.count(), 1);
        QVERIFY(button.isChecked());

        const QAccessibleInterface* const seen = QAccessible::queryAccessibleInterface(&button);
        QCOMPARE(seen->text(QAccessible::Name), QStringLiteral("Inpaint"));
        QCOMPARE(seen->text(QAccessible::Description), QStringLiteral("Repaints what is selected"));
        QCOMPARE(seen->role(), QAccessible::CheckBox);
        QVERIFY(seen->state().checkable);
        QVERIFY(seen->state().checked);
    }

    void aButtonOfAnActionTriggersIt()
    {
        QAction action(QStringLiteral("Overlay"));
        action.setCheckable(true);
        QToolButton button;
        button.setDefaultAction(&action);
        QSignalSpy triggered(&action, &QAction::triggered);
        useFirstAction(button);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(action.isChecked());
        QVERIFY(button.isChecked());
    }

    void oneOfSeveralStaysPressed()
    {
        QPushButton first;
        QPushButton second;
        QButtonGroup group;
        for (QPushButton* const button : {&first, &second}) {
            button->setCheckable(true);
            group.addButton(button);
        }
        for (int time = 0; time < 2; ++time) {
            useFirstAction(second);
            QVERIFY(second.isChecked());
            QVERIFY(!first.isChecked());
        }
        QCOMPARE(QAccessible::queryAccessibleInterface(&second)->role(), QAccessible::RadioButton);
    }

    void anotherButtonIsPressed()
    {
        QPushButton button(QStringLiteral("Accept"));
        QSignalSpy clicked(&button, &QPushButton::clicked);
        useFirstAction(button);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(QAccessible::queryAccessibleInterface(&button)->role(), QAccessible::PushButton);
    }

    void aMenuIsOpened()
    {
        QToolButton button;
        QMenu menu;
        menu.addAction(QStringLiteral("One"));
        button.setMenu(&menu);
        button.setPopupMode(QToolButton::InstantPopup);
        button.show();
        QSignalSpy shown(&menu, &QMenu::aboutToShow);
        // Showing it waits until it is closed.
        connect(&menu, &QMenu::aboutToShow, &menu, &QMenu::close, Qt::QueuedConnection);
        useFirstAction(button);
        QCOMPARE(shown.count(), 1);
        QCOMPARE(QAccessible::queryAccessibleInterface(&button)->role(), QAccessible::ButtonMenu);
    }

    void aDisabledOneOffersNoPress()
    {
        QPushButton button;
        button.setCheckable(true);
        button.setEnabled(false);
        auto* const actions = QAccessible::queryAccessibleInterface(&button)->actionInterface();
        QVERIFY(!actions->actionNames().contains(QAccessibleActionInterface::toggleAction()));
        QSignalSpy clicked(&button, &QPushButton::clicked);
        actions->doAction(QAccessibleActionInterface::toggleAction());
        QCOMPARE(clicked.count(), 0);
        QVERIFY(QAccessible::queryAccessibleInterface(&button)->state().disabled);
    }
};

QTEST_MAIN(TestAccessibleButtons)
#include "TestAccessibleButtons.moc"
