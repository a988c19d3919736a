// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/ContactShadow.h"

#include "app/mesh/Pose.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace maquette {

namespace {

constexpr double kAround = 1.7;  // the area, in widths of the mesh
constexpr double kNearness = 6;  // what is higher than a sixth of the mesh hardly shades
constexpr double kFarShade = .3; // of what is high above the ground
constexpr int kHeights = 256;    // steps of it
constexpr double kTight = 0.012; // radii of the blurs, in widths of the area
constexpr double kWide = 0.055;

struct Plane
{
    int side;
    std::vector<float> values;
    [[nodiscard]] float& at(int x, int y) { return values[size_t(y) * size_t(side) + size_t(x)]; }
};

/// Three box blurs along the rows, turned over after each call: called twice it is a soft blur both ways.
void blurAndTurn(Plane& plane, int radius)
{
    std::vector<float> row(size_t(plane.side));
    Plane turned{plane.side, std::vector<float>(plane.values.size())};
    for (int y = 0; y < plane.side; ++y) {
        float* const line = &plane.values[size_t(y) * size_t(plane.side)];
        for (int pass = 0; pass < 3; ++pass) {
            double sum = 0;
            for (int x = -radius; x < plane.side + radius; ++x) {
                sum += x + radius < plane.side ? double(line[x + radius]) : 0;
                sum -= x - radius - 1 >= 0 ? double(line[x - radius - 1]) : 0;
                if (x >= 0 && x < plane.side) {
                    row[size_t(x)] = float(std::max(0.0, sum) / (2 * radius + 1));
                }
            }
            std::copy(row.begin(), row.end(), line);
        }
        for (int x = 0; x < plane.side; ++x) {
            turned.at(y, x) = line[x];
        }
    }
    plane = std::move(turned);
}

Plane blurred(Plane plane, int radius)
{
    blurAndTurn(plane, radius);
    blurAndTurn(plane, radius);
    return plane;
}

float edge(const QPointF& a, const QPointF& b, double x, double y)
{
    return float((b.x() - a.x()) * (y - a.y()) - (b.y() - a.y()) * (x - a.x()));
}

void shade(Plane& plane, const std::array<QPointF, 3>& corners, float value)
{
    const auto [left, right] = std::minmax({corners[0].x(), corners[1].x(), corners[2].x()});
    const auto [top, bottom] = std::minmax({corners[0].y(), corners[1].y(), corners[2].y()});
    const auto clamped = [&plane](double at) { return std::clamp(int(at), 0, plane.side - 1); };
    if (right - left < 2 && bottom - top < 2) {
        float& cell = plane.at(clamped((left + right) / 2), clamped((top + bottom) / 2));
        cell = std::max(cell, value);
        return;
    }
    for (int y = clamped(top); y <= clamped(bottom); ++y) {
        for (int x = clamped(left); x <= clamped(right); ++x) {
            const float a = edge(corners[0], corners[1], x + 0.5, y + 0.5);
            const float b = edge(corners[1], corners[2], x + 0.5, y + 0.5);
            const float c = edge(corners[2], corners[0], x + 0.5, y + 0.5);
            if ((a >= 0 && b >= 0 && c >= 0) || (a <= 0 && b <= 0 && c <= 0)) {
                plane.at(x, y) = std::max(plane.at(x, y), value);
            }
        }
    }
}

} // namespace

ContactShadow contactShadow(const MeshScene& scene, const MeshBox& box, int side)
{
    const QVector3D size = box.size();
    const double width = std::max({double(size.x()), double(size.z()), double(size.y()) * 0.2, 1e-9}) * kAround;
    const QPointF corner(double(box.centre().x()) - width / 2, double(box.centre().z()) - width / 2);
    const double scale = side / width;
    Plane cover{side, std::vector<float>(size_t(side) * size_t(side), 0.0F)};
    const double height = std::max(double(size.length()), 1e-9);
    // By height above the ground, in parts of the mesh: there may be a million triangles to ask for.
    std::array<float, kHeights + 1> shades = {};
    for (int i = 0; i <= kHeights; ++i) {
        shades[size_t(i)] = float(kFarShade + (1 - kFarShade) * std::exp(-kNearness * i / kHeights));
    }
    const auto toTable = float(kHeights / height);
    for (const WorldPart& part : worldParts(scene)) {
        const MeshBuffer<QVector3D> places = part.worldPositions();
        const std::span<const quint32> indices = part.source(scene).indices.values();
        for (size_t i = 0; i + 2 < indices.size(); i += 3) {
            std::array<QPointF, 3> corners;
            float lowest = float(height);
            for (size_t c = 0; c < 3; ++c) {
                const QVector3D& place = places[indices[i + c]];
                corners[c] =
                    QPointF((double(place.x()) - corner.x()) * scale, (double(place.z()) - corner.y()) * scale);
                lowest = std::min(lowest, place.y() - box.low.y());
            }
            shade(cover, corners, shades[size_t(std::clamp(int(lowest * toTable), 0, kHeights))]);
        }
    }
    const auto cells = [side](double part) { return std::max(1, int(std::lround(part * side))); };
    const Plane tight = blurred(cover, cells(kTight));
    const Plane wide = blurred(std::move(cover), cells(kWide));
    ContactShadow result;
    result.area = QRectF(corner, QSizeF(width, width));
    result.picture = QImage(side, side, QImage::Format_Grayscale8);
    for (int y = 0; y < side; ++y) {
        uchar* const line = result.picture.scanLine(y);
        for (int x = 0; x < side; ++x) {
            const size_t at = size_t(y) * size_t(side) + size_t(x);
            // Nothing at the border, or its end would be seen.
            const double rim = std::min({x, y, side - 1 - x, side - 1 - y}) / (0.12 * side);
            const double value = 0.45 * double(tight.values[at]) + 0.55 * double(wide.values[at]);
            line[x] = uchar(std::lround(255 * std::clamp(value * std::min(1.0, rim), 0.0, 1.0)));
        }
    }
    return result;
}

} // namespace maquette
