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

Result<SourcePicture> originalOf(const StagedVersion::Part& part, const std::atomic_bool* cancelled)
{
    if (!part.order) {
        return failure(ErrorKind::InvalidInput, tr("It is no longer known where it belongs."));
    }
    return part.order->original ? *part.order->original : readSource(part.order->originalFile, cancelled);
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
    const auto original = originalOf(version.top, cancelled);
    if (!original) {
        return tl::unexpected(original.error());
    }
    QImage below = original->image;
    if (version.under) {
        const auto under = placedOf(*version.under, cancelled);
        if (!under) {
            return tl::unexpected(under.error());
        }
        below = inSpace((*under)->image, original->space);
    }
    const QSize size = finished.image.size();
    if (below.size() != size || version.hidden.size() != size) {
        return failure(ErrorKind::InvalidInput, tr("What shows through it has another size."));
    }
    BrushThrough through(size);
    through.setHidden(version.hidden);
    // In the original's own colours, as it is accepted.
    const QImage image = inSpace(finished.image, original->space);
    finished.image = through.mixed(image, below, image.rect());
    finished.image.setColorSpace(image.colorSpace());
    return finished;
}

} // namespace maquette
