// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshImages.h"

#include "app/assets/MediaProbe.h"
#include "app/base/ImageStructure.h"
#include "app/mesh/GltfWords.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <mutex>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

QByteArray readerFormat(const QString& mediaType)
{
    for (const char* known : {"png", "jpeg", "webp"}) {
        if (mediaType == QLatin1String("image/") + QLatin1String(known)) {
            return known;
        }
    }
    return {};
}

} // namespace

MeshImageDecoder::MeshImageDecoder(QList<MeshImage>& images, std::vector<QByteArray> encoded,
                                   const MeshReadOptions& options)
    : m_images(images.data())
    , m_encoded(std::move(encoded))
    , m_limits(options.limits)
    , m_cancelled(options.cancelled)
{
    static std::once_flag once;
    // The limit is the whole program's; what a mesh may ask for is checked against the header below.
    std::call_once(once, [] { QImageReader::setAllocationLimit(std::max(QImageReader::allocationLimit(), 2048)); });
    const size_t helpers = std::min<size_t>(m_encoded.size(), std::max(1U, std::thread::hardware_concurrency() - 1));
    for (size_t i = 0; i < helpers; ++i) {
        m_threads.emplace_back([this] { work(); });
    }
}

MeshImageDecoder::~MeshImageDecoder()
{
    m_next = m_encoded.size();
    for (std::thread& thread : m_threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

void MeshImageDecoder::finish()
{
    work();
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    m_threads.clear();
}

void MeshImageDecoder::work()
{
    for (size_t at = m_next++; at < m_encoded.size(); at = m_next++) {
        if (m_cancelled != nullptr && *m_cancelled) {
            return;
        }
        if (m_images[at].problem.isEmpty()) {
            decode(m_images[at], m_encoded[at]);
        }
    }
}

void MeshImageDecoder::decode(MeshImage& image, const QByteArray& bytes)
{
    image.bytes = bytes.size();
    image.mediaType = sniffMediaType(bytes.left(64));
    const QByteArray format = readerFormat(image.mediaType);
    if (format.isEmpty()) {
        image.problem = tr("It is no PNG, JPEG or WebP picture.");
        return;
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    if (const auto whole = readImageStructure(buffer, image.mediaType); !whole) {
        image.problem = tr("The picture is damaged or cut short.");
        return;
    }
    buffer.seek(0);
    QImageReader reader(&buffer, format);
    const QSize size = reader.size();
    if (!size.isValid()) {
        image.problem = tr("The picture is damaged or cut short.");
        return;
    }
    const qint64 pixels = qint64(size.width()) * size.height();
    if (size.width() > m_limits.imageSide || size.height() > m_limits.imageSide ||
        m_pixels.fetch_add(pixels) + pixels > m_limits.imagePixels) {
        image.problem = tr("At %1 x %2 pixels it is larger than is read here.").arg(size.width()).arg(size.height());
        return;
    }
    image.image = reader.read();
    if (image.image.isNull()) {
        image.problem = tr("The picture cannot be decoded.");
    }
}

} // namespace maquette
