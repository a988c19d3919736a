// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ErrorBanner.h"

#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace maquette {

ErrorBanner::ErrorBanner(QWidget* parent)
    : QFrame(parent)
    , m_what(new QLabel(this))
    , m_rest(new QLabel(this))
    , m_details(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_fold(new QPushButton(tr("Details"), this))
    , m_close(new QToolButton(this))
    , m_column(new QVBoxLayout)
{
    setRole(this, QStringLiteral("banner"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 8, 10);
    row->setSpacing(12);
    auto* sign = new QLabel(this);
    sign->setPixmap(
        Theme::icon(QStringLiteral("data-warning"), IconTint::Warn).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_column->setSpacing(4);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addLayout(m_column, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    row->addWidget(m_close, 0, Qt::AlignTop);
    m_column->addWidget(m_what);
    m_column->addWidget(m_rest);
    m_column->addWidget(m_fold, 0, Qt::AlignLeft);
    m_column->addWidget(m_details);

    setRole(m_what, QStringLiteral("heading"));
    setRole(m_rest, QStringLiteral("body"));
    setRole(m_details, QStringLiteral("hint"));
    setRole(m_fold, QStringLiteral("link"));
    setRole(m_close, QStringLiteral("tool"));
    for (QLabel* const label : {m_what, m_rest, m_details}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setObjectName(QStringLiteral("bannerDetails"));
    m_details->hide();
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_fold->setObjectName(QStringLiteral("bannerFold"));
    m_fold->setCheckable(true);
    m_fold->setToolTip(tr("Show the provider's own words and the request id"));
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setIcon(Theme::icon(QStringLiteral("maquette-close")));
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
    connect(m_fold, &QPushButton::toggled, m_details, &QLabel::setVisible);
    connect(m_action, &QPushButton::clicked, this, [this] { Q_EMIT actionTriggered(m_text.action); });
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
}

void ErrorBanner::setText(const ErrorText& text)
{
    m_text = text;
    QStringList rest;
    for (const QString& part : {text.cost, text.next}) {
        if (!part.isEmpty()) {
            rest.append(part);
        }
    }
    m_what->setText(text.what);
    m_rest->setText(rest.join(QLatin1Char(' ')));
    m_rest->setVisible(!rest.isEmpty());
    m_details->setText(text.details);
    m_fold->setChecked(false);
    m_fold->setVisible(!text.details.isEmpty());
    m_action->setText(text.actionLabel);
    m_action->setToolTip(text.next);
    m_action->setVisible(text.action != ErrorAction::None && !text.actionLabel.isEmpty());
    setAccessibleName(text.what);
    setAccessibleDescription(text.sentence());
}

void ErrorBanner::setNarrow()
{
    layout()->removeWidget(m_action);
    m_column->insertSpacing(m_column->indexOf(m_fold), metrics::kGrid);
    m_column->insertWidget(m_column->indexOf(m_fold), m_action, 0, Qt::AlignLeft);
}

void ErrorBanner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

} // namespace maquette
