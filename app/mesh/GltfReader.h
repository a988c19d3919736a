// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshReader.h"

namespace maquette {

/// Reads glTF 2.0, binary or text, with KHR_mesh_quantization, KHR_texture_transform, KHR_materials_unlit,
/// KHR_materials_emissive_strength and EXT_texture_webp. What else a file uses is named in the scene's notes. See
/// readMesh() for the errors.
[[nodiscard]] Result<MeshScene> readGltf(const QString& path, const MeshReadOptions& options = {});

/// The same from bytes; files it refers to are looked for in \a folder, or nowhere when that is empty.
[[nodiscard]] Result<MeshScene> readGltf(const QByteArray& bytes, const QString& folder,
                                         const MeshReadOptions& options = {});

} // namespace maquette
