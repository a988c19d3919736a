// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/control/PromptLayers.h"
#include "app/sandbox/control/Regions.h"
#include "app/sandbox/control/SketchLines.h"

#include <algorithm>

namespace maquette::sandbox {

/// What an area of a drawing is taken for.
enum class Role {
    Open, ///< the paper around everything: the whole place shows
    Sky,
    Land, ///< far hills between sky and ground
    Ground,
    Water,
    Orb, ///< a disc in the sky: sun or moon
    Cloud,
    Thing ///< anything else
};

struct AreaPlan
{
    Role role = Role::Thing;
    int group = -1;     ///< things that touch belong together
    Rgb colour;         ///< of a thing
    bool drawn = false; ///< the drawing has a colour of its own here
    Rgb wanted;         ///< that colour
    double tone = 1;    ///< 0 to 1: how light it was shaded, where it has no colour
};

struct SketchPlan
{
    std::vector<AreaPlan> areas; ///< one for each region
    int skyBottom = 0;           ///< rows
    int groundTop = 0;
    int groups = 0;
    int orb = -1; ///< the area that is sun or moon

    [[nodiscard]] bool has(Role role) const
    {
        return std::any_of(areas.begin(), areas.end(), [role](const AreaPlan& area) { return area.role == role; });
    }
};

/// Guesses from place, shape and neighbours what each area of a drawing is, and gives things the prompt's colours: the
/// largest the first thing named, and so on.
[[nodiscard]] SketchPlan planSketch(const RegionMap& map, const SketchLines& lines, const PromptLayers& layers);

} // namespace maquette::sandbox
