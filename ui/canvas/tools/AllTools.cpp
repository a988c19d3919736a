// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/AllTools.h"

#include "ui/canvas/tools/BrushTool.h"
#include "ui/canvas/tools/ContextTool.h"
#include "ui/canvas/tools/FillTool.h"
#include "ui/canvas/tools/HandTool.h"
#include "ui/canvas/tools/OutpaintTool.h"
#include "ui/canvas/tools/PickerTool.h"
#include "ui/canvas/tools/SelectTools.h"
#include "ui/canvas/tools/SmartTool.h"

namespace maquette {

namespace {

template <typename... Kinds>
void add(std::vector<std::unique_ptr<CanvasTool>>& tools, ToolHost& host)
{
    (tools.push_back(std::make_unique<Kinds>(host)), ...);
}

} // namespace

std::vector<std::unique_ptr<CanvasTool>> allTools(ToolHost& host)
{
    std::vector<std::unique_ptr<CanvasTool>> tools;
    for (const ToolLayer layer : {ToolLayer::Mask, ToolLayer::Sketch}) {
        for (const bool eraser : {false, true}) {
            tools.push_back(std::make_unique<BrushTool>(host, layer, eraser));
        }
    }
    add<PickerTool, LassoTool, PolygonTool, ShapeTool, FillTool, SmartTool, OutpaintTool, ContextTool, HandTool>(tools,
                                                                                                                 host);
    return tools;
}

} // namespace maquette
