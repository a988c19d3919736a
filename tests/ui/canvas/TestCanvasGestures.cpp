// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "tests/ui/canvas/CanvasFixture.h"
#include "ui/widgets/Theme.h"

#include <QNativeGestureEvent>
#include <QWheelEvent>
#include <QWindow>

#include <cmath>

using namespace maquette;

namespace {

constexpr QSize kPicture(400, 300);
constexpr QPoint kPlace(57, 31); ///< of the stage in its window: nothing may take one for the other

Brush hard(double size)
{
    Brush brush;
    brush.size = size;
    brush.softness = 0;
    return brush;
}

const QPointingDevice& touchpad()
{
    static const QPointingDevice device(
        QStringLiteral("touchpad"), 11, QInputDevice::DeviceType::TouchPad, QPointingDevice::PointerType::Finger,
        QInputDevice::Capability::Position | QInputDevice::Capability::Scroll | QInputDevice::Capability::PixelScroll,
        5, 3);
    return device;
}

/// What happens to the window, as the platform tells it; Qt finds the widget.
class Hands
{
public:
    explicit Hands(CanvasFixture& canvas)
        : m_canvas(canvas)
    {
        m_window.resize(canvas.stage.size() + QSize(100, 80));
        canvas.stage.setParent(&m_window);
        canvas.stage.move(kPlace);
        canvas.stage.show();
        m_window.show();
        m_window.activateWindow();
        m_shown = QTest::qWaitForWindowActive(&m_window);
        canvas.view().setFocus();
        canvas.view().actualSize();
    }
    ~Hands() { m_canvas.stage.setParent(nullptr); }
    Hands(const Hands&) = delete;
    Hands& operator=(const Hands&) = delete;

    [[nodiscard]] bool isShown() const { return m_shown; }
    [[nodiscard]] QWindow* window() const { return m_window.windowHandle(); }
    /// A picture point in the window.
    [[nodiscard]] QPointF at(QPointF picture) const
    {
        CanvasView& view = m_canvas.view();
        return view.mapTo(&m_window, view.ImageView::transform().toView(picture));
    }
    [[nodiscard]] QPointF global(QPointF inWindow) const { return m_window.mapToGlobal(inWindow); }

