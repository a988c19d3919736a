// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/PackedBytes.h"
#include "app/canvas/UndoHistory.h"

#include <QHash>

namespace maquette {

/// The tiles of one kind that a file holds, each once however many pictures share it: for writing.
template <typename Pixel>
class TileCollector
{
public:
    /// Puts a reference to \a tile, which is in the pool then.
    void putTile(ByteWriter& to, const Tile<Pixel>& tile);
    void putImage(ByteWriter& to, const TiledImage<Pixel>& image);
    void putDelta(ByteWriter& to, const TileDelta<Pixel>& delta);
    /// The pool itself, compressed.
    void putPool(ByteWriter& to) const;

private:
    quint32 numberOf(const Tile<Pixel>& tile);

    QList<Tile<Pixel>> m_tiles;
    QHash<const Pixel*, quint32> m_numbers;
};

/// The same for reading. What it gives is valid in itself, whatever the bytes say; the source has failed when they are
/// wrong. \a slotsLeft is what is left of the tiles all pictures together may have, \a bytesLeft of the pools' memory.
template <typename Pixel>
class TileSupply
{
public:
    TileSupply(qint64& slotsLeft, qint64& bytesLeft)
        : m_slotsLeft(slotsLeft)
        , m_bytesLeft(bytesLeft)
    {
    }

    void takePool(ByteSource& from);
    Tile<Pixel> takeTile(ByteSource& from);
    TiledImage<Pixel> takeImage(ByteSource& from);
    TileDelta<Pixel> takeDelta(ByteSource& from);

private:
    /// A uniform tile's value, or a tile's number in the pool.
    struct Reference
    {
        bool pooled = false;
        qint64 number = 0;
    };
    Reference takeReference(ByteSource& from);
    /// The tile \a further tiles behind that of the reference.
    Tile<Pixel> tileAt(ByteSource& from, const Reference& reference, qint64 further) const;

    QList<Tile<Pixel>> m_tiles;
    qint64& m_slotsLeft;
    qint64& m_bytesLeft;
};

extern template class TileCollector<quint8>;
extern template class TileCollector<QRgb>;
extern template class TileSupply<quint8>;
extern template class TileSupply<QRgb>;

} // namespace maquette
