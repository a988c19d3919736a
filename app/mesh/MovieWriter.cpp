// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MovieWriter.h"

#include "app/mesh/MovieSink.h"

extern "C" {
#include <libavutil/log.h>
}

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPainter>
#include <QTemporaryFile>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MovieWriter", text);
}

bool keepsTransparency(const MovieOptions& options)
{
    return options.format != MovieFormat::Mp4 && !options.background.isValid();
}

/// Words with one value per pixel, in the layout that all encoders are given.
QImage prepared(const QImage& frame, const MovieOptions& options)
{
    if (keepsTransparency(options)) {
        return frame.convertToFormat(QImage::Format_ARGB32);
    }
    if (!frame.hasAlphaChannel()) {
        return frame.convertToFormat(QImage::Format_RGB32);
    }
    QImage flat(frame.size(), QImage::Format_RGB32);
    flat.fill(options.background.isValid() ? options.background : QColor(Qt::black));
    QPainter painter(&flat);
    painter.drawImage(flat.rect(), frame, frame.rect());
    return flat;
}

} // namespace

QString MovieOptions::problem() const
{
    if (size.width() < 2 || size.height() < 2 || std::max(size.width(), size.height()) > kMostSide) {
        return tr("A film is between 2 and %1 pixels wide and high.").arg(kMostSide);
    }
    if (format == MovieFormat::Mp4 && (size.width() % 2 != 0 || size.height() % 2 != 0)) {
        return tr("Width and height of an MP4 are even numbers.");
    }
    const int most = format == MovieFormat::Gif ? kMostGifRate : kMostRate;
    if (framesPerSecond < 1 || framesPerSecond > most) {
        return tr("This kind of film has 1 to %1 frames per second.").arg(most);
    }
    return {};
}

QString writingProblem(int systemError)
{
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return tr("There is no room left on the disk.");
    case EACCES:
    case EPERM:
    case EROFS:
        return tr("The folder cannot be written to.");
    case ENOENT:
    case ENOTDIR:
        return tr("The folder does not exist.");
    default:
        return tr("The system says: %1.").arg(QString::fromLocal8Bit(std::strerror(systemError)));
    }
}

Result<QString> temporaryBeside(const QString& target)
{
    const QFileInfo info(target);
    if (!QFileInfo(info.absolutePath()).isDir()) {
        return failure(ErrorKind::Storage, writingProblem(ENOENT), target);
    }
    if (info.isDir()) {
        return failure(ErrorKind::Storage, tr("A folder has this name already."), target);
    }
    QTemporaryFile file(info.absoluteFilePath() + QStringLiteral(".XXXXXX"));
    errno = 0;
    if (!file.open()) {
        const int why = errno;
        return failure(ErrorKind::Storage,
                       why != 0 ? writingProblem(why) : tr("The system says: %1.").arg(file.errorString()), target);
    }
    file.setAutoRemove(false);
    return file.fileName();
}

MovieWriter::MovieWriter(QString target, MovieOptions options, std::unique_ptr<MovieSink> sink)
    : m_target(std::move(target))
    , m_options(std::move(options))
    , m_sink(std::move(sink))
{
}

MovieWriter::~MovieWriter() = default;

Result<std::unique_ptr<MovieWriter>> MovieWriter::begin(const QString& target, const MovieOptions& options)
{
    if (const QString problem = options.problem(); !problem.isEmpty()) {
        return failure(ErrorKind::InvalidInput, problem, target);
    }
    av_log_set_level(AV_LOG_ERROR); // what the encoders tell of their work is nothing for a user's terminal
    auto sink = options.format == MovieFormat::Mp4   ? openMp4(target, options)
                : options.format == MovieFormat::Gif ? openGif(target, options)
                                                     : openFrames(target, options);
    if (!sink) {
        return tl::unexpected(sink.error());
    }
    return std::unique_ptr<MovieWriter>(new MovieWriter(target, options, std::move(*sink)));
}

Result<void> MovieWriter::add(const QImage& frame)
{
    if (frame.size() != m_options.size) {
        return failure(ErrorKind::InvalidInput, tr("A frame has another size than the film."), m_target);
    }
    auto added = m_sink->add(prepared(frame, m_options));
    m_frames += added ? 1 : 0;
    return added;
}

Result<QStringList> MovieWriter::finish(const std::atomic_bool* cancelled, const Progress& progress)
{
    if (m_frames == 0) {
        return failure(ErrorKind::InvalidInput, tr("There is no frame to write."), m_target);
    }
    if (cancelled != nullptr && *cancelled) {
        return failure(ErrorKind::Cancelled, {});
    }
    return m_sink->finish(cancelled, progress);
}

} // namespace maquette
