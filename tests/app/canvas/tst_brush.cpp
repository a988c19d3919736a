// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Brush.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

#include <cmath>
#include <limits>

using namespace maquette;

namespace {

struct Dab
{
    double x;
    double y;
    double pressure;
};

/// Where dabs lie, from the description: at the first point, then at every spacing along the way.
std::vector<Dab> dabsOf(const QList<StrokePoint>& points, const Brush& brush)
{
    const auto step = [&](double pressure) {
        const double size = brush.pressureSize ? std::max(brush.size * pressure, 1.0) : brush.size;
        return std::max(brush.spacing * size, 0.5);
    };
    std::vector<Dab> dabs{{points[0].at.x(), points[0].at.y(), points[0].pressure}};
    double wait = step(points[0].pressure);
    for (int at = 1; at < points.size(); ++at) {
        const StrokePoint& a = points[at - 1];
        const StrokePoint& b = points[at];
        const double length = std::hypot(b.at.x() - a.at.x(), b.at.y() - a.at.y());
        double gone = 0;
        while (gone + wait <= length) {
            gone += wait;
            const double share = gone / length;
            const Dab dab{a.at.x() + (b.at.x() - a.at.x()) * share, a.at.y() + (b.at.y() - a.at.y()) * share,
                          a.pressure + (b.pressure - a.pressure) * share};
            dabs.push_back(dab);
            wait = step(dab.pressure);
        }
        wait -= length - gone;
    }
    return dabs;
}

/// The stroke's coverage of one pixel, 0 to 1: the largest of its dabs.
double coverageAt(int x, int y, const std::vector<Dab>& dabs, const Brush& brush)
{
    double most = 0;
    for (const Dab& dab : dabs) {
        const double size = brush.pressureSize ? std::max(brush.size * dab.pressure, 1.0) : brush.size;
        const double radius = size / 2;
        const double distance = std::hypot(x + 0.5 - dab.x, y + 0.5 - dab.y);
        const double t = std::clamp((radius + 0.5 - distance) / (1 + brush.softness * radius), 0.0, 1.0);
        const double opacity = brush.opacity * (brush.pressureOpacity ? dab.pressure : 1.0);
        most = std::max(most, t * t * (3 - 2 * t) * opacity);
    }
    return most;
}

const QList<StrokePoint> kWay{
    {{20.3, 30.1}, 0.4}, {{90.0, 40.5}, 1.0}, {{90.0, 41.0}, 0.9}, {{-30.0, 120.7}, 0.7}, {{150.5, 100.0}, 0.1}};
constexpr QSize kSize(140, 130);

Plain<quint8> noise(quint32 seed)
{
    Dice dice(seed);
    Plain<quint8> mask(kSize);
    mask.fill([&](int, int) { return quint8(dice.roll(0, 255)); });
    return mask;
}

} // namespace

class BrushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void paintsAsDescribed_data();
    void paintsAsDescribed();
    void paintsColourAsDescribed_data();
    void paintsColourAsDescribed();
    void doesNotBuildUp();
    void isTheSameInOneOrManySteps();
    void hardBrushFillsItsInside();
    void leavesTheRestShared();
    void growsWithPressureOnOneSpot();
    void survivesWildInput();
};

void BrushTest::paintsAsDescribed_data()
{
    QTest::addColumn<Brush>("brush");
    QTest::addColumn<int>("value");
    QTest::newRow("soft") << Brush{40, 0.5, 1, 0.1, false, false} << 255;
    QTest::newRow("hard") << Brush{21, 0, 1, 0.2, false, false} << 255;
    QTest::newRow("one pixel") << Brush{1, 0, 1, 0.1, false, false} << 255;
    QTest::newRow("all soft, half opaque") << Brush{60, 1, 0.5, 0.05, false, false} << 255;
    QTest::newRow("pressure") << Brush{50, 0.3, 0.8, 0.3, true, true} << 255;
    QTest::newRow("erases") << Brush{50, 0.3, 0.8, 0.3, true, false} << 0;
    QTest::newRow("dabs apart") << Brush{20, 0.3, 1, 1.7, false, true} << 128;
}