    void gesture(Qt::NativeGestureType type, QPointF inWindow, double value, QPointF delta = {})
    {
        QNativeGestureEvent event(type, &touchpad(), 2, inWindow, inWindow, global(inWindow), value, delta);
        QCoreApplication::sendEvent(window(), &event);
    }
    void scroll(QPointF inWindow, QPoint pixels, QPoint angle, Qt::ScrollPhase phase,
                Qt::KeyboardModifiers modifiers = {})
    {
        QWheelEvent event(inWindow, global(inWindow), pixels, angle, Qt::NoButton, modifiers, phase, false,
                          Qt::MouseEventNotSynthesized, &touchpad());
        QCoreApplication::sendEvent(window(), &event);
    }
    void pen(QEvent::Type type, QPointF picture, double pressure, bool eraser = false, QPointF tilt = {})
    {
        static const QPointingDevice tip(
            QStringLiteral("pen"), 12, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
            QInputDevice::Capability::Pressure | QInputDevice::Capability::XTilt | QInputDevice::Capability::YTilt, 1,
            2);
        static const QPointingDevice rubber(QStringLiteral("rubber"), 13, QInputDevice::DeviceType::Stylus,
                                            QPointingDevice::PointerType::Eraser, QInputDevice::Capability::Pressure, 1,
                                            2);
        const QPointF place = at(picture);
        QTabletEvent event(type, eraser ? &rubber : &tip, place, global(place), pressure, float(tilt.x()),
                           float(tilt.y()), 0, 0, 0, {}, type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton,
                           type == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton);
        QCoreApplication::sendEvent(window(), &event);
    }

private:
    CanvasFixture& m_canvas;
    QWidget m_window;
    bool m_shown = false;
};

double away(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace

/// Touchpad, fingers and pen, by events of the window.
class TestCanvasGestures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void aPinchZoomsAboutTheFingers()
    {
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        QVERIFY(hands.isShown());
        const QPointF held(130, 90);
        const QPointF fingers = hands.at(held);
        hands.gesture(Qt::BeginNativeGesture, fingers, 0);
        hands.gesture(Qt::ZoomNativeGesture, fingers, 0.25);
        hands.gesture(Qt::ZoomNativeGesture, fingers, 0.2);
        hands.gesture(Qt::EndNativeGesture, fingers, 0);
        QVERIFY(std::abs(canvas.view().ImageView::transform().scale() - 1.5) < 1e-9);
        QVERIFY2(away(hands.at(held), fingers) < 0.01, qPrintable(QString::number(away(hands.at(held), fingers))));
        hands.gesture(Qt::ZoomNativeGesture, fingers, -3); // nonsense of a driver
        QVERIFY(canvas.view().ImageView::transform().scale() > 0);
        QVERIFY(canvas.view().ImageView::transform().scale() < 1.5);
    }

    void twoFingersTurnThePicture()
    {
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        const QPointF held(250, 200);
        const QPointF fingers = hands.at(held);
        hands.gesture(Qt::RotateNativeGesture, fingers, 12);
        hands.gesture(Qt::RotateNativeGesture, fingers, -5);
        QVERIFY(std::abs(canvas.view().ImageView::transform().rotation() - 7) < 1e-9);
        QVERIFY(away(hands.at(held), fingers) < 0.01);
        const QPointF before = hands.at(held);
        hands.gesture(Qt::PanNativeGesture, fingers, 0, {14, -9});
        QVERIFY(away(hands.at(held), before + QPointF(14, -9)) < 0.01);
    }

    void smartZoomFitsAndShowsEveryPixel()
    {
        CanvasFixture canvas(testPicture({2000, 1500}));
        Hands hands(canvas);
        canvas.view().fit();
        const QPointF held(700, 400);
        const QPointF fingers = hands.at(held);
        hands.gesture(Qt::SmartZoomNativeGesture, fingers, 1);
        QCOMPARE(canvas.view().ImageView::transform().scale(), 1.0);
        QVERIFY(away(hands.at(held), fingers) < 1);
        hands.gesture(Qt::SmartZoomNativeGesture, fingers, 0);
        QVERIFY(canvas.view().ImageView::transform().isFitted());
    }

    void twoFingersMoveThePictureByPixels()
    {
        CanvasFixture canvas(testPicture({2000, 1500}));
        Hands hands(canvas);
        const QPointF held(1000, 700);
        const QPointF start = hands.at(held);
        hands.scroll(start, {}, {}, Qt::ScrollBegin);
        hands.scroll(start, {13, -22}, {26, -44}, Qt::ScrollUpdate);
        hands.scroll(start, {5, 40}, {10, 80}, Qt::ScrollUpdate);
        hands.scroll(start, {2, 3}, {4, 6}, Qt::ScrollMomentum);
        hands.scroll(start, {}, {}, Qt::ScrollEnd);
        QVERIFY2(away(hands.at(held), start + QPointF(20, 21)) < 0.01,
                 qPrintable(QString::number(away(hands.at(held), start))));
        QCOMPARE(canvas.view().ImageView::transform().scale(), 1.0);
        QCOMPARE(canvas.session().history().steps(), 0);
    }

    void withCtrlTheTouchpadZooms_data()
    {
        QTest::addColumn<QPoint>("pixels");
        QTest::addColumn<QPoint>("angle");
        QTest::newRow("both") << QPoint(0, 30) << QPoint(0, 60);
        QTest::newRow("pixels only") << QPoint(0, 60) << QPoint();
        QTest::newRow("angle only") << QPoint() << QPoint(0, 60);
    }
    void withCtrlTheTouchpadZooms()
    {
        QFETCH(const QPoint, pixels);
        QFETCH(const QPoint, angle);
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        const QPointF held(100, 200);
        const QPointF start = hands.at(held);
        hands.scroll(start, {}, {}, Qt::ScrollBegin, Qt::ControlModifier);
        hands.scroll(start, pixels, angle, Qt::ScrollUpdate, Qt::ControlModifier);
        hands.scroll(start, pixels, angle, Qt::ScrollUpdate, Qt::ControlModifier);
        hands.scroll(start, {}, {}, Qt::ScrollEnd, Qt::ControlModifier);
        // A notch of a wheel, 120, is a quarter more.
        QVERIFY(std::abs(canvas.view().ImageView::transform().scale() - 1.25) < 1e-9);
        QVERIFY(away(hands.at(held), start) < 0.01);
    }

    void aStrokeIsGivenUpWhenAPinchBegins_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<bool>("pen");
        QTest::addColumn<bool>("begins"); // not every platform says that a gesture begins
        QTest::newRow("brush, mouse") << QStringLiteral("brush") << false << true;
        QTest::newRow("brush, pen") << QStringLiteral("brush") << true << true;
        QTest::newRow("brush, zooms at once") << QStringLiteral("brush") << false << false;
        QTest::newRow("eraser") << QStringLiteral("eraser") << false << true;
        QTest::newRow("lasso") << QStringLiteral("lasso") << false << true;
        QTest::newRow("shape") << QStringLiteral("shape") << false << true;
        QTest::newRow("fill") << QStringLiteral("fill") << false << true;
        QTest::newRow("smart") << QStringLiteral("smart") << false << true;
        QTest::newRow("context") << QStringLiteral("context") << false << true;
        QTest::newRow("hand") << QStringLiteral("hand") << false << true;
    }
    void aStrokeIsGivenUpWhenAPinchBegins()
    {
        QFETCH(const QString, tool);
        QFETCH(const bool, pen);
        QFETCH(const bool, begins);
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        canvas.session().edit(QStringLiteral("before"),
                              [](CanvasDocument& document) { document.mask.fill(QRect(150, 100, 120, 90), 255); });
        QVERIFY(canvas.view().useTool(tool));
        canvas.setBrush(hard(30));
        const CanvasDocument before = canvas.document();
        if (pen) {
            hands.pen(QEvent::TabletPress, {100, 100}, 1);
            hands.pen(QEvent::TabletMove, {200, 150}, 1);
        } else {
            canvas.press({100, 100});
            canvas.move({200, 150});
        }
        if (begins) {
            hands.gesture(Qt::BeginNativeGesture, hands.at({200, 150}), 0);
        }
        hands.gesture(Qt::ZoomNativeGesture, hands.at({200, 150}), 0.3);
        const double scale = canvas.view().ImageView::transform().scale();
        const QPointF centre = canvas.view().ImageView::transform().centre();
        // What the pointer still tells until it is let go does nothing.
        if (pen) {
            hands.pen(QEvent::TabletMove, {220, 170}, 1);
            hands.pen(QEvent::TabletRelease, {220, 170}, 0);
        } else {
            canvas.move({220, 170});
            canvas.release({220, 170});
        }
        hands.gesture(Qt::EndNativeGesture, hands.at({200, 150}), 0);
        QVERIFY(!canvas.session().isLive());
        QVERIFY(!canvas.session().isBusy());
        QVERIFY(!canvas.view().isToolBusy());
        QVERIFY(canvas.document() == before);
        QCOMPARE(canvas.session().history().steps(), 1);
        QCOMPARE(canvas.view().ImageView::transform().scale(), scale);
        QVERIFY(away(canvas.view().ImageView::transform().centre(), centre) < 1e-9);
        // And the next stroke is one like any other: no line from where the last was given up.
        QVERIFY(canvas.view().useTool(QStringLiteral("brush")));
        canvas.click({40, 40}, Qt::ShiftModifier);
        QCOMPARE(canvas.session().history().steps(), 2);
        QCOMPARE(canvas.document().mask.pixel({40, 40}), quint8(255));
        QCOMPARE(canvas.document().mask.pixel({120, 95}), quint8(0));
    }

