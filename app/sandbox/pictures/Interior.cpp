// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/TableThings.h"

namespace maquette::sandbox {

namespace {

class RoomPainter
{
public:
    explicit RoomPainter(Sitting& s)
        : m_s(s)
        , m_c(s.canvas)
        , m_rng(s.rng.fork(61))
        , m_side(m_rng.chance(0.5) ? 1 : -1)
        , m_wall(m_c.w * 0.14, m_c.h * 0.1, m_c.w * 0.72, m_c.h * 0.6)
        , m_window(m_c.w * 0.5 + (m_side * 0.14 - 0.16) * m_c.w, m_c.h * 0.17, m_c.w * 0.32, m_c.h * 0.36)
    {
    }

    void paint()
    {
        const QImage view = outlook();
        shell();
        panes(view);
        furniture();
        sunbeam();
    }

private:
    /// A landscape behind the glass.
    QImage outlook()
    {
        Canvas outside(m_window.toAlignedRect().size().expandedTo({64, 64}));
        outside.detail = 0.7;
        Scene scene = m_s.scene;
        scene.subjects.clear();
        constexpr Place places[] = {Place::Mountains, Place::Sea, Place::Hills, Place::Lake, Place::Forest};
        scene.main = places[m_rng.below(5)];
        for (Place p : {Place::City, Place::Sea, Place::Mountains, Place::Forest, Place::Lake, Place::Garden})
            if (m_s.scene.has(p))
                scene.main = p;
        scene.places.reset();
        scene.places.set(size_t(scene.main));
        const Sitting sitting{outside, scene, m_s.palette, m_rng.fork(1), m_s.guidance};
        if (scene.main == Place::City)
            paintCity(sitting);
        else
            paintLandscape(sitting);
        return outside.image;
    }

    void quad(QPainter& painter, std::initializer_list<QPointF> points, Rgb from, Rgb to, bool across)
    {
        const QPolygonF polygon(points);
        const QRectF box = polygon.boundingRect();
        QLinearGradient g(box.topLeft(), across ? box.topRight() : box.bottomLeft());
        g.setColorAt(0, toQColor(from));
        g.setColorAt(1, toQColor(to));
        painter.setBrush(g);
        painter.drawPolygon(polygon);
    }

    void shell()
    {
        const Rgb walls[] = {hex(0xe9dfcf), hex(0xc9d3cf), hex(0xd9c3b0), hex(0xb8c4d0), hex(0xe6d2c4)};
        Rgb wall = walls[m_rng.below(5)];
        if (!m_s.scene.tints.empty())
            wall = mix(wall, m_s.scene.tints[0].colour, 0.72);
        wall = m_s.scene.colourOf(Thing::Wall).value_or(wall);
        m_light = m_s.palette.night ? hex(0x8a86a8) : mix(m_s.palette.light, {1, 1, 1}, 0.45);
        wall = multiply(wall, m_light);
        m_tone = wall;
        QPainter painter;
        m_c.open(painter);
        const QPointF a = m_wall.topLeft(), b = m_wall.topRight(), c = m_wall.bottomRight(), d = m_wall.bottomLeft();
        const double w = m_c.w;
        const double h = m_c.h;
        quad(painter, {{0, 0}, {w, 0}, b, a}, wall * 0.92, wall * 1.02, false);
        quad(painter, {{0, 0}, a, d, {0, h}}, wall * 0.55, wall * 0.84, true);
        quad(painter, {b, {w, 0}, {w, h}, c}, wall * 0.84, wall * 0.55, true);
        quad(painter, {a, b, c, d}, wall * 0.82, wall * 0.95, false);
        floorBoards(painter, c, d);
        painter.setBrush(toQColor(mix(wall, {1, 1, 1}, 0.4)));
        painter.drawPolygon(QPolygonF({d - QPointF(0, h * 0.02), c - QPointF(0, h * 0.02), c, d}));
    }

