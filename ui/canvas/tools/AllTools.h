// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/CanvasTool.h"

#include <memory>
#include <vector>

namespace maquette {

/// Every tool of the canvas, in the order of the rail.
[[nodiscard]] std::vector<std::unique_ptr<CanvasTool>> allTools(ToolHost& host);

} // namespace maquette
