// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/GltfAccessors.h"

namespace maquette {

/// Reads nodes, their tree, skins and animations into \a scene, whose meshes are read already. Errors: InvalidInput
/// (a node below itself or below two others, references to nothing).
[[nodiscard]] Result<void> readNodes(const tinygltf::Model& model, GltfAccessors& accessors, MeshScene& scene);

} // namespace maquette
