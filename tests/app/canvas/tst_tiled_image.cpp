// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/TiledImage.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

using namespace maquette;

class TiledImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void knowsItsTiles();
    void isNullWhenEmpty();
    void agreesWithAPlainArray_data();
    void agreesWithAPlainArray();
    void sharesTilesUntilWritten();
    void leavesEqualTilesShared();
    void makesTilesUniform();
    void ignoresWhatLiesPastTheEdge();
    void givesPictures();
    void takesTheLuminance_data();
    void takesTheLuminance();
    void takesSixteenBits();
};

void TiledImageTest::knowsItsTiles()
{
    const TiledMask mask(QSize(130, 65), 7);
    QCOMPARE(mask.columns(), 3);
    QCOMPARE(mask.rows(), 2);
    QCOMPARE(mask.tileCount(), 6);
    QCOMPARE(mask.tileRect(0), QRect(0, 0, 64, 64));
    QCOMPARE(mask.tileRect(2), QRect(128, 0, 2, 64));
    QCOMPARE(mask.tileRect(5), QRect(128, 64, 2, 1));
    QCOMPARE(mask.tilesIn(QRect(-10, -10, 500, 500)), QRect(0, 0, 3, 2));
    QCOMPARE(mask.tilesIn(QRect(63, 0, 2, 1)), QRect(0, 0, 2, 1));
    QVERIFY(mask.tilesIn(QRect(130, 0, 10, 10)).isEmpty());
    QCOMPARE(mask.bytes(), 0);
    QVERIFY(mask.isUniform(7));
    QVERIFY(!mask.isUniform(6));
    QCOMPARE(mask.contentRect(), mask.rect());
}

void TiledImageTest::isNullWhenEmpty()
{
    TiledMask mask;
    QVERIFY(mask.isNull());
    QVERIFY(TiledMask(QSize(0, 5)).isNull());
    QVERIFY(TiledMask(QSize(-3, 5)).rect().isEmpty());
    mask.fill(QRect(0, 0, 10, 10), 1);
    QCOMPARE(mask.pixel({0, 0}), quint8(0));
    QVERIFY(mask.contentRect().isNull());
    QVERIFY(!TiledMask(QSize(1, 1)).isNull());
}

void TiledImageTest::agreesWithAPlainArray_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("one pixel") << QSize(1, 1);
    QTest::newRow("one tile") << QSize(64, 64);
    QTest::newRow("a little more") << QSize(65, 129);
    QTest::newRow("a little less") << QSize(127, 63);
    QTest::newRow("flat") << QSize(300, 2);
}

void TiledImageTest::agreesWithAPlainArray()
{
    QFETCH(QSize, size);
    Dice dice(quint32(size.width() * 1000 + size.height()));
    TiledColour image(size);
    Plain<QRgb> plain(size);
    for (int round = 0; round < 60; ++round) {
        const QRect area(dice.roll(-20, size.width()), dice.roll(-20, size.height()), dice.roll(1, 150),
                         dice.roll(1, 150));
        // Few different values, so that tiles become uniform now and then.
        std::vector<QRgb> values(size_t(area.width()) * size_t(area.height()), QRgb(dice.roll(0, 2)));
        const bool flat = dice.roll(0, 1) == 0;
        if (flat) {
            image.fill(area, values[0]);
        } else {
            values[size_t(dice.roll(0, int(values.size()) - 1))] = 5;
            image.write(area, values.data(), area.width());
        }
        QRect content;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                if (area.contains(x, y)) {
                    plain.at(x, y) = values[size_t(y - area.top()) * size_t(area.width()) + size_t(x - area.left())];
                }
                QCOMPARE(image.pixel({x, y}), plain.at(x, y));
                content |= plain.at(x, y) != 0 ? QRect(x, y, 1, 1) : QRect();
            }
        }
        QCOMPARE(image.contentRect(), content);
        std::vector<QRgb> got(values.size(), 99);
        image.read(area, got.data(), area.width());
        for (size_t at = 0; at < got.size(); ++at) {
            const int x = area.left() + int(at) % area.width();
            const int y = area.top() + int(at) / area.width();
            QCOMPARE(got[at], plain.contains(x, y) ? plain.at(x, y) : 0U);
        }
    }
    QVERIFY(image == plain.tiled());
}

void TiledImageTest::sharesTilesUntilWritten()
{
    TiledMask mask(QSize(256, 256));
    mask.fill(QRect(10, 10, 20, 20), 9);
    TiledMask copy = mask;
    QCOMPARE(copy.bytes(), mask.bytes());
    QVERIFY(copy.tile(0).pixels() == mask.tile(0).pixels());
    copy.fill(QRect(12, 12, 1, 1), 200);
    QVERIFY(copy.tile(0).pixels() != mask.tile(0).pixels());
    QCOMPARE(mask.pixel({12, 12}), quint8(9));
    QCOMPARE(copy.pixel({12, 12}), quint8(200));
    QVERIFY(!(copy == mask));
    copy.fill(QRect(12, 12, 1, 1), 9);
    QVERIFY(copy == mask);
}

void TiledImageTest::leavesEqualTilesShared()
{
    TiledMask mask(QSize(128, 64));
    mask.fill(QRect(10, 10, 20, 20), 9);
    TiledMask copy = mask;
    std::vector<quint8> same(128 * 64);
    mask.read(mask.rect(), same.data(), 128);
    copy.write(copy.rect(), same.data(), 128);
    QVERIFY(copy.tile(0).sharesWith(mask.tile(0)));
}

