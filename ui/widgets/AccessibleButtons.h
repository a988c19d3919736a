// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette {

/// Has assistive programs press a button as a hand does. Qt's own "toggle" changes the mark of a checkable one without
/// the click that the program listens to. Once, before the first window is made.
void installAccessibleButtons();

} // namespace maquette
