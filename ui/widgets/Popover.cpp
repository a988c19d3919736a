// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Popover.h"

#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kGap = 4;   // px between anchor and sheet
constexpr int kInset = 8; // px kept free at the window's edges

} // namespace

Popover::Popover(QWidget* owner)
    : QFrame(owner->window())
    , m_column(new QVBoxLayout(this))
{
    setRole(this, QStringLiteral("popover"));
    m_column->setContentsMargins(metrics::kMargin, metrics::kMargin, metrics::kMargin, metrics::kMargin);
    m_column->setSpacing(metrics::kGrid * 2);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("mqOwnFocus", true);
    hide();
}

Popover::~Popover() = default;

void Popover::popUp(QWidget* anchor, Edge edge)
{
    if (isVisible()) {
        dismiss();
        return;
    }
    m_anchor = anchor;
    m_edge = edge;
    m_centred = false;
    open();
}

void Popover::popUpCentred()
{
    if (isVisible()) {
        dismiss();
        return;
    }
    m_centred = true;
    m_anchor.clear();
    open();
}

void Popover::open()
{
    m_before = QApplication::focusWidget();
    adjust();
    show();
    raise();
    qApp->installEventFilter(this);
    if (!isAncestorOf(QApplication::focusWidget())) {
        setFocus(Qt::PopupFocusReason);
    }
}

void Popover::adjust()
{
    const QWidget* const window = parentWidget();
    const QRect room = window->rect().adjusted(kInset, kInset, -kInset, -kInset);
    ensurePolished();
    m_column->activate();
    QSize size =
        m_column->hasHeightForWidth()
            ? QSize(sizeHint().width(), m_column->totalHeightForWidth(std::max(sizeHint().width(), minimumWidth())))
            : sizeHint();
    size = size.expandedTo(minimumSize()).boundedTo(maximumSize()).boundedTo(room.size());
    QPoint corner;
    if (m_centred || m_anchor.isNull()) {
        corner = {room.center().x() - size.width() / 2, room.top() + std::max(0, (room.height() - size.height()) / 5)};
    } else {
        const QRect anchor(m_anchor->mapTo(window, QPoint()), m_anchor->size());
        switch (m_edge) {
        case Edge::Left:
            corner.setX(anchor.left());
            break;
        case Edge::Right:
            corner.setX(anchor.right() + 1 - size.width());
            break;
        case Edge::Centre:
            corner.setX(anchor.center().x() - size.width() / 2);
            break;
        }
        const bool below = anchor.bottom() + kGap + size.height() <= room.bottom();
        corner.setY(below ? anchor.bottom() + 1 + kGap : anchor.top() - kGap - size.height());
    }
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() + 1 - size.width())));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() + 1 - size.height())));
    setGeometry(QRect(corner, size));
}

void Popover::dismiss()
{
    if (!isVisible()) {
        return;
    }
    qApp->removeEventFilter(this);
    const bool hadFocus = QApplication::focusWidget() == this || isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_before) {
        m_before->setFocus(Qt::PopupFocusReason);
    }
    Q_EMIT dismissed();
}

bool Popover::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        auto* const widget = qobject_cast<QWidget*>(watched);
        const bool inside = widget != nullptr && (widget == this || isAncestorOf(widget));
        // A list that a control inside opened is a window of its own.
        const bool ownPopup = QApplication::activePopupWidget() != nullptr;
        const bool onAnchor =
            widget != nullptr && !m_anchor.isNull() && (widget == m_anchor || m_anchor->isAncestorOf(widget));
        if (widget != nullptr && !inside && !ownPopup && !onAnchor) {
            dismiss();
        }
    } else if (watched == parentWidget() && event->type() == QEvent::Resize) {
        adjust();
    } else if (watched == this && event->type() == QEvent::LayoutRequest) {
        adjust();
    }
    return QFrame::eventFilter(watched, event);
}

bool Popover::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // ours, before any command that Esc is bound to
        return true;
    }
    return QFrame::event(event);
}

void Popover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        event->accept();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace maquette
