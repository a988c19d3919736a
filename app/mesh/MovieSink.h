// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MovieWriter.h"

namespace maquette {

/// Where MovieWriter's frames go: one kind of file, under a temporary name that goes with the sink.
class MovieSink
{
public:
    virtual ~MovieSink() = default;
    MovieSink() = default;
    MovieSink(const MovieSink&) = delete;
    MovieSink& operator=(const MovieSink&) = delete;

    /// \a frame has the size of the film, and transparency only where the format takes it.
    [[nodiscard]] virtual Result<void> add(const QImage& frame) = 0;
    /// Completes the file and gives it its name; the value is what was written.
    [[nodiscard]] virtual Result<QStringList> finish(const std::atomic_bool* cancelled,
                                                     const MovieWriter::Progress& progress) = 0;
};

using NewSink = Result<std::unique_ptr<MovieSink>>;
[[nodiscard]] NewSink openMp4(const QString& target, const MovieOptions& options);
[[nodiscard]] NewSink openGif(const QString& target, const MovieOptions& options);
[[nodiscard]] NewSink openFrames(const QString& target, const MovieOptions& options);

/// A sentence for the number of a system error.
[[nodiscard]] QString writingProblem(int systemError);
/// An empty file beside \a target under a name of its own, for the caller to fill, rename or remove. Errors: Storage.
[[nodiscard]] Result<QString> temporaryBeside(const QString& target);

} // namespace maquette
