// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

namespace {

/// The build of a four-legged animal facing right; lengths are parts of its height to the top of the head.
struct Build
{
    Thing thing;
    quint32 coat;
    quint32 belly;
    quint32 dark; ///< legs, ears, mane
    double back;  ///< height of the back
    double length;
    double chest; ///< depth of the body
    double legs;  ///< thickness of a leg
    double neck;  ///< thickness
    double headX;
    double headY;
    double head; ///< radius of the skull
    double snout;
    double ear;   ///< length, pointed; negative: round
    double tail;  ///< length
    double bushy; ///< thickness of the tail
    double tailUp;
};

constexpr Build builds[] = {
    {Thing::Fox, 0xd9682b, 0xf6ece0, 0x3a2420, 0.66, 0.95, 0.15, 0.034, 0.1, 0.56, 0.83, 0.098, 0.17, 0.15, 0.78, 0.12,
     -0.25},
    {Thing::Wolf, 0x7c7d86, 0xd9d7d2, 0x46474f, 0.74, 0.95, 0.175, 0.042, 0.135, 0.6, 0.86, 0.108, 0.19, 0.12, 0.5,
     0.075, -0.75},
    {Thing::Dog, 0xb98148, 0xead3b0, 0x6e4526, 0.68, 0.82, 0.165, 0.042, 0.115, 0.5, 0.88, 0.115, 0.16, -0.14, 0.42,
     0.034, 0.9},
    {Thing::Cat, 0x8a8078, 0xf0e8de, 0x4f4641, 0.64, 0.85, 0.14, 0.036, 0.09, 0.5, 0.84, 0.118, 0.055, 0.12, 0.66,
     0.035, 0.95},
    {Thing::Horse, 0x7d4a2b, 0x8d5a38, 0x2c1b15, 0.64, 0.78, 0.155, 0.031, 0.105, 0.54, 0.92, 0.07, 0.19, 0.075, 0.5,
     0.06, -1.1},
    {Thing::Deer, 0x9c6a3e, 0xe9d6ba, 0x5b3b24, 0.58, 0.62, 0.125, 0.022, 0.066, 0.44, 0.9, 0.062, 0.13, 0.1, 0.1, 0.03,
     0.3},
    {Thing::Cow, 0xf2ece4, 0xf2ece4, 0x33291f, 0.78, 1.05, 0.23, 0.046, 0.15, 0.66, 0.84, 0.1, 0.16, -0.1, 0.5, 0.02,
     -1.3},
    {Thing::Sheep, 0xf1ece2, 0xf1ece2, 0x37312e, 0.74, 0.86, 0.27, 0.034, 0.13, 0.58, 0.84, 0.095, 0.12, -0.1, 0.1,
     0.05, -0.5},
    {Thing::Bear, 0x5e4130, 0x6d4e3a, 0x3d2a1f, 0.86, 1.05, 0.27, 0.085, 0.2, 0.68, 0.8, 0.15, 0.14, -0.075, 0.06, 0.05,
     0},
    {Thing::Lion, 0xc99a55, 0xe7cda0, 0x7a4a24, 0.72, 1.0, 0.18, 0.052, 0.14, 0.58, 0.8, 0.115, 0.13, -0.06, 0.7, 0.022,
     0.1},
    {Thing::Elephant, 0x84838a, 0x8f8d93, 0x66656d, 0.92, 0.95, 0.31, 0.095, 0.2, 0.66, 0.8, 0.19, 0.05, 0, 0.35, 0.016,
     -1.2},
};

class Quadruped
{
public:
    Quadruped(ThingPainter& p, const Build& b, std::optional<Rgb> colour)
        : m_p(p)
        , m_b(b)
        , m_coat(colour.value_or(hex(b.coat)))
        , m_dark(colour ? *colour * 0.45 : hex(b.dark))
        , m_belly(hex(b.belly))
    {
        m_rear = -b.length * 0.5;
        m_front = b.length * 0.32;
        m_mid = b.back - b.chest;
    }

