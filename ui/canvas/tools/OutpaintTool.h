// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/CanvasDocument.h"
#include "ui/canvas/tools/FrameTool.h"

namespace maquette {

/// Drags the picture's edges outward, to have it continued there. They snap to the picture's own edges, to round
/// numbers of pixels and to usual aspects; Ctrl does without.
class OutpaintTool final : public FrameTool
{
public:
    using FrameTool::FrameTool;

    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void paint(QPainter& painter) const override;

    /// The smallest margins, the same on opposite sides, that give \a picture the aspect \a width to \a height, as far
    /// as \a most allows.
    [[nodiscard]] static OutpaintFrame framed(QSize picture, int width, int height, const OutpaintFrame& most);
    /// "1,536 + 400 = 1,936 × 1,024 px", and which side has no more to give.
    [[nodiscard]] static QString sizeNote(QSize picture, const OutpaintFrame& frame, const OutpaintFrame& most);

protected:
    [[nodiscard]] std::optional<QRectF> frame() const override;
    bool take(CanvasDocument& document, const QRectF& rect, const CanvasPointer& pointer) override;

private:
    [[nodiscard]] OutpaintFrame snapped(const OutpaintFrame& frame) const;
    [[nodiscard]] ToolOption margin(const QString& id, const QString& label, int OutpaintFrame::*side);
    void setFrame(const OutpaintFrame& frame);
};

} // namespace maquette
