// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/FrameTool.h"

#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/ViewTransform.h"
#include "ui/canvas/tools/FrameHandles.h"
#include "ui/canvas/tools/ToolPaint.h"

namespace maquette {

Qt::Edges FrameTool::edgesAt(QPointF at) const
{
    const std::optional<QRectF> now = frame();
    return now ? FrameHandles{*now}.edgesAt(at, host().transform()) : Qt::Edges();
}

void FrameTool::press(const CanvasPointer& pointer)
{
    m_edges = edgesAt(pointer.at);
    m_drag = m_edges ? Drag::Edges : dragOf(pointer.at);
    m_from = pointer.at;
    m_before = frame().value_or(QRectF());
    if (m_drag != Drag::None) {
        static_cast<void>(session().beginLive());
    }
}

void FrameTool::move(const CanvasPointer& pointer)
{
    if (m_drag == Drag::None) {
        return;
    }
    const QRectF rect = m_drag == Drag::Edges   ? FrameHandles::dragged(m_before, m_edges, pointer.at)
                        : m_drag == Drag::Whole ? m_before.translated(pointer.at - m_from)
                                                : QRectF(m_from, pointer.at);
    if (take(session().beginLive(), rect, pointer)) {
        session().liveChanged({}, {});
        host().repaintTool();
        host().optionsChanged();
    }
}

void FrameTool::hover(const CanvasPointer& pointer)
{
    const Qt::Edges under = edgesAt(pointer.at);
    if (under != m_under) {
        m_under = under;
        host().repaintTool();
    }
}

void FrameTool::release(const CanvasPointer& /*pointer*/)
{
    if (m_drag != Drag::None) {
        end();
        session().commitLive(about().title);
        host().repaintTool();
    }
}

bool FrameTool::abandon()
{
    if (m_drag == Drag::None) {
        return false;
    }
    end();
    session().cancelLive();
    host().repaintTool();
    return true;
}

void FrameTool::end()
{
    m_drag = Drag::None;
    m_edges = {};
}

Qt::CursorShape FrameTool::cursor(QPointF at) const
{
    if (const Qt::Edges edges = m_edges ? m_edges : edgesAt(at)) {
        return FrameHandles::cursorFor(edges, host().transform());
    }
    const Drag drag = dragOf(at);
    return drag == Drag::Whole ? Qt::SizeAllCursor : drag == Drag::New ? Qt::CrossCursor : Qt::ArrowCursor;
}

void FrameTool::paintFrame(QPainter& painter, const QString& note) const
{
    const std::optional<QRectF> now = frame();
    if (!now) {
        return;
    }
    FrameHandles{*now}.paint(painter, host().transform(), m_edges ? m_edges : m_under);
    const QRectF shown = host().transform().imageToView().mapRect(*now);
    paintToolNote(painter, QPointF(shown.center().x(), shown.bottom()), note);
}

} // namespace maquette
