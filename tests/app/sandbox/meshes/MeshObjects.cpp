// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/sandbox/meshes/MeshObjects.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

QImage cutOut(const std::function<void(QPainter&)>& draw)
{
    QImage image(720, 640, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    draw(painter);
    return image;
}

QImage objectNamed(const QString& name)
{
    if (name == s("ball")) {
        return cutOut([](QPainter& p) {
            QRadialGradient light(320, 260, 300);
            light.setColorAt(0, QColor(250, 180, 120));
            light.setColorAt(1, QColor(120, 40, 20));
            p.setBrush(light);
            p.drawEllipse(QPoint(360, 320), 240, 240);
        });
    }
    if (name == s("ring")) {
        return cutOut([](QPainter& p) {
            p.setBrush(QColor(60, 120, 200));
            p.drawEllipse(QPoint(360, 320), 250, 250);
            p.setCompositionMode(QPainter::CompositionMode_Clear);
            p.drawEllipse(QPoint(360, 320), 120, 120);
        });
    }
    if (name == s("stool")) {
        return cutOut([](QPainter& p) {
            p.setBrush(QColor(160, 100, 50));
            p.drawRoundedRect(150, 120, 420, 110, 30, 30);
            for (const int x : {180, 330, 380, 525}) {
                p.drawRect(x, 200, 14, 380);
            }
        });
    }
    if (name == s("two pieces")) {
        return cutOut([](QPainter& p) {
            p.setBrush(QColor(40, 160, 90));
            p.drawEllipse(QPoint(220, 300), 130, 200);
            p.drawRect(450, 200, 160, 220);
        });
    }
    if (name == s("checks that touch at corners")) {
        return cutOut([](QPainter& p) {
            p.setRenderHint(QPainter::Antialiasing, false);
            for (int i = 0; i < 30; ++i) {
                p.fillRect(100 + i % 6 * 80, 100 + i / 6 * 80, 80, 80,
                           (i % 6 + i / 6) % 2 == 0 ? QColor(200, 180, 60) : QColor(Qt::transparent));
            }
        });
    }
    if (name == s("a hair")) {
        return cutOut([](QPainter& p) {
            p.setRenderHint(QPainter::Antialiasing, false);
            p.fillRect(10, 300, 700, 1, Qt::darkRed);
        });
    }
    if (name == s("nothing at all")) {
        return cutOut([](QPainter&) {});
    }
    QImage whole(720, 640, QImage::Format_RGB32);
    whole.fill(QColor(30, 90, 160));
    if (name == s("photo on white")) {
        whole.fill(QColor(246, 245, 243));
        QPainter p(&whole);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        p.setBrush(QColor(190, 30, 30));
        p.drawEllipse(QPoint(380, 330), 170, 190);
    }
    return whole;
}

double overlap(const QImage& a, const QImage& b)
{
    int both = 0;
    int either = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const bool inA = qAlpha(a.pixel(x, y)) > 127;
            const bool inB = qAlpha(b.pixel(x, y)) > 127;
            both += inA && inB ? 1 : 0;
            either += inA || inB ? 1 : 0;
        }
    }
    return either == 0 ? 0 : double(both) / either;
}

namespace {

QRect boxOf(const QImage& image)
{
    QRect box;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > 127) {
                box |= QRect(x, y, 1, 1);
            }
        }
    }
    return box;
}

} // namespace

QImage framed(const QImage& picture, int side, double part)
{
    const QRect box = boxOf(picture);
    const double scale = part * side / std::max(box.width(), box.height());
    QImage out(side, side, QImage::Format_ARGB32);
    out.fill(Qt::transparent);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSizeF size(box.width() * scale, box.height() * scale);
    painter.drawImage(QRectF({(side - size.width()) / 2, (side - size.height()) / 2}, size), picture, box);
    return out;
}

int difference(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

} // namespace maquette
