// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Canvas.h"

#include <QLinearGradient>
#include <QRadialGradient>

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

void Canvas::glow(QPointF centre, double radius, Rgb colour, double strength, double power)
{
    const int x0 = std::max(0, int(centre.x() - radius));
    const int x1 = std::min(w, int(centre.x() + radius) + 1);
    const int y0 = std::max(0, int(centre.y() - radius));
    const int y1 = std::min(h, int(centre.y() + radius) + 1);
    for (int y = y0; y < y1; ++y) {
        quint32* line = row(y);
        for (int x = x0; x < x1; ++x) {
            const double dx = (x - centre.x()) / radius;
            const double dy = (y - centre.y()) / radius;
            const double d2 = dx * dx + dy * dy;
            if (d2 >= 1.0)
                continue;
            const double edge = 1.0 - d2;
            double k = strength * edge * edge / (1.0 + d2 * power * 8.0);
            k = std::min(k, 1.0);
            line[x] = packDithered(screen(unpack(line[x]), colour * k), hashUnit(x, y, 91));
        }
    }
}

void Canvas::haze(QRectF where, Rgb colour, double alpha)
{
    const QRect box = where.toAlignedRect().intersected(QRect(0, 0, w, h));
    for (int y = box.top(); y <= box.bottom(); ++y) {
        quint32* line = row(y);
        const double dy = 2.0 * (y - where.center().y()) / where.height();
        for (int x = box.left(); x <= box.right(); ++x) {
            const double dx = 2.0 * (x - where.center().x()) / where.width();
            const double k = 1.0 - dx * dx - dy * dy;
            if (k > 0)
                line[x] = packDithered(mix(unpack(line[x]), colour, alpha * k * k), hashUnit(x, y, 92));
        }
    }
}

void Canvas::open(QPainter& painter)
{
    painter.begin(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
}

QPainterPath smoothPath(const std::vector<QPointF>& points, bool closed)
{
    QPainterPath path;
    const int n = int(points.size());
    if (n < 2)
        return path;
    const auto at = [&](int i) {
        return closed ? points[size_t((i % n + n) % n)] : points[size_t(std::clamp(i, 0, n - 1))];
    };
    path.moveTo(points[0]);
    for (int i = 0; i < (closed ? n : n - 1); ++i) {
        const QPointF a = at(i);
        const QPointF b = at(i + 1);
        path.cubicTo(a + (b - at(i - 1)) / 6.0, b - (at(i + 2) - a) / 6.0, b);
    }
    if (closed)
        path.closeSubpath();
    return path;
}

QPainterPath limbPath(const std::vector<Knot>& knots)
{
    std::vector<QPointF> left;
    std::vector<QPointF> right;
    const size_t n = knots.size();
    for (size_t i = 0; i < n; ++i) {
        const Knot& before = knots[i == 0 ? 0 : i - 1];
        const Knot& after = knots[i + 1 == n ? i : i + 1];
        const double dx = after.x - before.x;
        const double dy = after.y - before.y;
        const double length = std::max(std::sqrt(dx * dx + dy * dy), 1e-6);
        const QPointF side(-dy / length * knots[i].radius, dx / length * knots[i].radius);
        left.push_back(QPointF(knots[i].x, knots[i].y) + side);
        right.push_back(QPointF(knots[i].x, knots[i].y) - side);
    }
    std::vector<QPointF> outline = left;
    outline.insert(outline.end(), right.rbegin(), right.rend());
    QPainterPath ends;
    ends.addEllipse(QPointF(knots.front().x, knots.front().y), knots.front().radius, knots.front().radius);
    QPainterPath tip;
    tip.addEllipse(QPointF(knots.back().x, knots.back().y), knots.back().radius, knots.back().radius);
    return smoothPath(outline, true).united(ends).united(tip);
}

QPainterPath blobPath(QPointF centre, double rx, double ry, double roughness, int points, Rng& rng)
{
    std::vector<QPointF> outline;
    for (int i = 0; i < points; ++i) {
        const double a = 6.283185307 * i / points;
        const double k = 1.0 + roughness * (rng.unit() * 2.0 - 1.0);
        outline.emplace_back(centre.x() + std::cos(a) * rx * k, centre.y() + std::sin(a) * ry * k);
    }
    return smoothPath(outline, true);
}

QBrush roundBrush(const QRectF& box, Rgb colour, double lightX, double contrast)
{
    QLinearGradient g(box.left(), 0, box.right(), 0);
    const double peak = 0.5 + 0.24 * lightX;
    const auto shade = [&](double k) {
        return toQColor(k >= 1.0 ? mix(colour, {1, 1, 1}, (k - 1.0) * contrast)
                                 : mix(colour, multiply(colour, hex(0x2a2440)), (1.0 - k) * contrast));
    };
    g.setColorAt(0, shade(lightX < 0 ? 0.72 : 0.25));
    g.setColorAt(peak * 0.5, shade(0.85));
    g.setColorAt(peak, shade(1.3));
    g.setColorAt(peak + (1 - peak) * 0.55, shade(0.75));
    g.setColorAt(1, shade(lightX > 0 ? 0.6 : 0.22));
    return g;
}

cv::Mat blurred(const cv::Mat& source, double sigma)
{
    if (sigma < 0.4)
        return source.clone();
    // Wide blurs are made on a smaller copy: the eye sees no difference and it costs a fraction.
    const int step = sigma > 24 ? 8 : (sigma > 10 ? 4 : (sigma > 4 ? 2 : 1));
    cv::Mat small;
    if (step > 1)
        cv::resize(source, small, cv::Size(std::max(1, source.cols / step), std::max(1, source.rows / step)), 0, 0,
                   cv::INTER_AREA);
    else
        small = source;
    cv::Mat out;
    cv::GaussianBlur(small, out, cv::Size(), sigma / step, 0, cv::BORDER_REPLICATE);
    if (step > 1)
        cv::resize(out, out, source.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

} // namespace maquette::sandbox
