// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/RoughFill.h"
#include "tests/app/canvas/RandomPictures.h"
#include "tests/support/TestMain.h"

#include <QColorSpace>

#include <cmath>
#include <cstring>

using namespace maquette;

namespace {

/// Mean and spread of the green of an area.
std::pair<double, double> statistics(const QImage& image, const QRect& area)
{
    double sum = 0;
    double squares = 0;
    const double count = double(area.width()) * area.height();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const double value = qGreen(image.pixel(x, y));
            sum += value;
            squares += value * value;
        }
    }
    const double mean = sum / count;
    return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

} // namespace

class RoughFillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void touchesNothingOutside_data();
    void touchesNothingOutside();
    void continuesAGradient();
    void continuesTexture();
    void continuesStripes();
    void forgetsWhatWasThere();
    void takesAnyMask_data();
    void takesAnyMask();
    void isTheSameEveryTime();
    void canBeCancelled();
};

void RoughFillTest::touchesNothingOutside_data()
{
    QTest::addColumn<QImage::Format>("format");
    QTest::newRow("8 bit") << QImage::Format_RGB32;
    QTest::newRow("24 bit") << QImage::Format_RGB888;
    QTest::newRow("alpha") << QImage::Format_ARGB32;
    QTest::newRow("16 bit") << QImage::Format_RGBX64;
    QTest::newRow("16 bit alpha") << QImage::Format_RGBA64;
}

void RoughFillTest::touchesNothingOutside()
{
    QFETCH(QImage::Format, format);
    QImage picture = noise({220, 150}, format, 1);
    picture.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    const TiledMask mask = randomMask(picture.size(), QRect(40, 30, 120, 90), 2);
    const QImage filled = roughFill(picture, mask);
    QCOMPARE(filled.format(), format);
    QCOMPARE(filled.colorSpace(), picture.colorSpace());
    const int bytes = picture.depth() / 8;
    int changed = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const bool same = std::memcmp(picture.constScanLine(y) + x * bytes, filled.constScanLine(y) + x * bytes,
                                          std::size_t(bytes)) == 0;
            QVERIFY(same || mask.pixel({x, y}) != 0);
            changed += same ? 0 : 1;
        }
    }
    QVERIFY(changed > 500);
}

void RoughFillTest::continuesAGradient()
{
    QImage picture(400, 300, QImage::Format_RGB32);
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 400; ++x) {
            picture.setPixel(x, y, qRgb(40 + x / 3, 60 + y / 3, 90));
        }
    }
    const QImage whole = picture;
    QPainter(&picture).fillRect(QRect(150, 100, 90, 80), Qt::magenta);
    TiledMask mask(picture.size());
    mask.fill(QRect(148, 98, 94, 84), 255);
    const QImage filled = roughFill(picture, mask);
    // No colour that is not at the border of the hole, and on the whole the right one at the right place.
    double apart = 0;
    for (int y = 98; y < 182; ++y) {
        for (int x = 148; x < 242; ++x) {
            const QRgb pixel = filled.pixel(x, y);
            QVERIFY(qRed(pixel) >= 40 + 148 / 3 - 4 && qRed(pixel) <= 40 + 242 / 3 + 4);
            QVERIFY(qGreen(pixel) >= 60 + 98 / 3 - 4 && qGreen(pixel) <= 60 + 182 / 3 + 4);
            QVERIFY(qAbs(qBlue(pixel) - 90) < 4);
            apart += qAbs(qRed(pixel) - qRed(whole.pixel(x, y))) + qAbs(qGreen(pixel) - qGreen(whole.pixel(x, y)));
        }
    }
    apart /= 2.0 * 94 * 84;
    // All of one colour, the mean, would be 7.4 apart.
    QVERIFY2(apart < 5, qPrintable(QString::number(apart)));
}

