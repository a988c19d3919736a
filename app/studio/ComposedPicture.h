// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"

#include <QImage>
#include <QString>
#include <QStringList>

namespace maquette {

/// A picture put together on this machine from paid results and the picture they were ordered for.
struct ComposedPicture
{
    QImage image;          ///< stored as PNG, with its own depth and colour space
    AssetId original;      ///< what the results were ordered for; it stays as it is
    QString originalTitle; ///< for the library, when the original is not in it yet (a dropped file)
    QStringList results;   ///< library items used, at least one; the first gives title, operation and request
};

} // namespace maquette
