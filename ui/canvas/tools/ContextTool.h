// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/FrameTool.h"

namespace maquette {

/// Chooses what is sent around the mask: a frame that is dragged, the whole picture, or a part found by itself.
class ContextTool final : public FrameTool
{
public:
    using FrameTool::FrameTool;
    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void paint(QPainter& painter) const override;

protected:
    [[nodiscard]] std::optional<QRectF> frame() const override;
    [[nodiscard]] Drag dragOf(QPointF at) const override;
    bool take(CanvasDocument& document, const QRectF& rect, const CanvasPointer& pointer) override;
};

} // namespace maquette
