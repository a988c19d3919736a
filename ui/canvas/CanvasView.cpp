// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasView.h"

#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/tools/ToolPaint.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

CanvasView::CanvasView(CanvasSession& session, CanvasSettings& settings, QWidget* parent)
    : ImageView(parent)
    , m_session(session)
    , m_settings(settings)
    , m_tools(*this)
{
    setMouseTracking(true);
    setAttribute(Qt::WA_TabletTracking);
    follow();
    connect(&m_settings, &CanvasSettings::changed, this, [this, shown = style()]() mutable {
        if (shown != style()) {
            shown = style();
            layersChanged();
        }
    });
}

CanvasView::~CanvasView() = default;

void CanvasView::follow()
{
    connect(&m_session, &CanvasSession::opened, this, &CanvasView::retake);
    connect(&m_session, &CanvasSession::closed, this, [this] {
        giveUp();
        m_layers.clear();
        m_sentArea = {};
        updateExtent();
        chooseLayer();
        layersChanged();
    });
    connect(&m_session, &CanvasSession::maskChanged, this, [this](QRect area) {
        m_layers.takeMask(m_session, area);
        layersChanged(area);
    });
    connect(&m_session, &CanvasSession::sketchChanged, this, [this](QRect area) {
        m_layers.takeSketch(m_session, area);
        layersChanged(area);
    });
    connect(&m_session, &CanvasSession::edgedMaskChanged, this, [this] {
        const QRect area = m_layers.takeEdge(m_session);
        if (!area.isEmpty()) {
            layersChanged(area);
        }
    });
    connect(&m_session, &CanvasSession::documentChanged, this, [this] {
        updateExtent();
        if (m_needs.outpaint) {
            layersChanged();
        }
        Q_EMIT toolOptionsChanged();
    });
    connect(&m_session, &CanvasSession::busyChanged, this, [this](const QString& what) {
        if (what.isEmpty()) {
            previewMask(std::nullopt);
        }
    });
}

void CanvasView::retake()
{
    m_layers.takeAll(m_session);
    if (picture().size() != m_session.document().size ||
        picture().full().cacheKey() != m_session.pyramid().full().cacheKey()) {
        showPicture(m_session.pyramid());
    }
    chooseLayer();
    layersChanged();
}

void CanvasView::updateExtent()
{
    const OutpaintFrame& frame = m_session.document().outpaint;
    const QRectF picture(QPointF(), QSizeF(m_session.document().size));
    const QRectF extent =
        m_needs.outpaint ? picture.adjusted(-frame.left, -frame.up, frame.right, frame.down) : QRectF();
    if (extent != m_extent) {
        m_extent = extent;
        setExtent(extent);
    }
}

void CanvasView::setNeeds(const CanvasNeeds& needs)
{
    if (needs != m_needs) {
        m_needs = needs;
        updateExtent();
        chooseLayer();
        layersChanged();
    }
}

void CanvasView::chooseLayer()
{
    m_layers.showSketch = m_needs.sketch;
    showOverlay();
    setTool(m_session.isOpen() ? m_tools.choose(m_wanted, m_needs) : nullptr);
}

void CanvasView::showOverlay()
{
    m_layers.showMask = m_needs.mask && m_overlayShown;
    m_layers.showOutpaint = m_needs.outpaint && m_overlayShown;
}

QList<CanvasTool*> CanvasView::tools() const
{
    return m_session.isOpen() ? m_tools.offered(m_needs) : QList<CanvasTool*>();
}

bool CanvasView::useTool(const QString& id)
{
    CanvasTool* const wanted = m_session.isOpen() ? m_tools.find(id, m_needs) : nullptr;
    if (wanted == nullptr) {
        return false;
    }
    if (wanted == m_tool) {
        wanted->alternate();
    }
    m_wanted = id;
    setTool(wanted);
    return true;
}

void CanvasView::setTool(CanvasTool* tool)
{
    if (tool == m_tool) {
        Q_EMIT toolChanged(); // what is offered may have changed
        return;
    }
    giveUp();
    m_tool = tool;
    if (toolInHand() == nullptr) {
        setKeyPointer(false);
    }
    update();
    updateCursor();
    Q_EMIT toolChanged();
    Q_EMIT toolOptionsChanged();
}

void CanvasView::giveUp()
{
    if (CanvasTool* const tool = toolInHand()) {
        tool->abandon();
    }
    m_down = false;
    m_keyDown = false;
}

void CanvasView::setStandIn(CanvasTool* tool)
{
    if (tool == m_standIn) {
        return;
    }
    giveUp();
    m_standIn = tool;
    if (toolInHand() == nullptr) {
        setKeyPointer(false);
    }
    update();
    updateCursor();
    Q_EMIT toolChanged();
}

void CanvasView::swapBrushes()
{
    const bool brush = m_tool != nullptr && m_tool->about().id == QLatin1String("brush");
    useTool(brush ? QStringLiteral("eraser") : QStringLiteral("brush"));
}

void CanvasView::setOverride(const MipPyramid& picture, QRect place, bool alone)
{
    m_layers.instead = {picture, place.isNull() ? QRect(QPoint(), transform().imageSize()) : place, alone, {}, {}};
    layersChanged();
}

void CanvasView::setShowingThrough(const MipPyramid& under, const TiledMask& hidden, QRect changed)
{
    if (!m_layers.instead) {
        return;
    }
    CanvasLayers::Override& instead = *m_layers.instead;
    const bool same = instead.under.isNull() == under.isNull() && !changed.isNull();
    instead.under = under;
    if (same) {
        instead.hidden.take(hidden, changed);
        layersChanged(instead.fromPicture().mapRect(QRectF(changed)));
    } else {
        instead.hidden.take(hidden);
        layersChanged();
    }
}

