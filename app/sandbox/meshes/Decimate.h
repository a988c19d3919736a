// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/meshes/Solid.h"

#include <memory>

namespace maquette::sandbox::meshes {

/// What an edge costs: Shape keeps the surface and lets faces grow where it is flat (quadric error metric, Garland and
/// Heckbert 1997); Length takes the shortest, for faces of one size.
enum class EdgeCost { Shape, Length };

/// Collapses edges of a closed mesh one after the other. The mesh stays closed, every edge has two triangles, and no
/// triangle turns over.
class Decimator
{
public:
    /// \a solid, to which new points of EdgeCost::Length are drawn, must outlive the decimator.
    Decimator(const Mesh& mesh, const Solid& solid, EdgeCost cost);
    ~Decimator();
    Q_DISABLE_COPY_MOVE(Decimator)

    /// Collapses until there are at most \a points points, or nothing is left that may be collapsed.
    void reduceTo(int points);
    [[nodiscard]] int points() const;
    [[nodiscard]] Mesh mesh() const;

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

} // namespace maquette::sandbox::meshes
