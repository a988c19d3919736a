// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/LoadedMesh.h"

namespace maquette {

Result<MeshPtr> loadMesh(const QString& path, const MeshReadOptions& options)
{
    auto scene = readMesh(path, options);
    if (!scene) {
        return tl::unexpected(scene.error());
    }
    auto mesh = std::make_shared<LoadedMesh>();
    mesh->path = path;
    mesh->scene = std::move(*scene);
    mesh->box = mesh->scene.box();
    mesh->shadow = contactShadow(mesh->scene, mesh->box);
    return MeshPtr(std::move(mesh));
}

} // namespace maquette
