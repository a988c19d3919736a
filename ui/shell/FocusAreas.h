// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <functional>

class QWidget;

namespace maquette {

/// A part of the window that is reached as a whole.
struct FocusArea
{
    QWidget* widget;
    std::function<void()> enter = {}; ///< where in it the focus goes; empty = itself, or the first that takes it
};

/// Gives the focus to the area \a step (1 or -1) from the one that has it, leaving out those that are hidden or take
/// none.
void focusNextArea(const QList<FocusArea>& areas, int step);

} // namespace maquette
