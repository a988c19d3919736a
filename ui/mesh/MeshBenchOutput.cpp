// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves MeshBench: pictures, films, files and the card; and the layout of the textures, in a window of its own.
#include "app/studio/Studio.h"
#include "ui/mesh/MeshBench.h"
#include "ui/mesh/MeshView.h"
#include "ui/mesh/output/MeshCardDialog.h"
#include "ui/mesh/output/MeshExportDialog.h"
#include "ui/mesh/output/MeshTargetsStore.h"
#include "ui/mesh/output/PictureDialog.h"
#include "ui/mesh/output/TurntableDialog.h"
#include "ui/mesh/output/UvView.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFrame>
#include <QHBoxLayout>
#include <QPointer>
#include <QToolButton>

namespace maquette {

namespace {

constexpr QSize kUvWindow(760, 720);
constexpr int kLongestTitle = 60;

} // namespace

void MeshBench::addOutput()
{
    const auto add = [this](const char* name, const QString& text, const char* icon, const QList<QKeySequence>& keys,
                            void (MeshBench::*does)()) {
        QAction* const action = m_keys->add(QLatin1String(name), text, QLatin1String(icon), keys);
        connect(action, &QAction::triggered, this, does);
        return action;
    };
    m_do.picture = add("mesh.picture", tr("Picture"), "", {Qt::CTRL | Qt::SHIFT | Qt::Key_P}, &MeshBench::savePicture);
    m_do.turntable =
        add("mesh.turntable", tr("Turntable"), "", {Qt::CTRL | Qt::SHIFT | Qt::Key_T}, &MeshBench::filmTurntable);
    m_do.exportMesh =
        add("mesh.export", tr("Export"), "", {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, &MeshBench::exportToFile);
    m_do.card = add("mesh.card", tr("Mesh card"), "", {Qt::CTRL | Qt::SHIFT | Qt::Key_D}, &MeshBench::writeCard);
    m_do.uv = add("mesh.uv", tr("Texture layout (UV)"), "maquette-uv", {Qt::Key_U}, &MeshBench::toggleUv);
    m_do.uv->setCheckable(true);
}

void MeshBench::addOutputButtons()
{
    for (QAction* const action : {m_do.picture, m_do.turntable, m_do.exportMesh}) {
        auto* button = new QToolButton(m_bottom);
        // "meshPicture", "meshTurntable", "meshExport"
        QString name = action->objectName().section(QLatin1Char('.'), 1);
        name[0] = name[0].toUpper();
        button->setObjectName(QStringLiteral("mesh") + name);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::TabFocus);
        setRole(button, QStringLiteral("flat"));
        m_bottomRow->addWidget(button);
    }
    m_uv = new UvView(this);
    m_uv->setWindowFlag(Qt::Window);
    m_uv->setAttribute(Qt::WA_QuitOnClose, false);
    m_uv->setWindowTitle(tr("Texture layout"));
    m_uv->resize(kUvWindow);
    connect(m_uv, &UvView::closeRequested, m_uv, &QWidget::hide);
    connect(m_uv, &UvView::shownChanged, this, [this](bool shown) { m_do.uv->setChecked(shown); });
}

PlaceActions* MeshBench::uvKeys() const
{
    return &m_uv->keys();
}

void MeshBench::refreshOutput(const QString& none)
{
    for (QAction* const action : {m_do.picture, m_do.turntable, m_do.exportMesh, m_do.uv}) {
        setDisabledReason(action, none);
    }
    setDisabledReason(m_do.card, !none.isEmpty()      ? none
                                 : !m_session.facts() ? tr("The mesh is still being looked through.")
                                                      : QString());
}

TurnRenderer MeshBench::turnRenderer() const
{
    // The dialogs belong to the bench, so that its view outlives them.
    return [view = QPointer<MeshView>(m_view)](const QSize& size, double turnDegrees, bool transparent) {
        return view ? view->renderPicture(size, turnDegrees, transparent) : QFuture<QImage>();
    };
}

QString MeshBench::outputTitle() const
{
    // An imported file is called as it was: "jug.glb" is no name for a film.
    const bool file = m_title.endsWith(QLatin1String(".glb"), Qt::CaseInsensitive);
    const QString title = m_title.chopped(file ? 4 : 0).simplified().left(kLongestTitle).trimmed();
    return title.isEmpty() ? tr("Mesh") : title;
}

QSize MeshBench::shownPixels() const
{
    return (QSizeF(m_view->size()) * m_view->devicePixelRatioF()).toSize();
}

void MeshBench::openOutput(OutputDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &OutputDialog::written, this, [this](const QStringList& files) {
        const QString first = QDir::toNativeSeparators(files.constFirst());
        Q_EMIT toldInPassing(files.size() == 1 ? tr("Written to %1").arg(first)
                                               : tr("%1 files written, the first is %2").arg(files.size()).arg(first));
    });
    dialog->open();
}

void MeshBench::savePicture()
{
    openOutput(new PictureDialog(turnRenderer(), outputTitle(), shownPixels(), this));
}

void MeshBench::filmTurntable()
{
    openOutput(new TurntableDialog(turnRenderer(), outputTitle(), shownPixels(), this));
}

void MeshBench::exportToFile()
{
    if (const MeshPtr mesh = m_session.mesh()) {
        openOutput(new MeshExportDialog(mesh->scene, mesh->path, outputTitle(), this));
    }
}

void MeshBench::writeCard()
{
    const MeshPtr mesh = m_session.mesh();
    const MeshFactsPtr facts = m_session.facts();
    if (!mesh || !facts) {
        return;
    }
    MeshCard card;
    card.title = outputTitle();
    card.made = QDateTime::currentDateTimeUtc();
    card.format = mesh->scene.format;
    card.facts = *facts;
    card.targets = compareWithTargets(*facts, m_targets->targets());
    card.notes = mesh->scene.notes;
    openOutput(new MeshCardDialog(card, mesh->scene, turnRenderer(), this));
}

void MeshBench::toggleUv()
{
    if (m_uv->isVisible()) {
        m_uv->hide();
        return;
    }
    showUvOf(m_session.mesh());
    m_uv->show();
    m_uv->activateWindow();
    m_uv->canvas().setFocus();
}

void MeshBench::showUvOf(const MeshPtr& mesh)
{
    if (mesh) {
        m_uv->setScene(mesh->scene);
    } else {
        m_uv->clear();
    }
}

} // namespace maquette
