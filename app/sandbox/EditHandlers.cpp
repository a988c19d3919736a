// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ImageFiles.h"
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/PracticeMarks.h"
#include "app/sandbox/edits/Insert.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Outpaint.h"
#include "app/sandbox/edits/ReplaceBackground.h"
#include "app/sandbox/edits/Subject.h"

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

Wording wordingOf(const WorkOrder& order)
{
    return {withoutMarks(order.text(QStringLiteral("prompt"))), order.text(QStringLiteral("negative_prompt")),
            order.text(QStringLiteral("style_preset"))};
}

Result<WorkResult> inpaint(const WorkOrder& order)
{
    const auto work = maskedPicture(order);
    return work ? finishPicture(repaintRegion(*work, wordingOf(order)), order) : tl::unexpected(work.error());
}

Result<WorkResult> outpaintPicture(const WorkOrder& order)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    const auto pixels = [&order](const char* side) { return int(order.number(QLatin1String(side), 0)); };
    const QMargins margins(pixels("left"), pixels("up"), pixels("right"), pixels("down"));
    return finishPicture(
        outpaint(*picture, margins, order.number(QStringLiteral("creativity"), 0.5), wordingOf(order), order.seed),
        order);
}

Result<WorkResult> replaceFound(const WorkOrder& order)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    return finishPicture(searchAndReplace(atMost(*picture, kMostRepainted), order.text(QStringLiteral("search_prompt")),
                                          wordingOf(order), order.number(QStringLiteral("grow_mask"), 3), order.seed),
                         order);
}

Result<WorkResult> recolourFound(const WorkOrder& order)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    return finishPicture(searchAndRecolour(*picture, order.text(QStringLiteral("select_prompt")), wordingOf(order),
                                           order.number(QStringLiteral("grow_mask"), 3), order.seed),
                         order);
}

Result<WorkResult> cutOutSubject(const WorkOrder& order)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    return picture ? finishPicture(removeBackground(*picture), order) : tl::unexpected(picture.error());
}

Result<WorkResult> relight(const WorkOrder& order)
{
    Staging staging;
    const auto subject = readPicture(order.files.value(QStringLiteral("subject_image")));
    if (!subject) {
        return tl::unexpected(subject.error());
    }
    staging.subject = atMost(*subject, kMostRepainted);
    const auto optional = [&order](const char* role, std::optional<QImage>& into) -> Result<void> {
        const QString file = order.files.value(QLatin1String(role));
        if (file.isEmpty()) {
            return {};
        }
        auto picture = readPicture(file);
        if (!picture) {
            return tl::unexpected(picture.error());
        }
        into = *picture;
        return {};
    };
    if (auto read = optional("background_reference", staging.background); !read) {
        return tl::unexpected(read.error());
    }
    if (auto read = optional("light_reference", staging.lightReference); !read) {
        return tl::unexpected(read.error());
    }
    staging.backgroundPrompt = withoutMarks(order.text(QStringLiteral("background_prompt")));
    staging.subjectPrompt = order.text(QStringLiteral("foreground_prompt"));
    staging.negativePrompt = order.text(QStringLiteral("negative_prompt"));
    staging.preserveSubject = order.number(QStringLiteral("preserve_original_subject"), 0.6);
    staging.originalDepth = order.number(QStringLiteral("original_background_depth"), 0.5);
    staging.keepBackground = order.text(QStringLiteral("keep_original_background")) == QLatin1String("true");
    staging.lightDirection = order.text(QStringLiteral("light_source_direction"));
    staging.lightStrength = order.number(QStringLiteral("light_source_strength"), 0.3);
    staging.seed = order.seed;
    return finishPicture(replaceBackground(staging), order);
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
    handlers.add(QStringLiteral("stable-image.edit.inpaint"), guarded(inpaint));
    handlers.add(QStringLiteral("stable-image.edit.outpaint"), guarded(outpaintPicture));
    handlers.add(QStringLiteral("stable-image.edit.search-and-replace"), guarded(replaceFound));
    handlers.add(QStringLiteral("stable-image.edit.search-and-recolor"), guarded(recolourFound));
    handlers.add(QStringLiteral("stable-image.edit.remove-background"), guarded(cutOutSubject));
    handlers.add(QStringLiteral("stable-image.edit.replace-background-and-relight"), guarded(relight));
}

} // namespace maquette::sandbox
