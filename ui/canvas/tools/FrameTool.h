// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/CanvasTool.h"

#include <QRectF>

namespace maquette {

struct CanvasDocument;

/// A tool that drags a frame by its handles. What the frame is, and how far it may go, is up to those derived from it;
/// a drag is one step to undo.
class FrameTool : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;

    void press(const CanvasPointer& pointer) final;
    void move(const CanvasPointer& pointer) final;
    void hover(const CanvasPointer& pointer) final;
    void release(const CanvasPointer& pointer) final;
    bool abandon() final;
    [[nodiscard]] Qt::CursorShape cursor(QPointF at) const final;

protected:
    enum class Drag { None, Edges, Whole, New };
    /// The frame in picture pixels, if there is one.
    [[nodiscard]] virtual std::optional<QRectF> frame() const = 0;
    /// What pressing \a at drags, where no handle is.
    [[nodiscard]] virtual Drag dragOf(QPointF /*at*/) const { return Drag::None; }
    /// Puts the frame into \a document as it was dragged to \a rect. False when that is nothing yet, or no more.
    virtual bool take(CanvasDocument& document, const QRectF& rect, const CanvasPointer& pointer) = 0;

    [[nodiscard]] Drag drag() const { return m_drag; }
    /// Those that are dragged.
    [[nodiscard]] Qt::Edges edges() const { return m_edges; }
    /// The frame, its handles, and \a note below it.
    void paintFrame(QPainter& painter, const QString& note) const;

private:
    [[nodiscard]] Qt::Edges edgesAt(QPointF at) const;
    void end();

    Drag m_drag = Drag::None;
    Qt::Edges m_edges;
    Qt::Edges m_under;
    QPointF m_from;
    QRectF m_before; ///< the frame as it was when the drag began
};

} // namespace maquette
