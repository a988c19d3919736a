// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"
#include "app/sandbox/pictures/Palette.h"

namespace maquette::sandbox {

/// Turns the pixels of \a mask into water: what stands above them is mirrored with growing waves, tinted with the
/// water's colour, with the glitter of the sun. \a roughness: 0 a mirror, 1 open sea.
void paintWater(Canvas& canvas, const Palette& palette, const QImage& mask, double horizon, double roughness, Rng rng);
/// The same for everything below \a top: an open sea up to the frame.
void paintSea(Canvas& canvas, const Palette& palette, double top, double roughness, Rng rng);

} // namespace maquette::sandbox
