// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

namespace maquette::sandbox {

/// The size a text-to-image model answers with: Core about 1.5 megapixels (1536 x 1536 when square, as seen from the
/// service), the others about 1 megapixel; sides are multiples of 64. An unknown ratio counts as "1:1".
[[nodiscard]] QSize textToImageSize(bool core, const QString& aspectRatio);

/// The size of an image-to-image answer: the start picture's own when that has about 1 megapixel, else its shape at 1
/// megapixel with sides in multiples of 8, at least 64 and at most 4096.
[[nodiscard]] QSize imageToImageSize(const QSize& start);

} // namespace maquette::sandbox
