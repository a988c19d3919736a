// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ViewGestures.h"

#include <QInputDevice>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace maquette::gestures {

namespace {

constexpr double kWheelNotch = 120.0;
constexpr double kZoomPerNotch = 1.25;
constexpr double kLeastPinch = 0.1; ///< a jump of the fingers never turns the picture inside out

bool isTouchpad(const QWheelEvent& event)
{
    return event.deviceType() == QInputDevice::DeviceType::TouchPad ||
           (!event.pixelDelta().isNull() && event.phase() != Qt::NoScrollPhase);
}

} // namespace

void wheel(ViewTransform& view, const QWheelEvent& event)
{
    const bool zoom = event.modifiers().testFlag(Qt::ControlModifier);
    const QPointF turned(event.angleDelta());
    if (!zoom && isTouchpad(event)) {
        view.panBy(event.pixelDelta().isNull() ? turned / 2 : QPointF(event.pixelDelta()));
    } else if (!zoom && event.modifiers().testFlag(Qt::ShiftModifier)) {
        view.panBy({turned.x() + turned.y(), 0});
    } else if (!zoom && turned.y() == 0) {
        view.panBy({turned.x(), 0});
    } else {
        // Some touchpads tell pixels only.
        const double turn = turned.isNull() ? event.pixelDelta().y() : turned.y();
        view.zoomBy(std::pow(kZoomPerNotch, turn / kWheelNotch), event.position());
    }
}

bool native(ViewTransform& view, const QNativeGestureEvent& event, QPointF at)
{
    switch (event.gestureType()) {
    case Qt::ZoomNativeGesture:
        view.zoomBy(std::max(kLeastPinch, 1.0 + event.value()), at);
        return true;
    case Qt::PanNativeGesture:
        view.panBy(event.delta());
        return true;
    case Qt::RotateNativeGesture:
        view.rotateBy(event.value(), at);
        return true;
    case Qt::SmartZoomNativeGesture:
        switchZoom(view, at);
        return true;
    default:
        return false;
    }
}

void pinch(ViewTransform& view, const QPinchGesture& fingers, QPointF at)
{
    view.panBy(fingers.centerPoint() - fingers.lastCenterPoint());
    view.zoomBy(std::max(kLeastPinch, fingers.scaleFactor()), at);
    view.rotateBy(fingers.rotationAngle() - fingers.lastRotationAngle(), at);
}

void switchZoom(ViewTransform& view, QPointF at)
{
    if (view.isFitted()) {
        view.zoomTo(1.0, at);
    } else {
        view.fit();
    }
}

} // namespace maquette::gestures
