// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"

namespace maquette::sandbox {

namespace {

/// A bust seen from the front, lit from one side. One unit is a little more than the head; the origin lies between the
/// eyes.
class BustPainter
{
public:
    BustPainter(Sitting& s, QPainter& painter)
        : m_s(s)
        , m_rng(s.rng.fork(81))
        , m_p(painter, m_stand, m_rng)
        , m_painter(painter)
    {
        const Canvas& c = s.canvas;
        m_stand.size = c.unit * (c.h > c.w ? 0.6 : 0.5);
        m_stand.foot = QPointF(c.w * (0.5 + m_rng.range(-0.04, 0.04)), c.h * 0.43);
        m_stand.lightX = s.palette.sunX > 0.5 ? 1 : -1;
        m_stand.light =
            s.palette.night ? mix(s.palette.light, hex(0xffe6cc), 0.6) * 0.82 : mix(s.palette.light, {1, 1, 1}, 0.72);
        m_side = m_stand.lightX;
        const bool man = s.scene.find(Thing::Man) != nullptr && s.scene.find(Thing::Woman) == nullptr;
        m_long = !man;
        constexpr quint32 skins[] = {0xf0c4a0, 0xe2a880, 0xc98a62, 0x9a6242, 0x70452f, 0xf3cdb2};
        constexpr quint32 hairs[] = {0x2a1a14, 0x4a2c1c, 0x7a4a26, 0xb98a4a, 0x16131a, 0x6a2f20, 0x8d8a8c};
        m_skin = s.scene.colourOf(Thing::Skin).value_or(hex(skins[m_rng.below(6)]));
        m_hair = s.scene.colourOf(Thing::Hair).value_or(hex(hairs[m_rng.below(7)]));
        if (const auto red = s.scene.colourOf(Thing::Hair); red && red->r > 0.7F && red->g < 0.3F)
            m_hair = hex(0xb5351c); // the red of hair
        if (s.scene.colourOf(Thing::Hair) && !s.scene.colourOf(Thing::Skin) && luma(m_hair) > 0.3F)
            m_skin = hex(0xf0c4a0);
        m_clothes = s.scene.colourOf(Thing::Clothes)
                        .value_or(s.scene.tints.empty() ? s.palette.accents[size_t(m_rng.below(5))]
                                                        : mix(s.scene.tints[0].colour, hex(0x1e2230), 0.3));
        constexpr quint32 eyes[] = {0x5b7f4a, 0x4a7ba0, 0x6b4226, 0x3d5c58};
        m_eyes = s.scene.colourOf(Thing::Eyes).value_or(hex(eyes[m_rng.below(4)]));
        m_lips = man ? mix(m_skin, hex(0xa8524a), 0.4) : mix(m_skin, hex(0xb5263a), 0.62);
        m_wave = m_rng.range(-0.03, 0.05);
    }

    void paint()
    {
        if (m_long)
            backHair();
        shoulders();
        neck();
        face();
        features();
        frontHair();
        if (m_s.scene.find(Thing::Hat))
            hat();
    }

private:
    void shaded(const QPainterPath& path, Rgb c, double contrast = 1) { m_p.round(path, c, contrast); }

    void backHair()
    {
        const QPainterPath shape = m_p.curve({{0, 0.56},
                                              {-0.3, 0.48},
                                              {-0.43, 0.16},
                                              {-0.42, -0.2},
                                              {-0.5, -0.6 + m_wave},
                                              {-0.4, -0.92},
                                              {-0.16, -0.8},
                                              {0.16, -0.8},
                                              {0.4, -0.92},
                                              {0.5, -0.6 - m_wave},
                                              {0.42, -0.2},
                                              {0.43, 0.16},
                                              {0.3, 0.48}});
        shaded(shape, m_hair * 0.62, 1.1);
        strands(shape, 120, -0.9, 0.4, true);
    }

