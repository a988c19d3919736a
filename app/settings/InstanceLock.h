// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QString>

#include <memory>

class QLockFile;

namespace maquette {

/// Held by the one process that runs jobs on a data folder. Given back when destroyed; the lock of a process that died
/// is taken over.
class InstanceLock
{
public:
    /// Takes the lock without waiting. Errors: Storage, naming the process that holds it ("maquette, process 4711 on
    /// host"), or why the file could not be made.
    [[nodiscard]] static Result<std::unique_ptr<InstanceLock>> take(const QString& lockFile);

    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;
    ~InstanceLock();

private:
    explicit InstanceLock(std::unique_ptr<QLockFile> lock);
    std::unique_ptr<QLockFile> m_lock;
};

/// Whether \a error is take()'s, and says that another process holds the data folder; its detail names that process.
[[nodiscard]] bool isLockedByOther(const Error& error);

} // namespace maquette
