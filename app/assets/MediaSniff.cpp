// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/MediaProbe.h"

#include <QHash>

namespace maquette {

namespace {

bool has(const QByteArray& head, qsizetype at, const QByteArray& magic)
{
    return head.size() >= at + magic.size() && head.mid(at, magic.size()) == magic;
}

/// Containers of the ISO base media family name their brand after "ftyp".
QString sniffIsoMedia(const QByteArray& head)
{
    const QByteArray brand = head.mid(8, 4);
    if (brand == "avif" || brand == "avis") {
        return QStringLiteral("image/avif");
    }
    if (brand == "heic" || brand == "heix" || brand == "mif1" || brand == "msf1") {
        return QStringLiteral("image/heic");
    }
    return brand.startsWith("M4A") ? QStringLiteral("audio/mp4") : QString();
}

/// The eleven sync bits of an MPEG audio frame, then a layer, bit rate and sample rate that exist (ISO
/// 11172-3, 2.4.2.3).
bool isMpegAudioFrame(const QByteArray& head)
{
    if (head.size() < 4) {
        return false;
    }
    const auto byte = [&head](qsizetype at) { return static_cast<unsigned char>(head[at]); };
    const bool sync = byte(0) == 0xFF && (byte(1) & 0xE0) == 0xE0;
    const bool version = (byte(1) & 0x18) != 0x08;
    const bool layer3 = (byte(1) & 0x06) == 0x02;
    const bool rates = (byte(2) & 0xF0) != 0xF0 && (byte(2) & 0xF0) != 0 && (byte(2) & 0x0C) != 0x0C;
    return sync && version && layer3 && rates;
}

/// A JSON object that looks like glTF; a whole look needs the parser.
bool looksLikeGltf(const QByteArray& head)
{
    const QByteArray text = head.trimmed();
    if (!text.startsWith('{')) {
        return false;
    }
    for (const char* member : {"\"asset\"", "\"scene\"", "\"scenes\"", "\"accessors\"", "\"bufferViews\""}) {
        if (text.contains(member)) {
            return true;
        }
    }
    return false;
}

} // namespace

QString sniffMediaType(const QByteArray& head)
{
    struct Magic
    {
        QByteArray bytes;
        const char* mediaType;
    };
    static const QList<Magic> magics{
        {QByteArray("\x89PNG\r\n\x1a\n", 8), "image/png"},
        {QByteArray("\xFF\xD8\xFF", 3), "image/jpeg"},
        {QByteArray("GIF87a"), "image/gif"},
        {QByteArray("GIF89a"), "image/gif"},
        {QByteArray("II*\0", 4), "image/tiff"},
        {QByteArray("MM\0*", 4), "image/tiff"},
        {QByteArray("ID3"), "audio/mpeg"},
        {QByteArray("fLaC"), "audio/flac"},
        {QByteArray("OggS"), "audio/ogg"},
        {QByteArray("glTF"), "model/gltf-binary"},
    };
    for (const Magic& magic : magics) {
        if (head.startsWith(magic.bytes)) {
            return QString::fromLatin1(magic.mediaType);
        }
    }
    if (has(head, 0, "RIFF") || has(head, 0, "RF64")) {
        if (has(head, 8, "WEBP")) {
            return QStringLiteral("image/webp");
        }
        return has(head, 8, "WAVE") ? QStringLiteral("audio/wav") : QString();
    }
    if (has(head, 4, "ftyp")) {
        return sniffIsoMedia(head);
    }
    // "BM" alone begins many a text: the reserved words must be zero too.
    if (has(head, 0, "BM") && has(head, 6, QByteArray(4, '\0'))) {
        return QStringLiteral("image/bmp");
    }
    if (isMpegAudioFrame(head)) {
        return QStringLiteral("audio/mpeg");
    }
    return looksLikeGltf(head) ? QStringLiteral("model/gltf+json") : QString();
}

QString fileSuffixFor(const QString& mediaType)
{
    static const QHash<QString, QString> suffixes{
        {QStringLiteral("image/png"), QStringLiteral("png")},
        {QStringLiteral("image/jpeg"), QStringLiteral("jpg")},
        {QStringLiteral("image/webp"), QStringLiteral("webp")},
        {QStringLiteral("image/gif"), QStringLiteral("gif")},
        {QStringLiteral("image/bmp"), QStringLiteral("bmp")},
        {QStringLiteral("image/tiff"), QStringLiteral("tif")},
        {QStringLiteral("image/avif"), QStringLiteral("avif")},
        {QStringLiteral("image/heic"), QStringLiteral("heic")},
        {QStringLiteral("audio/mpeg"), QStringLiteral("mp3")},
        {QStringLiteral("audio/wav"), QStringLiteral("wav")},
        {QStringLiteral("audio/flac"), QStringLiteral("flac")},
        {QStringLiteral("audio/ogg"), QStringLiteral("ogg")},
        {QStringLiteral("audio/mp4"), QStringLiteral("m4a")},
        {QStringLiteral("model/gltf-binary"), QStringLiteral("glb")},
        {QStringLiteral("model/gltf+json"), QStringLiteral("gltf")},
    };
    return suffixes.value(mediaType, QStringLiteral("bin"));
}

} // namespace maquette
