// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshScene.h"

#include <QImage>
#include <QRectF>

namespace maquette {

/// How much of the light from above a mesh takes from the ground it stands on, softly: what is near the ground shades
/// it most.
struct ContactShadow
{
    QImage picture; ///< Grayscale8, white is full shade; row 0 is at the smallest z
    QRectF area;    ///< of the ground: x and z of the world
};

/// For a worker. The ground touches the lowest point of \a box, which is the scene's.
[[nodiscard]] ContactShadow contactShadow(const MeshScene& scene, const MeshBox& box, int side = 192);

} // namespace maquette
