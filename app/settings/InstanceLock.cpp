// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/InstanceLock.h"

#include <QLockFile>

namespace maquette {

InstanceLock::InstanceLock(std::unique_ptr<QLockFile> lock)
    : m_lock(std::move(lock))
{
}

InstanceLock::~InstanceLock() = default;

Result<std::unique_ptr<InstanceLock>> InstanceLock::take(const QString& lockFile)
{
    auto lock = std::make_unique<QLockFile>(lockFile);
    // Never stale by age, for a window stays open for days; a lock whose process is gone is taken over all the same.
    lock->setStaleLockTime(0);
    if (lock->tryLock(0)) {
        return std::unique_ptr<InstanceLock>(new InstanceLock(std::move(lock)));
    }
    if (lock->error() != QLockFile::LockFailedError) {
        return failure(ErrorKind::Storage, QStringLiteral("the lock file cannot be made"), lockFile);
    }
    qint64 process = 0;
    QString host;
    QString program;
    if (!lock->getLockInfo(&process, &host, &program)) {
        return failure(ErrorKind::Storage, QStringLiteral("in use by another process"), lockFile);
    }
    return failure(ErrorKind::Storage,
                   QStringLiteral("in use by %1, process %2 on %3").arg(program).arg(process).arg(host), lockFile);
}

bool isLockedByOther(const Error& error)
{
    return error.kind == ErrorKind::Storage && error.place.endsWith(QLatin1String("maquette.lock")) &&
           error.detail.startsWith(QLatin1String("in use"));
}

} // namespace maquette
