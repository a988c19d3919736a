// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/Sky.h"
#include "app/sandbox/pictures/Water.h"

namespace maquette::sandbox {

namespace {

constexpr quint32 neonTones[] = {0xff2fb4, 0x22e6ff, 0x9a5bff, 0xff4f6d, 0x3dffb0, 0xffc24a};

class CityPainter
{
public:
    explicit CityPainter(Sitting& s)
        : m_s(s)
        , m_rng(s.rng.fork(21))
        , m_c(s.canvas)
        , m_dark(s.palette.night || s.scene.time == DayTime::Dusk)
        , m_neon(s.scene.of(Mood::Neon) > 0 || s.scene.main == Place::Street)
        , m_base(m_c.h * (m_neon ? 0.72 : 0.7))
    {
        for (const Tint& t : s.scene.tints)
            m_signs.push_back(t.colour);
        for (quint32 c : neonTones)
            if (m_signs.size() < 3 || s.scene.tints.empty())
                m_signs.push_back(hex(c));
    }

    void paint()
    {
        paintSky(m_c, m_s.scene, m_s.palette, m_base * 1.02, m_rng.fork(1));
        const int layers = 5;
        for (int i = 0; i < layers; ++i) {
            skyline(i / double(layers - 1));
            veil(i / double(layers - 1));
        }
        if (m_neon)
            canyon();
        ground();
        QPainter painter;
        m_c.open(painter);
        street(painter);
        subjects(painter);
        painter.end();
        paintWeather(m_c, m_s.scene, m_s.palette, m_base, m_rng.fork(9));
    }

private:
    /// Mist rises between the rows of houses.
    void veil(double near)
    {
        const Rgb tone = m_dark && m_neon ? mix(m_s.palette.haze, m_signs[0], 0.35) : m_s.palette.haze;
        m_c.haze(QRectF(-m_c.w * 0.3, m_base - m_c.h * 0.26, m_c.w * 1.6, m_c.h * 0.42), tone,
                 0.5 * (1.0 - near) + 0.08);
    }

    void skyline(double near)
    {
        QPainter painter;
        m_c.open(painter);
        Rng rng = m_rng.fork(quint64(40 + near * 10));
        const Palette& p = m_s.palette;
        double x = -m_c.unit * 0.05;
        const double tall = lerp(0.78, 0.5, near) * m_base;
        while (x < m_c.w) {
            const double w = m_c.unit * rng.range(0.035, 0.085) * lerp(0.75, 1.5, near);
            const double hump = 0.5 + 0.5 * gradientNoise(float(x / m_c.unit * 1.8), float(near * 7), 99);
            const double hero = rng.chance(0.1) ? rng.range(0.25, 0.6) : 0.0; // a few towers rise over the rest
            const double h = tall * (0.14 + 0.62 * hump * rng.range(0.3, 1.2) + hero);
            const Rgb wall =
                mix(mix(p.ambient * (m_dark ? 0.34 : 0.95), p.rock, m_dark ? 0.06 : 0.45) * rng.range(0.8, 1.15),
                    p.haze, 0.72 * (1.0 - near));
            building(painter, QRectF(x, m_base - h, w, h + m_c.h * 0.02), wall, near, rng);
            x += w * rng.range(0.86, 1.25);
        }
    }

    void building(QPainter& painter, QRectF box, Rgb wall, double near, Rng& rng)
    {
        const Palette& p = m_s.palette;
        QLinearGradient face(box.topLeft(), box.bottomLeft());
        face.setColorAt(0, toQColor(mix(wall, p.light, m_dark ? 0.05 : 0.16)));
        face.setColorAt(1, toQColor(mix(wall, p.haze, 0.3)));
        painter.setBrush(face);
        const int crown = rng.below(6);
        if (crown == 0) { // stepped back
            painter.drawRect(
                QRectF(box.x() + box.width() * 0.2, box.y() - box.width() * 0.4, box.width() * 0.6, box.width()));
            painter.drawRect(
                QRectF(box.x() + box.width() * 0.38, box.y() - box.width() * 0.8, box.width() * 0.24, box.width()));
        } else if (crown == 1) { // spire
            painter.drawPolygon(
                QPolygonF({box.topLeft(), QPointF(box.center().x(), box.y() - box.width() * 1.1), box.topRight()}));
            painter.drawRect(QRectF(box.center().x() - box.width() * 0.02, box.y() - box.width() * 1.7,
                                    box.width() * 0.04, box.width()));
        } else if (crown == 2) {
            painter.drawPolygon(
                QPolygonF({box.topLeft(), box.topRight() - QPointF(0, box.width() * 0.4), box.topRight()}));
        } else if (crown == 3) {
            painter.drawRect(
                QRectF(box.center().x(), box.y() - box.width() * 0.5, box.width() * 0.03 + 0.8, box.width() * 0.5));
        }
        painter.drawRect(box);
        const double side = p.sunX > 0.5 ? box.right() - box.width() * 0.28 : box.left();
        painter.setBrush(toQColor(m_dark ? hex(0x000010) : p.light, m_dark ? 0.16 : 0.2 * near + 0.06));
        painter.drawRect(QRectF(side, box.y(), box.width() * 0.28, box.height()));
        windows(painter, box, near, rng);
        if (m_neon && near > 0.4 && rng.chance(0.4))
            sign(painter, box, rng);
    }

