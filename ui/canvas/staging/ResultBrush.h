// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/TipTool.h"

namespace maquette {

class CanvasStaging;
class CanvasView;

/// Brushes the current staged result away so that another shows through, and with the eraser, the pen's other end or
/// Alt back again. It stands in for the tool that was chosen, whose tip it has.
class ResultBrush final : public TipTool
{
public:
    ResultBrush(CanvasView& view, CanvasStaging& staging);

    [[nodiscard]] ToolAbout about() const override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;

protected:
    [[nodiscard]] Brush CanvasLook::*tip() const override;

private:
    [[nodiscard]] bool isEraser() const;
    [[nodiscard]] StrokePoint pointOf(const CanvasPointer& pointer) const;

    CanvasView& m_view;
    CanvasStaging& m_staging;
};

} // namespace maquette
