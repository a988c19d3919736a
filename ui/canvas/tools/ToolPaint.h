// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPointF>

class QPainter;
class QRectF;
class QString;

namespace maquette {

// What the tools draw above the picture, in logical pixels of the view; legible on any picture, as everything is light
// on a dark edge.

/// A thin line; \a dashed for what is only proposed.
void paintToolLine(QPainter& painter, const QPainterPath& path, bool dashed = false);
/// A corner that can be taken hold of; \a strong when the pointer is on it.
void paintToolHandle(QPainter& painter, QPointF at, bool strong = false);
/// The pointer that is moved with the keys.
void paintToolCross(QPainter& painter, QPointF at);
/// A line of text on a plate, centred below \a at.
void paintToolNote(QPainter& painter, QPointF at, const QString& text);

/// Room a line or a handle takes beyond its path.
inline constexpr double kToolMargin = 8;

} // namespace maquette
