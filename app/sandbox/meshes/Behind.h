// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/meshes/View.h"

namespace maquette::sandbox::meshes {

/// Fills \a view's behind with the front seen through, soft where it is far from the outline: what is only on the front
/// fades.
void repeatBehind(View& view);

/// Fills \a view's behind with what the object is made of: its materials as they lie, without what is small on them
/// (labels, highlights, faces), and a grain by \a seed as strong as theirs.
void continueBehind(View& view, quint32 seed);

} // namespace maquette::sandbox::meshes
