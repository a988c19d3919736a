// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/StyleFilters.h"

#include <opencv2/imgproc.hpp>

#include <array>

namespace maquette::sandbox {

namespace {

using Triangle = std::array<QPointF, 3>;

/// Delaunay triangles over points that gather where the picture has edges.
std::vector<Triangle> triangles(Canvas& canvas, int count, double attention, Rng& rng)
{
    cv::Mat grey;
    cv::cvtColor(canvas.mat(), grey, cv::COLOR_BGRA2GRAY);
    const double k = 320.0 / std::max(canvas.w, canvas.h);
    cv::resize(grey, grey, cv::Size(), k, k, cv::INTER_AREA);
    cv::Mat sx;
    cv::Mat sy;
    cv::Sobel(grey, sx, CV_32F, 1, 0);
    cv::Sobel(grey, sy, CV_32F, 0, 1);
    const cv::Mat edges = cv::abs(sx) + cv::abs(sy);
    cv::Subdiv2D plane(cv::Rect(-16, -16, canvas.w + 32, canvas.h + 32));
    for (const auto& [x, y] : {std::pair{-8, -8}, {canvas.w + 7, -8}, {-8, canvas.h + 7}, {canvas.w + 7, canvas.h + 7}})
        plane.insert(cv::Point2f(float(x), float(y)));
    for (int i = 0; i < 12; ++i) { // the rim, so that no gap shows
        plane.insert(cv::Point2f(float(canvas.w * i) / 12.0F, -8.0F));
        plane.insert(cv::Point2f(float(canvas.w * i) / 12.0F, float(canvas.h + 7)));
        plane.insert(cv::Point2f(-8.0F, float(canvas.h * i) / 12.0F));
        plane.insert(cv::Point2f(float(canvas.w + 7), float(canvas.h * i) / 12.0F));
    }
    for (int placed = 0, tries = 0; placed < count && tries < count * 60; ++tries) {
        const double x = rng.unit();
        const double y = rng.unit();
        const float edge = edges.at<float>(std::min(edges.rows - 1, int(y * edges.rows)),
                                           std::min(edges.cols - 1, int(x * edges.cols)));
        if (rng.unit() > (1.0 - attention) * 0.12 + attention * double(edge) / 160.0)
            continue;
        plane.insert(cv::Point2f(float(x * (canvas.w - 1)), float(y * (canvas.h - 1))));
        ++placed;
    }
    std::vector<cv::Vec6f> raw;
    plane.getTriangleList(raw);
    std::vector<Triangle> out;
    out.reserve(raw.size());
    for (const cv::Vec6f& t : raw)
        out.push_back({QPointF(double(t[0]), double(t[1])), QPointF(double(t[2]), double(t[3])),
                       QPointF(double(t[4]), double(t[5]))});
    return out;
}

Rgb meanColour(const QImage& image, const Triangle& t)
{
    Rgb sum;
    int n = 0;
    for (int i = 0; i < 6; ++i)
        for (int j = 0; j < 6 - i; ++j) {
            const double a = (i + 0.33) / 6.0;
            const double b = (j + 0.33) / 6.0;
            const QPointF p = t[0] * (1 - a - b) + t[1] * a + t[2] * b;
            const int x = std::clamp(int(p.x()), 0, image.width() - 1);
            const int y = std::clamp(int(p.y()), 0, image.height() - 1);
            sum = sum + unpack(reinterpret_cast<const quint32*>(image.constScanLine(y))[x]);
            ++n;
        }
    return sum * (1.0 / n);
}

} // namespace

void paintLowPoly(Canvas& canvas, Rng rng)
{
    const QImage source = canvas.image.copy();
    QPainter painter;
    const auto mesh = triangles(canvas, int(2100 * std::sqrt(double(canvas.w) * canvas.h) / canvas.unit), 0.94, rng);
    canvas.open(painter);
    for (const Triangle& t : mesh) {
        const QPointF u = t[1] - t[0];
        const QPointF v = t[2] - t[0];
        const double tilt = std::sin((u.x() * 1.3 + v.y() * 2.1 + u.y() - v.x()) * 9.0 / canvas.unit);
        const Rgb tone = saturated(meanColour(source, t), 1.16) * (1.0 + 0.09 * tilt);
        painter.setBrush(toQColor(tone));
        painter.setPen(QPen(toQColor(tone), 0.8));
        painter.drawPolygon(QPolygonF({t[0], t[1], t[2]}));
    }
}

void paintOrigami(Canvas& canvas, Rng rng)
{
    const QImage source = canvas.image.copy();
    const auto mesh = triangles(canvas, int(430 * std::sqrt(double(canvas.w) * canvas.h) / canvas.unit), 0.95, rng);
    QPainter painter;
    canvas.open(painter);
    for (const Triangle& t : mesh) {
        Rgb tone = meanColour(source, t);
        tone = mix(saturated(tone, 1.1), hex(0xfdf8f0), 0.22);
        const double fold = rng.range(0, 6.28);
        const QPointF centre = (t[0] + t[1] + t[2]) / 3.0;
        const QPointF d(std::cos(fold) * canvas.unit * 0.08, std::sin(fold) * canvas.unit * 0.08);
        QLinearGradient g(centre - d, centre + d);
        g.setColorAt(0, toQColor(mix(tone, {1, 1, 1}, 0.28)));
        g.setColorAt(0.49, toQColor(tone));
        g.setColorAt(0.51, toQColor(tone * 0.9)); // a crease across the sheet
        g.setColorAt(1, toQColor(tone * 0.72));
        painter.setBrush(g);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(QPolygonF({t[0], t[1], t[2]}));
        painter.setPen(QPen(QColor(255, 255, 255, 70), canvas.unit * 0.0022));
        painter.drawLine(t[0], t[1]);
        painter.setPen(QPen(QColor(30, 20, 40, 70), canvas.unit * 0.003));
        painter.drawLine(t[1] + QPointF(1, 1), t[2] + QPointF(1, 1));
    }
    painter.end();
    const auto seed = quint32(rng.next());
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        for (int x = 0; x < canvas.w; ++x) {
            const float fibre = gradientNoise(float(x) * 0.35F, float(y) * 0.09F, seed) +
                                gradientNoise(float(x) * 0.08F, float(y) * 0.4F, seed + 1);
            line[x] = pack(unpack(line[x]) * (1.0 + 0.035 * double(fibre)));
        }
    }
}

