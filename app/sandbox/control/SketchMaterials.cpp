// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/SketchMaterials.h"

#include "app/sandbox/control/Planes.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

Rgb fromVec(const cv::Vec3f& v)
{
    return {v[0], v[1], v[2]};
}
cv::Vec3f toVec(Rgb c)
{
    return {c.r, c.g, c.b};
}

class Materials
{
public:
    Materials(const RegionMap& map, const SketchPlan& plan, const PromptLayers& layers)
        : m_map(map)
        , m_plan(plan)
        , m_layers(layers)
        , m_palette(layers.palette())
        , m_size(map.labels.size())
        , m_unit(std::min(m_size.width, m_size.height))
        , m_lightX(m_palette.sunX > 0.5 ? 0.62F : -0.62F)
    {
        Rng rng = layers.rng(51);
        m_fine = noisePlane(m_size, m_unit * 0.011, 2.6, 3, quint32(rng.next()));
        m_mottle = noisePlane(m_size, m_unit * 0.07, 1.3, 4, quint32(rng.next()));
        const bool dry = plan.has(Role::Water);
        if (plan.has(Role::Open) || plan.has(Role::Ground) || !layers.outdoors()) {
            m_backdrop = layers.backdrop(dry);
        }
        if (plan.has(Role::Sky)) {
            m_sky = layers.outdoors() ? layers.sky(plan.skyBottom) : m_backdrop;
        }
        if (plan.has(Role::Ground)) {
            m_ground = layers.ground(m_backdrop, plan.groundTop, dry);
        }
        if (plan.has(Role::Land)) {
            m_relief = noisePlane(m_size, m_unit * 0.13, 0.8, 6, quint32(rng.next()));
            cv::Sobel(m_relief, m_slope, CV_32F, 1, 0, 3, m_unit * 0.004);
        }
        if (plan.has(Role::Water)) {
            m_ripples = noisePlane(m_size, m_unit * 0.012, 9.0, 3, quint32(rng.next()));
        }
        makeForm();
    }

    cv::Mat painted()
    {
        cv::Mat out(m_size, CV_32FC3);
        for (int y = 0; y < m_size.height; ++y) {
            const int* label = m_map.labels.ptr<int>(y);
            auto* to = out.ptr<cv::Vec3f>(y);
            for (int x = 0; x < m_size.width; ++x) {
                to[x] = toVec(colourAt(x, y, size_t(label[x])));
            }
        }
        takeDrawnColours(out);
        dropShadows(out);
        return out;
    }

private:
    /// Bodies swell from their outline: a height over the distance to it, and the slopes of that.
    void makeForm()
    {
        cv::Mat inside(m_size, CV_8U, cv::Scalar(255));
        for (int y = 0; y + 1 < m_size.height; ++y) {
            const int* line = m_map.labels.ptr<int>(y);
            const int* below = m_map.labels.ptr<int>(y + 1);
            for (int x = 0; x + 1 < m_size.width; ++x) {
                if (line[x] != line[x + 1] || line[x] != below[x]) {
                    inside.at<uchar>(y, x) = 0;
                }
            }
        }
        cv::distanceTransform(inside, m_distance, cv::DIST_L2, cv::DIST_MASK_5);
        const double bevel = 0.04 * m_unit;
        cv::Mat height(m_size, CV_32F);
        for (int y = 0; y < m_size.height; ++y) {
            const auto* d = m_distance.ptr<float>(y);
            auto* h = height.ptr<float>(y);
            for (int x = 0; x < m_size.width; ++x) {
                const double t = 1.0 - std::min(1.0, double(d[x]) / bevel);
                h[x] = float(bevel * std::sqrt(1.0 - t * t) + 0.1 * double(d[x]));
            }
        }
        height = blurred(height, 0.007 * m_unit);
        cv::Sobel(height, m_formX, CV_32F, 1, 0, 3, 0.085);
        cv::Sobel(height, m_formY, CV_32F, 0, 1, 3, 0.085);
    }

    [[nodiscard]] Rgb colourAt(int x, int y, size_t i) const
    {
        const AreaPlan& area = m_plan.areas[i];
        switch (area.role) {
        case Role::Open:
            return fromVec(m_backdrop.at<cv::Vec3f>(y, x)) * toneOf(area);
        case Role::Sky:
            return fromVec(m_sky.at<cv::Vec3f>(y, x)) * toneOf(area);
        case Role::Ground: {
            // Fields beside each other differ a little, or the line between them would mean nothing.
            const double own =
                1.0 + 0.2 * (double(hashUnit(int(i), 5, 77)) - 0.5) * (m_map.regions[i].onBottom > 0 ? 0.3 : 1);
            return fromVec(m_ground.at<cv::Vec3f>(y, x)) * (own * toneOf(area));
        }
        case Role::Land:
            return landAt(x, y, i) * toneOf(area);
        case Role::Water:
            return waterAt(x, y, i) * toneOf(area);
        case Role::Orb:
            return orbAt(x, y, i);
        case Role::Cloud:
            return cloudAt(x, y, i);
        case Role::Thing:
            break;
        }
        return bodyAt(x, y, i);
    }
    static double toneOf(const AreaPlan& area) { return 0.25 + 0.75 * area.tone; }

