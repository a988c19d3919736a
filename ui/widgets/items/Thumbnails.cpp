// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/items/Thumbnails.h"

#include "app/studio/Studio.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette {

namespace {
constexpr std::array kSides{128, 192, 256, 384, 512, 768, 1024};
}

Thumbnails::Thumbnails(Studio& studio, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
{
    if (m_studio.isOpen()) {
        attach();
    } else {
        connect(&m_studio, &Studio::opened, this, &Thumbnails::attach);
    }
}

void Thumbnails::attach()
{
    if (m_thumbnailer) {
        return;
    }
    m_thumbnailer = &m_studio.thumbnailer();
    connect(m_thumbnailer, &Thumbnailer::ready, this,
            [this](const AssetId& asset, int, const QImage& picture) { Q_EMIT changed(asset, picture); });
    connect(m_thumbnailer, &Thumbnailer::failed, this, [this](const AssetId& asset) { Q_EMIT changed(asset, {}); });
}

ThumbnailRequest Thumbnails::covering(const Asset& asset, QSizeF area, double ratio)
{
    const double width = std::max(1, asset.info.width);
    const double height = std::max(1, asset.info.height);
    const double scale = std::max(area.width() / width, area.height() / height);
    const int wanted = int(std::ceil(std::max(width, height) * scale * ratio));
    const auto side = std::lower_bound(kSides.begin(), kSides.end(), wanted);
    return {asset.id, side == kSides.end() ? kSides.back() : *side};
}

QImage Thumbnails::get(const ThumbnailRequest& request)
{
    return m_thumbnailer ? m_thumbnailer->get(request) : QImage();
}

bool Thumbnails::isBroken(const ThumbnailRequest& request) const
{
    return m_thumbnailer && !m_thumbnailer->whyFailed(request).isEmpty();
}

void Thumbnails::setVisible(const QList<ThumbnailRequest>& requests)
{
    if (m_thumbnailer) {
        m_thumbnailer->setVisible(requests);
    }
}

} // namespace maquette
