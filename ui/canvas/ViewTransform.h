// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QTransform>

namespace maquette {

/// How a picture lies in a view. A value: scale, the image point in the middle of the view, turn and mirroring.
///
/// "View" is logical pixels of the widget, "image" is pixels of the picture (0,0 = its top left corner). The scale is
/// device pixels per image pixel, so 1.0 is 100 % on every screen.
class ViewTransform
{
public:
    static constexpr double kMaxScale = 64.0;
    /// The longer side is never shown smaller than this many device pixels (unless the picture has fewer).
    static constexpr double kMinShownSide = 16.0;

    ViewTransform() = default;

    /// A new picture: fitted, not turned. An empty size means "no picture".
    void setImageSize(QSize size);
    /// The view was resized or moved to another screen: fitted stays fitted, else the middle point and the scale stay.
    void setView(QSizeF size, double devicePixelRatio);
    /// Room kept free around a fitted picture.
    void setFitMargins(QMarginsF margins);

    /// What fit() shows and the view may go to, in image pixels: the picture, until something larger is set. Reset by a
    /// new picture.
    void setExtent(QRectF extent);

    [[nodiscard]] QSize imageSize() const { return m_image; }
    [[nodiscard]] QSizeF viewSize() const { return m_view; }
    [[nodiscard]] double devicePixelRatio() const { return m_ratio; }
    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] QPointF centre() const { return m_centre; }
    [[nodiscard]] double rotation() const { return m_rotation; }
    [[nodiscard]] bool isMirrored() const { return m_mirrored; }
    [[nodiscard]] bool isFitted() const { return m_fitted; }

    /// The whole picture inside the margins, but no image pixel larger than one logical pixel.
    [[nodiscard]] double fitScale() const;
    [[nodiscard]] double minScale() const;
    void fit();

    /// Sets the scale, kept within its limits, so that the image point under \a anchor (view) stays there as far as the
    /// picture may move.
    void zoomTo(double scale, QPointF anchor);
    void zoomBy(double factor, QPointF anchor) { zoomTo(m_scale * factor, anchor); }
    /// The next larger or smaller round figure.
    [[nodiscard]] double nextStep(int direction) const;
    /// Moves the picture by \a delta (view).
    void panBy(QPointF delta);
    void centreOn(QPointF imagePoint);
    /// Turns the picture about the middle of the view, in degrees clockwise. Whole quarter turns are exact.
    void rotateBy(double degrees);
    /// The same about \a anchor (view), as far as the picture may move.
    void rotateBy(double degrees, QPointF anchor);
    void setMirrored(bool mirrored);
    /// Upright, not mirrored, and fitted.
    void reset();
    /// Shows the same part of the picture at the same scale as \a other, which is of a picture of the same size; fitted
    /// when that one is.
    void follow(const ViewTransform& other);

    [[nodiscard]] QTransform imageToView() const;
    [[nodiscard]] QPointF toView(QPointF image) const { return imageToView().map(image); }
    [[nodiscard]] QPointF toImage(QPointF view) const { return imageToView().inverted().map(view); }
    /// The bounding box of the picture in the view.
    [[nodiscard]] QRectF shownRect() const;

    bool operator==(const ViewTransform&) const = default;

private:
    [[nodiscard]] QTransform linearPart() const;
    [[nodiscard]] QPointF restingPlace() const;
    [[nodiscard]] QSizeF turnedSize() const;
    void keepInReach();

    QSize m_image;
    QRectF m_extent;
    QSizeF m_view;
    QMarginsF m_margins;
    double m_ratio = 1.0;
    double m_scale = 1.0;
    QPointF m_centre;
    double m_rotation = 0.0;
    bool m_mirrored = false;
    bool m_fitted = true;
};

} // namespace maquette
