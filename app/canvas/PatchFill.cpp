// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/PatchFill.h"

#include "app/canvas/Bands.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace maquette {

namespace {

constexpr int kRadius = 3; ///< patches of 7 x 7
constexpr int kCoarsest = 24;
constexpr int kRounds = 2;     ///< of searching and voting at the finest level
constexpr int kMoreRounds = 3; ///< at each coarser one than at the finer one; that is where the picture is decided
constexpr int kMostRounds = 12;
constexpr double kTrust = 1.25; ///< how much less a pixel of the hole is trusted for each step away from what is known
constexpr int kSearches = 2;    ///< in a round

/// One size of the pyramid.
struct Level
{
    cv::Mat4f colours;
    cv::Mat1b hole;
    cv::Mat1b usable; ///< centres of patches that are wholly known and wholly inside
    cv::Mat2i from;
    cv::Mat1f cost;
    cv::Mat1f trust;                ///< 1 for what is known, less the deeper in the hole
    std::vector<cv::Point> sources; ///< all usable centres
    std::vector<cv::Point> targets; ///< centres of patches that touch the hole
};

Level levelOf(cv::Mat4f colours, cv::Mat1b hole)
{
    Level level;
    level.colours = std::move(colours);
    level.hole = std::move(hole);
    const cv::Mat box = cv::getStructuringElement(cv::MORPH_RECT, {2 * kRadius + 1, 2 * kRadius + 1});
    cv::Mat1b touched;
    cv::dilate(level.hole, touched, box);
    level.usable = touched == 0;
    cv::rectangle(level.usable, cv::Rect({}, level.usable.size()), 0, 2 * kRadius - 1);
    for (int y = 0; y < touched.rows; ++y) {
        for (int x = 0; x < touched.cols; ++x) {
            if (level.usable(y, x)) {
                level.sources.emplace_back(x, y);
            } else if (touched(y, x)) {
                level.targets.emplace_back(x, y);
            }
        }
    }
    cv::Mat1f depth;
    cv::distanceTransform(level.hole, depth, cv::DIST_L2, cv::DIST_MASK_3);
    level.trust.create(level.hole.size());
    std::transform(depth.begin(), depth.end(), level.trust.begin(),
                   [](float steps) { return float(std::pow(kTrust, -std::min(steps, 40.0F))); });
    level.from.create(level.hole.size());
    level.from.setTo(cv::Scalar(-1, -1));
    level.cost.create(level.hole.size());
    level.cost.setTo(std::numeric_limits<float>::max());
    return level;
}

/// Half the size: known pixels only count, and what is known by less than \a least is unknown.
void reduce(const cv::Mat4f& colours, const cv::Mat1b& hole, float least, cv::Mat4f& smaller, cv::Mat1b& smallerHole)
{
    const cv::Size size((colours.cols + 1) / 2, (colours.rows + 1) / 2);
    cv::Mat1f known(hole.size());
    cv::Mat4f weighted(colours.size());
    for (int y = 0; y < hole.rows; ++y) {
        for (int x = 0; x < hole.cols; ++x) {
            known(y, x) = hole(y, x) ? 0.0F : 1.0F;
            weighted(y, x) = hole(y, x) ? cv::Vec4f() : colours(y, x);
        }
    }
    cv::Mat1f share;
    cv::resize(known, share, size, 0, 0, cv::INTER_AREA);
    cv::resize(weighted, smaller, size, 0, 0, cv::INTER_AREA);
    smallerHole.create(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            if (share(y, x) > 0) {
                smaller(y, x) *= 1 / share(y, x);
            }
            smallerHole(y, x) = share(y, x) < least ? 255 : 0;
        }
    }
}

/// A small generator of its own for each pixel and round, so that the order of the work does not matter.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_state(seed * 2654435761U + 0x9E3779B9U)
    {
    }
    /// 0 to \a below - 1.
    int roll(int below)
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 17;
        m_state ^= m_state << 5;
        return int(m_state % quint32(std::max(1, below)));
    }

private:
    quint32 m_state;
};

