// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ImageFiles.h"
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/PracticeMarks.h"
#include "app/sandbox/edits/Erase.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Pixels.h"

namespace maquette::sandbox {

using namespace edits;

namespace {

/// "about 4 megapixels at most" is what the contract says of the repainting operations: larger pictures come back
/// smaller.
constexpr double kMostRepainted = 4.0 * 1024 * 1024;

/// The picture and its mask, from the file or, without one, from the picture's transparency.
Result<MaskedPicture> maskedPicture(const WorkOrder& order)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    MaskedPicture work{atMost(*picture, kMostRepainted), {}, order.number(QStringLiteral("grow_mask"), 5), order.seed};
    const QString maskFile = order.files.value(QStringLiteral("mask"));
    if (maskFile.isEmpty()) {
        work.mask = maskOfAlpha(pixelsOf(work.picture));
        return work;
    }
    const auto mask = readPicture(maskFile);
    if (!mask) {
        return tl::unexpected(mask.error());
    }
    work.mask = maskOf(*mask, cv::Size(work.picture.width(), work.picture.height()));
    return work;
}

Result<WorkResult> erase(const WorkOrder& order)
{
    const auto work = maskedPicture(order);
    return work ? finishPicture(eraseRegion(*work), order) : tl::unexpected(work.error());
}

/// OpenCV reports what it cannot do by an exception, which must not leave the worker's thread.
OperationHandler guarded(Result<WorkResult> (*work)(const WorkOrder&))
{
    return [work](const WorkOrder& order) -> Result<WorkResult> {
        try {
            return work(order);
        } catch (const cv::Exception& problem) {
            return failure(ErrorKind::Internal, QString::fromStdString(problem.err));
        }
    };
}

} // namespace

void addEditHandlers(OperationHandlers& handlers)
{
    handlers.add(QStringLiteral("stable-image.edit.erase"), guarded(erase));
}

} // namespace maquette::sandbox
