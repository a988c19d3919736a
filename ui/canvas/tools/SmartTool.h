// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/SmartSelect.h"
#include "ui/canvas/tools/SelectTools.h"

namespace maquette {

/// Finds an object in a rough box or under a stroke. Further strokes improve what was found: over what belongs to it,
/// with Alt or the pen's other end over what does not. Esc, Enter or another tool ends that.
class SmartTool final : public SelectTool
{
public:
    using SelectTool::SelectTool;
    [[nodiscard]] ToolAbout about() const override;
    [[nodiscard]] QList<ToolOption> options() override;
    void press(const CanvasPointer& pointer) override;
    void move(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    bool finish() override;
    bool abandon() override;
    void letGo() override;
    [[nodiscard]] bool isUnfinished() const override { return m_begun; }
    void changeSize(int steps) override;
    [[nodiscard]] QPainterPath outline(QPointF at) const override;
    void paint(QPainter& painter) const override;

    [[nodiscard]] const SmartSeed& seed() const { return m_seed; }

private:
    enum class Drag { None, Box, Inside, Outside };
    [[nodiscard]] bool isRefining() const;
    void select();

    SmartSeed m_seed;
    bool m_begun = false;
    bool m_strokeFirst = false; ///< begin with a stroke instead of a box
    Combine m_how = Combine::Add;
    TiledMask m_before;                 ///< the mask the selection is combined with
    std::shared_ptr<TiledMask> m_found; ///< the mask that came of it, to see whether it was changed otherwise since
    Drag m_drag = Drag::None;
    QPolygonF m_stroke;
};

} // namespace maquette
