// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Shapes.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

#include <QPainterPath>

#include <cmath>
#include <functional>

using namespace maquette;

namespace {

constexpr QSize kSize(200, 1100);

Plain<quint8> noise(QSize size, quint32 seed)
{
    Dice dice(seed);
    Plain<quint8> mask(size);
    // Whole tiles of one value as well as noise.
    mask.fill([&](int x, int y) { return x / 64 == 1 ? quint8(y < 128 ? 255 : 0) : quint8(dice.roll(0, 255)); });
    return mask;
}

int combinedBy(Combine how, int mask, int with)
{
    switch (how) {
    case Combine::Replace:
        return with;
    case Combine::Add:
        return std::max(mask, with);
    case Combine::Subtract:
        return std::min(mask, 255 - with);
    case Combine::Intersect:
        return std::min(mask, with);
    }
    return -1;
}

/// How much of a pixel lies within \a contains, by 16 x 16 samples.
double sampled(int x, int y, const std::function<bool(double, double)>& contains)
{
    int hits = 0;
    for (int v = 0; v < 16; ++v) {
        for (int u = 0; u < 16; ++u) {
            hits += contains(x + (u + 0.5) / 16, y + (v + 0.5) / 16) ? 1 : 0;
        }
    }
    return hits / 256.0;
}

QPainterPath rectanglePath(QRectF area)
{
    QPainterPath path;
    path.addRect(area);
    return path;
}

} // namespace

class ShapesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void combines_data();
    void combines();
    void combinesOtherSizes();
    void fillsRectanglesExactly();
    void antialiases_data();
    void antialiases();
    void hasHardEdgesWithoutAntialiasing();
    void followsTheFillRule();
    void fillsPastTheBorder();
};

void ShapesTest::combines_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("replace") << int(Combine::Replace);
    QTest::newRow("add") << int(Combine::Add);
    QTest::newRow("subtract") << int(Combine::Subtract);
    QTest::newRow("intersect") << int(Combine::Intersect);
}

void ShapesTest::combines()
{
    QFETCH(int, how);
    const Plain<quint8> mask = noise(kSize, 1);
    Plain<quint8> with = noise(kSize, 2);
    for (int y = 64; y < 300; ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            with.at(x, y) = y < 200 ? 0 : 255;
        }
    }
    TiledMask result = mask.tiled();
    const QRect changed = combineMask(result, with.tiled(), Combine(how));
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            QCOMPARE(int(result.pixel({x, y})), combinedBy(Combine(how), mask.at(x, y), with.at(x, y)));
            QVERIFY(result.pixel({x, y}) == mask.at(x, y) || changed.contains(x, y));
        }
    }
    TiledMask again = result;
    if (Combine(how) != Combine::Replace) {
        QVERIFY(combineMask(again, with.tiled(), Combine(how)).isNull());
    }
}

void ShapesTest::combinesOtherSizes()
{
    const TiledMask full(QSize(100, 300), 200);
    TiledMask mask(QSize(150, 200), 255);
    combineMask(mask, full, Combine::Intersect);
    QCOMPARE(mask.size(), QSize(150, 200));
    QCOMPARE(mask.contentRect(), QRect(0, 0, 100, 200));
    QCOMPARE(mask.pixel({99, 199}), quint8(200));
}

void ShapesTest::fillsRectanglesExactly()
{
    TiledMask mask(kSize);
    const QRect area(13, 500, 150, 77);
    const QRect changed = fillPath(mask, rectanglePath(area), Combine::Add);
    QCOMPARE(mask.contentRect(), area);
    QVERIFY(changed.contains(area));
    Plain<quint8> expected(kSize);
    expected.fill([&](int x, int y) { return area.contains(x, y) ? 255 : 0; });
    QVERIFY(mask == expected.tiled());
    fillPath(mask, rectanglePath(QRect(20, 510, 10, 10)), Combine::Subtract);
    QCOMPARE(mask.pixel({20, 510}), quint8(0));
    QCOMPARE(mask.pixel({19, 510}), quint8(255));
    fillPath(mask, rectanglePath(QRect(0, 0, 4, 4)), Combine::Replace, 90);
    QCOMPARE(mask.contentRect(), QRect(0, 0, 4, 4));
    QVERIFY(mask.pixel({1, 1}) == 90);
}

