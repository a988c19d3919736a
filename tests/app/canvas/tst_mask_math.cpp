// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/MaskMath.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

#include <cmath>
#include <limits>

using namespace maquette;

namespace {

/// Distance of every pixel to the nearest one on the other side of one half, by looking at all of them.
std::vector<double> distances(const Plain<quint8>& mask)
{
    std::vector<QPoint> sides[2];
    for (int y = 0; y < mask.size.height(); ++y) {
        for (int x = 0; x < mask.size.width(); ++x) {
            sides[mask.at(x, y) >= 128 ? 1 : 0].emplace_back(x, y);
        }
    }
    std::vector<double> found;
    for (int y = 0; y < mask.size.height(); ++y) {
        for (int x = 0; x < mask.size.width(); ++x) {
            qint64 best = std::numeric_limits<int>::max();
            for (const QPoint other : sides[mask.at(x, y) >= 128 ? 0 : 1]) {
                const qint64 dx = other.x() - x;
                const qint64 dy = other.y() - y;
                best = std::min(best, dx * dx + dy * dy);
            }
            found.push_back(std::sqrt(double(best)));
        }
    }
    return found;
}

Plain<quint8> expectedGrown(const Plain<quint8>& mask, int grow)
{
    Plain<quint8> result(mask.size);
    const std::vector<double> distance = distances(mask);
    const int by = std::abs(grow);
    for (size_t at = 0; at < result.pixels.size(); ++at) {
        const bool inside = mask.pixels[at] >= 128;
        // How much of a pixel lies within the moved edge, which was half a pixel from the centres beside it.
        const double within = std::clamp(by + 1 - distance[at], 0.0, 1.0);
        const double share = grow > 0 ? (inside ? 1 : within) : (inside ? 1 - within : 0);
        result.pixels[at] = quint8(std::lround(share * 255));
    }
    return result;
}

Plain<quint8> expectedFeathered(const Plain<quint8>& mask, int feather)
{
    Plain<quint8> result(mask.size);
    const std::vector<double> distance = distances(mask);
    for (size_t at = 0; at < result.pixels.size(); ++at) {
        const double past = (distance[at] - 0.5) * (mask.pixels[at] >= 128 ? 1 : -1);
        const double t = std::clamp((past + feather) / (2.0 * feather), 0.0, 1.0);
        result.pixels[at] = quint8(std::lround(t * t * (3 - 2 * t) * 255));
    }
    return result;
}

/// Discs, bars and single pixels, all hard.
Plain<quint8> figures(QSize size, quint32 seed)
{
    Dice dice(seed);
    Plain<quint8> mask(size);
    for (int figure = 0; figure < 5; ++figure) {
        const int cx = dice.roll(0, size.width());
        const int cy = dice.roll(0, size.height());
        const int radius = dice.roll(0, 25);
        const bool disc = dice.roll(0, 1) == 0;
        const int value = dice.roll(0, 3) == 0 ? 0 : 255;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                if (disc ? std::hypot(x - cx, y - cy) <= radius : std::abs(x - cx) <= radius && std::abs(y - cy) <= 2) {
                    mask.at(x, y) = quint8(value);
                }
            }
        }
    }
    return mask;
}

} // namespace

class MaskMathTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void edgeAgreesWithBruteForce_data();
    void edgeAgreesWithBruteForce();
    void edgeOfALargeMask_data();
    void edgeOfALargeMask();
    void edgeOfNothingAndEverything();
    void featherIsSymmetric();
    void stopsWhenCancelled();
    void previewIsNear_data();
    void previewIsNear();
    void reduces();
    void inverts();
    void fillsHoles_data();
    void fillsHoles();
    void takesTransparency();
    void tellsTheShare();
    void tellsHowFarItReaches();
};

void MaskMathTest::edgeAgreesWithBruteForce_data()
{
    QTest::addColumn<int>("grow");
    QTest::addColumn<int>("feather");
    for (const int grow : {0, 1, 3, 17, 60, -1, -4, -20}) {
        for (const int feather : {0, 1, 2, 9, 50}) {
            QTest::addRow("grow %d, feather %d", grow, feather) << grow << feather;
        }
    }
}

