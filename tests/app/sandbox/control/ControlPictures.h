// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>

#include <array>

namespace maquette::sandbox {

// Pictures to work on, and measures that share nothing with the code they judge: plain loops over pixels.

/// A house under a sun on a hill, in black lines of 3 pixels on white.
[[nodiscard]] QImage lineSketch(QSize size);
/// Sky, meadow, lake and a red house in plain colours without lines.
[[nodiscard]] QImage colourSketch(QSize size);
/// A scene with soft shading and hard edges, as a photo has.
[[nodiscard]] QImage photo(QSize size);
/// Diagonal strokes in a few colours.
[[nodiscard]] QImage strokes(QSize size, QColor a, QColor b);

/// Mean red, green and blue, 0 to 255, of a part given in parts of the size.
[[nodiscard]] std::array<double, 3> meanColour(const QImage& image, QRectF part = {0, 0, 1, 1});
/// Root mean square difference, 0 to 255.
[[nodiscard]] double distance(const QImage& a, const QImage& b);
/// How much the edges of two pictures agree: correlation of the central differences of their grey values, -1 to 1.
[[nodiscard]] double edgeAgreement(const QImage& a, const QImage& b);
/// Half the sum of differences between two colour histograms of 6 x 6 x 6 cells: 0 the same colours, 1 none in common.
[[nodiscard]] double paletteDistance(const QImage& a, const QImage& b);
/// Mean difference of a pixel from its right and lower neighbour, 0 to 255.
[[nodiscard]] double roughness(const QImage& image);

} // namespace maquette::sandbox
