// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QImage>

#include <functional>

namespace maquette {

/// Draws the mesh as it is shown, turned about its upright axis, on its own ground or on none. Called in the window's
/// thread. A future that is cancelled, or a null picture, could not be drawn.
using TurnRenderer = std::function<QFuture<QImage>(const QSize& size, double turnDegrees, bool transparent)>;

/// Calls \a use with what was drawn, null when nothing was; not when \a context has gone.
void whenDrawn(const QFuture<QImage>& future, QObject* context, const std::function<void(const QImage&)>& use);

} // namespace maquette