void MaskMathTest::edgeAgreesWithBruteForce()
{
    QFETCH(int, grow);
    QFETCH(int, feather);
    for (quint32 seed = 1; seed <= 2; ++seed) {
        const Plain<quint8> mask = figures(seed == 1 ? QSize(131, 50) : QSize(64, 87), seed + quint32(grow + 300));
        Plain<quint8> expected = grow != 0 ? expectedGrown(mask, grow) : mask;
        expected = feather != 0 ? expectedFeathered(expected, feather) : expected;
        const Plain<quint8> result(applyEdge(mask.tiled(), {grow, feather}));
        // Only rounding may differ.
        QVERIFY2(largestDifference(result, expected) <= 1, qPrintable(QString::number(seed)));
        for (size_t at = 0; at < result.pixels.size(); ++at) {
            QCOMPARE(result.pixels[at] == 0, expected.pixels[at] == 0);
        }
    }
}

void MaskMathTest::edgeOfALargeMask_data()
{
    QTest::addColumn<int>("grow");
    QTest::addColumn<int>("feather");
    QTest::newRow("grow") << 200 << 0;
    QTest::newRow("shrink") << -200 << 0;
    QTest::newRow("feather") << 0 << 200;
    QTest::newRow("both") << 130 << 90;
    QTest::newRow("past the limit") << 1000 << 0;
}

/// A disc far from the border has distances anyone can work out.
void MaskMathTest::edgeOfALargeMask()
{
    QFETCH(int, grow);
    QFETCH(int, feather);
    constexpr int kRadius = 500;
    const QPoint centre(1000, 900);
    TiledMask mask(QSize(2000, 1900));
    for (int y = centre.y() - kRadius; y <= centre.y() + kRadius; ++y) {
        const int half = int(std::sqrt(double(kRadius) * kRadius - double(y - centre.y()) * (y - centre.y())));
        mask.fill(QRect(QPoint(centre.x() - half, y), QPoint(centre.x() + half, y)), 255);
    }
    const TiledMask result = applyEdge(mask, {grow, feather});
    const int moved = std::clamp(grow, -200, 200);
    Dice dice(1);
    for (int sample = 0; sample < 20000; ++sample) {
        const QPoint at(dice.roll(0, 1999), dice.roll(0, 1899));
        const double past = kRadius + moved + 0.5 - std::hypot(at.x() - centre.x(), at.y() - centre.y());
        const double t = std::clamp(feather == 0 ? past + 0.5 : (past + feather) / (2.0 * feather), 0.0, 1.0);
        const double share = feather == 0 ? t : t * t * (3 - 2 * t);
        // The disc of pixels is up to a pixel off the ideal one.
        const double allowed = feather == 0 ? (std::abs(past) < 2 ? 255 : 0) : 1 + 255.0 * 1.5 / feather;
        QVERIFY2(std::abs(result.pixel(at) - share * 255) <= allowed,
                 qPrintable(QStringLiteral("%1,%2").arg(at.x()).arg(at.y())));
        if (past < -feather - 1) {
            QCOMPARE(result.pixel(at), quint8(0));
        }
    }
}

void MaskMathTest::edgeOfNothingAndEverything()
{
    for (const MaskEdge edge : {MaskEdge{50, 20}, MaskEdge{-50, 20}, MaskEdge{0, 200}}) {
        // Beyond the border there is nothing: an edge there is none.
        QVERIFY(applyEdge(TiledMask(QSize(200, 100), 255), edge).isUniform(255));
        QVERIFY(applyEdge(TiledMask(QSize(200, 100), 0), edge).isUniform(0));
        QVERIFY(applyEdge(TiledMask(), edge).isNull());
    }
    const TiledMask mask = figures(QSize(100, 100), 4).tiled();
    QVERIFY(applyEdge(mask, {}) == mask);
    TiledMask half(QSize(200, 100));
    half.fill(QRect(0, 0, 100, 100), 255);
    const TiledMask shrunk = applyEdge(half, {-30, 0});
    QCOMPARE(shrunk.contentRect(), QRect(0, 0, 70, 100));
}

