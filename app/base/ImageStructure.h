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
    bool known = false;      ///< false for a type whose alpha is not read here
    int frames = 1;          ///< of an animated PNG or WebP, pages of a TIFF; Qt's reader may know the first only
    bool forPrint = false;   ///< four inks or more (CMYK, YCCK) instead of light
    bool hasProfile = false; ///< a colour profile (ICC) is embedded, whether or not it can be used
};

/// Walks the container of a PNG, JPEG, WebP or TIFF to its end. The decoders alone will not do: the one for JPEG fills
/// what is missing with grey and reports success.  Errors: InvalidInput when the file is cut short or the container is
/// broken.
[[nodiscard]] Result<ImageStructure> readImageStructure(QIODevice& device, const QString& mediaType);

} // namespace maquette
