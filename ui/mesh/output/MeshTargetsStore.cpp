// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshTargetsStore.h"

namespace maquette {

MeshTargetsStore::MeshTargetsStore(QString file, QObject* parent)
    : QObject(parent)
    , m_kept(std::move(file))
    , m_targets(MeshTargets::fromJson(m_kept.value()))
{
}

void MeshTargetsStore::setTargets(const MeshTargets& targets)
{
    if (targets == m_targets) {
        return;
    }
    m_targets = targets;
    m_kept.set(targets.toJson());
    Q_EMIT changed();
}

} // namespace maquette
