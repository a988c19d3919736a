// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QImage>

#include <atomic>

namespace maquette {

/// The waveform of a sound file as a small picture, all channels together, on an even ground. For a worker. Errors: as
/// AudioFile; Cancelled; InvalidInput too when it is longer than half an hour and has to be decoded whole.
[[nodiscard]] Result<QImage> soundPreview(const QString& path, int side, const std::atomic_bool& cancelled);

} // namespace maquette