    void windows(QPainter& painter, QRectF box, double near, Rng& rng)
    {
        const double cell = m_c.unit * lerp(0.008, 0.0155, near);
        const int cols = std::max(2, int(box.width() / cell));
        const double step = box.width() / cols;
        const double lit = m_dark ? rng.range(0.25, 0.62) : 0.1;
        const Rgb warm = hex(0xffcf7d);
        const Rgb cool = hex(0xcfe4ff);
        const Rgb tone = mix(rng.chance(0.75) ? warm : cool, m_s.palette.haze, 0.55 * (1.0 - near));
        const bool bands = rng.chance(0.25);
        for (double y = box.y() + step * 0.7; y < m_base - step; y += step * 1.35) {
            const bool floorLit = rng.chance(lit);
            for (int i = 0; i < cols; ++i) {
                const bool on = bands ? floorLit : rng.chance(lit);
                if (!on && m_dark)
                    continue;
                painter.setBrush(on ? toQColor(tone * rng.range(0.75, 1.1), m_dark ? rng.range(0.55, 1.0) : 0.5)
                                    : toQColor(mix(m_s.palette.sky[1], m_s.palette.ambient, 0.4), 0.32 * near + 0.12));
                painter.drawRect(QRectF(box.x() + step * (i + 0.2), y, step * (bands ? 0.95 : 0.58), step * 0.7));
            }
        }
    }

    void sign(QPainter& painter, QRectF box, Rng& rng)
    {
        const Rgb tone = m_signs[size_t(rng.below(int(m_signs.size())))];
        const bool upright = rng.chance(0.65);
        const double w = box.width() * (upright ? 0.22 : 0.8);
        const double h = upright ? std::min(box.height() * 0.45, box.width() * 2.2) : box.width() * 0.24;
        const QRectF r(box.x() + rng.range(0.05, 0.95 - w / box.width()) * box.width(),
                       box.y() + rng.range(0.12, 0.5) * box.height(), w, h);
        for (int i = 5; i >= 1; --i) {
            painter.setBrush(toQColor(tone, 0.07));
            const double g = m_c.unit * 0.007 * i;
            painter.drawRoundedRect(r.adjusted(-g, -g, g, g), g, g);
        }
        painter.setBrush(toQColor(tone * 0.35, 0.92));
        painter.drawRect(r);
        painter.setPen(QPen(toQColor(mix(tone, {1, 1, 1}, 0.3)), std::max(1.0, m_c.unit * 0.0022)));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(r);
        const int marks = upright ? std::max(2, int(h / w / 1.1)) : 4;
        for (int i = 0; i < marks; ++i) { // strokes that read as lettering from afar
            const QPointF at = upright ? QPointF(r.center().x(), r.y() + h * (i + 0.5) / marks)
                                       : QPointF(r.x() + w * (i + 0.5) / marks, r.center().y());
            const double k = (upright ? w : h) * 0.28;
            painter.drawLine(at + QPointF(-k, rng.range(-k, k)), at + QPointF(k, rng.range(-k, k)));
            painter.drawLine(at + QPointF(rng.range(-k, k), -k), at + QPointF(rng.range(-k, k), k));
        }
        painter.setPen(Qt::NoPen);
    }

