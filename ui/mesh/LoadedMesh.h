// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/ContactShadow.h"
#include "app/mesh/MeshReader.h"

#include <memory>

namespace maquette {

/// A mesh read from a file, as every part of the viewer shares it; never changed.
struct LoadedMesh
{
    QString path;
    MeshScene scene;
    MeshBox box; ///< as it stands at rest
    ContactShadow shadow;
};

using MeshPtr = std::shared_ptr<const LoadedMesh>;

/// For a worker. Errors as readMesh().
[[nodiscard]] Result<MeshPtr> loadMesh(const QString& path, const MeshReadOptions& options = {});

} // namespace maquette
