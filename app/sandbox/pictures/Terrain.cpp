// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Terrain.h"

namespace maquette::sandbox {

namespace {

float duneShape(float x, float z, quint32 seed)
{
    const float warp = 0.9F * fractalNoise(x * 0.11F, z * 0.11F, 2, seed);
    const float s = x * 0.13F + z * 0.10F + warp;
    const float t = s - std::floor(s);
    const float climb =
        t < 0.72F ? float(smoothStep(0, 0.74, t)) * 0.96F + 0.04F * t : float(1.0 - smoothStep(0.72, 1.0, t));
    const float size = 0.55F + 0.6F * gradientNoise(x * 0.05F + 9, z * 0.05F, seed + 3);
    return climb * std::max(0.15F, size) + 0.25F * gradientNoise(x * 0.05F, z * 0.04F, seed + 4);
}

float terraced(float v, float steps)
{
    const float s = v * steps;
    const float base = std::floor(s);
    return (base + float(smoothStep(0.62, 0.98, s - base))) / steps;
}

} // namespace

Terrain::Terrain(Canvas& canvas, const Palette& palette, const Land& land, double horizon)
    : m_canvas(canvas)
    , m_palette(palette)
    , m_land(land)
    , m_horizon(horizon)
    , m_focal(0.55 * std::max(canvas.w, canvas.h) + 0.35 * canvas.unit)
    , m_water(canvas.w, canvas.h, QImage::Format_Grayscale8)
{
    m_nearest = 0.45 * m_focal / std::max(8.0, canvas.h - horizon);
    m_water.fill(0);
    const double side = palette.sunX > 0.5 ? 0.86 : -0.86;
    const double up = palette.lowSun ? 0.34 : 0.62;
    m_sun[0] = float(side);
    m_sun[1] = float(up);
    m_sun[2] = palette.lowSun ? 0.12F : -0.35F;
}

QPointF Terrain::project(double x, double y, double z) const
{
    return {m_canvas.w * 0.5 + x * m_focal / z, m_horizon + (1.0 - y) * m_focal / z};
}

float Terrain::course(float z) const
{
    return (1.2F * std::sin(z * 0.28F + float(m_land.seed % 7)) + 0.9F * gradientNoise(z * 0.12F, 4.0F, m_land.seed)) *
           std::min(1.0F, z * 0.12F);
}

bool Terrain::isWater(double x, double z) const
{
    return m_land.waterTo > m_land.waterFrom && height(float(x), float(z)) < 0.0F;
}

float Terrain::farShape(float x, float z, float octaves) const
{
    const quint32 seed = m_land.seed;
    switch (m_land.far) {
    case Relief::Mountains: {
        const float valley =
            0.35F + 0.65F * float(smoothStep(0.0, 22.0, std::abs(x + 6.0F * gradientNoise(z * 0.03F, 2.5F, seed))));
        const float wander = 3.0F * gradientNoise(x * 0.05F, z * 0.05F, seed + 6);
        const float r = ridgedNoise((x + wander) * 0.026F, (z - wander) * 0.03F, std::min(octaves, 5.2F), seed);
        return (0.35F * r + 0.95F * r * r) * valley * (0.8F + 0.45F * gradientNoise(x * 0.02F, z * 0.02F, seed + 1));
    }
    case Relief::Hills:
        return 0.5F + 0.75F * fractalNoise(x * 0.06F, z * 0.06F, std::min(octaves, 4.0F), seed, 0.4F);
    case Relief::Dunes:
        return duneShape(x, z, seed);
    case Relief::Mesas: {
        const float n = 0.5F + 0.8F * fractalNoise(x * 0.045F, z * 0.045F, std::min(octaves, 4.0F), seed);
        return terraced(std::clamp(n * 1.15F - 0.28F, 0.0F, 1.0F), 3) + 0.02F * gradientNoise(x * 1.3F, z * 1.3F, seed);
    }
    case Relief::Volcano: {
        const float cx = x - float(m_palette.sunX > 0.5 ? -7.0 : 7.0);
        const float dz = z - 52.0F;
        const float d = std::sqrt(cx * cx + dz * dz);
        const float cone = 1.25F * std::exp(-d * 0.075F) +
                           0.12F * ridgedNoise(x * 0.12F, z * 0.12F, octaves, seed) * std::exp(-d * 0.03F);
        return std::min(cone, 0.98F + 0.04F * gradientNoise(x * 0.5F, z * 0.5F, seed)) +
               0.12F * ridgedNoise(x * 0.05F, z * 0.05F, octaves, seed + 5);
    }
    case Relief::Islands: {
        const float n = fractalNoise(x * 0.05F, z * 0.075F, octaves, seed);
        const float r = ridgedNoise(x * 0.09F, z * 0.09F, octaves, seed + 2);
        return (n - 0.17F) * (0.9F + 1.5F * r);
    }
    case Relief::Cliff:
    case Relief::Flat:
        break;
    }
    return 0.12F * fractalNoise(x * 0.05F, z * 0.05F, 2, seed);
}

float Terrain::height(float x, float z, float octaves) const
{
    const Land& l = m_land;
    float h = float(l.nearRelief) * (0.25F + fractalNoise(x * 0.22F, z * 0.2F, octaves, l.seed + 40, 0.4F));
    h += float(l.nearRelief) * 0.5F * float(smoothStep(1.5, 9.0, std::abs(x))); // the sides rise: the eye is led in
    const auto far = float(smoothStep(l.farFrom, l.farTo, z));
    if (far > 0)
        h = h * (1.0F - 0.5F * far) + float(l.farHeight) * far * farShape(x, z, octaves + 2);
    if (l.river) {
        const float bed = x - course(z);
        const float width = 0.55F + 0.03F * z;
        h = float(lerp(-0.12, std::max(h, 0.03F), smoothStep(width * 0.6, width * 1.7, std::abs(bed))));
    } else if (l.waterTo > l.waterFrom) {
        const float shore = 1.0F + 0.35F * fractalNoise(x * 0.16F, z * 0.05F, 3, l.seed + 60);
        const auto inside = float(smoothStep(l.waterFrom * shore, l.waterFrom * shore * 1.12 + 0.2, z) *
                                  (1.0 - smoothStep(l.waterTo * shore * 0.93, l.waterTo * shore, z)));
        h = float(lerp(h + 0.06, std::min(h, -0.15F), inside));
        if (l.far == Relief::Islands && z > l.farFrom)
            h = float(l.farHeight) * far * farShape(x, z, octaves + 1) - 0.05F;
    }
    if (l.wall > 0) {
        const float edge = z - float(l.wallDepth) + 1.6F * fractalNoise(x * 0.3F, 3.0F, 4, l.seed + 95) + 0.02F * x * x;
        const float top = float(l.wall) * (0.9F + 0.25F * fractalNoise(x * 0.25F, z * 0.2F, 3, l.seed + 96));
        h = std::max(h, top * float(smoothStep(-0.2, 0.9, edge)) - 0.15F);
    }
    if (l.knoll > 0) {
        const auto cx = float((l.knollColumn - 0.5) * m_canvas.w * l.knollDepth / m_focal);
        const float dx = (x - cx) / 2.6F;
        const float dz = (z - float(l.knollDepth)) / 3.0F;
        const float d2 = dx * dx + dz * dz;
        h = std::max(h, float(l.knoll) * (1.25F / (1.0F + d2 * d2 + 0.35F * d2) - 0.25F) +
                            0.1F * fractalNoise(x * 0.8F, z * 0.8F, 3, l.seed + 80));
    }
    if (l.headland > 0) {
        const float edge = x * float(l.headlandSide) - 1.1F - 0.9F * fractalNoise(z * 0.35F, x * 0.1F, 4, l.seed + 71) -
                           0.5F * ridgedNoise(z * 0.9F, x * 0.9F, 4, l.seed + 73) - 0.02F * z;
        const auto depth = float(smoothStep(7.0, 8.0, z) * (1.0 - smoothStep(13.0, 19.0, z)));
        const float top = float(l.headland) * (0.8F + 0.3F * fractalNoise(x * 0.45F, z * 0.45F, octaves, l.seed + 72));
        const float face = float(smoothStep(0.0, 0.9, edge)) * 0.8F + float(smoothStep(0.0, 5.0, edge)) * 0.2F;
        h = std::max(h, top * face * depth - 0.02F);
    }
    return h;
}

Rgb Terrain::throughAir(Rgb c, double z, double height) const
{
    double k = 1.0 - std::exp(-z * m_land.haze);
    if (m_land.mist > 0)
        k = 1.0 - (1.0 - k) * std::exp(-m_land.mist * z * 0.055 * std::exp(-std::max(0.0, height) * 0.55));
    return mix(c, m_palette.haze, k);
}

Rgb Terrain::coverColour(float x, float z, float h, float steep) const
{
    const Palette& p = m_palette;
    const quint32 seed = m_land.seed;
    const float patch = fractalNoise(x * 0.7F, z * 0.7F, 3, seed + 21);
    switch (m_land.cover) {
    case Cover::Alpine: {
        Rgb ground = mix(p.grass, p.leaf, clamp01(0.45 + patch * 1.5 + 0.12 * h));
        ground = mix(ground, p.rock, smoothStep(0.55, 1.25, steep + 0.07F * h + 0.25F * patch));
        const double snow = smoothStep(-0.6, 0.9, h - m_land.snowLine + patch * 1.6 - steep * 0.9);
        return mix(ground, p.snow, snow);
    }
    case Cover::Grass:
        return mix(mix(p.grass, p.leaf, clamp01(0.32 + patch * 1.1)), p.rock, smoothStep(0.9, 1.6, steep));
    case Cover::Sand:
        return mix(p.sand, multiply(p.sand, hex(0xd9a88a)), clamp01(0.3 + patch * 0.7));
    case Cover::Snow:
        return mix(mix(p.snow, p.sky[0], 0.08 + 0.08 * patch), p.rock, smoothStep(0.8, 1.5, steep + 0.3F * patch));
    case Cover::Rock:
        return mix(p.rock, mix(p.grass, p.leaf, clamp01(0.5 + patch)), smoothStep(0.75, 0.35, steep) * 0.9);
    case Cover::Strata: {
        const float band = std::sin(h * 5.2F + patch * 1.3F) * 0.5F + 0.5F;
        const Rgb red = mix(hex(0xb5583a), p.rock, 0.25);
        return mix(mix(red, hex(0xe09a62), band), p.sand, smoothStep(0.5, 0.15, steep) * 0.6);
    }
    }
    return p.grass;
}

Rgb Terrain::material(float x, float z, float h, float slopeX, float slopeZ) const
{
    const float bump = m_land.cover == Cover::Sand ? 0.1F : 0.3F;
    const float octaves = std::clamp(std::log2(34.0F / z), 0.0F, 4.5F);
    const float rough = bump * fractalNoise(x * 1.1F, z * 0.8F, octaves, m_land.seed + 33, 0.62F);
    const float nx = -slopeX + rough;
    const float nz = -slopeZ + rough * 0.7F;
    const float length = std::sqrt(nx * nx + 1.0F + nz * nz);
    const float lit = std::clamp((nx * m_sun[0] + m_sun[1] + nz * m_sun[2]) / length, 0.0F, 1.0F);
    const float steep = std::sqrt(slopeX * slopeX + slopeZ * slopeZ);
    Rgb base = coverColour(x, z, h, steep);
    if (m_land.wall > 0 && z > m_land.wallDepth - 3)
        base = mix(base, m_palette.rock * 0.8, smoothStep(0.5, 1.2, steep));
    if (m_land.road) {
        const double across =
            std::abs(double(x - course(z))) + 0.06 * double(gradientNoise(x * 4, z * 4, m_land.seed + 50));
        base = mix(mix(m_palette.sand, m_palette.rock, 0.45), base, smoothStep(0.3, 0.46, across));
    }
    const float sky = 0.6F + 0.4F / length;
    Rgb light =
        m_palette.light * double(lit * (m_palette.lowSun ? 1.25F : 1.1F)) + m_palette.ambient * double(sky * 0.62F);
    if (m_palette.night)
        light = light * 0.72;
    light = light * m_land.exposure;
    return multiply(base, light);
}

void Terrain::fillRow(double z, std::vector<Vertex>& row) const
{
    const double step = 2.0 * z / m_focal;
    const float octaves = float(std::clamp(7.0 - std::log2(z) * 0.45, 3.0, 6.5));
    const auto count = row.size();
    std::vector<float> heights(count + 1);
    const auto zf = float(z);
    for (size_t i = 0; i <= count; ++i)
        heights[i] = height(float((double(i) * 2.0 - m_canvas.w * 0.5) * z / m_focal), zf, octaves);
    const double dz = z * 0.02;
    const bool wet = m_land.waterTo > m_land.waterFrom || m_land.river;
    for (size_t i = 0; i < count; ++i) {
        const auto x = float((double(i) * 2.0 - m_canvas.w * 0.5) * z / m_focal);
        const float h = heights[i];
        Vertex& v = row[i];
        v.water = wet && h < 0.0F;
        v.height = v.water ? 0.0F : h;
        v.y = float(m_horizon + (1.0 - double(v.height)) * m_focal / z);
        if (v.water) {
            v.colour = throughAir(m_palette.water * 0.6, z, 0);
            continue;
        }
        const float slopeX = (heights[i + 1] - h) / float(step);
        const float slopeZ = (height(x, zf + float(dz), octaves) - h) / float(dz);
        v.colour = throughAir(material(x, zf, h, slopeX, slopeZ), z, h);
    }
}

void Terrain::paintColumn(int x, const Vertex& back, const Vertex& front, float grain)
{
    const auto top = int(std::floor(back.y));
    const int bottom = std::min(m_canvas.h - 1, int(std::ceil(front.y)));
    if (top > bottom || bottom < 0)
        return;
    const float span = std::max(1.0F, front.y - back.y);
    for (int y = std::max(0, top); y <= bottom; ++y) {
        quint32* pixel = m_canvas.row(y) + x;
        const float t = std::clamp((float(y) - back.y) / span, 0.0F, 1.0F);
        Rgb c = mix(back.colour, front.colour, t);
        const float g = 1.0F + grain * (hashUnit(x, y, 77) - 0.5F);
        c = c * double(g);
        if (y == top)
            c = mix(unpack(*pixel), c, double(top + 1) - double(back.y));
        *pixel = pack(c);
        m_water.scanLine(y)[x] = back.water && front.water ? 255 : 0;
    }
}

void Terrain::paintBetween(const std::vector<Vertex>& back, const std::vector<Vertex>& front, double z)
{
    const auto grain = float(std::clamp(0.5 / z, 0.02, 0.12));
    for (int x = 0; x < m_canvas.w; ++x) {
        const auto i = size_t(x / 2);
        Vertex b = back[i];
        Vertex f = front[i];
        if ((x & 1) != 0 && i + 1 < back.size()) {
            b.y = 0.5F * (b.y + back[i + 1].y);
            f.y = 0.5F * (f.y + front[i + 1].y);
            b.colour = mix(b.colour, back[i + 1].colour, 0.5);
            f.colour = mix(f.colour, front[i + 1].colour, 0.5);
        }
        if (f.y > b.y)
            paintColumn(x, b, f, grain);
    }
}

void Terrain::paint(double zFar, double zNear)
{
    std::vector<Vertex> back(size_t(m_canvas.w / 2 + 1));
    std::vector<Vertex> front(back.size());
    const double pixels = m_canvas.detail < 0.8 ? 2.6 : 1.7;
    double z = zFar;
    fillRow(z, back);
    while (z > zNear) {
        const double step = std::min(z * (m_land.far == Relief::Dunes ? 0.007 : (m_canvas.detail < 0.8 ? 0.03 : 0.02)),
                                     pixels * z * z / m_focal);
        z = std::max(zNear, z - std::max(step, 0.001));
        fillRow(z, front);
        paintBetween(back, front, z);
        std::swap(back, front);
    }
}

} // namespace maquette::sandbox
