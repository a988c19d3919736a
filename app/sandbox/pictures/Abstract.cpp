// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

void paintGround(Canvas& c, const std::vector<Rgb>& tones, Rng rng)
{
    const auto seed = quint32(rng.next());
    const Rgb paper = luma(tones[5 % tones.size()]) > 0.5F ? tones[5 % tones.size()]
                                                           : mix(tones[5 % tones.size()], hex(0xf4ecdf), 0.75);
    for (int y = 0; y < c.h; ++y) {
        quint32* line = c.row(y);
        for (int x = 0; x < c.w; ++x) {
            const auto u = float(x / c.unit);
            const auto v = float(y / c.unit);
            const float n = fractalNoise(u * 1.2F, v * 1.2F, 3, seed);
            const float fibre = fractalNoise(u * 70, v * 70, 2, seed + 2);
            line[x] =
                packDithered(mix(paper, tones[0], clamp01(0.1 + 0.22 * double(n))) * (1.0 + 0.035 * double(fibre)),
                             hashUnit(x, y, 24));
        }
    }
}

void grainyFill(QPainter& painter, const QPainterPath& path, Rgb from, Rgb to, double angle)
{
    const QRectF box = path.boundingRect();
    const QPointF d(std::cos(angle) * box.width() * 0.5, std::sin(angle) * box.height() * 0.5);
    QLinearGradient g(box.center() - d, box.center() + d);
    g.setColorAt(0, toQColor(from));
    g.setColorAt(1, toQColor(to));
    painter.setBrush(g);
    painter.drawPath(path);
}

/// Circles, half discs, bars and arcs on a loose grid.
void paintShapes(Canvas& c, const std::vector<Rgb>& tones, Rng rng)
{
    QPainter painter;
    c.open(painter);
    const int n = 20 + rng.below(10);
    for (int i = 0; i < n; ++i) {
        const double size = c.unit * (i < 5 ? rng.range(0.34, 0.66) : rng.range(0.05, 0.24));
        const QPointF at{c.w * rng.range(0.08, 0.92), c.h * rng.range(0.08, 0.92)};
        const Rgb tone = tones[size_t(rng.below(int(tones.size())))];
        const Rgb other = mix(tone, tones[size_t(rng.below(int(tones.size())))], 0.45);
        painter.save();
        painter.translate(at);
        painter.rotate(rng.below(8) * 45.0 + (i % 3 == 0 ? 15 : 0));
        painter.setCompositionMode(i % 3 == 1 ? QPainter::CompositionMode_Multiply
                                              : QPainter::CompositionMode_SourceOver);
        painter.setOpacity(i < 4 ? 0.96 : 0.9);
        QPainterPath path;
        switch (rng.below(6)) {
        case 0:
            path.addEllipse(QPointF(0, 0), size * 0.6, size * 0.6);
            break;
        case 1:
            path.moveTo(-size * 0.6, 0);
            path.arcTo(QRectF(-size * 0.6, -size * 0.6, size * 1.2, size * 1.2), 0, 180);
            path.closeSubpath();
            break;
        case 2:
            path.addRect(QRectF(-size * 0.9, -size * 0.1, size * 1.8, size * 0.2));
            break;
        case 3:
            path.addPolygon(QPolygonF(
                {QPointF(-size * 0.6, size * 0.5), QPointF(size * 0.6, size * 0.5), QPointF(0, -size * 0.6)}));
            path.closeSubpath();
            break;
        case 4:
            path.addRoundedRect(QRectF(-size * 0.5, -size * 0.5, size, size), size * 0.1, size * 0.1);
            break;
        default:
            path.addEllipse(QPointF(0, 0), size * 0.6, size * 0.6);
            path.addEllipse(QPointF(0, 0), size * 0.36, size * 0.36);
            break;
        }
        grainyFill(painter, path, tone, other, rng.range(0, 6.28));
        painter.restore();
    }
    for (int i = 0; i < 7; ++i) {
        painter.setPen(QPen(toQColor(mix(tones[size_t(i) % tones.size()], hex(0x1a1822), 0.7)), c.unit * 0.003));
        const QPointF from{c.w * rng.unit(), c.h * rng.unit()};
        painter.drawLine(from, from + QPointF{c.unit * rng.range(-0.5, 0.5), c.unit * rng.range(-0.5, 0.5)});
    }
}