    void paint()
    {
        tail();
        legs(true);
        if (m_b.thing == Thing::Elephant)
            ear(-0.02, true);
        body();
        legs(false);
        if (m_b.thing == Thing::Lion)
            mane();
        head();
        extras();
    }

private:
    void leg(double x, bool front, bool far)
    {
        const double r = m_b.legs;
        const double y = m_mid + 0.02;
        const Rgb coat = far ? m_coat * 0.62 : m_coat * 0.94;
        const double step = far ? (front ? 0.07 : -0.06) : (front ? -0.025 : 0.03);
        const bool sturdy = m_b.thing == Thing::Elephant || m_b.thing == Thing::Bear;
        const double knee = y * 0.5;
        const double bend = sturdy ? 0 : (front ? 0.012 : -0.045);
        const QPainterPath shape = m_p.limb({{x, y, m_b.chest * (front ? 0.52 : 0.68)},
                                             {x + step * 0.5 + (front ? 0 : 0.02), y * 0.76, r * (sturdy ? 1.3 : 1.7)},
                                             {x + step + bend, knee, r * 1.05},
                                             {x + step, knee * 0.45, r * 0.82},
                                             {x + step + r * 0.2, r * 0.8, r * 0.9}});
        m_p.fill(shape, coat);
        const bool socks = m_b.thing == Thing::Fox || m_b.thing == Thing::Horse || m_b.thing == Thing::Sheep;
        if (socks)
            m_p.fill(m_p.limb({{x + step + bend * 0.7, knee * 0.82, r * 0.98},
                               {x + step, knee * 0.45, r * 0.86},
                               {x + step + r * 0.2, r * 0.8, r * 0.95}}),
                     far ? m_dark * 0.75 : m_dark);
        m_p.fill(m_p.limb({{x + step, r * 0.62, r * 0.62}, {x + step + r * 1.1, r * 0.5, r * 0.5}}),
                 far ? m_dark * 0.7 : (m_b.thing == Thing::Cat ? m_belly : m_dark));
    }
    void legs(bool far)
    {
        const double shift = far ? 0.09 : 0.0;
        leg(m_rear + 0.1 + shift, false, far);
        leg(m_front + shift, true, far);
    }
    void tail()
    {
        const double x = m_rear - 0.02;
        const double y = m_b.back - m_b.chest * 0.5;
        const double l = m_b.tail;
        const double u = m_b.tailUp;
        const double cosU = std::cos(u);
        const double sinU = std::sin(u);
        const double w = m_b.bushy;
        const std::vector<Knot> knots{{x + 0.1, y, w * 0.6},
                                      {x - l * 0.3 * cosU, y + l * 0.3 * sinU - 0.02, w * 0.8},
                                      {x - l * 0.68 * cosU, y + l * 0.68 * sinU - 0.03 * (u < 0 ? 0 : -2), w},
                                      {x - l * cosU, y + l * sinU + (u > 0.5 ? 0.06 : 0.03), w * 0.3}};
        const bool mane = m_b.thing == Thing::Horse;
        m_p.fill(m_p.limb(knots), mane ? m_dark : m_coat * 0.86);
        if (m_b.thing == Thing::Fox)
            m_p.fill(m_p.limb({{x - l * 0.8 * cosU, y + l * 0.8 * sinU, w * 0.78},
                               {x - l * cosU, y + l * sinU + 0.03, w * 0.26}}),
                     m_belly);
        if (m_b.thing == Thing::Lion)
            m_p.ellipse(x - l * cosU, y + l * sinU + 0.03, 0.05, 0.04, m_dark);
    }
    void body()
    {
        const double c = m_b.chest;
        const QPainterPath trunk = m_p.limb({{m_rear + 0.08, m_b.back - c * 0.95, c * 0.92},
                                             {m_rear + m_b.length * 0.42, m_b.back - c * 0.92, c * 0.86},
                                             {m_front, m_b.back - c * 0.96, c * 1.02}});
        const double nx = m_front + c * 0.3;
        const QPainterPath neck = m_p.limb({{nx - 0.05, m_b.back - c * 0.75, c * 0.86},
                                            {(nx + m_b.headX) / 2, (m_b.back + m_b.headY) / 2 - 0.015, m_b.neck},
                                            {m_b.headX - 0.02, m_b.headY, m_b.neck * 0.82}});
        QPainterPath whole = trunk.united(neck);
        QLinearGradient g(m_p.at(0, m_b.back + 0.05), m_p.at(0, m_b.back - c * 2.1));
        const Rgb coat = m_p.seen(m_coat);
        g.setColorAt(0, toQColor(mix(coat, m_p.seen({1, 1, 1}), 0.2)));
        g.setColorAt(0.4, toQColor(coat));
        g.setColorAt(1, toQColor(mix(coat * 0.6, m_p.stand.haze, 0.08)));
        m_p.painter.setBrush(g);
        m_p.painter.drawPath(whole);
        if (m_b.thing == Thing::Fox || m_b.thing == Thing::Wolf || m_b.thing == Thing::Cat || m_b.thing == Thing::Dog)
            m_p.fill(m_p.limb({{m_b.headX + 0.02, m_b.headY - 0.07, m_b.head * 0.5},
                               {nx + 0.06, m_b.back - c * 0.55, c * 0.46},
                               {nx - 0.01, m_b.back - c * 1.35, c * 0.34}}),
                     m_belly);
        if (m_b.thing == Thing::Sheep)
            wool();
        if (m_b.thing == Thing::Cow)
            for (int i = 0; i < 5; ++i)
                m_p.fill(blobPath(m_p.at(m_p.rng.range(m_rear + 0.1, m_front), m_b.back - c * m_p.rng.range(0.5, 1.3)),
                                  0.11 * m_p.stand.size, 0.08 * m_p.stand.size, 0.3, 9, m_p.rng),
                         m_dark);
    }
    void wool()
    {
        for (int i = 0; i < 34; ++i) {
            const double x = m_p.rng.range(m_rear - 0.08, m_front + 0.16);
            const double y = m_b.back - m_b.chest * m_p.rng.range(0.1, 1.7);
            m_p.ellipse(x, y, 0.085, 0.075, m_coat * (0.8 + 0.24 * (y - m_b.back + 2 * m_b.chest) / (2 * m_b.chest)));
        }
    }
    void ear(double shift, bool elephant = false)
    {
        const double x = m_b.headX + shift;
        const double y = m_b.headY + m_b.head * 0.6;
        if (elephant) {
            m_p.fill(m_p.curve({{x - 0.02, y + 0.05},
                                {x - 0.3, y + 0.06},
                                {x - 0.34, y - 0.2},
                                {x - 0.2, y - 0.42},
                                {x - 0.06, y - 0.25}}),
                     m_dark);
        } else if (m_b.ear > 0) {
            const double e = m_b.ear;
            m_p.fill(m_p.curve({{x - e * 0.42, y - 0.02},
                                {x - e * 0.3, y + e * 0.55},
                                {x - e * 0.02, y + e},
                                {x + e * 0.2, y + e * 0.45},
                                {x + e * 0.3, y - 0.03}}),
                     shift < 0 ? m_coat * 0.75 : m_coat);
            m_p.fill(m_p.curve({{x - e * 0.2, y + 0.01}, {x - e * 0.02, y + e * 0.8}, {x + e * 0.14, y + 0.01}}),
                     m_dark, 0.75);
        } else {
            const double e = -m_b.ear;
            if (m_b.thing == Thing::Dog || m_b.thing == Thing::Cow || m_b.thing == Thing::Sheep)
                m_p.fill(m_p.curve({{x - e * 0.1, y + 0.01},
                                    {x - e * 0.75, y - e * 0.3},
                                    {x - e * 0.7, y - e * 1.1},
                                    {x - e * 0.2, y - e * 0.9}}),
                         m_dark);
            else
                m_p.ellipse(x - e * 0.5, y + e * 0.4, e * 0.7, e * 0.7, m_dark);
        }
    }
    void head()
    {
        const double x = m_b.headX;
        const double y = m_b.headY;
        const double r = m_b.head;
        if (m_b.thing != Thing::Elephant)
            ear(-r * 0.55);
        const bool wool = m_b.thing == Thing::Sheep;
        const Rgb face = wool ? m_dark : m_coat;
        const double drop = m_b.thing == Thing::Horse || m_b.thing == Thing::Deer || m_b.thing == Thing::Cow || wool
                                ? m_b.snout * 0.85
                                : m_b.snout * 0.38;
        const double tip = m_b.thing == Thing::Fox ? r * 0.2 : r * 0.44;
        const QPainterPath skull = m_p.limb({{x - r * 0.1, y, r},
                                             {x + r * 0.5, y - drop * 0.3, r * 0.76},
                                             {x + r * 0.6 + m_b.snout * 0.9, y - drop, tip}});
        m_p.round(skull, face, 0.5);
        if (m_b.thing == Thing::Fox || m_b.thing == Thing::Wolf || m_b.thing == Thing::Cat)
            m_p.fill(m_p.limb({{x + r * 0.12, y - r * 0.62, r * 0.38},
                               {x + r * 0.55 + m_b.snout * 0.8, y - drop - tip * 0.5, tip * 0.6}}),
                     m_belly);
        m_p.ellipse(x + r * 0.6 + m_b.snout * 0.97 + tip * 0.4, y - drop + tip * 0.35, r * 0.17, r * 0.14,
                    hex(0x18131a));
        m_p.ellipse(x + r * 0.52, y + r * 0.12, r * 0.12, r * 0.13, hex(0x17110f));
        m_p.ellipse(x + r * 0.56, y + r * 0.17, r * 0.04, r * 0.04, hex(0xffffff));
        if (m_b.thing != Thing::Elephant)
            ear(r * 0.1);
    }
    void mane()
    {
        for (int i = 0; i < 26; ++i) {
            const double a = m_p.rng.range(0, 6.28);
            const double k = m_p.rng.range(0.4, 1.0);
            m_p.ellipse(m_b.headX - 0.09 + std::cos(a) * 0.17 * k, m_b.headY - 0.05 + std::sin(a) * 0.22 * k, 0.09, 0.1,
                        mix(m_dark, m_coat, 1.0 - k));
        }
    }
    void extras()
    {
        const double x = m_b.headX;
        const double y = m_b.headY;
        if (m_b.thing == Thing::Horse) {
            m_p.fill(m_p.curve({{x + 0.03, y + 0.08},
                                {x - 0.1, y + 0.05},
                                {x - 0.23, y - 0.15},
                                {x - 0.33, y - 0.3},
                                {x - 0.2, y - 0.27},
                                {x - 0.09, y - 0.12},
                                {x + 0.0, y + 0.02}}),
                     m_dark);
        } else if (m_b.thing == Thing::Deer) {
            for (double s : {-0.05, 0.03}) {
                const Rgb horn = s < 0 ? hex(0x6a5238) : hex(0x8c6f4d);
                const QPointF base(x + s * 0.5, y + 0.05);
                const QPointF mid(x + s * 3 - 0.02, y + 0.2);
                const QPointF top(x + s * 2.4 + 0.05, y + 0.4);
                m_p.line(base, mid, 0.018, horn);
                m_p.line(mid, top, 0.015, horn);
                m_p.line(base + (mid - base) * 0.5, base + QPointF(0.11, 0.15), 0.012, horn);
                m_p.line(mid, mid + QPointF(-0.07, 0.13), 0.012, horn);
                m_p.line(mid + (top - mid) * 0.45, mid + QPointF(0.13, 0.14), 0.011, horn);
            }
        } else if (m_b.thing == Thing::Cow) {
            m_p.line({x - 0.02, y + 0.09}, {x + 0.05, y + 0.18}, 0.022, hex(0xd9cfbd));
        } else if (m_b.thing == Thing::Elephant) {
            m_p.round(m_p.limb({{x + 0.14, y - 0.04, 0.1},
                                {x + 0.25, y - 0.28, 0.07},
                                {x + 0.26, y - 0.52, 0.05},
                                {x + 0.33, y - 0.68, 0.04}}),
                      m_coat, 0.6);
            m_p.fill(m_p.limb({{x + 0.14, y - 0.17, 0.03}, {x + 0.3, y - 0.27, 0.022}, {x + 0.4, y - 0.22, 0.008}}),
                     hex(0xf5eedd));
        }
    }

    ThingPainter& m_p;
    const Build& m_b;
    Rgb m_coat;
    Rgb m_dark;
    Rgb m_belly;
    double m_rear;
    double m_front;
    double m_mid;
};

} // namespace

bool paintQuadruped(ThingPainter& p, Thing thing, std::optional<Rgb> colour)
{
    for (const Build& b : builds) {
        if (b.thing == thing) {
            Quadruped(p, b, colour).paint();
            return true;
        }
    }
    return false;
}

} // namespace maquette::sandbox
