// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <QPointF>

#include <vector>

namespace maquette {

/// A round brush. Values outside the ranges are taken as the nearest end.
struct Brush
{
    static constexpr double kMinSize = 1;
    static constexpr double kMaxSize = 2000;

    double size = 120;            ///< diameter in pixels, 1 to 2000
    double softness = 0.3;        ///< share of the radius over which it fades out, 0 (hard) to 1
    double opacity = 1;           ///< 0 to 1
    double spacing = 0.1;         ///< distance of two dabs, as a share of the diameter, 0.01 to 2
    bool pressureSize = true;     ///< the diameter is multiplied by the pressure
    bool pressureOpacity = false; ///< the opacity is multiplied by the pressure

    bool operator==(const Brush&) const = default;
};

/// A place on the way of the pointer, in picture pixels: the centre of the upper left pixel is (0.5, 0.5).
struct StrokePoint
{
    QPointF at;
    double pressure = 1.0; ///< 0 to 1
};

/// Paints one stroke into a picture that outlives it. Coverage of the stroke is the largest of its dabs, so that a
/// stroke over itself does not build up: a pixel becomes base + (value - base) * coverage. A dab covers a pixel whose
/// centre is d from its own by opacity * s(t), t = (radius + 0.5 - d) / (1 + softness * radius) within 0 to 1 and
/// s(t) = t * t * (3 - 2 * t): nothing past radius + 0.5, everything within radius * (1 - softness) - 0.5.
class StrokePainter
{
public:
    /// \a value 255 paints, 0 erases.
    StrokePainter(TiledMask& target, const Brush& brush, quint8 value);
    /// Paints a colour (not premultiplied) over the picture, or erases it to transparent.
    StrokePainter(TiledColour& target, const Brush& brush, QRgb colour, bool erase);

    /// Goes on to \a point in a straight line, with a dab at every spacing and pressure in between; the first point
    /// gets a dab of its own. Returns the area that may have changed.
    QRect strokeTo(const StrokePoint& point);

private:
    [[nodiscard]] double stepAt(double pressure) const;
    [[nodiscard]] double sizeAt(double pressure) const;
    QRect dab(const StrokePoint& point);
    void cover(int tile, QRect part, const StrokePoint& point);
    void blendTouched();
    void blendMask(int tile);
    void blendColour(int tile);

    Brush m_brush;
    TiledMask* m_mask = nullptr;
    TiledColour* m_colour = nullptr;
    TiledMask m_baseMask; ///< the picture before the stroke
    TiledColour m_baseColour;
    TiledMask m_coverage;
    quint32 m_value = 0; ///< mask value, or premultiplied colour
    bool m_erase = false;

    bool m_begun = false;
    StrokePoint m_last;
    double m_untilNext = 0; ///< way to the next dab
    std::vector<int> m_touched;
    std::vector<char> m_isTouched;
};

} // namespace maquette
