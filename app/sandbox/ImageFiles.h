// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/WorkOrder.h"

#include <QImage>
#include <QString>

namespace maquette::sandbox {

/// Decodes a picture as displayed (EXIF orientation applied), scaled down while reading when it has more than 32
/// megapixels: no operation answers with more. Errors: InvalidInput when it cannot be decoded.
[[nodiscard]] Result<QImage> readPicture(const QString& path);

/// Encodes as \a format "png", "jpeg" (on white where transparent) or "webp". The same pixels give the same bytes.
/// Errors: Internal.
[[nodiscard]] Result<WorkResult> encodePicture(const QImage& picture, const QString& format);

/// The picture as a content filter hands it out: nothing of it can be made out.
[[nodiscard]] QImage blurredBeyondRecognition(const QImage& picture);

/// Blurs when the order says so and encodes by its output_format.
[[nodiscard]] Result<WorkResult> finishPicture(const QImage& picture, const WorkOrder& order);

} // namespace maquette::sandbox
