// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Colour.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

namespace maquette::sandbox::edits {

/// A part of a picture or of a person that is told by where it is.
enum class Zone { None, Sky, Water, Ground, Background, Hair, Skin, Clothes };

/// What the words of a search say.
struct Search
{
    std::vector<Rgb> colours;
    std::optional<Rgb> usual;     ///< the colour the named thing mostly has
    std::optional<QPointF> place; ///< 0 to 1
    Zone zone = Zone::None;
    bool thing = false;
    bool several = false; ///< "trees" rather than "the tree"
};

/// Reads the \a words of a search.
[[nodiscard]] Search readSearch(const QString& words);

} // namespace maquette::sandbox::edits
