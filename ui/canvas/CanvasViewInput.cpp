// SPDX-License-Identifier: GPL-3.0-or-later
// How mouse, pen and keys reach the tool in use.
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/widgets/KeyText.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTabletEvent>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kResizePixels = 6; ///< logical pixels of a right drag for one step of size

bool isOne(const QAction* action, const QKeyEvent& event)
{
    return action != nullptr && isKeyOf(*action, event);
}

} // namespace

bool CanvasView::toolTakes(const QMouseEvent& event) const
{
    return toolInHand() != nullptr && !isHandBusy() && event.button() == Qt::LeftButton;
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    if (toolInHand() != nullptr && event->button() == Qt::RightButton && !m_down) {
        m_resize = Resize{event->position(), event->position(), false};
        return;
    }
    if (!toolTakes(*event)) {
        return ImageView::mousePressEvent(event);
    }
    setKeyPointer(false);
    pressTool(pointerAt(event->position(), event->modifiers()));
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_resize) {
        return resizeTip(event->position());
    }
    if (toolInHand() == nullptr || (isHandBusy() && !m_down)) {
        return ImageView::mouseMoveEvent(event);
    }
    if (!m_keyPointer) {
        moveTool(pointerAt(event->position(), event->modifiers()));
    }
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::RightButton && m_resize) {
        const bool moved = m_resize->moved;
        m_resize.reset();
        if (!moved) {
            Q_EMIT menuRequested(event->globalPosition().toPoint());
        }
        return;
    }
    if (m_down && event->button() == Qt::LeftButton) {
        return releaseTool(pointerAt(event->position(), event->modifiers()));
    }
    ImageView::mouseReleaseEvent(event);
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!toolTakes(*event)) {
        return ImageView::mouseDoubleClickEvent(event);
    }
    if (!toolInHand()->finish()) {
        mousePressEvent(event);
    }
}

void CanvasView::resizeTip(QPointF to)
{
    if (!m_resize->moved && (to - m_resize->from).manhattanLength() < QApplication::startDragDistance()) {
        return;
    }
    m_resize->moved = true;
    const int steps = int((to.x() - m_resize->last.x()) / kResizePixels);
    if (steps != 0) {
        m_resize->last.rx() += steps * kResizePixels;
        toolInHand()->changeSize(steps);
        showCursorAt(transform().toImage(m_resize->from));
    }
}

void CanvasView::tabletEvent(QTabletEvent* event)
{
    // With the hand, or another button, the event goes on as one of the mouse.
    const bool press = event->type() == QEvent::TabletPress;
    if (toolInHand() == nullptr || (isHandBusy() && !m_down) || (press && event->button() != Qt::LeftButton)) {
        return event->ignore();
    }
    const bool eraser = event->pointerType() == QPointingDevice::PointerType::Eraser;
    const double pressure = event->pressure();
    const CanvasPointer pointer = pointerAt(event->position(), event->modifiers(), pressure, eraser);
    if (press) {
        setFocus(Qt::MouseFocusReason);
        setKeyPointer(false);
        pressTool(pointer);
    } else if (event->type() == QEvent::TabletRelease) {
        releaseTool(pointer);
    } else {
        moveTool(pointer);
    }
    event->accept();
}

void CanvasView::leaveEvent(QEvent* event)
{
    if (!m_down && !m_keyPointer) {
        showCursorAt(std::nullopt);
    }
    ImageView::leaveEvent(event);
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event)
{
    // The right button resizes the tip; its click asks for the menu when it is let go.
    if (toolInHand() == nullptr || event->reason() != QContextMenuEvent::Mouse) {
        ImageView::contextMenuEvent(event);
    }
}

