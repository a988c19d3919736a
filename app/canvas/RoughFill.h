// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <QImage>

#include <atomic>

namespace maquette {

/// A rehearsal of what erasing might give, made here and free: what the mask covers is drawn again from the colours and
/// the texture around it, quickly rather than well. The same picture elsewhere; format and colour space stay. Null when
/// \a cancelled became true or the mask has another size. For a worker.
[[nodiscard]] QImage roughFill(const QImage& picture, const TiledMask& mask,
                               const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
