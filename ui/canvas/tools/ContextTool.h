// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/CanvasTool.h"
#include "ui/canvas/tools/FrameHandles.h"

namespace maquette {

/// Chooses what is sent around the mask: a frame that is dragged, the whole picture, or a part found by itself.
class ContextTool final : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;
    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void hover(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;
    [[nodiscard]] Qt::CursorShape cursor(QPointF at) const override;
    void paint(QPainter& painter) const override;

private:
    enum class Drag { None, New, Edges, Move };
    [[nodiscard]] bool hasFrame() const;
    [[nodiscard]] FrameHandles handles() const;

    Drag m_drag = Drag::None;
    Qt::Edges m_edges;
    Qt::Edges m_under;
    QPointF m_from;
    QRectF m_rect; ///< as it was when the drag began
};

} // namespace maquette
