// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/SelectTools.h"

#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/ViewTransform.h"
#include "ui/canvas/tools/ToolPaint.h"

#include <QCoreApplication>
#include <QLineF>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kQuickPixels = 1.5e6; ///< a larger area is filled in a worker
constexpr double kCloseTo = 8;         ///< logical pixels from the first point
constexpr double kLassoStep = 1.5;     ///< logical pixels between two points

QString tr(const char* text)
{
    return QCoreApplication::translate("SelectTools", text);
}

} // namespace

QList<ToolOption> SelectTool::options()
{
    ToolOption how = ToolOption::of(
        ToolOption::Kind::Choice, QStringLiteral("toolCombine"), tr("Selection"),
        tr("What a new selection does to the mask; Shift adds, Alt takes away, both together keep what is in both"));
    how.entries = {{int(Combine::Add), tr("Adds"), {}},
                   {int(Combine::Replace), tr("Replaces"), {}},
                   {int(Combine::Subtract), tr("Takes away"), {}},
                   {int(Combine::Intersect), tr("Intersects"), {}}};
    how.read = [this] { return int(settings().look().combine); };
    how.write = [this](const QVariant& value) {
        settings().change([&](CanvasLook& look) { look.combine = Combine(value.toInt()); });
    };
    return {how};
}

void SelectTool::remember(const CanvasPointer& pointer)
{
    m_combine = pointer.eraserEnd ? Combine::Subtract : combineFor(pointer.modifiers, settings().look().combine);
}

void SelectTool::apply(const QPainterPath& path, bool antialias)
{
    const QString title = about().title;
    const QRectF bounds = path.boundingRect() & QRectF(QPointF(), QSizeF(session().document().size));
    const bool everything = m_combine == Combine::Replace || m_combine == Combine::Intersect;
    if (bounds.width() * bounds.height() <= kQuickPixels && !everything) {
        session().edit(title,
                       [&](CanvasDocument& document) { fillPath(document.mask, path, m_combine, 255, antialias); });
        return;
    }
    session().compute(title, [path, antialias, how = m_combine](CanvasDocument document, const std::atomic_bool&) {
        fillPath(document.mask, path, how, 255, antialias);
        return Result<CanvasDocument>(std::move(document));
    });
}

void SelectTool::paintPath(QPainter& painter, const QPainterPath& imagePath) const
{
    paintToolLine(painter, host().transform().imageToView().map(imagePath));
}

ToolAbout LassoTool::about() const
{
    return {QStringLiteral("lasso"),          tr("Lasso"), tr("Draw around what is to change"),
            QStringLiteral("maquette-lasso"), Qt::Key_L,   ToolLayer::Mask};
}

void LassoTool::press(const CanvasPointer& pointer)
{
    remember(pointer);
    m_points = {pointer.at};
}

void LassoTool::move(const CanvasPointer& pointer)
{
    if (m_points.isEmpty() || QLineF(m_points.constLast(), pointer.at).length() * viewScale() < kLassoStep) {
        return;
    }
    const QRectF line = QRectF(m_points.constLast(), pointer.at).normalized();
    m_points.append(pointer.at);
    host().repaintTool(line);
}

void LassoTool::release(const CanvasPointer& pointer)
{
    if (m_points.isEmpty()) {
        return;
    }
    m_points.append(pointer.at);
    QPainterPath path;
    path.addPolygon(m_points);
    path.closeSubpath();
    path.setFillRule(Qt::WindingFill);
    const bool enough = m_points.size() > 2;
    abandon();
    if (enough) {
        apply(path, true);
    }
}

bool LassoTool::abandon()
{
    const bool any = !m_points.isEmpty();
    m_points.clear();
    if (any) {
        host().repaintTool();
    }
    return any;
}

void LassoTool::paint(QPainter& painter) const
{
    QPainterPath path;
    path.addPolygon(m_points);
    paintPath(painter, path);
}

ToolAbout PolygonTool::about() const
{
    return {QStringLiteral("polygon"),
            tr("Polygon"),
            tr("Click the corners of what is to change; a double click or Enter closes it, Backspace takes the last "
               "point back"),
            QStringLiteral("draw-polygon"),
            Qt::Key_P,
            ToolLayer::Mask};
}

bool PolygonTool::isOnFirst(QPointF at) const
{
    return m_points.size() > 2 && QLineF(m_points.constFirst(), at).length() * viewScale() < kCloseTo;
}

void PolygonTool::press(const CanvasPointer& pointer)
{
    if (m_points.isEmpty()) {
        remember(pointer);
    }
    if (isOnFirst(pointer.at)) {
        finish();
        return;
    }
    m_now = pointer.at;
    m_points.append(pointer.at);
    host().repaintTool();
}

