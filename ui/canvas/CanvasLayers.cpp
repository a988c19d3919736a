// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasLayers.h"

#include "app/canvas/MaskMath.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/PicturePainter.h"
#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kOutpaintPart = 0.45; ///< of the mask's opacity: the room around the picture is large and empty

double scaleOf(const QTransform& transform)
{
    return std::hypot(transform.m11(), transform.m12());
}

/// The margins around the picture as a coverage.
QImage outpaintCoverage(const CanvasDocument& document, QRect area, const QTransform& toDevice)
{
    const OutpaintFrame& frame = document.outpaint;
    if (frame.isEmpty()) {
        return {};
    }
    const QRectF inner(QPointF(), QSizeF(document.size));
    QPainterPath path;
    path.addRect(inner.adjusted(-frame.left, -frame.up, frame.right, frame.down));
    path.addRect(inner);
    QImage out(area.size() + QSize(2, 2), QImage::Format_Grayscale8);
    out.fill(0);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(1 - area.x(), 1 - area.y());
    painter.fillPath(toDevice.map(path), Qt::white);
    return out;
}

struct PlacedPicture
{
    const MipPyramid& picture;
    QRect place;
};

/// Draws what lies in \a area (device pixels) of one picture.
void paintPart(QPainter& painter, const PlacedPicture& what, QRect area, const QTransform& toDevice, double ratio)
{
    painter.setClipRect(area);
    DevicePlace place;
    place.toDevice = toDevice;
    place.place = QRectF(what.place);
    place.sight = QRectF(area);
    place.ratio = ratio;
    if (what.picture.hasAlpha()) {
        QPainterPath ground;
        ground.addRect(place.place);
        painter.fillPath(toDevice.map(ground), Theme::instance().colours().ground0);
    }
    paintPictureOnDevice(painter, place, {what.picture, QImage()});
}

} // namespace

void CanvasLayers::takeAll(const CanvasSession& session)
{
    m_mask.take(session.document().mask);
    m_sketch.take(session.document().sketch);
    static_cast<void>(takeEdge(session));
}

void CanvasLayers::takeMask(const CanvasSession& session, QRect area)
{
    m_mask.take(session.document().mask, area);
    m_quick = {};
}

void CanvasLayers::takeSketch(const CanvasSession& session, QRect area)
{
    m_sketch.take(session.document().sketch, area);
}

QRect CanvasLayers::takeEdge(const CanvasSession& session)
{
    const QRect whole(QPoint(), session.document().size);
    const QRect place = m_quick.isNull() ? QRect() : m_quickPlace;
    m_quick = {};
    m_pending = session.isEdgePending();
    if (m_pending) {
        return whole;
    }
    const LayerLevels<quint8>& edged = session.edgedLevels();
    if (session.document().edge.isNone() || edged.isNull()) {
        const bool any = !m_edged.isNull();
        m_edged.clear();
        return any ? whole : place;
    }
    const bool first = m_edged.isNull();
    const QRect changed = first ? whole : changedArea(edged.level(0), m_edged.level(0));
    m_edged = edged;
    return first ? whole : changed | place | session.document().mask.contentRect();
}

void CanvasLayers::preview(const CanvasSession& session, const std::optional<TiledMask>& mask)
{
    m_mask.take(mask ? *mask : session.document().mask);
    m_quick = {};
}

void CanvasLayers::clear()
{
    *this = CanvasLayers();
}

bool CanvasLayers::isEmpty() const
{
    return m_mask.isNull() && !instead;
}

void CanvasLayers::paint(QImage& scene, QRect area, const QTransform& toDevice, const CanvasSession& session,
                         const OverlayStyle& style)
{
    if (showOriginal) {
        return;
    }
    paintInstead(scene, area, toDevice, style.ratio);
    if (!session.isOpen()) {
        return;
    }
    if (showSketch && !(instead && instead->alone)) {
        paintSketch(scene, area, toDevice);
    }
    // What is masked is often a small part of a large view.
    const bool quick = showMask && !showOutpaint && !(m_pending && !session.isPainting());
    area = quick ? maskedArea(m_mask, toDevice, area) | maskedArea(m_edged, toDevice, area) : area;
    if (area.isEmpty()) {
        return;
    }
    QImage covered = showMask ? coverage(area, toDevice, session) : QImage();
    if (showOutpaint) {
        covered = largerCoverage(covered, outpaintCoverage(session.document(), area, toDevice));
    }
    if (!covered.isNull()) {
        const QPoint anchor(int(std::lround(toDevice.dx())), int(std::lround(toDevice.dy())));
        OverlayStyle shown = style;
        if (showOutpaint) {
            shown.opacity *= kOutpaintPart;
        }
        paintMaskOverlay(scene, area, covered, anchor, shown);
    }
}