    /// Fine lines of hair within \a shape.
    void strands(const QPainterPath& shape, int count, double low, double high, bool back)
    {
        m_painter.save();
        m_painter.setClipPath(shape);
        m_painter.setBrush(Qt::NoBrush);
        for (int i = 0; i < count; ++i) {
            const double t = m_rng.range(-1, 1);
            const double x0 = t * 0.16;
            const double x1 = t * (back ? 0.46 : 0.4);
            const double lit = clamp01(0.5 + 0.5 * t * m_side);
            const Rgb tone =
                mix(m_hair * 0.45, mix(m_hair, hex(0xffe9c8), 0.4), lit * m_rng.range(0.3, 1.0)) * (back ? 0.8 : 1.0);
            m_painter.setPen(QPen(toQColor(m_p.seen(tone), 0.55), m_stand.size * m_rng.range(0.003, 0.011),
                                  Qt::SolidLine, Qt::RoundCap));
            const double sway = m_rng.range(-0.05, 0.05) + m_wave;
            m_painter.drawPath(m_p.curve({{x0, 0.55},
                                          {x1 * 0.92, lerp(0.34, high, 0.5)},
                                          {x1 * 1.02, lerp(low, high, 0.45)},
                                          {x1 + sway, lerp(low, high, 0.2)},
                                          {x1 * 0.95 - sway, low}},
                                         false));
        }
        m_painter.restore();
        m_painter.setPen(Qt::NoPen);
    }

    void shoulders()
    {
        const double w = m_long ? 0.86 : 1.02;
        const QPainterPath body = m_p.curve({{-0.16, -0.56},
                                             {-0.44, -0.7},
                                             {-w * 0.82, -0.82},
                                             {-w, -1.15},
                                             {-w * 1.06, -2.0},
                                             {0, -2.1},
                                             {w * 1.06, -2.0},
                                             {w, -1.15},
                                             {w * 0.82, -0.82},
                                             {0.44, -0.7},
                                             {0.16, -0.56},
                                             {0, -0.62}});
        shaded(body, m_clothes, 1.1);
        m_painter.save();
        m_painter.setClipPath(body);
        for (int i = 0; i < 16; ++i) { // folds
            const double x = m_rng.range(-0.9, 0.9);
            m_painter.setBrush(Qt::NoBrush);
            m_painter.setPen(QPen(toQColor(m_p.seen(i % 2 ? m_clothes * 0.6 : mix(m_clothes, {1, 1, 1}, 0.25)), 0.28),
                                  m_stand.size * m_rng.range(0.01, 0.035), Qt::SolidLine, Qt::RoundCap));
            m_painter.drawPath(
                m_p.curve({{x * 0.55, -0.72}, {x * 0.8, -1.0}, {x * 0.9 + m_rng.range(-0.1, 0.1), -1.5}}, false));
        }
        m_painter.restore();
        m_painter.setPen(Qt::NoPen);
    }

    void neck()
    {
        shaded(m_p.curve({{-0.16, -0.2},
                          {-0.15, -0.5},
                          {-0.25, -0.66},
                          {0, m_long ? -0.88 : -0.76},
                          {0.25, -0.66},
                          {0.15, -0.5},
                          {0.16, -0.2}}),
               m_skin * 0.86);
        m_p.fill(m_p.curve({{-0.16, -0.3}, {-0.12, -0.5}, {0.02, -0.56}, {0.13, -0.5}, {0.16, -0.3}, {0, -0.42}}),
                 multiply(m_skin, hex(0x8a5560)), 0.55);
        if (!m_long)
            for (double s : {-1.0, 1.0})
                m_p.fill(m_p.curve({{s * 0.14, -0.56}, {s * 0.3, -0.64}, {s * 0.2, -0.86}, {s * 0.03, -0.76}}),
                         mix(m_clothes, s == m_side ? hex(0xffffff) : hex(0x101018), 0.25));
    }

