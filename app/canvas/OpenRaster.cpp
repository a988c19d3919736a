// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/OpenRaster.h"

#include "app/base/Files.h"
#include "app/canvas/PictureExport.h"

#include <QColorSpace>
#include <QFile>
#include <QPainter>
#include <QTemporaryFile>
#include <QXmlStreamWriter>

#include <zip.h>

namespace maquette {

namespace {

constexpr int kThumbnailSide = 256;

QString layerPlace(qsizetype index)
{
    return QStringLiteral("data/layer%1.png").arg(index, 3, 10, QLatin1Char('0'));
}

QByteArray stackXml(QSize size, const QList<RasterLayer>& layers)
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("image"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("0.0.5"));
    xml.writeAttribute(QStringLiteral("w"), QString::number(size.width()));
    xml.writeAttribute(QStringLiteral("h"), QString::number(size.height()));
    xml.writeStartElement(QStringLiteral("stack"));
    for (qsizetype i = 0; i < layers.size(); ++i) {
        const RasterLayer& layer = layers[i];
        xml.writeStartElement(QStringLiteral("layer"));
        xml.writeAttribute(QStringLiteral("name"), layer.name);
        xml.writeAttribute(QStringLiteral("src"), layerPlace(i));
        xml.writeAttribute(QStringLiteral("x"), QString::number(layer.at.x()));
        xml.writeAttribute(QStringLiteral("y"), QString::number(layer.at.y()));
        xml.writeAttribute(QStringLiteral("opacity"), QString::number(qBound(0.0, layer.opacity, 1.0), 'f', 4));
        xml.writeAttribute(QStringLiteral("visibility"),
                           layer.visible ? QStringLiteral("visible") : QStringLiteral("hidden"));
        xml.writeAttribute(QStringLiteral("composite-op"), QStringLiteral("svg:src-over"));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return text;
}

/// All layers in one colour space: the format has no word for a layer of another.
QList<RasterLayer> inOneSpace(QList<RasterLayer> layers)
{
    const QColorSpace named = layers.last().image.colorSpace();
    const QColorSpace space = named.isValid() ? named : QColorSpace(QColorSpace::SRgb);
    for (RasterLayer& layer : layers) {
        if (layer.image.colorSpace().isValid() && layer.image.colorSpace() != space) {
            layer.image.convertToColorSpace(space);
        }
        layer.image.setColorSpace(named);
    }
    return layers;
}

QImage flattened(QSize size, const QList<RasterLayer>& layers)
{
    const QImage& lowest = layers.last().image;
    const bool wide = lowest.pixelFormat().redSize() > 8;
    QImage flat(size, wide ? QImage::Format_RGBA64_Premultiplied : QImage::Format_ARGB32_Premultiplied);
    flat.fill(Qt::transparent);
    QPainter painter(&flat);
    for (auto layer = layers.crbegin(); layer != layers.crend(); ++layer) {
        if (layer->visible) {
            painter.setOpacity(qBound(0.0, layer->opacity, 1.0));
            painter.drawImage(layer->at, layer->image);
        }
    }
    painter.end();
    flat.setColorSpace(lowest.colorSpace());
    return flat;
}

/// One file of the archive. libzip reads the bytes when the archive is closed, so they must live until then.
struct Entry
{
    QByteArray name;
    QByteArray bytes;
    bool compressed = false; ///< PNG is already; the mimetype must not be
};

Result<QList<Entry>> entriesOf(QSize size, const QList<RasterLayer>& layers, const std::atomic_bool* cancelled)
{
    QList<Entry> entries{{"mimetype", "image/openraster", false}, {"stack.xml", stackXml(size, layers), true}};
    const auto addPicture = [&](const QByteArray& name, const QImage& image) -> Result<void> {
        if (cancelled && *cancelled) {
            return failure(ErrorKind::Cancelled, QString());
        }
        auto bytes = encodeImage(image, PictureCoding::Png);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        entries.append({name, *bytes, false});
        return {};
    };
    for (qsizetype i = 0; i < layers.size(); ++i) {
        if (const auto added = addPicture(layerPlace(i).toLatin1(), layers[i].image); !added) {
            return tl::unexpected(added.error());
        }
    }
    const QImage flat = flattened(size, layers);
    if (const auto added = addPicture("mergedimage.png", flat); !added) {
        return tl::unexpected(added.error());
    }
    const double scale = qMin(1.0, double(kThumbnailSide) / qMax(size.width(), size.height()));
    const QSize small = (QSizeF(size) * scale).toSize().expandedTo({1, 1});
    QImage thumbnail = flat.convertToFormat(QImage::Format_ARGB32_Premultiplied)
                           .scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (flat.colorSpace().isValid()) {
        thumbnail.setColorSpace(flat.colorSpace());
        thumbnail.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    }
    if (const auto added = addPicture("Thumbnails/thumbnail.png", thumbnail.convertToFormat(QImage::Format_ARGB32));
        !added) {
        return tl::unexpected(added.error());
    }
    return entries;
}

Result<void> writeArchive(const QString& path, const QList<Entry>& entries)
{
    zip_error_t error;
    zip_error_init(&error);
    int code = 0;
    zip_t* archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!archive) {
        zip_error_init_with_code(&error, code);
        const QString why = QString::fromLocal8Bit(zip_error_strerror(&error));
        zip_error_fini(&error);
        return failure(ErrorKind::Storage, why, path);
    }
    bool good = true;
    for (const Entry& entry : entries) {
        zip_source_t* source = zip_source_buffer(archive, entry.bytes.constData(), zip_uint64_t(entry.bytes.size()), 0);
        const zip_int64_t at = source ? zip_file_add(archive, entry.name.constData(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (at < 0) {
            zip_source_free(source);
            good = false;
            break;
        }
        good = good && zip_set_file_compression(archive, zip_uint64_t(at),
                                                entry.compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0;
    }
    if (!good || zip_close(archive) != 0) {
        const QString why = QString::fromLocal8Bit(zip_strerror(archive));
        zip_discard(archive);
        return failure(ErrorKind::Storage, why, path);
    }
    return {};
}

} // namespace

QImage maskAsLayer(const QImage& grey)
{
    const QImage mask = grey.convertToFormat(QImage::Format_Grayscale8);
    QImage layer(mask.size(), QImage::Format_ARGB32);
    for (int y = 0; y < mask.height(); ++y) {
        const uchar* from = mask.constScanLine(y);
        auto* to = reinterpret_cast<QRgb*>(layer.scanLine(y));
        for (int x = 0; x < mask.width(); ++x) {
            to[x] = qRgba(255, 255, 255, from[x]);
        }
    }
    return layer;
}

Result<void> writeOpenRaster(const QString& path, QSize size, const QList<RasterLayer>& layers,
                             const std::atomic_bool* cancelled)
{
    if (layers.isEmpty() || size.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("a layered file needs a layer and a size"), path);
    }
    const auto entries = entriesOf(size, inOneSpace(layers), cancelled);
    if (!entries) {
        return tl::unexpected(entries.error());
    }
    // In the same folder, so that the move at the end is one step.
    QTemporaryFile half(path + QStringLiteral(".XXXXXX"));
    if (!half.open()) {
        return failure(ErrorKind::Storage, half.errorString(), path);
    }
    half.close();
    if (auto written = writeArchive(half.fileName(), *entries); !written) {
        return written;
    }
    half.setAutoRemove(false);
    const ExportedFileRights rights(path);
    if (auto moved = moveFileDurably(half.fileName(), path); !moved) {
        QFile::remove(half.fileName());
        return moved;
    }
    rights.apply();
    return {};
}

} // namespace maquette
