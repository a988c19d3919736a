// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace maquette {

/// The same picture, whose memory is given back by a worker, whichever thread lets go of it last: for hundreds of
/// megabytes that takes the system tens of milliseconds, more than the UI thread has. Not copied now; writing to the
/// returned picture copies it. \a image owns its pixels (a picture over memory of somebody else must not come here).
/// Small pictures are returned as they are.
[[nodiscard]] QImage freedInWorker(QImage image);

} // namespace maquette
