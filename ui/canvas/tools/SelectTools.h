// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/CanvasTool.h"

#include <QPolygonF>

namespace maquette {

/// Common to the tools that enclose what is to be selected.
class SelectTool : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;
    [[nodiscard]] QList<ToolOption> options() override;

protected:
    /// What the keys held at the first press say, else the choice in the bar.
    void remember(const CanvasPointer& pointer);
    [[nodiscard]] Combine combine() const { return m_combine; }
    /// Combines the inside of \a path with the mask, in a worker when it is large.
    void apply(const QPainterPath& path, bool antialias);
    void paintPath(QPainter& painter, const QPainterPath& imagePath) const;

private:
    Combine m_combine = Combine::Add;
};

/// Encloses an area by hand.
class LassoTool final : public SelectTool
{
public:
    using SelectTool::SelectTool;
    [[nodiscard]] ToolAbout about() const override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;
    void paint(QPainter& painter) const override;

private:
    QPolygonF m_points;
};

/// Encloses an area point by point. A double click, Enter or a click on the first point closes it.
class PolygonTool final : public SelectTool
{
public:
    using SelectTool::SelectTool;
    [[nodiscard]] ToolAbout about() const override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void hover(const CanvasPointer& pointer) override;
    bool finish() override;
    bool abandon() override;
    bool stepBack() override;
    void letGo() override { stepBack(); }
    [[nodiscard]] bool isUnfinished() const override { return !m_points.isEmpty(); }
    void paint(QPainter& painter) const override;

private:
    [[nodiscard]] bool isOnFirst(QPointF at) const;
    QPolygonF m_points;
    QPointF m_now;
};

/// A rectangle on whole pixels, or an ellipse. Ctrl makes both sides the same.
class ShapeTool final : public SelectTool
{
public:
    using SelectTool::SelectTool;
    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;
    void alternate() override;
    void paint(QPainter& painter) const override;

private:
    [[nodiscard]] QPainterPath path() const;
    bool m_dragging = false;
    QPointF m_from;
    QPointF m_to;
};

} // namespace maquette
