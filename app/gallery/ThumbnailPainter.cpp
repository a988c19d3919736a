// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/ThumbnailPainter.h"

#include "app/assets/MediaProbe.h"
#include "app/base/Files.h"
#include "app/base/PictureTurn.h"

#include <QBuffer>
#include <QColorSpace>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>

namespace maquette {

namespace {

constexpr int kSmallest = 64;
constexpr int kLargest = 1024;
constexpr int kJpegQuality = 90;

int boundedPixels(const ThumbnailRequest& request)
{
    return qBound(kSmallest, request.pixels, kLargest);
}

/// For display: RGB in sRGB, with alpha only where there is any.
QImage forDisplay(const QImage& picture, const QColorSpace& space)
{
    const QColorSpace display(QColorSpace::SRgb);
    QImage shown = picture.convertToFormat(picture.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    shown.setColorSpace(space);
    if (space.isValid() && space != display) {
        shown.convertToColorSpace(display);
    }
    shown.setColorSpace(display);
    return shown.convertToFormat(shown.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
}

Result<QImage> makeThumbnail(const QString& source, int pixels, const ThumbnailMaker& maker,
                             const std::atomic_bool& ending)
{
    // Headers first: a picture of unreasonable size is refused before anything is decoded.
    const auto info = probeMedia(source, false);
    if (!info) {
        return tl::unexpected(info.error());
    }
    if (info->kind != MediaKind::Image) {
        return maker ? maker(source, info->kind, pixels, ending)
                     : failure(ErrorKind::InvalidInput, QStringLiteral("not a picture"), source);
    }
    QImageReader reader(source);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize full = reader.size();
    const QSize bounds(pixels, pixels);
    if (full.width() > pixels || full.height() > pixels) {
        // A JPEG is then decoded at about that size, many times faster.
        reader.setScaledSize(full.scaled(bounds, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    }
    const int left = orientationLeft(reader, source);
    const QImage picture = upright(reader.read(), left);
    if (picture.isNull()) {
        return failure(ErrorKind::InvalidInput, reader.errorString(), source);
    }
    return forDisplay(picture, picture.colorSpace());
}

void keep(const QString& path, const QImage& picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    const bool encoded =
        buffer.open(QIODevice::WriteOnly) &&
        (picture.hasAlphaChannel() ? picture.save(&buffer, "PNG") : picture.save(&buffer, "JPEG", kJpegQuality));
    if (encoded && ensureFolder(QFileInfo(path).absolutePath())) {
        static_cast<void>(writeFileAtomically(path, bytes));
    }
}

} // namespace

QString thumbnailPath(const QString& cacheFolder, const ThumbnailRequest& request)
{
    const QString& name = request.asset.sha256;
    return QStringLiteral("%1/v%2/%3/%4-%5")
        .arg(cacheFolder)
        .arg(kThumbnailScheme)
        .arg(name.left(2), name)
        .arg(boundedPixels(request));
}

Result<QImage> paintThumbnail(const QString& source, const QString& cacheFolder, const ThumbnailRequest& request,
                              const ThumbnailMaker& maker, const std::atomic_bool& ending)
{
    const QString cached = thumbnailPath(cacheFolder, request);
    if (QFileInfo(cached).isFile()) {
        QImageReader reader(cached);
        reader.setDecideFormatFromContent(true);
        if (const QImage picture = reader.read(); !picture.isNull()) {
            return forDisplay(picture, picture.colorSpace());
        }
    }
    auto made = makeThumbnail(source, boundedPixels(request), maker, ending);
    if (made) {
        keep(cached, *made);
    }
    return made;
}

} // namespace maquette
