// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/ImageStructure.h"

#include "app/base/ByteReader.h"

#include <QSet>

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
        } else if (name == "iCCP") {
            structure.hasProfile = true;
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
    ImageStructure structure;
    structure.known = true;
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
            return structure;
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
        const bool isFrame = code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
        if (isFrame) {
            structure.forPrint = reader.big<quint8>(at + 9) == 4;
        } else if (code == 0xE2 && reader.bytes(at + 4, 12) == QByteArray("ICC_PROFILE", 12)) {
            structure.hasProfile = true;
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

/// WebP (RFC 9649): a RIFF file whose size is in its head; alpha is a flag of VP8X or of VP8L, frames are chunks.
Result<ImageStructure> readWebp(const ByteReader& reader)
{
    const qint64 end = qint64(reader.little<quint32>(4)) + 8;
    if (end > reader.size()) {
        return cutShort();
    }
    ImageStructure structure;
    structure.known = true;
    const QByteArray first = reader.bytes(12, 4);
    if (first == "VP8X") {
        const auto flags = reader.little<quint8>(20);
        structure.hasAlpha = (flags & 0x10) != 0;
        structure.hasProfile = (flags & 0x20) != 0;
        int frames = 0;
        for (qint64 at = 12; at + 8 <= end;) {
            frames += reader.bytes(at, 4) == "ANMF" ? 1 : 0;
            const qint64 length = reader.little<quint32>(at + 4);
            at += 8 + length + (length & 1);
        }
        structure.frames = qMax(1, frames);
    } else if (first == "VP8L") {
        structure.hasAlpha = (reader.little<quint32>(21) & 0x10000000U) != 0;
    } else if (first != "VP8 ") {
        return broken();
    }
    return structure;
}

/// Numbers of a TIFF, in the byte order its head names.
class TiffNumbers
{
public:
    TiffNumbers(const ByteReader& reader, bool little)
        : m_reader(reader)
        , m_little(little)
    {
    }
    [[nodiscard]] qint64 two(qint64 at) const
    {
        return m_little ? m_reader.little<quint16>(at) : m_reader.big<quint16>(at);
    }
    [[nodiscard]] qint64 four(qint64 at) const
    {
        return m_little ? m_reader.little<quint32>(at) : m_reader.big<quint32>(at);
    }
    /// Value  index of the entry at  at; types 3 and 4 (16 and 32 bits) only, else 0.
    [[nodiscard]] qint64 value(qint64 at, qint64 index) const
    {
        const qint64 width = two(at + 2) == 3 ? 2 : two(at + 2) == 4 ? 4 : 0;
        const qint64 start = four(at + 4) * width <= 4 ? at + 8 : four(at + 8);
        return width == 2 ? two(start + index * 2) : width == 4 ? four(start + index * 4) : 0;
    }

private:
    const ByteReader& m_reader;
    bool m_little;
};

/// One directory of a TIFF; false when what it names lies past the end of the file.
bool readTiffDirectory(const TiffNumbers& numbers, qint64 at, qint64 size, ImageStructure& structure)
{
    qint64 offsets = 0;
    qint64 counts = 0;
    const qint64 entries = numbers.two(at);
    for (qint64 i = 0; i < entries; ++i) {
        const qint64 entry = at + 2 + i * 12;
        switch (numbers.two(entry)) {
        case 262: // PhotometricInterpretation, 5: separated
            structure.forPrint = structure.forPrint || numbers.value(entry, 0) == 5;
            break;
        case 273: // StripOffsets
        case 324: // TileOffsets
            offsets = entry;
            break;
        case 279: // StripByteCounts
        case 325: // TileByteCounts
            counts = entry;
            break;
        case 34675:
            structure.hasProfile = true;
            break;
        default:
            break;
        }
    }
    if (offsets == 0 || counts == 0) {
        return true;
    }
    const qint64 parts = qMin(numbers.four(offsets + 4), numbers.four(counts + 4));
    if (parts > size) {
        return false;
    }
    for (qint64 i = 0; i < parts; ++i) {
        if (numbers.value(offsets, i) + numbers.value(counts, i) > size) {
            return false;
        }
    }
    return true;
}

/// TIFF 6.0: a chain of directories, one for each page, which name where the pixels lie. BigTIFF is left to the
/// decoder.
Result<ImageStructure> readTiff(const ByteReader& reader)
{
    const bool little = reader.bytes(0, 2) == "II";
    const TiffNumbers numbers(reader, little);
    ImageStructure structure;
    if (numbers.two(2) != 42) {
        return structure;
    }
    QSet<qint64> seen;
    for (qint64 at = numbers.four(4); at != 0;) {
        if (seen.contains(at)) {
            return broken();
        }
        seen.insert(at);
        const qint64 end = at + 2 + numbers.two(at) * 12 + 4;
        if (end > reader.size() || !readTiffDirectory(numbers, at, reader.size(), structure)) {
            return cutShort();
        }
        at = numbers.four(end - 4);
    }
    structure.frames = qMax(1, int(seen.size()));
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
    if (mediaType == QLatin1String("image/tiff")) {
        return readTiff(reader);
    }
    return ImageStructure{};
}

} // namespace maquette
