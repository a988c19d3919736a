// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/SmallPictures.h"

#include "app/audio/SoundPreview.h"
#include "app/mesh/MeshPreview.h"

namespace maquette {

ThumbnailMaker smallPictureMaker()
{
    return [](const QString& source, MediaKind kind, int pixels, const std::atomic_bool& ending) -> Result<QImage> {
        switch (kind) {
        case MediaKind::Audio:
            return soundPreview(source, pixels, ending);
        case MediaKind::Mesh:
            return meshPreview(source, pixels, &ending);
        default:
            return failure(ErrorKind::InvalidInput, QStringLiteral("not a picture"), source);
        }
    };
}

} // namespace maquette
