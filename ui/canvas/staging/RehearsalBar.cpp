// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/RehearsalBar.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace maquette {

RehearsalBar::RehearsalBar(QAction* rehearse, QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("rehearsalBar"));
    setAccessibleName(tr("Rehearse"));
    setRole(this, QStringLiteral("toolbar"));
    auto* button = new QPushButton(this);
    button->setObjectName(QStringLiteral("rehearsalStart"));
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus);
    setRole(button, QStringLiteral("flat"));
    auto* key = new QLabel(this);
    setRole(key, QStringLiteral("keycap"));
    key->setFixedHeight(18);
    auto* free = new QLabel(tr("a rough fill, free"), this);
    setRole(free, QStringLiteral("hint"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 4, 12, 4);
    row->setSpacing(6);
    row->addWidget(button);
    row->addWidget(key);
    row->addWidget(free);
    const auto follow = [this, button, key, rehearse] {
        button->setText(rehearse->iconText());
        button->setAccessibleName(rehearse->text());
        setDisabledReason(button, QString());
        button->setToolTip(rehearse->toolTip());
        setDisabledReason(button, disabledReason(static_cast<const QAction*>(rehearse)));
        key->setText(keyText(rehearse->shortcut()));
        key->setVisible(!key->text().isEmpty());
        adjustSize();
    };
    connect(rehearse, &QAction::changed, this, follow);
    connect(button, &QPushButton::clicked, rehearse, &QAction::trigger);
    follow();
    hide();
}

} // namespace maquette
