// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/LayerLevels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette {

namespace {

constexpr int kSmallestSide = 64;
constexpr int kSide = TiledMask::kTile;

quint8 averageOf(quint8 a, quint8 b, quint8 c, quint8 d)
{
    return quint8((a + b + c + d + 2) / 4);
}

QRgb averageOf(QRgb a, QRgb b, QRgb c, QRgb d)
{
    QRgb sum = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const auto part = [shift](QRgb pixel) { return (pixel >> shift) & 0xffU; };
        sum |= ((part(a) + part(b) + part(c) + part(d) + 2) / 4) << shift;
    }
    return sum;
}

/// Halves \a area of \a below (both in pixels of the halved picture); at an odd edge the last pixel counts twice.
template <typename Pixel>
void halve(const TiledImage<Pixel>& below, QRect area, Pixel* to)
{
    std::array<Pixel, size_t(4 * kSide * kSide)> from;
    const QRect wanted(area.x() * 2, area.y() * 2, area.width() * 2, area.height() * 2);
    const int stride = 2 * kSide;
    below.read(wanted, from.data(), stride);
    const int lastX = std::min(wanted.width(), below.size().width() - wanted.x()) - 1;
    const int lastY = std::min(wanted.height(), below.size().height() - wanted.y()) - 1;
    for (int y = 0; y < area.height(); ++y) {
        const Pixel* const upper = from.data() + qsizetype(2 * y) * stride;
        const Pixel* const lower = from.data() + qsizetype(std::min(2 * y + 1, lastY)) * stride;
        for (int x = 0; x < area.width(); ++x) {
            const int left = 2 * x;
            const int right = std::min(left + 1, lastX);
            to[y * kSide + x] = averageOf(upper[left], upper[right], lower[left], lower[right]);
        }
    }
}

/// Whether the tiles under \a area are all of one value, which is then in \a value.
template <typename Pixel>
bool isOneValue(const TiledImage<Pixel>& image, QRect area, Pixel* value)
{
    const QRect tiles = image.tilesIn(area);
    bool first = true;
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const Tile<Pixel>& tile = image.tile(row * image.columns() + column);
            if (!tile.isUniform() || (!first && tile.value() != *value)) {
                return false;
            }
            *value = tile.value();
            first = false;
        }
    }
    return !first;
}

QRect halfOf(QRect area)
{
    const QPoint from(area.left() >> 1, area.top() >> 1);
    return {from, QPoint(area.right() >> 1, area.bottom() >> 1)};
}

} // namespace

template <typename Pixel>
void LayerLevels<Pixel>::take(const TiledImage<Pixel>& layer)
{
    take(layer, isNull() ? layer.rect() : changedArea(layer, m_levels.constFirst()));
}

template <typename Pixel>
void LayerLevels<Pixel>::take(const TiledImage<Pixel>& layer, QRect area)
{
    if (layer.isNull()) {
        m_levels.clear();
        return;
    }
    if (isNull() || m_levels.constFirst().size() != layer.size()) {
        m_levels = {layer};
        QSize size = layer.size();
        while (std::max(size.width(), size.height()) > kSmallestSide) {
            size = {(size.width() + 1) / 2, (size.height() + 1) / 2};
            m_levels.append(TiledImage<Pixel>(size));
        }
        area = layer.rect();
    }
    m_levels[0] = layer;
    area &= layer.rect();
    for (int index = 1; index < m_levels.size() && !area.isEmpty(); ++index) {
        area = halfOf(area) & m_levels.at(index).rect();
        refresh(index, area);
    }
}

template <typename Pixel>
void LayerLevels<Pixel>::refresh(int index, QRect area)
{
    const TiledImage<Pixel>& below = m_levels.at(index - 1);
    TiledImage<Pixel>& here = m_levels[index];
    std::array<Pixel, size_t(kSide * kSide)> halved;
    const QRect tiles = here.tilesIn(area);
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const QRect part = here.tileRect(row * here.columns() + column) & area;
            const QRect source(part.x() * 2, part.y() * 2, part.width() * 2, part.height() * 2);
            Pixel value{};
            if (isOneValue(below, source & below.rect(), &value)) {
                here.fill(part, value);
            } else {
                halve(below, part, halved.data());
                here.write(part, halved.data(), kSide);
            }
        }
    }
}

template <typename Pixel>
int LayerLevels<Pixel>::levelFor(double scale) const
{
    if (isNull() || scale >= 1.0) {
        return 0;
    }
    return std::clamp(int(std::floor(std::log2(1.0 / scale) + 1e-9)), 0, int(m_levels.size()) - 1);
}

template <typename Pixel>
bool LayerLevels<Pixel>::isUniform(int index, QRect area, Pixel value) const
{
    const TiledImage<Pixel>& here = m_levels.at(index);
    const QRect inside = area & here.rect();
    Pixel found{};
    return inside.isEmpty() ? value == Pixel{} : isOneValue(here, inside, &found) && found == value;
}

template <typename Pixel>
QRect changedArea(const TiledImage<Pixel>& now, const TiledImage<Pixel>& before)
{
    if (now.size() != before.size()) {
        return now.rect();
    }
    QRect area;
    for (int index = 0; index < now.tileCount(); ++index) {
        if (!now.tile(index).sharesWith(before.tile(index))) {
            area |= now.tileRect(index);
        }
    }
    return area;
}

template class LayerLevels<quint8>;
template class LayerLevels<QRgb>;
template QRect changedArea(const TiledImage<quint8>&, const TiledImage<quint8>&);
template QRect changedArea(const TiledImage<QRgb>&, const TiledImage<QRgb>&);

} // namespace maquette
