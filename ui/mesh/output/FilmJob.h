// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MovieWriter.h"
#include "ui/mesh/output/TurnRenderer.h"
#include "ui/widgets/OutputJob.h"

namespace maquette {

/// A film that is to be made.
struct FilmOrder
{
    QString path;
    MovieOptions movie;
    int frames = 0;           ///< for one whole turn; the last is one step before the first, so that it repeats evenly
    bool toTheLeft = true;    ///< which way the front of it moves
    bool transparent = false; ///< drawn on no ground
};

/// Has one frame after the other drawn and writes them in a worker, at most a few ahead of it. Lives in the window's
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

Q_SIGNALS:
    void stepped(const QString& what); ///< "Drawing picture 12 of 150 …"
    void progressed(double part);
    void finished(const QStringList& files);
    void failed(const maquette::Error& error);

private:
    struct Film;
    void drawNext();

    std::shared_ptr<Film> m_film;
    OutputJob m_job;
};

} // namespace maquette
