// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/canvas/tools/CursorLine.h"
#include "ui/canvas/tools/ToolPaint.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace maquette;

namespace {

constexpr QSize kSize(900, 900);
constexpr int kNearEnough = 3; ///< of 255: laid over in two steps or one

template <typename Draw>
QImage drawn(double ratio, const Draw& draw)
{
    QImage image(kSize * ratio, QImage::Format_RGB32);
    image.fill(QColor(90, 140, 60));
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    draw(painter);
    return image;
}

int mostApart(const QImage& a, const QImage& b)
{
    int most = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb one = a.pixel(x, y);
            const QRgb other = b.pixel(x, y);
            most = std::max({most, std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
                             std::abs(qBlue(one) - qBlue(other))});
        }
    }
    return most;
}

QPainterPath circle(QPointF middle, double radius)
{
    QPainterPath path;
    path.addEllipse(middle, radius, radius);
    return path;
}

} // namespace

class TestCursorLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void isTheToolLineAtTheNearestPixel_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::newRow("100 %") << 1.0;
        QTest::newRow("125 %") << 1.25;
        QTest::newRow("200 %") << 2.0;
    }

    void isTheToolLineAtTheNearestPixel()
    {
        QFETCH(double, ratio);
        CursorLine line;
        // Moving, changing its form, and too large to be kept.
        for (const auto& [middle, radius] : QList<std::pair<QPointF, double>>{
                 {{200, 200}, 40}, {{231.4, 187.7}, 40}, {{231.4, 187.7}, 41}, {{450, 450}, 12}, {{450, 450}, 400}}) {
            const QPointF whole =
                radius > 300 ? middle
                             : QPointF(std::round(middle.x() * ratio) / ratio, std::round(middle.y() * ratio) / ratio);
            const QPainterPath path = circle(middle, radius);
            const QPainterPath expected = circle(whole, radius);
            const QImage ours = drawn(ratio, [&](QPainter& painter) { line.paint(painter, path); });
            const QImage direct = drawn(ratio, [&](QPainter& painter) { paintToolLine(painter, expected); });
            QVERIFY2(mostApart(ours, direct) <= kNearEnough,
                     qPrintable(QStringLiteral("radius %1: %2").arg(radius).arg(mostApart(ours, direct))));
        }
    }
};

QTEST_MAIN(TestCursorLine)
#include "TestCursorLine.moc"