    void floorBoards(QPainter& painter, QPointF right, QPointF left)
    {
        const Rgb wood = multiply(hex(0xa9794f), m_light);
        const int boards = 16;
        for (int i = 0; i < boards; ++i) {
            const double t0 = i / double(boards);
            const double t1 = (i + 1) / double(boards);
            const Rgb tone = wood * m_rng.range(0.82, 1.12);
            const auto top = [&](double t) { return QPointF(lerp(left.x(), right.x(), t), left.y()); };
            const auto bottom = [&](double t) { return QPointF(lerp(-0.35 * m_c.w, 1.35 * m_c.w, t), m_c.h * 1.02); };
            quad(painter, {top(t0), top(t1), bottom(t1), bottom(t0)}, tone, tone * 0.62, false);
        }
    }

    void panes(const QImage& view)
    {
        m_c.glow(m_window.center(), m_window.width() * 1.3, m_s.palette.night ? hex(0x5a6fa8) : m_s.palette.sun, 0.35,
                 1);
        QPainter painter;
        m_c.open(painter);
        const double frame = m_c.unit * 0.014;
        const Rgb white = multiply(hex(0xfbf7ef), mix(m_light, {1, 1, 1}, 0.4));
        painter.setBrush(toQColor(white));
        painter.drawRect(m_window.adjusted(-frame * 1.5, -frame * 1.5, frame * 1.5, frame * 1.5));
        painter.drawImage(m_window, view);
        painter.setBrush(toQColor(white * 0.96));
        painter.drawRect(QRectF(m_window.center().x() - frame * 0.4, m_window.y(), frame * 0.8, m_window.height()));
        painter.drawRect(QRectF(m_window.x(), m_window.y() + m_window.height() * 0.38, m_window.width(), frame * 0.8));
        painter.drawRect(
            QRectF(m_window.x() - frame * 3, m_window.bottom() + frame, m_window.width() + frame * 6, frame * 1.6));
        for (double s : {-1.0, 1.0}) { // curtains
            const double x = s < 0 ? m_window.x() - frame * 2 : m_window.right() + frame * 2;
            for (int i = 0; i < 6; ++i) {
                const double w = m_window.width() * 0.036;
                const double fx = x - s * (i - 2.5) * w;
                painter.setBrush(toQColor(multiply(mix(m_s.palette.accents[1], hex(0xf2eadd), 0.45), m_light) *
                                              (0.82 + 0.07 * (i % 3)),
                                          0.95));
                QPainterPath fold(QPointF(fx, m_window.y() - frame * 3));
                fold.lineTo(fx + w, m_window.y() - frame * 3);
                fold.quadTo(fx + w * (1.2 + 0.3 * s), m_window.center().y(), fx + w * (1.3 + s * 0.3),
                            m_window.bottom() + m_c.h * 0.12);
                fold.lineTo(fx + s * w * 0.3, m_window.bottom() + m_c.h * 0.12);
                fold.closeSubpath();
                painter.drawPath(fold);
            }
        }
    }

