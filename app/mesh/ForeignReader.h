// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshReader.h"

namespace maquette {

enum class ForeignFormat { Obj, Stl, Ply };

/// Reads OBJ (with its MTL and pictures, from the same folder only), and STL by Assimp, PLY by readPly(). Headers are
/// compared with the file's size first. Texture coordinates are turned to glTF's way (v downwards). See readMesh() for
/// the errors.
[[nodiscard]] Result<MeshScene> readForeign(const QString& path, ForeignFormat format,
                                            const MeshReadOptions& options = {});

} // namespace maquette
