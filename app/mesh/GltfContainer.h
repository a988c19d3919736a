// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshReader.h"
#include "app/mesh/TinyGltf.h"

#include <vector>

namespace maquette {

/// A picture of the file before it is decoded.
struct GltfPicture
{
    QString name;
    QByteArray bytes;
    QString problem; ///< why there are none
};

/// What a glTF file holds: its structure, its bytes, its pictures. Indices inside the model are not checked yet.
struct GltfContainer
{
    QByteArray file; ///< a GLB's buffers and pictures lie in here
    tinygltf::Model model;
    std::vector<QByteArray> buffers; ///< each at least as long as it says
    std::vector<GltfPicture> pictures;
    bool isBinary = false;
    QStringList notes;
};

/// Opens the container, checks lengths, counts and nesting, and gathers what it refers to. Errors: InvalidInput.
[[nodiscard]] Result<std::unique_ptr<GltfContainer>> openGltf(const QByteArray& bytes, const QString& folder,
                                                              const MeshLimits& limits);

} // namespace maquette
