// SPDX-License-Identifier: GPL-3.0-or-later
// What CanvasStaging keeps for the next run, and takes up again.
#include "app/studio/Studio.h"
#include "ui/canvas/staging/CanvasStaging.h"
#include "ui/widgets/items/WhenReady.h"

namespace maquette {

namespace {
constexpr int kJobsLookedAt = 500; ///< of the journal, newest first
}

CanvasStaging::Snapshot CanvasStaging::snapshot() const
{
    return {m_results, m_records, m_keepsMask};
}

QJsonObject CanvasStaging::Snapshot::toJson() const
{
    QJsonObject orders;
    for (auto record = records.constBegin(); record != records.constEnd(); ++record) {
        orders.insert(record.key(), record->toJson());
    }
    return {{QStringLiteral("results"), results.toJson()},
            {QStringLiteral("records"), orders},
            {QStringLiteral("keepsMask"), keepsMask}};
}

void CanvasStaging::restore(const QJsonObject& json)
{
    m_keepsMask = json.value(QStringLiteral("keepsMask")).toBool();
    m_records.clear();
    const QJsonObject records = json.value(QStringLiteral("records")).toObject();
    for (auto entry = records.constBegin(); entry != records.constEnd(); ++entry) {
        if (const auto record = PlaceRecord::fromJson(entry->toObject())) {
            m_records.insert(entry.key(), *record);
        }
    }
    // A result without its record cannot be put in place; it is in the library.
    QJsonArray usable;
    const QJsonArray stored = json.value(QStringLiteral("results")).toArray();
    for (const QJsonValue& value : stored) {
        if (m_records.contains(value.toObject().value(QStringLiteral("order")).toString())) {
            usable.append(value);
        }
    }
    m_results = StagedResults::fromJson(usable);
    const auto learn = [this](const QList<Job>& jobs) {
        bool any = false;
        for (const Job& job : jobs) {
            any = m_results.update(job) || any;
        }
        if (any) {
            refresh();
        }
    };
    whenReady(m_studio.recentJobs(kJobsLookedAt), this, [learn](const Result<QList<Job>>& jobs) {
        if (jobs) {
            learn(*jobs);
        }
    });
    learn(m_studio.jobs());
    follow();
}

} // namespace maquette
