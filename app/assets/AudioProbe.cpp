// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/AudioProbe.h"

#include "app/base/ByteReader.h"

#include <QCoreApplication>

#include <array>
#include <optional>

namespace maquette {

namespace {

tl::unexpected<Error> cutShort()
{
    return failure(
        ErrorKind::InvalidInput,
        QCoreApplication::translate("AudioProbe", "The sound file is truncated: it ends before its header says."));
}

tl::unexpected<Error> broken()
{
    return failure(ErrorKind::InvalidInput,
                   QCoreApplication::translate("AudioProbe", "The sound file is damaged: its header makes no sense."));
}

/// RIFF WAVE: "fmt " names the bytes per second, "data" holds them. A size of zero or of all ones is how a program
/// writes that could not go back to fill it in; the data then reach to the end.
Result<double> wavSeconds(const ByteReader& reader)
{
    qint64 bytesPerSecond = 0;
    qint64 wideSize = -1;
    for (qint64 at = 12; at + 8 <= reader.size();) {
        const QByteArray name = reader.bytes(at, 4);
        const qint64 length = reader.little<quint32>(at + 4);
        if (name == "fmt ") {
            bytesPerSecond = reader.little<quint32>(at + 16);
        } else if (name == "ds64") {
            wideSize = reader.little<qint64>(at + 16);
        } else if (name == "data") {
            if (bytesPerSecond == 0) {
                return broken();
            }
            const qint64 there = reader.size() - at - 8;
            const bool open = length == 0 || length == 0xFFFFFFFF;
            const qint64 promised = open ? (wideSize > 0 ? wideSize : there) : length;
            if (promised > there) {
                return cutShort();
            }
            return double(promised) / double(bytesPerSecond);
        }
        at += 8 + length + (length & 1);
    }
    return bytesPerSecond == 0 ? broken() : cutShort();
}

/// FLAC's STREAMINFO: 20 bits of sample rate, then, 16 bits on, 36 bits of sample count (RFC 9639, 8.2).
Result<double> flacSeconds(const ByteReader& reader)
{
    if (reader.size() < 42 || (reader.big<quint8>(4) & 0x7F) != 0) {
        return reader.size() < 42 ? cutShort() : broken();
    }
    const quint64 packed = reader.big<quint64>(18);
    const auto rate = double(packed >> 44);
    const auto samples = double(packed & 0xFFFFFFFFFULL);
    if (rate == 0) {
        return broken();
    }
    return samples / rate;
}

/// Ogg: the codec's first packet has the rate, the last page's granule position the number of samples (RFC 3533; Vorbis
/// I 4.2.2; RFC 7845: Opus counts at 48 kHz and begins with samples to skip).
Result<double> oggSeconds(const ByteReader& reader)
{
    const QByteArray head = reader.bytes(0, 4096);
    const qsizetype vorbis = head.indexOf(QByteArray("\x01vorbis", 7));
    const qsizetype opus = head.indexOf("OpusHead");
    double rate = 0;
    qint64 skip = 0;
    if (vorbis >= 0) {
        rate = reader.little<quint32>(vorbis + 12);
    } else if (opus >= 0) {
        rate = 48'000;
        skip = reader.little<quint16>(opus + 10);
    }
    if (rate == 0) {
        return broken();
    }
    // A page is at most 65,307 bytes long.
    const qint64 tailAt = qMax(qint64(0), reader.size() - 65'307);
    const QByteArray tail = reader.bytes(tailAt, 65'307);
    const qsizetype last = tail.lastIndexOf("OggS");
    const auto samples = last < 0 ? qint64(0) : reader.little<qint64>(tailAt + last + 6);
    return double(qMax(qint64(0), samples - skip)) / rate;
}

/// What one MPEG audio frame header says (ISO 11172-3, 2.4.2.3; ISO 13818-3 for the lower rates).
struct MpegFrame
{
    int bitRate = 0; ///< bits per second
    int sampleRate = 0;
    int samples = 0;  ///< per frame
    int sideInfo = 0; ///< bytes between header and main data
};

std::optional<MpegFrame> readMpegFrame(quint32 header)
{
    static constexpr std::array<int, 16> kRates1{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
    static constexpr std::array<int, 16> kRates2{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};
    static constexpr std::array<int, 4> kSampleRates{44'100, 48'000, 32'000, 0};
    const unsigned version = (header >> 19) & 3U; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
    const unsigned layer = (header >> 17) & 3U;   // 1: layer III
    if ((header >> 21) != 0x7FF || version == 1 || layer != 1) {
        return std::nullopt;
    }
    const bool mpeg1 = version == 3;
    const bool mono = ((header >> 6) & 3U) == 3;
    MpegFrame frame;
    frame.bitRate = (mpeg1 ? kRates1 : kRates2)[(header >> 12) & 15U] * 1000;
    frame.sampleRate = kSampleRates[(header >> 10) & 3U] / (mpeg1 ? 1 : version == 2 ? 2 : 4);
    frame.samples = mpeg1 ? 1152 : 576;
    frame.sideInfo = mpeg1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
    if (frame.bitRate == 0 || frame.sampleRate == 0) {
        return std::nullopt;
    }
    return frame;
}

/// Where the sound begins: after an ID3v2 tag, whose size has seven bits in each byte (id3.org, ID3v2.4, 3.1).
qint64 afterId3(const ByteReader& reader)
{
    const QByteArray head = reader.bytes(0, 10);
    if (!head.startsWith("ID3") || head.size() < 10) {
        return 0;
    }
    qint64 length = 0;
    for (int i = 6; i < 10; ++i) {
        length = (length << 7) | (static_cast<unsigned char>(head[i]) & 0x7F);
    }
    const bool footer = (static_cast<unsigned char>(head[5]) & 0x10) != 0;
    return 10 + length + (footer ? 10 : 0);
}

/// Frame count and byte count of the "Xing" or "Info" header some encoders put into a silent first frame. Missing ones
/// are -1.
struct XingHeader
{
    qint64 frames = -1;
    qint64 bytes = -1;
    int silence = 0; ///< samples the encoder added at both ends
};

XingHeader readXing(const ByteReader& reader, qint64 at)
{
    XingHeader xing;
    const QByteArray name = reader.bytes(at, 4);
    if (name != "Xing" && name != "Info") {
        return xing;
    }
    const auto flags = reader.big<quint32>(at + 4);
    qint64 field = at + 8;
    const auto take = [&field, flags](unsigned flag, qint64 length) {
        const qint64 here = field;
        field += (flags & flag) != 0 ? length : 0;
        return (flags & flag) != 0 ? here : qint64(-1);
    };
    if (const qint64 frames = take(1, 4); frames >= 0) {
        xing.frames = reader.big<quint32>(frames);
    }
    if (const qint64 bytes = take(2, 4); bytes >= 0) {
        xing.bytes = reader.big<quint32>(bytes);
    }
    static_cast<void>(take(4, 100)); // table of contents
    static_cast<void>(take(8, 4));   // quality
    const QByteArray encoder = reader.bytes(field, 4);
    if (encoder == "LAME" || encoder == "Lavf" || encoder == "Lavc") {
        // Twelve bits of delay and twelve of padding.
        const quint32 packed = reader.big<quint32>(field + 21) >> 8;
        xing.silence = int((packed >> 12) + (packed & 0xFFFU));
    }
    return xing;
}

Result<double> mp3Seconds(const ByteReader& reader)
{
    qint64 start = afterId3(reader);
    if (start >= reader.size()) {
        return cutShort();
    }
    // Tags are often padded beyond the size they name: the first frame is looked for a little further on.
    const QByteArray window = reader.bytes(start, 8192);
    std::optional<MpegFrame> frame;
    for (qsizetype i = 0; i + 4 <= window.size() && !frame; ++i) {
        frame = readMpegFrame(qFromBigEndian<quint32>(window.constData() + i));
        start += frame ? i : 0;
    }
    if (!frame) {
        return broken();
    }
    const XingHeader xing = readXing(reader, start + 4 + frame->sideInfo);
    if (xing.bytes > 0 && start + xing.bytes > reader.size()) {
        return cutShort();
    }
    if (xing.frames > 0) {
        return double(qMax(qint64(0), xing.frames * frame->samples - xing.silence)) / frame->sampleRate;
    }
    const qint64 tag = reader.bytes(reader.size() - 128, 3) == "TAG" ? 128 : 0;
    return double(reader.size() - start - tag) * 8 / frame->bitRate;
}

} // namespace

Result<double> audioSeconds(QIODevice& device, const QString& mediaType)
{
    const ByteReader reader(device);
    if (mediaType == QLatin1String("audio/wav")) {
        return wavSeconds(reader);
    }
    if (mediaType == QLatin1String("audio/flac")) {
        return flacSeconds(reader);
    }
    if (mediaType == QLatin1String("audio/ogg")) {
        return oggSeconds(reader);
    }
    if (mediaType == QLatin1String("audio/mpeg")) {
        return mp3Seconds(reader);
    }
    return 0.0;
}

} // namespace maquette
