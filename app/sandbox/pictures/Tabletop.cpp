// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/TableThings.h"

namespace maquette::sandbox {

namespace {

bool isFruit(Thing t)
{
    return t == Thing::Apple || t == Thing::Orange || t == Thing::Lemon || t == Thing::Pear;
}

void softShadow(Canvas& c, QPointF foot, double width, double lightX)
{
    c.haze(QRectF(foot.x() - width * (lightX > 0 ? 1.5 : 0.7), foot.y() - width * 0.22, width * 2.2, width * 0.4),
           hex(0x120c14), 0.62);
}

void paintWall(Canvas& c, Rgb wall, double edge, double lightX, quint32 seed)
{
    for (int y = 0; y < int(edge); ++y) {
        quint32* line = c.row(y);
        for (int x = 0; x < c.w; ++x) {
            const double u = double(x) / c.w;
            const double d = (u - (lightX > 0 ? 0.72 : 0.28));
            const double v = double(y) / edge - 0.42;
            const double light = 0.42 + 0.72 / (1.0 + 4.5 * d * d + 2.2 * v * v);
            const float n = fractalNoise(float(x / c.unit * 3), float(y / c.unit * 3), 4, seed);
            line[x] = packDithered(wall * (light * (1.0 + 0.09 * double(n))), hashUnit(x, y, 20));
        }
    }
}

void paintTable(Canvas& c, Rgb wood, double edge, double lightX, quint32 seed)
{
    for (int y = int(edge); y < c.h; ++y) {
        quint32* line = c.row(y);
        const double t = (y - edge) / (c.h - edge);
        const double depth = 1.0 / (0.35 + t);
        for (int x = 0; x < c.w; ++x) {
            const double u = (x - c.w * 0.5) / c.unit * depth;
            const float figure = fractalNoise(float(u * 1.3), float(depth * 9), 4, seed);
            const float fibre = fractalNoise(float(u * 2.5), float(depth * 60), 3, seed + 1);
            const double d = double(x) / c.w - (lightX > 0 ? 0.62 : 0.38);
            const double light = (0.6 + 0.55 / (1.0 + 5 * d * d)) * (1.02 - 0.4 * t);
            const double sheen = 0.12 * std::exp(-t * 5.0);
            const Rgb tone =
                wood * (light * (1.0 + 0.24 * double(figure) + 0.16 * double(fibre))) + hex(0xffffff) * sheen * 0.5;
            line[x] = packDithered(tone, hashUnit(x, y, 22));
        }
    }
}

Stand tableStand(const Sitting& s, QPointF foot, double size, double lightX)
{
    Stand st;
    st.foot = foot;
    st.size = size;
    st.lightX = lightX;
    st.light = s.palette.night ? hex(0xd8b890) : hex(0xfff6ea);
    st.night = s.palette.night;
    return st;
}

class StillLifePainter
{
public:
    explicit StillLifePainter(Sitting& s)
        : m_s(s)
        , m_c(s.canvas)
        , m_rng(s.rng.fork(51))
        , m_lightX(m_rng.chance(0.5) ? 1 : -1)
        , m_edge(m_c.h * m_rng.range(0.6, 0.66))
    {
    }

