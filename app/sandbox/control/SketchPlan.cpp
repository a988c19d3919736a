// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/SketchPlan.h"

#include "app/sandbox/control/Planes.h"

#include <numeric>

namespace maquette::sandbox {

namespace {

Rgb rgbOf(const cv::Vec3f& lab)
{
    const cv::Mat one(1, 1, CV_32FC3, cv::Scalar(lab[0], lab[1], lab[2]));
    const auto c = fromLab(one).at<cv::Vec3f>(0, 0);
    return clamped({c[0], c[1], c[2]});
}

double chroma(const cv::Vec3f& lab)
{
    return std::hypot(double(lab[1]), double(lab[2]));
}

class Planner
{
public:
    Planner(const RegionMap& map, const SketchLines& lines, const PromptLayers& layers)
        : m_regions(map.regions)
        , m_size(map.labels.size())
        , m_lines(lines)
        , m_layers(layers)
    {
        m_plan.areas.resize(m_regions.size());
    }

    SketchPlan made()
    {
        takeColours();
        takeBackground();
        takeLand();
        takeLandBetween();
        takeSkyThings();
        groupThings();
        colourGroups();
        findHorizon();
        return m_plan;
    }

private:
    [[nodiscard]] Role role(size_t i) const { return m_plan.areas[i].role; }
    void setRole(size_t i, Role role) { m_plan.areas[i].role = role; }
    [[nodiscard]] double share(size_t i) const { return m_regions[i].area / double(m_size.area()); }
    /// How much of the border of an area runs along areas of \a role.
    [[nodiscard]] double along(size_t i, Role wanted) const
    {
        double sum = 0;
        double all = 1e-9;
        for (const auto& [other, length] : m_regions[i].neighbours) {
            all += length;
            sum += role(size_t(other)) == wanted ? length : 0;
        }
        return sum / all;
    }

    /// A drawing with colours means them; on one in pencil only what is not paper counts, and grey means shade.
    void takeColours()
    {
        double coloured = 0;
        for (size_t i = 0; i < m_regions.size(); ++i) {
            coloured += chroma(m_regions[i].colour) > 12 ? share(i) : 0;
        }
        const bool inColour = coloured > 0.2;
        for (size_t i = 0; i < m_regions.size(); ++i) {
            const cv::Vec3f& c = m_regions[i].colour;
            AreaPlan& area = m_plan.areas[i];
            const bool filled = cv::norm(c - m_lines.paper) > 14;
            area.drawn = (filled && chroma(c) > 8) || (inColour && (filled || chroma(c) > 8));
            area.wanted = rgbOf(c);
            if (filled && !area.drawn) {
                const double shade = m_lines.onDark ? (c[0] - m_lines.paper[0]) / 80.0 : c[0] / m_lines.paper[0];
                area.tone = m_lines.onDark ? 1.0 + 0.5 * clamp01(shade) : std::clamp(shade, 0.15, 1.0);
            }
        }
    }

    void takeBackground()
    {
        for (size_t i = 0; i < m_regions.size(); ++i) {
            const Region& r = m_regions[i];
            const bool top = r.onTop > 0.25 * m_size.width;
            const bool bottom = r.onBottom > 0.25 * m_size.width;
            if (top && bottom) {
                setRole(i, Role::Open);
            } else if (top && r.centre.y < 0.55 * m_size.height) {
                setRole(i, Role::Sky);
            } else if (bottom && r.box.width > 0.3 * m_size.width) {
                setRole(i, groundRole(i));
            }
        }
        // What lies between a sky and a ground from side to side is ground too.
        for (size_t i = 0; i < m_regions.size(); ++i) {
            const Region& r = m_regions[i];
            const bool low = r.centre.y > 0.52 * m_size.height;
            if (role(i) == Role::Thing && low && r.box.width > 0.6 * m_size.width && r.onSides > 0) {
                setRole(i, groundRole(i));
            }
        }
    }

