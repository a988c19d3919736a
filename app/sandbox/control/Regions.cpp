// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/Regions.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <queue>

namespace maquette::sandbox {

namespace {

const std::array<cv::Point, 4> kSides{cv::Point(1, 0), cv::Point(-1, 0), cv::Point(0, 1), cv::Point(0, -1)};

/// The labels of places where a ball of \a radius can roll, added to \a labels from \a next on.
void addRollingAreas(const cv::Mat& open, const cv::Mat& distance, double radius, cv::Mat& labels, int& next)
{
    const cv::Mat cores = (distance > radius) & (labels < 0);
    cv::Mat parts;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(cores, parts, stats, centres, 4, CV_32S);
    if (count <= 1) {
        return;
    }
    // What lies against an area already found is a corner of it, unless it only meets it through a gap.
    std::vector<int> contact(size_t(count), 0);
    for (int y = 1; y + 1 < parts.rows; ++y) {
        for (int x = 1; x + 1 < parts.cols; ++x) {
            const int part = parts.at<int>(y, x);
            if (part > 0) {
                for (const cv::Point& side : kSides) {
                    contact[size_t(part)] += labels.at<int>(cv::Point(x, y) + side) >= 0 ? 1 : 0;
                }
            }
        }
    }
    std::vector<int> label(size_t(count), -1);
    for (int part = 1; part < count; ++part) {
        const int area = stats.at<int>(part, cv::CC_STAT_AREA);
        const int around = stats.at<int>(part, cv::CC_STAT_WIDTH) + stats.at<int>(part, cv::CC_STAT_HEIGHT);
        if (area >= 6 && contact[size_t(part)] < std::max(2.0, 0.12 * around)) {
            label[size_t(part)] = next++;
        }
    }
    // The ball itself reaches as far as its radius around its middle.
    cv::Mat away;
    cv::Mat nearest;
    cv::distanceTransform(parts == 0, away, nearest, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
    std::vector<int> labelOfNearest(parts.total() + 1, -1);
    for (int y = 0; y < parts.rows; ++y) {
        for (int x = 0; x < parts.cols; ++x) {
            if (const int part = parts.at<int>(y, x); part > 0) {
                labelOfNearest[size_t(nearest.at<int>(y, x))] = label[size_t(part)];
            }
        }
    }
    for (int y = 0; y < parts.rows; ++y) {
        for (int x = 0; x < parts.cols; ++x) {
            if (labels.at<int>(y, x) < 0 && open.at<uchar>(y, x) != 0 && away.at<float>(y, x) <= float(radius)) {
                labels.at<int>(y, x) = labelOfNearest[size_t(nearest.at<int>(y, x))];
            }
        }
    }
}

/// How two areas meet: the length of their border and how much of it is drawn.
struct Border
{
    int length = 0;
    double drawn = 0;
};

using Borders = std::map<std::pair<int, int>, Border>;

Borders bordersOf(const cv::Mat& labels, const cv::Mat& walls)
{
    Borders borders;
    for (int y = 0; y + 1 < labels.rows; ++y) {
        const int* line = labels.ptr<int>(y);
        const int* below = labels.ptr<int>(y + 1);
        for (int x = 0; x + 1 < labels.cols; ++x) {
            for (const int other : {line[x + 1], below[x]}) {
                if (other != line[x]) {
                    Border& border = borders[std::minmax(line[x], other)];
                    ++border.length;
                    border.drawn += walls.at<float>(y, x) > 0.25F ? 1.0 : 0.0;
                }
            }
        }
    }
    return borders;
}

int rootOf(std::vector<int>& parent, int i)
{
    while (parent[size_t(i)] != i) {
        parent[size_t(i)] = parent[size_t(parent[size_t(i)])];
        i = parent[size_t(i)];
    }
    return i;
}

/// Joins what no wall parts, and specks with the neighbour they have most in common with. Numbers again from 0.
int joinAreas(cv::Mat& labels, const cv::Mat& walls, int count, int smallest)
{
    std::vector<int> parent(size_t(count), 0);
    std::iota(parent.begin(), parent.end(), 0);
    std::vector<int> area(size_t(count), 0);
    for (int y = 0; y < labels.rows; ++y) {
        for (int x = 0; x < labels.cols; ++x) {
            ++area[size_t(labels.at<int>(y, x))];
        }
    }
    const Borders borders = bordersOf(labels, walls);
    for (const auto& [pair, border] : borders) {
        if (border.drawn < 0.35 * border.length) {
            const int a = rootOf(parent, pair.first);
            const int b = rootOf(parent, pair.second);
            if (a != b) {
                parent[size_t(std::max(a, b))] = std::min(a, b);
                area[size_t(std::min(a, b))] += area[size_t(std::max(a, b))];
            }
        }
    }
    std::vector<std::pair<int, int>> best(size_t(count), {0, -1}); // border length, neighbour
    for (const auto& [pair, border] : borders) {
        for (const auto& [from, to] : {pair, std::pair(pair.second, pair.first)}) {
            std::pair<int, int>& known = best[size_t(rootOf(parent, from))];
            if (rootOf(parent, from) != rootOf(parent, to) && border.length > known.first) {
                known = {border.length, to};
            }
        }
    }
    for (int i = 0; i < count; ++i) {
        if (rootOf(parent, i) == i && area[size_t(i)] < smallest && best[size_t(i)].second >= 0) {
            const int into = rootOf(parent, best[size_t(i)].second);
            if (into != i) {
                parent[size_t(i)] = into;
                area[size_t(into)] += area[size_t(i)];
            }
        }
    }
    std::vector<int> number(size_t(count), -1);
    int used = 0;
    for (int y = 0; y < labels.rows; ++y) {
        for (int x = 0; x < labels.cols; ++x) {
            int& label = labels.at<int>(y, x);
            int& known = number[size_t(rootOf(parent, label))];
            known = known < 0 ? used++ : known;
            label = known;
        }
    }
    return used;
}

struct Moments
{
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    int left = 1 << 30, top = 1 << 30, right = -1, bottom = -1;
    cv::Vec3d colour;
    double inside = 0;
};

void finish(Region& region, const Moments& m)
{
    region.area = int(m.n);
    region.box = {cv::Point(m.left, m.top), cv::Point(m.right + 1, m.bottom + 1)};
    region.centre = {m.x / m.n, m.y / m.n};
    const double xx = m.xx / m.n - region.centre.x * region.centre.x + 1.0 / 12;
    const double yy = m.yy / m.n - region.centre.y * region.centre.y + 1.0 / 12;
    const double xy = m.xy / m.n - region.centre.x * region.centre.y;
    const double middle = (xx + yy) / 2;
    const double spread = std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
    // A filled ellipse has 16 pi^2 times the product of its variances as the square of its area.
    const double filled = m.n / (12.566 * std::sqrt(std::max(1e-6, xx * yy - xy * xy)));
    region.roundness = std::min(1.0, filled) * std::sqrt(std::max(0.0, middle - spread) / (middle + spread));
    const cv::Vec3d mean = m.colour * (1.0 / std::max(1e-9, m.inside));
    region.colour = cv::Vec3f(float(mean[0]), float(mean[1]), float(mean[2]));
}

std::vector<Region> measured(const cv::Mat& labels, const cv::Mat& walls, const cv::Mat& lab, int count)
{
    std::vector<Region> regions(size_t(count), Region{});
    std::vector<Moments> moments(size_t(count), Moments{});
    for (int y = 0; y < labels.rows; ++y) {
        for (int x = 0; x < labels.cols; ++x) {
            const auto label = size_t(labels.at<int>(y, x));
            Moments& m = moments[label];
            m.n += 1;
            m.x += x;
            m.y += y;
            m.xx += double(x) * x;
            m.yy += double(y) * y;
            m.xy += double(x) * y;
            m.left = std::min(m.left, x);
            m.right = std::max(m.right, x);
            m.top = std::min(m.top, y);
            m.bottom = std::max(m.bottom, y);
            const double weight = walls.at<float>(y, x) < 0.05F ? 1.0 : 1e-6;
            m.colour += cv::Vec3d(lab.at<cv::Vec3f>(y, x)) * weight;
            m.inside += weight;
            regions[label].onTop += y == 0 ? 1 : 0;
            regions[label].onBottom += y + 1 == labels.rows ? 1 : 0;
            regions[label].onSides += (x == 0 ? 1 : 0) + (x + 1 == labels.cols ? 1 : 0);
        }
    }
    for (size_t i = 0; i < regions.size(); ++i) {
        finish(regions[i], moments[i]);
    }
    for (const auto& [pair, border] : bordersOf(labels, walls)) {
        regions[size_t(pair.first)].neighbours[pair.second] += border.length;
        regions[size_t(pair.second)].neighbours[pair.first] += border.length;
    }
    return regions;
}

} // namespace

void growLabels(const cv::Mat& walls, cv::Mat& labels)
{
    std::array<std::queue<cv::Point>, 256> waiting;
    const cv::Rect frame({0, 0}, labels.size());
    const auto level = [&walls](cv::Point at) { return size_t(std::clamp(int(walls.at<float>(at) * 255.0F), 0, 255)); };
    for (int y = 0; y < labels.rows; ++y) {
        for (int x = 0; x < labels.cols; ++x) {
            for (const cv::Point& side : kSides) {
                const cv::Point next = cv::Point(x, y) + side;
                if (labels.at<int>(y, x) >= 0 && frame.contains(next) && labels.at<int>(next) < 0) {
                    waiting[0].push({x, y});
                    break;
                }
            }
        }
    }
    for (size_t now = 0; now < waiting.size(); ++now) {
        while (!waiting[now].empty()) {
            const cv::Point at = waiting[now].front();
            waiting[now].pop();
            for (const cv::Point& side : kSides) {
                const cv::Point next = at + side;
                if (frame.contains(next) && labels.at<int>(next) < 0) {
                    labels.at<int>(next) = labels.at<int>(at);
                    waiting[std::max(now, level(next))].push(next);
                }
            }
        }
    }
}

RegionMap cutRegions(const cv::Mat& walls, const cv::Mat& lab)
{
    const double unit = std::min(walls.cols, walls.rows);
    const cv::Mat open = walls < 0.25;
    cv::Mat distance;
    cv::Mat framed; // the picture's own edge does not narrow an area
    cv::copyMakeBorder(open, framed, 1, 1, 1, 1, cv::BORDER_REPLICATE);
    cv::distanceTransform(framed, distance, cv::DIST_L2, cv::DIST_MASK_5);
    distance = distance(cv::Rect(1, 1, walls.cols, walls.rows)).clone();
    RegionMap map;
    map.labels = cv::Mat(walls.size(), CV_32S, cv::Scalar(-1));
    int count = 0;
    for (double radius = unit * 0.025; radius >= 1.4; radius /= 1.7) {
        addRollingAreas(open, distance, radius, map.labels, count);
    }
    if (count == 0) {
        map.labels.at<int>(0, 0) = 0;
        count = 1;
    }
    growLabels(walls, map.labels);
    const int smallest = std::max(12, int(unit * unit * 0.00006));
    count = joinAreas(map.labels, walls, count, smallest);
    map.regions = measured(map.labels, walls, lab, count);
    return map;
}

} // namespace maquette::sandbox
