// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SourcePicture.h"

#include "app/base/ImageStructure.h"
#include "app/canvas/FreedInWorker.h"

#include <QCoreApplication>
#include <QFile>
#include <QImageReader>

#include <algorithm>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SourcePicture", text);
}

bool isFloating(const QImage& image)
{
    return image.pixelFormat().typeInterpretation() == QPixelFormat::FloatingPoint;
}

bool isWide(const QImage& image)
{
    const QPixelFormat format = image.pixelFormat();
    return format.colorModel() == QPixelFormat::Grayscale ? format.bitsPerPixel() > 8 : format.redSize() > 8;
}

bool isSeenThrough(const QImage& image)
{
    for (int y = 0; y < image.height() && image.format() == QImage::Format_ARGB32; ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        if (std::any_of(line, line + image.width(), [](QRgb pixel) { return qAlpha(pixel) != 255; })) {
            return true;
        }
    }
    return false;
}

/// What the container tells that the decoder keeps to itself. Types without a reader of their own pass.
Result<ImageStructure> inspect(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, tr("The file cannot be opened: %1.").arg(file.errorString()), path);
    }
    const QByteArray format = QImageReader::imageFormat(&file);
    if (format.isEmpty()) {
        return failure(ErrorKind::InvalidInput, tr("The file is no picture this program can read."), path);
    }
    auto structure = readImageStructure(file, QStringLiteral("image/") + QString::fromLatin1(format));
    if (!structure) {
        return failure(
            ErrorKind::InvalidInput,
            tr("The file is damaged or cut short, so part of the picture is missing. Copy or export it again."), path);
    }
    if (format == "gif") {
        file.seek(0);
        structure->frames = qMax(1, QImageReader(&file, format).imageCount());
    }
    if (structure->frames > 1 && format != "tiff") {
        return failure(ErrorKind::InvalidInput,
                       tr("The picture has several frames. Save one frame as a still picture and open that."), path);
    }
    if (structure->forPrint) {
        return failure(ErrorKind::InvalidInput,
                       tr("The picture is in print colours (CMYK), which would not survive editing. Convert it to RGB, "
                          "for example in Krita, and save it as PNG, TIFF or JPEG."),
                       path);
    }
    return structure;
}

} // namespace

SourcePicture sourceFromImage(const QImage& image)
{
    SourcePicture source;
    source.hasAlpha = image.hasAlphaChannel();
    source.wide = isWide(image);
    const QImage::Format narrowFormat = source.hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32;
    const QImage::Format wideFormat = source.hasAlpha ? QImage::Format_RGBA64 : QImage::Format_RGBX64;
    source.image = image.convertToFormat(source.wide ? wideFormat : narrowFormat);
    source.image.setColorSpace(image.colorSpace());
    source.image = freedInWorker(std::move(source.image));
    source.space = image.colorSpace().isValid() ? image.colorSpace() : QColorSpace(QColorSpace::SRgb);
    if (isFloating(image)) {
        source.note = tr("Values beyond 16 bits for a channel were rounded.");
    }
    return source;
}

Result<SourcePicture> readSource(const QString& path, const std::atomic_bool* cancelled,
                                 const DecodeProgress& progressed)
{
    const auto structure = inspect(path);
    if (!structure) {
        return tl::unexpected(structure.error());
    }
    auto image = decodePicture(path, cancelled, progressed);
    if (!image) {
        return tl::unexpected(image.error());
    }
    // Qt's reader of 8 bit TIFF hands out premultiplied pixels, whatever the file has.
    const bool premultiplied = image->format() == QImage::Format_ARGB32_Premultiplied;
    SourcePicture source = sourceFromImage(std::exchange(*image, QImage()));
    if (source.image.isNull()) {
        return failure(ErrorKind::InvalidInput, tr("There is not enough memory for this picture."), path);
    }
    QStringList notes;
    if (!source.note.isEmpty()) {
        notes << source.note;
    }
    if (premultiplied && isSeenThrough(source.image)) {
        notes << tr("Colours of half transparent pixels were rounded in reading.");
    }
    if (structure->frames > 1) {
        notes << tr("The file has %1 pages; this is the first.").arg(structure->frames);
    }
    if (structure->hasProfile && !source.image.colorSpace().isValid()) {
        notes << tr("Its colour profile is of a kind that cannot be used; colours are taken as sRGB.");
    }
    source.note = notes.join(QLatin1Char(' '));
    return source;
}

} // namespace maquette
