// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/AllTools.h"

#include "ui/canvas/tools/BrushTool.h"
#include "ui/canvas/tools/FillTool.h"
#include "ui/canvas/tools/FrameTools.h"
#include "ui/canvas/tools/HandTool.h"
#include "ui/canvas/tools/PickerTool.h"
#include "ui/canvas/tools/SelectTools.h"
#include "ui/canvas/tools/SmartTool.h"

namespace maquette {

namespace {

template <typename... Kinds>
std::vector<std::unique_ptr<CanvasTool>> make(ToolHost& host)
{
    std::vector<std::unique_ptr<CanvasTool>> tools;
    (tools.push_back(std::make_unique<Kinds>(host)), ...);
    return tools;
}

} // namespace

std::vector<std::unique_ptr<CanvasTool>> allTools(ToolHost& host)
{
    return make<MaskBrushTool,    //
                MaskEraserTool,   //
                PencilTool,       //
                SketchEraserTool, //
                PickerTool,       //
                LassoTool,        //
                PolygonTool,      //
                ShapeTool,        //
                FillTool,         //
                SmartTool,        //
                OutpaintTool,     //
                ContextTool,      //
                HandTool>(host);
}

} // namespace maquette
