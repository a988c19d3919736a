// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette {

/// Has assistive programs press a checkable button as a hand does. Qt's own "toggle" changes its mark without the click
/// that the program listens to. Once, before the first window is shown.
void installAccessibleButtons();

} // namespace maquette