QTransform CanvasLayers::Override::fromPicture() const
{
    const QSize size = picture.size();
    return size.isEmpty()
               ? QTransform()
               : QTransform::fromScale(double(place.width()) / size.width(), double(place.height()) / size.height()) *
                     QTransform::fromTranslate(place.x(), place.y());
}

void CanvasLayers::paintInstead(QImage& scene, QRect area, const QTransform& toDevice, double ratio) const
{
    if (instead && !instead->picture.isNull()) {
        QPainter painter(&scene);
        if (instead->alone) {
            painter.fillRect(area, Theme::instance().colours().ground0);
        }
        paintPart(painter, {instead->picture, instead->place}, area, toDevice, ratio);
        painter.end();
        paintThrough(scene, area, toDevice, ratio);
    }
}

/// Both pictures lie on the same ground, so that mixing what is seen of them is mixing them.
void CanvasLayers::paintThrough(QImage& scene, QRect area, const QTransform& toDevice, double ratio) const
{
    if (instead->under.isNull()) {
        return;
    }
    const QTransform fromPicture = instead->fromPicture() * toDevice;
    const QRect part = maskedArea(instead->hidden, fromPicture, area);
    const QImage shows =
        part.isEmpty() ? QImage() : maskCoverage(instead->hidden, fromPicture, part, CoverageEdge::Extended);
    if (shows.isNull()) {
        return;
    }
    QImage below = scene.copy(part);
    QPainter painter(&below);
    painter.translate(-part.topLeft());
    paintPart(painter, {instead->under, instead->place}, part, toDevice, ratio);
    painter.end();
    mixInto(scene, part, below, shows);
}

void CanvasLayers::paintSketch(QImage& scene, QRect area, const QTransform& toDevice) const
{
    const double scale = scaleOf(toDevice);
    const int level = m_sketch.levelFor(scale);
    const double factor = double(1 << level);
    const QTransform fromLevel = QTransform::fromScale(factor, factor) * toDevice;
    const QRect source = fromLevel.inverted().mapRect(QRectF(area)).toAlignedRect().adjusted(-3, -3, 3, 3) &
                         m_sketch.level(level).rect();
    if (source.isEmpty() || m_sketch.isUniform(level, source, 0)) {
        return;
    }
    QPainter painter(&scene);
    painter.setClipRect(area);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale != 1.0 && scale <= 4.0);
    painter.setWorldTransform(fromLevel);
    painter.drawImage(source.topLeft(), toImage(m_sketch.level(level), source));
}

QImage CanvasLayers::coverage(QRect area, const QTransform& toDevice, const CanvasSession& session)
{
    if (session.document().edge.isNone()) {
        return maskCoverage(m_mask, toDevice, area);
    }
    if (session.isPainting()) {
        return largerCoverage(maskCoverage(m_mask, toDevice, area), maskCoverage(m_edged, toDevice, area));
    }
    return m_pending ? quickEdge(area, toDevice, session) : maskCoverage(m_edged, toDevice, area);
}

QImage CanvasLayers::quickEdge(QRect area, const QTransform& toDevice, const CanvasSession& session)
{
    const CanvasDocument& document = session.document();
    const QRect whole(QPoint(), document.size);
    const QRect sight = toDevice.inverted().mapRect(QRectF(area)).toAlignedRect() & whole;
    const double scale = std::min(1.0, scaleOf(toDevice));
    if (m_quick.isNull() || m_quickScale != scale || !m_quickPlace.contains(sight)) {
        m_quickPlace = m_quick.isNull() || m_quickScale != scale ? sight : m_quickPlace.united(sight);
        m_quickScale = scale;
        m_quick = previewEdge(document.mask, document.edge, m_quickPlace, scale);
    }
    return maskCoverage(m_quick, QRectF(m_quickPlace), toDevice, area);
}

} // namespace maquette
