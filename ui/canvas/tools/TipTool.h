// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/Brush.h"
#include "ui/canvas/tools/CanvasTool.h"

#include <functional>

namespace maquette {

struct CanvasLook;

/// A tool with a round tip: its settings, keys and outline. What the tip paints is up to those derived from it.
class TipTool : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;

    [[nodiscard]] QList<ToolOption> options() override;
    void changeSize(int steps) override;
    void changeSoftness(int steps) override;
    [[nodiscard]] QPainterPath outline(QPointF at) const override;
    [[nodiscard]] Qt::CursorShape cursor(QPointF at) const override;

protected:
    /// Where the tip's settings are kept.
    [[nodiscard]] virtual Brush CanvasLook::*tip() const = 0;
    [[nodiscard]] const Brush& brush() const;

private:
    void changeBrush(const std::function<void(Brush&)>& change);
    [[nodiscard]] ToolOption number(const QString& id, const QString& label, const QString& hint,
                                    double Brush::*member);
    [[nodiscard]] ToolOption toggle(const QString& id, const QString& label, const QString& hint, bool Brush::*member);
};

} // namespace maquette
