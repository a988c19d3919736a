// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Scene.h"

namespace maquette::sandbox {

/// Reads a prompt as a scene. Knows "(word:0.3)", "((word))" and "[word]" weights, "no word" and "without word", a
/// colour before the thing it colours ("red balloon", "red hot air balloon"), synonyms and simple endings. Words of \a
/// negative are kept out. A prompt without a known word still gives a definite scene, chosen by the words and nothing
/// else.
[[nodiscard]] Scene readPrompt(const QString& prompt, const QString& negative);

} // namespace maquette::sandbox
