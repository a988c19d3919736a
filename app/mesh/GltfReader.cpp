// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/GltfReader.h"

#include "app/base/Files.h"
#include "app/mesh/GltfGeometry.h"
#include "app/mesh/GltfMaterials.h"
#include "app/mesh/GltfNodes.h"
#include "app/mesh/GltfWords.h"
#include "app/mesh/MeshImages.h"
#include "app/mesh/MeshShading.h"

#include <QFileInfo>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

void addNotes(const GeometryFaults& faults, QStringList& notes)
{
    if (faults.brokenTriangles > 0) {
        notes.append(tr("%1 triangles with corners that are not numbers were left out.").arg(faults.brokenTriangles));
    }
    if (faults.linesAndPoints > 0) {
        notes.append(tr("Lines and points are not shown (%1 parts).").arg(faults.linesAndPoints));
    }
    if (faults.emptyPrimitives > 0) {
        notes.append(tr("%1 parts hold no triangles.").arg(faults.emptyPrimitives));
    }
    if (faults.moreUvSets) {
        notes.append(tr("Texture coordinates beyond the second set are not read."));
    }
    if (faults.moreJoints) {
        notes.append(tr("Only the first four joints of a vertex are used."));
    }
}

/// What the viewer needs and the file left out.
Result<void> complete(MeshPrimitive& primitive, const MeshScene& scene, GltfAccessors& accessors,
                      const MeshReadOptions& options)
{
    if (primitive.normals.isEmpty()) {
        if (auto spent = accessors.spend(primitive.indices.size() * 80); !spent) {
            return spent;
        }
        if (options.smoothAngle > 0) {
            makeSmoothNormals(primitive, options.smoothAngle);
        } else {
            makeFlatNormals(primitive);
        }
        primitive.tangents = {};
    }
    if (primitive.tangents.isEmpty() && primitive.material >= 0) {
        const MeshTexture& normalMap = scene.materials[primitive.material].normalMap;
        if (normalMap.isSet()) {
            if (auto spent = accessors.spend(primitive.vertexCount() * 40); !spent) {
                return spent;
            }
            primitive.tangents = tangentsOf(primitive, normalMap.uvSet);
        }
    }
    return {};
}

Result<void> readMeshes(const GltfContainer& container, GltfAccessors& accessors, const MeshReadOptions& options,
                        MeshScene& scene)
{
    GeometryFaults faults;
    const auto count = double(container.model.meshes.size());
    for (const tinygltf::Mesh& from : container.model.meshes) {
        Mesh mesh;
        mesh.name = QString::fromStdString(from.name).left(200);
        for (const double weight : from.weights) {
            mesh.weights.append(float(weight));
        }
        for (const tinygltf::Primitive& part : from.primitives) {
            if (options.isCancelled()) {
                return failure(ErrorKind::Cancelled, {});
            }
            auto primitive = readPrimitive(part, accessors, faults);
            if (!primitive) {
                return tl::unexpected(primitive.error());
            }
            if (primitive->indices.isEmpty()) {
                continue;
            }
            if (primitive->material >= scene.materials.size()) {
                return damagedMesh(tr("a primitive refers to a material that is not there."));
            }
            primitive->material = std::max(-1, primitive->material);
            if (auto completed = complete(*primitive, scene, accessors, options); !completed) {
                return completed;
            }
            mesh.primitives.append(std::move(*primitive));
        }
        scene.meshes.append(std::move(mesh));
        options.report(0.2 + 0.6 * double(scene.meshes.size()) / count);
    }
    addNotes(faults, scene.notes);
    return {};
}

void addImageNotes(MeshScene& scene)
{
    for (qsizetype i = 0; i < scene.images.size(); ++i) {
        const MeshImage& image = scene.images[i];
        if (!image.problem.isEmpty()) {
            const QString name = image.name.isEmpty() ? QString::number(i + 1) : image.name;
            scene.notes.append(tr("Texture %1 is not shown. %2").arg(name, image.problem));
        }
    }
}

Result<void> checkAmount(const MeshScene& scene, const MeshLimits& limits)
{
    const qint64 triangles = scene.triangleCount();
    if (triangles == 0) {
        return failure(ErrorKind::InvalidInput, tr("There is nothing to show: the mesh holds no triangles."));
    }
    if (triangles > limits.triangles) {
        return failure(
            ErrorKind::InvalidInput,
            tr("The mesh has %1 triangles; more than %2 are not read.").arg(triangles).arg(limits.triangles));
    }
    return {};
}

} // namespace

Result<MeshScene> readGltf(const QByteArray& bytes, const QString& folder, const MeshReadOptions& options)
{
    auto opened = openGltf(bytes, folder, options.limits);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    GltfContainer& container = **opened;
    MeshScene scene;
    scene.format = container.isBinary ? QStringLiteral("GLB") : QStringLiteral("glTF");
    scene.unit = QStringLiteral("m");
    scene.fileBytes = bytes.size();
    scene.notes = container.notes;
    std::vector<QByteArray> encoded;
    for (GltfPicture& picture : container.pictures) {
        scene.images.append(MeshImage{picture.name, {}, 0, {}, picture.problem});
        encoded.push_back(std::move(picture.bytes));
    }
    options.report(0.2);
    MeshImageDecoder decoder(scene.images, std::move(encoded), options);
    scene.materials = readMaterials(container.model, int(scene.images.size()), scene.notes);
    GltfAccessors accessors(container, options.limits.decodedBytes);
    Result<void> done = readMeshes(container, accessors, options, scene);
    done = done ? readNodes(container.model, accessors, scene) : done;
    done = done ? checkAmount(scene, options.limits) : done;
    if (!done) {
        return tl::unexpected(done.error());
    }
    decoder.finish();
    if (options.isCancelled()) {
        return failure(ErrorKind::Cancelled, {});
    }
    addImageNotes(scene);
    options.report(1);
    return scene;
}

Result<MeshScene> readGltf(const QString& path, const MeshReadOptions& options)
{
    const auto bytes = readFile(path, options.limits.fileBytes);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    return readGltf(*bytes, QFileInfo(path).absolutePath(), options);
}

} // namespace maquette
