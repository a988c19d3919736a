// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/sandbox/control/ControlPictures.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace maquette::sandbox {

QImage lineSketch(QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    image.fill(Qt::white);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.scale(size.width() / 100.0, size.height() / 100.0);
    QPen pen(Qt::black, 3);
    pen.setCosmetic(true);
    p.setPen(pen);
    p.drawLine(QPointF(0, 60), QPointF(100, 62));
    p.drawRect(QRectF(45, 45, 30, 35));
    p.drawPolygon(QPolygonF({QPointF(42, 45), QPointF(60, 25), QPointF(78, 45)}));
    p.drawEllipse(QPointF(20, 20), 9, 9.0 * size.width() / size.height());
    return image;
}

QImage colourSketch(QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    image.fill(QColor(140, 190, 240));
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.scale(size.width() / 100.0, size.height() / 100.0);
    p.fillRect(QRectF(0, 50, 100, 30), QColor(80, 160, 60));
    p.fillRect(QRectF(0, 80, 100, 20), QColor(30, 80, 190));
    p.fillRect(QRectF(55, 35, 25, 30), QColor(200, 40, 35));
    return image;
}

QImage photo(QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const double u = double(x) / size.width();
            const double v = double(y) / size.height();
            const bool hill = v > 0.55 + 0.12 * std::sin(7 * u);
            const bool tower = u > 0.55 && u < 0.75 && v > 0.2 && v < 0.8;
            const double window = std::fmod(u * 20, 1.0) > 0.5 && std::fmod(v * 14, 1.0) > 0.5 ? 60 : 0;
            const int light = int(tower ? 200 - 120 * u + window : hill ? 70 + 60 * v : 235 - 60 * v);
            image.setPixel(
                x, y,
                qRgb(tower ? light : light / 2, hill && !tower ? light : light * 3 / 4, hill ? light / 2 : light));
        }
    }
    return image;
}

QImage strokes(QSize size, QColor a, QColor b)
{
    QImage image(size, QImage::Format_RGB888);
    image.fill(a);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    for (int i = -size.height(); i < size.width(); i += 12) {
        p.setPen(QPen(i % 24 == 0 ? b : b.lighter(140), 5, Qt::SolidLine, Qt::RoundCap));
        p.drawLine(i, size.height(), i + size.height(), 0);
    }
    return image;
}

std::array<double, 3> meanColour(const QImage& image, QRectF part)
{
    std::array<double, 3> sum{};
    double n = 0;
    for (int y = int(part.top() * image.height()); y < int(part.bottom() * image.height()); ++y) {
        for (int x = int(part.left() * image.width()); x < int(part.right() * image.width()); ++x) {
            const QRgb c = image.pixel(x, y);
            sum[0] += qRed(c);
            sum[1] += qGreen(c);
            sum[2] += qBlue(c);
            ++n;
        }
    }
    return {sum[0] / n, sum[1] / n, sum[2] / n};
}

double distance(const QImage& a, const QImage& b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            sum +=
                std::pow(qRed(p) - qRed(q), 2) + std::pow(qGreen(p) - qGreen(q), 2) + std::pow(qBlue(p) - qBlue(q), 2);
        }
    }
    return std::sqrt(sum / (3.0 * a.width() * a.height()));
}

double edgeAgreement(const QImage& a, const QImage& b)
{
    const auto edge = [](const QImage& image, int x, int y) {
        const double dx = qGray(image.pixel(x + 1, y)) - qGray(image.pixel(x - 1, y));
        const double dy = qGray(image.pixel(x, y + 1)) - qGray(image.pixel(x, y - 1));
        return std::sqrt(std::hypot(dx, dy));
    };
    double n = 0, p = 0, q = 0, pp = 0, qq = 0, pq = 0;
    for (int y = 1; y + 1 < a.height(); ++y) {
        for (int x = 1; x + 1 < a.width(); ++x) {
            const double e = edge(a, x, y);
            const double f = edge(b, x, y);
            n += 1;
            p += e;
            q += f;
            pp += e * e;
            qq += f * f;
            pq += e * f;
        }
    }
    return (pq / n - p / n * q / n) / std::sqrt((pp / n - p / n * p / n) * (qq / n - q / n * q / n) + 1e-12);
}

double paletteDistance(const QImage& a, const QImage& b)
{
    const auto histogram = [](const QImage& image) {
        std::array<double, 216> cells{};
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QRgb c = image.pixel(x, y);
                cells[size_t((qRed(c) * 6 / 256 * 6 + qGreen(c) * 6 / 256) * 6 + qBlue(c) * 6 / 256)] +=
                    1.0 / (double(image.width()) * image.height());
            }
        }
        return cells;
    };
    const auto p = histogram(a);
    const auto q = histogram(b);
    double sum = 0;
    for (size_t i = 0; i < p.size(); ++i) {
        sum += std::abs(p[i] - q[i]) / 2;
    }
    return sum;
}

double roughness(const QImage& image)
{
    double sum = 0;
    for (int y = 0; y + 1 < image.height(); ++y) {
        for (int x = 0; x + 1 < image.width(); ++x) {
            const int c = qGray(image.pixel(x, y));
            sum += std::abs(c - qGray(image.pixel(x + 1, y))) + std::abs(c - qGray(image.pixel(x, y + 1)));
        }
    }
    return sum / (2.0 * image.width() * image.height());
}

} // namespace maquette::sandbox