void ShapesTest::antialiases_data()
{
    QTest::addColumn<int>("value");
    QTest::newRow("full") << 255;
    QTest::newRow("half") << 128;
}

void ShapesTest::antialiases()
{
    QFETCH(int, value);
    const QPointF centre(90.3, 520.6);
    QPainterPath ellipse;
    ellipse.addEllipse(centre, 70.2, 300.7);
    QPainterPath triangle;
    triangle.addPolygon(QPolygonF{{10.5, 700.25}, {180.75, 900.5}, {30, 1000.125}, {10.5, 700.25}});
    for (const QPainterPath& path : {ellipse, triangle}) {
        const auto contains = [&path](double x, double y) { return path.contains(QPointF(x, y)); };
        TiledMask mask(kSize);
        fillPath(mask, path, Combine::Add, quint8(value));
        const QRect box = path.boundingRect().toAlignedRect().adjusted(-2, -2, 2, 2) & mask.rect();
        for (int y = box.top(); y <= box.bottom(); y += 29) {
            for (int x = box.left(); x <= box.right(); ++x) {
                const double expected = value * sampled(x, y, contains);
                QVERIFY2(std::abs(mask.pixel({x, y}) - expected) <= value * 0.08 + 1,
                         qPrintable(QStringLiteral("%1,%2 %3 %4").arg(x).arg(y).arg(mask.pixel({x, y})).arg(expected)));
            }
        }
    }
}

void ShapesTest::hasHardEdgesWithoutAntialiasing()
{
    QPainterPath ellipse;
    ellipse.addEllipse(QPointF(90.3, 520.6), 70.2, 300.7);
    TiledMask mask(kSize);
    fillPath(mask, ellipse, Combine::Add, 255, false);
    for (int y = 0; y < kSize.height(); y += 2) {
        for (int x = 0; x < kSize.width(); ++x) {
            const quint8 value = mask.pixel({x, y});
            QVERIFY(value == 0 || value == 255);
            const double where = std::hypot((x + 0.5 - 90.3) / 70.2, (y + 0.5 - 520.6) / 300.7);
            if (std::abs(where - 1) > 0.02) {
                QCOMPARE(value, quint8(where < 1 ? 255 : 0));
            }
        }
    }
}

void ShapesTest::followsTheFillRule()
{
    QPainterPath path = rectanglePath(QRect(10, 10, 100, 100));
    path.addRect(QRect(30, 30, 40, 40));
    TiledMask mask(kSize);
    path.setFillRule(Qt::OddEvenFill);
    fillPath(mask, path, Combine::Replace);
    QCOMPARE(mask.pixel({40, 40}), quint8(0));
    path.setFillRule(Qt::WindingFill);
    fillPath(mask, path, Combine::Replace);
    QCOMPARE(mask.pixel({40, 40}), quint8(255));
}

void ShapesTest::fillsPastTheBorder()
{
    TiledMask mask(kSize);
    fillPath(mask, rectanglePath(QRectF(-1e5, -1e5, 2e5 + 3, 2e5)), Combine::Add);
    fillPath(mask, rectanglePath(QRect(5000, 5000, 3, 3)), Combine::Add);
    fillPath(mask, QPainterPath(), Combine::Add);
    QCOMPARE(mask.contentRect(), mask.rect());
    QVERIFY(mask.isUniform(255));
    fillPath(mask, QPainterPath(), Combine::Replace);
    QVERIFY(mask.isUniform(0));
    TiledMask null;
    QVERIFY(fillPath(null, rectanglePath(QRect(0, 0, 3, 3)), Combine::Add).isNull());
}

QTEST_GUILESS_MAIN(ShapesTest)
#include "tst_shapes.moc"
