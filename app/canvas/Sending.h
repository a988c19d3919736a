// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/SendPlan.h"
#include "app/canvas/SourcePicture.h"

namespace maquette {

enum class SendFormat { Png, WebpLossless, Webp, Jpeg };

/// Exactly what the provider will see.
struct SentPicture
{
    QImage image; ///< sRGB, 8 bits; with alpha only where something is transparent. Decoded from imageBytes when lossy
    QImage mask;  ///< Grayscale8 of the same size, white is repainted; null when no mask is sent
    QByteArray imageBytes;
    QByteArray maskBytes;                ///< PNG
    SendFormat format = SendFormat::Png; ///< of imageBytes; lossless WebP where PNG was wished and was too large
    QString lost;                        ///< sentences about what reducing or a lossy format loses; empty if nothing
    QString problem;                     ///< why it cannot be sent as wished, and what helps; empty when it can
    qint64 fittingPixels =
        0; ///< with a problem: about how many pixels would fit (a SendLimits::maxPixels to plan with)
};

/// Cuts, converts, scales and encodes what \a plan says, the mask after grow and feather. \a maxBytes is what image and
/// mask may take together: the request's limit less its texts and other files. PNG too large becomes lossless WebP by
/// itself where that can help, since nothing is lost; WebP and JPEG, and a smaller plan, are for the user to choose.
/// For a worker. Errors: InvalidInput when the plan has problems or the mask is empty after shrinking, Cancelled,
/// Internal.
[[nodiscard]] Result<SentPicture> renderSend(const SourcePicture& source, const CanvasDocument& document,
                                             const SendPlan& plan, qint64 maxBytes, SendFormat wish = SendFormat::Png,
                                             const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
