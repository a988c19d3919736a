// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/StripModel.h"

#include "ui/widgets/items/ItemListModel.h"

#include <QSet>

#include <algorithm>

namespace maquette {

namespace {

/// The job's place among the groups of the strip, -1 when it is not shown.
int rankOf(const Job& job)
{
    switch (job.state) {
    case JobState::Sending:
    case JobState::Waiting:
    case JobState::Receiving:
        return 0;
    case JobState::Failed:
    case JobState::Unknown:
        return 1;
    case JobState::Queued:
        return job.paused ? 2 : 3;
    case JobState::Done:
    case JobState::Cancelled:
        return -1;
    }
    return -1;
}

} // namespace

StripModel::StripModel(ItemListModel& items, Describe describe, QObject* parent)
    : QAbstractListModel(parent)
    , m_items(items)
    , m_describe(std::move(describe))
{
    followItems();
}

void StripModel::followItems()
{
    connect(&m_items, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this](const QModelIndex&, int first, int last) {
                beginInsertRows({}, jobCount() + first, jobCount() + last);
            });
    connect(&m_items, &QAbstractItemModel::rowsInserted, this, [this] { endInsertRows(); });
    connect(&m_items, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(&m_items, &QAbstractItemModel::modelReset, this, [this] { endResetModel(); });
}

void StripModel::setJobs(const QList<Job>& jobs)
{
    QList<Job> wanted;
    std::copy_if(jobs.cbegin(), jobs.cend(), std::back_inserter(wanted),
                 [](const Job& job) { return rankOf(job) >= 0; });
    std::stable_sort(wanted.begin(), wanted.end(), [](const Job& a, const Job& b) { return rankOf(a) < rankOf(b); });

    QSet<QString> kept;
    for (const Job& job : std::as_const(wanted)) {
        kept.insert(job.id);
    }
    for (int row = jobCount() - 1; row >= 0; --row) {
        if (!kept.contains(m_jobs.at(row).id)) {
            beginRemoveRows({}, row, row);
            m_jobs.removeAt(row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const int from = rowOfJob(wanted.at(row).id);
        if (from < 0) {
            beginInsertRows({}, row, row);
            m_jobs.insert(row, wanted.at(row));
            endInsertRows();
            continue;
        }
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            m_jobs.move(from, row);
            endMoveRows();
        }
        m_jobs[row] = wanted.at(row);
        touch(row);
    }
}

bool StripModel::update(const Job& job)
{
    const int row = rowOfJob(job.id);
    if (row < 0 || rankOf(m_jobs.at(row)) != rankOf(job) || m_jobs.at(row).front != job.front) {
        return row < 0 && rankOf(job) < 0;
    }
    m_jobs[row] = job;
    touch(row);
    return true;
}

void StripModel::remove(const QString& id)
{
    const int row = rowOfJob(id);
    if (row >= 0) {
        beginRemoveRows({}, row, row);
        m_jobs.removeAt(row);
        endRemoveRows();
    }
}

const Job* StripModel::job(int row) const
{
    return row >= 0 && row < m_jobs.size() ? &m_jobs.at(row) : nullptr;
}

const GalleryItem* StripModel::item(int row) const
{
    return m_items.item(row - jobCount());
}

int StripModel::rowOfJob(const QString& id) const
{
    const auto found = std::find_if(m_jobs.cbegin(), m_jobs.cend(), [&id](const Job& job) { return job.id == id; });
    return found == m_jobs.cend() ? -1 : int(found - m_jobs.cbegin());
}

int StripModel::rowOfItem(const QString& id) const
{
    const int row = m_items.rowOf(id);
    return row < 0 ? -1 : row + jobCount();
}

void StripModel::touch(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
}

int StripModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : jobCount() + m_items.rowCount();
}

QVariant StripModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Job* found = job(index.row());
    if (role == IsJobRole) {
        return found != nullptr;
    }
    if (!found) {
        return m_items.data(m_items.index(index.row() - jobCount()), role);
    }
    switch (role) {
    case JobRole:
        return QVariant::fromValue(*found);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return m_describe(*found);
    default:
        return {};
    }
}

bool StripModel::canFetchMore(const QModelIndex& parent) const
{
    return m_items.canFetchMore(parent);
}

void StripModel::fetchMore(const QModelIndex& parent)
{
    m_items.fetchMore(parent);
}

} // namespace maquette
