// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Toast.h"

#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kShownMs = 6000;
constexpr int kAbove = 12 + metrics::kStrip; // px from the window's lower edge: clear of the strip

} // namespace

Toast::Toast(QWidget* window)
    : QFrame(window)
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("toast"));
    setRole(this, QStringLiteral("popover"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    m_text->setTextFormat(Qt::PlainText);
    m_action->setObjectName(QStringLiteral("toastAction"));
    setRole(m_action, QStringLiteral("link"));
    m_timer->setSingleShot(true);
    m_timer->setInterval(kShownMs);
    connect(m_timer, &QTimer::timeout, this, &Toast::deleteLater);
    connect(m_action, &QPushButton::clicked, this, [this] {
        Q_EMIT actionTriggered();
        deleteLater();
    });
    window->installEventFilter(this);
}

Toast* Toast::show(QWidget* owner, const QString& text, const QString& actionLabel)
{
    QWidget* const window = owner->window();
    const QList<Toast*> old = window->findChildren<Toast*>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(old);
    auto* toast = new Toast(window);
    toast->m_text->setText(text);
    toast->setAccessibleName(text);
    toast->m_action->setText(actionLabel);
    toast->m_action->setAccessibleName(actionLabel);
    toast->m_action->setVisible(!actionLabel.isEmpty());
    toast->place();
    toast->QFrame::show();
    toast->raise();
    toast->m_timer->start();
    return toast;
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::place()
{
    const QSize room = parentWidget()->size();
    ensurePolished();
    const int width = std::min(sizeHint().width(), room.width() - 32);
    m_text->setWordWrap(width < sizeHint().width());
    resize(width, m_text->wordWrap() ? layout()->totalHeightForWidth(width) : sizeHint().height());
    move((room.width() - this->width()) / 2, room.height() - kAbove - height());
}

void Toast::enterEvent(QEnterEvent*)
{
    m_timer->stop();
}

void Toast::leaveEvent(QEvent*)
{
    m_timer->start();
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace maquette