void PolygonTool::move(const CanvasPointer& pointer)
{
    if (!m_points.isEmpty()) {
        m_points.last() = pointer.at;
    }
    hover(pointer);
}

void PolygonTool::hover(const CanvasPointer& pointer)
{
    if (!m_points.isEmpty()) {
        m_now = pointer.at;
        host().repaintTool();
    }
}

bool PolygonTool::finish()
{
    // The second press of a double click is at the place of the first.
    while (m_points.size() > 1 && QLineF(m_points.constLast(), *(m_points.constEnd() - 2)).length() * viewScale() < 2) {
        m_points.removeLast();
    }
    if (m_points.size() < 3) {
        return false;
    }
    QPainterPath path;
    path.addPolygon(m_points);
    path.closeSubpath();
    abandon();
    apply(path, true);
    return true;
}

bool PolygonTool::abandon()
{
    const bool any = !m_points.isEmpty();
    m_points.clear();
    if (any) {
        host().repaintTool();
    }
    return any;
}

bool PolygonTool::stepBack()
{
    if (m_points.isEmpty()) {
        return false;
    }
    m_points.removeLast();
    host().repaintTool();
    return true;
}

void PolygonTool::paint(QPainter& painter) const
{
    if (m_points.isEmpty()) {
        return;
    }
    QPainterPath path;
    path.addPolygon(m_points);
    path.lineTo(m_now);
    paintPath(painter, path);
    const ViewTransform& transform = host().transform();
    for (const QPointF& point : m_points) {
        paintToolHandle(painter, transform.toView(point), isOnFirst(m_now) && point == m_points.constFirst());
    }
}

ToolAbout ShapeTool::about() const
{
    return {QStringLiteral("shape"),
            tr("Rectangle and ellipse"),
            tr("Drag over what is to change; Ctrl makes both sides the same"),
            QStringLiteral("select-rectangular"),
            Qt::Key_U,
            ToolLayer::Mask};
}

QList<ToolOption> ShapeTool::options()
{
    ToolOption shape = ToolOption::of(ToolOption::Kind::Choice, QStringLiteral("toolShape"), tr("Shape"),
                                      tr("What is drawn from corner to corner; the tool's key changes it, too"));
    shape.entries = {{false, tr("Rectangle"), {}}, {true, tr("Ellipse"), {}}};
    shape.read = [this] { return settings().look().ellipse; };
    shape.write = [this](const QVariant& value) {
        settings().change([&](CanvasLook& look) { look.ellipse = value.toBool(); });
    };
    return QList<ToolOption>{shape} + SelectTool::options();
}

void ShapeTool::press(const CanvasPointer& pointer)
{
    remember(pointer);
    m_dragging = true;
    m_from = m_to = pointer.at;
}

void ShapeTool::move(const CanvasPointer& pointer)
{
    if (!m_dragging) {
        return;
    }
    m_to = pointer.at;
    if (pointer.modifiers.testFlag(Qt::ControlModifier)) {
        const QPointF by = m_to - m_from;
        const double side = std::max(std::abs(by.x()), std::abs(by.y()));
        m_to = m_from + QPointF(std::copysign(side, by.x()), std::copysign(side, by.y()));
    }
    host().repaintTool();
}

void ShapeTool::release(const CanvasPointer& pointer)
{
    if (!m_dragging) {
        return;
    }
    move(pointer);
    const QPainterPath drawn = path();
    abandon();
    if (!drawn.boundingRect().isEmpty()) {
        apply(drawn, settings().look().ellipse);
    }
}

bool ShapeTool::abandon()
{
    const bool any = m_dragging;
    m_dragging = false;
    if (any) {
        host().repaintTool();
    }
    return any;
}

void ShapeTool::alternate()
{
    settings().change([](CanvasLook& look) { look.ellipse = !look.ellipse; });
    host().optionsChanged();
}

QPainterPath ShapeTool::path() const
{
    const QRectF box = QRectF(m_from, m_to).normalized();
    const QRectF whole(QPointF(std::round(box.left()), std::round(box.top())),
                       QPointF(std::round(box.right()), std::round(box.bottom())));
    QPainterPath path;
    if (settings().look().ellipse) {
        path.addEllipse(whole);
    } else {
        path.addRect(whole);
    }
    return path;
}

void ShapeTool::paint(QPainter& painter) const
{
    if (m_dragging) {
        paintPath(painter, path());
    }
}

} // namespace maquette
