// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/FrameHandles.h"

#include "ui/canvas/ViewTransform.h"
#include "ui/canvas/tools/ToolPaint.h"

#include <array>
#include <cmath>

namespace maquette {

namespace {

constexpr double kReach = 10; ///< logical pixels around a handle

const std::array<Qt::Edges, 8> kHandles{Qt::Edges(Qt::LeftEdge),       Qt::Edges(Qt::TopEdge),
                                        Qt::Edges(Qt::RightEdge),      Qt::Edges(Qt::BottomEdge),
                                        Qt::LeftEdge | Qt::TopEdge,    Qt::RightEdge | Qt::TopEdge,
                                        Qt::LeftEdge | Qt::BottomEdge, Qt::RightEdge | Qt::BottomEdge};

QPointF placeOf(const QRectF& rect, Qt::Edges edges)
{
    const double x = edges.testFlag(Qt::LeftEdge)    ? rect.left()
                     : edges.testFlag(Qt::RightEdge) ? rect.right()
                                                     : rect.center().x();
    const double y = edges.testFlag(Qt::TopEdge)      ? rect.top()
                     : edges.testFlag(Qt::BottomEdge) ? rect.bottom()
                                                      : rect.center().y();
    return {x, y};
}

} // namespace

Qt::Edges FrameHandles::edgesAt(QPointF at, const ViewTransform& transform) const
{
    const QPointF place = transform.toView(at);
    for (auto edges = kHandles.rbegin(); edges != kHandles.rend(); ++edges) {
        const QPointF by = transform.toView(placeOf(rect, *edges)) - place;
        if (std::hypot(by.x(), by.y()) <= kReach) {
            return *edges;
        }
    }
    // A whole side can be taken hold of, too.
    const double reach = kReach / 2 * transform.devicePixelRatio() / transform.scale();
    Qt::Edges found;
    const bool alongX = at.x() > rect.left() - reach && at.x() < rect.right() + reach;
    const bool alongY = at.y() > rect.top() - reach && at.y() < rect.bottom() + reach;
    found.setFlag(Qt::LeftEdge, alongY && std::abs(at.x() - rect.left()) <= reach);
    found.setFlag(Qt::RightEdge, alongY && std::abs(at.x() - rect.right()) <= reach && !found);
    found.setFlag(Qt::TopEdge, alongX && std::abs(at.y() - rect.top()) <= reach);
    found.setFlag(Qt::BottomEdge, alongX && std::abs(at.y() - rect.bottom()) <= reach && !found.testFlag(Qt::TopEdge));
    return found;
}

QRectF FrameHandles::dragged(QRectF rect, Qt::Edges edges, QPointF at)
{
    if (edges.testFlag(Qt::LeftEdge)) {
        rect.setLeft(at.x());
    }
    if (edges.testFlag(Qt::RightEdge)) {
        rect.setRight(at.x());
    }
    if (edges.testFlag(Qt::TopEdge)) {
        rect.setTop(at.y());
    }
    if (edges.testFlag(Qt::BottomEdge)) {
        rect.setBottom(at.y());
    }
    return rect;
}

Qt::CursorShape FrameHandles::cursorFor(Qt::Edges edges, const ViewTransform& transform)
{
    const QRectF unit(-1, -1, 2, 2);
    const QTransform turn = transform.imageToView();
    const QPointF way = turn.map(placeOf(unit, edges)) - turn.map(QPointF());
    const double degrees = std::fmod(std::atan2(way.y(), way.x()) * 180 / M_PI + 360 + 22.5, 180.0);
    static constexpr std::array kShapes{Qt::SizeHorCursor, Qt::SizeFDiagCursor, Qt::SizeVerCursor, Qt::SizeBDiagCursor};
    return kShapes.at(size_t(degrees / 45) % kShapes.size());
}

void FrameHandles::paint(QPainter& painter, const ViewTransform& transform, Qt::Edges strong) const
{
    QPainterPath path;
    path.addRect(rect);
    paintToolLine(painter, transform.imageToView().map(path));
    for (const Qt::Edges edges : kHandles) {
        paintToolHandle(painter, transform.toView(placeOf(rect, edges)), strong && edges == strong);
    }
}

} // namespace maquette
