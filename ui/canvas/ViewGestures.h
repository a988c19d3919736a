// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/ViewTransform.h"

class QNativeGestureEvent;
class QPinchGesture;
class QWheelEvent;

/// What wheel and fingers do to how a picture lies in its view.
namespace maquette::gestures {

/// The wheel of a mouse zooms to the pointer, or moves sideways with Shift; a touchpad moves, and zooms with Ctrl.
void wheel(ViewTransform& view, const QWheelEvent& event);
/// Whether the view has moved. \a at: where the fingers are, logical pixels of the view.
bool native(ViewTransform& view, const QNativeGestureEvent& event, QPointF at);
void pinch(ViewTransform& view, const QPinchGesture& fingers, QPointF at);
/// Fitted, or every pixel about \a at.
void switchZoom(ViewTransform& view, QPointF at);

} // namespace maquette::gestures
