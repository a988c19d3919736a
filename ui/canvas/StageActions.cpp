// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/StageActions.h"

#include "ui/canvas/ImageView.h"
#include "ui/widgets/PlaceActions.h"

#include <QAction>
#include <QMenu>

namespace maquette {

StageActions::StageActions(ImageView& view, QWidget* place)
    : QObject(place)
    , m_keys(new PlaceActions(QStringLiteral("stage"), tr("Stage"), this))
{
    const auto add = [this](const char* name, const QString& text, const char* icon, const QList<QKeySequence>& keys) {
        return m_keys->add(QLatin1String(name), text, QLatin1String(icon), keys);
    };
    fit = add("stage.fit", tr("Fit"), "", {Qt::Key_0});
    actualSize = add("stage.actualSize", tr("Every pixel (100 %)"), "zoom-original", {Qt::Key_1});
    zoomIn = add("stage.zoomIn", tr("Zoom in"), "zoom-in", {Qt::Key_Plus, Qt::Key_Equal, QKeySequence::ZoomIn});
    zoomOut = add("stage.zoomOut", tr("Zoom out"), "zoom-out", {Qt::Key_Minus, QKeySequence::ZoomOut});
    fullView = add("stage.fullView", tr("Only the picture"), "view-fullscreen", {});
    copyPicture = add("stage.copyPicture", tr("Copy picture"), "edit-copy", {QKeySequence::Copy});
    copyFile = add("stage.copyFile", tr("Copy file"), "edit-copy", {});
    folder = add("stage.showInFolder", tr("Show in folder"), "folder-open", {});
    previous = add("stage.previous", tr("Previous result"), "go-previous", {Qt::Key_Left, Qt::Key_PageUp});
    next = add("stage.next", tr("Next result"), "go-next", {Qt::Key_Right, Qt::Key_PageDown});
    fullView->setCheckable(true);
    connect(fit, &QAction::triggered, &view, &ImageView::fit);
    connect(actualSize, &QAction::triggered, &view, &ImageView::actualSize);
    connect(zoomIn, &QAction::triggered, &view, &ImageView::zoomIn);
    connect(zoomOut, &QAction::triggered, &view, &ImageView::zoomOut);
    addPanning(view);
    m_keys->attach(place);
}

void StageActions::addPanning(ImageView& view)
{
    const auto addPan = [this, &view](const char* name, const QString& text, Qt::Key key, QPointF by) {
        QAction* const pan = m_keys->addStep(QLatin1String(name), text, {QKeySequence(Qt::SHIFT | key)});
        connect(pan, &QAction::triggered, &view, [&view, by] { view.pan(by); });
    };
    addPan("stage.panLeft", tr("Look further left"), Qt::Key_Left, {1, 0});
    addPan("stage.panRight", tr("Look further right"), Qt::Key_Right, {-1, 0});
    addPan("stage.panUp", tr("Look further up"), Qt::Key_Up, {0, 1});
    addPan("stage.panDown", tr("Look further down"), Qt::Key_Down, {0, -1});
    view.setHandAction(m_keys->addHeld(QStringLiteral("stage.hand"), tr("Hold: drag the picture"), {Qt::Key_Space}));
}

void StageActions::setUsable(bool shown, bool complete, bool item)
{
    for (QAction* const action : {fit, actualSize, zoomIn, zoomOut}) {
        action->setEnabled(shown);
    }
    copyPicture->setEnabled(complete);
    copyFile->setEnabled(item);
    folder->setEnabled(item);
}

void StageActions::fill(QMenu& menu, const QList<QAction*>& more) const
{
    menu.addActions({copyPicture, copyFile, folder});
    menu.addActions(more);
    menu.addSeparator();
    menu.addActions({fit, actualSize, zoomIn, zoomOut});
}

} // namespace maquette
