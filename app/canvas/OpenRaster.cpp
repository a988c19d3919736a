// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/OpenRaster.h"

#include "app/base/ExportedFile.h"
#include "app/base/Files.h"
#include "app/canvas/PictureExport.h"

#include <QFile>
#include <QPainter>
#include <QTemporaryFile>
#include <QXmlStreamWriter>

#include <zip.h>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kThumbnailSide = 256;

QByteArray layerPlace(qsizetype index)
{
    return QStringLiteral("data/layer%1.png").arg(index, 3, 10, QLatin1Char('0')).toLatin1();
}

QImage thumbnailOf(const QImage& flat)
{
    const QSize size = flat.size();
    const double scale = qMin(1.0, double(kThumbnailSide) / qMax(size.width(), size.height()));
    const QSize small = (QSizeF(size) * scale).toSize().expandedTo({1, 1});
    QImage thumbnail = flat.scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                           .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (flat.colorSpace().isValid()) {
        thumbnail.setColorSpace(flat.colorSpace());
        thumbnail.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    }
    return thumbnail.convertToFormat(QImage::Format_ARGB32);
}

/// A zip archive being put together. libzip reads what was added when the archive is closed.
class Archive
{
public:
    Archive(const QString& path, const std::atomic_bool* cancelled)
        : m_path(path)
        , m_cancelled(cancelled)
    {
        int code = 0;
        m_zip = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
        if (m_zip == nullptr) {
            zip_error_t error;
            zip_error_init_with_code(&error, code);
            m_problem = QString::fromLocal8Bit(zip_error_strerror(&error));
            zip_error_fini(&error);
            return;
        }
        const auto stop = [](zip_t*, void* self) { return static_cast<Archive*>(self)->isCancelled() ? 1 : 0; };
        zip_register_cancel_callback_with_state(m_zip, stop, nullptr, this);
    }
    ~Archive()
    {
        if (m_zip != nullptr) {
            zip_discard(m_zip);
        }
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    /// \a bytes must live until close().
    void addBytes(const char* name, const QByteArray& bytes, bool compressed)
    {
        if (m_zip != nullptr) {
            add(name, zip_source_buffer(m_zip, bytes.constData(), zip_uint64_t(bytes.size()), 0), compressed);
        }
    }
    void addFile(const char* name, const QString& file)
    {
        if (m_zip != nullptr) {
            add(name, zip_source_file(m_zip, QFile::encodeName(file).constData(), 0, 0), false);
        }
    }
    Result<void> close()
    {
        if (m_zip != nullptr && m_problem.isEmpty() && zip_close(m_zip) == 0) {
            m_zip = nullptr;
            return {};
        }
        if (isCancelled()) {
            return failure(ErrorKind::Cancelled, QString());
        }
        return failure(ErrorKind::Storage, m_problem.isEmpty() ? problem() : m_problem, m_path);
    }

private:
    void add(const char* name, zip_source_t* source, bool compressed)
    {
        const zip_int64_t at = source != nullptr ? zip_file_add(m_zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
        if (at < 0) {
            m_problem = problem();
            zip_source_free(source);
        } else if (zip_set_file_compression(m_zip, zip_uint64_t(at), compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) !=
                   0) {
            m_problem = problem();
        }
    }
    [[nodiscard]] bool isCancelled() const { return m_cancelled != nullptr && *m_cancelled; }
    [[nodiscard]] QString problem() const { return QString::fromLocal8Bit(zip_strerror(m_zip)); }

    QString m_path;
    const std::atomic_bool* m_cancelled;
    zip_t* m_zip = nullptr;
    QString m_problem;
};

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

OpenRasterWriter::OpenRasterWriter(QString path, const std::atomic_bool* cancelled)
    : m_path(std::move(path))
    , m_cancelled(cancelled)
    , m_folder(m_path + QStringLiteral(".XXXXXX")) // where there has to be room for the file, too
{
}

OpenRasterWriter::~OpenRasterWriter() = default;

Result<QString> OpenRasterWriter::encode(const QImage& image)
{
    if (isCancelled()) {
        return failure(ErrorKind::Cancelled, QString());
    }
    QTemporaryFile file(m_folder.filePath(QStringLiteral("XXXXXX")));
    file.setAutoRemove(false); // the folder goes as a whole
    if (!m_folder.isValid() || !file.open()) {
        return failure(ErrorKind::Storage, m_folder.isValid() ? file.errorString() : m_folder.errorString(), m_path);
    }
    if (const auto written = encodeImageTo(file, image, PictureCoding::Png); !written) {
        return tl::unexpected(written.error());
    }
    if (!file.flush()) {
        return failure(ErrorKind::Storage, file.errorString(), m_path);
    }
    return file.fileName();
}

Result<void> OpenRasterWriter::add(const RasterLayer& layer)
{
    QImage image = layer.image;
    if (m_entries.isEmpty()) {
        // Named in any case: Krita asks about each layer of 16 bits that does not say.
        m_space = image.colorSpace().isValid() ? image.colorSpace() : QColorSpace(QColorSpace::SRgb);
        m_wide = image.pixelFormat().redSize() > 8;
    }
    // The format has no word for a layer of another colour space.
    if (!image.colorSpace().isValid()) {
        image.setColorSpace(QColorSpace(QColorSpace::SRgb));
    }
    if (image.colorSpace() != m_space) {
        image.convertToColorSpace(m_space);
    }
    const auto file = encode(image);
    if (!file) {
        return tl::unexpected(file.error());
    }
    m_entries.append({layer.name, *file, layer.at, layer.opacity, layer.visible, layer.height});
    m_extent |= QRect(layer.at, image.size());
    if (layer.visible) {
        flatten(layer, image);
    }
    return {};
}

void OpenRasterWriter::flatten(const RasterLayer& layer, const QImage& image)
{
    const QRect area(layer.at, image.size());
    const QRect all = m_flat.isNull() ? area : QRect(m_flatAt, m_flat.size()) | area;
    if (m_flat.isNull()) {
        m_flat = QImage(all.size(), m_wide ? QImage::Format_RGBA64_Premultiplied : QImage::Format_ARGB32_Premultiplied);
        m_flat.fill(Qt::transparent);
    } else if (all.size() != m_flat.size()) {
        m_flat = m_flat.copy(all.translated(-m_flatAt)); // transparent around what there was
    }
    m_flatAt = all.topLeft();
    QPainter painter(&m_flat);
    painter.setOpacity(qBound(0.0, layer.opacity, 1.0));
    painter.drawImage(layer.at - m_flatAt, image);
}

QByteArray OpenRasterWriter::stackXml(QRect canvas) const
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("image"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("0.0.5"));
    xml.writeAttribute(QStringLiteral("w"), QString::number(canvas.width()));
    xml.writeAttribute(QStringLiteral("h"), QString::number(canvas.height()));
    xml.writeStartElement(QStringLiteral("stack"));
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const Entry& layer = m_entries[i];
        const QPoint at = layer.at - canvas.topLeft();
        xml.writeStartElement(QStringLiteral("layer"));
        xml.writeAttribute(QStringLiteral("name"), layer.name);
        xml.writeAttribute(QStringLiteral("src"), QString::fromLatin1(layerPlace(i)));
        xml.writeAttribute(QStringLiteral("x"), QString::number(at.x()));
        xml.writeAttribute(QStringLiteral("y"), QString::number(at.y()));
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

Result<void> OpenRasterWriter::writeArchive(const QString& path, QRect canvas)
{
    const QRect part = canvas.translated(-m_flatAt);
    QImage flat = part == m_flat.rect() ? m_flat : m_flat.copy(part);
    m_flat = {};
    if (flat.isNull()) { // nothing is visible
        flat = QImage(canvas.size(), QImage::Format_ARGB32_Premultiplied);
        flat.fill(Qt::transparent);
    }
    flat.setColorSpace(m_space);
    const auto merged = encode(flat);
    const auto thumbnail = merged ? encode(thumbnailOf(flat)) : merged;
    if (!thumbnail) {
        return tl::unexpected(thumbnail.error());
    }
    const QByteArray type("image/openraster");
    const QByteArray stack = stackXml(canvas);
    Archive archive(path, m_cancelled);
    archive.addBytes("mimetype", type, false);
    archive.addBytes("stack.xml", stack, true);
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        archive.addFile(layerPlace(i).constData(), m_entries[i].file);
    }
    archive.addFile("mergedimage.png", *merged);
    archive.addFile("Thumbnails/thumbnail.png", *thumbnail);
    return archive.close();
}

Result<void> OpenRasterWriter::finish(QRect canvas)
{
    if (m_entries.isEmpty() || canvas.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("a layered file needs a layer and a size"), m_path);
    }
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry& a, const Entry& b) { return a.height > b.height; });
    // In the same folder, so that the move at the end is one step.
    QTemporaryFile half(m_path + QStringLiteral(".XXXXXX"));
    if (!half.open()) {
        return failure(ErrorKind::Storage, half.errorString(), m_path);
    }
    half.close();
    if (auto written = writeArchive(half.fileName(), canvas); !written) {
        return written;
    }
    half.setAutoRemove(false);
    const ExportedFileRights rights(m_path);
    if (auto moved = moveFileDurably(half.fileName(), m_path); !moved) {
        QFile::remove(half.fileName());
        return moved;
    }
    rights.apply();
    return {};
}

} // namespace maquette
