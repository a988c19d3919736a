// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace maquette::sandbox {

/// The start picture as RGB888 at \a size: cropped about its middle to the aspect, then resized. Unchanged pixels where
/// it fits.
[[nodiscard]] QImage fittedStart(const QImage& start, QSize size);
/// A picture between \a start (strength 0) and \a painted (1): the layout and light of the start give way gradually,
/// its colours first.
[[nodiscard]] QImage blendWithStart(const QImage& start, const QImage& painted, double strength);

} // namespace maquette::sandbox
