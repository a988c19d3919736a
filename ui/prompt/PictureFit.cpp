// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/PictureFit.h"

#include "app/canvas/Sending.h"
#include "app/catalog/FileCheck.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace maquette {

namespace {

/// All pictures of a request share its 10 MiB: one that goes along must leave most of it to the one worked on.
constexpr qint64 kMostBytes = 3 * qint64(1024) * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("PictureFit", text);
}

SendLimits limitsOf(const InputSpec& input)
{
    SendLimits limits;
    limits.minSide = std::max({1, input.minSide, input.adviseMinSide});
    limits.maxSide = input.maxSide;
    limits.minPixels = input.minPixels;
    limits.maxPixels = input.maxPixels;
    limits.minAspect = input.minAspect;
    limits.maxAspect = input.maxAspect;
    limits.maxBytes = kMostBytes;
    return limits;
}

} // namespace

bool fits(const InputSpec& input, const MediaInfo& info)
{
    return info.bytes <= kMostBytes && fileProblems(input, info, CheckSide::Client).isEmpty();
}

Result<FittedPicture> fitPicture(const InputSpec& input, const QString& path, const std::atomic_bool* cancelled)
{
    const auto source = readSource(path, cancelled);
    if (!source) {
        return tl::unexpected(source.error());
    }
    CanvasDocument document(source->image.size());
    document.context.kind = ContextChoice::Kind::Whole;
    const SendPlan plan = planSend(document, limitsOf(input), false);
    auto sent = renderSend(*source, document, plan, kMostBytes, SendFormat::Png, cancelled);
    if (sent && !sent->problem.isEmpty()) {
        sent = renderSend(*source, document, plan, kMostBytes, SendFormat::Webp, cancelled);
    }
    if (!sent) {
        return tl::unexpected(sent.error());
    }
    if (!sent->problem.isEmpty()) {
        return failure(ErrorKind::InvalidInput, sent->problem);
    }
    const QLocale locale;
    const QSize size = source->image.size();
    QStringList done;
    if (plan.scale != 1) {
        done.append((plan.scale < 1 ? tr("Reduced from %1 × %2 px") : tr("Enlarged from %1 × %2 px"))
                        .arg(locale.toString(size.width()), locale.toString(size.height())));
    }
    if (sent->format == SendFormat::Webp) {
        done.append(tr("sent as WebP"));
    }
    return FittedPicture{sent->imageBytes, done.isEmpty() ? tr("Stored anew as PNG") : done.join(QStringLiteral(", "))};
}

} // namespace maquette
