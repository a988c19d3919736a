// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/QuitDialog.h"

#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kWidth = 460; // px

} // namespace

QuitDialog::QuitDialog(int running, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("quitDialog"));
    setWindowTitle(tr("Quit Maquette?"));
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(10);
    auto* title =
        new QLabel(running == 1 ? tr("A paid job is under way") : tr("%1 paid jobs are under way").arg(running), this);
    setRole(title, QStringLiteral("title"));
    auto* text = new QLabel(
        tr("If you quit now, their outcome becomes unknown: the provider may charge for results that never arrive "
           "here. They will be listed as unknown, and nothing is sent a second time by itself."),
        this);
    text->setWordWrap(true);
    setRole(text, QStringLiteral("body"));
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [&](const char* name, const QString& label, const QString& tip, int answer) {
        auto* button = new QPushButton(label, this);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(label);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, answer] { done(answer); });
        row->addWidget(button);
        return button;
    };
    setRole(add("quitNow", tr("Quit now"), tr("Break the calls off; their outcome becomes unknown"), QuitNow),
            QStringLiteral("danger"));
    row->addStretch(1);
    add("quitStay", tr("Stay"), tr("Do not quit"), Stay);
    QPushButton* const wait =
        add("quitWait", tr("Wait, then quit"), tr("Start nothing new and quit when they are done"), Wait);
    setRole(wait, QStringLiteral("accent"));
    wait->setDefault(true);
    wait->setFocus();
    column->addLayout(row);
}

} // namespace maquette