void CanvasView::clearOverride()
{
    if (m_layers.instead) {
        m_layers.instead.reset();
        layersChanged();
    }
}

void CanvasView::setOriginalShown(bool shown)
{
    if (shown != m_layers.showOriginal) {
        m_layers.showOriginal = shown;
        layersChanged();
    }
}

void CanvasView::setOverlayShown(bool shown)
{
    if (shown != m_overlayShown) {
        m_overlayShown = shown;
        showOverlay();
        layersChanged();
        Q_EMIT overlayToggled();
    }
}

void CanvasView::setSentArea(QRect area)
{
    if (area != m_sentArea) {
        m_sentArea = area;
        update();
    }
}

void CanvasView::setFrameNote(const QString& note)
{
    if (note != m_frameNote) {
        m_frameNote = note;
        update();
    }
}

void CanvasView::previewMask(const std::optional<TiledMask>& mask)
{
    m_layers.preview(m_session, mask);
    layersChanged();
}

QColor CanvasView::colourAt(QPoint at) const
{
    const QImage& full = picture().isNull() ? QImage() : picture().level(0);
    if (!full.rect().contains(at)) {
        return {};
    }
    const QColor below = full.pixelColor(at);
    const QColor drawn = QColor::fromRgba(qUnpremultiply(m_session.document().sketch.pixel(at)));
    return mixed(below, drawn, drawn.alphaF());
}

OverlayStyle CanvasView::style() const
{
    const CanvasLook& look = m_settings.look();
    return {look.overlayColour, look.overlayOpacity, devicePixelRatioF()};
}

bool CanvasView::hasLayers() const
{
    return (m_session.isOpen() && m_needs.any()) || m_layers.instead;
}

void CanvasView::paintLayers(QImage& scene, QRect area, const QTransform& toDevice)
{
    m_layers.paint(scene, area, toDevice, m_session, style());
}

void CanvasView::repaintTool(QRectF area)
{
    update(transform()
               .imageToView()
               .mapRect(area)
               .adjusted(-kToolMargin, -kToolMargin, kToolMargin, kToolMargin)
               .toAlignedRect());
}

void CanvasView::paintOverlay(QPainter& painter)
{
    if (toolInHand() == nullptr || m_layers.showOriginal) {
        return;
    }
    // Frames are those of the canvas: on another picture they would be nowhere, until one is drawn anew.
    if (!isAnotherShownAlone() || isToolBusy()) {
        paintSentArea(painter);
        toolInHand()->paint(painter);
    }
    paintCursor(painter);
}

void CanvasView::paintSentArea(QPainter& painter) const
{
    const bool own = toolInHand()->about().layer == ToolLayer::Frame &&
                     m_session.document().context.kind == ContextChoice::Kind::Frame;
    if (m_sentArea.isEmpty() || own || m_sentArea == QRect(QPoint(), m_session.document().size)) {
        return;
    }
    QPainterPath path;
    path.addRect(m_sentArea);
    painter.save();
    painter.setOpacity(0.6);
    paintToolLine(painter, transform().imageToView().map(path), true);
    painter.restore();
}

void CanvasView::paintCursor(QPainter& painter)
{
    if (!m_cursorAt || isHandBusy()) {
        return;
    }
    const QPainterPath outline = toolInHand()->outline(*m_cursorAt);
    if (!outline.isEmpty()) {
        m_cursorLine.paint(painter, transform().imageToView().map(outline));
    }
    if (m_keyPointer) {
        paintToolCross(painter, transform().toView(*m_keyPointer));
    }
}

QRect CanvasView::cursorRect(QPointF at) const
{
    constexpr double kLeast = 12; // the crosshair
    const QRectF outline =
        toolInHand() == nullptr ? QRectF() : transform().imageToView().map(toolInHand()->outline(at)).boundingRect();
    const QPointF place = transform().toView(at);
    const QRectF cross(place.x() - kLeast, place.y() - kLeast, 2 * kLeast, 2 * kLeast);
    return (outline | cross).adjusted(-4, -4, 4, 4).toAlignedRect();
}

void CanvasView::showCursorAt(std::optional<QPointF> at)
{
    if (m_cursorAt) {
        updateTogether(cursorRect(*m_cursorAt));
    }
    m_cursorAt = at;
    if (m_cursorAt) {
        updateTogether(cursorRect(*m_cursorAt));
    }
}

void CanvasView::updateCursor()
{
    if (toolInHand() == nullptr || isHandBusy()) {
        return ImageView::updateCursor();
    }
    setCursor(m_keyPointer ? Qt::ArrowCursor : toolInHand()->cursor(m_cursorAt.value_or(QPointF(-1, -1))));
}

CanvasPointer CanvasView::pointerAt(QPointF view, Qt::KeyboardModifiers modifiers, double pressure, bool eraser) const
{
    return {transform().toImage(view), pressure, modifiers, eraser};
}

void CanvasView::pressTool(const CanvasPointer& pointer)
{
    m_down = true;
    toolInHand()->press(pointer);
    showCursorAt(pointer.at);
    updateCursor();
}

void CanvasView::moveTool(const CanvasPointer& pointer)
{
    if (m_down) {
        toolInHand()->move(pointer);
    } else {
        toolInHand()->hover(pointer);
    }
    showCursorAt(pointer.at);
    updateCursor();
    Q_EMIT pointed(pointer.at);
}

void CanvasView::releaseTool(const CanvasPointer& pointer)
{
    if (std::exchange(m_down, false)) {
        toolInHand()->release(pointer);
        updateCursor();
    }
}

} // namespace maquette
