// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

class QImageReader;

namespace maquette {

/// Readies the library that reads EXIF, once; before any other use of it.
void prepareExif();

/// How the pixels of the file at \a path lie, by its EXIF: 1 (upright) to 8. 1 where nothing, or nothing sensible,
/// says.
[[nodiscard]] int storedOrientation(const QString& path);

/// What \a reader, with its own turning switched on, leaves to be done for the file at \a path: Qt's readers of PNG and
/// WebP do not look at EXIF, those of JPEG and TIFF do.
[[nodiscard]] int orientationLeft(const QImageReader& reader, const QString& path);

/// Whether width and height change places with \a orientation.
[[nodiscard]] constexpr bool isLyingOnSide(int orientation)
{
    return orientation >= 5 && orientation <= 8;
}

/// Upright from an EXIF orientation (CIPA DC-008, 4.6.4): mirrored, then turned.
[[nodiscard]] QImage upright(const QImage& image, int orientation);

} // namespace maquette
