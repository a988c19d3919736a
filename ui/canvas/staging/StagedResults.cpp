// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/StagedResults.h"

#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace maquette {

namespace {

using State = StagedResult::State;

State stateOf(const Job& job)
{
    switch (job.state) {
    case JobState::Done:
        return State::Ready;
    case JobState::Failed:
        return State::Failed;
    case JobState::Cancelled:
        return State::Cancelled;
    case JobState::Unknown:
        return State::Unknown;
    default:
        return State::Running;
    }
}

/// Words rather than numbers, so that a file of an older version keeps its meaning.
const QList<QString>& stateNames()
{
    static const QList<QString> names{QStringLiteral("running"), QStringLiteral("ready"), QStringLiteral("failed"),
                                      QStringLiteral("cancelled"), QStringLiteral("unknown")};
    return names;
}

bool canBeRetried(const StagedResult& result)
{
    return result.state == State::Failed || result.state == State::Cancelled || result.state == State::Unknown;
}

StagedResult resultOf(const QJsonObject& json)
{
    StagedResult result;
    result.job = json.value(QStringLiteral("job")).toString();
    result.order = json.value(QStringLiteral("order")).toString();
    result.base.sha256 = json.value(QStringLiteral("base")).toString();
    result.index = json.value(QStringLiteral("index")).toInt();
    result.state = State(std::max<qsizetype>(0, stateNames().indexOf(json.value(QStringLiteral("state")).toString())));
    result.sent = json.value(QStringLiteral("sent")).toBool();
    result.filtered = json.value(QStringLiteral("filtered")).toBool();
    result.kept = json.value(QStringLiteral("kept")).toBool();
    result.discarded = json.value(QStringLiteral("discarded")).toBool();
    result.quote = Credits::fromMilli(json.value(QStringLiteral("quote")).toInteger());
    result.item = json.value(QStringLiteral("item")).toString();
    result.asset.sha256 = json.value(QStringLiteral("asset")).toString();
    return result;
}

QJsonObject jsonOf(const StagedResult& result)
{
    return {{QStringLiteral("job"), result.job},
            {QStringLiteral("order"), result.order},
            {QStringLiteral("base"), result.base.sha256},
            {QStringLiteral("index"), result.index},
            {QStringLiteral("state"), stateNames().at(int(result.state))},
            {QStringLiteral("sent"), result.sent},
            {QStringLiteral("filtered"), result.filtered},
            {QStringLiteral("kept"), result.kept},
            {QStringLiteral("discarded"), result.discarded},
            {QStringLiteral("quote"), result.quote.milli},
            {QStringLiteral("item"), result.item},
            {QStringLiteral("asset"), result.asset.sha256}};
}

} // namespace

void StagedResults::expect(const QList<Job>& jobs, const AssetId& base)
{
    QList<StagedResult> fresh;
    for (const Job& job : jobs) {
        if (of(job.id) == nullptr) {
            StagedResult result;
            result.job = job.id;
            result.order = job.group;
            result.base = base;
            result.index = job.index;
            result.quote = job.quote;
            fresh.append(result);
        }
    }
    std::stable_sort(fresh.begin(), fresh.end(),
                     [](const StagedResult& a, const StagedResult& b) { return a.index < b.index; });
    m_results.append(fresh);
    if (!fresh.isEmpty()) {
        m_awaited = fresh.constFirst().order;
    }
    for (const Job& job : jobs) {
        update(job);
    }
}

bool StagedResults::update(const Job& job)
{
    StagedResult* const result = of(job.id);
    if (result == nullptr) {
        return false;
    }
    const QList<StagedResult> before = shown();
    const StagedResult was = *result;
    // A late snapshot of a job that ended does not call it back.
    if (result->state != State::Ready) {
        result->state = stateOf(job);
    }
    result->sent = result->sent || job.sentAt.isValid() || (job.state != JobState::Queued && !isEnding(job.state));
    if (job.state == JobState::Done) {
        result->item = job.item;
        result->asset = job.asset;
        result->filtered = job.filtered;
    }
    chooseCurrent(before);
    return !(was == *result);
}

