// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/Job.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace maquette {

namespace {

constexpr std::array<std::pair<JobState, const char*>, 8> kStateNames{{
    {JobState::Queued, "queued"},
    {JobState::Sending, "sending"},
    {JobState::Waiting, "waiting"},
    {JobState::Receiving, "receiving"},
    {JobState::Done, "done"},
    {JobState::Failed, "failed"},
    {JobState::Cancelled, "cancelled"},
    {JobState::Unknown, "unknown"},
}};

QJsonValue timeToJson(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QDateTime timeFromJson(const QJsonValue& value)
{
    QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    time.setTimeSpec(Qt::UTC);
    return value.isString() ? time : QDateTime();
}

QJsonObject errorToJson(const Error& error)
{
    return {{QStringLiteral("kind"), errorKindName(error.kind)},
            {QStringLiteral("detail"), error.detail},
            {QStringLiteral("place"), error.place},
            {QStringLiteral("status"), error.httpStatus},
            {QStringLiteral("requestId"), error.requestId}};
}

Error errorFromJson(const QJsonObject& json)
{
    return {errorKindFromName(json.value(QStringLiteral("kind")).toString()),
            json.value(QStringLiteral("detail")).toString(),
            json.value(QStringLiteral("place")).toString(),
            json.value(QStringLiteral("status")).toInt(),
            -1,
            json.value(QStringLiteral("requestId")).toString()};
}

} // namespace

QString jobStateName(JobState state)
{
    for (const auto& [value, name] : kStateNames) {
        if (value == state) {
            return QString::fromLatin1(name);
        }
    }
    return {};
}

std::optional<JobState> jobStateFromName(const QString& name)
{
    for (const auto& [value, text] : kStateNames) {
        if (name == QLatin1String(text)) {
            return value;
        }
    }
    return std::nullopt;
}

bool isEnding(JobState state)
{
    return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled ||
           state == JobState::Unknown;
}

bool mayEnter(JobState from, JobState to)
{
    switch (from) {
    case JobState::Queued:
        return to == JobState::Queued || to == JobState::Sending || to == JobState::Failed || to == JobState::Cancelled;
    case JobState::Sending:
    case JobState::Waiting:
    case JobState::Receiving:
        // Back to Queued only when the call surely was not taken: a rate limit, or it never left.
        return to != JobState::Sending;
    case JobState::Unknown:
        return to == JobState::Waiting || to == JobState::Receiving || to == JobState::Done || to == JobState::Failed;
    case JobState::Done:
    case JobState::Failed:
    case JobState::Cancelled:
        return false;
    }
    return false;
}

namespace {
int rank(const Job& job)
{
    if (isEnding(job.state)) {
        return 3;
    }
    return job.state != JobState::Queued ? 0 : job.paused ? 2 : 1;
}
} // namespace

QList<Job> inQueueOrder(QList<Job> jobs)
{
    std::sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) {
        const int rankA = rank(a);
        const int rankB = rank(b);
        if (rankA != rankB) {
            return rankA < rankB;
        }
        if (rankA == 3 && a.ended != b.ended) {
            return a.ended > b.ended;
        }
        return std::tie(a.order, a.created, a.index, a.id) < std::tie(b.order, b.created, b.index, b.id);
    });
    return jobs;
}

QJsonObject Job::toJson() const
{
    QJsonObject json{{QStringLiteral("id"), id},
                     {QStringLiteral("group"), group},
                     {QStringLiteral("index"), index},
                     {QStringLiteral("groupSize"), groupSize},
                     {QStringLiteral("request"), request.toJson()},
                     {QStringLiteral("state"), jobStateName(state)},
                     {QStringLiteral("quote"), quote.milli},
                     {QStringLiteral("ticket"), ticket},
                     {QStringLiteral("keptFile"), keptFile},
                     {QStringLiteral("keptType"), keptType},
                     {QStringLiteral("item"), item},
                     {QStringLiteral("asset"), asset.sha256},
                     {QStringLiteral("requestId"), requestId},
                     {QStringLiteral("charged"), charged.milli},
                     {QStringLiteral("filtered"), filtered},
                     {QStringLiteral("front"), front},
                     {QStringLiteral("paused"), paused},
                     {QStringLiteral("created"), timeToJson(created)},
                     {QStringLiteral("sentAt"), timeToJson(sentAt)},
                     {QStringLiteral("ended"), timeToJson(ended)}};
    if (usedSeed) {
        json.insert(QStringLiteral("usedSeed"), qint64(*usedSeed));
    }
    if (providerCharge) {
        json.insert(QStringLiteral("providerCharge"), providerCharge->milli);
    }
    if (error) {
        json.insert(QStringLiteral("error"), errorToJson(*error));
    }
    return json;
}

Result<Job> Job::fromJson(const QJsonObject& json)
{
    const auto text = [&json](const char* name) { return json.value(QLatin1String(name)).toString(); };
    const auto state = jobStateFromName(text("state"));
    auto request = Request::fromJson(json.value(QStringLiteral("request")).toObject());
    if (!state || !request || text("id").isEmpty()) {
        return failure(ErrorKind::Storage, QStringLiteral("a job in the journal cannot be read"), text("id"));
    }
    Job job;
    job.id = text("id");
    job.group = text("group");
    job.index = json.value(QStringLiteral("index")).toInt();
    job.groupSize = json.value(QStringLiteral("groupSize")).toInt(1);
    job.request = *request;
    job.state = *state;
    job.quote = Credits{json.value(QStringLiteral("quote")).toInteger()};
    job.ticket = text("ticket");
    job.keptFile = text("keptFile");
    job.keptType = text("keptType");
    job.item = text("item");
    job.asset = AssetId{text("asset")};
    job.requestId = text("requestId");
    job.charged = Credits{json.value(QStringLiteral("charged")).toInteger()};
    job.filtered = json.value(QStringLiteral("filtered")).toBool();
    job.front = json.value(QStringLiteral("front")).toBool();
    job.paused = json.value(QStringLiteral("paused")).toBool();
    job.created = timeFromJson(json.value(QStringLiteral("created")));
    job.sentAt = timeFromJson(json.value(QStringLiteral("sentAt")));
    job.ended = timeFromJson(json.value(QStringLiteral("ended")));
    if (json.contains(QStringLiteral("usedSeed"))) {
        job.usedSeed = quint32(json.value(QStringLiteral("usedSeed")).toInteger());
    }
    if (json.contains(QStringLiteral("providerCharge"))) {
        job.providerCharge = Credits{json.value(QStringLiteral("providerCharge")).toInteger()};
    }
    if (json.contains(QStringLiteral("error"))) {
        job.error = errorFromJson(json.value(QStringLiteral("error")).toObject());
    }
    return job;
}

} // namespace maquette
