// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace maquette {

/// \a image (a format of SourcePicture, or Grayscale8) in another size: by area when it shrinks, bicubic when it grows;
/// transparent pixels do not colour their neighbours. Keeps format and colour space. On all cores.
[[nodiscard]] QImage scaledPicture(const QImage& image, QSize size);

} // namespace maquette
