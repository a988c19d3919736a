// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SmartSelect.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

#include <cmath>
#include <thread>

using namespace maquette;

namespace {

using Inside = std::function<bool(double, double)>;

/// A reddish, grainy object on greenish, grainy ground; the shape is in parts of the picture's size.
QImage scene(QSize size, const Inside& object, QRgb object1 = qRgb(190, 80, 50), quint32 seed = 4)
{
    Dice dice(seed);
    QImage picture(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const bool inside = object((x + 0.5) / size.width(), (y + 0.5) / size.height());
            const QRgb base = inside ? object1 : qRgb(70, 120, 90 + y * 60 / size.height());
            const int grain = dice.roll(-18, 18);
            const auto part = [grain](int value) { return std::clamp(value + grain, 0, 255); };
            row[x] = qRgb(part(qRed(base)), part(qGreen(base)), part(qBlue(base)));
        }
    }
    return picture;
}

bool blob(double x, double y)
{
    const double angle = std::atan2(y - 0.5, x - 0.5);
    return std::hypot(x - 0.5, y - 0.5) < 0.24 + 0.05 * std::sin(5 * angle);
}

/// Intersection over union with the true shape.
double likeness(const TiledMask& mask, const Inside& object)
{
    qint64 both = 0;
    qint64 either = 0;
    for (int y = 0; y < mask.size().height(); ++y) {
        for (int x = 0; x < mask.size().width(); ++x) {
            const bool is = mask.pixel({x, y}) >= 128;
            const bool should = object((x + 0.5) / mask.size().width(), (y + 0.5) / mask.size().height());
            both += is && should ? 1 : 0;
            either += is || should ? 1 : 0;
        }
    }
    return either == 0 ? 0.0 : double(both) / double(either);
}

} // namespace

class SmartSelectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void findsAnObjectInABox_data();
    void findsAnObjectInABox();
    void findsAnObjectByStrokes();
    void isRefinedByStrokes();
    void goesFromCoarseToFine();
    void isAlwaysTheSame();
    void stopsWhenCancelled();
    void staysInTheBox();
    void survivesOddSeeds();
};

void SmartSelectTest::findsAnObjectInABox_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("format");
    QTest::addColumn<double>("atLeast");
    QTest::newRow("small") << QSize(150, 130) << int(QImage::Format_RGB32) << 0.93;
    QTest::newRow("middle") << QSize(640, 480) << int(QImage::Format_RGB32) << 0.97;
    QTest::newRow("large") << QSize(2400, 1800) << int(QImage::Format_RGB32) << 0.97;
    QTest::newRow("16 bits") << QSize(900, 700) << int(QImage::Format_RGBX64) << 0.97;
    QTest::newRow("alpha") << QSize(900, 700) << int(QImage::Format_ARGB32_Premultiplied) << 0.97;
}

void SmartSelectTest::findsAnObjectInABox()
{
    QFETCH(QSize, size);
    QFETCH(int, format);
    QFETCH(double, atLeast);
    const QImage picture = scene(size, blob).convertToFormat(QImage::Format(format));
    const QRect box(size.width() / 8, size.height() / 8, size.width() * 3 / 4, size.height() * 3 / 4);
    const TiledMask mask = smartSelect(picture, {box, {}, {}, 12}, nullptr, {});
    QCOMPARE(mask.size(), size);
    const double found = likeness(mask, blob);
    QVERIFY2(found > atLeast, qPrintable(QString::number(found)));
}

void SmartSelectTest::findsAnObjectByStrokes()
{
    const QImage picture = scene(QSize(800, 600), blob);
    const SmartSeed seed{{}, {QPolygonF{{340, 300}, {460, 310}}}, {}, 20};
    const double found = likeness(smartSelect(picture, seed, nullptr, {}), blob);
    QVERIFY2(found > 0.9, qPrintable(QString::number(found)));
}

void SmartSelectTest::isRefinedByStrokes()
{
    // Two objects of one colour in the box: a stroke takes one of them out.
    const Inside left = [](double x, double y) { return std::hypot((x - 0.33) * 1.33, y - 0.5) < 0.15; };
    const Inside right = [](double x, double y) { return std::hypot((x - 0.7) * 1.33, y - 0.5) < 0.15; };
    const Inside both = [&](double x, double y) { return left(x, y) || right(x, y); };
    const QImage picture = scene(QSize(800, 600), both);
    SmartSeed seed{QRect(100, 100, 620, 400), {}, {}, 30};
    const TiledMask all = smartSelect(picture, seed, nullptr, {});
    QVERIFY(likeness(all, both) > 0.95);
    seed.outside = {QPolygonF{{530, 300}, {560, 260}, {590, 300}, {560, 340}, {530, 300}, {590, 300}}};
    seed.inside = {QPolygonF{{230, 300}, {300, 300}}};
    const TiledMask one = smartSelect(picture, seed, nullptr, {});
    QCOMPARE(one.pixel({560, 260}), quint8(0));
    QCOMPARE(one.pixel({265, 300}), quint8(255));
    QVERIFY(likeness(one, left) > likeness(all, left));
}

