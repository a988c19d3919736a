// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/ImageCoding.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QFileDevice>
#include <QImageWriter>
#include <QPainter>

namespace maquette {

namespace {

/// Qt's own scale, on which 0 compresses most: zlib level 2, a third of the time of the default for a tenth more bytes.
constexpr int kPngQuick = 80;

QString tr(const char* text)
{
    return QCoreApplication::translate("ImageCoding", text);
}

const char* writerName(PictureCoding coding)
{
    switch (coding) {
    case PictureCoding::Png:
        return "png";
    case PictureCoding::Jpeg:
        return "jpeg";
    case PictureCoding::WebpLossless:
    case PictureCoding::Webp:
        return "webp";
    case PictureCoding::Tiff:
        return "tiff";
    }
    Q_UNREACHABLE();
}

bool isWide(const QImage& image)
{
    return image.pixelFormat().redSize() > 8;
}

QImage narrowed(const QImage& image)
{
    return image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
}

/// The pixels as the coding can hold them.
QImage prepared(const QImage& image, PictureCoding coding)
{
    QImage plain = withoutTexts(image);
    if (coding == PictureCoding::Jpeg && plain.hasAlphaChannel()) {
        plain = onWhite(plain);
    }
    const bool narrowOnly = coding != PictureCoding::Png && coding != PictureCoding::Tiff;
    return narrowOnly && isWide(plain) ? narrowed(plain) : plain;
}

} // namespace

int longestSide(PictureCoding coding)
{
    switch (coding) {
    case PictureCoding::Jpeg:
        return 65'500; // libjpeg's JPEG_MAX_DIMENSION
    case PictureCoding::WebpLossless:
    case PictureCoding::Webp:
        return 16'383; // RFC 9649: 14 bits
    default:
        return 1'000'000; // libpng's own limit
    }
}

QImage withoutTexts(const QImage& image)
{
    if (image.textKeys().isEmpty() || image.isNull()) {
        return image;
    }
    QImage* kept = new QImage(image);
    QImage plain(
        kept->constBits(), kept->width(), kept->height(), kept->bytesPerLine(), kept->format(),
        [](void* held) { delete static_cast<QImage*>(held); }, kept);
    plain.setColorTable(kept->colorTable());
    plain.setColorSpace(kept->colorSpace());
    plain.setDotsPerMeterX(kept->dotsPerMeterX());
    plain.setDotsPerMeterY(kept->dotsPerMeterY());
    return plain;
}

QImage onWhite(const QImage& image)
{
    if (!image.hasAlphaChannel()) {
        return image;
    }
    QImage flat(image.size(), isWide(image) ? QImage::Format_RGBX64 : QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);
    flat.setColorSpace(image.colorSpace());
    flat.setDotsPerMeterX(image.dotsPerMeterX());
    flat.setDotsPerMeterY(image.dotsPerMeterY());
    return flat;
}

Result<QByteArray> encodeImage(const QImage& image, PictureCoding coding, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const auto written = encodeImageTo(buffer, image, coding, quality);
    return written ? Result<QByteArray>(bytes) : tl::unexpected(written.error());
}

Result<void> encodeImageTo(QIODevice& to, const QImage& image, PictureCoding coding, int quality)
{
    const int limit = longestSide(coding);
    if (qMax(image.width(), image.height()) > limit) {
        return failure(ErrorKind::InvalidInput, tr("%1 holds at most %2 pixels to a side. Choose another format.")
                                                    .arg(QString::fromLatin1(writerName(coding)).toUpper())
                                                    .arg(limit));
    }
    QImageWriter writer(&to, writerName(coding));
    switch (coding) {
    case PictureCoding::Png:
        writer.setQuality(kPngQuick);
        break;
    case PictureCoding::WebpLossless:
        writer.setQuality(100);
        break;
    case PictureCoding::Webp:
        writer.setQuality(qBound(0, quality, 99)); // 100 would be lossless
        break;
    case PictureCoding::Jpeg:
        writer.setQuality(qBound(0, quality, 100));
        writer.setOptimizedWrite(true);
        break;
    case PictureCoding::Tiff:
        writer.setCompression(1); // LZW
        break;
    }
    if (!writer.write(prepared(image, coding))) {
        const auto* const file = qobject_cast<QFileDevice*>(&to);
        return file != nullptr && file->error() != QFileDevice::NoError
                   ? failure(ErrorKind::Storage, file->errorString(), file->fileName())
                   : failure(ErrorKind::Internal, writer.errorString());
    }
    return {};
}

} // namespace maquette
