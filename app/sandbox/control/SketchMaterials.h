// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/control/SketchPlan.h"

namespace maquette::sandbox {

/// Paints every area of a drawing with what its plan says: sky, land, water, ground and lit bodies. RGB planes in the
/// size of the map.
[[nodiscard]] cv::Mat paintAreas(const RegionMap& map, const SketchPlan& plan, const PromptLayers& layers);

} // namespace maquette::sandbox
