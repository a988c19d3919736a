// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ImageFiles.h"

#include <QBuffer>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>

#include <cmath>

namespace maquette::sandbox {

Result<QImage> readPicture(const QString& path)
{
    constexpr double kMostPixels = 32.0 * 1024 * 1024;
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    const double pixels = double(size.width()) * size.height();
    if (pixels > kMostPixels) {
        reader.setScaledSize((QSizeF(size) * std::sqrt(kMostPixels / pixels)).toSize().expandedTo(QSize(1, 1)));
    }
    QImage picture = reader.read();
    if (picture.isNull()) {
        return failure(ErrorKind::InvalidInput, reader.errorString(), path);
    }
    return picture;
}

namespace {

QImage onWhite(const QImage& picture)
{
    if (!picture.hasAlphaChannel()) {
        return picture;
    }
    QImage flat(picture.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter painter(&flat);
    painter.drawImage(0, 0, picture);
    return flat;
}

} // namespace

Result<WorkResult> encodePicture(const QImage& picture, const QString& format)
{
    WorkResult result;
    QBuffer buffer(&result.bytes);
    buffer.open(QIODevice::WriteOnly);
    const bool jpeg = format == QLatin1String("jpeg");
    const bool webp = format == QLatin1String("webp");
    QImageWriter writer(&buffer, jpeg ? "jpeg" : webp ? "webp" : "png");
    result.mediaType = jpeg ? "image/jpeg" : webp ? "image/webp" : "image/png";
    // PNG's scale is Qt's own: 0 compresses most and slowest; 80 is zlib level 2, a third of the time for a tenth more
    // bytes.
    writer.setQuality(jpeg ? 93 : webp ? 92 : 80);
    if (!writer.write(jpeg ? onWhite(picture) : picture)) {
        return failure(ErrorKind::Internal, writer.errorString());
    }
    return result;
}

QImage blurredBeyondRecognition(const QImage& picture)
{
    const QImage tiny = picture.scaled(QSize(12, 12), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return tiny.scaled(QSize(48, 48), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

Result<WorkResult> finishPicture(const QImage& picture, const WorkOrder& order)
{
    if (picture.isNull()) {
        return failure(ErrorKind::Internal, QStringLiteral("no picture was made"));
    }
    return encodePicture(order.filtered ? blurredBeyondRecognition(picture) : picture,
                         order.text(QStringLiteral("output_format")));
}

} // namespace maquette::sandbox