    void paint()
    {
        const Rgb walls[] = {hex(0x5a6a68), hex(0x7a5c4c), hex(0x3f4f5f), hex(0x8a7f6a), hex(0x6a4a52), hex(0x9aa08c)};
        Rgb wall = walls[m_rng.below(6)];
        if (!m_s.scene.tints.empty())
            wall = mix(wall, m_s.scene.tints[0].colour, 0.75);
        wall = m_s.scene.colourOf(Thing::Wall).value_or(wall);
        if (m_s.scene.of(Mood::Dark) > 0 || m_s.palette.night)
            wall = wall * 0.55;
        if (m_s.scene.of(Mood::Bright) > 0 || m_s.scene.of(Mood::Pastel) > 0)
            wall = mix(wall, hex(0xf4ece0), 0.5);
        paintWall(m_c, wall, m_edge, m_lightX, quint32(m_rng.next()));
        const Rgb woods[] = {hex(0x8a5a36), hex(0x6b4630), hex(0xa8794e), hex(0x54392c)};
        paintTable(m_c, m_s.scene.colourOf(Thing::Table).value_or(woods[m_rng.below(4)]), m_edge, m_lightX,
                   quint32(m_rng.next()));
        arrange();
    }

private:
    void put(Thing thing, std::optional<Rgb> colour, double x, double depth, double size)
    {
        const QPointF foot(m_c.w * 0.5 + m_c.unit * x * 1.15, m_edge + (m_c.h - m_edge) * depth);
        const double wide = thing == Thing::Bowl ? 1.0 : (thing == Thing::Bottle ? 0.18 : (isFruit(thing) ? 0.5 : 0.4));
        softShadow(m_c, foot, m_c.unit * size * wide * 1.5, m_lightX);
        QPainter painter;
        m_c.open(painter);
        const Stand st = tableStand(m_s, foot, m_c.unit * size, m_lightX);
        ThingPainter p(painter, st, m_rng);
        if (thing == Thing::Bowl)
            fullBowl(painter, p, colour);
        else
            paintTableThing(p, thing, colour);
        if (thing == Thing::Vase)
            paintBouquet(p, bouquetColours(), 11);
    }
    std::vector<Rgb> bouquetColours()
    {
        std::vector<Rgb> tones;
        for (const Subject& s : m_s.scene.subjects)
            if (s.colour && (s.thing == Thing::Flower || s.thing == Thing::Rose || s.thing == Thing::Tulip))
                tones.push_back(*s.colour);
        if (m_s.scene.find(Thing::Sunflower))
            tones.push_back(hex(0xf4b71f));
        if (tones.empty() && (m_s.scene.find(Thing::Rose)))
            tones.push_back(hex(0xc8203f));
        return tones.empty() ? m_s.palette.accents : tones;
    }
    std::vector<Subject> fruit() const
    {
        std::vector<Subject> out;
        for (const Subject& s : m_s.scene.subjects)
            if (isFruit(s.thing))
                out.push_back(s);
        if (out.empty())
            out = {{Thing::Apple, std::nullopt, 1, 2},
                   {Thing::Pear, std::nullopt, 1, 1},
                   {Thing::Orange, std::nullopt, 1, 2}};
        return out;
    }
    void oneFruit(QPainter& painter, const Subject& f, QPointF foot, double size)
    {
        const Stand st = tableStand(m_s, foot, size, m_lightX);
        ThingPainter p(painter, st, m_rng);
        paintTableThing(p, f.thing, f.colour);
    }
    void fullBowl(QPainter& painter, ThingPainter& bowl, std::optional<Rgb> colour)
    {
        const auto kinds = fruit();
        const double size = bowl.stand.size;
        paintTableThing(bowl, Thing::Bowl, colour);
        const double spots[][2] = {{-0.42, 1.02}, {0.4, 1.04},   {0.02, 1.1},  {-0.62, 0.86},
                                   {0.62, 0.86},  {-0.22, 0.84}, {0.24, 0.83}, {0.0, 1.42}};
        const int order[] = {0, 1, 2, 7, 3, 4, 5, 6};
        for (int i : order) {
            const Subject& f = kinds[size_t(i) % kinds.size()];
            oneFruit(painter, f, bowl.at(spots[i][0], spots[i][1] - 0.18), size * 0.56);
        }
        // The near rim and wall again, over the fruit's feet.
        QPainterPath front;
        front.addRect(QRectF(bowl.at(-1.2, 0.93), bowl.at(1.2, -0.2)).normalized());
        QPainterPath arc;
        arc.addEllipse(bowl.at(0, 1.0), 0.985 * size, 0.19 * size);
        painter.save();
        painter.setClipPath(front.subtracted(arc));
        paintTableThing(bowl, Thing::Bowl, colour);
        painter.restore();
    }
    void arrange()
    {
        std::vector<Subject> named;
        for (const Subject& s : m_s.scene.subjects)
            if (int(s.thing) >= int(Thing::Ball) && int(s.thing) < int(Thing::Table) && !isFruit(s.thing))
                named.push_back(s);
        const bool flowers = m_s.scene.find(Thing::Flower) || m_s.scene.find(Thing::Rose) ||
                             m_s.scene.find(Thing::Tulip) || m_s.scene.find(Thing::Sunflower);
        if (flowers && !m_s.scene.find(Thing::Vase))
            named.insert(named.begin(), {Thing::Vase, std::nullopt, 1, 1});
        const bool onlyFruit = named.empty();
        if (onlyFruit) {
            named.push_back({Thing::Bowl, std::nullopt, 1, 1});
            if (!m_s.scene.understood || m_s.scene.has(Place::StillLife)) {
                named.push_back({Thing::Bottle, std::nullopt, 1, 1});
                named.push_back({Thing::Vase, std::nullopt, 1, 1});
            }
        }
        const double side = m_rng.chance(0.5) ? 1 : -1;
        const int n = std::min<int>(4, int(named.size()));
        const double places[4][2] = {
            {n == 1 ? 0.0 : -0.2 * side, 0.42}, {0.27 * side, 0.24}, {-0.42 * side, 0.14}, {0.45 * side, 0.5}};
        for (int i : {2, 1, 0, 3}) {
            if (i >= n)
                continue;
            const Subject& s = named[size_t(i)];
            double size = 0.36;
            if (s.thing == Thing::Bowl)
                size = 0.21;
            else if (s.thing == Thing::Bottle)
                size = 0.56;
            else if (s.thing == Thing::Cup || s.thing == Thing::Bread)
                size = 0.19;
            else if (s.thing == Thing::Vase || s.thing == Thing::Ball)
                size = 0.24;
            else if (s.thing == Thing::Candle)
                size = 0.4;
            size *= 1.25;
            put(s.thing, s.colour, places[i][0] + m_rng.range(-0.03, 0.03), places[i][1], size * (i == 0 ? 1.1 : 0.95));
        }
        bool wantsFruit = m_s.scene.has(Place::StillLife) || onlyFruit;
        for (const Subject& s : m_s.scene.subjects)
            wantsFruit = wantsFruit || isFruit(s.thing);
        const auto kinds = fruit();
        const int loose = wantsFruit ? 3 : 0;
        for (int i = 0; i < loose; ++i) {
            const Subject& f = kinds[size_t(i) % kinds.size()];
            put(f.thing, f.colour, side * (0.1 + 0.17 * i) + m_rng.range(-0.02, 0.02), 0.55 + 0.12 * (i % 2), 0.135);
        }
    }

