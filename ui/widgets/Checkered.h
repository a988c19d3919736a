// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QPainter;

namespace maquette {

/// The ground under see-through pixels: neutral squares of \a cell logical px that hold their place relative to \a
/// rect's corner.
void paintCheckered(QPainter& painter, const QRectF& rect, int cell = 8);

} // namespace maquette
