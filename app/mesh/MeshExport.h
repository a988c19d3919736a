// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshReader.h"

#include <QStringList>

namespace maquette {

enum class MeshFormat { Glb, Obj, Stl, Ply };

/// Writes the mesh as shown at rest, in the world's place, to \a target, and returns every file written, that one
/// first. GLB is a copy of \a source, byte by byte, and needs a GLB there. OBJ has its MTL and pictures (PNG) beside
/// it, named after it; STL and PLY are binary, STL knows form only, PLY no pictures. Files appear whole or not at all.
/// Errors: Storage, InvalidInput (GLB of something else), Cancelled.
[[nodiscard]] Result<QStringList> exportMesh(const MeshScene& scene, const QString& source, const QString& target,
                                             MeshFormat format, const MeshReadOptions& options = {});

/// What would be written to an STL or PLY file.
[[nodiscard]] QByteArray stlBytes(const MeshScene& scene);
[[nodiscard]] QByteArray plyBytes(const MeshScene& scene);
/// The text of an OBJ that names \a materialFile, and of that file; picture n is called \a pictureNames[n].
[[nodiscard]] QByteArray objBytes(const MeshScene& scene, const QString& materialFile);
[[nodiscard]] QByteArray mtlBytes(const MeshScene& scene, const QStringList& pictureNames);

} // namespace maquette