    /// Blue in the lower half is water; so is the upper of several grounds where the words speak of water.
    [[nodiscard]] Role groundRole(size_t i) const
    {
        const AreaPlan& area = m_plan.areas[i];
        if (area.drawn) {
            const bool blue = area.wanted.b > area.wanted.r + 0.08F && area.wanted.b > area.wanted.g - 0.02F;
            return blue ? Role::Water : Role::Ground;
        }
        const Scene& s = m_layers.scene();
        const bool wet = s.has(Place::Sea) || s.has(Place::Lake) || s.has(Place::River) || s.has(Place::Beach);
        const bool lowest = m_regions[i].onBottom > 0.25 * m_size.width;
        return wet && (!lowest || m_regions[i].box.height > 0.3 * m_size.height) ? Role::Water : Role::Ground;
    }

    [[nodiscard]] bool hilly() const
    {
        const Scene& s = m_layers.scene();
        return s.has(Place::Mountains) || s.has(Place::Hills) || s.has(Place::Volcano);
    }

    void takeLand()
    {
        for (size_t i = 0; i < m_regions.size(); ++i) {
            const Region& r = m_regions[i];
            const bool wide = r.onSides > 0 || (hilly() && r.box.width > 0.35 * m_size.width);
            const bool flat = r.box.width > 1.1 * r.box.height;
            if (role(i) == Role::Thing && wide && flat && along(i, Role::Sky) > 0.25 && share(i) > 0.008) {
                setRole(i, Role::Land);
            }
        }
    }

    /// A hill between hills is one too, although it does not reach the side of the picture.
    void takeLandBetween()
    {
        for (size_t i = 0; i < m_regions.size(); ++i) {
            const Region& r = m_regions[i];
            const bool large = share(i) > 0.02 && r.box.width > 0.16 * m_size.width && r.box.width > r.box.height;
            const bool beside = hilly() || along(i, Role::Land) > 0.02;
            if (role(i) == Role::Thing && large && beside && along(i, Role::Sky) > 0.3 && r.roundness < 0.9 &&
                r.box.y + r.box.height < 0.8 * m_size.height && along(i, Role::Ground) + along(i, Role::Water) > 0.1) {
                setRole(i, Role::Land);
            }
        }
    }

    void takeSkyThings()
    {
        if (!m_layers.outdoors()) {
            return;
        }
        for (size_t i = 0; i < m_regions.size(); ++i) {
            const Region& r = m_regions[i];
            const double air = along(i, Role::Sky) + along(i, Role::Open) + 0.7 * along(i, Role::Land);
            if (role(i) != Role::Thing || air < 0.85 || r.centre.y > 0.5 * m_size.height || r.onBottom > 0) {
                continue;
            }
            const double aspect = double(r.box.width) / r.box.height;
            if (r.roundness > 0.93 && share(i) < 0.06 && along(i, Role::Sky) > 0.6 && m_plan.orb < 0) {
                setRole(i, Role::Orb);
                m_plan.orb = int(i);
            } else if (aspect > 1.25 && aspect < 6 && r.roundness < 0.85 && along(i, Role::Sky) > 0.85 &&
                       r.box.y + r.box.height < 0.55 * m_size.height && share(i) > 0.001) {
                setRole(i, Role::Cloud);
            }
        }
    }

    void groupThings()
    {
        for (size_t i = 0; i < m_regions.size(); ++i) {
            if (role(i) == Role::Thing && m_plan.areas[i].group < 0) {
                spreadGroup(i, m_plan.groups++);
            }
        }
    }
    void spreadGroup(size_t first, int group)
    {
        std::vector<size_t> open{first};
        m_plan.areas[first].group = group;
        while (!open.empty()) {
            const size_t i = open.back();
            open.pop_back();
            for (const auto& [other, length] : m_regions[i].neighbours) {
                AreaPlan& area = m_plan.areas[size_t(other)];
                if (area.role == Role::Thing && area.group < 0 && length > 4) {
                    area.group = group;
                    open.push_back(size_t(other));
                }
            }
        }
    }

    void colourGroups()
    {
        std::vector<std::vector<size_t>> parts(size_t(m_plan.groups));
        std::vector<double> size(size_t(m_plan.groups), 0.0);
        for (size_t i = 0; i < m_regions.size(); ++i) {
            if (const int group = m_plan.areas[i].group; group >= 0) {
                parts[size_t(group)].push_back(i);
                size[size_t(group)] += m_regions[i].area;
            }
        }
        std::vector<size_t> order(parts.size());
        std::iota(order.begin(), order.end(), size_t(0));
        std::stable_sort(order.begin(), order.end(), [&size](size_t a, size_t b) { return size[a] > size[b]; });
        for (size_t rank = 0; rank < order.size(); ++rank) {
            std::vector<size_t>& group = parts[order[rank]];
            std::stable_sort(group.begin(), group.end(),
                             [this](size_t a, size_t b) { return m_regions[a].area > m_regions[b].area; });
            colourParts(group, rank);
        }
    }

