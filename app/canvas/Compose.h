// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/SendPlan.h"
#include "app/canvas/SourcePicture.h"

namespace maquette {

struct ComposeOptions
{
    bool colourMatch = true; ///< bring the result's colours to the original's, learnt just outside the mask
    bool keepAlpha = false;  ///< leave the original's transparency as it is inside the mask, too
};

/// How two pictures of one format (of a SourcePicture) differ, counted pixel by pixel.
struct ChangeCount
{
    qint64 inside = 0;  ///< pixels that differ where the mask is not 0
    qint64 outside = 0; ///< pixels that differ where the mask is 0
    QRect rect;         ///< bounding box of all that differ

    bool operator==(const ChangeCount&) const = default;
};

struct Composed
{
    QImage image; ///< depth, alpha and colour space of the original; its size, or the outpainted one
    qint64 changedInside = 0;
    qint64 changedOutside = 0; ///< 0 is the promise
    QRect changedRect;
};

/// Compares the bytes of two pictures. It knows nothing of how \a after was made: this is the proof. \a mask has the
/// size of \a before, whose top left pixel is at \a at in \a after. Pixels of \a after around \a before count as
/// inside.
[[nodiscard]] Result<ChangeCount> countChanges(const QImage& before, const QImage& after, const TiledMask& mask,
                                               QPoint at = {}, const std::atomic_bool* cancelled = nullptr);

/// Puts a result back into the original at full size. Where \a edgedMask (of the original's size) is 0 the pixel is the
/// original's, copied; where it is 255 it is the result's, scaled to the crop and brought to the original's colour
/// space; between, both are blended. \a result may have any size and profile. For a worker. Errors: InvalidInput when
/// sizes do not belong together, Cancelled, Internal without memory.
[[nodiscard]] Result<Composed> composeBack(const SourcePicture& original, const QImage& result,
                                           const TiledMask& edgedMask, const SendPlan& plan,
                                           const ComposeOptions& options = {},
                                           const std::atomic_bool* cancelled = nullptr);

/// The original, copied, in the middle of what an outpainting \a result drew around it. \a frame is in pixels of the
/// original and was sent times plan.sent / plan.crop, rounded to whole pixels; \a result shows all of the enlarged
/// picture at any size. Errors: as above.
[[nodiscard]] Result<Composed> composeOutpaint(const SourcePicture& original, const QImage& result,
                                               const OutpaintFrame& frame, const SendPlan& plan,
                                               const ComposeOptions& options = {},
                                               const std::atomic_bool* cancelled = nullptr);

/// How far two pictures of one size are apart, channel by channel times \a gain, on black; for showing. RGB32. Null
/// when the sizes differ.
[[nodiscard]] QImage differenceMap(const QImage& before, const QImage& after, int gain);

} // namespace maquette
