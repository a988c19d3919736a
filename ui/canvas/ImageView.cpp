// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ImageView.h"

#include "ui/canvas/PicturePainter.h"
#include "ui/canvas/ViewGestures.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QWheelEvent>

namespace maquette {

namespace {

constexpr int kKeyPan = 64; ///< logical pixels per step

} // namespace

ImageView::ImageView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("imageView"));
    setAccessibleName(tr("Picture"));
    setAccessibleDescription(tr("The wheel zooms, dragging moves"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_scene.invalidate();
        update();
    });
}

void ImageView::showPicture(const MipPyramid& picture)
{
    take(picture, {}, picture.size());
}

void ImageView::showPlaceholder(const QImage& small, QSize fullSize)
{
    take({}, small, fullSize);
}

void ImageView::take(const MipPyramid& picture, const QImage& placeholder, QSize size)
{
    syncView(); // a hidden view gets no resize events
    m_picture = picture;
    m_placeholder = placeholder;
    m_scene.invalidate();
    if (m_transform.imageSize() != size) {
        m_transform.setImageSize(size);
    }
    moved();
}

void ImageView::clear()
{
    m_picture = {};
    m_placeholder = {};
    m_transform.setImageSize({});
    m_scene.invalidate();
    moved();
}

void ImageView::setFitMargins(QMarginsF margins)
{
    m_transform.setFitMargins(margins);
    moved();
}

void ImageView::follow(const ViewTransform& other)
{
    syncView();
    if (!isEmpty() && other.imageSize() == m_transform.imageSize()) {
        m_transform.follow(other);
        moved();
    }
}

void ImageView::fit()
{
    m_transform.fit();
    moved();
}

void ImageView::actualSize()
{
    zoomTo(1.0);
}

void ImageView::zoomIn()
{
    zoomTo(m_transform.nextStep(1));
}

void ImageView::zoomOut()
{
    zoomTo(m_transform.nextStep(-1));
}

void ImageView::zoomTo(double scale)
{
    m_transform.zoomTo(scale, QRectF(rect()).center());
    moved();
}

bool ImageView::isLargerThanView() const
{
    const QRectF shown = m_transform.shownRect();
    return shown.width() > width() + 0.5 || shown.height() > height() + 0.5;
}

void ImageView::syncView()
{
    const double ratio = devicePixelRatioF();
    if (m_transform.viewSize() != QSizeF(size()) || m_transform.devicePixelRatio() != ratio) {
        m_transform.setView(QSizeF(size()), ratio);
        moved();
    }
}

void ImageView::moved()
{
    update();
    updateCursor();
    Q_EMIT viewChanged();
}

void ImageView::updateCursor()
{
    if (m_drag == Drag::Pan) {
        setCursor(Qt::ClosedHandCursor);
    } else if (!isEmpty() && (m_handHeld || isLargerThanView())) {
        setCursor(Qt::OpenHandCursor);
    } else {
        unsetCursor();
    }
}

bool ImageView::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        return nativeGesture(*static_cast<QNativeGestureEvent*>(event));
    }
    if (event->type() == QEvent::Gesture) {
        return gesture(*static_cast<QGestureEvent*>(event));
    }
    return QWidget::event(event);
}

bool ImageView::nativeGesture(const QNativeGestureEvent& event)
{
    gestureBegan();
    const QPointF at = mapFromGlobal(event.globalPosition()); // position() is the window's
    if (!isEmpty() && gestures::native(m_transform, event, at)) {
        moved();
    }
    return true;
}

bool ImageView::gesture(QGestureEvent& event)
{
    auto* pinch = static_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
    if (!pinch || isEmpty()) {
        return false;
    }
    gestureBegan();
    gestures::pinch(m_transform, *pinch, mapFromGlobal(pinch->centerPoint()));
    moved();
    event.accept(pinch);
    return true;
}

void ImageView::gestureBegan()
{
    if (m_drag != Drag::None) {
        m_drag = Drag::None;
        updateCursor();
    }
}

void ImageView::resizeEvent(QResizeEvent* event)
{
    syncView();
    QWidget::resizeEvent(event);
}

void ImageView::wheelEvent(QWheelEvent* event)
{
    if (isEmpty()) {
        return event->ignore();
    }
    gestures::wheel(m_transform, *event);
    moved();
    event->accept();
}

void ImageView::mousePressEvent(QMouseEvent* event)
{
    const bool left = event->button() == Qt::LeftButton;
    if (isEmpty() || (!left && event->button() != Qt::MiddleButton)) {
        return QWidget::mousePressEvent(event);
    }
    m_lastPoint = m_pressPoint = event->position();
    const bool out = left && event->modifiers().testFlag(Qt::AltModifier);
    m_drag = out ? Drag::Out : Drag::Pan;
    if (out) {
        Q_EMIT dragOutPrepared();
    }
    updateCursor();
}

void ImageView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Pan) {
        m_transform.panBy(event->position() - m_lastPoint);
        m_lastPoint = event->position();
        moved();
    } else if (m_drag == Drag::Out &&
               (event->position() - m_pressPoint).manhattanLength() >= QApplication::startDragDistance()) {
        Q_EMIT dragOutRequested();
    }
}

