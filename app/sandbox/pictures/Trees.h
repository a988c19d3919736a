// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"

namespace maquette::sandbox {

enum class Species { Fir, Pine, Broadleaf, Poplar, Birch, Palm, Blossom, Bare, Cactus, Bush };

/// How a tree is coloured and lit.
struct TreeLook
{
    Rgb leaf;
    Rgb trunk;
    Rgb lit;             ///< light on the sunny side
    double lightX = 0.7; ///< -1 left to 1 right
    double snow = 0;     ///< 0 none to 1 laden
    double air = 0;      ///< how much of \a haze lies before it
    Rgb haze;
};

/// Draws a tree standing at \a foot, \a height pixels high. The smaller, the simpler.
void paintTree(QPainter& painter, Species species, QPointF foot, double height, const TreeLook& look, Rng& rng);

} // namespace maquette::sandbox