void BrushTest::paintsAsDescribed()
{
    QFETCH(Brush, brush);
    QFETCH(int, value);
    const Plain<quint8> base = noise(5);
    TiledMask mask = base.tiled();
    StrokePainter painter(mask, brush, quint8(value));
    QRect changed;
    for (const StrokePoint& point : kWay) {
        changed |= painter.strokeTo(point);
    }
    const std::vector<Dab> dabs = dabsOf(kWay, brush);
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            const double coverage = coverageAt(x, y, dabs, brush);
            const double expected = base.at(x, y) + (value - base.at(x, y)) * coverage;
            // Coverage is kept in 8 bits: half a step of it and half a step of the result.
            QVERIFY2(
                std::abs(mask.pixel({x, y}) - expected) <= 1.01,
                qPrintable(QStringLiteral("%1,%2: %3, not %4").arg(x).arg(y).arg(mask.pixel({x, y})).arg(expected)));
            if (coverage == 0) {
                QCOMPARE(mask.pixel({x, y}), base.at(x, y));
            }
            QVERIFY(mask.pixel({x, y}) == base.at(x, y) || changed.contains(x, y));
        }
    }
}

void BrushTest::paintsColourAsDescribed_data()
{
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<bool>("erase");
    QTest::newRow("opaque") << QColor(200, 100, 50) << false;
    QTest::newRow("glaze") << QColor(20, 250, 50, 100) << false;
    QTest::newRow("erases") << QColor(20, 250, 50, 100) << true;
}

void BrushTest::paintsColourAsDescribed()
{
    QFETCH(QColor, colour);
    QFETCH(bool, erase);
    Dice dice(8);
    Plain<QRgb> base(kSize);
    base.fill([&](int, int) {
        return qPremultiply(qRgba(dice.roll(0, 255), dice.roll(0, 255), dice.roll(0, 255), dice.roll(0, 255)));
    });
    TiledColour picture = base.tiled();
    const Brush brush{44, 0.6, 0.9, 0.1, false, false};
    StrokePainter painter(picture, brush, colour.rgba(), erase);
    for (const StrokePoint& point : kWay) {
        painter.strokeTo(point);
    }
    const std::vector<Dab> dabs = dabsOf(kWay, brush);
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            const double coverage = coverageAt(x, y, dabs, brush);
            const double alpha = erase ? coverage : colour.alphaF() * coverage;
            const QRgb was = base.at(x, y);
            const QRgb is = picture.pixel({x, y});
            const auto near = [&](int before, double part, int now) {
                const double painted = erase ? 0 : part * alpha * 255;
                return std::abs(before * (1 - alpha) + painted - now) <= 2;
            };
            QVERIFY(near(qRed(was), colour.redF(), qRed(is)));
            QVERIFY(near(qGreen(was), colour.greenF(), qGreen(is)));
            QVERIFY(near(qBlue(was), colour.blueF(), qBlue(is)));
            QVERIFY(near(qAlpha(was), 1, qAlpha(is)));
            // Premultiplied: no part is more than alpha.
            QVERIFY(std::max({qRed(is), qGreen(is), qBlue(is)}) <= qAlpha(is));
        }
    }
}

void BrushTest::doesNotBuildUp()
{
    const Brush brush{30, 0.4, 0.5, 0.1, false, false};
    TiledMask once(kSize);
    TiledMask twice(kSize);
    StrokePainter first(once, brush, 255);
    StrokePainter second(twice, brush, 255);
    first.strokeTo({{20, 60}, 1});
    first.strokeTo({{120, 60}, 1});
    second.strokeTo({{20, 60}, 1});
    second.strokeTo({{120, 60}, 1});
    second.strokeTo({{20, 60}, 1});
    second.strokeTo({{120, 60}, 1});
    QCOMPARE(twice.pixel({70, 60}), quint8(128));
    QCOMPARE(once.pixel({70, 60}), quint8(128));
    // Past its ends the way back adds dabs between those of the way there.
    for (int y = 0; y < kSize.height(); ++y) {
        QVERIFY(std::abs(once.pixel({70, y}) - twice.pixel({70, y})) <= 6);
    }
    const Plain<quint8> all(twice);
    QCOMPARE(*std::max_element(all.pixels.begin(), all.pixels.end()), quint8(128));
    // A second stroke does.
    StrokePainter third(twice, brush, 255);
    third.strokeTo({{70.5, 60.5}, 1});
    QVERIFY(twice.pixel({70, 60}) > 180);
}

