// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/CanvasTool.h"

namespace maquette {

/// Moves the picture.
class HandTool final : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;
    [[nodiscard]] ToolAbout about() const override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool abandon() override;
    [[nodiscard]] Qt::CursorShape cursor(QPointF at) const override;

private:
    std::optional<QPointF> m_held; ///< the image point under the pointer
};

} // namespace maquette