/// Squared distance of two patches, given up once it is over \a limit.
float distance(const Level& level, cv::Point target, cv::Point source, float limit)
{
    float sum = 0;
    const cv::Mat4f& colours = level.colours;
    for (int dy = -kRadius; dy <= kRadius; ++dy) {
        const int ty = std::clamp(target.y + dy, 0, colours.rows - 1);
        const cv::Vec4f* row = colours[ty];
        const float* trust = level.trust[ty];
        cv::v_float32x4 rowSum = cv::v_setzero_f32();
        const cv::Vec4f* other = colours[source.y + dy] + source.x;
        for (int dx = -kRadius; dx <= kRadius; ++dx) {
            const int tx = std::clamp(target.x + dx, 0, colours.cols - 1);
            const cv::v_float32x4 apart = cv::v_load(row[tx].val) - cv::v_load(other[dx].val);
            rowSum = cv::v_muladd(apart * apart, cv::v_setall_f32(trust[tx]), rowSum);
        }
        sum += cv::v_reduce_sum(rowSum);
        if (sum >= limit) {
            return limit;
        }
    }
    return sum;
}

/// Finds better partners for one patch: from its neighbours' partners, then at random ever nearer to its own.
void improve(const Level& level, const cv::Mat2i& before, cv::Point target, quint32 seed, cv::Vec2i& best, float& cost)
{
    const auto consider = [&](cv::Point source) {
        const bool inside =
            source.x >= 0 && source.y >= 0 && source.x < level.usable.cols && source.y < level.usable.rows;
        if (!inside || !level.usable(source)) {
            return;
        }
        const float here = distance(level, target, source, cost);
        if (here < cost) {
            cost = here;
            best = {source.x, source.y};
        }
    };
    for (const int step : {4, 1}) {
        for (const cv::Point way : {cv::Point(-step, 0), cv::Point(step, 0), cv::Point(0, -step), cv::Point(0, step)}) {
            const cv::Point neighbour = target + way;
            const bool inside =
                neighbour.x >= 0 && neighbour.y >= 0 && neighbour.x < before.cols && neighbour.y < before.rows;
            if (inside && before(neighbour)[0] >= 0) {
                consider(cv::Point(before(neighbour)[0], before(neighbour)[1]) - way);
            }
        }
    }
    Dice dice(seed);
    for (int reach = std::max(before.cols, before.rows); reach >= 1; reach /= 2) {
        consider({best[0] + dice.roll(2 * reach + 1) - reach, best[1] + dice.roll(2 * reach + 1) - reach});
    }
}

void search(Level& level, int round)
{
    cv::Mat2i before = level.from.clone();
    const int count = int(level.targets.size());
    forBands(
        count,
        [&](int first, int last) {
            for (int i = first; i < last; ++i) {
                const cv::Point target = level.targets[std::size_t(i)];
                cv::Vec2i& best = level.from(target);
                const auto seed = quint32(target.y * 65536 + target.x) ^ (quint32(round) * 0x85EBCA6BU);
                if (best[0] < 0) {
                    const cv::Point any = level.sources[std::size_t(Dice(seed).roll(int(level.sources.size())))];
                    best = {any.x, any.y};
                }
                // The colours have changed since: measured anew.
                level.cost(target) = distance(level, target, {best[0], best[1]}, std::numeric_limits<float>::max());
                improve(level, before, target, seed, best, level.cost(target));
            }
        },
        256);
}