void ImageView::mouseReleaseEvent(QMouseEvent* event)
{
    m_drag = Drag::None;
    updateCursor();
    QWidget::mouseReleaseEvent(event);
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!isEmpty() && event->button() == Qt::LeftButton) {
        gestures::switchZoom(m_transform, event->position());
        moved();
    }
}

void ImageView::pan(QPointF steps)
{
    if (!isEmpty()) {
        m_transform.panBy(steps * kKeyPan);
        moved();
    }
}

void ImageView::panBy(QPointF logical)
{
    m_transform.panBy(logical);
    moved();
}

void ImageView::rotateBy(double degrees)
{
    m_transform.rotateBy(degrees);
    moved();
}

void ImageView::setMirrored(bool mirrored)
{
    m_transform.setMirrored(mirrored);
    moved();
}

void ImageView::resetView()
{
    m_transform.reset();
    moved();
}

void ImageView::setExtent(QRectF extent)
{
    m_transform.setExtent(extent);
    moved();
}

void ImageView::keyPressEvent(QKeyEvent* event)
{
    if (m_hand != nullptr && isKeyOf(*m_hand, *event)) {
        m_handHeld = true;
        return updateCursor();
    }
    QWidget::keyPressEvent(event);
}

void ImageView::keyReleaseEvent(QKeyEvent* event)
{
    if (m_hand != nullptr && isKeyOf(*m_hand, *event)) {
        if (!event->isAutoRepeat()) {
            m_handHeld = false;
        }
        return updateCursor();
    }
    QWidget::keyReleaseEvent(event);
}

void ImageView::focusOutEvent(QFocusEvent* event)
{
    m_handHeld = false;
    updateCursor();
    QWidget::focusOutEvent(event);
}

void ImageView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!isEmpty()) {
        Q_EMIT menuRequested(event->globalPos());
    }
}

void ImageView::paintOverlay(QPainter& /*painter*/) {}

void ImageView::paintLayers(QImage& /*scene*/, QRect /*area*/, const QTransform& /*toDevice*/) {}

void ImageView::updateTogether(QRect area)
{
    constexpr double kMost = 1.5;
    const auto pixels = [](QRect rect) { return double(rect.width()) * rect.height(); };
    const QRect both = m_waiting | area;
    if (pixels(both) <= kMost * (pixels(m_waiting) + pixels(area))) {
        area = m_waiting = both;
    }
    update(area);
}

void ImageView::layersChanged(QRectF area)
{
    // Smoothing carries a change a little further than itself.
    constexpr int kSpread = 3;
    const QRect device =
        m_scene.toDevice().mapRect(area).toAlignedRect().adjusted(-kSpread, -kSpread, kSpread, kSpread);
    m_scene.invalidateLayers(device);
    const double ratio = devicePixelRatioF();
    updateTogether(QRectF(device.x() / ratio, device.y() / ratio, device.width() / ratio, device.height() / ratio)
                       .toAlignedRect()
                       .adjusted(-1, -1, 1, 1));
}

void ImageView::layersChanged()
{
    m_scene.invalidateLayers();
    update();
}

void ImageView::paintEvent(QPaintEvent* event)
{
    // There is no event for a changed device pixel ratio in Qt 6.4; painting is the first to notice.
    if (m_transform.devicePixelRatio() != devicePixelRatioF()) {
        m_transform.setView(QSizeF(size()), devicePixelRatioF());
        QMetaObject::invokeMethod(this, &ImageView::viewChanged, Qt::QueuedConnection);
    }
    m_waiting = {};
    QPainter painter(this);
    if (isEmpty()) {
        painter.fillRect(rect(), Theme::instance().colours().ground0);
        return;
    }
    paintScene(painter, event->region());
    paintOverlay(painter);
}

void ImageView::paintScene(QPainter& painter, const QRegion& region)
{
    const QTransform onSurface = painter.deviceTransform();
    const QRect covered = coveredPixels(painter, QRectF(rect()));
    const QPoint corner = covered.topLeft();
    m_scene.place(pictureToDevice(painter, m_transform) * QTransform::fromTranslate(-corner.x(), -corner.y()),
                  covered.size());

    QRegion wanted;
    for (const QRect& part : region) {
        wanted += onSurface.mapRect(QRectF(part)).toAlignedRect().translated(-corner) & m_scene.rect();
    }
    const QRegion missing = m_scene.takeMissingPicture(wanted);
    if (!missing.isEmpty()) {
        QPainter onScene(&m_scene.picture());
        onScene.setClipRegion(missing);
        onScene.fillRect(missing.boundingRect(), Theme::instance().colours().ground0);
        DevicePlace place;
        place.toDevice = m_scene.toDevice();
        place.place = QRectF(QPointF(), QSizeF(m_transform.imageSize()));
        place.sight = missing.boundingRect();
        place.ratio = m_transform.devicePixelRatio();
        paintPictureOnDevice(onScene, place, {m_picture, m_placeholder});
    }
    const bool layers = hasLayers();
    if (layers) {
        const QRegion stale = m_scene.takeMissingLayers(wanted);
        for (const QRect& part : stale) {
            paintLayers(m_scene.layered(), part, m_scene.toDevice());
        }
    }
    painter.save();
    painter.setWorldTransform(onSurface.inverted() * painter.worldTransform());
    for (const QRect& part : wanted) {
        painter.drawImage(part.topLeft() + corner, layers ? m_scene.layered() : m_scene.picture(), part);
    }
    painter.restore();
}

} // namespace maquette
