// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MovieWriter.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace maquette {

/// Draws the mesh as it is shown, turned about its upright axis, on its own ground or on none. Called in the window's
/// thread. A future that is cancelled, or a null picture, could not be drawn.
using TurnRenderer = std::function<QFuture<QImage>(const QSize& size, double turnDegrees, bool transparent)>;

/// Calls \a use with what was drawn, null when nothing was; not when \a context has gone.
void whenDrawn(const QFuture<QImage>& future, QObject* context, const std::function<void(const QImage&)>& use);

/// A film that is to be made.
struct FilmOrder
{
    QString path;
    MovieOptions movie;
    int frames = 0;           ///< for one whole turn; the last is one step before the first, so that it repeats evenly
    bool toTheLeft = true;    ///< which way the front of it moves
    bool transparent = false; ///< drawn on no ground
};

/// Draws one frame after the other and writes them in a worker, at most a few ahead of it. Lives in the window's
/// thread.
class FilmJob : public QObject
{
    Q_OBJECT

public:
    explicit FilmJob(QObject* parent = nullptr);
    /// Breaks off what runs and waits for it; nothing is left behind.
    ~FilmJob() override;

    /// finished() or failed() follows, unless it is cancelled.
    void start(const FilmOrder& order, TurnRenderer renderer);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_task != nullptr; }

Q_SIGNALS:
    void stepped(const QString& what); ///< "Drawing picture 12 of 150 …"
    void progressed(double part);
    void finished(const QStringList& files);
    void failed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
        FilmOrder order;
        TurnRenderer renderer;
        std::unique_ptr<MovieWriter> writer; ///< used by the worker only
        int asked = 0;
        int written = 0;
        bool drawing = false;
        QElapsedTimer clock;
    };
    using TaskPtr = std::shared_ptr<Task>;
    void inWorker(const TaskPtr& task, std::function<Result<void>(Task&)> work, std::function<void()> then);
    void drawNext(const TaskPtr& task);
    void takeFrame(const TaskPtr& task, const QImage& frame);
    void close(const TaskPtr& task);
    void fail(const TaskPtr& task, const Error& error);
    void tell(const Task& task);

    TaskPtr m_task;
    QThreadPool m_pool;
};

} // namespace maquette
