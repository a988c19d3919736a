// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/LayerLevels.h"
#include "ui/canvas/MaskOverlay.h"
#include "ui/canvas/MipPyramid.h"

#include <optional>

namespace maquette {

class CanvasSession;

/// What lies above the picture on the canvas and belongs to it: another picture in its place, the drawing, the mask and
/// the area to be added around it.
class CanvasLayers
{
public:
    /// A picture shown in place of a part of the canvas.
    struct Override
    {
        MipPyramid picture;
        QRect place;                ///< canvas pixels; may reach past the edge
        bool alone = false;         ///< nothing of the canvas is shown around it
        MipPyramid under;           ///< of the same size; null = nothing shows through
        LayerLevels<quint8> hidden; ///< where it does, in pixels of the picture
        /// From pixels of the picture to those of the canvas.
        [[nodiscard]] QTransform fromPicture() const;
    };

    bool showMask = true;
    bool showSketch = true;
    bool showOutpaint = false;
    bool showOriginal = false; ///< nothing but the picture itself
    std::optional<Override> instead;

    /// Takes everything anew.
    void takeAll(const CanvasSession& session);
    void takeMask(const CanvasSession& session, QRect area);
    void takeSketch(const CanvasSession& session, QRect area);
    /// The mask after grow and feather, or that it is pending. Returns where it looks different.
    QRect takeEdge(const CanvasSession& session);
    /// Shows \a mask in place of the document's.
    void preview(const CanvasSession& session, const std::optional<TiledMask>& mask);
    void clear();

    [[nodiscard]] bool isEmpty() const;
    void paint(QImage& scene, QRect area, const QTransform& toDevice, const CanvasSession& session,
               const OverlayStyle& style);
    [[nodiscard]] const LayerLevels<QRgb>& sketch() const { return m_sketch; }

private:
    void paintInstead(QImage& scene, QRect area, const QTransform& toDevice, double ratio) const;
    void paintThrough(QImage& scene, QRect area, const QTransform& toDevice, double ratio) const;
    void paintSketch(QImage& scene, QRect area, const QTransform& toDevice) const;
    [[nodiscard]] QImage coverage(QRect area, const QTransform& toDevice, const CanvasSession& session);
    [[nodiscard]] QImage quickEdge(QRect area, const QTransform& toDevice, const CanvasSession& session);

    LayerLevels<quint8> m_mask;
    LayerLevels<quint8> m_edged; ///< null while the mask is sent as it is
    LayerLevels<QRgb> m_sketch;
    bool m_pending = false; ///< the edged mask is not that of the mask any more
    QImage m_quick;         ///< a near idea of the edged mask, meanwhile
    QRect m_quickPlace;
    double m_quickScale = 0;
};

} // namespace maquette
