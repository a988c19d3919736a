// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/MipPyramid.h"
#include "ui/canvas/SceneCache.h"
#include "ui/canvas/ViewTransform.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QGestureEvent;
class QNativeGestureEvent;

namespace maquette {

/// Shows one picture: zoom to the cursor, pan, turn, exact pixels at 100 %. Knows nothing of files. What belongs to the
/// picture is drawn above it by overriding paintLayers(), which is kept until told otherwise; what moves with the
/// pointer by overriding paintOverlay(), which is drawn every time.
class ImageView : public QWidget
{
    Q_OBJECT

public:
    explicit ImageView(QWidget* parent = nullptr);

    /// Shows \a picture. Zoom and place are kept when it has the size of the one before (to compare results), else it
    /// is fitted.
    void showPicture(const MipPyramid& picture);
    /// Shows a small picture in the place of one of \a fullSize pixels that is not there yet.
    void showPlaceholder(const QImage& small, QSize fullSize);
    void clear();

    [[nodiscard]] const MipPyramid& picture() const { return m_picture; }
    [[nodiscard]] bool isEmpty() const { return m_transform.imageSize().isEmpty(); }
    [[nodiscard]] const ViewTransform& transform() const { return m_transform; }
    void setFitMargins(QMarginsF margins);
    /// Shows the same part of the picture at the same scale as the view of \a other, which is of a picture of the same
    /// size; fitted when that one is.
    void follow(const ViewTransform& other);
    /// While a key of \a hand is held, dragging moves the picture, whatever the pointer does otherwise.
    void setHandAction(const QAction* hand) { m_hand = hand; }

public Q_SLOTS:
    void fit();
    void actualSize();
    void zoomIn();
    void zoomOut();
    /// \a scale in device pixels per image pixel, about the middle of the view.
    void zoomTo(double scale);
    /// Moves the picture by \a steps of 64 logical pixels.
    void pan(QPointF steps);
    /// Turns the view of the picture, not the picture, about its middle; degrees clockwise.
    void rotateBy(double degrees);
    void setMirrored(bool mirrored);
    /// Upright, not mirrored, and fitted.
    void resetView();

Q_SIGNALS:
    void viewChanged();      ///< zoom, place, turn or picture size
    void dragOutPrepared();  ///< Alt and press: the user may be about to pull the picture out of the window
    void dragOutRequested(); ///< ... and moved far enough; repeated with every move
    void menuRequested(QPoint globalPosition);

protected:
    /// Draws above the picture, in logical pixels of the view.
    virtual void paintOverlay(QPainter& painter);
    /// Whether there is anything for paintLayers() to draw.
    [[nodiscard]] virtual bool hasLayers() const { return false; }
    /// Draws what belongs to the picture onto \a scene, which has the picture already, within \a area (its pixels,
    /// which \a toDevice reaches from those of the picture).
    virtual void paintLayers(QImage& scene, QRect area, const QTransform& toDevice);
    /// As update(), in one rectangle with what already waits, where that is hardly more to paint: with several the
    /// painter has to clip every row.
    void updateTogether(QRect area);
    /// paintLayers() would draw something else in \a area (picture pixels), or anywhere.
    void layersChanged(QRectF area);
    void layersChanged();
    /// While a key of the hand is held, or the picture is being moved.
    [[nodiscard]] bool isHandBusy() const { return m_handHeld || m_drag != Drag::None; }
    void panBy(QPointF logical);
    /// Two fingers begin to zoom or turn the picture: whatever one pointer was doing is to be given up.
    virtual void gestureBegan();
    /// The room fit() shows, in picture pixels; an empty one is the picture's own.
    void setExtent(QRectF extent);
    /// The cursor when the hand is not in use.
    virtual void updateCursor();

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Drag { None, Pan, Out };

    void take(const MipPyramid& picture, const QImage& placeholder, QSize size);
    void syncView();
    void moved();
    void paintScene(QPainter& painter, const QRegion& region);
    [[nodiscard]] bool isLargerThanView() const;
    bool nativeGesture(const QNativeGestureEvent& event);
    bool gesture(QGestureEvent& event);

    MipPyramid m_picture;
    QImage m_placeholder;
    ViewTransform m_transform;
    SceneCache m_scene;
    QRect m_waiting; ///< asked for by updateTogether() since the last painting
    Drag m_drag = Drag::None;
    QPointF m_lastPoint;
    QPointF m_pressPoint;
    QPointer<const QAction> m_hand;
    bool m_handHeld = false;
};

} // namespace maquette
