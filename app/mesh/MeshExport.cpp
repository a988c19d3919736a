// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshExport.h"

#include "app/base/ExportedFile.h"
#include "app/base/Files.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MeshExport", text);
}

Result<QStringList> copyGlb(const QString& source, const QString& target, const MeshLimits& limits)
{
    const auto bytes = readFile(source, limits.fileBytes);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    if (!bytes->startsWith("glTF")) {
        return failure(ErrorKind::InvalidInput, tr("Only a mesh that is a GLB already can be kept as GLB."), source);
    }
    const auto written = writeExportedFile(target, *bytes);
    return written ? Result<QStringList>(QStringList{target}) : tl::unexpected(written.error());
}

bool isUsed(const MeshScene& scene, int image)
{
    for (const MeshMaterial& material : scene.materials) {
        for (const MeshTexture* map :
             {&material.baseColourMap, &material.metalRoughMap, &material.normalMap, &material.emissionMap}) {
            if (map->image == image) {
                return true;
            }
        }
    }
    return false;
}

Result<QStringList> writeObj(const MeshScene& scene, const QString& target, const MeshReadOptions& options)
{
    const QFileInfo info(target);
    const QString base = info.completeBaseName();
    const QString folder = info.absolutePath() + QLatin1Char('/');
    QStringList written{target};
    QStringList names;
    for (qsizetype i = 0; i < scene.images.size(); ++i) {
        names.append(QString());
        if (scene.images[i].image.isNull() || !isUsed(scene, int(i))) {
            continue;
        }
        if (options.isCancelled()) {
            return failure(ErrorKind::Cancelled, {});
        }
        names.last() = QStringLiteral("%1-%2.png").arg(base).arg(i + 1);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        if (!scene.images[i].image.save(&buffer, "PNG")) {
            return failure(ErrorKind::Internal, tr("A texture cannot be written as PNG."), target);
        }
        if (const auto done = writeExportedFile(folder + names.last(), png); !done) {
            return tl::unexpected(done.error());
        }
        written.append(folder + names.last());
        options.report(0.5 * double(i + 1) / double(scene.images.size()));
    }
    const QString materials = base + QStringLiteral(".mtl");
    if (const auto done = writeExportedFile(folder + materials, mtlBytes(scene, names)); !done) {
        return tl::unexpected(done.error());
    }
    written.insert(1, folder + materials);
    // Last, so that whoever sees it finds the rest.
    const auto done = writeExportedFile(target, objBytes(scene, materials));
    options.report(1);
    return done ? Result<QStringList>(written) : tl::unexpected(done.error());
}

} // namespace

Result<QStringList> exportMesh(const MeshScene& scene, const QString& source, const QString& target, MeshFormat format,
                               const MeshReadOptions& options)
{
    if (options.isCancelled()) {
        return failure(ErrorKind::Cancelled, {});
    }
    if (format == MeshFormat::Glb) {
        return copyGlb(source, target, options.limits);
    }
    if (format == MeshFormat::Obj) {
        return writeObj(scene, target, options);
    }
    const QByteArray bytes = format == MeshFormat::Stl ? stlBytes(scene) : plyBytes(scene);
    options.report(0.5);
    if (options.isCancelled()) {
        return failure(ErrorKind::Cancelled, {});
    }
    const auto written = writeExportedFile(target, bytes);
    options.report(1);
    return written ? Result<QStringList>(QStringList{target}) : tl::unexpected(written.error());
}

} // namespace maquette
