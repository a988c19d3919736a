// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace maquette {

/// A frame with the proportions of \a aspect ("3:2"), in the theme's colour of the moment, sharp at any scale. Null for
/// a text that is no proportion.
[[nodiscard]] QIcon aspectIcon(const QString& aspect);

} // namespace maquette
