// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QList>

namespace maquette {

/// A picture and its halves, quarters and so on, for smooth and quick drawing at any reduction. Its pixels are the
/// screen's, sRGB, whatever the picture's own space: two pyramids can be compared and mixed. A value, cheap to copy,
/// safe to hand between threads.
class MipPyramid
{
public:
    MipPyramid() = default;
    /// \a picture as it is shown: converted to sRGB from the space it names (none = sRGB already), then to 32 bits,
    /// premultiplied where there is alpha. Every picture on the canvas comes this way.
    [[nodiscard]] static QImage forShowing(QImage picture);
    /// Makes every level of forShowing(\a picture); slow for large pictures, so not for the UI thread.
    [[nodiscard]] static MipPyramid build(QImage picture);

    [[nodiscard]] bool isNull() const { return m_levels.isEmpty(); }
    [[nodiscard]] QSize size() const { return isNull() ? QSize() : m_levels.constFirst().size(); }
    [[nodiscard]] bool hasAlpha() const { return !isNull() && m_levels.constFirst().hasAlphaChannel(); }
    /// The whole picture.
    [[nodiscard]] QImage full() const { return isNull() ? QImage() : m_levels.constFirst(); }
    [[nodiscard]] int levels() const { return int(m_levels.size()); }
    [[nodiscard]] const QImage& level(int index) const { return m_levels.at(index); }
    /// The smallest level that still has to be reduced, by less than half, for \a scale device pixels per image pixel.
    [[nodiscard]] int levelFor(double scale) const;

private:
    QList<QImage> m_levels;
};

} // namespace maquette
