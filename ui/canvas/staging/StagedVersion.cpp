// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/StagedVersion.h"

#include "ui/canvas/staging/BrushThrough.h"

#include <QCoreApplication>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StagedVersion", text);
}

Result<std::shared_ptr<const PlacedResult>> placedOf(const StagedVersion::Part& part, const std::atomic_bool* cancelled)
{
    if (part.placed) {
        return part.placed;
    }
    if (!part.order) {
        return failure(ErrorKind::InvalidInput, tr("It is no longer known where it belongs."));
    }
    auto placed = StagedPictures::place(*part.order, cancelled);
    if (!placed) {
        return tl::unexpected(placed.error());
    }
    return std::make_shared<const PlacedResult>(std::move(*placed));
}

Result<QImage> belowOf(const StagedVersion& version, const std::atomic_bool* cancelled)
{
    if (version.under) {
        const auto under = placedOf(*version.under, cancelled);
        return under ? Result<QImage>((*under)->image) : tl::unexpected(under.error());
    }
    if (!version.top.order) {
        return failure(ErrorKind::InvalidInput, tr("It is no longer known where it belongs."));
    }
    if (version.top.order->original) {
        return version.top.order->original->image;
    }
    const auto original = readSource(version.top.order->originalFile, cancelled);
    return original ? Result<QImage>(original->image) : tl::unexpected(original.error());
}

} // namespace

Result<FinishedVersion> finishVersion(const StagedVersion& version, const std::atomic_bool* cancelled)
{
    const auto top = placedOf(version.top, cancelled);
    if (!top) {
        return tl::unexpected(top.error());
    }
    FinishedVersion finished{(*top)->image, (*top)->originalAt};
    if (version.hidden.isNull() || version.hidden.isUniform(0)) {
        return finished;
    }
    const auto below = belowOf(version, cancelled);
    if (!below) {
        return tl::unexpected(below.error());
    }
    const QSize size = finished.image.size();
    if (below->size() != size || version.hidden.size() != size) {
        return failure(ErrorKind::InvalidInput, tr("What shows through it has another size."));
    }
    BrushThrough through(size);
    through.setHidden(version.hidden);
    const QColorSpace space = finished.image.colorSpace();
    finished.image = through.mixed(finished.image, *below, finished.image.rect());
    finished.image.setColorSpace(space);
    return finished;
}

} // namespace maquette
