// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/EmptyState.h"

#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kSign = 32; // px

} // namespace

EmptyState::EmptyState(const QString& icon, const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_sign(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(metrics::kGrid * 2);
    column->addStretch(2);
    column->addWidget(m_sign, 0, Qt::AlignHCenter);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(metrics::kGrid);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    setRole(m_title, QStringLiteral("heading"));
    setRole(m_text, QStringLiteral("body"));
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setMinimumWidth(240);
    m_text->setMaximumWidth(420);
    m_action->setObjectName(QStringLiteral("emptyAction"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    setTexts(title, text);
    drawIcon();
}

void EmptyState::setTexts(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void EmptyState::setAction(const QString& label, const QString& toolTip)
{
    m_action->setText(label);
    m_action->setAccessibleName(label);
    m_action->setToolTip(toolTip);
    m_action->setVisible(!label.isEmpty());
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        drawIcon();
    }
}

void EmptyState::drawIcon()
{
    m_sign->setPixmap(Theme::icon(m_icon, IconTint::Label).pixmap(QSize(kSign, kSign), devicePixelRatioF()));
}

} // namespace maquette