    Sitting& m_s;
    Canvas& m_c;
    Rng m_rng;
    double m_lightX;
    double m_edge;
};

} // namespace

void paintStillLife(Sitting s)
{
    StillLifePainter(s).paint();
}

void paintProduct(Sitting s)
{
    Canvas& c = s.canvas;
    Rng rng = s.rng.fork(52);
    const double lightX = rng.chance(0.5) ? 1 : -1;
    Rgb back = mix(s.palette.accents[size_t(rng.below(3))], hex(0xf3ede4), 0.55);
    if (!s.scene.tints.empty())
        back = s.scene.tints[0].colour;
    back = s.scene.colourOf(Thing::Wall).value_or(back);
    for (int y = 0; y < c.h; ++y) { // a paper roll: wall and floor meet in a soft bend
        quint32* line = c.row(y);
        for (int x = 0; x < c.w; ++x) {
            const double u = (double(x) / c.w - 0.5 - 0.14 * lightX);
            const double v = double(y) / c.h;
            const double pool = std::exp(-(u * u * 3.4 + (v - 0.42) * (v - 0.42) * 3.2));
            const double floor = smoothStep(0.62, 0.86, v);
            line[x] =
                packDithered(mix(back * (0.62 + 0.5 * pool), mix(back, {1, 1, 1}, 0.16) * (0.8 + 0.24 * pool), floor),
                             hashUnit(x, y, 23));
        }
    }
    Subject what{Thing::Perfume, std::nullopt, 1, 1};
    for (const Subject& sub : s.scene.subjects)
        if (int(sub.thing) < int(Thing::Table) && sub.thing != Thing::Sun && sub.thing != Thing::Moon) {
            what = sub;
            break;
        }
    const bool wide = what.thing == Thing::Shoe || isRoadVehicle(what.thing);
    const QPointF foot(c.w * 0.5, c.h * 0.76);
    const double size = c.unit * (wide ? 0.3 : 0.52);
    c.haze(QRectF(foot.x() - size * (wide ? 1.5 : 0.75) - lightX * size * 0.2, foot.y() - size * 0.1,
                  size * (wide ? 3.0 : 1.5), size * 0.22),
           hex(0x14101c), 0.6);
    QPainter painter;
    c.open(painter);
    Stand st = tableStand(s, foot, size, lightX);
    st.night = false;
    Rng twin = rng;
    painter.save(); // faint reflection in the floor
    painter.setOpacity(0.1);
    painter.translate(0, foot.y() * 2);
    painter.scale(1, -1);
    {
        ThingPainter p(painter, st, twin);
        paintTableThing(p, what.thing, what.colour);
    }
    painter.restore();
    ThingPainter p(painter, st, rng);
    if (!paintTableThing(p, what.thing, what.colour))
        paintSubject(painter, what, st, s.palette, s.scene, rng);
}

} // namespace maquette::sandbox
