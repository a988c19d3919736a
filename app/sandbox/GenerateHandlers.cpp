// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ImageFiles.h"
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/OutputSize.h"
#include "app/sandbox/PracticeMarks.h"
#include "app/sandbox/pictures/Picture.h"

namespace maquette::sandbox {

namespace {

/// The middle of \a picture, cut to the shape of \a size and brought to it.
QImage fitted(const QImage& picture, const QSize& size)
{
    if (picture.size() == size) {
        return picture;
    }
    const QSize cut = size.scaled(picture.size(), Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    const QPoint corner((picture.width() - cut.width()) / 2, (picture.height() - cut.height()) / 2);
    return picture.copy(QRect(corner, cut)).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// What all three operations share; \a model is the painter's name for it.
Result<WorkResult> generate(const WorkOrder& order, const QString& model, double guidance)
{
    PictureRequest request;
    request.prompt = withoutMarks(order.text(QStringLiteral("prompt")));
    request.negativePrompt = order.text(QStringLiteral("negative_prompt"));
    request.stylePreset = order.text(QStringLiteral("style_preset"));
    request.model = model;
    request.seed = order.seed;
    request.guidance = guidance;
    const QString aspect = order.text(QStringLiteral("aspect_ratio"));
    request.size = textToImageSize(model == QLatin1String("core"), aspect);
    const QString start = order.files.value(QStringLiteral("image"));
    if (!start.isEmpty()) {
        auto picture = readPicture(start);
        if (!picture) {
            return tl::unexpected(picture.error());
        }
        // Only Ultra takes a shape beside a start picture; without a wish the start picture's own shape stays.
        if (aspect.isEmpty()) {
            request.size = imageToImageSize(picture->size());
        }
        request.start = fitted(*picture, request.size);
        request.strength = order.number(QStringLiteral("strength"), 1.0);
    }
    return finishPicture(paintPicture(request), order);
}

/// cfg_scale's default depends on the model: 4 for large and medium, 1 for turbo and flash.
Result<WorkResult> generateSd3(const WorkOrder& order)
{
    const QString model = order.text(QStringLiteral("model"));
    const bool quick = model.endsWith(QLatin1String("turbo")) || model.endsWith(QLatin1String("flash"));
    return generate(order, model.isEmpty() ? QStringLiteral("sd3.5-large") : model,
                    order.number(QStringLiteral("cfg_scale"), quick ? 1.0 : 4.0));
}

} // namespace

void addGenerateHandlers(OperationHandlers& handlers)
{
    constexpr double kGuidance = 4.0;
    handlers.add(QStringLiteral("stable-image.generate.core"),
                 [](const WorkOrder& order) { return generate(order, QStringLiteral("core"), kGuidance); });
    handlers.add(QStringLiteral("stable-image.generate.ultra"),
                 [](const WorkOrder& order) { return generate(order, QStringLiteral("ultra"), kGuidance); });
    handlers.add(QStringLiteral("stable-image.generate.sd3"), generateSd3);
}

} // namespace maquette::sandbox
