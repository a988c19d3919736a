// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Things.h"

#include <QPolygonF>
#include <QRadialGradient>

namespace maquette::sandbox {

void ThingPainter::fill(const QPainterPath& path, Rgb c, double alpha) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(toQColor(seen(c), alpha));
    painter.drawPath(path);
}

void ThingPainter::round(const QPainterPath& path, Rgb c, double contrast) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(roundBrush(path.boundingRect(), seen(c), stand.lightX, contrast * (1.0 - stand.air)));
    painter.drawPath(path);
}

void ThingPainter::poly(std::initializer_list<QPointF> points, Rgb c, double alpha) const
{
    QPolygonF polygon;
    for (QPointF p : points)
        polygon << at(p.x(), p.y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(toQColor(seen(c), alpha));
    painter.drawPolygon(polygon);
}

void ThingPainter::rect(double x, double y, double w, double h, Rgb c, double alpha) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(toQColor(seen(c), alpha));
    painter.drawRect(box(x, y, w, h));
}

void ThingPainter::ellipse(double x, double y, double rx, double ry, Rgb c, double alpha) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(toQColor(seen(c), alpha));
    painter.drawEllipse(at(x, y), rx * stand.size, ry * stand.size);
}

void ThingPainter::line(QPointF from, QPointF to, double width, Rgb c) const
{
    QPen pen(toQColor(seen(c)));
    pen.setWidthF(std::max(0.5, width * stand.size));
    pen.setCapStyle(Qt::RoundCap);
    painter.setPen(pen);
    painter.drawLine(at(from.x(), from.y()), at(to.x(), to.y()));
    painter.setPen(Qt::NoPen);
}

QPainterPath ThingPainter::curve(std::initializer_list<QPointF> points, bool closed) const
{
    std::vector<QPointF> placed;
    for (QPointF p : points)
        placed.push_back(at(p.x(), p.y()));
    return smoothPath(placed, closed);
}

QPainterPath ThingPainter::limb(std::vector<Knot> knots) const
{
    for (Knot& k : knots) {
        const QPointF p = at(k.x, k.y);
        k = {p.x(), p.y(), k.radius * stand.size};
    }
    return limbPath(knots);
}

void ThingPainter::lamp(double x, double y, double radius, Rgb c) const
{
    QRadialGradient g(at(x, y), radius * stand.size);
    g.setColorAt(0, toQColor(mix(c, {1, 1, 1}, 0.6), 0.95));
    g.setColorAt(0.25, toQColor(c, 0.55));
    g.setColorAt(1, toQColor(c, 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(g);
    painter.drawEllipse(at(x, y), radius * stand.size, radius * stand.size);
}

void ThingPainter::window(double x, double y, double w, double h) const
{
    painter.setPen(Qt::NoPen);
    if (!stand.night) {
        rect(x, y, w, h, hex(0x39434f));
        return;
    }
    painter.setBrush(toQColor(hex(0xffd27a)));
    painter.drawRect(box(x, y, w, h));
    lamp(x + w / 2, y + h / 2, w * 2.4, hex(0xff9d3c) * 0.8);
}

} // namespace maquette::sandbox
