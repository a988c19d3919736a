// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/TiledImage.h"

#include <algorithm>
#include <cstring>

namespace maquette {

namespace {

template <typename Pixel>
bool allAre(const Pixel* pixels, qsizetype stride, QSize size, Pixel value)
{
    for (int y = 0; y < size.height(); ++y) {
        const Pixel* row = pixels + y * stride;
        // Shifted against itself a row of one value is the same: memcmp is much quicker than a loop.
        if (row[0] != value || std::memcmp(row, row + 1, size_t(size.width() - 1) * sizeof(Pixel)) != 0) {
            return false;
        }
    }
    return true;
}

template <typename Pixel>
bool rowsEqual(const Pixel* a, qsizetype strideA, const Pixel* b, qsizetype strideB, QSize size)
{
    for (int y = 0; y < size.height(); ++y) {
        if (std::memcmp(a + y * strideA, b + y * strideB, size_t(size.width()) * sizeof(Pixel)) != 0) {
            return false;
        }
    }
    return true;
}

/// Calls \a visit(index, part) for every tile that \a area touches, with the part of the area in it.
template <typename Pixel, typename Visit>
void forTiles(const TiledImage<Pixel>& image, QRect area, Visit visit)
{
    const QRect tiles = image.tilesIn(area);
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const int index = row * image.columns() + column;
            visit(index, image.tileRect(index) & area);
        }
    }
}

/// Bounding box of the pixels that are not 0 in one tile's buffer.
template <typename Pixel>
QRect contentOf(const Pixel* pixels, QSize size)
{
    QRect box;
    const auto used = [](Pixel value) { return value != 0; };
    for (int y = 0; y < size.height(); ++y) {
        const Pixel* row = pixels + y * Tile<Pixel>::kSide;
        const Pixel* end = row + size.width();
        const Pixel* first = std::find_if(row, end, used);
        if (first != end) {
            const Pixel* last = end - 1;
            while (*last == 0) {
                --last;
            }
            box |= QRect(QPoint(int(first - row), y), QPoint(int(last - row), y));
        }
    }
    return box;
}

} // namespace

template <typename Pixel>
Pixel* Tile<Pixel>::edit()
{
    if (!m_buffer) {
        m_buffer = new Buffer;
        std::fill_n(m_buffer->pixels, kPixels, m_value);
    } else {
        m_buffer.detach();
    }
    return m_buffer->pixels;
}

template <typename Pixel>
void Tile<Pixel>::compact(QSize used)
{
    if (m_buffer && allAre(pixels(), kSide, used, *pixels())) {
        *this = Tile(*pixels());
    }
}

template <typename Pixel>
bool Tile<Pixel>::equals(const Tile& other, QSize used) const
{
    if (sharesWith(other)) {
        return true;
    }
    if (m_buffer && other.m_buffer) {
        return rowsEqual(pixels(), kSide, other.pixels(), kSide, used);
    }
    const Tile& uniform = m_buffer ? other : *this;
    const Tile& held = m_buffer ? *this : other;
    return held.m_buffer && allAre(held.pixels(), kSide, used, uniform.m_value);
}

template <typename Pixel>
TiledImage<Pixel>::TiledImage(QSize size, Pixel fill)
{
    if (!size.isEmpty()) {
        m_size = size;
        m_tiles.fill(Tile<Pixel>(fill), qsizetype(columns()) * rows());
    }
}

template <typename Pixel>
QRect TiledImage<Pixel>::tileRect(int index) const
{
    const int columnsHere = columns();
    const QPoint corner(index % columnsHere * kTile, index / columnsHere * kTile);
    return QRect(corner, QSize(kTile, kTile)) & rect();
}

template <typename Pixel>
QRect TiledImage<Pixel>::tilesIn(QRect area) const
{
    const QRect inside = area & rect();
    if (area.isEmpty() || inside.isEmpty()) {
        return {};
    }
    return {QPoint(inside.left() / kTile, inside.top() / kTile),
            QPoint(inside.right() / kTile, inside.bottom() / kTile)};
}

template <typename Pixel>
Pixel TiledImage<Pixel>::pixel(QPoint at) const
{
    if (!rect().contains(at)) {
        return 0;
    }
    const Tile<Pixel>& there = tile(at.y() / kTile * columns() + at.x() / kTile);
    return there.isUniform() ? there.value() : there.pixels()[at.y() % kTile * kTile + at.x() % kTile];
}

template <typename Pixel>
void TiledImage<Pixel>::read(QRect area, Pixel* to, qsizetype stridePixels) const
{
    if (!rect().contains(area)) {
        for (int y = 0; y < area.height(); ++y) {
            std::fill_n(to + y * stridePixels, area.width(), Pixel(0));
        }
    }
    forTiles(*this, area, [&](int index, QRect part) {
        const Tile<Pixel>& source = tile(index);
        const QPoint corner = tileRect(index).topLeft();
        for (int y = part.top(); y <= part.bottom(); ++y) {
            Pixel* row = to + (y - area.top()) * stridePixels + (part.left() - area.left());
            if (source.isUniform()) {
                std::fill_n(row, part.width(), source.value());
            } else {
                std::copy_n(source.pixels() + (y - corner.y()) * kTile + (part.left() - corner.x()), part.width(), row);
            }
        }
    });
}

