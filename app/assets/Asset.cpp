// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/Asset.h"

#include <algorithm>

namespace maquette {

QString mediaKindName(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
        return QStringLiteral("image");
    case MediaKind::Audio:
        return QStringLiteral("audio");
    case MediaKind::Mesh:
        return QStringLiteral("mesh");
    case MediaKind::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

MediaKind mediaKindFromName(const QString& name)
{
    for (const MediaKind kind : {MediaKind::Image, MediaKind::Audio, MediaKind::Mesh}) {
        if (name == mediaKindName(kind)) {
            return kind;
        }
    }
    return MediaKind::Unknown;
}

bool AssetId::isValid() const
{
    return sha256.size() == 64 && std::all_of(sha256.cbegin(), sha256.cend(), [](QChar c) {
               return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) ||
                      (c >= QLatin1Char('a') && c <= QLatin1Char('f'));
           });
}

} // namespace maquette