void TiledImageTest::makesTilesUniform()
{
    TiledMask mask(QSize(100, 100));
    mask.fill(QRect(0, 0, 50, 100), 255);
    QVERIFY(mask.bytes() > 0);
    mask.fill(QRect(50, 0, 50, 100), 255);
    QCOMPARE(mask.bytes(), 0);
    const std::vector<quint8> zeros(100 * 100, 0);
    mask.fill(QRect(5, 5, 3, 3), 1);
    mask.write(mask.rect(), zeros.data(), 100);
    QCOMPARE(mask.bytes(), 0);
    QVERIFY(mask.contentRect().isNull());
    // The unused part of an edge tile may hold anything.
    quint8* pixels = mask.editTile(3);
    std::fill_n(pixels, Tile<quint8>::kPixels, quint8(3));
    for (int y = 0; y < 36; ++y) {
        std::fill_n(pixels + y * 64, 36, quint8(4));
    }
    QCOMPARE(mask.contentRect(), QRect(64, 64, 36, 36));
    mask.compactTile(3);
    QVERIFY(mask.tile(3).isUniform());
    QCOMPARE(mask.tile(3).value(), quint8(4));
}

void TiledImageTest::ignoresWhatLiesPastTheEdge()
{
    TiledMask mask(QSize(70, 70));
    mask.fill(QRect(-100, -100, 500, 101), 1);
    QCOMPARE(mask.contentRect(), QRect(0, 0, 70, 1));
    mask.fill(QRect(200, 200, 5, 5), 1);
    QCOMPARE(mask.contentRect(), QRect(0, 0, 70, 1));
    QCOMPARE(mask.pixel({-1, 0}), quint8(0));
    QCOMPARE(mask.pixel({70, 0}), quint8(0));
}

void TiledImageTest::givesPictures()
{
    TiledMask mask(QSize(70, 70));
    mask.fill(QRect(60, 60, 10, 10), 77);
    const QImage grey = toImage(mask, QRect(59, 59, 20, 20));
    QCOMPARE(grey.format(), QImage::Format_Grayscale8);
    QCOMPARE(qRed(grey.pixel(0, 0)), 0);
    QCOMPARE(qRed(grey.pixel(1, 1)), 77);
    QCOMPARE(qRed(grey.pixel(10, 10)), 77);
    QCOMPARE(qRed(grey.pixel(11, 11)), 0);
    TiledColour colour(QSize(70, 70));
    colour.fill(QRect(3, 3, 1, 1), 0x80402010);
    const QImage picture = toImage(colour, colour.rect());
    QCOMPARE(picture.format(), QImage::Format_ARGB32_Premultiplied);
    QCOMPARE(reinterpret_cast<const QRgb*>(picture.constScanLine(3))[3], 0x80402010U);
    QVERIFY(toImage(mask, QRect()).isNull());
}

void TiledImageTest::takesTheLuminance_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<int>("expected");
    QTest::newRow("grey") << int(QImage::Format_Grayscale8) << QColor(99, 99, 99) << 99;
    QTest::newRow("white rgb") << int(QImage::Format_RGB32) << QColor(Qt::white) << 255;
    QTest::newRow("grey rgb888") << int(QImage::Format_RGB888) << QColor(50, 50, 50) << 50;
    QTest::newRow("palette") << int(QImage::Format_Indexed8) << QColor(80, 80, 80) << 80;
    QTest::newRow("transparent white") << int(QImage::Format_ARGB32) << QColor(255, 255, 255, 0) << 0;
    QTest::newRow("half transparent white") << int(QImage::Format_ARGB32) << QColor(255, 255, 255, 128) << 128;
    QTest::newRow("opaque black") << int(QImage::Format_RGBA8888) << QColor(Qt::black) << 0;
}

void TiledImageTest::takesTheLuminance()
{
    QFETCH(int, format);
    QFETCH(QColor, colour);
    QFETCH(int, expected);
    // More than one band of rows.
    QImage picture(QSize(66, 1100), QImage::Format(format));
    if (picture.format() == QImage::Format_Indexed8) {
        picture.setColorTable({qRgb(1, 2, 3), colour.rgb()});
        picture.fill(1);
    } else {
        picture.fill(colour);
    }
    const TiledMask mask = maskFromImage(picture);
    QCOMPARE(mask.size(), picture.size());
    QVERIFY2(mask.isUniform(quint8(expected)), qPrintable(QString::number(mask.pixel({0, 0}))));
}

void TiledImageTest::takesSixteenBits()
{
    QImage picture(QSize(70, 3), QImage::Format_Grayscale16);
    for (int x = 0; x < 70; ++x) {
        for (int y = 0; y < 3; ++y) {
            reinterpret_cast<quint16*>(picture.scanLine(y))[x] = quint16(x * 3 * 257);
        }
    }
    const TiledMask mask = maskFromImage(picture);
    for (int x = 0; x < 70; ++x) {
        QCOMPARE(int(mask.pixel({x, 1})), x * 3);
    }
}

QTEST_GUILESS_MAIN(TiledImageTest)
#include "tst_tiled_image.moc"
