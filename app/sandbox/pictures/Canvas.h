// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Colour.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QPointF>

#include <opencv2/core.hpp>

#include <vector>

namespace maquette::sandbox {

/// The picture while it is painted: 32-bit RGB pixels and the measures everything is drawn by.
class Canvas
{
public:
    explicit Canvas(QSize size)
        : image(size, QImage::Format_RGB32)
        , w(size.width())
        , h(size.height())
        , unit(std::min(w, h))
    {
        image.fill(Qt::black);
    }

    QImage image;
    int w;
    int h;
    double unit;         ///< the shorter side in pixels: sizes of things are parts of it
    double detail = 1.0; ///< 0.5 (fast models) to 1.4 (the most careful one)

    [[nodiscard]] quint32* row(int y) { return reinterpret_cast<quint32*>(image.scanLine(y)); }
    /// Light added round \a centre, fading to nothing at \a radius; sharper with a larger \a power.
    void glow(QPointF centre, double radius, Rgb colour, double strength, double power = 2.0);
    /// A soft opaque-to-clear blob of colour.
    void haze(QRectF where, Rgb colour, double alpha);
    /// A painter with antialiasing and no pen.
    void open(QPainter& painter);
    [[nodiscard]] cv::Mat mat() { return {h, w, CV_8UC4, image.bits(), size_t(image.bytesPerLine())}; }
};

/// A smooth curve through \a points (Catmull-Rom), closed or open.
[[nodiscard]] QPainterPath smoothPath(const std::vector<QPointF>& points, bool closed);
/// A limb: discs of the given radii along a smooth spine, joined.
struct Knot
{
    double x;
    double y;
    double radius;
};
[[nodiscard]] QPainterPath limbPath(const std::vector<Knot>& knots);
/// An irregular closed blob, \a roughness 0 (circle) to about 0.5.
[[nodiscard]] QPainterPath blobPath(QPointF centre, double rx, double ry, double roughness, int points, Rng& rng);
/// A left-to-right gradient brush over \a box, for round bodies lit from one side (\a lightX -1 left to 1 right).
[[nodiscard]] QBrush roundBrush(const QRectF& box, Rgb colour, double lightX, double contrast = 1.0);
[[nodiscard]] cv::Mat blurred(const cv::Mat& source, double sigma);

} // namespace maquette::sandbox