void RoughFillTest::continuesTexture()
{
    // Sand: every pixel its own. A fill that only blurs would be flat.
    QRandomGenerator random(3);
    QImage picture(1200, 900, QImage::Format_RGB32);
    for (int y = 0; y < 900; ++y) {
        for (int x = 0; x < 1200; ++x) {
            const int value = 120 + random.bounded(60);
            picture.setPixel(x, y, qRgb(value, value - 20, value - 60));
        }
    }
    TiledMask mask(picture.size());
    const QRect hole(400, 300, 400, 300);
    mask.fill(hole, 255);
    const auto [meanOutside, spreadOutside] = statistics(picture, QRect(50, 50, 300, 200));
    const auto [mean, spread] = statistics(roughFill(picture, mask), hole.adjusted(20, 20, -20, -20));
    QVERIFY2(std::abs(mean - meanOutside) < 4, qPrintable(QString::number(mean)));
    QVERIFY2(spread > 0.6 * spreadOutside && spread < 1.6 * spreadOutside, qPrintable(QString::number(spread)));
}

void RoughFillTest::continuesStripes()
{
    // Boards 24 pixels wide: they should run through, not end in a cloud.
    QImage picture(600, 400, QImage::Format_RGB32);
    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 600; ++x) {
            picture.setPixel(x, y, (x / 24) % 2 ? qRgb(180, 150, 110) : qRgb(90, 60, 40));
        }
    }
    TiledMask mask(picture.size());
    const QRect hole(250, 150, 100, 90);
    mask.fill(hole, 255);
    const QImage filled = roughFill(picture, mask);
    int right = 0;
    for (int y = hole.top(); y <= hole.bottom(); ++y) {
        for (int x = hole.left(); x <= hole.right(); ++x) {
            right += qAbs(qGreen(filled.pixel(x, y)) - qGreen(picture.pixel(x, y))) < 25 ? 1 : 0;
        }
    }
    QVERIFY2(right > 0.8 * hole.width() * hole.height(), qPrintable(QString::number(right)));
}

void RoughFillTest::forgetsWhatWasThere()
{
    QImage picture = scene({500, 400}, 4);
    QPainter painter(&picture);
    painter.setBrush(QColor(255, 0, 255));
    painter.drawEllipse(QPoint(250, 200), 60, 60);
    painter.end();
    TiledMask mask(picture.size());
    mask.fill(QRect(180, 130, 140, 140), 255);
    const QImage filled = roughFill(picture, mask);
    for (int y = 130; y < 270; ++y) {
        for (int x = 180; x < 320; ++x) {
            const QColor colour(filled.pixel(x, y));
            QVERIFY(colour.red() + colour.blue() - 2 * colour.green() < 320);
        }
    }
}

void RoughFillTest::takesAnyMask_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QRect>("hole");
    QTest::newRow("everything") << QSize(90, 70) << QRect(0, 0, 90, 70);
    QTest::newRow("all but a line") << QSize(90, 70) << QRect(0, 1, 90, 69);
    QTest::newRow("a corner") << QSize(90, 70) << QRect(60, 40, 30, 30);
    QTest::newRow("one pixel") << QSize(90, 70) << QRect(30, 30, 1, 1);
    QTest::newRow("a tiny picture") << QSize(3, 2) << QRect(1, 0, 1, 1);
    QTest::newRow("a strip") << QSize(900, 2) << QRect(300, 0, 200, 2);
    QTest::newRow("nothing") << QSize(90, 70) << QRect();
}

void RoughFillTest::takesAnyMask()
{
    QFETCH(QSize, size);
    QFETCH(QRect, hole);
    const QImage picture = scene(size, 5);
    TiledMask mask(size);
    mask.fill(hole, 255);
    const QImage filled = roughFill(picture, mask);
    QCOMPARE(filled.size(), size);
    QCOMPARE(filled == picture, hole.isEmpty());
    QVERIFY(roughFill(picture, TiledMask(size + QSize(1, 0))).isNull());
}

void RoughFillTest::isTheSameEveryTime()
{
    const QImage picture = scene({300, 200}, 6);
    const TiledMask mask = randomMask(picture.size(), QRect(80, 50, 120, 90), 7);
    QCOMPARE(roughFill(picture, mask), roughFill(picture, mask));
}

void RoughFillTest::canBeCancelled()
{
    const std::atomic_bool cancelled = true;
    const QImage picture = scene({300, 200}, 6);
    QVERIFY(roughFill(picture, randomMask(picture.size(), QRect(80, 50, 120, 90), 7), &cancelled).isNull());
}

QTEST_GUILESS_MAIN(RoughFillTest)
#include "tst_rough_fill.moc"
