// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRegion>
#include <QTransform>

namespace maquette {

/// What a view shows, kept in device pixels: the picture alone, and with its layers above. Moving by whole pixels keeps
/// what stays in sight; anything else is drawn again, but only where and when it is to be seen.
class SceneCache
{
public:
    /// The picture lies as \a toDevice says (image to pixels of this cache), seen through \a size pixels.
    void place(const QTransform& toDevice, QSize size);
    void invalidate();
    void invalidateLayers(QRect area);
    void invalidateLayers();

    [[nodiscard]] const QTransform& toDevice() const { return m_toDevice; }
    [[nodiscard]] QRect rect() const { return m_picture.rect(); }
    [[nodiscard]] QImage& picture() { return m_picture; }
    [[nodiscard]] QImage& layered() { return m_layered; }
    /// The parts of \a area to be drawn now; they count as drawn from here on.
    [[nodiscard]] QRegion takeMissingPicture(const QRegion& area);
    /// The same of the layers: layered() has the picture alone there.
    [[nodiscard]] QRegion takeMissingLayers(const QRegion& area);

private:
    void scroll(QPoint by);

    QTransform m_toDevice;
    QImage m_picture;
    QImage m_layered; ///< made when layers are first drawn
    QRegion m_pictureMissing;
    QRegion m_layersMissing;
};

} // namespace maquette
