// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/sandbox/meshes/Solid.h"

#include <QByteArray>
#include <QImage>

namespace maquette::sandbox::meshes {

/// None leaves the surface as it was sampled; of Quads, two consecutive triangles are one face.
enum class Remesh { None, Triangles, Quads };

/// How the surface is to be divided. At most one of the numbers is above 0; none means as fine as it comes.
struct Division
{
    Remesh remesh = Remesh::None;
    int vertices = 0;  ///< about this many in the file
    int triangles = 0; ///< about this many
};

struct ModelWish
{
    Division division;
    int textureSide = 1024; ///< in texels
    double extent = 0.85;   ///< of the object's longer side, in units
    double sharpness = 1.0; ///< of the texture; 1 is the picture's own
    Character character;
};

/// The surface of \a solid, divided as \a division says; numbers are met within a few percent unless they are too small
/// for a closed surface of its parts.
[[nodiscard]] Mesh divided(const Solid& solid, const Division& division);

/// A textured model of the object in \a picture, as a binary glTF file. The same picture and wish give the same bytes.
/// Errors: InvalidInput when the object has no body, Internal.
[[nodiscard]] Result<QByteArray> modelOf(const QImage& picture, const ModelWish& wish);

} // namespace maquette::sandbox::meshes