template <typename Pixel>
void TiledImage<Pixel>::write(QRect area, const Pixel* from, qsizetype stridePixels)
{
    forTiles(*this, area, [&](int index, QRect part) {
        const QRect whole = tileRect(index);
        const Pixel* source = from + (part.top() - area.top()) * stridePixels + (part.left() - area.left());
        const Tile<Pixel>& there = tile(index);
        const bool uniform = allAre(source, stridePixels, part.size(), *source);
        if (there.isUniform() && uniform && there.value() == *source) {
            return;
        }
        if (part == whole && uniform) {
            setTile(index, Tile<Pixel>(*source));
            return;
        }
        const qsizetype offset = (part.top() - whole.top()) * kTile + (part.left() - whole.left());
        if (!there.isUniform() && rowsEqual(there.pixels() + offset, kTile, source, stridePixels, part.size())) {
            return;
        }
        Pixel* to = editTile(index) + offset;
        for (int y = 0; y < part.height(); ++y) {
            std::copy_n(source + y * stridePixels, part.width(), to + y * kTile);
        }
        compactTile(index);
    });
}

template <typename Pixel>
void TiledImage<Pixel>::fill(QRect area, Pixel value)
{
    forTiles(*this, area, [&](int index, QRect part) {
        const QRect whole = tileRect(index);
        if (tile(index).isUniform() && tile(index).value() == value) {
            return;
        }
        if (part == whole) {
            setTile(index, Tile<Pixel>(value));
            return;
        }
        Pixel* to = editTile(index) + (part.top() - whole.top()) * kTile + (part.left() - whole.left());
        for (int y = 0; y < part.height(); ++y) {
            std::fill_n(to + y * kTile, part.width(), value);
        }
        compactTile(index);
    });
}

template <typename Pixel>
QRect TiledImage<Pixel>::contentRect() const
{
    // Uniform tiles first: most others then lie within the box and need not be looked at.
    QRect box;
    for (int index = 0; index < tileCount(); ++index) {
        if (tile(index).isUniform() && tile(index).value() != 0) {
            box |= tileRect(index);
        }
    }
    for (int index = 0; index < tileCount(); ++index) {
        const QRect where = tileRect(index);
        if (!tile(index).isUniform() && !box.contains(where)) {
            const QRect content = contentOf(tile(index).pixels(), where.size());
            box |= content.translated(where.topLeft());
        }
    }
    return box;
}

template <typename Pixel>
bool TiledImage<Pixel>::isUniform(Pixel value) const
{
    for (int index = 0; index < tileCount(); ++index) {
        if (!tile(index).equals(Tile<Pixel>(value), tileRect(index).size())) {
            return false;
        }
    }
    return true;
}

template <typename Pixel>
qint64 TiledImage<Pixel>::bytes() const
{
    qint64 sum = 0;
    for (const Tile<Pixel>& each : m_tiles) {
        sum += each.bytes();
    }
    return sum;
}

template <typename Pixel>
bool TiledImage<Pixel>::operator==(const TiledImage& other) const
{
    if (m_size != other.m_size || isSameCopy(other)) {
        return m_size == other.m_size;
    }
    for (int index = 0; index < tileCount(); ++index) {
        if (!tile(index).equals(other.tile(index), tileRect(index).size())) {
            return false;
        }
    }
    return true;
}

template class Tile<quint8>;
template class Tile<QRgb>;
template class TiledImage<quint8>;
template class TiledImage<QRgb>;

namespace {

template <typename Pixel>
QImage imageOf(const TiledImage<Pixel>& tiles, QRect area, QImage::Format format)
{
    QImage image(area.size(), format);
    if (!image.isNull()) {
        // The scan lines of both formats are aligned to 4 bytes, a multiple of either pixel.
        tiles.read(area, reinterpret_cast<Pixel*>(image.bits()), image.bytesPerLine() / qsizetype(sizeof(Pixel)));
    }
    return image;
}

constexpr int kBandRows = 512;

} // namespace

QImage toImage(const TiledMask& mask, QRect area)
{
    return imageOf(mask, area, QImage::Format_Grayscale8);
}

QImage toImage(const TiledColour& picture, QRect area)
{
    return imageOf(picture, area, QImage::Format_ARGB32_Premultiplied);
}

TiledMask maskFromImage(const QImage& picture)
{
    TiledMask mask(picture.size());
    // In bands, so that a large picture needs no second one beside it.
    for (int top = 0; top < picture.height(); top += kBandRows) {
        const QRect band = QRect(0, top, picture.width(), kBandRows) & picture.rect();
        QImage grey = picture.copy(band);
        if (grey.hasAlphaChannel()) {
            // Premultiplied colours read as opaque ones are the picture over black.
            grey.convertTo(QImage::Format_ARGB32_Premultiplied);
            grey.reinterpretAsFormat(QImage::Format_RGB32);
        }
        grey.convertTo(QImage::Format_Grayscale8);
        mask.write(band, grey.constBits(), grey.bytesPerLine());
    }
    return mask;
}

} // namespace maquette
