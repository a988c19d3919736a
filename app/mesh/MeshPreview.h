// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/mesh/MeshScene.h"

#include <atomic>

namespace maquette {

/// A plain picture of a mesh, seen from the front, a little from the right and above, lit, with its base colours; for
/// where a graphics card is not worth its trouble. The whole of it fits into \a side by \a side pixels on an even
/// ground. Null when \a cancelled. Any thread; about a second for a million triangles.
[[nodiscard]] QImage previewOf(const MeshScene& scene, int side, const std::atomic_bool* cancelled = nullptr);

/// The same of a file. Errors: as readMesh(); InvalidInput too when it is so large that a small picture is not worth
/// the wait.
[[nodiscard]] Result<QImage> meshPreview(const QString& path, int side, const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
