// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace maquette {

/// One piece of work that ends in files, in a worker. Lives in the window's thread, where all its signals come.
class OutputJob : public QObject
{
    Q_OBJECT

public:
    /// What the work may tell on its way.
    struct Teller
    {
        std::function<void(double)> progress;     ///< 0 to 1; told as whole percents
        std::function<void(const QString&)> step; ///< "Writing the file …"; every one is told
    };
    /// Breaks off soon after \a cancelled, leaving nothing behind. Returns what was written, that which was asked for
    /// first. Runs in the worker and dies there.
    using Work = std::function<Result<QStringList>(const std::atomic_bool& cancelled, const Teller& tell)>;

    explicit OutputJob(QObject* parent = nullptr);
    /// Breaks off what runs and waits for it.
    ~OutputJob() override;

    /// Breaks off what ran before. finished() or failed() follows, once, unless it is cancelled.
    void start(Work work);
    /// Nothing more is told of what runs.
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_task != nullptr; }

Q_SIGNALS:
    void stepped(const QString& what);
    void progressed(double part);
    void finished(const QStringList& files);
    void failed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    void run(const std::shared_ptr<Task>& task, const Work& work);
    /// Calls \a what in the window's thread, if \a task is still what is wanted then.
    void post(const std::shared_ptr<Task>& task, std::function<void()> what);

    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

} // namespace maquette
