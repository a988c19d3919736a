// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SendText.h"

#include "app/catalog/Operation.h"
#include "ui/widgets/items/Formats.h"

#include <QCoreApplication>
#include <QLocale>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SendText", text);
}

QString px(QSize size)
{
    const QLocale locale;
    return tr("%1 × %2 px").arg(locale.toString(size.width()), locale.toString(size.height()));
}

/// Which part of the picture, before any reducing.
QString partText(QSize picture, const ContextChoice& context, const SendPlan& plan)
{
    if (plan.whole) {
        return tr("the whole picture, %1").arg(px(plan.crop.size()));
    }
    if (context.kind == ContextChoice::Kind::Frame) {
        return tr("%1 of %2 in the frame").arg(px(plan.crop.size()), px(picture));
    }
    return plan.masked ? tr("%1 around the mask").arg(px(plan.crop.size()))
                       : tr("%1 of %2").arg(px(plan.crop.size()), px(picture));
}

} // namespace

bool shrinksBefore(const Operation& operation, const SendPlan& plan)
{
    return plan.scale < 1 && operation.group == QLatin1String("upscale");
}

QString formatName(SendFormat format)
{
    switch (format) {
    case SendFormat::Png:
        return QStringLiteral("PNG");
    case SendFormat::WebpLossless:
        return tr("lossless WebP");
    case SendFormat::Webp:
        return QStringLiteral("WebP");
    case SendFormat::Jpeg:
        return QStringLiteral("JPEG");
    }
    Q_UNREACHABLE();
}

QString sendSummary(const Operation& operation, QSize picture, const ContextChoice& context, const SendPlan& plan,
                    const SentPicture* sent)
{
    QStringList parts{tr("Sends %1").arg(partText(picture, context, plan))};
    const bool reduced = plan.scale < 1;
    if (reduced) {
        parts.append(tr("reduced to %1").arg(px(plan.sent)));
    } else if (plan.scale > 1) {
        parts.append(tr("enlarged to %1").arg(px(plan.sent)));
    }
    if (sent && sent->problem.isEmpty()) { // a problem names the bytes itself
        parts.append(formats::bytes(sent->imageBytes.size() + sent->maskBytes.size()));
    }
    QString text = parts.join(tr(", ")) + QLatin1Char('.');
    if (sent && (sent->format == SendFormat::Webp || sent->format == SendFormat::Jpeg)) {
        text +=
            QLatin1Char(' ') + tr("As %1: fine grain and sharp edges change slightly.").arg(formatName(sent->format));
    }
    if (shrinksBefore(operation, plan)) {
        text +=
            QLatin1Char(' ') + tr("It is reduced before it is enlarged, and may come back smaller than it is: drag a "
                                  "frame to enlarge a part of it.");
    }
    return text;
}

} // namespace maquette
