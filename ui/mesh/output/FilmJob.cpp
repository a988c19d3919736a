// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/FilmJob.h"

#include <QFutureWatcher>
#include <QPointer>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kMostAhead = 3;            // frames drawn and not yet written
constexpr qint64 kEstimateAfter = 3'000; // ms

/// How much of the whole is done when all frames are drawn: a GIF is painted after that.
double drawingPart(MovieFormat format)
{
    return format == MovieFormat::Gif ? 0.75 : 0.98;
}

} // namespace

void whenDrawn(const QFuture<QImage>& future, QObject* context, const std::function<void(const QImage&)>& use)
{
    auto* watcher = new QFutureWatcher<QImage>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, use] {
        watcher->deleteLater();
        use(watcher->future().resultCount() > 0 ? watcher->result() : QImage());
    });
    watcher->setFuture(future);
}

FilmJob::FilmJob(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1); // frames in their order
}

FilmJob::~FilmJob()
{
    cancel();
    m_pool.waitForDone();
}

void FilmJob::cancel()
{
    if (m_task) {
        const TaskPtr task = std::exchange(m_task, nullptr);
        task->cancelled = true;
        // Closing an encoder and removing its file is work, too.
        m_pool.start([task] { task->writer.reset(); });
    }
}

void FilmJob::inWorker(const TaskPtr& task, std::function<Result<void>(Task&)> work, std::function<void()> then)
{
    m_pool.start([this, task, work = std::move(work), then = std::move(then)] {
        if (task->cancelled) {
            return;
        }
        const Result<void> done = work(*task);
        QMetaObject::invokeMethod(
            this,
            [this, task, done, then] {
                if (m_task != task) {
                    return;
                }
                if (done) {
                    then();
                } else {
                    fail(task, done.error());
                }
            },
            Qt::QueuedConnection);
    });
}

void FilmJob::start(const FilmOrder& order, TurnRenderer renderer)
{
    cancel();
    const auto task = std::make_shared<Task>();
    task->order = order;
    task->renderer = std::move(renderer);
    task->clock.start();
    m_task = task;
    tell(*task);
    inWorker(
        task,
        [](Task& at) -> Result<void> {
            auto writer = MovieWriter::begin(at.order.path, at.order.movie);
            if (!writer) {
                return tl::unexpected(writer.error());
            }
            at.writer = std::move(*writer);
            return {};
        },
        [this, task] { drawNext(task); });
}

void FilmJob::drawNext(const TaskPtr& task)
{
    if (task->drawing || task->asked >= task->order.frames || task->asked - task->written >= kMostAhead) {
        return;
    }
    const double degrees = 360.0 * task->asked / task->order.frames;
    task->drawing = true;
    ++task->asked;
    whenDrawn(
        task->renderer(task->order.movie.size, task->order.toTheLeft ? -degrees : degrees, task->order.transparent),
        this, [this, task](const QImage& frame) {
            if (m_task == task) {
                takeFrame(task, frame);
            }
        });
}

void FilmJob::takeFrame(const TaskPtr& task, const QImage& frame)
{
    task->drawing = false;
    if (frame.isNull()) {
        fail(task, {ErrorKind::InvalidInput, tr("The mesh could not be drawn at this size."), {}, 0, -1, {}});
        return;
    }
    inWorker(
        task, [frame](Task& at) { return at.writer->add(frame); },
        [this, task] {
            ++task->written;
            tell(*task);
            if (task->written == task->order.frames) {
                close(task);
            } else {
                drawNext(task);
            }
        });
    drawNext(task);
}

void FilmJob::close(const TaskPtr& task)
{
    Q_EMIT stepped(task->order.movie.format == MovieFormat::Gif ? tr("Painting with 256 colours …")
                                                                : tr("Closing the file …"));
    const auto files = std::make_shared<QStringList>();
    const auto progress = [this, task](double part) {
        QMetaObject::invokeMethod(
            this,
            [this, task, part] {
                const double before = drawingPart(task->order.movie.format);
                if (m_task == task) {
                    Q_EMIT progressed(before + part * (1 - before));
                }
            },
            Qt::QueuedConnection);
    };
    inWorker(
        task,
        [files, progress](Task& at) -> Result<void> {
            auto done = at.writer->finish(&at.cancelled, progress);
            at.writer.reset();
            if (!done) {
                return tl::unexpected(done.error());
            }
            *files = *done;
            return {};
        },
        [this, files] {
            m_task.reset();
            Q_EMIT finished(*files);
        });
}

void FilmJob::fail(const TaskPtr& task, const Error& error)
{
    if (m_task == task) {
        cancel();
        Q_EMIT failed(error);
    }
}

void FilmJob::tell(const Task& task)
{
    const int frames = task.order.frames;
    QString what = tr("Drawing picture %1 of %2 …").arg(std::min(task.written + 1, frames)).arg(frames);
    const qint64 passed = task.clock.elapsed();
    if (task.written > 0 && passed > kEstimateAfter) {
        const double left = double(passed) / task.written * (frames - task.written) / 1000;
        what = left < 60 ? tr("%1 About %2 s left.").arg(what).arg(int(std::ceil(left)))
                         : tr("%1 About %2 min left.").arg(what).arg(int(std::ceil(left / 60)));
    }
    Q_EMIT stepped(what);
    Q_EMIT progressed(drawingPart(task.order.movie.format) * task.written / std::max(1, frames));
}

} // namespace maquette
