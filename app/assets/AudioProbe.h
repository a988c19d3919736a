// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QIODevice>
#include <QString>

namespace maquette {

/// How long the sound in \a device plays, from its headers alone. Exact for WAV, FLAC, Ogg and MP3 with a frame count;
/// an MP3 without one counts as of constant bit rate. 0 for a type that is named but not read (audio/mp4). Errors:
/// InvalidInput when the headers are damaged or promise more bytes than there are.
[[nodiscard]] Result<double> audioSeconds(QIODevice& device, const QString& mediaType);

} // namespace maquette
