// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasDesk.h"

#include "ui/canvas/BusyPlate.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/MaskCommands.h"
#include "ui/canvas/ToolOptions.h"
#include "ui/canvas/ToolRail.h"
#include "ui/widgets/items/Formats.h"

namespace maquette {

namespace {

constexpr int kEdge = 12; ///< as the other plates of the stage

} // namespace

CanvasDesk::CanvasDesk(const QString& settingsFile, QWidget* stage)
    : QObject(stage)
    , m_settings(new CanvasSettings(settingsFile, this))
    , m_session(new CanvasSession(this))
    , m_view(new CanvasView(*m_session, *m_settings, stage))
    , m_actions(new CanvasActions(*m_view, *m_session, stage))
    , m_rail(new ToolRail(*m_view, *m_actions, stage))
    , m_options(new ToolOptions(*m_view, *m_actions, stage))
    , m_busy(new BusyPlate(stage))
{
    connect(m_view, &CanvasView::toolChanged, this, &CanvasDesk::showTools);
    connect(m_session, &CanvasSession::busyChanged, m_busy, &BusyPlate::setWork);
    connect(m_busy, &BusyPlate::cancelled, m_session, &CanvasSession::cancelCompute);
    connect(m_busy, &BusyPlate::appeared, this, [this] { place(m_stage); });
    connect(&m_actions->mask(), &MaskCommands::failed, this,
            [this](const Error& error) { Q_EMIT troubled(error.detail); });
    connect(&m_actions->mask(), &MaskCommands::taken, this, &CanvasDesk::maskTaken);
    connect(&m_actions->mask(), &MaskCommands::written, this,
            [this](const QString& path) { Q_EMIT troubled(tr("The mask was saved as %1.").arg(path)); });
    showTools();
}

CanvasDesk::~CanvasDesk()
{
    // They are the stage's children and use what goes with this: they must not be left behind it.
    delete m_options;
    delete m_rail;
    delete m_busy;
    delete m_actions;
    delete m_view;
}

CanvasView& CanvasDesk::view()
{
    return *m_view;
}

CanvasActions& CanvasDesk::actions()
{
    return *m_actions;
}

void CanvasDesk::maskTaken(const QString& path, QSize size)
{
    const QSize picture = m_session->document().size;
    if (size != picture) {
        Q_EMIT troubled(
            tr("The mask had %1 px; it was scaled to %2 px. Undo takes it back.")
                .arg(formats::pixels(size.width(), size.height()), formats::pixels(picture.width(), picture.height())));
    }
    Q_EMIT maskFileTaken(path);
}

void CanvasDesk::raiseTools()
{
    m_rail->raise();
    m_options->raise();
    m_busy->raise();
}

void CanvasDesk::setToolsShown(bool shown)
{
    m_shown = shown;
    showTools();
}

void CanvasDesk::showTools()
{
    const bool shown = m_shown && m_view->tool() != nullptr;
    m_rail->setVisible(shown);
    m_options->setVisible(shown);
    place(m_stage);
    Q_EMIT toolsChanged();
}

void CanvasDesk::place(QRect stage)
{
    m_stage = stage;
    if (stage.isEmpty()) {
        return;
    }
    m_rail->fitInto(stage.height() - 2 * kEdge);
    m_rail->move(stage.left() + kEdge, stage.top() + kEdge);
    const int left = m_rail->isHidden() ? kEdge : m_rail->geometry().right() + 1 + kEdge;
    m_options->fitInto(stage.width() - left - kEdge);
    m_options->move(stage.left() + left, stage.top() + kEdge);
    m_busy->adjustSize();
    m_busy->move(stage.left() + (stage.width() - m_busy->width()) / 2, stage.bottom() + 1 - m_busy->height() - kEdge);
}

QMarginsF CanvasDesk::margins() const
{
    if (m_rail->isHidden()) {
        return {};
    }
    return {double(2 * kEdge + m_rail->width()), double(2 * kEdge + m_options->height()), 0, 0};
}

} // namespace maquette