    void aPolygonLosesOnlyThePointUnderTheFinger()
    {
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        canvas.view().useTool(QStringLiteral("polygon"));
        canvas.click({50, 50});
        canvas.click({350, 50});
        canvas.press({300, 120});
        hands.gesture(Qt::ZoomNativeGesture, hands.at({200, 150}), 0.1);
        canvas.release({300, 120});
        QVERIFY(canvas.view().tool()->finish() == false); // two points are no area
        canvas.click({350, 250});
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.session().history().steps(), 1);
        QCOMPARE(canvas.document().mask.pixel({330, 100}), quint8(255)); // right of the point that was given up
        QCOMPARE(canvas.document().mask.pixel({60, 200}), quint8(0));
    }

    void thePressedKeyPointerIsLetGo()
    {
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        canvas.key(Qt::Key_K);
        canvas.key(Qt::Key_Return);
        canvas.key(Qt::Key_Right);
        QVERIFY(canvas.view().isKeyPointerDown());
        QVERIFY(!canvas.document().mask.isUniform(0));
        hands.gesture(Qt::ZoomNativeGesture, hands.at({200, 150}), 0.1);
        QVERIFY(!canvas.view().isKeyPointerDown());
        QVERIFY(canvas.document().mask.isUniform(0));
        QVERIFY(canvas.view().isKeyPointer());
    }

    void twoFingersOnAScreenZoomAndPaintNothing()
    {
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        canvas.setBrush(hard(30));
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        const auto spot = [&hands](QPointF picture) { return hands.at(picture).toPoint(); };
        const QPoint first = spot({150, 150});
        const QPoint second = spot({250, 150});
        QTest::touchEvent(hands.window(), screen.get()).press(0, first);
        QTest::touchEvent(hands.window(), screen.get()).move(0, first + QPoint(4, 0));
        QTest::touchEvent(hands.window(), screen.get()).move(0, first + QPoint(4, 0)).press(1, second);
        for (int step = 1; step <= 10; ++step) {
            QTest::touchEvent(hands.window(), screen.get())
                .move(0, first - QPoint(step * 6, 0))
                .move(1, second + QPoint(step * 6, 0));
        }
        QTest::touchEvent(hands.window(), screen.get()).release(0, first).stationary(1);
        QTest::touchEvent(hands.window(), screen.get()).release(1, second);
        QVERIFY2(canvas.view().ImageView::transform().scale() > 1.5,
                 qPrintable(QString::number(canvas.view().ImageView::transform().scale())));
        QVERIFY(!canvas.session().isLive());
        QVERIFY(canvas.document().mask.isUniform(0));
        QCOMPARE(canvas.session().history().steps(), 0);
    }

    void thePenPaintsWhereItIs_data()
    {
        QTest::addColumn<QPointF>("tilt");
        QTest::newRow("upright") << QPointF();
        QTest::newRow("tilted") << QPointF(40, -55);
    }
    void thePenPaintsWhereItIs()
    {
        QFETCH(const QPointF, tilt);
        CanvasFixture canvas(testPicture(kPicture));
        Hands hands(canvas);
        Brush brush = hard(80);
        brush.pressureSize = true;
        canvas.setBrush(brush);
        hands.pen(QEvent::TabletMove, {180, 150}, 0, false, tilt); // hovers
        QVERIFY(canvas.document().mask.isUniform(0));
        hands.pen(QEvent::TabletPress, {200, 150}, 0.5, false, tilt);
        hands.pen(QEvent::TabletRelease, {200, 150}, 0, false, tilt);
        QCOMPARE(canvas.session().history().steps(), 1);
        // A tip of 80 px pressed half is one of 40.
        for (const QPoint way : {QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
            QCOMPARE(canvas.document().mask.pixel(QPoint(200, 150) + way * 18), quint8(255));
            QCOMPARE(canvas.document().mask.pixel(QPoint(200, 150) + way * 23), quint8(0));
        }
        canvas.setBrush(hard(20));
        hands.pen(QEvent::TabletPress, {195, 150}, 1, true, tilt);
        hands.pen(QEvent::TabletMove, {205, 150}, 1, true, tilt);
        hands.pen(QEvent::TabletRelease, {205, 150}, 0, true, tilt);
        QCOMPARE(canvas.document().mask.pixel({200, 150}), quint8(0));
        QCOMPARE(canvas.document().mask.pixel({200, 165}), quint8(255));
        QCOMPARE(canvas.session().history().undoTitle(), QStringLiteral("Erase mask"));
    }
};

QTEST_MAIN(TestCanvasGestures)
#include "TestCanvasGestures.moc"
