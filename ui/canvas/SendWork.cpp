// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SendWork.h"

#include "app/canvas/MaskMath.h"

#include <QPainter>

#include <algorithm>

namespace maquette {

namespace {

constexpr double kSurelyTooMany = 1.15; // times the pixels that fit: no PNG need be tried
constexpr int kMostReductions = 3;

/// The picture with the colour sketch drawn on it, in the sketch's own colours.
SourcePicture withSketch(const SourcePicture& source, const TiledColour& sketch)
{
    const QRect area = sketch.contentRect();
    if (area.isEmpty()) {
        return source;
    }
    SourcePicture drawn = source;
    const QColorSpace srgb(QColorSpace::SRgb);
    if (source.space != srgb) {
        drawn.image.setColorSpace(source.space);
        drawn.image.convertToColorSpace(srgb);
        drawn.space = srgb;
    }
    QPainter painter(&drawn.image);
    painter.drawImage(area.topLeft(), toImage(sketch, area));
    return drawn;
}

} // namespace

Result<SentPicture> SendWork::encode(const SourcePicture& picture, SendPlan* used, qint64* fits,
                                     const std::atomic_bool& cancelled) const
{
    const auto rendered = [&](SendFormat wish) { return renderSend(picture, document, *used, room, wish, &cancelled); };
    const SendFormat lossy = choice == TooLarge::Jpeg ? SendFormat::Jpeg : SendFormat::Webp;
    const bool mayLose = choice == TooLarge::Jpeg || choice == TooLarge::Webp;
    const double pixels = double(used->sent.width()) * used->sent.height();
    if (mayLose && *fits > 0 && pixels > double(*fits) * kSurelyTooMany) {
        return rendered(lossy);
    }
    auto sent = rendered(SendFormat::Png);
    if (!sent || sent->problem.isEmpty()) {
        return sent;
    }
    *fits = sent->fittingPixels;
    if (mayLose) {
        return rendered(lossy);
    }
    SendLimits tighter = limits;
    for (int tries = 0; choice == TooLarge::Reduce && tries < kMostReductions && sent && !sent->problem.isEmpty();
         ++tries) {
        tighter.maxPixels = std::max(tighter.minPixels, sent->fittingPixels);
        const SendPlan next = planSend(document, tighter, used->masked);
        if (!next.problems.isEmpty()) {
            break;
        }
        *used = next;
        sent = rendered(SendFormat::Png);
    }
    return sent;
}

Result<SendOutcome> SendWork::run(const std::atomic_bool& cancelled) const
{
    SendOutcome outcome;
    outcome.plan = plan;
    outcome.fitting = fitting;
    const SourcePicture picture = hasSketch ? withSketch(source, document.sketch) : source;
    auto sent = encode(picture, &outcome.plan, &outcome.fitting, cancelled);
    if (!sent) {
        return tl::unexpected(sent.error());
    }
    outcome.sent = *std::move(sent);
    if (plan.masked) {
        outcome.edged = document.edge.isNone() ? document.mask : applyEdge(document.mask, document.edge, &cancelled);
    }
    if (cancelled) {
        return failure(ErrorKind::Cancelled, QString());
    }
    return outcome;
}

} // namespace maquette