    void furniture()
    {
        QPainter painter;
        m_c.open(painter);
        const auto place = [&](Thing t, std::optional<Rgb> colour, double x, double y, double size) {
            Stand st;
            st.foot = QPointF(m_c.w * x, m_c.h * y);
            st.size = m_c.unit * size;
            st.lightX = m_window.center().x() > st.foot.x() ? 0.8 : -0.8;
            st.light = m_light * (m_s.palette.night ? 1.0 : 0.94);
            st.night = m_s.palette.night;
            QRadialGradient g(0, 0, 1);
            g.setColorAt(0, QColor(16, 10, 20, 130));
            g.setColorAt(1, QColor(16, 10, 20, 0));
            painter.save();
            painter.translate(st.foot);
            painter.scale(st.size * 0.6, st.size * 0.1);
            painter.setBrush(g);
            painter.drawEllipse(QPointF(0, 0), 1, 1);
            painter.restore();
            ThingPainter p(painter, st, m_rng);
            if (!paintTableThing(p, t, colour))
                paintSubject(painter, {t, colour, 1, 1}, st, m_s.palette, m_s.scene, m_rng);
        };
        const double near = m_side > 0 ? 0.26 : 0.74;
        rug(painter);
        picture(painter);
        if (m_s.scene.allows(Thing::Plant))
            place(Thing::Plant, m_s.scene.colourOf(Thing::Plant), m_side > 0 ? 0.9 : 0.1, 0.86, 0.4);
        if (m_s.scene.allows(Thing::Lamp))
            place(Thing::Lamp, m_s.scene.colourOf(Thing::Lamp), near - m_side * 0.13, 0.76, 0.46);
        if (m_s.scene.allows(Thing::Chair))
            place(Thing::Chair, m_s.scene.colourOf(Thing::Chair).value_or(m_s.palette.accents[0]), near + m_side * 0.06,
                  0.87, 0.42);
        double x = 0.5;
        for (const Subject& s : m_s.scene.subjects) {
            if (s.thing == Thing::Chair || s.thing == Thing::Lamp || s.thing == Thing::Plant ||
                int(s.thing) >= int(Thing::Table) || s.thing == Thing::Sun || s.thing == Thing::Moon)
                continue;
            place(s.thing, s.colour, x, 0.94,
                  int(s.thing) >= int(Thing::Woman) && int(s.thing) <= int(Thing::Couple) ? 0.6 : 0.24);
            x += m_side * 0.16;
        }
    }

    void rug(QPainter& painter)
    {
        for (int i = 0; i < 4; ++i) {
            painter.setBrush(toQColor(multiply(m_s.palette.accents[size_t(3 - i)], m_light) * 0.85));
            const double k = 1.0 - 0.2 * i;
            painter.drawEllipse(QPointF(m_c.w * 0.5, m_c.h * 0.87), m_c.w * 0.3 * k, m_c.h * 0.085 * k);
        }
    }

    void picture(QPainter& painter)
    {
        const double x = m_side > 0 ? 0.2 : 0.64;
        const QRectF frame(m_c.w * x, m_c.h * 0.22, m_c.w * 0.13, m_c.h * 0.2);
        painter.setBrush(toQColor(hex(0x3a2d26)));
        painter.drawRect(frame);
        const double b = m_c.unit * 0.008;
        const QRectF in = frame.adjusted(b, b, -b, -b);
        painter.save();
        painter.setClipRect(in);
        painter.setBrush(toQColor(multiply(m_s.palette.accents[5], m_light)));
        painter.drawRect(in);
        for (size_t i = 0; i < 4; ++i) {
            painter.setBrush(toQColor(multiply(m_s.palette.accents[i], m_light)));
            painter.drawEllipse(
                QPointF(in.x() + in.width() * m_rng.unit(), in.y() + in.height() * (0.3 + 0.25 * double(i))),
                in.width() * 0.5, in.height() * 0.22);
        }
        painter.restore();
    }

    void sunbeam()
    {
        if (m_s.palette.night)
            return;
        QPainter painter;
        m_c.open(painter);
        const double shift = -m_side * m_c.w * 0.16;
        for (int col = 0; col < 2; ++col) {
            const double x0 = m_window.x() + m_window.width() * (0.5 * col + 0.03);
            const double x1 = x0 + m_window.width() * 0.44;
            painter.setBrush(toQColor(mix(m_s.palette.sun, {1, 1, 1}, 0.3), 0.22));
            painter.drawPolygon(
                QPolygonF({QPointF(x0 + shift, m_c.h * 0.74), QPointF(x1 + shift, m_c.h * 0.74),
                           QPointF(x1 + shift * 1.9, m_c.h * 0.96), QPointF(x0 + shift * 1.9, m_c.h * 0.96)}));
        }
    }

    Sitting& m_s;
    Canvas& m_c;
    Rng m_rng;
    double m_side;
    QRectF m_wall;
    QRectF m_window;
    Rgb m_light;
    Rgb m_tone;
};

} // namespace

void paintInterior(Sitting s)
{
    RoomPainter(s).paint();
}

} // namespace maquette::sandbox
