// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "tests/ui/canvas/CanvasFixture.h"
#include "ui/widgets/Theme.h"

#include <cmath>

using namespace maquette;

namespace {

constexpr QSize kPicture(400, 300);
constexpr int kBandWidth = 40; ///< columns of one value of what is brushed away

/// What may show through another: every value, also none and all, in bands.
TiledMask bands(QSize size)
{
    TiledMask mask(size);
    for (int x = 0, value = 0; x < size.width(); x += kBandWidth, value += 51) {
        mask.fill(QRect(x, 0, kBandWidth, size.height()), quint8(value % 256));
    }
    return mask;
}

QImage upsideDown(QImage::Format format)
{
    QImage image = testPicture(kPicture).mirrored(true, true).convertToFormat(format);
    for (int y = 0; image.hasAlphaChannel() && y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            QColor pixel = image.pixelColor(x, y);
            pixel.setAlpha((x * 3 + y) % 256);
            image.setPixelColor(x, y, pixel);
        }
    }
    return image;
}

/// The largest difference in a channel between the two and their mean by \a hidden, inside \a area.
int worstMean(const QImage& seen, const QImage& top, const QImage& under, const TiledMask& hidden, QPoint at)
{
    int worst = 0;
    for (int y = 0; y < kPicture.height(); ++y) {
        for (int x = 0; x < kPicture.width(); ++x) {
            const double part = hidden.pixel({x, y}) / 255.0;
            const QPoint place = at + QPoint(x, y);
            const auto off = [&](int (*channel)(QRgb)) {
                const double mean = channel(top.pixel(place)) * (1 - part) + channel(under.pixel(place)) * part;
                return int(std::ceil(std::abs(channel(seen.pixel(place)) - mean) - 0.5));
            };
            worst = std::max({worst, off(qRed), off(qGreen), off(qBlue)});
        }
    }
    return worst;
}

} // namespace

/// A result, or two of which one shows through the other, in place of the picture.
class TestPictureInPlace : public QObject
{
    Q_OBJECT

    static QImage seen(CanvasFixture& canvas) { return canvas.view().grab().toImage(); }

    static QImage seenAlone(CanvasFixture& canvas, const MipPyramid& picture)
    {
        canvas.view().setOverride(picture);
        return seen(canvas);
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void anotherPictureInPlaceKeepsTheView()
    {
        CanvasFixture canvas(testPicture(kPicture));
        QImage white(50, 40, QImage::Format_RGB32);
        white.fill(Qt::white);
        const ViewTransform before = canvas.view().transform();
        canvas.view().setOverride(MipPyramid::build(white), QRect(100, 100, 100, 80));
        const QImage image = seen(canvas);
        QCOMPARE(image.pixelColor(canvas.at({150, 140})), QColor(Qt::white));
        QCOMPARE(image.pixelColor(canvas.at({90, 90})), testPicture(kPicture).pixelColor(90, 90));
        QCOMPARE(canvas.view().transform(), before);
        canvas.view().clearOverride();
        QVERIFY(seen(canvas).pixelColor(canvas.at({150, 140})) != QColor(Qt::white));
    }

    void whatReplacesThePictureStandsAlone()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.view().setNeeds({true, false, true, false, true});
        Brush pencil;
        pencil.size = 60;
        canvas.setBrush(pencil);
        canvas.click({200, 150});
        canvas.click({40, 150});
        canvas.move({-300, -300});
        const QColor ground = Theme::instance().colours().ground0;
        QImage white(60, 60, QImage::Format_RGB32);
        white.fill(Qt::white);
        canvas.view().setOverride(MipPyramid::build(white), QRect(50, 0, 300, 300), true);
        const QImage image = seen(canvas);
        for (const QPoint out : {QPoint(10, 10), QPoint(40, 150), QPoint(390, 290)}) {
            QCOMPARE(image.pixelColor(canvas.at(out)), ground);
        }
        QCOMPARE(image.pixelColor(canvas.at({200, 150})), QColor(Qt::white)); // no drawing on it either
        canvas.view().clearOverride();
        QVERIFY(seen(canvas).pixelColor(canvas.at({10, 10})) != ground);
    }

