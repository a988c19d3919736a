// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/tools/CanvasTool.h"

#include <memory>
#include <vector>

namespace maquette {

/// The tools of a canvas, and which of them there are for an operation.
class ToolBox
{
public:
    explicit ToolBox(ToolHost& host);

    /// Every one, in the order of the rail.
    [[nodiscard]] const std::vector<std::unique_ptr<CanvasTool>>& all() const { return m_all; }
    [[nodiscard]] QList<CanvasTool*> offered(const CanvasNeeds& needs) const;
    /// The tool \a id if it is offered, else nullptr.
    [[nodiscard]] CanvasTool* find(const QString& id, const CanvasNeeds& needs) const;
    /// The tool \a wanted if it is offered, else the one to begin with, if there is any.
    [[nodiscard]] CanvasTool* choose(const QString& wanted, const CanvasNeeds& needs) const;

private:
    std::vector<std::unique_ptr<CanvasTool>> m_all;
};

} // namespace maquette
