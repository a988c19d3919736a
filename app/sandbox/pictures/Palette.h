// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Scene.h"

namespace maquette::sandbox {

/// The colours and the light of one picture.
struct Palette
{
    std::array<Rgb, 4> sky{}; ///< zenith, upper, lower, horizon
    Rgb sun{};                ///< disc and glow
    Rgb light{};              ///< what falls on lit ground
    Rgb ambient{};            ///< what falls into shadow
    Rgb haze{};               ///< distance fades into it
    Rgb cloudLight{};
    Rgb cloudDark{};
    Rgb grass{};
    Rgb leaf{};
    Rgb rock{};
    Rgb sand{};
    Rgb snow{};
    Rgb water{};
    std::vector<Rgb> accents; ///< for flowers, clothes, shapes: at least five
    double sunX = 0.5;        ///< part of the width
    double sunHeight = 0.2;   ///< above the horizon, part of the height
    double sunSize = 0.03;    ///< part of the shorter side
    bool night = false;
    bool lowSun = false;
};

/// \a guidance (1 to 10): how far colour words pull the palette.
[[nodiscard]] Palette makePalette(const Scene& scene, Rng rng, double guidance);

} // namespace maquette::sandbox
