// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"
#include "app/sandbox/pictures/Palette.h"

namespace maquette::sandbox {

enum class Relief { Mountains, Hills, Dunes, Mesas, Volcano, Islands, Cliff, Flat };
enum class Cover { Alpine, Grass, Sand, Snow, Rock, Strata };

/// The shape of a land before the camera. Lengths in camera heights; the camera stands at height 1 looking along +z.
struct Land
{
    Relief far = Relief::Mountains;
    double farHeight = 9;
    double farFrom = 16;
    double farTo = 42;
    double nearRelief = 0.35;
    Cover cover = Cover::Alpine;
    double waterFrom = 0; ///< depth range of a lake or sea; none where waterTo is not larger
    double waterTo = 0;
    bool river = false;
    bool road = false;
    double wall = 0; ///< height of a rock wall across the valley, for a waterfall
    double wallDepth = 15;
    double headland = 0;     ///< height of a cliff that juts in from a side
    double headlandSide = 1; ///< 1 right, -1 left
    double haze = 0.03;      ///< part of the view lost per unit of depth
    double mist = 0;         ///< extra fog lying in the low ground
    double snowLine = 5;
    double knoll = 0;         ///< height of a hill that bears a castle or tower
    double knollColumn = 0.5; ///< its place, part of the width
    double knollDepth = 10;
    double exposure = 1; ///< brightness of the ground
    quint32 seed = 1;
};

/// A height field in perspective, painted from the back to the front in slices so that things can stand between them.
class Terrain
{
public:
    Terrain(Canvas& canvas, const Palette& palette, const Land& land, double horizon);

    /// Paints everything between the depths, far first. Slices must not overlap.
    void paint(double zFar, double zNear);
    /// Height of the ground (0 is the level of water) at world \a x, \a z.
    [[nodiscard]] float height(float x, float z, float octaves = 3) const;
    /// Where a point stands on the screen.
    [[nodiscard]] QPointF project(double x, double y, double z) const;
    [[nodiscard]] QPointF onGround(double x, double z) const
    {
        return project(x, std::max(0.0F, height(float(x), float(z))), z);
    }
    /// World x of a screen column at depth z.
    [[nodiscard]] double worldX(double column, double z) const { return (column - m_canvas.w * 0.5) * z / m_focal; }
    /// Pixels per unit at depth z.
    [[nodiscard]] double scale(double z) const { return m_focal / z; }
    [[nodiscard]] double nearest() const { return m_nearest; }
    [[nodiscard]] double farthest() const { return m_farthest; }
    /// World x of the middle of the river or road at depth z.
    [[nodiscard]] float course(float z) const;
    [[nodiscard]] bool isWater(double x, double z) const;
    /// A colour seen through the air at depth z.
    [[nodiscard]] Rgb throughAir(Rgb c, double z, double height = 0.5) const;
    /// 255 where open water shows; cleared by land painted over it.
    [[nodiscard]] const QImage& waterMask() const { return m_water; }

private:
    struct Vertex
    {
        float y;
        float height;
        Rgb colour;
        bool water;
    };
    void fillRow(double z, std::vector<Vertex>& row) const;
    [[nodiscard]] Rgb material(float x, float z, float h, float slopeX, float slopeZ) const;
    [[nodiscard]] Rgb coverColour(float x, float z, float h, float steep) const;
    void paintBetween(const std::vector<Vertex>& back, const std::vector<Vertex>& front, double z);
    void paintColumn(int x, const Vertex& back, const Vertex& front, float grain);
    [[nodiscard]] float farShape(float x, float z, float octaves) const;

    Canvas& m_canvas;
    const Palette& m_palette;
    Land m_land;
    double m_horizon;
    double m_focal;
    double m_nearest;
    double m_farthest = 130;
    float m_sun[3];
    QImage m_water;
};

} // namespace maquette::sandbox
