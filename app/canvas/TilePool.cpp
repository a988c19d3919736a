// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/TilePool.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <zlib.h>

namespace maquette {

namespace {

constexpr int kMaxSide = 1 << 16;
constexpr qint64 kBlockBytes = qint64(1) << 20; ///< of tiles that are compressed together
constexpr int kLevel = 1;                       ///< of zlib: the quickest; flat and soft masks shrink enough with it
constexpr quint8 kUniform = 0;
constexpr quint8 kPooled = 1;

template <typename Pixel>
constexpr qint64 kTileBytes = qint64(sizeof(Pixel)) * Tile<Pixel>::kPixels;

template <typename Pixel>
constexpr qsizetype kTilesInBlock = qsizetype(kBlockBytes / kTileBytes<Pixel>);

QByteArray packed(const QByteArray& raw)
{
    uLongf size = compressBound(uLong(raw.size()));
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    const int done = compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                               reinterpret_cast<const Bytef*>(raw.constData()), uLong(raw.size()), kLevel);
    bytes.resize(done == Z_OK ? qsizetype(size) : 0);
    return bytes;
}

/// Exactly \a size bytes, or none: qUncompress() believes the size that the data claims.
QByteArray unpacked(const QByteArray& bytes, qint64 size)
{
    QByteArray raw(qsizetype(size), Qt::Uninitialized);
    auto got = uLongf(size);
    const int done = uncompress(reinterpret_cast<Bytef*>(raw.data()), &got,
                                reinterpret_cast<const Bytef*>(bytes.constData()), uLong(bytes.size()));
    return done == Z_OK && got == uLongf(size) ? raw : QByteArray();
}

} // namespace

template <typename Pixel>
quint32 TileCollector<Pixel>::numberOf(const Tile<Pixel>& tile)
{
    const auto found = m_numbers.constFind(tile.pixels());
    if (found != m_numbers.cend()) {
        return *found;
    }
    const auto number = quint32(m_tiles.size());
    m_tiles.append(tile);
    m_numbers.insert(tile.pixels(), number);
    return number;
}

template <typename Pixel>
void TileCollector<Pixel>::putTile(ByteWriter& to, const Tile<Pixel>& tile)
{
    to.put(tile.isUniform() ? kUniform : kPooled);
    to.put(tile.isUniform() ? quint32(tile.value()) : numberOf(tile));
}

template <typename Pixel>
void TileCollector<Pixel>::putImage(ByteWriter& to, const TiledImage<Pixel>& image)
{
    to.put(qint32(image.size().width()));
    to.put(qint32(image.size().height()));
    // Runs of one value, or of tiles that follow each other in the pool, too.
    for (int index = 0; index < image.tileCount();) {
        const Tile<Pixel>& first = image.tile(index);
        const quint32 number = first.isUniform() ? 0 : numberOf(first);
        int end = index + 1;
        for (; end < image.tileCount(); ++end) {
            const Tile<Pixel>& next = image.tile(end);
            const bool goesOn = first.isUniform()
                                    ? next.sharesWith(first)
                                    : !next.isUniform() && numberOf(next) == number + quint32(end - index);
            if (!goesOn) {
                break;
            }
        }
        to.put(quint32(end - index));
        putTile(to, first);
        index = end;
    }
}

template <typename Pixel>
void TileCollector<Pixel>::putDelta(ByteWriter& to, const TileDelta<Pixel>& delta)
{
    to.putBool(delta.whole);
    if (delta.whole) {
        putImage(to, delta.image);
        return;
    }
    to.put(quint32(delta.tiles.size()));
    for (const auto& changed : delta.tiles) {
        to.put(qint32(changed.index));
        putTile(to, changed.tile);
    }
}

