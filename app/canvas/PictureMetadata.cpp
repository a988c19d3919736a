// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/PictureMetadata.h"

#include "app/base/PictureTurn.h"

#include <exiv2/exiv2.hpp>

namespace maquette {

namespace {

void describe(Exiv2::Image& image, const PictureTexts& texts)
{
    const std::string program = "Maquette " MAQUETTE_VERSION;
    const std::string prompt = texts.prompt.toStdString();
    image.exifData()["Exif.Image.Software"] = program;
    image.xmpData()["Xmp.xmp.CreatorTool"] = program;
    if (!prompt.empty()) {
        image.exifData()["Exif.Image.ImageDescription"] = prompt;
        image.xmpData()["Xmp.dc.description"] = "lang=x-default " + prompt;
    }
    if (!texts.settings.isEmpty()) {
        const std::string settings = texts.settings.toStdString();
        image.exifData()["Exif.Photo.UserComment"] = "charset=Unicode " + settings;
        image.xmpData()["Xmp.exif.UserComment"] = "lang=x-default " + settings;
    }
}

} // namespace

Result<QByteArray> withPictureTexts(const QByteArray& bytes, const PictureTexts& texts)
{
    prepareExif();
    try {
        const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.constData()),
                                                     static_cast<long>(bytes.size()));
        image->readMetadata();
        describe(*image, texts);
        image->writeMetadata();
        Exiv2::BasicIo& io = image->io();
        io.seek(0, Exiv2::BasicIo::beg);
        const Exiv2::DataBuf all = io.read(static_cast<long>(io.size()));
        return QByteArray(reinterpret_cast<const char*>(all.pData_), qsizetype(all.size_));
    } catch (const std::exception& problem) {
        return failure(ErrorKind::Internal, QString::fromLocal8Bit(problem.what()));
    }
}

} // namespace maquette
