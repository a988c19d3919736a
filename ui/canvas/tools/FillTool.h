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
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;

private:
    std::optional<QPoint> m_seed; ///< where it was pressed; it fills when let go
};

} // namespace maquette
