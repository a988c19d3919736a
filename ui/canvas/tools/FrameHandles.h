// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRect>
#include <Qt>

class QPainter;

namespace maquette {

class ViewTransform;

/// A rectangle of picture pixels with handles at its corners and in the middle of its sides.
struct FrameHandles
{
    QRectF rect;

    /// The edges that move with the handle under \a at (picture pixels), none when there is no handle.
    [[nodiscard]] Qt::Edges edgesAt(QPointF at, const ViewTransform& transform) const;
    /// \a rect with \a edges moved to \a at.
    [[nodiscard]] static QRectF dragged(QRectF rect, Qt::Edges edges, QPointF at);
    /// The cursor for moving \a edges, as the view is turned.
    [[nodiscard]] static Qt::CursorShape cursorFor(Qt::Edges edges, const ViewTransform& transform);
    void paint(QPainter& painter, const ViewTransform& transform, Qt::Edges strong) const;
};

} // namespace maquette
