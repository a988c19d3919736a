// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace maquette {

struct ThemeColours;

/// The application's style sheet in \a colours: the one place where a control gets its looks.
[[nodiscard]] QString styleSheet(const ThemeColours& colours);

} // namespace maquette
