// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Modeller.h"

#include "app/sandbox/meshes/Behind.h"
#include "app/sandbox/meshes/Decimate.h"
#include "app/sandbox/meshes/Even.h"
#include "app/sandbox/meshes/GlbFile.h"
#include "app/sandbox/meshes/Surface.h"

#include <cmath>

namespace maquette::sandbox::meshes {

namespace {

constexpr int kFinest = 24'000; ///< vertices when nothing is asked for
constexpr int kFinestRemeshed = 10'000;
constexpr double kEnough = 0.015; ///< part of the number by which it may be missed before trying again

/// What \a division counts.
int counted(const Mesh& mesh, const Division& division)
{
    return division.triangles > 0 ? int(mesh.triangles.size()) : vertexCount(mesh);
}

/// The surface at the size of cells that comes nearest to \a wanted.
Mesh sampledNear(const Solid& solid, const Division& division, int wanted)
{
    constexpr double kLargest = 160;
    constexpr double kSmallest = 0.4;
    double cell = std::clamp(400.0 / std::sqrt(wanted / 2.2), 0.8, kLargest);
    double low = 0; // a size of cells that gives too many
    double high = 0;
    Mesh best;
    double miss = 1e9;
    for (int round = 0; round < 9; ++round) {
        Mesh mesh = surfaceOf(solid, cell);
        const int count = counted(mesh, division);
        const double off = std::abs(count - wanted) / double(wanted);
        if (count > 0 && off < miss) {
            miss = off;
            best = std::move(mesh);
        }
        if (miss < kEnough) {
            break;
        }
        (count > wanted ? low : high) = cell;
        const double guess = cell * std::sqrt(std::max(count, 1) / double(wanted));
        const bool between = low > 0 && high > 0;
        cell = between && (guess <= low || guess >= high || round > 4) ? (low + high) / 2
                                                                       : std::clamp(guess, kSmallest, kLargest);
    }
    return best;
}

/// Collapses until the file has \a wanted vertices or triangles: the vertices of the seam count twice, and how many
/// there will be is only known when it is done.
Mesh reduced(const Mesh& mesh, const Solid& solid, const Division& division, int wanted, EdgeCost cost)
{
    Decimator decimator(mesh, solid, cost);
    Mesh out = mesh;
    int count = counted(mesh, division);
    for (int round = 0; round < 12 && count > wanted; ++round) {
        const int before = decimator.points();
        const double perPoint = double(count) / std::max(before, 1);
        // The last step goes all the way, those before it leave room for what the seam does.
        const double aim = (count - wanted) / perPoint * (count > wanted * 1.1 ? 0.9 : 1.0);
        decimator.reduceTo(before - std::max(1, int(aim)));
        if (decimator.points() == before) {
            break;
        }
        out = decimator.mesh();
        count = counted(out, division);
    }
    return out;
}

/// \a fine with faces of one size, whose edges meet about six at a point.
Mesh evened(Mesh fine, const Solid& solid, const Division& division, int wanted)
{
    evenOut(fine, solid, 3);
    Mesh even = reduced(fine, solid, division, wanted, EdgeCost::Length);
    for (int round = 0; round < 5; ++round) {
        turnEdges(even);
        evenOut(even, solid, 2);
    }
    return even;
}

} // namespace

Mesh divided(const Solid& solid, const Division& division)
{
    const int asked = std::max(division.vertices, division.triangles);
    const int perVertex = division.triangles > 0 ? 2 : 1;
    const int finest = (division.remesh == Remesh::None ? kFinest : kFinestRemeshed) * perVertex;
    const int wanted = asked > 0 ? asked : finest;
    if (division.remesh == Remesh::None && asked <= 0) {
        Mesh mesh = sampledNear(solid, division, wanted);
        evenOut(mesh, solid, 3);
        return mesh;
    }
    Mesh fine = sampledNear(solid, division, std::max(finest, wanted * 2));
    if (division.remesh == Remesh::Quads) {
        Mesh grid = sampledNear(solid, division, wanted);
        if (topologyOf(grid) == topologyOf(fine)) {
            evenOut(grid, solid, 8);
            return grid;
        }
        // So coarse a grid would join or lose thin parts.
        grid = evened(fine, solid, division, wanted);
        pairUp(grid);
        return grid;
    }
    if (division.remesh == Remesh::Triangles) {
        return evened(fine, solid, division, wanted);
    }
    evenOut(fine, solid, 3);
    return reduced(fine, solid, division, wanted, EdgeCost::Shape);
}

Result<QByteArray> modelOf(const QImage& picture, const ModelWish& wish)
{
    View view = viewOf(picture);
    if (wish.character.continues) {
        continueBehind(view, wish.character.seed);
    } else {
        repeatBehind(view);
    }
    const Solid solid = solidOf(view, wish.character);
    const Atlas atlas = atlasOf(view, solid, wish.textureSide, wish.sharpness);
    const Mesh mesh = divided(solid, wish.division);
    if (mesh.triangles.empty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the object is too thin"));
    }
    return glbOf(mesh, atlas, wish.extent);
}

} // namespace maquette::sandbox::meshes
