// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/edits/Recolour.h"

#include <QMargins>

namespace maquette::sandbox::edits {

/// The picture with \a margins pixels added around it. The old pixels keep their bytes and their place; outside, what
/// is there goes on, softer with the way. \a creativity (0 to 1) lets the painter take over from outside, as far as the
/// prompt names a place, and moves what goes on away from a mirror image. A thing the prompt names stands in the widest
/// margin.
[[nodiscard]] QImage outpaint(const QImage& picture, const QMargins& margins, double creativity, const Wording& wording,
                              quint32 seed);

} // namespace maquette::sandbox::edits
