// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Toast.h"

#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace maquette {

namespace {

constexpr int kShownMs = 6000;
constexpr int kGap = 12;                       // px
constexpr int kAbove = kGap + metrics::kStrip; // px from the window's lower edge: clear of the strip
constexpr int kWidest = 520;                   // px; a longer message takes more lines
constexpr int kSettleMs = 100;                 // what else a command brings onto the stage stands there by then
constexpr const char* kGround = "mqToastGround";

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
    QTimer::singleShot(kSettleMs, toast, &Toast::place);
    return toast;
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::setGround(QWidget* ground)
{
    ground->setProperty(kGround, true);
}

QWidget* Toast::ground() const
{
    const QList<QWidget*> all = parentWidget()->findChildren<QWidget*>();
    const auto found = std::find_if(all.begin(), all.end(), [](const QWidget* widget) {
        return widget->isVisible() && widget->property(kGround).toBool();
    });
    return found == all.end() ? nullptr : *found;
}

void Toast::place()
{
    const QWidget* const on = ground();
    QRect room = parentWidget()->rect().adjusted(0, 0, 0, -kAbove);
    if (on != nullptr) {
        room = QRect(on->mapTo(parentWidget(), QPoint(0, 0)), on->size()).adjusted(0, 0, 0, -kGap);
    }
    ensurePolished();
    m_text->setWordWrap(false);
    const QSize line = sizeHint();
    const int width = std::min({line.width(), room.width() - 32, kWidest});
    m_text->setWordWrap(width < line.width());
    const int height = m_text->wordWrap() ? layout()->totalHeightForWidth(width) : line.height();
    const QRect place(room.x() + (room.width() - width) / 2, room.bottom() + 1 - height, width, height);
    setGeometry(on != nullptr ? liftedAbove(*on, place) : place);
}

QRect Toast::liftedAbove(const QWidget& ground, QRect place) const
{
    QList<QRect> parts;
    const QList<QWidget*> fronts = ground.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    for (const QWidget* const front : fronts) {
        const QList<QWidget*> all = front->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
        for (const QWidget* const part : all) {
            if (part->isVisible() && part->height() < ground.height() / 3) {
                parts.append(QRect(part->mapTo(parentWidget(), QPoint(0, 0)), part->size()));
            }
        }
    }
    std::sort(parts.begin(), parts.end(), [](const QRect& one, const QRect& other) { return one.y() > other.y(); });
    const int top = ground.mapTo(parentWidget(), QPoint(0, ground.height() / 3)).y();
    QRect lifted = place;
    for (const QRect& part : std::as_const(parts)) {
        if (part.intersects(lifted)) {
            lifted.moveBottom(part.top() - kGap / 2);
        }
    }
    return lifted.top() < top ? place : lifted;
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
