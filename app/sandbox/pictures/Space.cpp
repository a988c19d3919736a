// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/Sky.h"

namespace maquette::sandbox {

namespace {

void paintNebula(Canvas& c, const std::vector<Rgb>& tones, Rng rng)
{
    const auto seed = quint32(rng.next());
    const double angle = rng.range(0, 3.14);
    const double cosA = std::cos(angle);
    const double sinA = std::sin(angle);
    for (int y = 0; y < c.h; ++y) {
        quint32* line = c.row(y);
        for (int x = 0; x < c.w; ++x) {
            const double u = (x - c.w * 0.5) / c.unit;
            const double v = (y - c.h * 0.5) / c.unit;
            const double across = (u * sinA - v * cosA) * 1.9;
            const double belt = std::exp(-across * across);
            const auto fx = float(u * 2.1);
            const auto fy = float(v * 2.1);
            const float warp = fractalNoise(fx, fy, 2, seed + 3);
            const float gas = fractalNoise(fx + warp, fy - warp, 5, seed);
            const float tone = fractalNoise(fx * 0.6F + warp, fy * 0.6F, 2, seed + 7);
            const float dust = ridgedNoise(fx * 0.9F + warp, fy * 0.9F, 3, seed + 11);
            const double k = clamp01((0.42 + double(gas) * 1.5) * belt * 1.25);
            Rgb glow = mix(tones[0], tones[1], clamp01(0.5 + 1.4 * double(tone)));
            glow = mix(glow, tones[2], clamp01((k - 0.55) * 1.8));
            const Rgb base = hex(0x05060f) + tones[0] * (0.06 * belt);
            line[x] = packDithered(screen(base, glow * (k * k * 1.15 * (1.0 - 0.55 * double(dust) * belt))),
                                   hashUnit(x, y, 16));
        }
    }
}

struct Globe
{
    QPointF centre;
    double radius;
    Rgb land;
    Rgb sea;
    Rgb air;
    bool gas;
    double lightX;
};

void paintGlobe(Canvas& c, const Globe& g, Rng rng)
{
    const auto seed = quint32(rng.next());
    c.glow(g.centre, g.radius * 1.5, g.air, 0.35, 0.6);
    const double lx = g.lightX * 0.78;
    const double ly = -0.4;
    const double lz = 0.48;
    for (int y = std::max(0, int(g.centre.y() - g.radius)); y < std::min(c.h, int(g.centre.y() + g.radius) + 1); ++y) {
        quint32* line = c.row(y);
        for (int x = std::max(0, int(g.centre.x() - g.radius)); x < std::min(c.w, int(g.centre.x() + g.radius) + 1);
             ++x) {
            const double nx = (x - g.centre.x()) / g.radius;
            const double ny = (y - g.centre.y()) / g.radius;
            const double r2 = nx * nx + ny * ny;
            if (r2 >= 1)
                continue;
            const double nz = std::sqrt(1 - r2);
            const auto u = float((nx / (nz + 0.55)) * 1.6);
            const auto v = float((ny / (nz + 0.55)) * 1.6);
            Rgb ground;
            if (g.gas) {
                const float swirl = 0.22F * fractalNoise(u * 2, v * 5, 4, seed);
                const float band =
                    0.5F + 0.5F * std::sin((v + swirl * 0.6F) * 13.0F + 3.0F * gradientNoise(0.5F, v * 2.0F, seed + 2));
                ground = mix(g.land, g.sea, double(band)) * (0.88 + 0.4 * double(swirl));
            } else {
                const float n = fractalNoise(u * 1.7F, v * 1.7F, 6, seed);
                ground =
                    mix(g.sea, mix(g.land, g.land * 0.55, clamp01(double(n) * 2.2)), smoothStep(0.02, 0.08, double(n)));
                const float cloud = fractalNoise(u * 2.2F + 0.6F * n, v * 3.4F, 5, seed + 21);
                ground = mix(ground, {1, 1, 1}, smoothStep(0.05, 0.5, double(cloud)) * 0.85);
            }
            const double lit = smoothStep(-0.12, 0.75, nx * lx + ny * ly + nz * lz);
            Rgb col = ground * (0.03 + 1.08 * lit);
            const double rim = std::pow(1 - nz, 2.6);
            col = screen(col, g.air * (rim * (0.12 + 0.95 * lit)));
            const double edge = clamp01((1 - std::sqrt(r2)) * g.radius);
            line[x] = packDithered(mix(unpack(line[x]), col, edge), hashUnit(x, y, 17));
        }
    }
}

void paintRing(QPainter& painter, const Globe& g, double tilt, bool front, Rng rng)
{
    painter.save();
    painter.translate(g.centre);
    painter.rotate(tilt);
    painter.setClipRect(front ? QRectF(-g.radius * 4, 0, g.radius * 8, g.radius * 4)
                              : QRectF(-g.radius * 4, -g.radius * 4, g.radius * 8, g.radius * 4));
    painter.setBrush(Qt::NoBrush);
    for (int i = 0; i < 46; ++i) {
        const double t = i / 46.0;
        const double r = g.radius * lerp(1.35, 2.25, t);
        const double k = (t > 0.6 && t < 0.68) ? 0.06 : rng.range(0.25, 0.75);
        painter.setPen(QPen(toQColor(mix(g.land, {1, 1, 1}, 0.45), k * 0.75), g.radius * 0.022));
        painter.drawEllipse(QPointF(0, 0), r, r * 0.26);
    }
    painter.restore();
}

} // namespace

void paintSpace(Sitting s)
{
    Canvas& c = s.canvas;
    Rng rng = s.rng.fork(31);
    const std::vector<std::array<quint32, 3>> sets{{0x4a2bd0, 0xd8438f, 0xffd0a0},
                                                   {0x1457b8, 0x1fb5a8, 0xe6ffe8},
                                                   {0xb0313f, 0x5a2a9c, 0xffb65c},
                                                   {0x1d6fd1, 0x8a3fd6, 0xffe0f0}};
    std::vector<Rgb> tones;
    for (quint32 t : sets[size_t(rng.below(4))])
        tones.push_back(hex(t));
    for (size_t i = 0; i < s.scene.tints.size() && i < 2; ++i)
        tones[i] = withLuma(s.scene.tints[i].colour, std::max(0.32F, luma(s.scene.tints[i].colour)));
    if (s.scene.tints.size() == 1)
        tones[1] = mix(tones[0], tones[1], 0.35);
    paintNebula(c, tones, rng.fork(1));
    paintStars(c, c.h, 1.5, false, rng.fork(2));
    const double lightX = rng.chance(0.5) ? 1 : -1;
    const Globe main{QPointF{c.w * (0.5 - 0.2 * lightX + rng.range(-0.06, 0.06)), c.h * rng.range(0.5, 0.72)},
                     c.unit * rng.range(0.24, 0.42),
                     mix(tones[2], s.palette.accents[0], 0.4),
                     mix(tones[0], hex(0x1a3c70), 0.35),
                     mix(tones[1], {1, 1, 1}, 0.35),
                     rng.chance(0.55),
                     lightX};
    const double tilt = rng.range(-28, 28);
    const bool ringed = rng.chance(0.6);
    QPainter painter;
    if (ringed) {
        c.open(painter);
        paintRing(painter, main, tilt, false, rng.fork(3));
        painter.end();
    }
    paintGlobe(c, main, rng.fork(4));
    if (ringed) {
        c.open(painter);
        paintRing(painter, main, tilt, true, rng.fork(3));
        painter.end();
    }
    paintGlobe(c,
               {QPointF(c.w * (0.5 + 0.3 * lightX), c.h * rng.range(0.16, 0.32)), c.unit * rng.range(0.04, 0.08),
                hex(0xb7b0a6), hex(0x8f8880), hex(0xd8d4cc), false, lightX},
               rng.fork(5));
    c.open(painter);
    for (const Subject& sub : s.scene.subjects) {
        if (int(sub.thing) >= int(Thing::Vase) || sub.thing == Thing::Sun || sub.thing == Thing::Moon)
            continue;
        Stand st;
        st.size = c.unit * 0.34;
        st.foot = QPointF(c.w * (0.5 + 0.17 * lightX), c.h * 0.62);
        st.lightX = lightX;
        painter.save();
        if (sub.thing == Thing::Rocket) {
            painter.translate(st.foot);
            painter.rotate(28 * lightX);
            painter.translate(-st.foot);
        }
        paintSubject(painter, sub, st, s.palette, s.scene, rng);
        painter.restore();
    }
}

} // namespace maquette::sandbox
