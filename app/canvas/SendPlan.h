// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/CanvasDocument.h"

#include <QStringList>

namespace maquette {

/// What an operation takes, from its catalogue entry. 0 means no limit, but for \a minSide.
struct SendLimits
{
    int minSide = 64; ///< pixels; at least 1
    int maxSide = 0;
    qint64 minPixels = 4096;
    qint64 maxPixels = 9'437'184;
    double minAspect = 0; ///< width / height
    double maxAspect = 0;
    qint64 maxBytes = 10'485'760; ///< of the whole request

    /// Whether a picture of that size may be sent.
    [[nodiscard]] bool allow(QSize size) const;
    bool operator==(const SendLimits&) const = default;
};

/// What will be sent: a part of the picture, in a size the operation takes.
struct SendPlan
{
    QRect crop;           ///< of the picture, inside it; null when there is nothing to send
    QSize sent;           ///< pixels of the sent image and mask
    double scale = 1;     ///< sent / crop: below 1 reduced, above 1 enlarged
    bool whole = false;   ///< the crop is the whole picture
    bool masked = false;  ///< a mask goes with it
    QStringList problems; ///< sentences that say why this cannot be sent; empty when it can

    bool operator==(const SendPlan&) const = default;
};

/// Plans what is sent of a canvas. With a mask and automatic context that is the mask (after grow and feather) with its
/// padding; a part too small or of a forbidden aspect is widened inside the picture, gives up padding if it must, and
/// is enlarged when the picture has no more; one with too many pixels is reduced. Without a mask, the whole picture or
/// the dragged frame. Pure and quick: no pixel is touched. When \a problems is empty, limits.allow(sent) holds.
[[nodiscard]] SendPlan planSend(const CanvasDocument& document, const SendLimits& limits, bool wantsMask);

} // namespace maquette
