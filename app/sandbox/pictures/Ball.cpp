// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

#include <QRadialGradient>

#include <array>
#include <cmath>

namespace maquette::sandbox {

namespace {

constexpr int kPanels = 6;
constexpr double kTurn = 6.283185307179586;

/// A unit sphere seen from the front, its pole turned aside and towards the viewer.
class Globe
{
public:
    Globe(const ThingPainter& p, double roll, double lean)
        : m_p(p)
        , m_roll(roll)
        , m_lean(lean)
    {
    }

    struct Spot
    {
        QPointF at;
        bool seen = false;
    };

    /// What lies behind is brought to the rim.
    [[nodiscard]] Spot spot(double longitude, double latitude) const
    {
        const double across = std::cos(latitude) * std::sin(longitude);
        const double up = std::sin(latitude);
        const double near = std::cos(latitude) * std::cos(longitude);
        const double leantUp = up * std::cos(m_lean) - near * std::sin(m_lean);
        const double leantNear = up * std::sin(m_lean) + near * std::cos(m_lean);
        double x = across * std::cos(m_roll) - leantUp * std::sin(m_roll);
        double y = across * std::sin(m_roll) + leantUp * std::cos(m_roll);
        const double away = std::hypot(x, y);
        if (leantNear < 0 && away > 1e-9) {
            x /= away;
            y /= away;
        }
        return {m_p.at(0.5 * x, 0.5 + 0.5 * y), leantNear >= 0};
    }

    /// The part of a panel that is seen: patches side by side, one outline for the painter.
    [[nodiscard]] QPainterPath panel(double from, double to, double south, double north) const
    {
        constexpr int kAcross = 5;
        constexpr int kAlong = 14;
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        for (int i = 0; i < kAcross; ++i) {
            for (int k = 0; k < kAlong; ++k) {
                const double left = lerp(from, to, double(i) / kAcross);
                const double right = lerp(from, to, double(i + 1) / kAcross);
                const double low = lerp(south, north, double(k) / kAlong);
                const double high = lerp(south, north, double(k + 1) / kAlong);
                const std::array<Spot, 4> corners{spot(left, low), spot(right, low), spot(right, high),
                                                  spot(left, high)};
                if (!corners[0].seen && !corners[1].seen && !corners[2].seen && !corners[3].seen)
                    continue;
                path.moveTo(corners[0].at);
                for (size_t c = 1; c < corners.size(); ++c)
                    path.lineTo(corners[c].at);
                path.closeSubpath();
            }
        }
        return path;
    }

private:
    const ThingPainter& m_p;
    double m_roll;
    double m_lean;
};

std::array<Rgb, kPanels> panelColours(std::optional<Rgb> colour, std::optional<Rgb> second, Rng& rng)
{
    const Rgb white = hex(0xf7f4ec);
    if (!colour) {
        const std::array<Rgb, 3> bright{hex(0xdb2b33), hex(0xf3c21d), hex(0x2467c4)};
        const int first = rng.below(3);
        return {bright[size_t(first)],           white, bright[size_t((first + 1) % 3)], white,
                bright[size_t((first + 2) % 3)], white};
    }
    const Rgb other =
        second.value_or(luma(*colour) > 0.75F ? mix(*colour, hex(0x20242c), 0.8) : mix(*colour, white, 0.8));
    return {*colour, other, *colour, other, *colour, other};
}

} // namespace

void paintBall(ThingPainter& p, std::optional<Rgb> colour, std::optional<Rgb> second)
{
    const std::array<Rgb, kPanels> colours = panelColours(colour, second, p.rng);
    const Globe globe(p, p.rng.range(-0.6, 0.6), p.rng.range(0.5, 0.95));
    const double start = p.rng.range(0, kTurn / kPanels);
    const double radius = 0.5 * p.stand.size;
    QPainterPath disc;
    disc.addEllipse(p.at(0, 0.5), radius, radius);
    p.fill(disc, colours[1]); // under the seams
    p.painter.save();
    p.painter.setClipPath(disc, Qt::IntersectClip);
    constexpr double kPole = kTurn / 4;
    constexpr double kCap = kPole - 0.2;
    for (int i = 0; i < kPanels; ++i) {
        const double from = start + kTurn * i / kPanels;
        p.fill(globe.panel(from, from + kTurn / kPanels, -kPole, kCap), colours[size_t(i)]);
    }
    p.fill(globe.panel(0, kTurn, kCap, kPole), mix(colours[0], hex(0xf7f4ec), 0.75));
    p.painter.restore();
    const double side = p.lightX() > 0 ? 1 : -1;
    QRadialGradient shade(p.at(0, 0.5), radius, p.at(0.17 * side * (p.stand.mirrored ? -1 : 1), 0.72));
    const double strength = 1.0 - p.stand.air;
    shade.setColorAt(0, QColor(255, 255, 255, int(150 * strength)));
    shade.setColorAt(0.22, QColor(255, 255, 255, int(40 * strength)));
    shade.setColorAt(0.5, QColor(20, 14, 40, 0));
    shade.setColorAt(1, QColor(20, 14, 40, int(150 * strength)));
    p.painter.setBrush(shade);
    p.painter.drawPath(disc);
}

} // namespace maquette::sandbox
