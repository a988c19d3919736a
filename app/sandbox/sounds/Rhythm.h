// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Noise.h"
#include "app/sandbox/sounds/Drums.h"

#include <vector>

namespace maquette::sandbox {

struct Hit
{
    Drum drum;
    double step; ///< sixteenths from the bar's start
    float velocity;
};
struct BassStep
{
    enum class Kind { Root, Octave, Fifth, Walk };
    double step;
    double steps;
    Kind kind;
};
struct ChordStep
{
    double step;
    double steps;
    float velocity;
};

/// One bar of a groove, as the players of the genre play it; \a energy adds and takes hits.
[[nodiscard]] std::vector<Hit> barOf(Groove groove, int bar, double energy, Rng& chance);
[[nodiscard]] std::vector<BassStep> bassOf(Groove groove, int bar, int steps, double energy, Rng& chance);
[[nodiscard]] std::vector<ChordStep> chordsOf(Groove groove, Instrument instrument, int steps, double energy,
                                              Rng& chance);

} // namespace maquette::sandbox
