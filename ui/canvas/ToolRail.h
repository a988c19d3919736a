// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QToolButton;

namespace maquette {

class CanvasActions;
class CanvasView;

/// The floating column of tools left of the picture: those the chosen operation has a use for. In one column, or in two
/// where the stage is low.
class ToolRail : public QFrame
{
    Q_OBJECT

public:
    ToolRail(CanvasView& view, const CanvasActions& actions, QWidget* parent);

    /// Folds to fit into \a height logical pixels.
    void fitInto(int height);

private:
    void fill();
    void arrange();

    CanvasView& m_view;
    const CanvasActions& m_actions;
    QList<QToolButton*> m_buttons;
    QStringList m_shown;
    int m_height = 10'000;
};

} // namespace maquette
