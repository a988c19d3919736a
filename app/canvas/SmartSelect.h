// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <QList>
#include <QPolygonF>

#include <atomic>
#include <functional>

namespace maquette {

/// What the user says about the object: roughly where it is, and strokes on it and beside it. A box or a stroke inside
/// is needed. Without a box the object is looked for around the strokes.
struct SmartSeed
{
    QRect box;                 ///< picture pixels; everything outside is background
    QList<QPolygonF> inside;   ///< strokes over what certainly belongs to the object
    QList<QPolygonF> outside;  ///< strokes over what certainly does not
    double strokeWidth = 12.0; ///< picture pixels
};

/// Selects the object (GrabCut: Rother, Kolmogorov, Blake, "GrabCut", SIGGRAPH 2004), coarse to fine: first in a small
/// copy, then in larger ones, at last along the outline in the full picture. \a progress is called, on this thread,
/// with every better mask; the last is returned. Always the same for the same input. For a worker. A null mask when \a
/// cancelled became true or the seed says nothing; an empty one when nothing was found.
[[nodiscard]] TiledMask smartSelect(const QImage& picture, const SmartSeed& seed, const std::atomic_bool* cancelled,
                                    const std::function<void(const TiledMask& soFar)>& progress);

} // namespace maquette