void paintIsometric(Canvas& canvas)
{
    // The picture in cubes seen at 30 degrees: every cube shows three faces, each with the colour of what lies under
    // it.
    QImage source = canvas.image.copy();
    const double a = std::max(4.0, canvas.unit * 0.0135); // half the width of a cube
    const double b = a * 0.57735;
    cv::Mat even(source.height(), source.width(), CV_8UC4, source.bits(), size_t(source.bytesPerLine()));
    cv::boxFilter(even, even, -1, cv::Size(int(a) | 1, int(a) | 1));
    const auto under = [&](QPointF p) {
        const int x = std::clamp(int(p.x()), 0, canvas.w - 1);
        const int y = std::clamp(int(p.y()), 0, canvas.h - 1);
        return saturated(unpack(reinterpret_cast<const quint32*>(source.constScanLine(y))[x]), 1.15);
    };
    QPainter painter;
    canvas.open(painter);
    const auto face = [&](const QPolygonF& polygon, Rgb tone) {
        painter.setBrush(toQColor(tone));
        painter.setPen(QPen(toQColor(tone), 0.7));
        painter.drawPolygon(polygon);
    };
    const int rows = int(canvas.h / (3 * b)) + 3;
    const int cols = int(canvas.w / (2 * a)) + 3;
    for (int j = -1; j < rows; ++j)
        for (int i = -1; i < cols; ++i) {
            const QPointF c(i * 2 * a + (j % 2 != 0 ? a : 0), j * 3 * b);
            const QPointF left(-a, -b), top(0, -2 * b), right(a, -b), down(0, 2 * b), leftLow(-a, b), rightLow(a, b);
            face(QPolygonF({c, c + left, c + top, c + right}), mix(under(c - QPointF(0, b)), {1, 1, 1}, 0.16));
            face(QPolygonF({c, c + left, c + leftLow, c + down}), under(c + QPointF(-a / 2, b / 2)) * 0.84);
            face(QPolygonF({c, c + right, c + rightLow, c + down}), under(c + QPointF(a / 2, b / 2)) * 0.6);
        }
}

