// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QColor>
#include <QImage>
#include <QSize>
#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>

namespace maquette {

enum class MovieFormat {
    Mp4,   ///< H.264, where an encoder for it is installed, otherwise MPEG-4
    Gif,   ///< repeats for ever, one palette for all of it
    Frames ///< a folder of numbered PNG files
};

/// How a row of pictures becomes a film.
struct MovieOptions
{
    static constexpr int kMostRate = 60;
    static constexpr int kMostGifRate =
        50; ///< a GIF counts in hundredths of a second, and players refuse less than two
    static constexpr int kMostSide = 8192;

    MovieFormat format = MovieFormat::Mp4;
    QSize size; ///< pixels, of every frame; MP4 takes even numbers only
    int framesPerSecond = 30;
    /// What is behind transparent places. An invalid colour keeps them (MP4: black); GIF knows only all or nothing.
    QColor background;
    /// Of the library, the first that is installed is taken.
    QStringList encoders{QStringLiteral("libx264"), QStringLiteral("libopenh264"), QStringLiteral("mpeg4")};

    /// Why this cannot be written, a sentence; empty when it can.
    [[nodiscard]] QString problem() const;
};

class MovieSink;

/// Writes a film frame by frame; for one worker at a time. Until finish() succeeds there is nothing at the target, and
/// what stood there stays; a writer that is destroyed before leaves nothing behind. Memory stays small whatever the
/// length.
class MovieWriter
{
public:
    /// \a target: a file, or for Frames a folder that does not exist yet or is empty. Errors: InvalidInput (see
    /// MovieOptions::problem()), Storage, Internal when no encoder is there.
    [[nodiscard]] static Result<std::unique_ptr<MovieWriter>> begin(const QString& target, const MovieOptions& options);
    ~MovieWriter();
    MovieWriter(const MovieWriter&) = delete;
    MovieWriter& operator=(const MovieWriter&) = delete;

    /// The next frame, of exactly the size of the options. After an error only destruction is left. Errors: Storage,
    /// InvalidInput (another size), Internal.
    [[nodiscard]] Result<void> add(const QImage& frame);
    [[nodiscard]] int frames() const { return m_frames; }

    using Progress = std::function<void(double)>;
    /// Closes the film, puts it in its place, and returns the files, in order. A GIF is drawn only here, which takes
    /// its time: \a progress gets 0 to 1. Errors: Storage, Cancelled, InvalidInput when there is no frame, Internal.
    [[nodiscard]] Result<QStringList> finish(const std::atomic_bool* cancelled = nullptr,
                                             const Progress& progress = {});

private:
    MovieWriter(QString target, MovieOptions options, std::unique_ptr<MovieSink> sink);

    QString m_target;
    MovieOptions m_options;
    std::unique_ptr<MovieSink> m_sink;
    int m_frames = 0;
};

} // namespace maquette
