// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/ImageStructure.h"

#include "app/assets/ByteReader.h"

namespace maquette {

namespace {

tl::unexpected<Error> cutShort()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("the picture is truncated"));
}

tl::unexpected<Error> broken()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("the picture is damaged"));
}

/// PNG (ISO/IEC 15948): length, name, data, checksum, until IEND.
Result<ImageStructure> readPng(const ByteReader& reader)
{
    ImageStructure structure;
    structure.known = true;
    qint64 at = 8;
    for (;;) {
        if (at + 12 > reader.size()) {
            return cutShort();
        }
        const qint64 length = reader.big<quint32>(at);
        const QByteArray name = reader.bytes(at + 4, 4);
        if (at == 8 && (name != "IHDR" || length != 13)) {
            return broken();
        }
        if (length > 0x7FFFFFFF) {
            return broken();
        }
        if (at + 12 + length > reader.size()) {
            return cutShort();
        }
        if (name == "IHDR") {
            const auto colourType = reader.big<quint8>(at + 8 + 9);
            structure.hasAlpha = colourType == 4 || colourType == 6;
        } else if (name == "tRNS") {
            structure.hasAlpha = true;
        } else if (name == "acTL") {
            structure.frames = int(qBound(quint32(1), reader.big<quint32>(at + 8), quint32(0x7FFFFFFF)));
        } else if (name == "IEND") {
            return structure;
        }
        at += 12 + length;
    }
}

/// Where the next marker after \a at is, past entropy-coded data: 0xFF followed by neither 0x00 (a stuffed byte), a
/// restart marker nor another 0xFF (a fill byte). -1 when there is none.
qint64 nextJpegMarker(const ByteReader& reader, qint64 at)
{
    constexpr qint64 kWindow = 1 << 16;
    while (at < reader.size()) {
        const QByteArray window = reader.bytes(at, kWindow);
        for (qsizetype i = window.indexOf('\xFF'); i >= 0 && i + 1 < window.size(); i = window.indexOf('\xFF', i + 1)) {
            const auto code = static_cast<unsigned char>(window[i + 1]);
            const bool inData = code == 0x00 || code == 0xFF || (code >= 0xD0 && code <= 0xD7);
            if (!inData) {
                return at + i;
            }
        }
        if (window.size() < 2) {
            return -1;
        }
        // The last byte is looked at again: it may be the first half of a marker.
        at += window.size() - 1;
        if (at + 1 >= reader.size()) {
            return -1;
        }
    }
    return -1;
}

/// JPEG (ITU-T T.81, annex B): marker segments, and scans of entropy-coded data, until EOI.
Result<ImageStructure> readJpeg(const ByteReader& reader)
{
    qint64 at = 2;
    while (at + 2 <= reader.size()) {
        if (reader.big<quint8>(at) != 0xFF) {
            return broken();
        }
        const auto code = reader.big<quint8>(at + 1);
        if (code == 0xFF) {
            ++at;
            continue;
        }
        if (code == 0xD9) {
            return ImageStructure{false, true, 1};
        }
        if (code == 0x01 || (code >= 0xD0 && code <= 0xD8)) {
            at += 2;
            continue;
        }
        const qint64 length = reader.big<quint16>(at + 2);
        if (at + 2 + length > reader.size()) {
            return cutShort();
        }
        if (length < 2) {
            return broken();
        }
        at += 2 + length;
        if (code == 0xDA) {
            at = nextJpegMarker(reader, at);
            if (at < 0) {
                return cutShort();
            }
        }
    }
    return cutShort();
}

/// WebP (RFC 9649): a RIFF file whose size is in its head; alpha is a flag of VP8X or of VP8L.
Result<ImageStructure> readWebp(const ByteReader& reader)
{
    if (qint64(reader.little<quint32>(4)) + 8 > reader.size()) {
        return cutShort();
    }
    ImageStructure structure;
    structure.known = true;
    const QByteArray first = reader.bytes(12, 4);
    if (first == "VP8X") {
        structure.hasAlpha = (reader.little<quint8>(20) & 0x10) != 0;
    } else if (first == "VP8L") {
        structure.hasAlpha = (reader.little<quint32>(21) & 0x10000000U) != 0;
    } else if (first != "VP8 ") {
        return broken();
    }
    return structure;
}

} // namespace

Result<ImageStructure> readImageStructure(QIODevice& device, const QString& mediaType)
{
    const ByteReader reader(device);
    if (mediaType == QLatin1String("image/png")) {
        return readPng(reader);
    }
    if (mediaType == QLatin1String("image/jpeg")) {
        return readJpeg(reader);
    }
    if (mediaType == QLatin1String("image/webp")) {
        return readWebp(reader);
    }
    return ImageStructure{};
}

} // namespace maquette
