// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/PictureExport.h"

#include "app/base/ExportedFile.h"

#include <QCoreApplication>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PictureExport", text);
}

} // namespace

QString exportLoses(const QImage& image, const ExportOptions& options)
{
    const bool jpeg = options.coding == PictureCoding::Jpeg;
    const bool lossy = jpeg || options.coding == PictureCoding::Webp;
    const bool narrowOnly = lossy || options.coding == PictureCoding::WebpLossless;
    QStringList lost;
    if (narrowOnly && image.pixelFormat().redSize() > 8) {
        lost << tr("16 bits for a channel become 8.");
    }
    if (jpeg && image.hasAlphaChannel()) {
        lost << tr("What is transparent becomes white.");
    }
    if (lossy) {
        lost << tr("Fine grain and sharp edges change slightly.");
    }
    return lost.join(QLatin1Char(' '));
}

Result<QByteArray> exportBytes(const QImage& image, const ExportOptions& options)
{
    auto bytes = encodeImage(image, options.coding, options.quality);
    if (!bytes || options.metadata == ExportMetadata::None) {
        return bytes;
    }
    return withPictureTexts(*bytes, options.texts);
}

Result<void> exportPicture(const QString& path, const QImage& image, const ExportOptions& options)
{
    const auto bytes = exportBytes(image, options);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    return writeExportedFile(path, *bytes);
}

} // namespace maquette
