// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshTargets.h"

#include <QObject>
#include <QThreadPool>

namespace maquette {

/// Keeps what meshes are to keep to in a small file of its own, written in a thread of its own.
class MeshTargetsStore : public QObject
{
    Q_OBJECT

public:
    /// An empty \a file keeps nothing beyond this run.
    explicit MeshTargetsStore(QString file, QObject* parent = nullptr);
    /// Waits until all is written.
    ~MeshTargetsStore() override;

    [[nodiscard]] const MeshTargets& targets() const { return m_targets; }
    void setTargets(const MeshTargets& targets);

Q_SIGNALS:
    void changed();
    /// They count for this run, but could not be written; one sentence.
    void troubled(const QString& why);

private:
    QString m_file;
    MeshTargets m_targets;
    QThreadPool m_pool;
};

} // namespace maquette
