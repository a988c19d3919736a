// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/ImageCoding.h"
#include "app/canvas/PictureMetadata.h"

#include <QFile>

namespace maquette {

/// What an exported file may tell besides its pixels and its colour profile. Never the original's own texts or EXIF.
enum class ExportMetadata { None, PromptAndSettings };

struct ExportOptions
{
    PictureCoding coding = PictureCoding::Png;
    int quality = 92; ///< 0 to 100, JPEG and lossy WebP
    ExportMetadata metadata = ExportMetadata::None;
    PictureTexts texts; ///< written when \a metadata says so
};

/// In sentences what the chosen file cannot keep of \a image; empty when it keeps all. Quick, for a dialog.
[[nodiscard]] QString exportLoses(const QImage& image, const ExportOptions& options);

/// The bytes of the file. For a worker. Errors: InvalidInput (a side too long for the format), Internal.
[[nodiscard]] Result<QByteArray> exportBytes(const QImage& image, const ExportOptions& options);

/// The same, written to \a path, which holds the old file or the new one whatever happens. Errors: as above, Storage.
[[nodiscard]] Result<void> exportPicture(const QString& path, const QImage& image, const ExportOptions& options);

} // namespace maquette
