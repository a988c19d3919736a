// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace maquette {

/// A GLB of this JSON and these binary bytes, padded as glTF 2.0 asks. Knows nothing of the reader under test.
[[nodiscard]] QByteArray packGlb(const QByteArray& json, const QByteArray& binary);

/// A bumpy ball of \a columns by \a rows squares with normals, texture coordinates and a JPEG texture of \a textureSide
/// pixels: 700 by 700 make 980,000 triangles and 27 MB.
[[nodiscard]] QByteArray makeBallGlb(int columns, int rows, int textureSide);

} // namespace maquette
