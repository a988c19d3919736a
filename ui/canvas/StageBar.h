// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QAction;
class QToolButton;

namespace maquette {

class StageActions;

/// The floating bar at the stage's corner: fit, zoom, exact pixels, full view.
class StageBar : public QFrame
{
    Q_OBJECT

public:
    StageBar(const StageActions& actions, QWidget* parent);

    /// \a scale in device pixels per image pixel.
    void showZoom(double scale);
    /// "63 %", with a decimal below 10 %.
    [[nodiscard]] static QString percentText(double scale);

Q_SIGNALS:
    void zoomPicked(double scale);

private:
    [[nodiscard]] QToolButton* button(QAction* action, const QString& name);
    QToolButton* m_zoom;
};

} // namespace maquette