template <typename Pixel>
void TileCollector<Pixel>::putPool(ByteWriter& to) const
{
    to.put(quint32(m_tiles.size()));
    for (qsizetype first = 0; first < m_tiles.size(); first += kTilesInBlock<Pixel>) {
        const qsizetype count = std::min(kTilesInBlock<Pixel>, m_tiles.size() - first);
        QByteArray raw;
        raw.reserve(count * kTileBytes<Pixel>);
        for (qsizetype at = first; at < first + count; ++at) {
            raw.append(reinterpret_cast<const char*>(m_tiles.at(at).pixels()), kTileBytes<Pixel>);
        }
        to.putBytes(packed(raw));
    }
}

template <typename Pixel>
void TileSupply<Pixel>::takePool(ByteSource& from)
{
    const qint64 count = from.take<quint32>();
    for (qint64 first = 0; first < count && !from.failed(); first += kTilesInBlock<Pixel>) {
        const qint64 size = std::min(qint64(kTilesInBlock<Pixel>), count - first) * kTileBytes<Pixel>;
        m_bytesLeft -= size;
        const QByteArray bytes = from.takeBytes();
        const QByteArray raw = m_bytesLeft >= 0 && !from.failed() ? unpacked(bytes, size) : QByteArray();
        if (raw.isEmpty()) {
            from.fail();
            return;
        }
        for (qint64 at = 0; at < size; at += kTileBytes<Pixel>) {
            Tile<Pixel> tile;
            std::memcpy(tile.edit(), raw.constData() + at, size_t(kTileBytes<Pixel>));
            m_tiles.append(tile);
        }
    }
}

template <typename Pixel>
Tile<Pixel> TileSupply<Pixel>::takeTile(ByteSource& from)
{
    return tileAt(from, takeReference(from), 0);
}

template <typename Pixel>
typename TileSupply<Pixel>::Reference TileSupply<Pixel>::takeReference(ByteSource& from)
{
    const bool pooled = from.takeWithin<quint8>(kUniform, kPooled) == kPooled;
    return {pooled, from.take<quint32>()};
}

template <typename Pixel>
Tile<Pixel> TileSupply<Pixel>::tileAt(ByteSource& from, const Reference& reference, qint64 further) const
{
    if (!reference.pooled) {
        return Tile<Pixel>(Pixel(reference.number));
    }
    if (reference.number + further >= m_tiles.size()) {
        from.fail();
        return {};
    }
    return m_tiles.at(qsizetype(reference.number + further));
}

template <typename Pixel>
TiledImage<Pixel> TileSupply<Pixel>::takeImage(ByteSource& from)
{
    const auto width = from.takeWithin<qint32>(0, kMaxSide);
    const auto height = from.takeWithin<qint32>(0, kMaxSide);
    constexpr qint64 kTile = TiledImage<Pixel>::kTile;
    const qint64 count = ((width + kTile - 1) / kTile) * ((height + kTile - 1) / kTile);
    m_slotsLeft -= count;
    if (from.failed() || m_slotsLeft < 0 || (count == 0 && width + height > 0)) {
        from.fail();
        return {};
    }
    TiledImage<Pixel> image(QSize(width, height));
    for (qint64 index = 0; index < count && !from.failed();) {
        const qint64 run = from.take<quint32>();
        const Reference reference = takeReference(from);
        if (run < 1 || run > count - index) {
            from.fail();
            return {};
        }
        for (qint64 at = 0; at < run; ++at) {
            image.setTile(int(index + at), tileAt(from, reference, at));
        }
        index += run;
    }
    return image;
}

template <typename Pixel>
TileDelta<Pixel> TileSupply<Pixel>::takeDelta(ByteSource& from)
{
    TileDelta<Pixel> delta;
    delta.whole = from.takeBool();
    if (delta.whole) {
        delta.image = takeImage(from);
        return delta;
    }
    const auto count = from.take<quint32>();
    for (quint32 at = 0; at < count && !from.failed(); ++at) {
        const auto index = from.takeWithin<qint32>(0, std::numeric_limits<qint32>::max());
        delta.tiles.append({index, takeTile(from)});
    }
    delta.tiles.squeeze();
    return delta;
}

template class TileCollector<quint8>;
template class TileCollector<QRgb>;
template class TileSupply<quint8>;
template class TileSupply<QRgb>;

} // namespace maquette
