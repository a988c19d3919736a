// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"
#include "app/sandbox/pictures/Palette.h"

namespace maquette::sandbox {

/// Where a thing stands and in what light.
struct Stand
{
    QPointF foot;      ///< middle of its base, pixels (centre for things in the air)
    double size = 100; ///< its height, pixels
    double air = 0;    ///< how much haze lies before it
    Rgb haze;
    double lightX = 0.7;
    Rgb light{1, 1, 1};    ///< colours are multiplied by it
    Rgb rim;               ///< glow on its edge
    bool night = false;    ///< windows and lamps are lit
    bool mirrored = false; ///< looks the other way
};

/// A thing drawn in the unit square of its stand: x to the right, y up, 1 is its height.
class ThingPainter
{
public:
    ThingPainter(QPainter& p, const Stand& s, Rng& r)
        : painter(p)
        , stand(s)
        , rng(r)
    {
    }
    QPainter& painter;
    const Stand& stand;
    Rng& rng;

    [[nodiscard]] QPointF at(double x, double y) const
    {
        return stand.foot + QPointF((stand.mirrored ? -x : x) * stand.size, -y * stand.size);
    }
    [[nodiscard]] QRectF box(double x, double y, double w, double h) const
    {
        return QRectF(at(x, y + h), at(x + w, y)).normalized();
    }
    [[nodiscard]] Rgb seen(Rgb c) const { return mix(multiply(c, stand.light), stand.haze, stand.air); }
    [[nodiscard]] double lightX() const { return stand.lightX; }
    void fill(const QPainterPath& path, Rgb c, double alpha = 1) const;
    /// Round body: lit from the side of the light.
    void round(const QPainterPath& path, Rgb c, double contrast = 1) const;
    void poly(std::initializer_list<QPointF> points, Rgb c, double alpha = 1) const;
    void rect(double x, double y, double w, double h, Rgb c, double alpha = 1) const;
    void ellipse(double x, double y, double rx, double ry, Rgb c, double alpha = 1) const;
    void line(QPointF from, QPointF to, double width, Rgb c) const;
    [[nodiscard]] QPainterPath curve(std::initializer_list<QPointF> points, bool closed = true) const;
    [[nodiscard]] QPainterPath limb(std::vector<Knot> knots) const;
    /// Glows even at night.
    void lamp(double x, double y, double radius, Rgb c) const;
    /// Dark by day, lit at night.
    void window(double x, double y, double w, double h) const;
};

/// Houses, castles, towers, bridges, camps. False where it is not one of these.
bool paintBuilding(ThingPainter& p, Thing thing, Rgb colour);
/// Cars, buses, trucks and vans from their side. False where it is not one of these.
bool paintRoadVehicle(ThingPainter& p, Thing thing, Rgb colour);
/// Balloons, boats, vehicles, buildings: things made by hand. False where it is not one of these.
bool paintMadeThing(ThingPainter& p, Thing thing, Rgb colour);
/// A ball of coloured panels. Without a colour it has several; with one, that and a light one by turns.
void paintBall(ThingPainter& p, std::optional<Rgb> colour, std::optional<Rgb> second);
/// Four-legged animals of one build. False where it is not one of these.
bool paintQuadruped(ThingPainter& p, Thing thing, std::optional<Rgb> colour);
/// Animals. \a colour replaces the coat's own.
bool paintAnimal(ThingPainter& p, Thing thing, std::optional<Rgb> colour);
/// People seen from behind or aside. \a clothes colour.
bool paintPerson(ThingPainter& p, Thing thing, Rgb clothes, Rgb hair);
/// A flower on its stem.
void paintFlower(ThingPainter& p, Thing kind, Rgb colour);

} // namespace maquette::sandbox
