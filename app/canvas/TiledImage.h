// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QList>
#include <QPoint>
#include <QRect>
#include <QRgb>
#include <QSharedData>
#include <QSize>

namespace maquette {

/// A square of 64 x 64 pixels: one value and no memory, or a buffer shared between copies and copied on write.
/// Tiles at the right and lower edge have a whole buffer, too; what of it lies outside the picture means nothing.
template <typename Pixel>
class Tile
{
public:
    static constexpr int kSide = 64;
    static constexpr int kPixels = kSide * kSide;

    Tile() = default;
    explicit Tile(Pixel value)
        : m_value(value)
    {
    }

    [[nodiscard]] bool isUniform() const { return !m_buffer; }
    /// The one value of a uniform tile.
    [[nodiscard]] Pixel value() const { return m_value; }
    /// kPixels pixels, row by row; null for a uniform tile.
    [[nodiscard]] const Pixel* pixels() const { return m_buffer ? m_buffer.constData()->pixels : nullptr; }
    /// The pixels to write to, which no copy of the tile sees; never null. Compact afterwards.
    [[nodiscard]] Pixel* edit();
    /// Becomes uniform when the upper left \a used pixels are all of one value.
    void compact(QSize used);
    /// Whether both certainly have the same pixels, told without looking at them.
    [[nodiscard]] bool sharesWith(const Tile& other) const
    {
        return m_buffer == other.m_buffer && (m_buffer || m_value == other.m_value);
    }
    /// Whether the upper left \a used pixels are the same.
    [[nodiscard]] bool equals(const Tile& other, QSize used) const;
    [[nodiscard]] qint64 bytes() const { return m_buffer ? qint64(sizeof(Buffer)) : 0; }

private:
    struct Buffer : QSharedData
    {
        Pixel pixels[kPixels];
    };

    QExplicitlySharedDataPointer<Buffer> m_buffer;
    Pixel m_value{};
};

/// A picture in tiles. A value: copies are quick and share their tiles. Not safe to write from two threads, but
/// a copy may be read by another thread while this one is written to.
template <typename Pixel>
class TiledImage
{
public:
    static constexpr int kTile = Tile<Pixel>::kSide;

    TiledImage() = default;
    /// A picture of one value; null when \a size is empty.
    explicit TiledImage(QSize size, Pixel fill = {});

    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] bool isNull() const { return m_tiles.isEmpty(); }
    [[nodiscard]] QRect rect() const { return {QPoint(0, 0), m_size}; }

    /// The pixel there, 0 outside the picture.
    [[nodiscard]] Pixel pixel(QPoint at) const;
    /// Copies \a area, which may reach past the edge (0 there), to rows \a stridePixels apart.
    void read(QRect area, Pixel* to, qsizetype stridePixels) const;
    /// Sets \a area; what lies outside the picture is ignored. Tiles that do not change stay shared, those that
    /// come to be of one value are made uniform.
    void write(QRect area, const Pixel* from, qsizetype stridePixels);
    void fill(QRect area, Pixel value);
    /// Bounding box of the pixels that are not 0; null when there are none.
    [[nodiscard]] QRect contentRect() const;
    [[nodiscard]] bool isUniform(Pixel value) const;
    /// Memory of the tiles held. Tiles shared with a copy count in both.
    [[nodiscard]] qint64 bytes() const;
    /// Whether one is an untouched copy of the other: equal without a look at the tiles.
    [[nodiscard]] bool isSameCopy(const TiledImage& other) const
    {
        return m_size == other.m_size && m_tiles.constData() == other.m_tiles.constData();
    }
    /// Same size and pixels.
    bool operator==(const TiledImage& other) const;

    // Tile by tile: tiles are numbered row by row.
    [[nodiscard]] int columns() const { return (m_size.width() + kTile - 1) / kTile; }
    [[nodiscard]] int rows() const { return (m_size.height() + kTile - 1) / kTile; }
    [[nodiscard]] int tileCount() const { return int(m_tiles.size()); }
    /// The part of the picture a tile covers.
    [[nodiscard]] QRect tileRect(int index) const;
    /// The tiles \a area touches, in tile columns and rows.
    [[nodiscard]] QRect tilesIn(QRect area) const;
    [[nodiscard]] const Tile<Pixel>& tile(int index) const { return m_tiles.at(index); }
    void setTile(int index, Tile<Pixel> tile) { m_tiles[index] = std::move(tile); }
    /// The pixels of a tile to write to. Compact the tile afterwards.
    [[nodiscard]] Pixel* editTile(int index) { return m_tiles[index].edit(); }
    void compactTile(int index) { m_tiles[index].compact(tileRect(index).size()); }

private:
    QSize m_size{0, 0};
    QList<Tile<Pixel>> m_tiles;
};

extern template class Tile<quint8>;
extern template class Tile<QRgb>;
extern template class TiledImage<quint8>;
extern template class TiledImage<QRgb>;

/// 0 = kept, 255 = repainted.
using TiledMask = TiledImage<quint8>;
/// Premultiplied ARGB32.
using TiledColour = TiledImage<QRgb>;

/// \a area as Format_Grayscale8; 0 outside the mask. Null when the area is empty or there is no memory.
[[nodiscard]] QImage toImage(const TiledMask& mask, QRect area);
/// \a area as Format_ARGB32_Premultiplied; transparent outside the picture.
[[nodiscard]] QImage toImage(const TiledColour& picture, QRect area);
/// The luminance of a picture in any format, over black where it is transparent.
[[nodiscard]] TiledMask maskFromImage(const QImage& picture);

} // namespace maquette