/// Ribbons of paint that follow a field of noise.
void paintFlow(Canvas& c, const std::vector<Rgb>& tones, Rng rng)
{
    const auto seed = quint32(rng.next());
    QPainter painter;
    c.open(painter);
    painter.setBrush(Qt::NoBrush);
    const double scale = rng.range(0.7, 1.5);
    const int count = int(1500 * c.detail);
    for (int i = 0; i < count; ++i) {
        QPointF at{c.w * rng.range(-0.1, 1.1), c.h * rng.range(-0.1, 1.1)};
        const double pick = 0.5 + fractalNoise(float(at.x() / c.unit * 1.3), float(at.y() / c.unit * 1.3), 2, seed + 5);
        const Rgb tone = mix(tones[size_t(clamp01(pick) * double(tones.size() - 1))],
                             tones[size_t(rng.below(int(tones.size())))], rng.chance(0.2) ? 0.6 : 0.1) *
                         rng.range(0.85, 1.12);
        QPainterPath path(at);
        for (int k = 0; k < 26; ++k) {
            const double a = 6.2831853 * double(fractalNoise(float(at.x() / c.unit * scale),
                                                             float(at.y() / c.unit * scale), 2, seed));
            at += QPointF(std::cos(a), std::sin(a)) * c.unit * 0.012;
            path.lineTo(at);
        }
        painter.setPen(QPen(toQColor(tone, 0.82), c.unit * rng.range(0.002, 0.016) * (1.15 - double(i) / count),
                            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
    }
}

/// Ink in water: domain-warped noise (Quilez).
void paintMarble(Canvas& c, const std::vector<Rgb>& tones, Rng rng)
{
    const auto seed = quint32(rng.next());
    const double scale = rng.range(0.8, 1.4);
    for (int y = 0; y < c.h; ++y) {
        quint32* line = c.row(y);
        for (int x = 0; x < c.w; ++x) {
            const auto u = float(x / c.unit * scale);
            const auto v = float(y / c.unit * scale);
            const float qx = fractalNoise(u, v, 3, seed);
            const float qy = fractalNoise(u + 5.2F, v + 1.3F, 3, seed + 1);
            const float r = fractalNoise(u + 2.4F * qx, v + 2.4F * qy, 4, seed + 2);
            const double t = clamp01(0.5 + 0.85 * double(r));
            const double pos = t * 2.999;
            const auto k = size_t(pos);
            Rgb tone =
                mix(tones[k % tones.size()], tones[(k + 1) % tones.size()], smoothStep(0.1, 0.9, pos - double(k)));
            tone = mix(tone, hex(0xfdf6ea), clamp01(double(qx) * 0.55));
            const double vein = std::exp(-std::abs(double(r) - 0.08) * 60.0);
            tone = mix(tone, hex(0xf3d9a0), vein * 0.7) * (0.86 + 0.34 * double(qy + 0.5F) * 0.6);
            line[x] = packDithered(tone, hashUnit(x, y, 25));
        }
    }
}

/// Shards: Voronoi cells, each with its own gradient and a lit edge.
void paintShards(Canvas& c, const std::vector<Rgb>& tones, Rng rng)
{
    cv::Subdiv2D plane(cv::Rect(-c.w, -c.h, c.w * 3, c.h * 3));
    for (int i = 0; i < 90; ++i)
        plane.insert(cv::Point2f{float(c.w * rng.range(-0.2, 1.2)), float(c.h * rng.range(-0.2, 1.2))});
    std::vector<std::vector<cv::Point2f>> cells;
    std::vector<cv::Point2f> centres;
    plane.getVoronoiFacetList({}, cells, centres);
    QPainter painter;
    c.open(painter);
    for (size_t i = 0; i < cells.size(); ++i) {
        QPolygonF polygon;
        for (const cv::Point2f& p : cells[i])
            polygon << QPointF(double(p.x), double(p.y));
        QPainterPath path;
        path.addPolygon(polygon);
        path.closeSubpath();
        const double field = 0.5 + 0.8 * double(gradientNoise(float(centres[i].x / c.unit * 1.4),
                                                              float(centres[i].y / c.unit * 1.4), 7));
        const Rgb tone = mix(tones[size_t(clamp01(field) * double(tones.size() - 1))],
                             tones[size_t(rng.below(int(tones.size())))], 0.2) *
                         rng.range(0.85, 1.15);
        painter.setPen(QPen(toQColor(mix(tone, hex(0xfff6e8), 0.5), 0.8), c.unit * 0.0028));
        grainyFill(painter, path, mix(tone, {1, 1, 1}, 0.18), tone * 0.7, rng.range(0, 6.28));
    }
}

void sortByLight(std::vector<Rgb>& tones)
{
    std::sort(tones.begin(), tones.end(), [](Rgb a, Rgb b) { return luma(a) < luma(b); });
}

void paintMotif(QPainter& painter, const std::vector<Rgb>& tones, int kind, double r, const std::vector<double>& chance)
{
    const auto tone = [&](size_t i) { return toQColor(tones[i % tones.size()]); };
    const int petals = 5 + int(chance[0] * 4);
    switch (kind) {
    case 0: // blossom
        for (int ring = 0; ring < 2; ++ring)
            for (int i = 0; i < petals; ++i) {
                painter.save();
                painter.rotate(360.0 * (i + ring * 0.5) / petals);
                painter.setBrush(tone(size_t(ring)));
                painter.drawEllipse(QPointF(0, -r * (0.58 - 0.2 * ring)), r * (0.26 - 0.06 * ring),
                                    r * (0.42 - 0.12 * ring));
                painter.restore();
            }
        painter.setBrush(tone(2));
        painter.drawEllipse(QPointF(0, 0), r * 0.2, r * 0.2);
        break;
    case 1: // rings
        for (size_t i = 0; i < 5; ++i) {
            painter.setBrush(tone(i));
            painter.drawEllipse(QPointF(0, 0), r * (1.0 - 0.19 * double(i)), r * (1.0 - 0.19 * double(i)));
        }
        break;
    case 2: // diamonds
        for (size_t i = 0; i < 4; ++i) {
            const double k = r * (1.0 - 0.26 * double(i));
            painter.setBrush(tone(i + 1));
            painter.drawPolygon(QPolygonF({QPointF(0, -k), QPointF(k, 0), QPointF(0, k), QPointF(-k, 0)}));
        }
        break;
    default: // leaves
        for (int i = 0; i < 8; ++i) {
            painter.save();
            painter.rotate(45.0 * i);
            QPainterPath leaf;
            leaf.quadTo(r * 0.42, -r * 0.5, 0, -r);
            leaf.quadTo(-r * 0.42, -r * 0.5, 0, 0);
            painter.setBrush(tone(size_t(i % 2)));
            painter.drawPath(leaf);
            painter.restore();
        }
        painter.setBrush(tone(3));
        painter.drawEllipse(QPointF(0, 0), r * 0.14, r * 0.14);
        break;
    }
}

} // namespace

void paintAbstract(Sitting s)
{
    std::vector<Rgb> tones = s.palette.accents;
    Rng rng = s.rng.fork(71);
    const bool shapes = s.scene.of(Mood::Minimal) > 0;
    const int any = rng.below(4);
    const int kind = s.scene.form != Form::None ? int(s.scene.form) - 1 : (shapes ? 0 : any);
    if (kind == 0) {
        paintGround(s.canvas, tones, rng.fork(1));
        paintShapes(s.canvas, tones, rng.fork(2));
    } else if (kind == 1) {
        paintGround(s.canvas, tones, rng.fork(1));
        paintFlow(s.canvas, tones, rng.fork(2));
    } else if (kind == 2) {
        sortByLight(tones);
        paintMarble(s.canvas, tones, rng.fork(2));
    } else {
        sortByLight(tones);
        paintShards(s.canvas, tones, rng.fork(2));
    }
}

void paintPattern(Sitting s)
{
    Canvas& c = s.canvas;
    Rng rng = s.rng.fork(72);
    std::vector<Rgb> tones = s.palette.accents;
    const Rgb ground = mix(tones[5 % tones.size()], hex(0xf5eee2), luma(tones[5 % tones.size()]) > 0.5F ? 0.2 : 0.0);
    c.image.fill(toQColor(ground).rgb());
    // Whole numbers of cells per side, half-drop: the picture tiles without a seam.
    const int cols = std::max(2, int(std::lround(c.w / c.unit * (3 + rng.below(3)))));
    const double cell = double(c.w) / cols;
    const int rows = std::max(2, int(std::lround(c.h / cell / 2)) * 2);
    const double high = double(c.h) / rows;
    const int kinds[2] = {rng.below(4), rng.below(4)};
    const std::vector<double> chance{rng.unit(), rng.unit()};
    QPainter painter;
    c.open(painter);
    for (int j = -1; j <= rows; ++j)
        for (int i = -1; i <= cols; ++i) {
            painter.save();
            painter.translate((i + (j % 2 != 0 ? 1.0 : 0.5)) * cell, (j + 0.5) * high);
            paintMotif(painter, tones, kinds[j & 1], cell * 0.46, chance);
            painter.restore();
            painter.setBrush(toQColor(tones[3 % tones.size()]));
            painter.drawEllipse(QPointF((i + (j % 2 != 0 ? 0.5 : 0.0)) * cell, (j + 0.5) * high), cell * 0.06,
                                cell * 0.06);
        }
}

} // namespace maquette::sandbox
