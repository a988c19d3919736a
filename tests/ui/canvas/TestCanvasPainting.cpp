// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "tests/ui/canvas/CanvasFixture.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QPaintEvent>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>

using namespace maquette;

namespace {

constexpr QSize kPicture(400, 300);

Brush hard(double size)
{
    Brush brush;
    brush.size = size;
    brush.softness = 0;
    return brush;
}

/// What a dab covers of the pixel at \a x, \a y: the formula in Brush.h.
int dab(const Brush& brush, QPointF at, int x, int y, double pressure = 1)
{
    const double radius = brush.size / 2 * (brush.pressureSize ? pressure : 1);
    const double opacity = brush.opacity * (brush.pressureOpacity ? pressure : 1);
    const double distance = std::hypot(x + 0.5 - at.x(), y + 0.5 - at.y());
    const double t = std::clamp((radius + 0.5 - distance) / (1 + brush.softness * radius), 0.0, 1.0);
    return int(std::lround(opacity * t * t * (3 - 2 * t) * 255));
}

/// How far the mask is from \a expected(x, y) anywhere.
template <typename Expected>
int worst(const QImage& mask, const Expected& expected)
{
    int most = 0;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            most = std::max(most, std::abs(int(mask.constScanLine(y)[x]) - expected(x, y)));
        }
    }
    return most;
}

double distanceToLine(QPointF at, QPointF from, QPointF to)
{
    const QPointF way = to - from;
    const double length = QPointF::dotProduct(way, way);
    const double part = length > 0 ? std::clamp(QPointF::dotProduct(at - from, way) / length, 0.0, 1.0) : 0.0;
    const QPointF off = at - (from + way * part);
    return std::hypot(off.x(), off.y());
}

/// The mask is full within \a inner of the line and empty beyond \a outer.
bool isLine(const QImage& mask, QPointF from, QPointF to, double inner, double outer)
{
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            const double distance = distanceToLine({x + 0.5, y + 0.5}, from, to);
            const int value = mask.constScanLine(y)[x];
            if ((distance < inner && value != 255) || (distance > outer && value != 0)) {
                return false;
            }
        }
    }
    return true;
}

/// Collects what a widget is asked to paint.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget& widget)
        : QObject(&widget)
    {
        widget.installEventFilter(this);
    }
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            painted += static_cast<QPaintEvent*>(event)->region();
        }
        return false;
    }
    QRegion painted;
};

} // namespace