void MaskMathTest::featherIsSymmetric()
{
    TiledMask half(QSize(400, 70));
    half.fill(QRect(0, 0, 200, 70), 255);
    const TiledMask soft = applyEdge(half, {0, 50});
    for (int x = 0; x < 200; ++x) {
        QVERIFY(std::abs(soft.pixel({199 - x, 30}) + soft.pixel({200 + x, 30}) - 255) <= 1);
    }
    QCOMPARE(soft.pixel({150 - 1, 30}), quint8(255));
    QCOMPARE(soft.pixel({250, 30}), quint8(0));
    QVERIFY(soft.pixel({195, 30}) > 128 && soft.pixel({205, 30}) < 128);
    // The feather of the rest is the rest of the feather.
    const Plain<quint8> figure = figures(QSize(120, 120), 9);
    const Plain<quint8> one(applyEdge(inverted(figure.tiled()), {0, 12}));
    const Plain<quint8> other(inverted(applyEdge(figure.tiled(), {0, 12})));
    QVERIFY(largestDifference(one, other) <= 1);
}

void MaskMathTest::stopsWhenCancelled()
{
    const std::atomic_bool cancelled = true;
    const TiledMask mask = figures(QSize(100, 100), 4).tiled();
    QVERIFY(applyEdge(mask, {5, 0}, &cancelled).isNull());
    QVERIFY(applyEdge(mask, {0, 5}, &cancelled).isNull());
    QVERIFY(withHolesFilled(mask, &cancelled).isNull());
}

void MaskMathTest::previewIsNear_data()
{
    QTest::addColumn<QRect>("area");
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("grow");
    QTest::addColumn<int>("feather");
    QTest::newRow("whole, small") << QRect(0, 0, 2000, 1600) << 0.2 << 40 << 80;
    QTest::newRow("past the border") << QRect(-300, -200, 2500, 2000) << 0.23 << -30 << 60;
    QTest::newRow("a part, full size") << QRect(700, 500, 500, 400) << 1.0 << 0 << 50;
    QTest::newRow("a part, enlarged") << QRect(900, 700, 100, 80) << 5.0 << 10 << 20;
    QTest::newRow("no edge") << QRect(700, 300, 500, 400) << 0.5 << 0 << 0;
}

void MaskMathTest::previewIsNear()
{
    QFETCH(QRect, area);
    QFETCH(double, scale);
    QFETCH(int, grow);
    QFETCH(int, feather);
    TiledMask mask(QSize(2000, 1600));
    mask.fill(QRect(400, 300, 900, 600), 255);
    mask.fill(QRect(1200, 600, 300, 800), 255);
    const QImage preview = previewEdge(mask, {grow, feather}, area, scale);
    QCOMPARE(preview.size(), QSize(qRound(area.width() * scale), qRound(area.height() * scale)));
    QCOMPARE(preview.format(), QImage::Format_Grayscale8);
    const TiledMask exact = applyEdge(mask, {grow, feather});
    double sum = 0;
    for (int y = 0; y < preview.height(); ++y) {
        for (int x = 0; x < preview.width(); ++x) {
            const QPoint at(area.left() + int((x + 0.5) / scale), area.top() + int((y + 0.5) / scale));
            sum += std::abs(qGray(preview.pixel(x, y)) - exact.pixel(at));
        }
    }
    const double mean = sum / (double(preview.width()) * preview.height());
    QVERIFY2(mean < 2.5, qPrintable(QString::number(mean)));
}

void MaskMathTest::reduces()
{
    const Plain<quint8> mask = figures(QSize(150, 110), 3);
    const QRect area(-5, 7, 160, 99);
    for (const int factor : {1, 2, 8, 64}) {
        const QImage reduced = reducedMask(mask.tiled(), area, factor);
        QCOMPARE(reduced.size(), QSize((160 + factor - 1) / factor, (99 + factor - 1) / factor));
        for (int y = 0; y < reduced.height(); ++y) {
            for (int x = 0; x < reduced.width(); ++x) {
                double sum = 0;
                int count = 0;
                for (int at = 0; at < factor * factor; ++at) {
                    const int u = area.left() + x * factor + at % factor;
                    const int v = area.top() + y * factor + at / factor;
                    sum += mask.contains(u, v) ? mask.at(u, v) : 0;
                    count += mask.contains(u, v) ? 1 : 0;
                }
                QVERIFY(std::abs(qGray(reduced.pixel(x, y)) - sum / std::max(count, 1)) <= 0.51);
            }
        }
    }
}

