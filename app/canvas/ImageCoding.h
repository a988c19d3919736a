// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QByteArray>
#include <QImage>

class QIODevice;

namespace maquette {

/// How a picture becomes bytes.
enum class PictureCoding { Png, Jpeg, WebpLossless, Webp, Tiff };

/// The longest side the coding can hold, in pixels.
[[nodiscard]] int longestSide(PictureCoding coding);

/// The bytes of \a image, with its colour profile and resolution and without any of its texts. \a quality (0 to 100)
/// counts for JPEG and lossy WebP only. JPEG and WebP hold 8 bits; JPEG puts what is transparent on white. Errors:
/// InvalidInput, one sentence, when a side is too long; Internal.
[[nodiscard]] Result<QByteArray> encodeImage(const QImage& image, PictureCoding coding, int quality = 92);

/// The same, written to \a to as it is encoded, so that the bytes are never all in memory. Errors: as above, Storage
/// when \a to takes no more.
[[nodiscard]] Result<void> encodeImageTo(QIODevice& to, const QImage& image, PictureCoding coding, int quality = 92);

/// The same pixels, shared, without the texts (comments, author, software ...) that a file brought along.
[[nodiscard]] QImage withoutTexts(const QImage& image);

/// \a image in front of white, without alpha.
[[nodiscard]] QImage onWhite(const QImage& image);

} // namespace maquette
