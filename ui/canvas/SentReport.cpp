// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SentReport.h"

#include "app/catalog/Check.h"
#include "ui/canvas/SendText.h"
#include "ui/widgets/items/Formats.h"

#include <QCoreApplication>
#include <QLocale>

#include <numeric>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SentReport", text);
}

QString px(QSize size)
{
    const QLocale locale;
    return tr("%1 × %2 px").arg(locale.toString(size.width()), locale.toString(size.height()));
}

/// The share of the mask that is repainted, in percent.
double repainted(const QImage& mask)
{
    double sum = 0;
    for (int y = 0; y < mask.height(); ++y) {
        const uchar* row = mask.constScanLine(y);
        sum += std::accumulate(row, row + mask.width(), 0.0);
    }
    return 100.0 * sum / (255.0 * mask.width() * mask.height());
}

QString valueText(const ParamSpec& param, const QJsonValue& value)
{
    for (const Choice& choice : param.choices) {
        if (choice.value == value.toString()) {
            return choice.label.isEmpty() ? choice.value : choice.label;
        }
    }
    const QString text = value.isDouble() ? QString::number(value.toDouble(), 'g', 10) : value.toString();
    return param.unit.isEmpty() ? text : QStringLiteral("%1 %2").arg(text, param.unit);
}

/// What the service takes for a field that is not sent, empty when it takes nothing or nobody knows.
QString usualText(const Operation& operation, const ParamSpec& param, const Request& request)
{
    QStringList roles;
    for (const InputRef& input : request.inputs) {
        roles.append(input.role);
    }
    const bool allowed = !param.allowedWhen || isMet(*param.allowedWhen, operation, request.values, roles);
    // The shape of a picture goes before the usual one.
    const bool shaped = param.role == QLatin1String("aspect") && !roles.isEmpty();
    const QJsonValue usual = effectiveValue(operation, request.values, param.name);
    const bool known = usual.isDouble() || (usual.isString() && !usual.toString().isEmpty());
    return allowed && !shaped && known ? valueText(param, usual) : QString();
}

/// By how many pixels the service widens the mask it gets.
double growOf(const Operation& operation, const Request& request)
{
    const ParamSpec* grow = operation.paramByRole(QStringLiteral("mask-grow"));
    return grow ? effectiveValue(operation, request.values, grow->name).toDouble() : 0;
}

QList<SentReport::Line> pictureLines(const SentFacts& facts)
{
    QList<SentReport::Line> lines;
    const SendPlan& plan = facts.plan;
    if (plan.crop.isEmpty()) {
        return lines;
    }
    lines.append({tr("From"), plan.whole ? tr("the whole picture, %1").arg(px(plan.crop.size()))
                                         : tr("%1 at %2, %3 of %4")
                                               .arg(px(plan.crop.size()))
                                               .arg(plan.crop.x())
                                               .arg(plan.crop.y())
                                               .arg(px(facts.canvas))});
    const QString scaled = plan.scale == 1 ? QString() : tr(", %1 %").arg(qRound(plan.scale * 100));
    lines.append({tr("Picture"), px(plan.sent) + scaled});
    if (!facts.sent) {
        return lines;
    }
    lines.append({tr("As"), QStringLiteral("%1, %2").arg(formatName(facts.sent->format),
                                                         formats::bytes(facts.sent->imageBytes.size()))});
    if (!facts.sent->mask.isNull()) {
        const QString share = QLocale().toString(repainted(facts.sent->mask), 'f', 1);
        lines.append(
            {tr("Mask"), tr("%1, 8-bit grey, %2; %3 % is white and repainted")
                             .arg(px(facts.sent->mask.size()), formats::bytes(facts.sent->maskBytes.size()), share)});
    }
    lines.append({tr("All together"),
                  formats::bytes(facts.sent->imageBytes.size() + facts.sent->maskBytes.size() + facts.otherBytes)});
    return lines;
}

QList<SentReport::Line> valueLines(const Operation& operation, const Request& request, const QString& provider)
{
    QList<SentReport::Line> lines{{tr("Operation"), operation.label}, {tr("To"), provider}};
    for (const ParamSpec& param : operation.params) {
        const QJsonValue value = request.values.value(param.name);
        if (param.role == QLatin1String("seed")) {
            lines.append({param.label, request.seed ? QString::number(*request.seed) : tr("chosen by the service")});
        } else if (!value.isUndefined()) {
            lines.append({param.label, valueText(param, value)});
        } else if (const QString usual = usualText(operation, param, request); !usual.isEmpty()) {
            lines.append({param.label, tr("%1 (default)").arg(usual)});
        }
    }
    lines.append({tr("Results"), QString::number(request.count)});
    return lines;
}

} // namespace

QString limitsText(const SendLimits& limits)
{
    const QLocale locale;
    QStringList parts{
        limits.maxSide > 0
            ? tr("sides of %1 to %2 px").arg(locale.toString(limits.minSide), locale.toString(limits.maxSide))
            : tr("sides of at least %1 px").arg(locale.toString(limits.minSide))};
    if (limits.maxPixels > 0) {
        parts.append(tr("%1 to %2 pixels").arg(locale.toString(limits.minPixels), locale.toString(limits.maxPixels)));
    }
    if (limits.maxAspect > 0) {
        parts.append(tr("no longer than %1 to 1").arg(locale.toString(limits.maxAspect)));
    }
    if (limits.maxBytes > 0) {
        parts.append(tr("at most %1 in all").arg(formats::bytes(limits.maxBytes)));
    }
    return parts.join(QStringLiteral("; "));
}

SentReport makeSentReport(const Operation& operation, const Request& request, const SentFacts& facts)
{
    SentReport report;
    report.picture = pictureLines(facts);
    report.values = valueLines(operation, request, facts.provider);
    report.values += facts.files;
    report.hasPicture = !facts.plan.crop.isEmpty();
    report.withinLimits = facts.problem.isEmpty() && (facts.sent || !report.hasPicture);
    if (!facts.problem.isEmpty()) {
        report.limits = facts.problem;
        report.blocked = true;
    } else if (!report.hasPicture) {
        report.limits = tr("No picture of the stage is sent.");
    } else if (facts.sent) {
        report.limits = tr("Within the limits: %1.").arg(limitsText(facts.limits));
    } else {
        report.limits = tr("Being prepared…");
    }
    QStringList lost;
    if (report.hasPicture) {
        lost << facts.note << (facts.sent ? facts.sent->lost : QString());
        lost.removeAll(QString());
    }
    report.lost = lost.join(QLatin1Char(' '));
    if (facts.sent && !facts.sent->mask.isNull()) {
        report.grow = growOf(operation, request);
    }
    if (report.grow > 0) {
        report.growth = tr("The service widens this mask by %1 px and blurs its edge: that is the outlined band. What "
                           "comes back is put in within your mask only.")
                            .arg(QLocale().toString(report.grow, 'g', 4));
    }
    report.price = facts.price ? formats::costLong(*facts.price) : QString();
    return report;
}

} // namespace maquette