    [[nodiscard]] QPainterPath faceShape() const
    {
        const double jaw = m_long ? 0.0 : 0.03;
        return m_p.curve({{0, 0.46},
                          {-0.22, 0.4},
                          {-0.31, 0.15},
                          {-0.305, -0.05},
                          {-0.26 - jaw, -0.25},
                          {-0.13 - jaw, -0.4},
                          {0, -0.445},
                          {0.13 + jaw, -0.4},
                          {0.26 + jaw, -0.25},
                          {0.305, -0.05},
                          {0.31, 0.15},
                          {0.22, 0.4}});
    }

    void face()
    {
        for (double s : {-1.0, 1.0})
            m_p.fill(m_p.curve({{s * 0.29, 0.06}, {s * 0.35, 0.07}, {s * 0.34, -0.08}, {s * 0.28, -0.14}}),
                     m_skin * (s == m_side ? 0.95 : 0.62));
        const QPainterPath shape = faceShape();
        shaded(shape, m_skin, 0.85);
        m_painter.save();
        m_painter.setClipPath(shape);
        const double s = -m_side; // the shadow side
        const Rgb shadow = multiply(m_skin, hex(0x9a5f62));
        m_p.fill(m_p.curve({{s * 0.1, 0.5},
                            {s * 0.16, 0.2},
                            {s * 0.2, 0.02},
                            {s * 0.16, -0.14},
                            {s * 0.2, -0.3},
                            {s * 0.06, -0.46},
                            {s * 0.5, -0.4},
                            {s * 0.5, 0.5}}),
                 shadow, 0.34);
        blush(0.19, -0.13, 0.13, hex(0xe0605a), 0.3);
        blush(-0.19, -0.13, 0.13, hex(0xe0605a), 0.3);
        blush(m_side * 0.15, 0.22, 0.2, hex(0xfff2dc), 0.4);
        m_painter.restore();
    }

    void blush(double x, double y, double r, Rgb c, double alpha)
    {
        QRadialGradient g(m_p.at(x, y), r * m_stand.size);
        g.setColorAt(0, toQColor(c, alpha));
        g.setColorAt(1, toQColor(c, 0));
        m_painter.setBrush(g);
        m_painter.drawEllipse(m_p.at(x, y), r * m_stand.size, r * m_stand.size);
    }

    void eye(double s)
    {
        const double x = s * 0.135;
        const Rgb lid = multiply(m_skin, hex(0x8a4f4f));
        m_p.fill(m_p.curve({{x - 0.085, 0.0}, {x - 0.04, 0.055}, {x + 0.04, 0.055}, {x + 0.085, 0.0}, {x, -0.04}}), lid,
                 0.4);
        const QPainterPath almond = m_p.curve({{x - 0.07, 0.0},
                                               {x - 0.03, 0.032},
                                               {x + 0.03, 0.034},
                                               {x + 0.072, 0.004},
                                               {x + 0.03, -0.024},
                                               {x - 0.03, -0.026}});
        m_p.fill(almond, hex(0xf4eee8));
        m_painter.save();
        m_painter.setClipPath(almond);
        m_p.ellipse(x, 0.004, 0.034, 0.036, m_eyes * 0.55);
        m_p.ellipse(x, 0.0, 0.028, 0.03, m_eyes);
        m_p.ellipse(x, 0.004, 0.014, 0.015, hex(0x120d10));
        m_p.ellipse(x + m_side * 0.012, 0.016, 0.008, 0.008, {1.2F, 1.2F, 1.2F});
        m_p.fill(m_p.curve(
                     {{x - 0.08, 0.04}, {x, 0.05}, {x + 0.08, 0.04}, {x + 0.07, 0.016}, {x, 0.026}, {x - 0.07, 0.014}}),
                 hex(0x2a1a1c), 0.35);
        m_painter.restore();
        const double heavy = m_long ? 1.0 : 0.55;
        m_p.fill(m_p.curve({{x - s * 0.07, -0.004},
                            {x - s * 0.02, 0.036},
                            {x + s * 0.035, 0.04},
                            {x + s * 0.094, 0.02},
                            {x + s * 0.04, 0.03},
                            {x - s * 0.02, 0.026}}),
                 hex(0x1d1214), heavy);
        const Rgb brow = mix(m_hair * 0.6, hex(0x2a1a14), 0.35);
        m_p.fill(m_p.curve({{x - s * 0.07, 0.088},
                            {x - s * 0.02, 0.118},
                            {x + s * 0.05, 0.126},
                            {x + s * 0.11, 0.086},
                            {x + s * 0.05, 0.106 - (m_long ? 0 : 0.01)},
                            {x - s * 0.03, 0.094 - (m_long ? 0 : 0.01)}}),
                 brow, 0.88);
    }

