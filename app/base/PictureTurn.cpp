// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/PictureTurn.h"

#include <QFile>
#include <QImageReader>
#include <QTransform>

#include <exiv2/exiv2.hpp>
#include <mutex>

namespace maquette {

void prepareExif()
{
    static std::once_flag once;
    std::call_once(once, [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize();
    });
}

int storedOrientation(const QString& path)
{
    prepareExif();
    try {
        const auto image = Exiv2::ImageFactory::open(QFile::encodeName(path).toStdString());
        image->readMetadata();
        const Exiv2::ExifData& exif = image->exifData();
        const auto found = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
        if (found == exif.end() || found->count() == 0) {
            return 1;
        }
        const auto value = found->toLong();
        return value >= 1 && value <= 8 ? int(value) : 1;
    } catch (const std::exception&) {
        return 1; // broken notes do not make the pixels unusable
    }
}

int orientationLeft(const QImageReader& reader, const QString& path)
{
    const QByteArray format = reader.format();
    const bool looks = format != "png" && format != "webp";
    return looks || reader.transformation() != QImageIOHandler::TransformationNone ? 1 : storedOrientation(path);
}

QImage upright(const QImage& image, int orientation)
{
    switch (orientation) {
    case 2:
        return image.mirrored(true, false);
    case 3:
        return image.mirrored(true, true);
    case 4:
        return image.mirrored(false, true);
    case 5:
        return image.mirrored(true, false).transformed(QTransform().rotate(270));
    case 6:
        return image.transformed(QTransform().rotate(90));
    case 7:
        return image.mirrored(true, false).transformed(QTransform().rotate(90));
    case 8:
        return image.transformed(QTransform().rotate(270));
    default:
        return image;
    }
}

} // namespace maquette
