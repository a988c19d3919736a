// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "ui/canvas/CanvasNeeds.h"

#include <QMarginsF>
#include <QObject>
#include <QPointer>
#include <QRect>
#include <QString>

namespace maquette {

class BusyPlate;
class CanvasActions;
class CanvasSession;
class CanvasSettings;
class CanvasView;
class PlaceActions;
class ToolOptions;
class ToolRail;

/// The canvas with everything around it: session, view, commands, the rail of tools and the bar of their options. The
/// widgets are children of the stage, which places them.
class CanvasDesk : public QObject
{
    Q_OBJECT

public:
    /// \a settingsFile keeps how the tools are set.
    CanvasDesk(const QString& settingsFile, QWidget* stage);
    ~CanvasDesk() override;

    [[nodiscard]] CanvasSession& session() { return *m_session; }
    [[nodiscard]] CanvasSettings& settings() { return *m_settings; }
    [[nodiscard]] CanvasView& view();
    [[nodiscard]] CanvasActions& actions();
    /// Puts rail and options above the view and right of it: call once the other plates of the stage are made.
    void raiseTools();
    void setToolsShown(bool shown);
    /// Lays the parts out within \a stage.
    void place(QRect stage);
    /// The room rail and bar take at the left and the top of the stage; nothing while they are not shown.
    [[nodiscard]] QMarginsF margins() const;

Q_SIGNALS:
    void toolsChanged(); ///< they came, went or changed their size
    void troubled(const QString& why);
    void maskFileTaken(const QString& path); ///< a file is the mask now

private:
    void showTools();
    void maskTaken(const QString& path, QSize size);

    CanvasSettings* m_settings;
    CanvasSession* m_session;
    QPointer<CanvasView> m_view;
    QPointer<CanvasActions> m_actions;
    QPointer<ToolRail> m_rail;
    QPointer<ToolOptions> m_options;
    QPointer<BusyPlate> m_busy;
    bool m_shown = true;
    QRect m_stage;
};

} // namespace maquette
