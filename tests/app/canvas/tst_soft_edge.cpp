// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Brush.h"
#include "app/canvas/MaskMath.h"
#include "app/canvas/SoftEdge.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

#include <cmath>

using namespace maquette;

namespace {

/// Soft strokes and a patch of some strength.
TiledMask softMask(QSize size, quint32 seed)
{
    Dice dice(seed);
    TiledMask mask(size);
    mask.fill(QRect(size.width() / 2, 0, 20, 15), 90);
    for (int stroke = 0; stroke < 3; ++stroke) {
        StrokePainter painter(mask, Brush{dice.real(10, 50), 0.8, 1, 0.1, false, false}, 255);
        painter.strokeTo({{dice.real(0, size.width()), dice.real(0, size.height())}, 1});
        painter.strokeTo({{dice.real(0, size.width()), dice.real(0, size.height())}, 1});
    }
    return mask;
}

/// The largest value within a circle, looking at all of it.
quint8 largestWithin(const Plain<quint8>& mask, int x, int y, int radius)
{
    quint8 most = 0;
    for (int v = -radius; v <= radius; ++v) {
        for (int u = -radius; u <= radius; ++u) {
            if (u * u + v * v <= radius * radius && mask.contains(x + u, y + v)) {
                most = std::max(most, mask.at(x + u, y + v));
            }
        }
    }
    return most;
}

Plain<quint8> expectedDilated(const Plain<quint8>& mask, int radius)
{
    Plain<quint8> result(mask.size);
    result.fill([&](int x, int y) { return largestWithin(mask, x, y, radius); });
    return result;
}

/// Distance to the nearest pixel for which \a is holds.
double distanceTo(const Plain<quint8>& mask, int x, int y, const std::function<bool(quint8)>& is)
{
    double best = 1e9;
    for (int v = 0; v < mask.size.height(); ++v) {
        for (int u = 0; u < mask.size.width(); ++u) {
            if (is(mask.at(u, v))) {
                best = std::min(best, std::hypot(u - x, v - y));
            }
        }
    }
    return best;
}

/// A wall of a ramp \a softness pixels wide: 255 on the left.
TiledMask ramp(QSize size, int softness)
{
    Plain<quint8> mask(size);
    mask.fill([&](int x, int) {
        return quint8(
            std::lround(std::clamp((size.width() / 2.0 + softness / 2.0 - x - 0.5) / softness, 0.0, 1.0) * 255));
    });
    return mask.tiled();
}

} // namespace

class SoftEdgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void tellsSoftFromHard();
    void dilatesExactly_data();
    void dilatesExactly();
    void shrinksExactly();
    void dilatesFarNearly();
    void keepsTheFormOfSoftEdges();
    void keepsStrengths();
    void blurReachesNoFarther_data();
    void blurReachesNoFarther();
    void blursAHardEdgeIntoTheRamp_data();
    void blursAHardEdgeIntoTheRamp();
    void blurIsSymmetric();
    void leavesBordersAlone();
    void stopsWhenCancelled();
};

void SoftEdgeTest::tellsSoftFromHard()
{
    TiledMask hard(QSize(300, 200));
    QVERIFY(!isSoft(hard));
    hard.fill(QRect(20, 20, 100, 100), 255);
    QVERIFY(!isSoft(hard));
    StrokePainter round(hard, Brush{80, 0, 1, 0.1, false, false}, 255);
    round.strokeTo({{200, 100}, 1});
    QVERIFY(!isSoft(hard));
    QVERIFY(isSoft(softMask(QSize(300, 200), 1)));
    QVERIFY(isSoft(TiledMask(QSize(10, 10), 100)));
    QVERIFY(isSoft(ramp(QSize(100, 100), 20)));
    QVERIFY(!isSoft(TiledMask()));
}

void SoftEdgeTest::dilatesExactly_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("radius");
    for (const QSize size : {QSize(70, 60), QSize(560, 20), QSize(1, 40)}) {
        for (const int radius : {1, 2, 3, 8, 20, 32}) {
            QTest::addRow("%d x %d, %d", size.width(), size.height(), radius) << size << radius;
        }
    }
}

void SoftEdgeTest::dilatesExactly()
{
    QFETCH(QSize, size);
    QFETCH(int, radius);
    const TiledMask mask = softMask(size, quint32(radius));
    QVERIFY(dilated(mask, radius, nullptr) == expectedDilated(Plain<quint8>(mask), radius).tiled());
}

void SoftEdgeTest::shrinksExactly()
{
    const TiledMask mask = softMask(QSize(90, 80), 3);
    Plain<quint8> expected = expectedDilated(Plain<quint8>(inverted(mask)), 7);
    for (quint8& value : expected.pixels) {
        value = quint8(255 - value);
    }
    QVERIFY(isSoft(mask));
    QVERIFY(applyEdge(mask, {-7, 0}) == expected.tiled());
    QVERIFY(applyEdge(mask, {9, 0}) == expectedDilated(Plain<quint8>(mask), 9).tiled());
}

void SoftEdgeTest::dilatesFarNearly()
{
    for (const int radius : {60, 150}) {
        const TiledMask mask = softMask(QSize(400, 300), 5);
        const Plain<quint8> before(mask);
        const Plain<quint8> result(dilated(mask, radius, nullptr));
        Dice dice(1);
        for (int sample = 0; sample < 800; ++sample) {
            const int x = dice.roll(0, 399);
            const int y = dice.roll(0, 299);
            // Means take the top off thin peaks.
            QVERIFY(result.at(x, y) >= largestWithin(before, x, y, radius - 5) - 6);
            QVERIFY(result.at(x, y) <= largestWithin(before, x, y, radius + 5));
        }
    }
}

