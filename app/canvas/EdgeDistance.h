// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <atomic>
#include <functional>
#include <vector>

namespace maquette {

/// What pixels become by their distance from the edge of a mask. A pixel is inside when its value is at least the
/// threshold; its distance is that of its centre to the nearest centre on the other side, never less than 1. What lies
/// beyond the picture is on no side.
struct EdgeRamp
{
    static constexpr int kMaxReach = 250;

    int threshold = 128;
    int reach = 1;              ///< pixels; farther in is 255, farther out 0. At most kMaxReach
    std::vector<quint8> inside; ///< by squared distance, reach * reach + 1 values
    std::vector<quint8> outside;
};

/// \a inside and \a outside give the share of 255 at a distance of 1 to \a reach pixels.
[[nodiscard]] EdgeRamp makeRamp(int reach, const std::function<double(double)>& inside,
                                const std::function<double(double)>& outside);

/// The mask with every pixel replaced by what the ramp gives it. Exact Euclidean distances (Meijster, Roerdink,
/// Hesselink, "A general algorithm for computing distance transforms in linear time", 2000), worked out only for tiles
/// within reach of an edge, on all processors. A null mask when \a cancelled became true.
[[nodiscard]] TiledMask applyRamp(const TiledMask& mask, const EdgeRamp& ramp, const std::atomic_bool* cancelled);

} // namespace maquette
