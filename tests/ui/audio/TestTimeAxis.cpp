// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/audio/TimeAxis.h"
#include "ui/audio/TimelineView.h"

#include <cmath>

using namespace maquette;

class TestTimeAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void beginsWithAllOfIt()
    {
        TimeAxis axis;
        axis.setWidth(1000);
        axis.setSound(441'000, 44'100);
        QVERIFY(axis.showsAll());
        QCOMPARE(axis.toX(0), 0.0);
        QCOMPARE(axis.toX(441'000), 1000.0);
        QCOMPARE(axis.toFrame(500), 220'500);
    }

    void zoomHoldsThePlace_data()
    {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("factor");
        for (const double x : {0.0, 333.0, 999.0}) {
            for (const double factor : {1.25, 7.0, 400.0}) {
                QTest::addRow("%g, %g", x, factor) << x << factor;
            }
        }
    }
    void zoomHoldsThePlace()
    {
        QFETCH(double, x);
        QFETCH(double, factor);
        TimeAxis axis;
        axis.setWidth(1000);
        axis.setSound(441'000, 44'100);
        const double before = axis.from() + x * axis.framesPerPixel();
        axis.zoomBy(factor, x);
        QVERIFY(std::abs(axis.from() + x * axis.framesPerPixel() - before) < 1e-6);
        axis.zoomBy(1 / factor, x);
        QVERIFY(axis.showsAll());
    }

    void staysWithinTheSound()
    {
        TimeAxis axis;
        axis.setWidth(1000);
        axis.setSound(441'000, 44'100);
        axis.zoomBy(10, 0);
        axis.scrollBy(-5000);
        QCOMPARE(axis.from(), 0.0);
        axis.scrollBy(1e9);
        QVERIFY(std::abs(axis.to() - 441'000) < 1e-6);
        QCOMPARE(axis.toFrame(1e9), 441'000);
        QCOMPARE(axis.toFrame(-1e9), 0);
        axis.zoomBy(1e9, 500);
        QCOMPARE(1 / axis.framesPerPixel(), TimeAxis::kMostZoom);
    }

    void growsWithTheSound()
    {
        TimeAxis axis;
        axis.setWidth(1000);
        axis.setSound(1000, 44'100);
        axis.setFrames(50'000);
        QVERIFY(axis.showsAll());
        axis.show(10'000, 20'000);
        QVERIFY(axis.from() < 10'000 && axis.to() > 20'000);
        axis.setFrames(60'000);
        QVERIFY(!axis.showsAll());
        QVERIFY(axis.from() < 10'000);
    }

    void followsByPages()
    {
        TimeAxis axis;
        axis.setWidth(1000);
        axis.setSound(441'000, 44'100);
        axis.zoomBy(20, 0);
        const TimeAxis before = axis;
        axis.follow(10'000);
        QCOMPARE(axis, before);
        axis.follow(200'000);
        QVERIFY(axis.toX(200'000) > 0 && axis.toX(200'000) < 100);
    }

    void emptySound()
    {
        TimeAxis axis;
        axis.setWidth(1000);
        axis.setSound(0, 44'100);
        QCOMPARE(axis.toFrame(500), 0);
        axis.zoomBy(3, 10);
        QVERIFY(std::isfinite(axis.framesPerPixel()));
    }

    void timeTexts_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << 0.0 << "0:00.000";
        QTest::newRow("rounded up to the minute") << 59.9996 << "1:00.000";
        QTest::newRow("some") << 62.3454 << "1:02.345";
        QTest::newRow("an hour") << 3661.5 << "61:01.500";
    }
    void timeTexts()
    {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(timeText(seconds), text);
    }
};

QTEST_GUILESS_MAIN(TestTimeAxis)
#include "TestTimeAxis.moc"