    [[nodiscard]] double rise(int y, size_t i) const
    {
        const cv::Rect& box = m_map.regions[i].box;
        return double(y - box.y) / std::max(1, box.height); // 0 at its top
    }

    [[nodiscard]] Rgb landAt(int x, int y, size_t i) const
    {
        const Scene& s = m_layers.scene();
        const double down = rise(y, i);
        const double n = double(m_relief.at<float>(y, x));
        const double lit = clamp01(0.5 - double(m_lightX) * double(m_slope.at<float>(y, x)) * 1.6 + 0.15 * n);
        const bool high = s.has(Place::Mountains) || s.has(Place::Snowfield) || s.of(Weather::Snow) > 0;
        Rgb base = mix(m_palette.rock, m_palette.leaf, clamp01((high ? 0.1 : 0.5) + 0.7 * down + 0.3 * n));
        if (s.has(Place::Desert) || s.has(Place::Beach) || s.has(Place::Canyon)) {
            base = mix(m_palette.rock, m_palette.sand, clamp01(0.6 + 0.3 * n));
        }
        const double snowLine = s.of(Weather::Snow) > 0 || s.has(Place::Snowfield) ? 0.85 : 0.34;
        if (high) {
            base = mix(base, m_palette.snow, smoothStep(0.06, -0.06, down - snowLine + 0.32 * n));
        }
        const Rgb light = mix(m_palette.ambient * 0.9, mix(m_palette.light, {1, 1, 1}, 0.25), lit);
        const double level = m_palette.night ? 0.55 : 1.0;
        const double air = 0.22 + 0.34 * down;
        return mix(multiply(base, light) * level, m_palette.haze, clamp01(air));
    }

    [[nodiscard]] Rgb waterAt(int x, int y, size_t i) const
    {
        const double down = rise(y, i);
        const double wave = double(m_ripples.at<float>(y, x));
        const Rgb mirror = mix(m_palette.sky[2], m_palette.sky[1], down);
        Rgb c = mix(mirror, m_palette.water, clamp01(0.35 + 0.5 * down + 0.5 * wave));
        const double glint = smoothStep(0.28, 0.62, wave) * (0.5 - 0.25 * down);
        c = mix(c, mix(m_palette.light, {1, 1, 1}, 0.4), glint * (m_palette.night ? 0.4 : 0.9));
        return c * (1.0 + 0.05 * double(m_mottle.at<float>(y, x)));
    }

    [[nodiscard]] Rgb orbAt(int x, int y, size_t i) const
    {
        const Region& r = m_map.regions[i];
        const double radius = std::sqrt(r.area / 3.1416);
        const double d = std::hypot(x - r.centre.x, y - r.centre.y) / radius;
        const Rgb core = mix(m_palette.sun, {1, 1, 1}, m_palette.night ? 0.1 : 0.35);
        Rgb c = mix(core, m_palette.sun, clamp01(d));
        if (m_palette.night) { // the moon's seas
            c = c * (0.9 + 0.16 * double(m_mottle.at<float>(y, x)));
        }
        return c;
    }

    [[nodiscard]] Rgb cloudAt(int x, int y, size_t i) const
    {
        const double puff =
            0.5 * double(m_mottle.at<float>(y, x)) + 0.8 * double(m_formX.at<float>(y, x)) * double(-m_lightX);
        const double lit = clamp01(0.95 - 0.75 * rise(y, i) + puff - 0.5 * double(m_formY.at<float>(y, x)) * 0.4);
        return mix(m_palette.cloudDark, m_palette.cloudLight, lit);
    }

    [[nodiscard]] Rgb bodyAt(int x, int y, size_t i) const
    {
        const AreaPlan& area = m_plan.areas[i];
        const Region& r = m_map.regions[i];
        Rgb base = area.drawn ? area.wanted : area.colour * toneOf(area);
        const double grainy = 1.0 + 0.10 * double(m_fine.at<float>(y, x)) + 0.13 * double(m_mottle.at<float>(y, x));
        // A flat side has the light of the middle; slopes towards the light have more.
        const double nx = -double(m_formX.at<float>(y, x));
        const double ny = -double(m_formY.at<float>(y, x));
        const double facing = (nx * double(m_lightX) - ny * 0.62 + 0.66) / std::sqrt(1.0 + nx * nx + ny * ny);
        const double across = (x - r.centre.x) / std::max(1, r.box.width) * double(m_lightX) -
                              (y - r.centre.y) / std::max(1, r.box.height) * 0.6;
        const double lit = clamp01(0.18 + 0.72 * facing + 0.32 * across);
        const double level = m_palette.night ? 0.62 : (m_palette.lowSun ? 0.92 : 1.0);
        const Rgb dark = mix(m_palette.ambient, {0.5F, 0.5F, 0.5F}, 0.35) * 0.8;
        const Rgb bright = mix(m_palette.light, {1, 1, 1}, 0.45) * 1.12;
        const double rim = smoothStep(0.86, 1.1, facing) * 0.16;
        return mix(multiply(base, mix(dark, bright, lit)) * (grainy * level), m_palette.light, rim);
    }

