// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Scene.h"

namespace maquette::sandbox {

/// Settles what kind of picture \a scene is: what was named, else the natural setting of its subjects, else one chosen
/// by its words.
void choosePlace(Scene& scene);
/// Settles the time of day where the words named none.
void chooseTime(Scene& scene);

} // namespace maquette::sandbox
