// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/TipTool.h"

namespace maquette {

struct CanvasDocument;

/// Marks what is to be repainted, or draws in colour above the picture; the eraser takes either away. Shift and a click
/// paint a straight line from where the last stroke ended; the pen's other end erases.
class BrushTool final : public TipTool
{
public:
    /// \a layer is Mask or Sketch.
    BrushTool(ToolHost& host, ToolLayer layer, bool eraser);

    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;

protected:
    [[nodiscard]] Brush CanvasLook::*tip() const override;

private:
    [[nodiscard]] bool isOnSketch() const { return m_layer == ToolLayer::Sketch; }
    [[nodiscard]] QString strokeTitle() const;
    /// Begins a stroke on the tool's layer of \a document.
    [[nodiscard]] StrokePainter begin(CanvasDocument& document);
    void goOn(const CanvasPointer& pointer);

    ToolLayer m_layer;
    bool m_eraser;
    std::optional<StrokePainter> m_stroke;
    QPointF m_now;                 ///< of the stroke being painted
    std::optional<QPointF> m_last; ///< where the last stroke ended
    QSize m_lastSize;              ///< of the canvas it was on
    bool m_erasing = false;
};

} // namespace maquette
