// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/ToolOption.h"

#include <QFrame>
#include <QPointer>

class QHBoxLayout;
class QToolButton;

namespace maquette {

class CanvasActions;
class CanvasView;
class OptionControl;
class Popover;

/// The floating bar above the picture: what the tool in use can be told, the edge of the mask, undo and redo. What does
/// not fit goes behind "more".
class ToolOptions : public QFrame
{
    Q_OBJECT

public:
    ToolOptions(CanvasView& view, CanvasActions& actions, QWidget* parent);

    /// Folds to fit into \a width logical pixels.
    void fitInto(int width);
    /// How the mask is shown, and a name for a mask to be kept; both also by command.
    void openOverlaySheet();
    void openNameSheet();

private:
    void rebuild();
    void refresh();
    void arrange();
    void openMore();
    void openMaskMenu();
    [[nodiscard]] QList<ToolOption> options() const;
    [[nodiscard]] ToolOption edgeOption(bool feather) const;
    [[nodiscard]] ToolOption overlayOpacity() const;
    [[nodiscard]] ToolOption overlayColour() const;
    [[nodiscard]] QToolButton* actionButton(const QString& action);
    [[nodiscard]] Popover* sheet(const QString& name, QWidget* anchor);

    CanvasView& m_view;
    CanvasActions& m_actions;
    QHBoxLayout* m_row;
    QList<OptionControl*> m_controls;      ///< in the bar, some of them folded
    QList<QPointer<OptionControl>> m_open; ///< in an open sheet
    QList<ToolOption> m_folded;
    const void* m_builtFor = nullptr;
    bool m_builtMask = false;
    QToolButton* m_mask;
    QToolButton* m_more;
    QWidget* m_divider;
    int m_width = 10'000;
};

} // namespace maquette
