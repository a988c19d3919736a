// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/GltfContainer.h"

namespace maquette {

/// The materials of the file with their pictures resolved; \a imageCount says how many pictures there are. A reference
/// to nothing is left out and noted.
[[nodiscard]] QList<MeshMaterial> readMaterials(const tinygltf::Model& model, int imageCount, QStringList& notes);

} // namespace maquette
