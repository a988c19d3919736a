// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace maquette {

class DetailsPanel;
class MeshBench;
class MeshFactsPanel;

/// Joins mesh bench and details: what is known of the mesh stands beside it as long as it is on the stage.
class MeshJoin : public QObject
{
    Q_OBJECT

public:
    MeshJoin(MeshBench& bench, DetailsPanel& details, QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();

    MeshBench& m_bench;
    MeshFactsPanel* m_facts;
};

} // namespace maquette