    void features()
    {
        eye(-1);
        eye(1);
        const double s = -m_side;
        const Rgb shadow = multiply(m_skin, hex(0x8f5252));
        m_p.fill(m_p.curve({{s * 0.035, 0.06},
                            {s * 0.025, -0.04},
                            {s * 0.05, -0.15},
                            {s * 0.07, -0.175},
                            {s * 0.03, -0.19},
                            {s * 0.015, -0.1},
                            {s * 0.01, 0.0}}),
                 shadow, 0.4);
        m_p.fill(
            m_p.curve(
                {{-0.055, -0.18}, {-0.02, -0.198}, {0.02, -0.198}, {0.055, -0.18}, {0.03, -0.187}, {-0.03, -0.187}}),
            shadow * 0.8, 0.75);
        blush(m_side * 0.012, -0.145, 0.035, hex(0xfff4e4), 0.5);
        m_p.fill(m_p.curve({{-0.095, -0.278},
                            {-0.035, -0.252},
                            {0, -0.26},
                            {0.035, -0.252},
                            {0.095, -0.278},
                            {0.04, -0.282},
                            {0, -0.286},
                            {-0.04, -0.282}}),
                 m_lips * 0.82);
        m_p.fill(m_p.curve({{-0.092, -0.279},
                            {-0.03, -0.284},
                            {0.03, -0.284},
                            {0.092, -0.279},
                            {0.045, -0.322},
                            {0, -0.332},
                            {-0.045, -0.322}}),
                 m_lips);
        blush(m_side * 0.02, -0.306, 0.03, hex(0xffffff), 0.32);
        m_p.fill(m_p.curve({{-0.06, -0.352}, {0, -0.345}, {0.06, -0.352}, {0, -0.366}}), shadow, 0.3);
    }

    void frontHair()
    {
        QPainterPath shape;
        if (m_long) {
            const double part = m_side * 0.06;
            const QPainterPath left = m_p.curve({{part, 0.5},
                                                 {-0.1, 0.42},
                                                 {-0.25, 0.22},
                                                 {-0.31, -0.04},
                                                 {-0.33, -0.34},
                                                 {-0.3, -0.66},
                                                 {-0.42, -0.9 + m_wave},
                                                 {-0.52, -0.62},
                                                 {-0.43, -0.2},
                                                 {-0.44, 0.18},
                                                 {-0.32, 0.46},
                                                 {-0.08, 0.575}});
            const QPainterPath right = m_p.curve({{part, 0.5},
                                                  {0.12, 0.4},
                                                  {0.25, 0.22},
                                                  {0.31, -0.04},
                                                  {0.33, -0.34},
                                                  {0.3, -0.66},
                                                  {0.42, -0.9 - m_wave},
                                                  {0.52, -0.62},
                                                  {0.43, -0.2},
                                                  {0.44, 0.18},
                                                  {0.32, 0.46},
                                                  {0.08, 0.575}});
            shaded(left, m_hair, 1.1);
            shaded(right, m_hair, 1.1);
            shape = left.united(right);
        } else {
            shape = m_p.curve({{-0.31, 0.08},
                               {-0.345, 0.3},
                               {-0.26, 0.52},
                               {0.0, 0.585},
                               {0.26, 0.53},
                               {0.345, 0.3},
                               {0.31, 0.08},
                               {0.27, 0.28},
                               {0.16, 0.34},
                               {m_side * 0.02, 0.38},
                               {-0.16, 0.32},
                               {-0.27, 0.26}});
            shaded(shape, m_hair, 1.1);
        }
        strands(shape, m_long ? 170 : 90, m_long ? -0.9 : 0.1, 0.45, false);
    }

