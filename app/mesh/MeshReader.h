// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/mesh/MeshScene.h"

#include <atomic>
#include <functional>

namespace maquette {

/// What a file may ask for. Everything is compared before memory is taken.
struct MeshLimits
{
    qint64 fileBytes = 2LL << 30;
    qint64 jsonBytes = 256LL << 20; ///< with data URIs
    qint64 jsonTokens = 4'000'000;  ///< values and brackets
    int jsonDepth = 64;
    int nodes = 200'000;
    qint64 primitives = 100'000;
    qint64 triangles = 50'000'000;    ///< as shown, instances counted each
    qint64 decodedBytes = 3LL << 30;  ///< of all geometry, as kept in memory
    int imageSide = 16'384;           ///< pixels
    qint64 imagePixels = 400'000'000; ///< of all pictures together
};

struct MeshReadOptions
{
    MeshLimits limits;
    /// Where the file has no normals: edges up to this many degrees are smooth. 0 makes every face flat, as glTF asks.
    double smoothAngle = 0;
    const std::atomic_bool* cancelled = nullptr;
    std::function<void(double)> progress; ///< from 0 to 1, from the calling thread

    [[nodiscard]] bool isCancelled() const { return cancelled != nullptr && *cancelled; }
    void report(double done) const
    {
        if (progress) {
            progress(done);
        }
    }
};

/// Reads GLB, glTF, OBJ, STL and PLY, told apart by the first bytes, then by the ending of the name. For a worker
/// thread. Nothing is fetched from a network or from outside the file's folder. Errors, each a sentence for people:
/// InvalidInput (damaged, beyond the limits, no triangles), Storage (cannot be opened), Cancelled.
[[nodiscard]] Result<MeshScene> readMesh(const QString& path, const MeshReadOptions& options = {});

} // namespace maquette