    /// Near houses on both sides close the view to a street.
    void canyon()
    {
        QPainter painter;
        m_c.open(painter);
        Rng rng = m_rng.fork(77);
        const double eye = m_base;
        for (int side : {-1, 1}) {
            for (int i = 0; i < 5; ++i) {
                const double t0 = std::pow(i / 5.0, 0.8);
                const double t1 = std::pow((i + 1) / 5.0, 0.8);
                const double half = m_c.w * 0.5;
                const double x0 = half + side * lerp(0.2, 0.6, t0) * m_c.w;
                const double x1 = half + side * lerp(0.2, 0.6, t1) * m_c.w;
                const double top0 = eye - m_c.h * lerp(0.3, 0.72, t0) * rng.range(0.85, 1.15);
                const double low1 = eye + (m_c.h - eye) * lerp(0.05, 0.85, t1);
                const double low0 = eye + (m_c.h - eye) * lerp(0.05, 0.85, t0);
                const double top1 = eye - (eye - top0) * lerp(1.05, 1.25, t1);
                const Rgb wall = mix(m_s.palette.ambient * (m_dark ? 0.22 : 0.7), m_s.palette.haze, 0.3 * (1 - t1));
                QLinearGradient g(QPointF(0, top0), QPointF(0, low1));
                g.setColorAt(0, toQColor(wall * 0.85));
                g.setColorAt(0.75, toQColor(wall * 1.2));
                g.setColorAt(1, toQColor(mix(wall, m_signs[size_t(i) % m_signs.size()], m_dark ? 0.3 : 0.05)));
                painter.setBrush(g);
                painter.drawPolygon(
                    QPolygonF({QPointF(x0, top0), QPointF(x1, top1), QPointF(x1, low1), QPointF(x0, low0)}));
                wallWindows(painter, x0, x1, top0, top1, low0, low1, rng);
                QRectF box(QPointF(std::min(x0, x1), top0), QPointF(std::max(x0, x1), eye));
                for (int k = 0; k < 2 && m_dark; ++k)
                    sign(painter, box, rng);
            }
        }
    }

    void wallWindows(QPainter& painter, double x0, double x1, double top0, double top1, double low0, double low1,
                     Rng& rng)
    {
        const int cols = 6;
        const int rows = 15;
        const auto at = [&](double u, double v) {
            return QPointF(lerp(x0, x1, u), lerp(lerp(top0, top1, u), lerp(low0, low1, u), v));
        };
        for (int r = 1; r < rows; ++r)
            for (int c = 0; c < cols; ++c) {
                if (!rng.chance(m_dark ? 0.34 : 0.9))
                    continue;
                const double u = (c + 0.2) / cols;
                const double v = (r + 0.15) / rows;
                const Rgb tone =
                    !m_dark ? mix(m_s.palette.sky[1], m_s.palette.ambient, 0.5)
                            : (rng.chance(0.7) ? hex(0xffc46b) : m_signs[size_t(rng.below(int(m_signs.size())))]);
                painter.setBrush(toQColor(tone * rng.range(0.5, 1.0), 0.8));
                painter.drawPolygon(QPolygonF(
                    {at(u, v), at(u + 0.6 / cols, v), at(u + 0.6 / cols, v + 0.55 / rows), at(u, v + 0.55 / rows)}));
            }
    }

    void ground()
    {
        const bool wet = m_s.scene.of(Weather::Rain) > 0 || m_neon;
        const bool river = m_s.scene.has(Place::Sea) || m_s.scene.has(Place::River) || m_s.scene.has(Place::Lake) ||
                           (!m_neon && m_s.scene.main != Place::Street);
        if (river && !wet) {
            paintSea(m_c, m_s.palette, m_base, 0.45, m_rng.fork(3));
            return;
        }
        if (!wet) {
            for (int y = int(m_base); y < m_c.h; ++y)
                std::fill_n(m_c.row(y), m_c.w, pack(m_s.palette.ambient * 0.5));
            return;
        }
        wetGround();
    }

    /// Wet asphalt: the city smeared downwards, broken up by ripples.
    void wetGround()
    {
        cv::Mat image = m_c.mat();
        const int top = int(m_base);
        const auto seed = quint32(m_rng.next());
        const cv::Mat above = blurred(image.rowRange(0, top), m_c.unit * 0.006);
        for (int y = top; y < m_c.h; ++y) {
            quint32* line = m_c.row(y);
            const double down = double(y - top) / m_c.h;
            const double depth = 1.0 / (down + 0.03);
            for (int x = 0; x < m_c.w; ++x) {
                const float n =
                    fractalNoise(float((x - m_c.w * 0.5) / m_c.unit * depth * 0.6), float(depth * 2.4), 4, seed);
                const int sy = std::clamp(int(top - (y - top) * 1.5 + n * down * m_c.h * 0.9), 0, top - 1);
                const int sx = std::clamp(int(x + n * down * m_c.unit * 0.16), 0, m_c.w - 1);
                Rgb c = unpack(above.ptr<quint32>(sy)[sx]);
                const double puddle = clamp01(0.55 + 1.2 * double(n));
                c = mix(m_s.palette.ambient * (m_dark ? 0.16 : 0.55), c, 0.42 + 0.45 * puddle);
                line[x] = packDithered(c, hashUnit(x, y, 15));
            }
        }
    }

