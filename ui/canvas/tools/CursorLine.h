// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainterPath>

class QPainter;

namespace maquette {

/// The tool line that follows the pointer, as paintToolLine() draws it, but to the nearest device pixel: drawn anew
/// only when its form changes, for a painter strokes a path again at every movement for longer than the rest of a frame
/// takes.
class CursorLine
{
public:
    /// For painters that move and scale only. \a path: logical pixels.
    void paint(QPainter& painter, const QPainterPath& path);

private:
    QPainterPath m_form; ///< around its middle, device pixels
    QImage m_image;
};

} // namespace maquette
