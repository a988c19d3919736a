// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/DetailTexts.h"

#include "app/jobs/Job.h"
#include "ui/widgets/items/Formats.h"

#include <QCoreApplication>
#include <QJsonValue>

namespace maquette::details {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("DetailTexts", text);
}

} // namespace

QString stateText(const Job& job)
{
    switch (job.state) {
    case JobState::Queued:
        return job.paused ? tr("Paused, from the last run") : tr("Queued");
    case JobState::Sending:
        return tr("Sending");
    case JobState::Waiting:
        return tr("Waiting for the provider");
    case JobState::Receiving:
        return tr("Receiving");
    case JobState::Done:
        return tr("Done");
    case JobState::Failed:
        return tr("Failed");
    case JobState::Cancelled:
        return tr("Cancelled");
    case JobState::Unknown:
        return tr("Unknown");
    }
    return {};
}

QString costText(const Job& job)
{
    switch (job.state) {
    case JobState::Done:
        return formats::costLong(job.charged);
    case JobState::Failed:
        return job.charged.milli > 0 ? formats::costLong(job.charged) : tr("Nothing");
    case JobState::Cancelled:
        return tr("Nothing");
    case JobState::Queued:
        if (job.paused) {
            return tr("Nothing held");
        }
        [[fallthrough]];
    default:
        return tr("%1 held").arg(formats::costLong(job.quote));
    }
}

QString valueText(const QJsonValue& value)
{
    if (value.isDouble()) {
        return QString::number(value.toDouble(), 'g', 10);
    }
    return value.isBool() ? (value.toBool() ? tr("yes") : tr("no")) : value.toString();
}

} // namespace maquette::details