    void whatIsBrushedAwayIsTheMeanOfBoth_data()
    {
        QTest::addColumn<QImage::Format>("format");
        QTest::newRow("opaque") << QImage::Format_RGB32;
        QTest::newRow("alpha") << QImage::Format_ARGB32_Premultiplied;
    }
    void whatIsBrushedAwayIsTheMeanOfBoth()
    {
        QFETCH(const QImage::Format, format);
        CanvasFixture canvas(testPicture(kPicture));
        const MipPyramid top = MipPyramid::build(testPicture(kPicture));
        const MipPyramid under = MipPyramid::build(upsideDown(format));
        const QImage onlyTop = seenAlone(canvas, top);
        const QImage onlyUnder = seenAlone(canvas, under);
        canvas.view().setOverride(top);
        const TiledMask hidden = bands(kPicture);
        canvas.view().setShowingThrough(under, hidden);
        const QImage both = seen(canvas);
        QVERIFY(both != onlyTop);
        QCOMPARE(worstMean(both, onlyTop, onlyUnder, hidden, canvas.at({0, 0})), 0);
        canvas.view().setShowingThrough({}, hidden);
        QVERIFY(seen(canvas) == onlyTop);
    }

    void allBrushedAwayIsThePictureBelowUpToItsEdge_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("turn");
        QTest::addColumn<QImage::Format>("format");
        for (const QImage::Format format : {QImage::Format_RGB32, QImage::Format_ARGB32_Premultiplied}) {
            const char* const name = format == QImage::Format_RGB32 ? "opaque" : "alpha";
            QTest::addRow("%s, reduced", name) << 0.37 << 0.0 << format;
            QTest::addRow("%s, as it is", name) << 1.0 << 0.0 << format;
            QTest::addRow("%s, smooth", name) << 1.3 << 0.0 << format;
            QTest::addRow("%s, turned", name) << 0.8 << 30.0 << format;
            QTest::addRow("%s, pixels", name) << 9.0 << 0.0 << format;
        }
    }
    void allBrushedAwayIsThePictureBelowUpToItsEdge()
    {
        QFETCH(const double, zoom);
        QFETCH(const double, turn);
        QFETCH(const QImage::Format, format);
        CanvasFixture canvas(testPicture(kPicture));
        canvas.view().zoomTo(zoom);
        canvas.view().rotateBy(turn);
        const MipPyramid under = MipPyramid::build(upsideDown(format));
        const QImage wanted = seenAlone(canvas, under);
        TiledMask all(kPicture);
        all.fill(all.rect(), 255);
        canvas.view().setOverride(MipPyramid::build(testPicture(kPicture)));
        canvas.view().setShowingThrough(under, all);
        const QImage now = seen(canvas);
        int different = 0;
        for (int y = 0; y < now.height(); ++y) {
            for (int x = 0; x < now.width(); ++x) {
                different += now.pixel(x, y) != wanted.pixel(x, y) ? 1 : 0;
            }
        }
        // The soft edge of a turned picture is drawn twice.
        QVERIFY2(different <= (turn != 0 ? 2000 : 0), qPrintable(QString::number(different)));
    }

    void aStrokeChangesOnlyItsPlaceOnTheScreen()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.view().zoomTo(0.7);
        const MipPyramid top = MipPyramid::build(testPicture({500, 400}));
        const MipPyramid under = MipPyramid::build(upsideDown(QImage::Format_RGB32).scaled(500, 400));
        const QRect place(-60, -50, 500, 400); // as after an outpaint: larger than the picture
        canvas.view().setOverride(top, place);
        TiledMask hidden({500, 400});
        canvas.view().setShowingThrough(under, hidden);
        const QImage before = seen(canvas);
        const QRect part(200, 150, 90, 60);
        hidden.fill(part, 255);
        canvas.view().setShowingThrough(under, hidden, part);
        const QImage after = seen(canvas);
        QVERIFY(after != before);
        const QRectF onScreen = canvas.view().transform().imageToView().mapRect(QRectF(part.translated(-60, -50)));
        for (int y = 0; y < after.height(); ++y) {
            for (int x = 0; x < after.width(); ++x) {
                if (!onScreen.adjusted(-3, -3, 3, 3).contains(x, y)) {
                    QCOMPARE(after.pixel(x, y), before.pixel(x, y));
                }
            }
        }
        canvas.view().setOverride(top, place); // and all of it anew is the same
        canvas.view().setShowingThrough(under, hidden);
        QVERIFY(seen(canvas) == after);
    }
};

QTEST_MAIN(TestPictureInPlace)
#include "TestPictureInPlace.moc"
