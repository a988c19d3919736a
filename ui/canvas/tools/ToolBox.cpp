// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/ToolBox.h"

#include "ui/canvas/tools/AllTools.h"

namespace maquette {

namespace {

bool isFor(ToolLayer layer, const CanvasNeeds& needs)
{
    switch (layer) {
    case ToolLayer::Mask:
        return needs.mask;
    case ToolLayer::Sketch:
        return needs.sketch;
    case ToolLayer::Frame:
        return needs.context;
    case ToolLayer::Outpaint:
        return needs.outpaint;
    case ToolLayer::Any:
        return needs.any();
    }
    return false;
}

} // namespace

ToolBox::ToolBox(ToolHost& host)
    : m_all(allTools(host))
{
}

QList<CanvasTool*> ToolBox::offered(const CanvasNeeds& needs) const
{
    QList<CanvasTool*> tools;
    for (const std::unique_ptr<CanvasTool>& tool : m_all) {
        if (isFor(tool->about().layer, needs)) {
            tools.append(tool.get());
        }
    }
    return tools;
}

CanvasTool* ToolBox::find(const QString& id, const CanvasNeeds& needs) const
{
    const QList<CanvasTool*> tools = offered(needs);
    for (CanvasTool* const tool : tools) {
        if (tool->about().id == id) {
            return tool;
        }
    }
    return nullptr;
}

CanvasTool* ToolBox::choose(const QString& wanted, const CanvasNeeds& needs) const
{
    if (CanvasTool* const tool = find(wanted, needs)) {
        return tool;
    }
    const QList<CanvasTool*> tools = offered(needs);
    if (tools.isEmpty()) {
        return nullptr;
    }
    return needs.mask || needs.sketch || needs.outpaint ? tools.constFirst() : tools.constLast();
}

} // namespace maquette
