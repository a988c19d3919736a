// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/Brush.h"
#include "ui/canvas/tools/CanvasTool.h"

namespace maquette {

struct CanvasDocument;
struct CanvasLook;

/// Paints with a round tip. Shift and a click paint a straight line from where the last stroke ended; the pen's other
/// end erases.
class BrushTool : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;

    [[nodiscard]] QList<ToolOption> options() override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;
    void changeSize(int steps) override;
    void changeSoftness(int steps) override;
    [[nodiscard]] QPainterPath outline(QPointF at) const override;
    [[nodiscard]] Qt::CursorShape cursor(QPointF at) const override;

protected:
    /// Where the tip's settings are kept.
    [[nodiscard]] virtual Brush CanvasLook::*tip() const = 0;
    [[nodiscard]] virtual QString strokeTitle(bool erases) const = 0;
    /// Begins a stroke on the tool's layer of \a document.
    [[nodiscard]] virtual StrokePainter begin(CanvasDocument& document, const Brush& brush, bool erase) = 0;
    [[nodiscard]] virtual bool isOnSketch() const { return false; }
    [[nodiscard]] virtual bool isEraser() const { return false; }

private:
    void goOn(const CanvasPointer& pointer);
    [[nodiscard]] const Brush& brush() const;
    void changeBrush(const std::function<void(Brush&)>& change);
    [[nodiscard]] ToolOption number(const QString& id, const QString& label, const QString& hint,
                                    double Brush::*member);
    [[nodiscard]] ToolOption toggle(const QString& id, const QString& label, const QString& hint, bool Brush::*member);

    std::optional<StrokePainter> m_stroke;
    std::optional<QPointF> m_last; ///< where the last stroke ended
    QSize m_lastSize;              ///< of the canvas it was on
    bool m_erasing = false;
};

/// Marks what is to be repainted.
class MaskBrushTool final : public BrushTool
{
public:
    using BrushTool::BrushTool;
    [[nodiscard]] ToolAbout about() const override;

protected:
    [[nodiscard]] Brush CanvasLook::*tip() const override;
    [[nodiscard]] QString strokeTitle(bool erases) const override;
    [[nodiscard]] StrokePainter begin(CanvasDocument& document, const Brush& brush, bool erase) override;
};

/// Takes marks away.
class MaskEraserTool final : public BrushTool
{
public:
    using BrushTool::BrushTool;
    [[nodiscard]] ToolAbout about() const override;

protected:
    [[nodiscard]] Brush CanvasLook::*tip() const override;
    [[nodiscard]] QString strokeTitle(bool erases) const override;
    [[nodiscard]] StrokePainter begin(CanvasDocument& document, const Brush& brush, bool erase) override;
    [[nodiscard]] bool isEraser() const override { return true; }
};

/// Draws in colour above the picture.
class PencilTool final : public BrushTool
{
public:
    using BrushTool::BrushTool;
    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;

protected:
    [[nodiscard]] Brush CanvasLook::*tip() const override;
    [[nodiscard]] QString strokeTitle(bool erases) const override;
    [[nodiscard]] StrokePainter begin(CanvasDocument& document, const Brush& brush, bool erase) override;
    [[nodiscard]] bool isOnSketch() const override { return true; }
};

/// Rubs out what was drawn.
class SketchEraserTool final : public BrushTool
{
public:
    using BrushTool::BrushTool;
    [[nodiscard]] ToolAbout about() const override;

protected:
    [[nodiscard]] Brush CanvasLook::*tip() const override;
    [[nodiscard]] QString strokeTitle(bool erases) const override;
    [[nodiscard]] StrokePainter begin(CanvasDocument& document, const Brush& brush, bool erase) override;
    [[nodiscard]] bool isOnSketch() const override { return true; }
    [[nodiscard]] bool isEraser() const override { return true; }
};

} // namespace maquette
