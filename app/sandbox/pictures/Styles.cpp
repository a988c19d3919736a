// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Finish.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {
void applyStyle(Canvas&, const QString&, Rng) {}
} // namespace maquette::sandbox
