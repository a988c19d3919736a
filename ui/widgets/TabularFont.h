// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace maquette {

/// Qt 6.4 cannot switch on an OpenType feature. These make Inter's tabular figures ("tnum") the ordinary ones in a copy
/// of the font in memory, under a family name of its own; nothing is written. Loads the installed Inter that way;
/// harmless when there is none. Once per process.
void loadTabularFont();
/// The family loadTabularFont() made, empty when it could not.
[[nodiscard]] QString tabularFontFamily();
/// \a font (an OpenType file) with "tnum" always on and "Inter" in its names replaced by a word of the same length;
/// empty when it has no such feature or is damaged.
[[nodiscard]] QByteArray withTabularFigures(QByteArray font);

} // namespace maquette
