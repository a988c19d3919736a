// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/Environment.h"
#include "app/mesh/MeshScene.h"

#include <Qt3DRender/QAbstractTexture>

namespace maquette {

/// Textures whose bytes are handed to the graphics card as they are: Qt 3D's own ways of loading pictures copy them
/// several times.

/// \a picture for one of a material's channels. \a colour: the values are sRGB.
[[nodiscard]] Qt3DRender::QAbstractTexture* pictureTexture(const QImage& picture, const MeshTexture& use, bool colour,
                                                           Qt3DCore::QNode* parent);
/// A grey picture, smooth, black around it.
[[nodiscard]] Qt3DRender::QAbstractTexture* greyTexture(const QImage& picture, Qt3DCore::QNode* parent);
[[nodiscard]] Qt3DRender::QAbstractTexture* cubeTexture(const LightCube& cube, Qt3DCore::QNode* parent);

} // namespace maquette