void SoftEdgeTest::keepsTheFormOfSoftEdges()
{
    const TiledMask mask = ramp(QSize(600, 70), 40);
    for (const int grow : {30, -30, 100, -100}) {
        const TiledMask moved = applyEdge(mask, {grow, 0});
        for (int x = 150; x < 450; ++x) {
            QVERIFY2(std::abs(moved.pixel({x + grow, 35}) - mask.pixel({x, 35})) <= (std::abs(grow) > 32 ? 7 : 0),
                     qPrintable(QStringLiteral("%1 %2").arg(grow).arg(x)));
        }
    }
}

void SoftEdgeTest::keepsStrengths()
{
    TiledMask mask(QSize(300, 300));
    mask.fill(QRect(100, 100, 100, 100), 100);
    QCOMPARE(applyEdge(mask, {20, 0}).pixel({85, 150}), quint8(100));
    QCOMPARE(applyEdge(mask, {0, 10}).pixel({150, 150}), quint8(100));
    QVERIFY(std::abs(applyEdge(mask, {0, 10}).pixel({100, 150}) - 50) < 10);
}

void SoftEdgeTest::blurReachesNoFarther_data()
{
    QTest::addColumn<int>("radius");
    for (const int radius : {1, 2, 5, 12, 23, 24, 40, 75}) {
        QTest::addRow("%d", radius) << radius;
    }
}

void SoftEdgeTest::blurReachesNoFarther()
{
    QFETCH(int, radius);
    const TiledMask mask = softMask(QSize(230, 170), quint32(radius));
    const Plain<quint8> before(mask);
    const Plain<quint8> after(blurred(mask, radius, nullptr));
    int changed = 0;
    Dice dice(1);
    for (int sample = 0; sample < 300; ++sample) {
        const int x = dice.roll(0, 229);
        const int y = dice.roll(0, 169);
        if (distanceTo(before, x, y, [](quint8 value) { return value > 0; }) > radius) {
            QCOMPARE(after.at(x, y), quint8(0));
        } else if (distanceTo(before, x, y, [](quint8 value) { return value < 255; }) > radius) {
            QCOMPARE(after.at(x, y), quint8(255));
        }
        changed += after.at(x, y) != before.at(x, y) ? 1 : 0;
    }
    QVERIFY(changed > 0);
}

void SoftEdgeTest::blursAHardEdgeIntoTheRamp_data()
{
    QTest::addColumn<int>("radius");
    QTest::addColumn<int>("allowed");
    QTest::newRow("two") << 2 << 18; // few pixels, few steps
    QTest::newRow("four") << 4 << 11;
    QTest::newRow("near") << 9 << 10;
    QTest::newRow("farther") << 45 << 4;
    QTest::newRow("far") << 200 << 3;
}

void SoftEdgeTest::blursAHardEdgeIntoTheRamp()
{
    QFETCH(int, radius);
    QFETCH(int, allowed);
    TiledMask wall(QSize(700, 80));
    wall.fill(QRect(0, 0, 350, 80), 255);
    const TiledMask soft = blurred(wall, radius, nullptr);
    for (int x = 0; x < 700; ++x) {
        const double t = std::clamp((350 - (x + 0.5) + radius) / (2.0 * radius), 0.0, 1.0);
        QVERIFY2(std::abs(soft.pixel({x, 40}) - t * t * (3 - 2 * t) * 255) <= allowed,
                 qPrintable(QStringLiteral("%1: %2").arg(x).arg(soft.pixel({x, 40}))));
        QVERIFY(x == 0 || soft.pixel({x, 40}) <= soft.pixel({x - 1, 40}));
    }
}

void SoftEdgeTest::blurIsSymmetric()
{
    const TiledMask mask = softMask(QSize(300, 200), 4);
    for (const int radius : {9, 50}) {
        const Plain<quint8> one(blurred(inverted(mask), radius, nullptr));
        const Plain<quint8> other(inverted(blurred(mask, radius, nullptr)));
        QVERIFY(largestDifference(one, other) <= 2);
    }
}

void SoftEdgeTest::leavesBordersAlone()
{
    // Sizes that are no multiple of what means are taken of.
    const TiledMask full(QSize(301, 203), 255);
    const TiledMask half(QSize(301, 203), 100);
    for (const int radius : {5, 50, 200}) {
        QVERIFY(blurred(full, radius, nullptr).isUniform(255));
        QVERIFY(dilated(full, radius, nullptr).isUniform(255));
        QVERIFY(dilated(half, radius, nullptr).isUniform(100));
        for (const QPoint corner : {QPoint(0, 0), QPoint(300, 0), QPoint(0, 202), QPoint(300, 202)}) {
            QVERIFY(std::abs(blurred(half, radius, nullptr).pixel(corner) - 100) <= 1);
        }
    }
    QVERIFY(blurred(TiledMask(), 5, nullptr).isNull());
    QVERIFY(dilated(TiledMask(QSize(9, 9)), 5, nullptr).isUniform(0));
}

void SoftEdgeTest::stopsWhenCancelled()
{
    const std::atomic_bool cancelled = true;
    const TiledMask mask = softMask(QSize(100, 100), 4);
    QVERIFY(applyEdge(mask, {5, 0}, &cancelled).isNull());
    QVERIFY(applyEdge(mask, {-5, 0}, &cancelled).isNull());
    QVERIFY(applyEdge(mask, {0, 5}, &cancelled).isNull());
}

QTEST_GUILESS_MAIN(SoftEdgeTest)
#include "tst_soft_edge.moc"
