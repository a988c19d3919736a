// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Result.h"

#include <QByteArray>

namespace maquette {

/// The media type the first bytes prove ("image/png"), empty when none is recognised. 64 bytes are enough for every
/// type.
[[nodiscard]] QString sniffMediaType(const QByteArray& head);

/// "png", "jpg", "webp", "mp3", "wav", "glb": the usual ending for a media type, "bin" for an unknown one.
[[nodiscard]] QString fileSuffixFor(const QString& mediaType);

/// Reads what \a path is. A picture is decoded whole when \a decodeFully, which finds truncated ones; otherwise only
/// headers are read. Decoding is bounded (512 megapixels). Errors: Storage when unreadable, InvalidInput when empty,
/// damaged, truncated or of no known type.
[[nodiscard]] Result<MediaInfo> probeMedia(const QString& path, bool decodeFully);

} // namespace maquette
