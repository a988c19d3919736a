// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/items/Formats.h"

#include "app/assets/MediaProbe.h"
#include "app/catalog/Catalogue.h"
#include "app/gallery/GalleryStore.h"
#include "app/jobs/Job.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace maquette::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Formats", text);
}

/// Of the groups whose operations' own names do not say it.
QString groupLabel(const QString& group)
{
    if (group == QLatin1String("generate")) {
        return tr("Generate");
    }
    return group == QLatin1String("control") ? tr("Control") : QString();
}

} // namespace

QString costShort(Credits cost)
{
    return tr("%1 cr").arg(cost.toDisplay());
}

QString costLong(Credits cost)
{
    return cost == Credits::whole(1) ? tr("1 credit") : tr("%1 credits").arg(cost.toDisplay());
}

QString shortTime(const QDateTime& utc, const QDateTime& now, const QTimeZone& zone)
{
    if (!utc.isValid()) {
        return {};
    }
    const QDateTime then = utc.toTimeZone(zone);
    const QDate today = now.toTimeZone(zone).date();
    const qint64 days = then.date().daysTo(today);
    const QLocale locale;
    if (days == 0) {
        return locale.toString(then.time(), QStringLiteral("HH:mm"));
    }
    if (days > 0 && days < 7) {
        return locale.toString(then, QStringLiteral("ddd HH:mm"));
    }
    return locale.toString(then.date(),
                           then.date().year() == today.year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

QString fullTime(const QDateTime& utc, const QTimeZone& zone)
{
    return utc.isValid() ? QLocale().toString(utc.toTimeZone(zone), QStringLiteral("d MMM yyyy, HH:mm:ss")) : QString();
}

QString duration(qint64 ms)
{
    const qint64 seconds = (ms + 500) / 1000;
    if (ms < 59'950) {
        return tr("%1 s").arg(QLocale().toString(double(ms) / 1000.0, 'f', 1));
    }
    if (seconds < 3600) {
        return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    }
    return tr("%1 h %2 min").arg(seconds / 3600).arg((seconds % 3600) / 60);
}

QString countdown(const QDateTime& then, const QDateTime& now)
{
    const qint64 ms = std::max(qint64(0), now.msecsTo(then));
    const qint64 seconds = (ms + 999) / 1000;
    if (seconds < 60) {
        return tr("%1 s").arg(seconds);
    }
    return tr("%1:%2 min").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString bytes(qint64 count)
{
    if (count < 1000) {
        return tr("%1 B").arg(count);
    }
    return QLocale().formattedDataSize(count, 1, QLocale::DataSizeSIFormat);
}

QString pixels(int width, int height)
{
    return QStringLiteral("%1 \u00d7 %2").arg(width).arg(height);
}

QString mediaName(const QString& mediaType)
{
    const QString suffix = fileSuffixFor(mediaType);
    if (suffix == QLatin1String("jpg")) {
        return QStringLiteral("JPEG");
    }
    if (suffix == QLatin1String("webp")) {
        return QStringLiteral("WebP");
    }
    return suffix == QLatin1String("bin") ? mediaType : suffix.toUpper();
}

QString shortId(const QString& id)
{
    return id.size() <= 11 ? id : id.left(4) + QChar(0x2026) + id.right(4);
}

QString operationShort(const Catalogue& catalogue, const QString& id)
{
    if (id.isEmpty()) {
        return tr("Imported");
    }
    const Operation* operation = catalogue.find(id);
    if (!operation) {
        return id;
    }
    // "Fast" alone says little in a row of generated pictures.
    const bool whole = operation->shortLabel.isEmpty() || operation->group == QLatin1String("upscale");
    return whole ? operation->label : operation->shortLabel;
}

QString operationLong(const Catalogue& catalogue, const QString& id)
{
    const Operation* operation = id.isEmpty() ? nullptr : catalogue.find(id);
    const QString name = operationShort(catalogue, id);
    const QString group = operation ? groupLabel(operation->group) : QString();
    return group.isEmpty() ? name : tr("%1, %2").arg(group, name);
}

QString plainName(const QString& title, const QString& otherwise)
{
    static const QRegularExpression unwanted(QStringLiteral("[^\\p{L}\\p{N}_-]+"));
    QString name = title;
    name = name.replace(unwanted, QStringLiteral(" ")).simplified().left(60).trimmed();
    return name.isEmpty() ? otherwise : name;
}

QString fileName(const GalleryItem& item)
{
    const QString suffix = fileSuffixFor(item.asset.info.mediaType);
    QString name = item.title;
    if (item.operation.isEmpty() && name.endsWith(QLatin1Char('.') + suffix, Qt::CaseInsensitive)) {
        name.chop(suffix.size() + 1);
    }
    name = plainName(name, QStringLiteral("maquette")).replace(QLatin1Char(' '), QLatin1Char('-'));
    if (item.seed) {
        name += QLatin1Char('-') + QString::number(*item.seed);
    }
    return name + QLatin1Char('.') + suffix;
}

QString describeItem(const Catalogue& catalogue, const GalleryItem& item)
{
    QStringList parts{operationLong(catalogue, item.operation), item.title, fullTime(item.created)};
    if (!item.operation.isEmpty()) {
        parts.append(costLong(item.cost));
    }
    if (item.practice) {
        parts.append(tr("Made in practice mode"));
    }
    if (item.filtered) {
        parts.append(tr("Blurred by the provider"));
    }
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

QString jobTitle(const Catalogue& catalogue, const Job& job)
{
    const QString name = operationShort(catalogue, job.request.operation);
    return job.groupSize > 1 ? tr("%1 %2 of %3").arg(name).arg(job.index + 1).arg(job.groupSize) : name;
}

} // namespace maquette::formats
