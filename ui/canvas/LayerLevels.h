// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <QList>

namespace maquette {

/// A layer of the canvas with its halves, quarters and so on, kept up to date area by area: what the view draws from
/// when it is reduced. Tiles of one value cost nothing on any level.
template <typename Pixel>
class LayerLevels
{
public:
    /// Takes \a layer as a whole; only what differs from the one before is worked out anew.
    void take(const TiledImage<Pixel>& layer);
    /// Takes \a layer, which differs only in \a area.
    void take(const TiledImage<Pixel>& layer, QRect area);
    void clear() { m_levels.clear(); }

    [[nodiscard]] bool isNull() const { return m_levels.isEmpty(); }
    [[nodiscard]] bool isUniform(Pixel value) const { return isNull() || m_levels.constFirst().isUniform(value); }
    /// The smallest level that still has to be reduced, for \a scale device pixels per image pixel.
    [[nodiscard]] int levelFor(double scale) const;
    [[nodiscard]] const TiledImage<Pixel>& level(int index) const { return m_levels.at(index); }
    /// Whether every pixel of \a area (pixels of that level) is surely \a value.
    [[nodiscard]] bool isUniform(int index, QRect area, Pixel value) const;

private:
    void refresh(int index, QRect area);

    QList<TiledImage<Pixel>> m_levels;
};

/// The bounding box of the tiles in which the two differ, of the same size; all of \a now when sizes differ.
template <typename Pixel>
[[nodiscard]] QRect changedArea(const TiledImage<Pixel>& now, const TiledImage<Pixel>& before);

extern template class LayerLevels<quint8>;
extern template class LayerLevels<QRgb>;

} // namespace maquette
