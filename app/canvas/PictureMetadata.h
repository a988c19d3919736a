// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QByteArray>
#include <QString>

namespace maquette {

/// What an exported file tells about how it was made.
struct PictureTexts
{
    QString prompt;
    QString settings; ///< the rest of the order, as text or JSON
};

/// \a bytes of a PNG, JPEG, WebP or TIFF with \a texts written into EXIF and XMP: the prompt as description, the
/// settings as user comment, and this program as the tool. Pixels and profile stay as they are. Errors: Internal.
[[nodiscard]] Result<QByteArray> withPictureTexts(const QByteArray& bytes, const PictureTexts& texts);

} // namespace maquette
