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

/// One piece of work that ends in files, in a worker. Lives in the window's thread.
class OutputJob : public QObject
{
    Q_OBJECT

public:
    using Progress = std::function<void(double)>;
    using Work = std::function<Result<QStringList>(const std::atomic_bool& cancelled, const Progress& progress)>;

    explicit OutputJob(QObject* parent = nullptr);
    /// Breaks off what runs and waits for it.
    ~OutputJob() override;

    /// Breaks off what ran before. finished() or failed() follows, unless it is cancelled.
    void start(Work work);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_task != nullptr; }

Q_SIGNALS:
    void progressed(double part);
    void finished(const QStringList& files);
    void failed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

} // namespace maquette
