// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/Thumbnailer.h"

namespace maquette {

/// Small pictures of what is no picture: meshes drawn, sounds as their waveform.
[[nodiscard]] ThumbnailMaker smallPictureMaker();

} // namespace maquette
