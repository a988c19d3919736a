// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Files.h"
#include "app/mesh/MovieSink.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QImageWriter>
#include <QTemporaryDir>

#include <cerrno>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MovieWriter", text);
}

class FrameFolder : public MovieSink
{
public:
    explicit FrameFolder(const QString& target)
        : m_target(QFileInfo(target).absoluteFilePath())
        , m_folder(m_target + QStringLiteral(".XXXXXX"))
    {
    }
    [[nodiscard]] bool isOpen() const { return m_folder.isValid(); }

    Result<void> add(const QImage& frame) override
    {
        const QString name = QStringLiteral("%1-%2.png")
                                 .arg(QFileInfo(m_target).fileName())
                                 .arg(m_names.size() + 1, 4, 10, QLatin1Char('0'));
        // In memory first: where writing fails half-way, the writer of PNG files loses what it holds.
        QBuffer png;
        if (!png.open(QIODevice::WriteOnly) || !QImageWriter(&png, "PNG").write(frame)) {
            return failure(ErrorKind::Internal, tr("A picture could not be written as PNG."), m_target);
        }
        QFile file(m_folder.filePath(name));
        errno = 0;
        const bool written = file.open(QIODevice::WriteOnly) && file.write(png.data()) == png.size() && file.flush();
        if (!written) {
            return failure(ErrorKind::Storage, writingProblem(errno != 0 ? errno : ENOSPC), m_target);
        }
        m_names.append(name);
        return {};
    }

    Result<QStringList> finish(const std::atomic_bool*, const MovieWriter::Progress&) override
    {
        // Like any folder a user makes, not only his as a temporary one is.
        QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                   QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther |
                                                   QFile::ExeOther);
        // The system replaces an empty folder of that name, and no other.
        if (const auto moved = moveFileDurably(m_folder.path(), m_target); !moved) {
            return tl::unexpected(moved.error());
        }
        m_folder.setAutoRemove(false);
        QStringList paths;
        for (const QString& name : m_names) {
            paths.append(m_target + QLatin1Char('/') + name);
        }
        return paths;
    }

private:
    QString m_target;
    QTemporaryDir m_folder;
    QStringList m_names;
};

} // namespace

NewSink openFrames(const QString& target, const MovieOptions&)
{
    const QFileInfo info(target);
    if (!QFileInfo(info.absolutePath()).isDir()) {
        return failure(ErrorKind::Storage, writingProblem(ENOENT), target);
    }
    if (info.exists() &&
        (!info.isDir() || !QDir(target).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))) {
        return failure(ErrorKind::InvalidInput, tr("There is something of this name already; choose a new name."),
                       target);
    }
    errno = 0;
    auto folder = std::make_unique<FrameFolder>(target);
    if (!folder->isOpen()) {
        return failure(ErrorKind::Storage, writingProblem(errno != 0 ? errno : EACCES), target);
    }
    return std::unique_ptr<MovieSink>(std::move(folder));
}

} // namespace maquette
