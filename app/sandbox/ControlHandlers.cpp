// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ImageFiles.h"
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/OutputSize.h"
#include "app/sandbox/PracticeMarks.h"
#include "app/sandbox/control/Control.h"

namespace maquette::sandbox {

namespace {

Wish wishOf(const WorkOrder& order)
{
    return {withoutMarks(order.text(QStringLiteral("prompt"))), order.text(QStringLiteral("negative_prompt")),
            order.text(QStringLiteral("style_preset")), order.seed};
}

using Follow = QImage (*)(const QImage&, const Wish&, double);

/// Sketch and structure: \a follow the picture with the prompt, as closely as control_strength says.
Result<WorkResult> followPicture(const WorkOrder& order, Follow follow)
{
    const auto picture = readPicture(order.files.value(QStringLiteral("image")));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    return finishPicture(follow(*picture, wishOf(order), order.number(QStringLiteral("control_strength"), 0.7)), order);
}

Result<WorkResult> style(const WorkOrder& order)
{
    const auto guide = readPicture(order.files.value(QStringLiteral("image")));
    if (!guide) {
        return tl::unexpected(guide.error());
    }
    const QSize size = textToImageSize(false, order.text(QStringLiteral("aspect_ratio")));
    return finishPicture(paintInStyleOf(*guide, wishOf(order), size, order.number(QStringLiteral("fidelity"), 0.5)),
                         order);
}

Result<WorkResult> styleTransfer(const WorkOrder& order)
{
    const auto content = readPicture(order.files.value(QStringLiteral("init_image")));
    if (!content) {
        return tl::unexpected(content.error());
    }
    const auto style = readPicture(order.files.value(QStringLiteral("style_image")));
    if (!style) {
        return tl::unexpected(style.error());
    }
    TransferAmounts amounts;
    amounts.style = order.number(QStringLiteral("style_strength"), amounts.style);
    amounts.composition = order.number(QStringLiteral("composition_fidelity"), amounts.composition);
    amounts.change = order.number(QStringLiteral("change_strength"), amounts.change);
    return finishPicture(transferStyle(*content, *style, wishOf(order), imageToImageSize(content->size()), amounts),
                         order);
}

} // namespace

void addControlHandlers(OperationHandlers& handlers)
{
    handlers.add(QStringLiteral("stable-image.control.sketch"),
                 [](const WorkOrder& order) { return followPicture(order, paintFromSketch); });
    handlers.add(QStringLiteral("stable-image.control.structure"),
                 [](const WorkOrder& order) { return followPicture(order, paintOnStructure); });
    handlers.add(QStringLiteral("stable-image.control.style"), style);
    handlers.add(QStringLiteral("stable-image.control.style-transfer"), styleTransfer);
}

} // namespace maquette::sandbox