bool StagedResults::arrived(const GalleryItem& item)
{
    StagedResult* const result = item.job.isEmpty() ? nullptr : of(item.job);
    if (result == nullptr) {
        return false;
    }
    const QList<StagedResult> before = shown();
    result->state = State::Ready;
    result->sent = true;
    result->item = item.id;
    result->asset = item.asset.id;
    result->filtered = item.filtered;
    if (result->order == m_awaited && isShown(*result)) {
        m_current = result->job;
        keepCurrent();
    }
    chooseCurrent(before);
    return true;
}

void StagedResults::setBase(const AssetId& base)
{
    if (m_base == base) {
        return;
    }
    m_lookedAt.insert(m_base, m_current);
    m_base = base;
    m_current = m_lookedAt.value(base);
    chooseCurrent({});
}

StagedResult* StagedResults::of(const QString& job)
{
    const auto found = std::find_if(m_results.begin(), m_results.end(),
                                    [&job](const StagedResult& result) { return result.job == job; });
    return found == m_results.end() ? nullptr : &*found;
}

bool StagedResults::isShown(const StagedResult& result) const
{
    return result.state == State::Ready && !result.discarded && result.base == m_base;
}

QList<StagedResult> StagedResults::shown() const
{
    QList<StagedResult> list;
    std::copy_if(m_results.cbegin(), m_results.cend(), std::back_inserter(list),
                 [this](const StagedResult& result) { return isShown(result); });
    return list;
}

/// Keeps what is looked at; when it is gone, takes what followed it in \a before, or what preceded it.
void StagedResults::chooseCurrent(const QList<StagedResult>& before)
{
    const QList<StagedResult> now = shown();
    const auto has = [&now](const QString& job) {
        return std::any_of(now.cbegin(), now.cend(), [&job](const StagedResult& result) { return result.job == job; });
    };
    if (has(m_current)) {
        return;
    }
    qsizetype at = 0;
    while (at < before.size() && before.at(at).job != m_current) {
        ++at;
    }
    m_current.clear();
    for (qsizetype next = at + 1; m_current.isEmpty() && next < before.size(); ++next) {
        m_current = has(before.at(next).job) ? before.at(next).job : QString();
    }
    for (qsizetype last = std::min(at, before.size()) - 1; m_current.isEmpty() && last >= 0; --last) {
        m_current = has(before.at(last).job) ? before.at(last).job : QString();
    }
    if (m_current.isEmpty() && !now.isEmpty()) {
        m_current = now.constFirst().job;
    }
}

int StagedResults::currentIndex() const
{
    const QList<StagedResult> list = shown();
    for (int i = 0; i < list.size(); ++i) {
        if (list.at(i).job == m_current) {
            return i;
        }
    }
    return -1;
}

std::optional<StagedResult> StagedResults::current() const
{
    const int index = currentIndex();
    return index < 0 ? std::nullopt : std::optional<StagedResult>(shown().at(index));
}

std::optional<StagedResult> StagedResults::find(const QString& job) const
{
    const auto found = std::find_if(m_results.cbegin(), m_results.cend(),
                                    [&job](const StagedResult& result) { return result.job == job; });
    return found == m_results.cend() ? std::nullopt : std::optional<StagedResult>(*found);
}

void StagedResults::step(int by)
{
    const QList<StagedResult> list = shown();
    if (list.isEmpty()) {
        return;
    }
    const int size = int(list.size());
    const int to = ((currentIndex() + by) % size + size) % size;
    m_current = list.at(to).job;
    keepCurrent();
}

void StagedResults::setCurrent(const QString& job)
{
    const auto found = find(job);
    if (found && isShown(*found)) {
        m_current = job;
        keepCurrent();
    }
}

void StagedResults::discard()
{
    const QList<StagedResult> before = shown();
    if (StagedResult* const result = of(m_current)) {
        result->discarded = true;
        m_lastDiscarded = {m_current};
        chooseCurrent(before);
    }
}

