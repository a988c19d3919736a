// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::shadertext {

/// The texts of the programs. Those of surfaces begin with a version and the traits as defines; colours leave them
/// as sRGB, multiplied by their alpha.
extern const char* const kSurfaceVertex;
extern const char* const kLight;         ///< light of the environment, tone mapping
extern const char* const kSurfaceInputs; ///< the material's values at a point
extern const char* const kSurfaceFragment;
extern const char* const kLinesVertex;
extern const char* const kLinesFragment;
extern const char* const kGroundVertex;
extern const char* const kGroundFragment;

} // namespace maquette::shadertext
