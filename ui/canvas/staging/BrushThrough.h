// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/Brush.h"
#include "app/canvas/TiledImage.h"

#include <QImage>
#include <QString>

#include <optional>

namespace maquette {

/// Where one staged result is brushed away so that another, or the original, shows through: as the document says, and
/// the stroke that is being painted.
class BrushThrough
{
public:
    /// Nothing brushed away of a picture of \a size. \a under: the job of the result below; empty = the original.
    explicit BrushThrough(QSize size, QString under = {});
    BrushThrough(const BrushThrough&) = delete; // the stroke being painted points into it
    BrushThrough& operator=(const BrushThrough&) = delete;

    /// Whether nothing is brushed away.
    [[nodiscard]] bool isEmpty() const { return m_hidden.isUniform(0); }
    [[nodiscard]] const QString& under() const { return m_under; }
    void setUnder(const QString& job) { m_under = job; }
    void setHidden(const TiledMask& hidden) { m_hidden = hidden; }
    [[nodiscard]] const TiledMask& hidden() const { return m_hidden; } ///< 255 where what is below shows

    /// One stroke, from begin() to end(). \a back paints the result itself back. Each returns the changed area.
    QRect begin(const Brush& brush, const StrokePoint& at, bool back);
    QRect strokeTo(const StrokePoint& at);
    void end();
    [[nodiscard]] bool isStroking() const { return m_painter.has_value(); }
    /// hidden() without the stroke.
    [[nodiscard]] const TiledMask& settled() const { return m_painter ? m_before : m_hidden; }
    /// Gives up the stroke; the area that is as it was before it.
    QRect abandon();

    /// The part \a area of \a top with \a under showing through, in the format of \a top. Where nothing is brushed away
    /// the pixels are those of \a top, where all is those of \a under, exactly. Both have the size of the mask.
    [[nodiscard]] QImage mixed(const QImage& top, const QImage& under, const QRect& area) const;

private:
    TiledMask m_hidden;
    QString m_under;
    TiledMask m_before; ///< the stroke
    std::optional<StrokePainter> m_painter;
};

} // namespace maquette
