// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/sandbox/meshes/Atlas.h"

#include <QByteArray>

namespace maquette::sandbox::meshes {

/// A binary glTF 2.0 file of one mesh with one material: \a mesh in the solid's pixels becomes Y up, facing +Z, its
/// outline's longer side \a extent long, in the middle of the scene. Errors: Internal when the texture cannot be
/// encoded.
[[nodiscard]] Result<QByteArray> glbOf(const Mesh& mesh, const Atlas& atlas, double extent);

} // namespace maquette::sandbox::meshes
