// SPDX-License-Identifier: GPL-3.0-or-later
// The pointer on a MeshView.
#include "ui/mesh/MeshView.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QNativeGestureEvent>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kDegreesPerPixel = 0.4;
constexpr double kWheelStep = 0.86; // of the distance for a notch
constexpr double kNotch = 120;      // of an angle delta
constexpr double kSnapPixels = 12;  // on the screen: a corner nearer than this is meant
constexpr int kAround = 8;

} // namespace

std::optional<MeshHit> MeshView::hitAt(QPointF at) const
{
    if (!m_picker) {
        return std::nullopt;
    }
    const MeshRay ray = m_camera.ray(at, size());
    return m_picker->pick(ray.origin, ray.direction);
}

std::optional<QVector3D> MeshView::snapped(QPointF at) const
{
    const auto corner = [this, at](const MeshHit& hit) {
        std::optional<QVector3D> found;
        double nearest = kSnapPixels;
        for (const QVector3D& each : m_picker->cornersOf(hit)) {
            const auto seen = m_camera.seenAt(each, size());
            const double away = seen ? std::hypot(seen->x() - at.x(), seen->y() - at.y()) : kSnapPixels;
            if (away < nearest) {
                nearest = away;
                found = each;
            }
        }
        return found;
    };
    if (const auto hit = hitAt(at)) {
        return corner(*hit).value_or(hit->place);
    }
    // Just beside the mesh its outermost corners are meant, which no one hits with a single pixel.
    for (const double away : {kSnapPixels / 3, kSnapPixels * 2 / 3}) {
        for (int turn = 0; turn < kAround; ++turn) {
            const double angle = 2 * M_PI * turn / kAround;
            const auto hit = hitAt(at + QPointF(std::cos(angle), std::sin(angle)) * away);
            if (const auto found = hit ? corner(*hit) : std::nullopt) {
                return found;
            }
        }
    }
    return std::nullopt;
}

void MeshView::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    m_last = m_pressed = event->position();
    m_moved = false;
    const Qt::KeyboardModifiers keys = event->modifiers();
    if (event->button() == Qt::LeftButton) {
        m_drag = (keys & Qt::ShiftModifier) != 0     ? Drag::Light
                 : (keys & Qt::ControlModifier) != 0 ? Drag::Pan
                 : m_measuring                       ? Drag::Point
                                                     : Drag::Orbit;
    } else {
        m_drag = Drag::Pan;
    }
    event->accept();
}

void MeshView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF by = event->position() - m_last;
    if (m_drag != Drag::None) {
        m_moved =
            m_moved || (event->position() - m_pressed).manhattanLength() >= double(QApplication::startDragDistance());
        if (!m_moved) {
            return;
        }
    }
    switch (m_drag) {
    case Drag::None:
        if (m_measuring) {
            m_hover = snapped(event->position());
            update();
        }
        break;
    case Drag::Orbit:
    case Drag::Point: // measuring with a moved pointer: the mesh is turned to reach the other side
        orbit(-by.x() * kDegreesPerPixel, by.y() * kDegreesPerPixel);
        break;
    case Drag::Pan:
        pan(by);
        break;
    case Drag::Light: {
        MeshLook look = m_look;
        look.lightTurn = std::remainder(look.lightTurn + by.x() * kDegreesPerPixel, 360.0);
        setLook(look);
        break;
    }
    }
    m_last = event->position();
}

void MeshView::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag ended = m_drag;
    m_drag = Drag::None;
    if (m_moved) {
        return;
    }
    if (event->button() == Qt::RightButton) {
        Q_EMIT menuRequested(event->globalPosition().toPoint());
    } else if (ended == Drag::Point) {
        if (const auto place = snapped(event->position())) {
            if (m_points.size() >= 2) {
                m_points.clear();
            }
            m_points.append(*place);
            update();
            Q_EMIT measuredChanged();
        }
    }
}

void MeshView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_measuring) {
        mousePressEvent(event);
        return;
    }
    if (const auto hit = hitAt(event->position())) {
        MeshCamera camera = m_camera;
        const double depth = double(QVector3D::dotProduct(hit->place - camera.eye(), camera.forward()));
        camera.target = hit->place;
        camera.distance = camera.orthographic ? camera.distance : std::max(depth, camera.distance * 1e-3);
        setCamera(camera);
    }
}

void MeshView::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / kNotch;
    if (notches != 0) {
        m_camera.zoom(std::pow(kWheelStep, notches), event->position(), size());
        changed();
    }
    event->accept();
}

bool MeshView::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto* const gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_camera.zoom(1 / std::max(0.2, 1 + gesture->value()), gesture->position(), size());
            changed();
            return true;
        }
    }
    return QWidget::event(event);
}

void MeshView::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_hover.reset();
    update();
}

} // namespace maquette