void BrushTest::isTheSameInOneOrManySteps()
{
    const Brush brush{30, 0.4, 0.5, 0.1, true, false};
    TiledMask straight(kSize);
    TiledMask pieces(kSize);
    StrokePainter first(straight, brush, 255);
    StrokePainter second(pieces, brush, 255);
    first.strokeTo({{20, 60}, 0.5});
    first.strokeTo({{120, 60}, 0.5});
    for (int x = 20; x <= 120; ++x) {
        second.strokeTo({{double(x), 60}, 0.5});
    }
    QVERIFY(straight == pieces);
}

void BrushTest::hardBrushFillsItsInside()
{
    TiledMask mask(QSize(400, 400));
    StrokePainter painter(mask, Brush{200, 0, 1, 0.1, false, false}, 255);
    const QRect changed = painter.strokeTo({{200, 200}, 1});
    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 400; ++x) {
            const double distance = std::hypot(x + 0.5 - 200, y + 0.5 - 200);
            if (distance <= 99.5) {
                QCOMPARE(mask.pixel({x, y}), quint8(255));
            } else if (distance >= 100.5) {
                QCOMPARE(mask.pixel({x, y}), quint8(0));
            }
        }
    }
    QVERIFY(changed.contains(QRect(100, 100, 200, 200)));
    QVERIFY(QRect(98, 98, 204, 204).contains(changed));
    // Whole tiles inside take no memory.
    QVERIFY(mask.tile(3 * mask.columns() + 3).isUniform());
}

void BrushTest::leavesTheRestShared()
{
    TiledMask mask = noise(3).tiled();
    const TiledMask before = mask;
    StrokePainter painter(mask, Brush{10, 0, 1, 0.1, false, false}, 255);
    painter.strokeTo({{20, 20}, 1});
    int shared = 0;
    for (int tile = 0; tile < mask.tileCount(); ++tile) {
        shared += mask.tile(tile).sharesWith(before.tile(tile)) ? 1 : 0;
    }
    QCOMPARE(shared, mask.tileCount() - 1);
    QVERIFY(before == noise(3).tiled());
}

void BrushTest::growsWithPressureOnOneSpot()
{
    TiledMask mask(kSize);
    StrokePainter painter(mask, Brush{60, 0, 1, 0.1, true, false}, 255);
    painter.strokeTo({{70, 60}, 0.2});
    QCOMPARE(mask.pixel({90, 60}), quint8(0));
    painter.strokeTo({{70, 60}, 1.0});
    QCOMPARE(mask.pixel({90, 60}), quint8(255));
}

void BrushTest::survivesWildInput()
{
    const double infinite = std::numeric_limits<double>::infinity();
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (const double wild : {infinite, -infinite, none, 1e300, -5.0, 0.0}) {
        TiledMask mask(kSize);
        StrokePainter painter(mask, Brush{wild, wild, wild, wild, true, true}, 255);
        painter.strokeTo({{wild, wild}, wild});
        painter.strokeTo({{10, 10}, 1});
        painter.strokeTo({{wild, 20}, 0.5});
    }
    TiledMask null;
    StrokePainter painter(null, Brush{}, 255);
    QVERIFY(painter.strokeTo({{1, 1}, 1}).isEmpty());
}

QTEST_GUILESS_MAIN(BrushTest)
#include "tst_brush.moc"
