// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/SelectTools.h"

namespace maquette {

/// Selects by colour what is like the pixel that is clicked.
class FillTool final : public SelectTool
{
public:
    using SelectTool::SelectTool;
    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void press(const CanvasPointer& pointer) override;
};

} // namespace maquette
