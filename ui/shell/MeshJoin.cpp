// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MeshJoin.h"

#include "ui/gallery/DetailsPanel.h"
#include "ui/mesh/MeshBench.h"
#include "ui/mesh/output/MeshFactsPanel.h"

#include <QEvent>

namespace maquette {

MeshJoin::MeshJoin(MeshBench& bench, DetailsPanel& details, QObject* parent)
    : QObject(parent)
    , m_bench(bench)
    , m_facts(new MeshFactsPanel(bench.targets(), &details))
{
    details.addPart(m_facts);
    connect(&bench.session(), &MeshSession::stateChanged, this, &MeshJoin::follow);
    connect(&bench.session(), &MeshSession::factsChanged, this, &MeshJoin::follow);
    connect(m_facts, &MeshFactsPanel::cardRequested, &bench, &MeshBench::writeCard);
    bench.installEventFilter(this);
    follow();
}

bool MeshJoin::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) {
        follow();
    }
    return QObject::eventFilter(watched, event);
}

void MeshJoin::follow()
{
    const MeshSession& session = m_bench.session();
    if (m_bench.isHidden() || session.state() != MeshSession::State::Ready || !session.mesh()) {
        m_facts->showNothing();
        return;
    }
    const MeshScene& scene = session.mesh()->scene;
    // Of an item the rows above name the file.
    m_facts->showFacts(session.facts(), m_bench.showsItem() ? QString() : scene.format, scene.notes);
}

} // namespace maquette