    void hat()
    {
        const Rgb c = m_s.scene.colourOf(Thing::Hat).value_or(m_s.palette.accents[0]);
        shaded(m_p.curve({{-0.34, 0.34}, {-0.3, 0.62}, {-0.16, 0.76}, {0.16, 0.76}, {0.3, 0.62}, {0.34, 0.34}}), c);
        shaded(m_p.curve({{-0.72, 0.3}, {-0.3, 0.4}, {0.3, 0.4}, {0.72, 0.3}, {0.3, 0.26}, {-0.3, 0.26}}), c * 0.92);
        m_p.fill(m_p.curve({{-0.33, 0.37}, {0, 0.4}, {0.33, 0.37}, {0.33, 0.45}, {0, 0.48}, {-0.33, 0.45}}), c * 0.45);
    }

    Sitting& m_s;
    Rng m_rng;
    Stand m_stand;
    ThingPainter m_p;
    QPainter& m_painter;
    double m_side = 1;
    bool m_long = true;
    Rgb m_skin, m_hair, m_clothes, m_eyes, m_lips;
    double m_wave = 0;
};

void paintBackdrop(Sitting& s)
{
    Canvas& c = s.canvas;
    Rng rng = s.rng.fork(82);
    const auto seed = quint32(rng.next());
    Rgb back = s.scene.tints.empty() ? mix(s.palette.sky[1], s.palette.accents[size_t(rng.below(5))], 0.3)
                                     : s.scene.tints[0].colour;
    back = s.scene.colourOf(Thing::Wall).value_or(back);
    const Rgb dark = multiply(back, hex(0x6a6680)) * (s.palette.night || s.scene.of(Mood::Dark) > 0 ? 0.5 : 0.85);
    const Rgb light = mix(back, s.palette.sky[3], 0.55);
    for (int y = 0; y < c.h; ++y) {
        quint32* line = c.row(y);
        for (int x = 0; x < c.w; ++x) {
            const auto u = float(x / c.unit);
            const auto v = float(y / c.unit);
            const float n = fractalNoise(u * 1.5F, v * 1.5F, 4, seed);
            const float stroke = fractalNoise(u * 3.0F + v * 2.0F, v * 14.0F - u * 9.0F, 2, seed + 4);
            const double dx = double(x) / c.w - (s.palette.sunX > 0.5 ? 0.3 : 0.7);
            const double dy = double(y) / c.h - 0.36;
            const double k =
                clamp01(1.05 / (1.0 + 4.5 * (dx * dx + dy * dy)) - 0.12 + 0.4 * double(n) + 0.1 * double(stroke));
            line[x] = packDithered(mix(dark, light, k), hashUnit(x, y, 26));
        }
    }
    for (int i = 0; i < 16; ++i)
        c.glow(QPointF{c.w * rng.unit(), c.h * rng.unit()}, c.unit * rng.range(0.03, 0.1), s.palette.light,
               rng.range(0.05, 0.2), 0.1);
}

} // namespace

void paintPortrait(Sitting s)
{
    paintBackdrop(s);
    QPainter painter;
    s.canvas.open(painter);
    BustPainter(s, painter).paint();
}

} // namespace maquette::sandbox
