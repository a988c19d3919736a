// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshChecks.h"

#include <QJsonObject>

#include <optional>

namespace maquette {

/// What a user wants a mesh to keep to; what is not set is not asked for.
struct MeshTargets
{
    std::optional<qint64> mostTriangles;
    std::optional<qint64> mostVertices;
    std::optional<int> mostMaterials;
    std::optional<int> mostTextureSide; ///< pixels
    std::optional<qint64> mostBytes;
    std::optional<double> longestSide; ///< in the file's unit
    std::optional<qint64> mostComponents;
    bool watertight = false;
    bool noNonManifold = false;
    bool noDegenerate = false;

    [[nodiscard]] QJsonObject toJson() const;
    /// What is missing or makes no sense is not asked for.
    [[nodiscard]] static MeshTargets fromJson(const QJsonObject& json);
    [[nodiscard]] bool isEmpty() const { return *this == MeshTargets(); }
    bool operator==(const MeshTargets&) const = default;
};

/// One target beside what the mesh has.
struct TargetResult
{
    QString what;   ///< "Triangles"
    QString wanted; ///< "at most 20,000"
    QString found;  ///< "18,204"
    bool passed = false;
};

/// Those that are set, in the order above.
[[nodiscard]] QList<TargetResult> compareWithTargets(const MeshFacts& facts, const MeshTargets& targets);

} // namespace maquette
