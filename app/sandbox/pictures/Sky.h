// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"
#include "app/sandbox/pictures/Palette.h"

namespace maquette::sandbox {

/// The whole sky down to and a little below \a horizon (pixels): gradient, sun or moon with its glow, clouds, stars,
/// aurora, rainbow.
void paintSky(Canvas& canvas, const Scene& scene, const Palette& palette, double horizon, Rng rng);
/// Stars with colours and sizes, and the milky way's band, over rows 0 to \a bottom.
void paintStars(Canvas& canvas, double bottom, double density, bool milkyWay, Rng rng);

} // namespace maquette::sandbox
