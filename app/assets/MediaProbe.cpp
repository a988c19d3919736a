// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/MediaProbe.h"

#include "app/assets/AudioProbe.h"
#include "app/base/ByteReader.h"
#include "app/base/Files.h"
#include "app/base/ImageStructure.h"
#include "app/base/PictureTurn.h"

#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <mutex>

namespace maquette {

namespace {

constexpr qint64 kHeadBytes = 4096;
constexpr qint64 kMaxPixels = qint64(512) * 1024 * 1024;
constexpr int kAllocationMegabytes = 4 * 512;
constexpr qint64 kMaxGltfJson = qint64(256) * 1024 * 1024;

MediaKind kindOf(const QString& mediaType)
{
    if (mediaType.startsWith(QLatin1String("image/"))) {
        return MediaKind::Image;
    }
    if (mediaType.startsWith(QLatin1String("audio/"))) {
        return MediaKind::Audio;
    }
    return mediaType.startsWith(QLatin1String("model/")) ? MediaKind::Mesh : MediaKind::Unknown;
}

/// Qt's name for a type: "png", "jpeg", "tiff" ...
QByteArray readerFormat(const QString& mediaType)
{
    return mediaType.mid(int(qstrlen("image/"))).toLatin1();
}

/// Qt's own bound is 256 MB for the whole program, which a large upscale exceeds.
void raiseAllocationLimit()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (QImageReader::allocationLimit() < kAllocationMegabytes) {
            QImageReader::setAllocationLimit(kAllocationMegabytes);
        }
    });
}

/// What only pixels tell, at 8 bits for a channel, as a service reads them. Most pictures answer with their first
/// lines.
void readPixels(const QImage& picture, MediaInfo& info)
{
    constexpr int kLines = 64;
    info.allOpaque = true;
    info.allBlack = true;
    bool mayBeClear = picture.hasAlphaChannel();
    for (int top = 0; top < picture.height() && (info.allBlack || mayBeClear); top += kLines) {
        const QImage lines = picture.copy(0, top, picture.width(), std::min(kLines, picture.height() - top))
                                 .convertToFormat(QImage::Format_ARGB32);
        for (int y = 0; y < lines.height(); ++y) {
            const auto* line = reinterpret_cast<const QRgb*>(lines.constScanLine(y));
            QRgb any = 0;
            QRgb all = ~QRgb(0);
            for (int x = 0; x < lines.width(); ++x) {
                any |= line[x];
                all &= line[x];
            }
            info.allBlack = info.allBlack && (any & RGB_MASK) == 0;
            info.allOpaque = info.allOpaque && qAlpha(all) == 255;
        }
        mayBeClear = mayBeClear && info.allOpaque;
    }
}

Result<void> probeImage(QFile& file, MediaInfo& info, bool decodeFully)
{
    const auto structure = readImageStructure(file, info.mediaType);
    if (!structure) {
        return tl::unexpected(structure.error());
    }
    raiseAllocationLimit();
    file.seek(0);
    QImageReader reader(&file, readerFormat(info.mediaType));
    reader.setAutoTransform(true);
    static const QList<QByteArray> readable = QImageReader::supportedImageFormats();
    if (!readable.contains(readerFormat(info.mediaType))) {
        return failure(ErrorKind::InvalidInput,
                       QStringLiteral("pictures of type %1 cannot be read").arg(info.mediaType));
    }
    QSize size = reader.size();
    if (!size.isValid() || size.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the picture is damaged: %1").arg(reader.errorString()));
    }
    if (qint64(size.width()) * size.height() > kMaxPixels) {
        return failure(ErrorKind::InvalidInput,
                       QStringLiteral("%1 x %2 pixels are more than can be read").arg(size.width()).arg(size.height()));
    }
    if (reader.transformation().testFlag(QImageIOHandler::TransformationRotate90) ||
        isLyingOnSide(orientationLeft(reader, file.fileName()))) {
        size.transpose();
    }
    info.width = size.width();
    info.height = size.height();
    info.frames = qMax(structure->frames, reader.supportsAnimation() ? reader.imageCount() : 1);
    info.forPrint = structure->forPrint;
    // Known from the container, so that it is the same with and without decoding.
    info.hasAlpha = structure->known
                        ? structure->hasAlpha
                        : QImage::toPixelFormat(reader.imageFormat()).alphaUsage() == QPixelFormat::UsesAlpha;
    if (!decodeFully) {
        return {};
    }
    QImage picture;
    if (!reader.read(&picture) || picture.isNull()) {
        if (info.forPrint) {
            return failure(ErrorKind::InvalidInput,
                           QStringLiteral("pictures of this type in print colours (CMYK) cannot be read"));
        }
        return failure(ErrorKind::InvalidInput, QStringLiteral("the picture is damaged: %1").arg(reader.errorString()));
    }
    readPixels(picture, info);
    return {};
}

/// A GLB names its own length after magic and version (glTF 2.0, 4.4.2).
Result<void> checkGlb(QFile& file)
{
    const ByteReader reader(file);
    const qint64 promised = reader.little<quint32>(8);
    if (reader.little<quint32>(4) != 2 || promised < 20) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a mesh of glTF version 2"));
    }
    if (promised > reader.size()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the mesh is truncated"));
    }
    return {};
}

Result<void> checkGltfJson(QFile& file)
{
    file.seek(0);
    const QByteArray text = file.read(kMaxGltfJson);
    const auto document = QJsonDocument::fromJson(text);
    if (!document.object().value(QLatin1String("asset")).toObject().contains(QLatin1String("version"))) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the mesh is damaged"));
    }
    return {};
}

Result<void> probeContent(QFile& file, MediaInfo& info, bool decodeFully)
{
    switch (info.kind) {
    case MediaKind::Image:
        return probeImage(file, info, decodeFully);
    case MediaKind::Audio: {
        const auto seconds = audioSeconds(file, info.mediaType);
        if (!seconds) {
            return tl::unexpected(seconds.error());
        }
        info.seconds = *seconds;
        return {};
    }
    case MediaKind::Mesh:
        return info.mediaType == QLatin1String("model/gltf-binary") ? checkGlb(file) : checkGltfJson(file);
    case MediaKind::Unknown:
        break;
    }
    return failure(ErrorKind::InvalidInput, QStringLiteral("not a picture, a sound or a mesh of a known type"));
}

} // namespace

Result<MediaInfo> probeMedia(const QString& path, bool decodeFully)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    const QByteArray head = file.read(kHeadBytes);
    if (file.error() != QFileDevice::NoError) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    if (head.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the file is empty"), path);
    }
    MediaInfo info;
    info.bytes = file.size();
    info.mediaType = sniffMediaType(head);
    info.kind = kindOf(info.mediaType);
    if (auto probed = probeContent(file, info, decodeFully); !probed) {
        probed.error().place = path;
        return tl::unexpected(probed.error());
    }
    return info;
}

} // namespace maquette
