// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ImageFiles.h"
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/PracticeMarks.h"
#include "app/sandbox/pictures/Upscale.h"

#include <functional>

namespace maquette::sandbox {

namespace {

Result<WorkResult> upscale(const WorkOrder& order, const std::function<QImage(const QImage&)>& enlarge)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    return finishPicture(enlarge(*picture), order);
}

Result<WorkResult> upscaleConservatively(const WorkOrder& order)
{
    return upscale(order, [&order](const QImage& source) {
        return upscaleConservative(source, withoutMarks(order.text(QStringLiteral("prompt"))),
                                   order.text(QStringLiteral("negative_prompt")),
                                   order.number(QStringLiteral("creativity"), 0.35), order.seed);
    });
}

Result<WorkResult> upscaleCreatively(const WorkOrder& order)
{
    return upscale(order, [&order](const QImage& source) {
        return upscaleCreative(
            source, withoutMarks(order.text(QStringLiteral("prompt"))), order.text(QStringLiteral("negative_prompt")),
            order.text(QStringLiteral("style_preset")), order.number(QStringLiteral("creativity"), 0.3), order.seed);
    });
}

} // namespace

void addUpscaleHandlers(OperationHandlers& handlers)
{
    handlers.add(QStringLiteral("stable-image.upscale.fast"), [](const WorkOrder& order) {
        return upscale(order, [](const QImage& source) { return upscaleFast(source); });
    });
    handlers.add(QStringLiteral("stable-image.upscale.conservative"), upscaleConservatively);
    handlers.add(QStringLiteral("stable-image.upscale.creative"), upscaleCreatively);
}

} // namespace maquette::sandbox
