// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/Polygon.h"

#include <cmath>

namespace maquette {

namespace {

/// Beyond this the search for ears, which costs the square, takes too long.
constexpr size_t kMostCorners = 2000;

struct Flat
{
    double x = 0;
    double y = 0;
};

double turn(const Flat& a, const Flat& b, const Flat& c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Seen along the axis nearest to the polygon's normal (Newell), so that it runs counter-clockwise.
std::vector<Flat> flattened(std::span<const quint32> corners, std::span<const QVector3D> positions)
{
    double normal[3] = {0, 0, 0};
    for (size_t i = 0; i < corners.size(); ++i) {
        const QVector3D& a = positions[corners[i]];
        const QVector3D& b = positions[corners[(i + 1) % corners.size()]];
        for (int axis = 0; axis < 3; ++axis) {
            const int u = (axis + 1) % 3;
            const int v = (axis + 2) % 3;
            normal[axis] += (double(a[u]) - double(b[u])) * (double(a[v]) + double(b[v]));
        }
    }
    int axis = 0;
    for (int i = 1; i < 3; ++i) {
        axis = std::abs(normal[i]) > std::abs(normal[axis]) ? i : axis;
    }
    const int u = (axis + 1) % 3;
    const int v = (axis + 2) % 3;
    std::vector<Flat> flat;
    for (const quint32 corner : corners) {
        const QVector3D& at = positions[corner];
        flat.push_back(normal[axis] >= 0 ? Flat{double(at[u]), double(at[v])} : Flat{double(at[v]), double(at[u])});
    }
    return flat;
}

bool isEar(const std::vector<Flat>& flat, const std::vector<size_t>& ring, size_t at)
{
    const size_t before = ring[(at + ring.size() - 1) % ring.size()];
    const size_t here = ring[at];
    const size_t after = ring[(at + 1) % ring.size()];
    if (!(turn(flat[before], flat[here], flat[after]) > 0)) {
        return false;
    }
    for (const size_t other : ring) {
        if (other == before || other == here || other == after) {
            continue;
        }
        if (turn(flat[before], flat[here], flat[other]) >= 0 && turn(flat[here], flat[after], flat[other]) >= 0 &&
            turn(flat[after], flat[before], flat[other]) >= 0) {
            return false;
        }
    }
    return true;
}

} // namespace

void appendTriangles(std::span<const quint32> corners, std::span<const QVector3D> positions, std::vector<quint32>& to)
{
    if (corners.size() < 3) {
        return;
    }
    std::vector<size_t> ring(corners.size());
    for (size_t i = 0; i < ring.size(); ++i) {
        ring[i] = i;
    }
    if (corners.size() > 3 && corners.size() <= kMostCorners) {
        const std::vector<Flat> flat = flattened(corners, positions);
        bool found = true;
        while (ring.size() > 3 && found) {
            found = false;
            for (size_t at = 0; at < ring.size() && !found; ++at) {
                if (isEar(flat, ring, at)) {
                    found = true;
                    to.insert(to.end(), {corners[ring[(at + ring.size() - 1) % ring.size()]], corners[ring[at]],
                                         corners[ring[(at + 1) % ring.size()]]});
                    ring.erase(ring.begin() + qsizetype(at));
                }
            }
        }
    }
    for (size_t i = 1; i + 1 < ring.size(); ++i) {
        to.insert(to.end(), {corners[ring[0]], corners[ring[i]], corners[ring[i + 1]]});
    }
}

} // namespace maquette
