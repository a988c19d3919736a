// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QImage>

#include <atomic>
#include <functional>

namespace maquette {

/// The most pixels a picture may have; beyond it the file is refused, not tried.
inline constexpr qint64 kMaxPicturePixels = qint64(512) * 1000 * 1000;

/// Percent of the file read so far, 0 to 100; called in the thread that decodes.
using DecodeProgress = std::function<void(int percent)>;

/// The picture as the decoder gives it, upright by EXIF, with the file's colour space. What a viewer needs: a damaged
/// file may come out incomplete, and print colours are turned into light as well as the decoder can. For a worker.
/// Errors, each one sentence: Storage when the file cannot be opened, InvalidInput when it is no picture, damaged or
/// too large, Cancelled.
[[nodiscard]] Result<QImage> decodePicture(const QString& path, const std::atomic_bool* cancelled = nullptr,
                                           const DecodeProgress& progressed = {});

} // namespace maquette