class TestCanvasPainting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void aClickIsOneDab_data()
    {
        QTest::addColumn<double>("size");
        QTest::addColumn<double>("softness");
        QTest::addColumn<double>("opacity");
        QTest::newRow("hard") << 40.0 << 0.0 << 1.0;
        QTest::newRow("soft") << 90.0 << 1.0 << 1.0;
        QTest::newRow("pale") << 25.0 << 0.5 << 0.4;
        QTest::newRow("tiny") << 1.0 << 0.0 << 1.0;
    }
    void aClickIsOneDab()
    {
        QFETCH(double, size);
        QFETCH(double, softness);
        QFETCH(double, opacity);
        CanvasFixture canvas(testPicture(kPicture));
        Brush brush;
        brush.size = size;
        brush.softness = softness;
        brush.opacity = opacity;
        canvas.setBrush(brush);
        canvas.click({200, 150});
        const QPointF at = canvas.view().transform().toImage(QPointF(canvas.at({200, 150})));
        QVERIFY(worst(canvas.mask(), [&](int x, int y) { return dab(brush, at, x, y); }) <= 1);
        QCOMPARE(canvas.session().history().steps(), 1);
    }

    void aDragIsALineAndOneStep()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(30));
        canvas.drag({{60, 60}, {200, 150}, {330, 250}});
        QVERIFY(isLine(canvas.mask(), {60, 60}, {200, 150}, 0, 400)); // the helper itself: nothing is asked
        const QImage mask = canvas.mask();
        for (const QPointF on : {QPointF(60, 60), QPointF(130, 105), QPointF(265, 200), QPointF(330, 250)}) {
            QCOMPARE(qGray(mask.pixel(on.toPoint())), 255);
        }
        QCOMPARE(qGray(mask.pixel(60, 250)), 0);
        QCOMPARE(canvas.session().history().steps(), 1);
    }

    void shiftAndAClickPaintAStraightLine()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(20));
        canvas.click({50, 50});
        canvas.click({350, 250}, Qt::ShiftModifier);
        QVERIFY(isLine(canvas.mask(), {50, 50}, {350, 250}, 8, 12));
    }

    void theEraserTakesAway()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(60));
        canvas.click({200, 150});
        canvas.key(Qt::Key_E);
        canvas.setBrush(hard(20));
        canvas.click({200, 150});
        const QImage mask = canvas.mask();
        QCOMPARE(qGray(mask.pixel(200, 150)), 0);
        QCOMPARE(qGray(mask.pixel(200 + 20, 150)), 255);
        canvas.key(Qt::Key_X);
        QCOMPARE(canvas.view().tool()->about().id, QStringLiteral("brush"));
        canvas.key(Qt::Key_X);
        QCOMPARE(canvas.view().tool()->about().id, QStringLiteral("eraser"));
    }

    void undoAndRedoByTheirKeys()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(30));
        const QImage empty = canvas.mask();
        canvas.click({100, 100});
        const QImage one = canvas.mask();
        canvas.drag({{50, 200}, {300, 220}});
        const QImage two = canvas.mask();
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(canvas.mask(), one);
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(canvas.mask(), empty);
        QVERIFY(!canvas.actions().action(QStringLiteral("undo"))->isEnabled());
        canvas.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        canvas.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(canvas.mask(), two);
    }

    void escapeGivesUpAStroke()
    {
        CanvasFixture canvas(testPicture(kPicture));
        const QImage empty = canvas.mask();
        canvas.press({100, 100});
        canvas.move({200, 200});
        QVERIFY(canvas.mask() != empty);
        canvas.key(Qt::Key_Escape);
        QCOMPARE(canvas.mask(), empty);
        canvas.release({200, 200});
        QCOMPARE(canvas.mask(), empty);
        QCOMPARE(canvas.session().history().steps(), 0);
    }

    void thePenPressesThinnerAndPaler()
    {
        CanvasFixture canvas(testPicture(kPicture));
        Brush brush = hard(80);
        brush.pressureOpacity = true;
        canvas.setBrush(brush);
        canvas.pen(QEvent::TabletPress, {200, 150}, 0.5);
        canvas.pen(QEvent::TabletRelease, {200, 150}, 0.0);
        QVERIFY(worst(canvas.mask(), [&](int x, int y) { return dab(brush, {200, 150}, x, y, 0.5); }) <= 1);
        QCOMPARE(canvas.session().history().steps(), 1);
    }

    void thePensOtherEndErases()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(80));
        canvas.pen(QEvent::TabletPress, {200, 150}, 1);
        canvas.pen(QEvent::TabletRelease, {200, 150}, 0);
        canvas.setBrush(hard(20));
        canvas.pen(QEvent::TabletPress, {200, 150}, 1, true);
        canvas.pen(QEvent::TabletMove, {210, 150}, 1, true);
        canvas.pen(QEvent::TabletRelease, {210, 150}, 0, true);
        const QImage mask = canvas.mask();
        QCOMPARE(qGray(mask.pixel(205, 150)), 0);
        QCOMPARE(qGray(mask.pixel(205, 180)), 255);
    }

    void paintingGoesUpToTheEdgeAndPastIt()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(40));
        canvas.drag({{-15, 150}, {-15, 200}, {-30, 250}});
        QImage mask = canvas.mask();
        QCOMPARE(qGray(mask.pixel(0, 170)), 255);
        QCOMPARE(qGray(mask.pixel(8, 170)), 0);
        canvas.drag({{390, 310}, {430, 290}});
        mask = canvas.mask();
        QCOMPARE(qGray(mask.pixel(399, 299)), 255);
    }

    void aTurnedAndMirroredViewPaintsWhereThePointerIs()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(30));
        canvas.key(Qt::Key_R);
        canvas.key(Qt::Key_R);
        canvas.key(Qt::Key_M);
        QCOMPARE(canvas.view().transform().rotation(), 30.0);
        QVERIFY(canvas.view().transform().isMirrored());
        canvas.click({120, 90});
        const QPointF at = canvas.view().transform().toImage(QPointF(canvas.at({120, 90})));
        QVERIFY(worst(canvas.mask(), [&](int x, int y) { return dab(hard(30), at, x, y); }) <= 1);
        canvas.key(Qt::Key_R, Qt::ShiftModifier);
        QCOMPARE(canvas.view().transform().rotation(), 15.0);
        canvas.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(canvas.view().transform().rotation(), 0.0);
        QVERIFY(!canvas.view().transform().isMirrored() && canvas.view().transform().isFitted());
    }

    void spaceMovesThePictureInsteadOfPainting()
    {
        CanvasFixture canvas(testPicture({2000, 1500}));
        QAction hand;
        hand.setShortcut(Qt::Key_Space);
        canvas.view().setHandAction(&hand);
        const QPointF before = canvas.view().transform().centre();
        QTest::keyPress(&canvas.view(), Qt::Key_Space);
        canvas.drag({{1000, 700}, {1040, 730}});
        QTest::keyRelease(&canvas.view(), Qt::Key_Space);
        QVERIFY(canvas.document().mask.isUniform(0));
        QVERIFY(canvas.view().transform().centre() != before);
    }

    void theOutlineIsAsLargeAsTheTip_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("turn");
        QTest::newRow("100 %") << 1.0 << 0.0;
        QTest::newRow("50 %, turned") << 0.5 << 45.0;
        QTest::newRow("300 %") << 3.0 << 0.0;
    }
    void theOutlineIsAsLargeAsTheTip()
    {
        QFETCH(double, scale);
        QFETCH(double, turn);
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(80));
        canvas.view().zoomTo(scale);
        canvas.view().rotateBy(turn);
        const QImage without = canvas.view().grab().toImage();
        canvas.move({200, 150});
        const QImage with = canvas.view().grab().toImage();
        QRect changed;
        for (int y = 0; y < with.height(); ++y) {
            for (int x = 0; x < with.width(); ++x) {
                if (with.pixel(x, y) != without.pixel(x, y)) {
                    changed |= QRect(x, y, 1, 1);
                }
            }
        }
        QVERIFY2(std::abs(changed.width() - 80 * scale) <= 4 && std::abs(changed.height() - 80 * scale) <= 4,
                 qPrintable(QStringLiteral("%1 x %2").arg(changed.width()).arg(changed.height())));
        QCOMPARE(canvas.view().cursor().shape(), Qt::BlankCursor);
    }

    void theKeysChangeTheTip()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(50));
        const auto tip = [&canvas] { return canvas.desk.settings().look().brush; };
        canvas.key(Qt::Key_BracketRight);
        const double larger = tip().size;
        QVERIFY(larger > 50);
        canvas.key(Qt::Key_BracketLeft);
        QCOMPARE(tip().size, 50.0);
        canvas.actions().action(QStringLiteral("softer"))->trigger();
        QCOMPARE(tip().softness, 0.1);
        canvas.actions().action(QStringLiteral("harder"))->trigger();
        QCOMPARE(tip().softness, 0.0);
    }

    void aRightDragChangesTheTipAndARightClickAsksForTheMenu()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(50));
        QSignalSpy menu(&canvas.view(), &ImageView::menuRequested);
        const QPoint from = canvas.at({200, 150});
        QTest::mousePress(&canvas.view(), Qt::RightButton, {}, from);
        canvas.move({300, 150});
        QTest::mouseRelease(&canvas.view(), Qt::RightButton, {}, canvas.at({300, 150}));
        QVERIFY(canvas.desk.settings().look().brush.size > 60);
        QVERIFY(menu.isEmpty());
        QTest::mouseClick(&canvas.view(), Qt::RightButton, {}, from);
        QCOMPARE(menu.count(), 1);
        QVERIFY(canvas.document().mask.isUniform(0));
    }

    void aDabRepaintsOnlyItsSurroundings()
    {
        CanvasFixture canvas(testPicture({1200, 900}), {true, true, false, false, true}, {1000, 800});
        canvas.setBrush(hard(60));
        canvas.press({600, 450});
        canvas.move({600, 450});
        QCoreApplication::processEvents();
        PaintWatch watch(canvas.view());
        canvas.move({620, 450});
        QTRY_VERIFY(!watch.painted.isEmpty());
        QCoreApplication::processEvents();
        const QRect around = QRect(canvas.at({600, 450}), QSize(1, 1))
                                 .united(QRect(canvas.at({620, 450}), QSize(1, 1)))
                                 .adjusted(-75, -75, 75, 75);
        QVERIFY2(around.contains(watch.painted.boundingRect()),
                 qPrintable(QStringLiteral("%1 x %2")
                                .arg(watch.painted.boundingRect().width())
                                .arg(watch.painted.boundingRect().height())));
        canvas.release({620, 450});
    }

    void whatIsKeptOfTheViewIsWhatIsDrawnAnew()
    {
        CanvasFixture canvas(testPicture({1200, 900}), {true, true, false, false, true}, {1000, 800});
        canvas.setBrush(hard(60));
        const auto paint = [&canvas] { static_cast<void>(canvas.view().grab()); };
        canvas.view().zoomTo(0.7);
        paint();
        canvas.drag({{400, 300}, {700, 500}, {500, 600}});
        paint();
        canvas.view().pan({1, 0}); // the kept pixels are moved
        paint();
        canvas.drag({{300, 500}, {500, 650}});
        canvas.move({-500, -500});
        const QImage kept = canvas.view().grab().toImage();
        Q_EMIT Theme::instance().changed(); // everything anew
        const QImage anew = canvas.view().grab().toImage();
        QCOMPARE(kept, anew);
    }

    void aGridSetsPixelsApartAbove800Percent_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("lines");
        QTest::addColumn<QColor>("plain");
        const QColor blue(40, 90, 160);
        QTest::newRow("400 %") << 4.0 << false << blue;
        QTest::newRow("800 %") << 8.0 << false << blue;
        QTest::newRow("900 %") << 9.0 << true << blue;
        QTest::newRow("1600 %") << 16.0 << true << blue;
        QTest::newRow("black") << 16.0 << true << QColor(Qt::black);
        QTest::newRow("grey") << 16.0 << true << QColor(128, 128, 128);
        QTest::newRow("white") << 16.0 << true << QColor(Qt::white);
    }

    /// One line to the left and above each pixel of the picture, and nothing on the pixel itself. On black or white
    /// only every other piece of it is seen.
    void aGridSetsPixelsApartAbove800Percent()
    {
        QFETCH(double, scale);
        QFETCH(bool, lines);
        QFETCH(QColor, plain);
        QImage picture(kPicture, QImage::Format_RGB32);
        picture.fill(plain);
        CanvasFixture canvas(picture);
        canvas.view().zoomTo(scale);
        QCOMPARE(canvas.view().transform().scale(), scale);
        canvas.move({-3000, -3000}); // no outline of the tip
        const QImage seen = canvas.view().grab().toImage();
        const QPoint origin = canvas.view().transform().toView(QPointF(0, 0)).toPoint();
        const auto side = int(scale);
        const QPoint first((seen.width() / 2 - origin.x()) / side, (seen.height() / 2 - origin.y()) / side);
        for (int y = first.y(); y < first.y() + 6; ++y) {
            for (int x = first.x(); x < first.x() + 6; ++x) {
                const QPoint corner = origin + QPoint(x, y) * side;
                for (int step = 1; step < side; ++step) {
                    QCOMPARE(seen.pixelColor(corner + QPoint(step, side / 2)), plain);
                    QCOMPARE(seen.pixelColor(corner + QPoint(side / 2, step)), plain);
                }
                const auto isSeen = [&](QPoint at) {
                    return std::abs(seen.pixelColor(corner + at).lightness() - plain.lightness()) > 30;
                };
                QCOMPARE(isSeen({0, side / 2}) || isSeen({0, side / 2 + side}), lines);
                QCOMPARE(isSeen({side / 2, 0}) || isSeen({side / 2 + side, 0}), lines);
            }
        }
    }

    void theOverlayIsSwitchedOffAndTheOriginalIsShownWhileHeld()
    {
        CanvasFixture canvas(testPicture(kPicture));
        const QImage bare = canvas.view().grab().toImage();
        canvas.setBrush(hard(90));
        canvas.click({200, 150});
        canvas.move({-300, -300});
        const QPoint middle = canvas.at({200, 150});
        const auto seen = [&canvas, middle] { return canvas.view().grab().toImage().pixel(middle); };
        QVERIFY(seen() != bare.pixel(middle));
        canvas.key(Qt::Key_Q);
        QCOMPARE(seen(), bare.pixel(middle));
        canvas.key(Qt::Key_Q);
        QVERIFY(seen() != bare.pixel(middle));
        QTest::keyPress(&canvas.view(), Qt::Key_Backslash);
        QCOMPARE(seen(), bare.pixel(middle));
        QTest::keyRelease(&canvas.view(), Qt::Key_Backslash);
        QVERIFY(seen() != bare.pixel(middle));
    }

    void theOverlayIsHatchedTintedAndOutlined()
    {
        QImage grey(kPicture, QImage::Format_RGB32);
        grey.fill(QColor(128, 128, 128));
        CanvasFixture canvas(grey);
        canvas.setBrush(hard(120));
        canvas.click({200, 150});
        canvas.move({-300, -300});
        const QImage seen = canvas.view().grab().toImage();
        const QPoint middle = canvas.at({200, 150});
        QSet<QRgb> along;
        for (int step = 0; step < 24; ++step) {
            along.insert(seen.pixel(middle + QPoint(step, 0)));
        }
        QVERIFY2(along.size() > 2, "stripes");
        for (const QRgb one : along) {
            QVERIFY2(qRed(one) > qBlue(one) + 20, "tinted red");
            // As much of the colour in every channel, between what lies between stripes and a stripe.
            const QColor colour = canvas.desk.settings().look().overlayColour;
            const double part = (qRed(one) - 128.0) / (colour.red() - 128.0);
            QVERIFY2(part > 0.6 * 0.65 - 0.02 && part < 0.6 * 1.2 + 0.02, qPrintable(QString::number(part)));
            QVERIFY(std::abs(qGreen(one) - (128 + (colour.green() - 128) * part)) <= 1.5);
            QVERIFY(std::abs(qBlue(one) - (128 + (colour.blue() - 128) * part)) <= 1.5);
            QCOMPARE(qAlpha(one), 255);
        }
        int light = 0;
        for (int degrees = 0; degrees < 360; ++degrees) {
            const double turn = degrees * M_PI / 180;
            const QPoint on =
                middle + QPoint(int(std::lround(60 * std::cos(turn))), int(std::lround(60 * std::sin(turn))));
            int most = 0;
            for (const QPoint by : {QPoint(), QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
                most = std::max(most, qGray(seen.pixel(on + by)));
            }
            light += most > 190 ? 1 : 0;
        }
        QVERIFY2(light > 60 && light < 300, qPrintable(QStringLiteral("dashes: %1 of 360").arg(light)));
    }

    void theKeyboardAlonePaints()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.setBrush(hard(20));
        canvas.key(Qt::Key_K);
        QVERIFY(canvas.view().isKeyPointer());
        const QPointF from = canvas.view().keyPointer();
        canvas.key(Qt::Key_Return);
        QVERIFY(canvas.view().isKeyPointerDown());
        for (int step = 0; step < 5; ++step) {
            canvas.key(Qt::Key_Right);
        }
        canvas.key(Qt::Key_Down, Qt::ControlModifier);
        canvas.key(Qt::Key_Return);
        QVERIFY(!canvas.view().isKeyPointerDown());
        const QPointF to = canvas.view().keyPointer();
        QCOMPARE(to - from, QPointF(50, 1));
        QVERIFY(isLine(canvas.mask(), from, to, 7, 13));
        QCOMPARE(canvas.session().history().steps(), 1);
        canvas.key(Qt::Key_Escape);
        QVERIFY(!canvas.view().isKeyPointer());
    }

    void drawingInColourIsOnItsOwnLayer()
    {
        CanvasFixture canvas(testPicture(kPicture), {true, false, true, false, true});
        canvas.setBrush(hard(40));
        canvas.desk.settings().change([](CanvasLook& look) { look.sketchColour = QColor(10, 200, 30); });
        QCOMPARE(canvas.view().tool()->about().title, QStringLiteral("Colour brush"));
        canvas.click({200, 150});
        QCOMPARE(QColor::fromRgba(canvas.document().sketch.pixel({200, 150})), QColor(10, 200, 30));
        QVERIFY(canvas.document().mask.isUniform(0));
        canvas.move({-300, -300});
        QCOMPARE(canvas.view().grab().toImage().pixelColor(canvas.at({200, 150})), QColor(10, 200, 30));
        QCOMPARE(canvas.desk.settings().look().recentColours.constFirst(), QColor(10, 200, 30));
        canvas.key(Qt::Key_I);
        canvas.click({50, 60});
        QCOMPARE(canvas.desk.settings().look().sketchColour, QColor(50, 60, 110));
        canvas.key(Qt::Key_E);
        canvas.click({200, 150});
        QCOMPARE(qAlpha(canvas.document().sketch.pixel({200, 150})), 0);
    }
};

QTEST_MAIN(TestCanvasPainting)
#include "TestCanvasPainting.moc"
