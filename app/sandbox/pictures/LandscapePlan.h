// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/Terrain.h"

namespace maquette::sandbox {

/// What a landscape is made of, before anything is painted.
struct Plan
{
    Land land;
    double horizon = 0.5; ///< part of the height
    double trees = 0;     ///< density of woods
    double flowers = 0;
    double grass = 0;
    double waves = 0.3;
    bool sea = false; ///< water runs to the horizon
};

/// Chooses the land, its water and its plants by the scene's words.
[[nodiscard]] Plan makePlan(const Sitting& sitting, Rng& rng);

} // namespace maquette::sandbox
