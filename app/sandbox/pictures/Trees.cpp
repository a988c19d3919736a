// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Trees.h"

namespace maquette::sandbox {

namespace {

struct Drawing
{
    QPainter& painter;
    QPointF foot;
    double height;
    const TreeLook& look;
    Rng& rng;

    [[nodiscard]] QColor tone(Rgb c) const { return toQColor(mix(c, look.haze, look.air)); }
    [[nodiscard]] QPointF at(double x, double y) const { return foot + QPointF(x * height, -y * height); }
    void fill(const QPainterPath& path, Rgb c) const
    {
        painter.setBrush(tone(c));
        painter.drawPath(path);
    }
    void trunk(double bottom, double top, double to) const
    {
        QPainterPath p;
        p.moveTo(at(-bottom, 0));
        p.cubicTo(at(-bottom * 0.6, to * 0.3), at(-top, to * 0.6), at(-top, to));
        p.lineTo(at(top, to));
        p.cubicTo(at(top, to * 0.6), at(bottom * 0.6, to * 0.3), at(bottom, 0));
        fill(p, look.trunk);
    }
};

/// One side of a fir as a zigzag of drooping boughs.
void firSide(const Drawing& d, QPainterPath& path, double side, double width, int tiers)
{
    for (int i = 1; i <= tiers; ++i) {
        const double t = double(i) / tiers;
        const double reach = width * std::pow(t, 0.85) * d.rng.range(0.78, 1.15);
        const double y = 1.0 - t * 0.9;
        path.quadTo(d.at(side * reach * 0.35, y + 0.05 / tiers * 6), d.at(side * reach, y - 0.012));
        path.lineTo(d.at(side * reach * 0.42, y + 0.006));
    }
}

void paintFir(const Drawing& d)
{
    const int tiers = d.height < 26 ? 4 : (d.height < 90 ? 8 : 13);
    const double width = d.rng.range(0.15, 0.21);
    d.trunk(0.02, 0.012, 0.2);
    QPainterPath left;
    left.moveTo(d.at(0, 1.0));
    firSide(d, left, -1, width, tiers);
    left.lineTo(d.at(0, 0.09));
    left.closeSubpath();
    QPainterPath right;
    right.moveTo(d.at(0, 1.0));
    firSide(d, right, 1, width, tiers);
    right.lineTo(d.at(0, 0.09));
    right.closeSubpath();
    const Rgb shadow = d.look.leaf * 0.72;
    const Rgb sunny = mix(d.look.leaf, d.look.lit, 0.3);
    d.fill(left, d.look.lightX < 0 ? sunny : shadow);
    d.fill(right, d.look.lightX < 0 ? shadow : sunny);
    if (d.look.snow <= 0 || d.height < 14)
        return;
    for (int i = 1; i <= tiers; ++i) {
        const double t = (i - 0.35) / tiers;
        const double reach = width * std::pow(t, 0.85) * 0.8;
        const double y = 1.0 - t * 0.9 + 0.012;
        for (double side : {-1.0, 1.0}) {
            if (!d.rng.chance(0.8 * d.look.snow))
                continue;
            QPainterPath p;
            p.moveTo(d.at(side * reach * 0.12, y + 0.03));
            p.quadTo(d.at(side * reach * 0.6, y + 0.012), d.at(side * reach * d.rng.range(0.7, 1.0), y - 0.018));
            p.quadTo(d.at(side * reach * 0.4, y - 0.014), d.at(side * reach * 0.12, y + 0.03));
            d.fill(p, mix(hex(0xeef3fa), d.look.lit, side * d.look.lightX > 0 ? 0.25 : 0.0) *
                          (side * d.look.lightX > 0 ? 1.0 : 0.82));
        }
    }
}

/// A crown as a heap of leaf clumps: dark ones first, sunny ones last.
void paintCrown(const Drawing& d, QPointF centre, double rx, double ry, int clumps, double size)
{
    const double fine = d.height > 240 ? 0.45 : (d.height > 110 ? 0.62 : 1.0); // near trees have small leaves
    clumps = int(clumps / (fine * fine * (fine < 1 ? 0.75 : 1.0)));
    size *= fine;
    const int levels = d.height < 30 ? 2 : (d.height > 110 ? 4 : 3);
    for (int level = 0; level < levels; ++level) {
        const double k = levels == 1 ? 1 : double(level) / (levels - 1);
        const Rgb tone = mix(d.look.leaf * 0.62, mix(d.look.leaf, d.look.lit, 0.34), k);
        d.painter.setBrush(d.tone(tone));
        const int count = int(clumps * (1.0 - 0.35 * k));
        for (int i = 0; i < count; ++i) {
            const double a = d.rng.range(0, 6.2831853);
            const double r = std::sqrt(d.rng.unit()) * (1.0 - 0.22 * k);
            const QPointF at(centre.x() + std::cos(a) * r * rx + d.look.lightX * k * rx * 0.2,
                             centre.y() + std::sin(a) * r * ry + k * ry * 0.24);
            const double s = size * d.rng.range(0.6, 1.15) * (1.0 - 0.42 * k);
            d.painter.drawPath(
                blobPath(d.at(at.x(), at.y()), s * d.height, s * 0.78 * d.height, 0.24, d.height < 40 ? 5 : 9, d.rng));
        }
    }
}

void paintBranches(const Drawing& d, QPointF from, double angle, double length, double thick, int depth)
{
    const QPointF to = from + QPointF(std::cos(angle) * length, std::sin(angle) * length);
    QPen pen(d.tone(d.look.trunk));
    pen.setWidthF(std::max(0.6, thick * d.height));
    pen.setCapStyle(Qt::RoundCap);
    d.painter.setPen(pen);
    d.painter.drawLine(d.at(from.x(), from.y()), d.at(to.x(), to.y()));
    d.painter.setPen(Qt::NoPen);
    if (depth <= 0 || thick * d.height < 0.7)
        return;
    for (int i = 0; i < 3; ++i) {
        const QPointF fork = from + (to - from) * d.rng.range(0.55, 1.0);
        const double turn = d.rng.range(-0.7, 0.7);
        const double reach = length * d.rng.range(0.5, 0.75);
        paintBranches(d, fork, angle + turn, reach, thick * 0.6, depth - 1);
    }
}

void paintPalm(const Drawing& d)
{
    const double lean = d.rng.range(-0.22, 0.22);
    QPainterPath trunk;
    trunk.moveTo(d.at(-0.025, 0));
    trunk.quadTo(d.at(lean * 0.2 - 0.016, 0.45), d.at(lean - 0.012, 0.8));
    trunk.lineTo(d.at(lean + 0.012, 0.8));
    trunk.quadTo(d.at(lean * 0.2 + 0.02, 0.45), d.at(0.03, 0));
    d.fill(trunk, d.look.trunk);
    for (int i = 0; i < 11; ++i) {
        const double a = 3.14159 * (i + d.rng.range(-0.3, 0.3)) / 10.0;
        const double reach = d.rng.range(0.26, 0.36);
        const QPointF tip(lean + std::cos(a) * reach, 0.82 + std::sin(a) * reach * 0.75 - 0.14);
        const QPointF bend(lean + std::cos(a) * reach * 0.55, 0.86 + std::sin(a) * reach * 0.85);
        QPainterPath frond;
        frond.moveTo(d.at(lean, 0.8));
        frond.quadTo(d.at(bend.x(), bend.y() + 0.02), d.at(tip.x(), tip.y()));
        for (int k = 6; k >= 1; --k) { // the fringe hangs from the rib
            const double t = k / 7.0;
            const double bx = lean + (bend.x() - lean) * 2 * t * (1 - t) + (tip.x() - lean) * t * t;
            const double by = 0.8 * (1 - t) * (1 - t) + bend.y() * 2 * t * (1 - t) + tip.y() * t * t;
            frond.lineTo(d.at(bx + 0.012 * std::cos(a), by - 0.075 * (0.4 + t * (1 - t) * 2.4)));
            frond.lineTo(d.at(bx - 0.014, by - 0.012));
        }
        frond.closeSubpath();
        d.fill(frond, std::cos(a) * d.look.lightX > 0 ? mix(d.look.leaf, d.look.lit, 0.25) : d.look.leaf * 0.75);
    }
}

void paintCactus(const Drawing& d)
{
    const auto limb = [&](std::vector<Knot> knots) {
        for (Knot& k : knots) {
            const QPointF p = d.at(k.x, k.y);
            k = {p.x(), p.y(), k.radius * d.height};
        }
        const QPainterPath path = limbPath(knots);
        d.painter.setBrush(
            roundBrush(path.boundingRect(), mix(d.look.leaf, d.look.haze, d.look.air), d.look.lightX, 0.8));
        d.painter.drawPath(path);
    };
    limb({{0, 0, 0.07}, {0.005, 0.5, 0.085}, {0, 0.92, 0.075}});
    limb({{0.02, 0.38, 0.05}, {0.2, 0.4, 0.055}, {0.24, 0.55, 0.055}, {0.24, 0.7, 0.05}});
    if (d.rng.chance(0.75))
        limb({{-0.02, 0.48, 0.045}, {-0.17, 0.5, 0.05}, {-0.2, 0.62, 0.05}, {-0.2, 0.8, 0.045}});
}

void paintBroad(const Drawing& d, Species species)
{
    const bool detailed = d.height > 60;
    if (species == Species::Birch) {
        d.trunk(0.018, 0.008, 0.85);
        for (int i = 0; detailed && i < 12; ++i) {
            const double y = d.rng.range(0.04, 0.6);
            d.painter.setBrush(d.tone(hex(0x2b2a2e)));
            d.painter.drawRect(QRectF(d.at(d.rng.range(-0.016, 0.006), y),
                                      QSizeF(d.height * d.rng.range(0.006, 0.014), d.height * 0.005)));
        }
        paintCrown(d, {0, 0.7}, 0.15, 0.27, 26, 0.065);
        return;
    }
    if (species == Species::Poplar) {
        d.trunk(0.02, 0.01, 0.3);
        paintCrown(d, {0, 0.56}, 0.085, 0.4, 26, 0.07);
        return;
    }
    if (species == Species::Bush) {
        paintCrown(d, {0, 0.38}, 0.5, 0.34, 18, 0.2);
        return;
    }
    d.trunk(0.035, 0.018, 0.5);
    if (detailed)
        for (double a : {0.9, 1.35, 1.8, 2.25})
            paintBranches(d, {0, 0.32}, a + d.rng.range(-0.15, 0.15), 0.3, 0.018, 1);
    const bool wide = species == Species::Pine;
    paintCrown(d, {0, wide ? 0.8 : 0.66}, wide ? 0.34 : 0.3, wide ? 0.13 : 0.27, wide ? 22 : 34, wide ? 0.1 : 0.105);
}

} // namespace

void paintTree(QPainter& painter, Species species, QPointF foot, double height, const TreeLook& look, Rng& rng)
{
    painter.setPen(Qt::NoPen);
    const Drawing d{painter, foot, height, look, rng};
    switch (species) {
    case Species::Fir:
        paintFir(d);
        break;
    case Species::Palm:
        paintPalm(d);
        break;
    case Species::Cactus:
        paintCactus(d);
        break;
    case Species::Bare:
        d.trunk(0.03, 0.014, 0.42);
        for (double a : {0.95, 1.3, 1.57, 1.85, 2.2})
            paintBranches(d, {0, rng.range(0.25, 0.4)}, a + rng.range(-0.15, 0.15), rng.range(0.26, 0.36), 0.016, 4);
        break;
    default:
        paintBroad(d, species);
        break;
    }
}

} // namespace maquette::sandbox