void MaskMathTest::inverts()
{
    Plain<quint8> mask = figures(QSize(150, 110), 3);
    mask.at(3, 3) = 77;
    const Plain<quint8> result(inverted(mask.tiled()));
    for (size_t at = 0; at < mask.pixels.size(); ++at) {
        QCOMPARE(int(result.pixels[at]), 255 - mask.pixels[at]);
    }
    QVERIFY(inverted(inverted(mask.tiled())) == mask.tiled());
    QVERIFY(inverted(TiledMask(QSize(100, 100))).isUniform(255));
}

void MaskMathTest::fillsHoles_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("levels");
    QTest::newRow("hard") << 1U << 2;
    QTest::newRow("four levels") << 2U << 4;
    QTest::newRow("all levels") << 3U << 256;
}

void MaskMathTest::fillsHoles()
{
    QFETCH(quint32, seed);
    QFETCH(int, levels);
    Dice dice(seed);
    Plain<quint8> mask(QSize(90, 70));
    for (int y = 9; y < 60; ++y) {
        for (int x = 0; x < 80; ++x) {
            mask.at(x, y) = quint8(dice.roll(0, levels - 1) * 255 / (levels - 1));
        }
    }
    // Lowered to what the lowest neighbour allows until nothing changes.
    Plain<quint8> expected(mask.size, 255);
    for (bool changed = true; changed;) {
        changed = false;
        for (int y = 0; y < mask.size.height(); ++y) {
            for (int x = 0; x < mask.size.width(); ++x) {
                int way = 255;
                for (const QPoint step : {QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
                    const bool within = mask.contains(x + step.x(), y + step.y());
                    way = std::min(way, within ? int(expected.at(x + step.x(), y + step.y())) : 0);
                }
                const auto value = quint8(std::max(way, int(mask.at(x, y))));
                changed = changed || value != expected.at(x, y);
                expected.at(x, y) = value;
            }
        }
    }
    QVERIFY(withHolesFilled(mask.tiled()) == expected.tiled());
    QVERIFY(!(expected.tiled() == mask.tiled()));
}

void MaskMathTest::takesTransparency()
{
    QImage picture(QSize(80, 1100), QImage::Format_ARGB32);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            picture.setPixel(x, y, qRgba(200, 100, 50, (x + y) % 256));
        }
    }
    for (const auto format : {QImage::Format_ARGB32, QImage::Format_RGBA8888, QImage::Format_RGBA64}) {
        const TiledMask mask = fromAlpha(picture.convertToFormat(format));
        for (int y = 0; y < picture.height(); y += 7) {
            for (int x = 0; x < picture.width(); ++x) {
                QCOMPARE(int(mask.pixel({x, y})), 255 - (x + y) % 256);
            }
        }
    }
    QVERIFY(fromAlpha(picture.convertToFormat(QImage::Format_RGB32)).isUniform(0));
}

void MaskMathTest::tellsTheShare()
{
    TiledMask mask(QSize(100, 200));
    QCOMPARE(coveredShare(mask), 0.0);
    mask.fill(QRect(0, 0, 100, 50), 255);
    QCOMPARE(coveredShare(mask), 0.25);
    mask.fill(QRect(0, 50, 100, 50), 51);
    QCOMPARE(coveredShare(mask), 0.30);
    QCOMPARE(coveredShare(TiledMask(QSize(100, 100), 255)), 1.0);
    QCOMPARE(coveredShare(TiledMask()), 0.0);
}

void MaskMathTest::tellsHowFarItReaches()
{
    TiledMask mask(QSize(100, 200));
    QVERIFY(!reaches(mask, 1));
    QVERIFY(reaches(mask, 0));
    mask.fill(QRect(99, 199, 1, 1), 40);
    QVERIFY(reaches(mask, 40));
    QVERIFY(!reaches(mask, 41));
    QVERIFY(reaches(TiledMask(QSize(100, 100), 255), 255));
    QVERIFY(!reaches(TiledMask(), 0));
}

QTEST_GUILESS_MAIN(MaskMathTest)
#include "tst_mask_math.moc"
