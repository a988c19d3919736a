// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <QColorSpace>
#include <QImage>

#include <array>

namespace maquette {

/// What brings the colours of a result to those of the original: for each channel of encoded sRGB, 0 to 1, value * gain
/// + offset. Red, green, blue.
struct ColourMatch
{
    std::array<float, 3> gain{1, 1, 1};
    std::array<float, 3> offset{0, 0, 0};

    [[nodiscard]] bool isNone() const { return *this == ColourMatch{}; }
    bool operator==(const ColourMatch&) const = default;
};

/// Two colours that should be the same: what the original has at a place, and what the result has there.
struct ColourPair
{
    std::array<float, 3> original;
    std::array<float, 3> result;
};

/// The gain and offset that make the pairs alike. Robust: pairs that differ for another reason (the result drew
/// something else there) are left out; flat colours give an offset only; when most pairs have nothing to do with each
/// other, nothing is changed. Fitted in encoded sRGB because that is where the models work and where their drift is
/// even.
[[nodiscard]] ColourMatch fitColours(const QList<ColourPair>& pairs);

/// What was found in the ring just outside a mask, on a grid.
struct RingSamples
{
    QRect area;       ///< of the picture, covered by the grid
    int step = 1;     ///< pixels of a cell
    QSize cells;      ///< of the grid
    QList<QPoint> at; ///< the cell of each pair
    QList<ColourPair> pairs;
};

/// Looks at the ring. \a crop is the part of the original that \a result (sRGB, any size) shows; \a space is that of
/// the original's values. Outpainting asks with a mask of what is new.
[[nodiscard]] RingSamples sampleRing(const QImage& original, const QColorSpace& space, const QImage& result,
                                     const QRect& crop, const TiledMask& mask);

} // namespace maquette