/// Every patch over a pixel says which colour it would like there; the better its partner, the more it counts.
void vote(Level& level)
{
    std::vector<float> costs;
    for (const cv::Point target : level.targets) {
        costs.push_back(level.cost(target));
    }
    const auto middle = costs.begin() + std::ptrdiff_t(costs.size() / 2);
    std::nth_element(costs.begin(), middle, costs.end());
    const float scale = 1 / (2 * std::max(*middle, 1.0F));
    cv::Mat4f next = level.colours.clone();
    forBands(
        level.hole.rows,
        [&](int first, int last) {
            for (int y = first; y < last; ++y) {
                for (int x = 0; x < level.hole.cols; ++x) {
                    if (!level.hole(y, x)) {
                        continue;
                    }
                    cv::Vec4f sum;
                    float weights = 0;
                    for (int dy = -kRadius; dy <= kRadius; ++dy) {
                        for (int dx = -kRadius; dx <= kRadius; ++dx) {
                            const cv::Point centre(x + dx, y + dy);
                            if (!cv::Rect({}, level.hole.size()).contains(centre) || level.from(centre)[0] < 0) {
                                continue;
                            }
                            const cv::Vec2i source = level.from(centre);
                            const float weight = (std::exp(-level.cost(centre) * scale) + 1e-6F) * level.trust(centre);
                            sum += level.colours(source[1] - dy, source[0] - dx) * weight;
                            weights += weight;
                        }
                    }
                    if (weights > 0) {
                        next(y, x) = sum * (1 / weights);
                    }
                }
            }
        },
        8);
    level.colours = next;
}

/// Colours and partners of the hole from the next coarser level.
void inherit(Level& level, const Level& coarser)
{
    cv::Mat4f back;
    cv::resize(coarser.colours, back, level.colours.size(), 0, 0, cv::INTER_LINEAR);
    back.copyTo(level.colours, level.hole);
    for (const cv::Point target : level.targets) {
        const cv::Point there(std::min(target.x / 2, coarser.from.cols - 1),
                              std::min(target.y / 2, coarser.from.rows - 1));
        const cv::Vec2i source = coarser.from(there);
        const cv::Point here(source[0] * 2 + target.x % 2, source[1] * 2 + target.y % 2);
        if (source[0] >= 0 && here.x < level.usable.cols && here.y < level.usable.rows && level.usable(here)) {
            level.from(target) = {here.x, here.y};
        }
    }
}

std::vector<Level> pyramidOf(const cv::Mat4f& picture, const cv::Mat1b& hole)
{
    std::vector<Level> levels;
    levels.push_back(levelOf(picture.clone(), hole.clone()));
    while (std::min(levels.back().hole.cols, levels.back().hole.rows) > kCoarsest) {
        cv::Mat4f colours;
        cv::Mat1b smaller;
        reduce(levels.back().colours, levels.back().hole, 0.5F, colours, smaller);
        Level level = levelOf(colours, smaller);
        if (level.sources.empty()) {
            break;
        }
        levels.push_back(std::move(level));
    }
    return levels;
}

} // namespace

// Reduced until nothing is unknown, then enlarged into the unknown.
void fillSmoothly(cv::Mat4f& colours, const cv::Mat1b& hole)
{
    if (cv::countNonZero(hole) == 0 || std::max(colours.cols, colours.rows) <= 1) {
        return;
    }
    cv::Mat4f smaller;
    cv::Mat1b smallerHole;
    reduce(colours, hole, 1e-6F, smaller, smallerHole);
    fillSmoothly(smaller, smallerHole);
    cv::Mat4f back;
    cv::resize(smaller, back, colours.size(), 0, 0, cv::INTER_LINEAR);
    back.copyTo(colours, hole);
}

PatchFill fillByPatches(const cv::Mat4f& picture, const cv::Mat1b& hole, const std::atomic_bool* cancelled)
{
    std::vector<Level> levels = pyramidOf(picture, hole);
    fillSmoothly(levels.back().colours, levels.back().hole);
    for (std::size_t i = levels.size(); i-- > 0;) {
        Level& level = levels[i];
        if (i + 1 < levels.size()) {
            inherit(level, levels[i + 1]);
        }
        const int rounds = std::min(kMostRounds, kRounds + int(i) * kMoreRounds);
        for (int round = 0; round < rounds && !level.sources.empty() && !level.targets.empty(); ++round) {
            for (int turn = 0; turn < kSearches; ++turn) {
                if (cancelled && *cancelled) {
                    return {};
                }
                search(level, round * kSearches + turn);
            }
            vote(level);
        }
    }
    return {levels.front().colours, levels.front().from};
}

} // namespace maquette
