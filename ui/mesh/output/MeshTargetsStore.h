// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshTargets.h"
#include "ui/widgets/KeptJson.h"

namespace maquette {

/// What meshes are to keep to, kept in a small file of its own.
class MeshTargetsStore : public QObject
{
    Q_OBJECT

public:
    /// An empty \a file keeps nothing beyond this run.
    explicit MeshTargetsStore(QString file, QObject* parent = nullptr);

    [[nodiscard]] const MeshTargets& targets() const { return m_targets; }
    void setTargets(const MeshTargets& targets);

Q_SIGNALS:
    void changed();

private:
    KeptJson m_kept;
    MeshTargets m_targets;
};

} // namespace maquette