namespace {

struct ColourBox
{
    std::vector<Rgb> colours;
    [[nodiscard]] std::pair<int, float> widest() const
    {
        Rgb low{1, 1, 1};
        Rgb high;
        for (Rgb c : colours) {
            low = {std::min(low.r, c.r), std::min(low.g, c.g), std::min(low.b, c.b)};
            high = {std::max(high.r, c.r), std::max(high.g, c.g), std::max(high.b, c.b)};
        }
        const float spans[3] = {(high.r - low.r), (high.g - low.g) * 1.2F, (high.b - low.b) * 0.8F};
        const int axis = int(std::max_element(spans, spans + 3) - spans);
        return {axis, spans[axis]};
    }
};

/// A limited palette (Heckbert's median cut, 1982).
std::vector<Rgb> limitedPalette(std::vector<Rgb> colours, size_t count)
{
    std::vector<ColourBox> boxes{{std::move(colours)}};
    while (boxes.size() < count) {
        auto largest = std::max_element(boxes.begin(), boxes.end(), [](const ColourBox& a, const ColourBox& b) {
            return float(a.colours.size() > 1) * a.widest().second < float(b.colours.size() > 1) * b.widest().second;
        });
        if (largest->colours.size() < 2)
            break;
        const int axis = largest->widest().first;
        const auto part = [axis](Rgb c) { return axis == 0 ? c.r : (axis == 1 ? c.g : c.b); };
        std::stable_sort(largest->colours.begin(), largest->colours.end(),
                         [&](Rgb a, Rgb b) { return part(a) < part(b); });
        ColourBox upper{{largest->colours.begin() + qsizetype(largest->colours.size() / 2), largest->colours.end()}};
        largest->colours.resize(largest->colours.size() / 2);
        boxes.push_back(std::move(upper));
    }
    std::vector<Rgb> palette;
    for (const ColourBox& box : boxes) {
        Rgb sum;
        for (Rgb c : box.colours)
            sum = sum + c;
        palette.push_back(sum * (1.0 / std::max<size_t>(1, box.colours.size())));
    }
    return palette;
}

Rgb nearest(const std::vector<Rgb>& palette, Rgb c)
{
    float best = 1e9F;
    Rgb out;
    for (Rgb p : palette) {
        const float d = (p.r - c.r) * (p.r - c.r) + 1.4F * (p.g - c.g) * (p.g - c.g) + (p.b - c.b) * (p.b - c.b);
        if (d < best) {
            best = d;
            out = p;
        }
    }
    return out;
}

} // namespace

void paintPixels(Canvas& canvas)
{
    grade(canvas, 1.25, 1.12, hex(0x808080), hex(0x808080), 0);
    const double block = std::max(2.0, canvas.unit / 112.0);
    const int cols = int(std::lround(canvas.w / block));
    const int rows = int(std::lround(canvas.h / block));
    cv::Mat small;
    cv::resize(canvas.mat(), small, cv::Size(cols, rows), 0, 0, cv::INTER_AREA);
    std::vector<Rgb> seen;
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < cols; ++x)
            seen.push_back(unpack(small.ptr<quint32>(y)[x]));
    const std::vector<Rgb> palette = limitedPalette(std::move(seen), 28);
    constexpr int bayer[16] = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < cols; ++x) {
            const auto d = float((bayer[(y & 3) * 4 + (x & 3)] / 16.0 - 0.47) * 0.055);
            const Rgb c = unpack(small.ptr<quint32>(y)[x]);
            small.ptr<quint32>(y)[x] = pack(nearest(palette, {c.r + d, c.g + d, c.b + d}));
        }
    cv::Mat image = canvas.mat();
    cv::resize(small, image, image.size(), 0, 0, cv::INTER_NEAREST);
}

void paintTiles(Canvas& canvas)
{
    // A tile a third as large, its edges faded into its own other side, then repeated.
    const int cols = 2;
    const QSize size((canvas.w + cols - 1) / cols, (canvas.h + cols - 1) / cols);
    cv::Mat tile;
    cv::resize(canvas.mat(), tile, cv::Size(size.width(), size.height()), 0, 0, cv::INTER_AREA);
    cv::Mat seamless(tile.size(), tile.type());
    for (int y = 0; y < tile.rows; ++y)
        for (int x = 0; x < tile.cols; ++x) {
            const double ex = std::abs(2.0 * x / tile.cols - 1.0);
            const double ey = std::abs(2.0 * y / tile.rows - 1.0);
            const auto at = [&](int px, int py) {
                return unpack(tile.ptr<quint32>((py + tile.rows) % tile.rows)[(px + tile.cols) % tile.cols]);
            };
            const double kx = 0.5 * smoothStep(0.55, 1.0, ex);
            const double ky = 0.5 * smoothStep(0.55, 1.0, ey);
            const int mx = tile.cols - 1 - x;
            const int my = tile.rows - 1 - y;
            const Rgb top = mix(at(x, y), at(mx, y), kx);
            const Rgb bottom = mix(at(x, my), at(mx, my), kx);
            seamless.ptr<quint32>(y)[x] = pack(mix(top, bottom, ky));
        }
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        for (int x = 0; x < canvas.w; ++x)
            line[x] = seamless.ptr<quint32>(y % tile.rows)[x % tile.cols];
    }
}

} // namespace maquette::sandbox