void SmartSelectTest::goesFromCoarseToFine()
{
    const QImage picture = scene(QSize(2000, 1600), blob);
    std::vector<double> found;
    const SmartSeed seed{QRect(300, 200, 1400, 1200), {}, {}, 12};
    const TiledMask last = smartSelect(picture, seed, nullptr, [&found](const TiledMask& mask) {
        QCOMPARE(mask.size(), QSize(2000, 1600));
        found.push_back(likeness(mask, blob));
    });
    QCOMPARE(int(found.size()), 4);
    QVERIFY(found.front() > 0.9);
    QVERIFY(found.back() >= found.front());
    QCOMPARE(found.back(), likeness(last, blob));
}

void SmartSelectTest::isAlwaysTheSame()
{
    const QImage picture = scene(QSize(500, 400), blob);
    const SmartSeed seed{QRect(60, 50, 380, 300), {}, {}, 12};
    const TiledMask once = smartSelect(picture, seed, nullptr, {});
    TiledMask again;
    std::thread([&] { again = smartSelect(picture, seed, nullptr, {}); }).join();
    QVERIFY(once == again);
}

void SmartSelectTest::stopsWhenCancelled()
{
    const QImage picture = scene(QSize(1500, 1000), blob);
    std::atomic_bool cancelled = false;
    int calls = 0;
    const SmartSeed seed{QRect(200, 100, 1100, 800), {}, {}, 12};
    const TiledMask mask = smartSelect(picture, seed, &cancelled, [&](const TiledMask&) {
        ++calls;
        cancelled = true;
    });
    QVERIFY(mask.isNull());
    QCOMPARE(calls, 1);
}

void SmartSelectTest::staysInTheBox()
{
    const QImage picture = scene(QSize(500, 400), blob);
    const QRect box(140, 70, 250, 250);
    const TiledMask last = smartSelect(picture, {box, {}, {}, 12}, nullptr, [&](const TiledMask& mask) {
        QVERIFY(!mask.contentRect().isEmpty());
        QVERIFY(box.contains(mask.contentRect()));
    });
    QVERIFY(box.contains(last.contentRect()));
}

void SmartSelectTest::survivesOddSeeds()
{
    const QImage picture = scene(QSize(300, 200), blob);
    QVERIFY(smartSelect(picture, {}, nullptr, {}).isNull());
    QVERIFY(smartSelect(QImage(), {QRect(0, 0, 5, 5), {}, {}, 12}, nullptr, {}).isNull());
    QVERIFY(smartSelect(picture, {QRect(5000, 0, 5, 5), {}, {}, 12}, nullptr, {}).isNull());
    // These say little, but something: the answer is a mask of the picture's size.
    const QList<SmartSeed> seeds{{QRect(0, 0, 300, 200), {}, {}, 12},
                                 {QRect(3, 3, 1, 1), {}, {}, 12},
                                 {QRect(290, 190, -280, -180), {}, {}, 12},
                                 {QRect(-900, -900, 5000, 5000), {}, {}, 12},
                                 {{}, {QPolygonF{{10, 10}}}, {}, 0},
                                 {{}, {QPolygonF{{10, 10}, {1e9, 1e9}}}, {QPolygonF{{-1e9, 4}}}, 1e9},
                                 {QRect(20, 20, 100, 100), {}, {QPolygonF{{0, 0}, {300, 200}}}, 900}};
    for (const SmartSeed& seed : seeds) {
        QCOMPARE(smartSelect(picture, seed, nullptr, {}).size(), picture.size());
    }
    const QImage flat = scene(QSize(64, 64), [](double, double) { return true; });
    QCOMPARE(smartSelect(flat, {QRect(10, 10, 30, 30), {}, {}, 12}, nullptr, {}).size(), flat.size());
    QImage pixel(1, 1, QImage::Format_RGB32);
    pixel.fill(Qt::red);
    QCOMPARE(smartSelect(pixel, {QRect(0, 0, 1, 1), {}, {}, 12}, nullptr, {}).size(), pixel.size());
}

QTEST_GUILESS_MAIN(SmartSelectTest)
#include "tst_smart_select.moc"
