// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace maquette {

/// Lets \a control take the mouse wheel only while it has the focus: scrolling the form must never change what a click
/// will cost.
void guardWheel(QWidget* control);

} // namespace maquette