bool CanvasView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && toolInHand() != nullptr && m_keys != nullptr) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool busy =
            isToolBusy() && (isOne(m_keys->finish, key) || isOne(m_keys->abandon, key) || isOne(m_keys->stepBack, key));
        if (busy || (m_keyPointer && m_keys->isPointerKey(key))) {
            event->accept();
            return true;
        }
    }
    return ImageView::event(event);
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (m_keys != nullptr && isOne(m_keys->original, *event)) {
        return setOriginalShown(true);
    }
    if (toolInHand() != nullptr && m_keys != nullptr) {
        if (m_keyPointer && m_keys->isPointerKey(*event)) {
            const QPointF way = m_keys->wayOf(*event);
            if (!way.isNull()) {
                return moveKeyPointer(way, event->modifiers() & ~Qt::ControlModifier);
            }
            if (!event->isAutoRepeat()) {
                pressKeyPointer(event->modifiers());
            }
            return;
        }
        if ((isOne(m_keys->finish, *event) && finishTool()) || (isOne(m_keys->abandon, *event) && abandonTool()) ||
            (isOne(m_keys->stepBack, *event) && stepToolBack())) {
            return;
        }
    }
    ImageView::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (m_keys != nullptr && isOne(m_keys->original, *event)) {
        if (!event->isAutoRepeat()) {
            setOriginalShown(false);
        }
        return;
    }
    ImageView::keyReleaseEvent(event);
}

bool CanvasView::finishTool()
{
    return toolInHand() != nullptr && toolInHand()->finish();
}

bool CanvasView::abandonTool()
{
    if (toolInHand() == nullptr) {
        return false;
    }
    m_keyDown = false;
    const bool down = std::exchange(m_down, false);
    if (m_session.isBusy()) {
        m_session.cancelCompute();
        return true;
    }
    if (toolInHand()->abandon() || down) {
        return true;
    }
    if (m_keyPointer) {
        setKeyPointer(false);
        return true;
    }
    return false;
}

void CanvasView::gestureBegan()
{
    ImageView::gestureBegan();
    m_resize.reset();
    m_keyDown = false;
    if (std::exchange(m_down, false)) {
        toolInHand()->letGo();
        showCursorAt(std::nullopt);
        updateCursor();
    }
}

bool CanvasView::stepToolBack()
{
    return toolInHand() != nullptr && toolInHand()->stepBack();
}

void CanvasView::setKeyPointer(bool on)
{
    if (on == m_keyPointer.has_value() || (on && toolInHand() == nullptr)) {
        return;
    }
    if (!on && m_keyDown) {
        abandonTool();
    }
    showCursorAt(std::nullopt);
    m_keyPointer.reset();
    if (on) {
        const QRectF picture(QPointF(), QSizeF(m_session.document().size));
        const QPointF middle = transform().toImage({width() / 2.0, height() / 2.0});
        m_keyPointer = {std::clamp(middle.x(), 0.0, picture.right()), std::clamp(middle.y(), 0.0, picture.bottom())};
        showCursorAt(m_keyPointer);
        setFocus(Qt::ShortcutFocusReason);
    }
    updateCursor();
    Q_EMIT keyPointerChanged();
}

void CanvasView::moveKeyPointer(QPointF logical, Qt::KeyboardModifiers modifiers)
{
    if (!m_keyPointer || toolInHand() == nullptr) {
        return;
    }
    const QRectF inside = QRectF(rect()).adjusted(16, 16, -16, -16);
    const QPointF wanted = transform().toView(*m_keyPointer) + logical;
    const QPointF seen(std::clamp(wanted.x(), inside.left(), std::max(inside.left(), inside.right())),
                       std::clamp(wanted.y(), inside.top(), std::max(inside.top(), inside.bottom())));
    if (seen != wanted) {
        panBy(seen - wanted);
    }
    const CanvasPointer pointer = pointerAt(seen, modifiers);
    m_keyPointer = pointer.at;
    moveTool(pointer);
}

void CanvasView::pressKeyPointer(Qt::KeyboardModifiers modifiers)
{
    if (!m_keyPointer || toolInHand() == nullptr) {
        return;
    }
    const CanvasPointer pointer{*m_keyPointer, 1.0, modifiers, false};
    if (std::exchange(m_keyDown, !m_keyDown)) {
        releaseTool(pointer);
    } else {
        pressTool(pointer);
    }
}

} // namespace maquette
