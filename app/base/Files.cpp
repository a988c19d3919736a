// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace maquette {

namespace {

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

} // namespace

Result<void> writeFileAtomically(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly)) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    if (file.write(bytes) != bytes.size() || !file.commit()) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    if (!syncPath(QFileInfo(path).absolutePath())) {
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

Result<void> ensureFolder(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        if (!info.isWritable()) {
            return failure(ErrorKind::Storage, QStringLiteral("the folder cannot be written to"), path);
        }
        return {};
    }
    if (!QDir().mkpath(path)) {
        return failure(ErrorKind::Storage, QStringLiteral("the folder cannot be made"), path);
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

Result<QByteArray> readFile(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    if (file.size() > limit) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("larger than %1 bytes").arg(limit), path);
    }
    const QByteArray bytes = file.read(limit + 1);
    if (bytes.size() > limit) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("larger than %1 bytes").arg(limit), path);
    }
    if (file.error() != QFileDevice::NoError) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    return bytes;
}

} // namespace maquette
