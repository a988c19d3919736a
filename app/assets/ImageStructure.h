// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QIODevice>
#include <QString>

namespace maquette {

/// What the container of a picture says, read without decoding.
struct ImageStructure
{
    bool hasAlpha = false;
    bool known = false; ///< false for a type that is not read here
    int frames = 1;     ///< of an animated PNG, of which Qt's reader knows the first only
};

/// Walks the container of a PNG, JPEG or WebP to its end. The decoders alone will not do: the one for JPEG fills what
/// is missing with grey and reports success.  Errors: InvalidInput when the file is cut
/// short or the container is broken.
[[nodiscard]] Result<ImageStructure> readImageStructure(QIODevice& device, const QString& mediaType);

} // namespace maquette
