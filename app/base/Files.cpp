// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maquette {

namespace {

constexpr qint64 kReadChunk = qint64(1) << 20;

QString systemReason()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

/// Forces what is at \a path, a file or a folder, to the disk.
bool syncPath(const QString& path)
{
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) {
        return false;
    }
    const bool synced = ::fsync(handle) == 0;
    ::close(handle);
    return synced;
}

/// The file a link leads to, so that writing keeps the link; \a path itself when it is none.
QString linkTarget(const QString& path)
{
    const QFileInfo info(path);
    const QString target = info.isSymLink() ? info.canonicalFilePath() : QString();
    return target.isEmpty() ? path : target;
}

} // namespace

Result<void> writeFileAtomically(const QString& path, const QByteArray& bytes)
{
    // Not QSaveFile: it ignores what fsync says.
    const QString target = linkTarget(path);
    QTemporaryFile file(target + QStringLiteral(".XXXXXX"));
    if (!file.open()) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    const QString temporary = file.fileName();
    if (::fsync(file.handle()) != 0) {
        return failure(ErrorKind::Storage, systemReason(), path);
    }
    if (std::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(target).constData()) != 0) {
        return failure(ErrorKind::Storage, systemReason(), path);
    }
    file.setAutoRemove(false);
    if (!syncPath(QFileInfo(target).absolutePath())) {
        return failure(ErrorKind::Storage, systemReason(), path);
    }
    return {};
}

Result<void> moveFileDurably(const QString& from, const QString& to)
{
    if (!syncPath(from)) {
        return failure(ErrorKind::Storage, systemReason(), from);
    }
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0) {
        return failure(ErrorKind::Storage, systemReason(), to);
    }
    if (!syncPath(QFileInfo(to).absolutePath())) {
        return failure(ErrorKind::Storage, systemReason(), to);
    }
    return {};
}

Result<void> syncFolder(const QString& path)
{
    if (!syncPath(path)) {
        return failure(ErrorKind::Storage, systemReason(), path);
    }
    return {};
}

Result<void> ensureFolder(const QString& path)
{
    const QFileInfo info(QDir::cleanPath(path));
    if (info.isDir()) {
        if (!info.isWritable()) {
            return failure(ErrorKind::Storage, QStringLiteral("the folder cannot be written to"), path);
        }
        return {};
    }
    if (info.exists()) {
        return failure(ErrorKind::Storage, QStringLiteral("a file is where the folder should be"), path);
    }
    const QString parent = info.absolutePath();
    if (!QFileInfo(parent).isDir()) {
        if (auto made = ensureFolder(parent); !made) {
            return made;
        }
    }
    const bool made = ::mkdir(QFile::encodeName(info.absoluteFilePath()).constData(), S_IRWXU) == 0;
    if (!made && errno != EEXIST) {
        return failure(ErrorKind::Storage, systemReason(), path);
    }
    if (!QFileInfo(info.absoluteFilePath()).isDir() || !syncPath(parent)) {
        return failure(ErrorKind::Storage, QStringLiteral("the folder cannot be made"), path);
    }
    return {};
}

Result<QByteArray> readFile(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    // The size is only a hint: a file may grow, and a device has none.
    const qint64 hint = file.size();
    QByteArray bytes;
    bytes.reserve(hint <= limit ? hint : 0);
    while (hint <= limit && bytes.size() <= limit) {
        const QByteArray more = file.read(kReadChunk);
        if (more.isEmpty()) {
            break;
        }
        bytes += more;
    }
    if (file.error() != QFileDevice::NoError) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    if (qMax(hint, bytes.size()) > limit) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("larger than %1 bytes").arg(limit), path);
    }
    return bytes;
}

} // namespace maquette