    /// Lamps along the street and the lights of traffic.
    void street(QPainter& painter)
    {
        if (!m_dark)
            return;
        Rng rng = m_rng.fork(88);
        for (int i = 0; i < (m_neon ? 26 : 40); ++i) {
            const double t = rng.unit();
            const double x = m_neon ? m_c.w * (0.5 + rng.range(-0.18, 0.18) * (0.3 + 2 * t)) : rng.unit() * m_c.w;
            const double y = m_neon ? m_base + (m_c.h - m_base) * 0.5 * t * t : m_base - m_c.unit * 0.004;
            const Rgb tone = m_neon ? (x < m_c.w * 0.5 ? hex(0xfff0c8) : hex(0xff3a3a)) : hex(0xffd08a);
            const double r = m_c.unit * lerp(0.004, 0.012, m_neon ? t : 0.2);
            QRadialGradient g(QPointF(x, y), r * 4);
            g.setColorAt(0, toQColor(mix(tone, {1, 1, 1}, 0.5), 0.95));
            g.setColorAt(0.2, toQColor(tone, 0.7));
            g.setColorAt(1, toQColor(tone, 0));
            painter.setBrush(g);
            painter.drawEllipse(QPointF(x, y), r * 4, r * 4);
            QLinearGradient streak(QPointF(0, y), QPointF(0, y + r * 22));
            streak.setColorAt(0, toQColor(tone, 0.4));
            streak.setColorAt(1, toQColor(tone, 0));
            painter.setBrush(streak);
            painter.drawRect(QRectF(x - r * 0.5, y, r, r * 22));
        }
    }

    void subjects(QPainter& painter)
    {
        Rng rng = m_rng.fork(91);
        double slot = m_s.palette.sunX > 0.5 ? 0.36 : 0.64;
        for (const Subject& s : m_s.scene.subjects) {
            if (s.thing == Thing::Sun || s.thing == Thing::Moon || int(s.thing) >= int(Thing::Vase))
                continue;
            Stand st;
            st.haze = m_s.palette.haze;
            st.lightX = m_s.palette.sunX > 0.5 ? 0.8 : -0.8;
            st.light = mix(m_s.palette.ambient, {1, 1, 1}, m_dark ? 0.25 : 0.8);
            st.night = m_dark;
            const bool air = s.thing == Thing::Balloon || s.thing == Thing::Bird || s.thing == Thing::Plane ||
                             s.thing == Thing::Dragon || s.thing == Thing::Rocket;
            const bool boat = s.thing == Thing::Sailboat || s.thing == Thing::Ship;
            const bool large = s.thing == Thing::Bridge || s.thing == Thing::Tower || s.thing == Thing::Church ||
                               s.thing == Thing::Castle || s.thing == Thing::House;
            for (int i = 0; i < std::min(s.count, 5); ++i) {
                const double x = m_c.w * (i == 0 ? slot : rng.range(0.08, 0.92));
                st.size =
                    m_c.unit *
                    (air ? (s.thing == Thing::Bird ? 0.04 : 0.26)
                         : (boat ? 0.2
                                 : (large ? 0.3
                                          : (s.thing == Thing::Car ? 0.14 : (isRoadVehicle(s.thing) ? 0.2 : 0.32))))) *
                    (i == 0 ? 1.0 : rng.range(0.5, 0.8));
                st.foot = QPointF(x, air ? m_base * rng.range(0.3, 0.5)
                                         : (large ? m_base : m_base + (m_c.h - m_base) * (boat ? 0.4 : 0.72)));
                if (s.thing == Thing::Bridge)
                    st = [&] {
                        Stand b = st;
                        b.size = m_c.w / 6.0;
                        b.foot = QPointF(m_c.w * 0.5, m_base + m_c.w * 0.02);
                        b.size = std::min(b.size, m_c.h * 0.22);
                        return b;
                    }();
                paintSubject(painter, s, st, m_s.palette, m_s.scene, rng);
            }
            slot = 1.0 - slot + rng.range(-0.06, 0.06);
        }
    }

    Sitting& m_s;
    Rng m_rng;
    Canvas& m_c;
    bool m_dark;
    bool m_neon;
    double m_base;
    std::vector<Rgb> m_signs;
};

} // namespace

void paintCity(Sitting s)
{
    CityPainter(s).paint();
}

} // namespace maquette::sandbox
