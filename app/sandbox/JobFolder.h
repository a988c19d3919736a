// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/sandbox/WorkOrder.h"

#include <QString>
#include <QStringList>

namespace maquette::sandbox {

/// Where the files of asynchronous jobs live: one folder per job with its inputs by role and, in the end, its result.
class JobFolder
{
public:
    explicit JobFolder(QString root)
        : m_root(std::move(root))
    {
    }

    /// Moves the order's files to job \a id and points the order there. Errors: Storage; nothing is left behind then.
    [[nodiscard]] Result<void> adopt(const QString& id, WorkOrder& order) const;
    /// Points \a order at the files kept for job \a id.
    void attach(const QString& id, WorkOrder& order) const;

    /// Written durably and whole. Errors: Storage.
    [[nodiscard]] Result<void> storeResult(const QString& id, const QByteArray& bytes) const;
    /// Errors: Storage.
    [[nodiscard]] Result<QByteArray> readResult(const QString& id) const;
    [[nodiscard]] bool hasResult(const QString& id) const;

    void remove(const QString& id) const;
    /// Removes every folder whose job is not in \a known and which is older than an hour: what a crash left behind.
    void removeStrays(const QStringList& known) const;

private:
    [[nodiscard]] QString folder(const QString& id) const { return m_root + QLatin1Char('/') + id; }
    QString m_root;
};

} // namespace maquette::sandbox
