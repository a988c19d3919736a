// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshReader.h"

#include "app/assets/MediaProbe.h"
#include "app/mesh/ForeignReader.h"
#include "app/mesh/GltfReader.h"
#include "app/mesh/GltfWords.h"

#include <QFile>
#include <QFileInfo>

namespace maquette {

Result<MeshScene> readMesh(const QString& path, const MeshReadOptions& options)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, meshText("The mesh file cannot be opened: %1").arg(file.errorString()),
                       path);
    }
    const QByteArray head = file.read(4096);
    file.close();
    const QString ending = QFileInfo(path).suffix().toLower();
    const auto placed = [&path](Result<MeshScene> scene) {
        if (!scene && scene.error().place.isEmpty()) {
            scene.error().place = path;
        }
        return scene;
    };
    if (head.isEmpty()) {
        return failure(ErrorKind::InvalidInput, meshText("The mesh file is empty."), path);
    }
    if (head.startsWith("glTF") || ending == QLatin1String("gltf") || ending == QLatin1String("glb") ||
        sniffMediaType(head).startsWith(QLatin1String("model/gltf"))) {
        return placed(readGltf(path, options));
    }
    if (head.startsWith("ply\n") || head.startsWith("ply\r")) {
        return placed(readForeign(path, ForeignFormat::Ply, options));
    }
    if (ending == QLatin1String("stl") || head.trimmed().startsWith("solid ")) {
        return placed(readForeign(path, ForeignFormat::Stl, options));
    }
    if (ending == QLatin1String("obj")) {
        return placed(readForeign(path, ForeignFormat::Obj, options));
    }
    return failure(ErrorKind::InvalidInput,
                   meshText("The file is no mesh this program reads (GLB, glTF, OBJ, STL, PLY)."), path);
}

} // namespace maquette
