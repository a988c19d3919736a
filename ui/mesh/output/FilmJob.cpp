// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/FilmJob.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QQueue>
#include <QWaitCondition>

#include <algorithm>
#include <cmath>
#include <optional>

namespace maquette {

namespace {

constexpr int kMostAhead = 3;            // frames drawn and not yet written
constexpr qint64 kEstimateAfter = 3'000; // ms

/// How much of the whole is done when all frames are drawn: a GIF is painted after that.
double drawingPart(MovieFormat format)
{
    return format == MovieFormat::Gif ? 0.75 : 0.98;
}

QString drawingStep(int written, int frames, qint64 milliseconds)
{
    QString what = FilmJob::tr("Drawing picture %1 of %2 …").arg(written + 1).arg(frames);
    if (written > 0 && milliseconds > kEstimateAfter) {
        const double left = double(milliseconds) / written * (frames - written) / 1000;
        what = left < 60 ? FilmJob::tr("%1 About %2 s left.").arg(what).arg(int(std::ceil(left)))
                         : FilmJob::tr("%1 About %2 min left.").arg(what).arg(int(std::ceil(left / 60)));
    }
    return what;
}

/// Frames on their way from the window's thread, which has them drawn, to the worker that writes them.
class FrameQueue
{
public:
    void put(const QImage& frame)
    {
        const QMutexLocker lock(&m_mutex);
        m_frames.enqueue(frame);
        m_changed.wakeAll();
    }
    /// No more frames come.
    void close()
    {
        const QMutexLocker lock(&m_mutex);
        m_closed = true;
        m_changed.wakeAll();
    }
    /// Waits for the next frame; nothing once it is closed.
    [[nodiscard]] std::optional<QImage> take()
    {
        const QMutexLocker lock(&m_mutex);
        while (m_frames.isEmpty() && !m_closed) {
            m_changed.wait(&m_mutex);
        }
        return m_closed ? std::nullopt : std::optional(m_frames.dequeue());
    }

    std::atomic_int written = 0;

private:
    QMutex m_mutex;
    QWaitCondition m_changed;
    QQueue<QImage> m_frames;
    bool m_closed = false;
};

/// In the worker.
Result<QStringList> writeFilm(const FilmOrder& order, FrameQueue& frames, const std::atomic_bool& cancelled,
                              const OutputJob::Teller& tell)
{
    const auto writer = MovieWriter::begin(order.path, order.movie);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    const double drawing = drawingPart(order.movie.format);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < order.frames; ++i) {
        frames.written = i;
        tell.progress(drawing * i / order.frames);
        tell.step(drawingStep(i, order.frames, clock.elapsed()));
        const std::optional<QImage> frame = frames.take();
        if (!frame) {
            return failure(ErrorKind::Cancelled, {});
        }
        if (frame->isNull()) {
            return failure(ErrorKind::InvalidInput, FilmJob::tr("The mesh could not be drawn at this size."));
        }
        if (const auto added = (*writer)->add(*frame); !added) {
            return tl::unexpected(added.error());
        }
    }
    tell.step(order.movie.format == MovieFormat::Gif ? FilmJob::tr("Painting with 256 colours …")
                                                     : FilmJob::tr("Closing the file …"));
    return (*writer)->finish(&cancelled, [&](double part) { tell.progress(drawing + part * (1 - drawing)); });
}

} // namespace

/// What is being filmed; \a frames alone is the worker's, too.
struct FilmJob::Film
{
    FilmOrder order;
    TurnRenderer renderer;
    int asked = 0;
    bool drawing = false;
    std::shared_ptr<FrameQueue> frames = std::make_shared<FrameQueue>();
};

FilmJob::FilmJob(QObject* parent)
    : QObject(parent)
{
    // The worker tells each step as it needs a frame.
    connect(&m_job, &OutputJob::stepped, this, &FilmJob::drawNext);
    connect(&m_job, &OutputJob::stepped, this, &FilmJob::stepped);
    connect(&m_job, &OutputJob::progressed, this, &FilmJob::progressed);
    connect(&m_job, &OutputJob::finished, this, [this](const QStringList& files) {
        m_film.reset();
        Q_EMIT finished(files);
    });
    connect(&m_job, &OutputJob::failed, this, [this](const Error& error) {
        m_film.reset();
        Q_EMIT failed(error);
    });
}

FilmJob::~FilmJob()
{
    cancel();
}

void FilmJob::cancel()
{
    if (m_film) {
        m_job.cancel();
        m_film->frames->close();
        m_film.reset();
    }
}

void FilmJob::start(const FilmOrder& order, TurnRenderer renderer)
{
    cancel();
    m_film = std::make_shared<Film>();
    m_film->order = order;
    m_film->renderer = std::move(renderer);
    m_job.start([order, frames = m_film->frames](const std::atomic_bool& cancelled, const OutputJob::Teller& tell) {
        return writeFilm(order, *frames, cancelled, tell);
    });
}

void FilmJob::drawNext()
{
    const std::shared_ptr<Film> film = m_film;
    const FilmOrder& order = film->order;
    if (film->drawing || film->asked >= order.frames || film->asked - film->frames->written >= kMostAhead) {
        return;
    }
    const double degrees = 360.0 * film->asked / order.frames;
    film->drawing = true;
    ++film->asked;
    whenDrawn(film->renderer(order.movie.size, order.toTheLeft ? -degrees : degrees, order.transparent), this,
              [this, film](const QImage& frame) {
                  if (m_film != film) {
                      return;
                  }
                  film->drawing = false;
                  film->frames->put(frame);
                  if (frame.isNull()) {
                      film->asked = film->order.frames; // the worker ends with this one
                  }
                  drawNext();
              });
}

} // namespace maquette
