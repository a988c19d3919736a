// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/LandscapePlan.h"
#include "app/sandbox/pictures/Trees.h"

namespace maquette::sandbox {

/// Paints a landscape from the sky forward: far land and woods, water, near land, subjects, foreground, weather.
class LandscapePainter
{
public:
    explicit LandscapePainter(Sitting& s)
        : m_s(s)
        , m_rng(s.rng.fork(11))
        , m_plan(makePlan(s, m_rng))
        , m_horizon(m_plan.horizon * s.canvas.h)
        , m_terrain(s.canvas, s.palette, m_plan.land, m_horizon)
    {
    }
    void paint();

private:
    [[nodiscard]] Stand stand(QPointF foot, double size, double z, double height) const;
    void woodsAndLand(double from, double to, double shore);
    [[nodiscard]] Species pick(Rng& rng, double h) const;
    void woods(double zFar, double zNear, double shore);
    void tree(QPainter& painter, double x, double z, double shore, const Palette& p);
    void lava();
    void waterfall();
    void airThings();
    void waterThings();
    void groundThings();
    void groundThing(QPainter& painter, const Subject& s, int index, int total);
    void standFar(QPainter& painter, const Subject& s, int index, int total);
    void foreground();
    void grassBlades(QPainter& painter);
    void flowerCarpet(QPainter& painter);

    Sitting& m_s;
    Rng m_rng;
    Plan m_plan;
    double m_horizon;
    Terrain m_terrain;
    bool m_firs = m_rng.chance(0.45);
};

} // namespace maquette::sandbox