    /// The colour of the thing that ranks so by size among those drawn.
    [[nodiscard]] Rgb baseColour(size_t rank, Rng& rng) const
    {
        std::vector<const Subject*> named;
        for (const Subject& s : m_layers.scene().subjects) {
            if (s.thing > Thing::Moon && s.thing < Thing::Hair && m_layers.scene().allows(s.thing)) {
                named.push_back(&s);
            }
        }
        const Palette& p = m_layers.palette();
        if (rank < named.size()) {
            const Subject& s = *named[rank];
            return s.colour.value_or(naturalColour(s.thing, rng));
        }
        if (m_layers.outdoors() && !named.empty() && rng.chance(0.8)) {
            return mix(p.leaf, p.grass, rng.unit() * 0.6);
        }
        return p.accents[size_t(rng.below(int(p.accents.size())))];
    }
    [[nodiscard]] Rgb naturalColour(Thing thing, Rng& rng) const
    {
        const Palette& p = m_layers.palette();
        if (thing >= Thing::Cat && thing <= Thing::Lion) {
            const std::array<quint32, 5> coats{0xb9763c, 0xc9a06a, 0x7c6a5c, 0x98602f, 0xd8c3a0};
            return hex(coats[size_t(rng.below(int(coats.size())))]);
        }
        if (thing >= Thing::Tree && thing <= Thing::Cactus) {
            return mix(p.leaf, p.grass, rng.unit() * 0.5);
        }
        return usualColour(thing, p, rng);
    }

    /// The largest part has the thing's colour; what sits on top or is held in it sets itself off.
    void colourParts(const std::vector<size_t>& group, size_t rank)
    {
        Rng rng = m_layers.rng(700 + rank);
        const Palette& p = m_layers.palette();
        const Rgb base = baseColour(rank, rng);
        const Region& body = m_regions[group.front()];
        m_plan.areas[group.front()].colour = base;
        for (size_t k = 1; k < group.size(); ++k) {
            const Region& part = m_regions[group[k]];
            const double relative = part.area / double(body.area);
            const bool held = (part.box & body.box) == part.box;
            const Rgb accent = p.accents[size_t(rng.below(int(p.accents.size())))];
            Rgb c = hueTurned(base, rng.range(-14, 14)) * rng.range(0.82, 1.12);
            if (held && relative < 0.04) {
                c = luma(base) > 0.35 ? mix(accent, base, 0.2) * 0.45 : mix(accent, {1, 1, 1}, 0.55);
            } else if (part.centre.y < body.centre.y - 0.2 * body.box.height && relative > 0.1 && relative < 0.9) {
                c = rng.chance(0.55) ? mix(accent, base, 0.15) : c * 0.72;
            } else if (held && rng.chance(0.6)) {
                c = mix(accent, base, 0.3);
            }
            m_plan.areas[group[k]].colour = clamped(c);
        }
    }

    void findHorizon()
    {
        m_plan.skyBottom = 0;
        m_plan.groundTop = m_size.height;
        for (size_t i = 0; i < m_regions.size(); ++i) {
            const cv::Rect& box = m_regions[i].box;
            if (role(i) == Role::Sky) {
                m_plan.skyBottom = std::max(m_plan.skyBottom, box.y + box.height);
            } else if (role(i) == Role::Ground || role(i) == Role::Water) {
                m_plan.groundTop = std::min(m_plan.groundTop, box.y);
            }
        }
        m_plan.skyBottom = std::max(m_plan.skyBottom, m_size.height / 3);
        m_plan.groundTop = std::min(m_plan.groundTop, m_size.height - 2);
    }

    const std::vector<Region>& m_regions;
    cv::Size m_size;
    const SketchLines& m_lines;
    const PromptLayers& m_layers;
    SketchPlan m_plan;
};

} // namespace

SketchPlan planSketch(const RegionMap& map, const SketchLines& lines, const PromptLayers& layers)
{
    return Planner(map, lines, layers).made();
}

} // namespace maquette::sandbox
