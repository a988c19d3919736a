// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/LandscapePainter.h"
#include "app/sandbox/pictures/Sky.h"
#include "app/sandbox/pictures/Water.h"

namespace maquette::sandbox {

void LandscapePainter::paint()
{
    Canvas& c = m_s.canvas;
    paintSky(c, m_s.scene, m_s.palette, m_horizon, m_s.rng.fork(12));
    const double shore =
        m_plan.land.waterTo > m_plan.land.waterFrom ? std::max(m_terrain.nearest(), m_plan.land.waterFrom * 0.55) : 0;
    woodsAndLand(m_terrain.farthest(), std::max(shore, m_terrain.nearest()), shore);
    if (shore > 0 || m_plan.land.river)
        paintWater(c, m_s.palette, m_terrain.waterMask(), m_horizon, m_plan.waves, m_s.rng.fork(13));
    if (m_s.scene.main == Place::Volcano)
        lava();
    if (m_plan.land.wall > 0)
        waterfall();
    airThings(); // over the far land: no ridge hides a balloon
    waterThings();
    if (shore > m_terrain.nearest())
        woodsAndLand(shore, m_terrain.nearest(), 0);
    groundThings();
    foreground();
    paintWeather(c, m_s.scene, m_s.palette, m_horizon, m_s.rng.fork(14));
}

Stand LandscapePainter::stand(QPointF foot, double size, double z, double height) const
{
    const Palette& p = m_s.palette;
    Stand st;
    st.foot = foot;
    st.size = size;
    st.haze = p.haze;
    st.air =
        1.0 - std::exp(-z * m_plan.land.haze *
                       (1.0 + (height < 1 ? m_plan.land.mist * (m_s.scene.of(Weather::Fog) > 0 ? 0.8 : 0.25) : 0.0)));
    st.lightX = p.sunX > 0.5 ? 0.8 : -0.8;
    const double level = p.night ? 0.42 : (m_s.scene.time == DayTime::Dusk ? 0.62 : (p.lowSun ? 0.82 : 0.95));
    st.light = mix(mix(p.ambient, p.light, 0.6), {1, 1, 1}, 0.3) * level;
    st.night = p.night || m_s.scene.time == DayTime::Dusk;
    return st;
}

void LandscapePainter::woodsAndLand(double from, double to, double shore)
{
    // Slices shrink towards the eye; trees of a slice stand before its ground.
    double z = from;
    while (z > to * 1.001) {
        const double next = std::max(to, z > 40 ? z - 14 : z * 0.82);
        m_terrain.paint(z, next);
        if (m_plan.trees > 0 && z < 62)
            woods(z, next, shore);
        z = next;
    }
}

Species LandscapePainter::pick(Rng& rng, double h) const
{
    const Scene& s = m_s.scene;
    if (s.find(Thing::Birch) && rng.chance(0.7))
        return Species::Birch;
    if (s.find(Thing::Blossom) && rng.chance(0.7))
        return Species::Blossom;
    if (s.find(Thing::Palm) || s.main == Place::Islands || s.main == Place::Beach)
        return rng.chance(0.6) ? Species::Palm : Species::Bush;
    const bool snow = s.of(Weather::Snow) > 0 || s.season == Season::Winter;
    const bool alpine = m_plan.land.far == Relief::Mountains || m_plan.land.far == Relief::Volcano ||
                        s.find(Thing::Conifer) || snow || m_firs;
    if (alpine && (snow || h > 0.2 || rng.chance(0.8)))
        return snow && rng.chance(0.1) ? Species::Bare : Species::Fir;
    const double k = rng.unit();
    return k < 0.62 ? Species::Broadleaf : (k < 0.75 ? Species::Poplar : (k < 0.9 ? Species::Bush : Species::Birch));
}

void LandscapePainter::woods(double zFar, double zNear, double shore)
{
    Canvas& c = m_s.canvas;
    QPainter painter;
    c.open(painter);
    const Palette& p = m_s.palette;
    const double reach = c.w * 0.62 * zFar / m_terrain.scale(1.0);
    const int wanted = int(std::min(340.0, m_plan.trees * 26.0 * (zFar - zNear) * (0.6 + 0.1 * zFar) * c.detail));
    struct Place2
    {
        double z;
        double x;
    };
    std::vector<Place2> spots;
    spots.reserve(size_t(std::max(0, wanted)));
    for (int i = 0; i < wanted; ++i)
        spots.push_back({m_rng.range(zNear, zFar), m_rng.range(-reach, reach)});
    std::sort(spots.begin(), spots.end(), [](const Place2& a, const Place2& b) { return a.z > b.z; });
    for (const Place2& at : spots)
        tree(painter, at.x, at.z, shore, p);
}

void LandscapePainter::tree(QPainter& painter, double x, double z, double shore, const Palette& p)
{
    const float h = m_terrain.height(float(x), float(z), 5);
    Rng rng = m_rng.fork(mixBits(quint64(qint64(x * 997))) + quint64(qint64(z * 877)));
    const double grove = fractalNoise(float(x * 0.17), float(z * 0.17), 2, m_plan.land.seed + 90);
    const double open = z < 9 ? smoothStep(0.4, 2.0, std::abs(x) - 0.06 * z) : 1.0;
    if (h < 0.03F || double(h) > m_plan.land.snowLine * 0.85 || grove < 0.28 - 0.26 * m_plan.trees || rng.unit() > open)
        return;
    const double knollX = m_terrain.worldX(m_s.canvas.w * m_plan.land.knollColumn, m_plan.land.knollDepth);
    if (m_plan.land.knoll > 0 && z < m_plan.land.knollDepth + 1.0 &&
        std::abs(x - knollX * z / m_plan.land.knollDepth) < 2.0)
        return; // nothing hides the castle
    if (z < 3.2 || (shore > 0 && z < shore * 1.3))
        return;
    const Species species = pick(rng, h);
    const double tall =
        (species == Species::Bush ? 0.35 : 1.0) * rng.range(0.75, 1.35) * (m_s.scene.main == Place::Forest ? 1.9 : 1.0);
    const Stand st = stand(m_terrain.project(x, h - 0.02, z), tall * m_terrain.scale(z) * 0.92, z, h);
    if (st.foot.x() < -st.size || st.foot.x() > m_s.canvas.w + st.size || st.size < 3)
        return;
    Rgb leaf = species == Species::Blossom ? hex(0xf0a8bf) : mix(p.leaf, p.grass, rng.range(0.0, 0.5));
    if (m_s.scene.season == Season::Autumn)
        leaf = mix(leaf, mix(hex(0xd9482b), hex(0xe9a52f), rng.unit()), 0.7);
    if (species == Species::Fir)
        leaf = mix(leaf, hex(0x1f3b3a), 0.45);
    const Rgb ground = multiply(leaf, st.light);
    TreeLook look{
        ground,
        multiply(species == Species::Birch ? hex(0xe8e2d8) : hex(0x4d3a30), st.light),
        multiply(mix(p.light, leaf, 0.35), st.light),
        st.lightX,
        std::max(0.0, std::min(1.0, m_s.scene.of(Weather::Snow) + (m_plan.land.cover == Cover::Snow ? 0.7 : 0))),
        st.air,
        st.haze};
    paintTree(painter, species, st.foot, st.size, look, rng);
}

void LandscapePainter::lava()
{
    Canvas& c = m_s.canvas;
    const double x = m_s.palette.sunX > 0.5 ? -7.0 : 7.0;
    const QPointF top = m_terrain.project(x, m_terrain.height(float(x), 52, 5), 50);
    c.glow(top, c.unit * 0.5, hex(0xff5a1f), 0.75, 2);
    Rng rng = m_rng.fork(5);
    QPainter painter;
    c.open(painter);
    for (int i = 0; i < 26; ++i) {
        const double t = i / 26.0;
        const double w = c.unit * (0.02 + 0.1 * t);
        const QPointF at = top + QPointF(c.unit * (0.28 * t * t + rng.range(-0.03, 0.03)), -c.unit * 0.42 * t);
        painter.setBrush(toQColor(
            mix(hex(0xff8a3c), mix(m_s.palette.cloudDark, hex(0x2a2230), 0.5), smoothStep(0.0, 0.4, t)), 0.34));
        painter.drawPath(blobPath(at, w, w * 0.8, 0.2, 11, rng));
    }
    for (int k = 0; k < 4; ++k) {
        QPointF at = top + QPointF(c.unit * rng.range(-0.02, 0.02), 0);
        QPainterPath stream(at);
        const double drift = rng.range(-0.5, 0.5);
        for (int i = 0; i < 12; ++i) {
            at += QPointF(c.unit * (drift * 0.016 + rng.range(-0.008, 0.008)), c.unit * 0.016);
            stream.lineTo(at);
        }
        painter.setBrush(Qt::NoBrush);
        for (const auto& [width, colour] : {std::pair{0.012, 0xff4a14U}, {0.005, 0xffd257U}}) {
            painter.setPen(QPen(toQColor(hex(colour), width > 0.01 ? 0.5 : 0.95), c.unit * width, Qt::SolidLine,
                                Qt::RoundCap, Qt::RoundJoin));
            painter.drawPath(stream);
        }
        painter.setPen(Qt::NoPen);
    }
}

void LandscapePainter::waterfall()
{
    Canvas& c = m_s.canvas;
    Rng rng = m_rng.fork(6);
    const double z = m_plan.land.wallDepth - 0.4;
    const double x = double(m_terrain.course(float(z)));
    const QPointF top = m_terrain.project(x, m_plan.land.wall * 0.86, z);
    const QPointF foot = m_terrain.project(x, -0.1, z - 1.5);
    const double w = m_terrain.scale(z) * 0.8;
    QPainter painter;
    c.open(painter);
    painter.setBrush(Qt::NoBrush);
    const Rgb white =
        multiply(hex(0xf4faff), mix(m_s.palette.light, {1, 1, 1}, 0.5)) * (m_s.palette.night ? 0.55 : 1.0);
    for (int i = 0; i < 190; ++i) {
        const double t = rng.bell() * 0.3;
        const double y0 = lerp(top.y(), foot.y(), rng.chance(0.5) ? 0.0 : rng.range(0.0, 0.7));
        const double y1 = std::min(foot.y(), y0 + (foot.y() - top.y()) * rng.range(0.3, 1.0));
        const double spread = 1.0 + 0.25 * (y1 - top.y()) / std::max(1.0, foot.y() - top.y());
        painter.setPen(QPen(toQColor(mix(white, m_s.palette.water, rng.unit() * 0.4), 0.5),
                            std::max(0.7, w * rng.range(0.01, 0.05)), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(top.x() + t * w, y0), QPointF(top.x() + t * w * spread, y1));
    }
    painter.end();
    c.haze(QRectF(foot.x() - w * 1.8, foot.y() - w * 1.1, w * 3.6, w * 1.8), white, 0.75);
}

void paintLandscape(Sitting s)
{
    LandscapePainter(s).paint();
}

} // namespace maquette::sandbox
