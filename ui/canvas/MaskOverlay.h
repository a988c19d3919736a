// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/LayerLevels.h"

#include <QColor>
#include <QImage>
#include <QTransform>

namespace maquette {

/// How the mask is shown above the picture.
struct OverlayStyle
{
    QColor colour{0xe2, 0x4b, 0x3b};
    double opacity = 0.6; ///< 0 to 1
    double ratio = 1.0;   ///< device pixels per logical pixel
    bool operator==(const OverlayStyle&) const = default;
};

/// The part of \a area (device pixels) in which something may be masked.
[[nodiscard]] QRect maskedArea(const LayerLevels<quint8>& mask, const QTransform& toDevice, QRect area);
/// What is beyond the edge of the picture: nothing masked, or the same as on the edge.
enum class CoverageEdge { Empty, Extended };
/// How much of each device pixel of \a area is masked, 0 to 255, with a border of one pixel on every side. \a toDevice
/// maps image pixels to device pixels. Null when there is surely nothing.
[[nodiscard]] QImage maskCoverage(const LayerLevels<quint8>& mask, const QTransform& toDevice, QRect area,
                                  CoverageEdge edge = CoverageEdge::Empty);
/// The same of a picture of the mask that covers \a place (image pixels) at any resolution.
[[nodiscard]] QImage maskCoverage(const QImage& mask, QRectF place, const QTransform& toDevice, QRect area);
/// The larger of the two, of the same size; either may be null.
[[nodiscard]] QImage largerCoverage(const QImage& a, const QImage& b);

/// Mixes \a below, of the size of \a area, into that part of \a scene, as much as \a coverage (with its border) says.
/// Both are 32 bits, opaque or premultiplied.
void mixInto(QImage& scene, QRect area, const QImage& below, const QImage& coverage);

/// Draws tint, hatching and a dashed line along the half-masked edge onto that \a area of \a scene (32 bits, opaque),
/// for a coverage with its border. The pattern holds its place relative to \a anchor (device pixels), so that it moves
/// with the picture.
void paintMaskOverlay(QImage& scene, QRect area, const QImage& coverage, QPoint anchor, const OverlayStyle& style);

} // namespace maquette
