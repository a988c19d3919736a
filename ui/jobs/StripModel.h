// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/jobs/Job.h"

#include <QAbstractListModel>
#include <QList>

#include <functional>

namespace maquette {

class ItemListModel;

/// The strip's rows: jobs that want attention (running, then failed and unknown, then restored, then queued), after
/// them the library's items, newest first.
class StripModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { JobRole = Qt::UserRole + 10, IsJobRole };
    using Describe = std::function<QString(const Job&)>;

    /// \a items must outlive this. \a describe: the sentence assistive programs read for a job.
    StripModel(ItemListModel& items, Describe describe, QObject* parent = nullptr);

    /// Takes all jobs, in queue order; endings that need nothing are left out. Rows are moved, not made anew.
    void setJobs(const QList<Job>& jobs);
    /// Takes one job's news. Returns false, and changes nothing, when it belongs elsewhere in the order now: call
    /// setJobs() then.
    bool update(const Job& job);
    void remove(const QString& id);

    [[nodiscard]] int jobCount() const { return int(m_jobs.size()); }
    [[nodiscard]] const QList<Job>& jobs() const { return m_jobs; }
    [[nodiscard]] const Job* job(int row) const;
    [[nodiscard]] const GalleryItem* item(int row) const;
    [[nodiscard]] int rowOfJob(const QString& id) const;
    [[nodiscard]] int rowOfItem(const QString& id) const;
    /// Says that what is painted of job \a row changed with the time.
    void touch(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

private:
    void followItems();
    ItemListModel& m_items;
    Describe m_describe;
    QList<Job> m_jobs;
};

} // namespace maquette
