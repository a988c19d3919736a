// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/Sending.h"

#include <atomic>

namespace maquette {

/// What to do with a picture of too many bytes.
enum class TooLarge { Ask, Reduce, Webp, Jpeg };

/// What a worker made to be sent.
struct SendOutcome
{
    SentPicture sent;
    SendPlan plan;      ///< with fewer pixels than was planned when it had to be reduced
    TiledMask edged;    ///< the mask after grow and feather, null when none is sent
    qint64 fitting = 0; ///< pixels of this picture that fit as PNG; 0 when nothing is known
};

/// Everything a worker needs to make what is sent, shared with nobody.
struct SendWork
{
    SourcePicture source;
    CanvasDocument document;
    SendLimits limits;
    SendPlan plan;
    qint64 room = 0; ///< bytes for picture and mask
    TooLarge choice = TooLarge::Ask;
    qint64 fitting = 0;     ///< as learnt before
    bool hasSketch = false; ///< the colour sketch goes along, drawn on the picture

    /// Errors: as renderSend().
    [[nodiscard]] Result<SendOutcome> run(const std::atomic_bool& cancelled) const;

private:
    [[nodiscard]] Result<SentPicture> encode(const SourcePicture& picture, SendPlan* used, qint64* fits,
                                             const std::atomic_bool& cancelled) const;
};

} // namespace maquette
