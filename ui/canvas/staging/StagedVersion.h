// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/staging/StagedPictures.h"

#include <memory>
#include <optional>

namespace maquette {

/// One staged result as it would be accepted: what is there of it, and what it takes to make the rest. A value for a
/// worker.
struct StagedVersion
{
    struct Part
    {
        std::shared_ptr<const PlacedResult> placed; ///< null = to be put in place:
        std::optional<StagedPictures::Order> order;
    };
    int number = 0; ///< 1-based place among those shown
    Part top;
    TiledMask hidden;          ///< where something shows through; null when nothing does
    std::optional<Part> under; ///< what does; the original when this is empty
};

/// A StagedVersion that was made.
struct FinishedVersion
{
    QImage image;
    QPoint originalAt; ///< of the original's corner on image
};

/// Makes \a version. For a worker. Errors: as placeResult(); InvalidInput, with a sentence, when it is not known where
/// it belongs or what shows through has another size.
[[nodiscard]] Result<FinishedVersion> finishVersion(const StagedVersion& version,
                                                    const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