void StagedResults::discardAll()
{
    m_lastDiscarded.clear();
    for (StagedResult& result : m_results) {
        if (result.base == m_base && !result.discarded) {
            result.discarded = true;
            m_lastDiscarded.append(result.job);
        }
    }
    m_current.clear();
}

bool StagedResults::undoDiscard()
{
    bool any = false;
    for (const QString& job : std::as_const(m_lastDiscarded)) {
        if (StagedResult* const result = of(job)) {
            result->discarded = false;
            any = true;
        }
    }
    if (m_lastDiscarded.size() == 1) {
        setCurrent(m_lastDiscarded.constFirst());
    }
    m_lastDiscarded.clear();
    chooseCurrent({});
    return any;
}

void StagedResults::markKept(const QString& job)
{
    if (StagedResult* const result = of(job)) {
        result->kept = true;
    }
}

int StagedResults::failed() const
{
    return int(std::count_if(m_results.cbegin(), m_results.cend(), [this](const StagedResult& result) {
        return result.base == m_base && !result.discarded && result.state != State::Ready &&
               result.state != State::Running;
    }));
}

StagedSaving StagedResults::saving() const
{
    StagedSaving saving;
    for (const StagedResult& result : m_results) {
        if (result.base == m_base && !result.discarded && result.state == State::Running) {
            ++saving.running;
            saving.unsent += result.sent ? 0 : 1;
            saving.saves += result.sent ? Credits{} : result.quote;
        }
    }
    return saving;
}

QStringList StagedResults::unsentJobs() const
{
    QStringList jobs;
    for (const StagedResult& result : m_results) {
        if (result.base == m_base && !result.discarded && result.state == State::Running && !result.sent) {
            jobs.append(result.job);
        }
    }
    return jobs;
}

QStringList StagedResults::orders() const
{
    QStringList names;
    for (const StagedResult& result : m_results) {
        if (!names.contains(result.order)) {
            names.append(result.order);
        }
    }
    return names;
}

void StagedResults::prune(int most)
{
    QStringList useful;
    QStringList failed; // may be ordered once more, and are then still known
    for (const StagedResult& result : std::as_const(m_results)) {
        const bool wanted = !result.discarded && (result.state == State::Ready || result.state == State::Running ||
                                                  result.state == State::Unknown);
        QStringList& list = wanted ? useful : failed;
        if ((wanted || canBeRetried(result)) && !list.contains(result.order)) {
            list.append(result.order);
        }
    }
    failed.removeIf([&useful](const QString& order) { return useful.contains(order); });
    while (useful.size() > most) {
        useful.removeFirst();
    }
    while (!failed.isEmpty() && useful.size() + failed.size() > most) {
        failed.removeFirst();
    }
    m_results.removeIf(
        [&](const StagedResult& result) { return !useful.contains(result.order) && !failed.contains(result.order); });
    for (StagedResult& result : m_results) {
        result.discarded = result.discarded || failed.contains(result.order); // no longer told of
    }
    chooseCurrent({});
}

QJsonArray StagedResults::toJson() const
{
    QJsonArray json;
    for (const StagedResult& result : m_results) {
        QJsonObject entry = jsonOf(result);
        const QString lookedAt = result.base == m_base ? m_current : m_lookedAt.value(result.base);
        if (result.job == lookedAt) {
            entry.insert(QStringLiteral("lookedAt"), true);
        }
        json.append(entry);
    }
    return json;
}

StagedResults StagedResults::fromJson(const QJsonArray& json)
{
    StagedResults results;
    for (const QJsonValue& value : json) {
        const StagedResult result = resultOf(value.toObject());
        const bool hasBytes = !result.item.isEmpty() && result.asset.isValid();
        if (!result.job.isEmpty() && result.base.isValid() && (result.state != State::Ready || hasBytes) &&
            results.of(result.job) == nullptr) {
            results.m_results.append(result);
            if (value.toObject().value(QStringLiteral("lookedAt")).toBool()) {
                results.m_lookedAt.insert(result.base, result.job);
            }
        }
    }
    return results;
}

} // namespace maquette
