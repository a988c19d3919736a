// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshTargetsStore.h"

#include "app/base/Files.h"

#include <QJsonDocument>

namespace maquette {

namespace {
constexpr qint64 kMostBytes = 64 * 1024;
}

MeshTargetsStore::MeshTargetsStore(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_pool.setMaxThreadCount(1); // the newest is written last
    if (!m_file.isEmpty()) {
        if (const Result<QByteArray> bytes = readFile(m_file, kMostBytes)) {
            m_targets = MeshTargets::fromJson(QJsonDocument::fromJson(*bytes).object());
        }
    }
}

MeshTargetsStore::~MeshTargetsStore()
{
    m_pool.waitForDone();
}

void MeshTargetsStore::setTargets(const MeshTargets& targets)
{
    if (targets == m_targets) {
        return;
    }
    m_targets = targets;
    if (!m_file.isEmpty()) {
        m_pool.start([this, file = m_file, targets] {
            const auto done = writeFileAtomically(file, QJsonDocument(targets.toJson()).toJson());
            if (!done) {
                QMetaObject::invokeMethod(
                    this,
                    [this] {
                        Q_EMIT troubled(tr("The targets count until the program ends, but could not be written: is the "
                                           "disk full?"));
                    },
                    Qt::QueuedConnection);
            }
        });
    }
    Q_EMIT changed();
}

} // namespace maquette
