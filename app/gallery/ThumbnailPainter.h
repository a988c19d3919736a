// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/gallery/Thumbnailer.h"

#include <QImage>
#include <QString>

namespace maquette {

/// Changes whenever the same bytes would give another small picture: old ones on disk are then not found any more.
inline constexpr int kThumbnailScheme = 3;

/// Where the small picture of \a request is kept below \a cacheFolder.
[[nodiscard]] QString thumbnailPath(const QString& cacheFolder, const ThumbnailRequest& request);

/// The small picture from the cache, else made from \a source and put there. Upright by EXIF, in sRGB, never larger
/// than the original. What is no picture is given to \a maker. A cache that cannot be written is no error. Any thread.
/// Errors: Storage when the source is missing, InvalidInput when it is not a picture that can be read, the maker's.
[[nodiscard]] Result<QImage> paintThumbnail(const QString& source, const QString& cacheFolder,
                                            const ThumbnailRequest& request, const ThumbnailMaker& maker,
                                            const std::atomic_bool& ending);

} // namespace maquette