    /// Where the drawing has colours they win over the palette, and the surface stays.
    void takeDrawnColours(cv::Mat& picture) const
    {
        std::vector<cv::Vec4d> sums(m_plan.areas.size(), cv::Vec4d());
        for (int y = 0; y < m_size.height; y += 2) {
            for (int x = 0; x < m_size.width; x += 2) {
                const auto& c = picture.at<cv::Vec3f>(y, x);
                sums[size_t(m_map.labels.at<int>(y, x))] += cv::Vec4d(c[0], c[1], c[2], 1);
            }
        }
        for (int y = 0; y < m_size.height; ++y) {
            const int* label = m_map.labels.ptr<int>(y);
            auto* line = picture.ptr<cv::Vec3f>(y);
            for (int x = 0; x < m_size.width; ++x) {
                const AreaPlan& area = m_plan.areas[size_t(label[x])];
                const cv::Vec4d& sum = sums[size_t(label[x])];
                if (area.drawn && area.role != Role::Thing && sum[3] > 0) {
                    const Rgb mean{float(sum[0] / sum[3]), float(sum[1] / sum[3]), float(sum[2] / sum[3])};
                    const Rgb goal = mix(area.wanted, mean, 0.22);
                    line[x] += toVec(goal) - toVec(mean);
                }
            }
        }
    }

    /// Things stand on something: a soft dark patch at their foot, drawn out away from the light.
    void dropShadows(cv::Mat& picture) const
    {
        cv::Mat shade(m_size, CV_32F, cv::Scalar(0));
        std::vector<cv::Rect> boxes(size_t(m_plan.groups), cv::Rect());
        std::vector<bool> standing(size_t(m_plan.groups), false);
        for (size_t i = 0; i < m_plan.areas.size(); ++i) {
            if (m_plan.areas[i].group < 0) {
                continue;
            }
            const auto group = size_t(m_plan.areas[i].group);
            boxes[group] |= m_map.regions[i].box;
            for (const auto& [other, length] : m_map.regions[i].neighbours) {
                const Role role = m_plan.areas[size_t(other)].role;
                standing[group] = standing[group] || role == Role::Ground || role == Role::Open || role == Role::Water;
            }
        }
        for (size_t group = 0; group < boxes.size(); ++group) {
            const cv::Rect& box = boxes[group];
            const bool low = box.y + box.height > 0.45 * m_size.height && box.y + box.height < m_size.height - 2;
            if (standing[group] && low && box.width > 0.02 * m_unit) {
                const cv::Point foot(int(box.x + box.width * (0.5 - 0.22 * double(m_lightX))),
                                     int(box.y + box.height - 0.005 * m_unit));
                const cv::Size half(int(box.width * 0.56), std::max(2, int(box.width * 0.09)));
                cv::ellipse(shade, foot, half, 0, 0, 360, cv::Scalar(1), cv::FILLED);
            }
        }
        shade = blurred(shade, 0.012 * m_unit);
        for (int y = 0; y < m_size.height; ++y) {
            const int* label = m_map.labels.ptr<int>(y);
            auto* line = picture.ptr<cv::Vec3f>(y);
            for (int x = 0; x < m_size.width; ++x) {
                if (m_plan.areas[size_t(label[x])].role != Role::Thing) {
                    const float k = 0.5F * shade.at<float>(y, x);
                    line[x] = line[x] * (1.0F - k) + toVec(m_palette.ambient * 0.25) * k * 0.6F;
                }
            }
        }
    }

    const RegionMap& m_map;
    const SketchPlan& m_plan;
    const PromptLayers& m_layers;
    const Palette& m_palette;
    cv::Size m_size;
    double m_unit;
    float m_lightX;
    cv::Mat m_backdrop;
    cv::Mat m_sky;
    cv::Mat m_ground;
    cv::Mat m_fine;
    cv::Mat m_mottle;
    cv::Mat m_relief;
    cv::Mat m_slope;
    cv::Mat m_ripples;
    cv::Mat m_distance;
    cv::Mat m_formX;
    cv::Mat m_formY;
};

} // namespace

cv::Mat paintAreas(const RegionMap& map, const SketchPlan& plan, const PromptLayers& layers)
{
    return Materials(map, plan, layers).painted();
}

} // namespace maquette::sandbox
