// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/FloodFill.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

#include <deque>

using namespace maquette;

namespace {

bool alike(QColor a, QColor b, int tolerance)
{
    if (a.alpha() == 0 && b.alpha() == 0) {
        return true;
    }
    const QColor x = a.alpha() == 0 ? QColor(0, 0, 0, 0) : a;
    const QColor y = b.alpha() == 0 ? QColor(0, 0, 0, 0) : b;
    return std::abs(x.red() - y.red()) <= tolerance && std::abs(x.green() - y.green()) <= tolerance &&
           std::abs(x.blue() - y.blue()) <= tolerance && std::abs(x.alpha() - y.alpha()) <= tolerance;
}

/// Breadth first, pixel by pixel.
Plain<quint8> expectedFill(const QImage& picture, QPoint seed, const FillOptions& options)
{
    Plain<quint8> mask(picture.size());
    const QColor like = picture.pixelColor(seed);
    if (!options.contiguous) {
        mask.fill([&](int x, int y) { return alike(picture.pixelColor(x, y), like, options.tolerance) ? 255 : 0; });
        return mask;
    }
    std::deque<QPoint> open{seed};
    mask.at(seed.x(), seed.y()) = 255;
    while (!open.empty()) {
        const QPoint at = open.front();
        open.pop_front();
        for (const QPoint step : {QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
            const QPoint next = at + step;
            if (mask.contains(next.x(), next.y()) && mask.at(next.x(), next.y()) == 0 &&
                alike(picture.pixelColor(next), like, options.tolerance)) {
                mask.at(next.x(), next.y()) = 255;
                open.push_back(next);
            }
        }
    }
    return mask;
}

} // namespace

class FloodFillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void agreesWithBreadthFirst_data();
    void agreesWithBreadthFirst();
    void selectsNothingOutside();
    void stopsWhenCancelled();
};

void FloodFillTest::agreesWithBreadthFirst_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("contiguous");
    QTest::addColumn<int>("tolerance");
    for (const auto format : {QImage::Format_RGB32, QImage::Format_ARGB32, QImage::Format_RGB888, QImage::Format_RGBA64,
                              QImage::Format_Grayscale8}) {
        for (const bool contiguous : {true, false}) {
            for (const int tolerance : {0, 40, 255}) {
                QTest::addRow("format %d, %s, tolerance %d", int(format), contiguous ? "contiguous" : "everywhere",
                              tolerance)
                    << int(format) << contiguous << tolerance;
            }
        }
    }
}

void FloodFillTest::agreesWithBreadthFirst()
{
    QFETCH(int, format);
    QFETCH(bool, contiguous);
    QFETCH(int, tolerance);
    Dice dice(quint32(format * 100 + tolerance));
    QImage picture(QSize(150, 97), QImage::Format_ARGB32);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const int shade = dice.roll(0, 9) < 6 ? 100 : dice.roll(0, 255);
            picture.setPixel(x, y, qRgba(shade, shade / 2, dice.roll(0, 20), dice.roll(0, 9) == 0 ? 0 : 255));
        }
    }
    picture.convertTo(QImage::Format(format));
    for (int round = 0; round < 12; ++round) {
        const QPoint seed(dice.roll(0, 149), dice.roll(0, 96));
        const FillOptions options{tolerance, contiguous};
        const TiledMask mask = selectByColour(picture, seed, options);
        QCOMPARE(mask.size(), picture.size());
        QVERIFY(mask == expectedFill(picture, seed, options).tiled());
    }
}

void FloodFillTest::selectsNothingOutside()
{
    QImage picture(QSize(20, 20), QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(selectByColour(picture, {20, 3}, {}).isUniform(0));
    QVERIFY(selectByColour(picture, {-1, 3}, {}).isUniform(0));
    QVERIFY(selectByColour(picture, {19, 19}, {}).isUniform(255));
    QVERIFY(selectByColour(QImage(), {0, 0}, {}).isNull());
}

void FloodFillTest::stopsWhenCancelled()
{
    QImage picture(QSize(20, 20), QImage::Format_RGB32);
    picture.fill(Qt::red);
    const std::atomic_bool cancelled = true;
    QVERIFY(selectByColour(picture, {1, 1}, {24, true}, &cancelled).isNull());
    QVERIFY(selectByColour(picture, {1, 1}, {24, false}, &cancelled).isNull());
}

QTEST_GUILESS_MAIN(FloodFillTest)
#include "tst_flood_fill.moc"
