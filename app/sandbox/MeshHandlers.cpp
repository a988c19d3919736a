// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ImageFiles.h"
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/meshes/Modeller.h"

#include <algorithm>

namespace maquette::sandbox {

using meshes::ModelWish;
using meshes::Remesh;

namespace {

/// More pixels than this show in no texture of the contract.
constexpr double kMostUsed = 2.0 * 1024 * 1024;

Remesh remeshOf(const WorkOrder& order)
{
    const QString word = order.text(QStringLiteral("remesh"));
    return word == QLatin1String("quad")       ? Remesh::Quads
           : word == QLatin1String("triangle") ? Remesh::Triangles
                                               : Remesh::None;
}

Result<WorkResult> finish(const WorkOrder& order, ModelWish wish)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    wish.division.remesh = remeshOf(order);
    wish.textureSide = order.text(QStringLiteral("texture_resolution")).toInt();
    try {
        auto bytes = meshes::modelOf(edits::atMost(*picture, kMostUsed), wish);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        return WorkResult{std::move(*bytes), "model/gltf-binary"};
    } catch (const cv::Exception& problem) {
        return failure(ErrorKind::Internal, QString::fromStdString(problem.err));
    }
}

/// Has no seed: the same picture always becomes the same model. foreground_ratio is the part of the frame, one unit
/// wide, that the object fills. 0 vertices make no model, so they are taken for no limit, like -1.
Result<WorkResult> fast(const WorkOrder& order)
{
    ModelWish wish;
    wish.extent = order.number(QStringLiteral("foreground_ratio"), 0.85);
    wish.division.vertices = std::max(0, int(order.number(QStringLiteral("vertex_count"), -1)));
    return finish(order, wish);
}

/// Here foreground_ratio is how many times larger than the object the frame is.
Result<WorkResult> pointAware(const WorkOrder& order)
{
    ModelWish wish;
    wish.extent = 1.0 / order.number(QStringLiteral("foreground_ratio"), 1.3);
    const int count = int(order.number(QStringLiteral("target_count"), 1000));
    const QString type = order.text(QStringLiteral("target_type"));
    wish.division.vertices = type == QLatin1String("vertex") ? count : 0;
    wish.division.triangles = type == QLatin1String("face") ? count : 0;
    const double guidance = order.number(QStringLiteral("guidance_scale"), 3);
    wish.sharpness = 1.0 + 0.12 * (guidance - 3.0);
    wish.character.detail = 0.5 + 0.25 * guidance;
    wish.character.backDepth = 1.0;
    wish.character.backDetail = 0.12 * guidance;
    wish.character.backVariety = 0.25;
    wish.character.continues = true;
    wish.character.seed = order.seed;
    return finish(order, wish);
}

} // namespace

void addMeshHandlers(OperationHandlers& handlers)
{
    handlers.add(QStringLiteral("3d.stable-fast-3d"), fast);
    handlers.add(QStringLiteral("3d.stable-point-aware-3d"), pointAware);
}

} // namespace maquette::sandbox
