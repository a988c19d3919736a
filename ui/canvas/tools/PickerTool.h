// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/CanvasTool.h"

namespace maquette {

/// Takes the colour to draw with from the picture.
class PickerTool final : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;
    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
};

} // namespace maquette
