// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/sounds/SoundPlan.h"

#include <array>
#include <vector>

namespace maquette::sandbox {

enum class Drum { Kick, Snare, Clap, ClosedHat, OpenHat, Tom, Shaker, Rim, Cymbal, Count };

/// Every drum of a kit as mono sound, ready to be mixed.
struct DrumKit
{
    std::array<std::vector<float>, size_t(Drum::Count)> sounds;
};

/// \a brightness and \a grit in 0 to 1; \a seed varies tuning and length a little.
[[nodiscard]] DrumKit makeDrumKit(double brightness, double grit, bool chip, quint32 seed);

} // namespace maquette::sandbox
