// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "tests/ui/canvas/CanvasFixture.h"
#include "ui/canvas/MaskCommands.h"
#include "ui/canvas/tools/OutpaintTool.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QLineEdit>
#include <QPolygonF>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace maquette;

namespace {

constexpr QSize kPicture(400, 300);
const CanvasNeeds kOutpainting{true, false, false, true, false, {2000, 2000, 2000, 2000}};

/// Pixels whose whole square is inside are full, those outside empty; the edge itself may be anything between.
template <typename Inside>
bool fills(const QImage& mask, const Inside& inside)
{
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            int corners = 0;
            for (const QPointF by : {QPointF(-0.1, -0.1), QPointF(1.1, -0.1), QPointF(-0.1, 1.1), QPointF(1.1, 1.1)}) {
                corners += inside(QPointF(x, y) + by) ? 1 : 0;
            }
            const int value = mask.constScanLine(y)[x];
            if ((corners == 4 && value != 255) || (corners == 0 && value != 0)) {
                return false;
            }
        }
    }
    return true;
}

/// The same mask, pixel by pixel, as \a inside says of the middle of each.
template <typename Inside>
bool isExactly(const QImage& mask, const Inside& inside)
{
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (mask.constScanLine(y)[x] != (inside(x, y) ? 255 : 0)) {
                return false;
            }
        }
    }
    return true;
}

bool isIn(const QRect& rect, int x, int y)
{
    return rect.contains(x, y);
}

/// Two colours, with an island of the second in the first.
QImage twoColours()
{
    QImage image(kPicture, QImage::Format_RGB32);
    image.fill(QColor(20, 60, 120));
    for (int y = 0; y < kPicture.height(); ++y) {
        for (int x = 0; x < kPicture.width(); ++x) {
            if (x >= 250 || QRect(50, 50, 40, 30).contains(x, y)) {
                image.setPixel(x, y, qRgb(220, 180, 90));
            }
        }
    }
    return image;
}

} // namespace

class TestCanvasTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void lasso()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_L);
        const QPolygonF shape({{100, 80}, {300, 90}, {260, 220}, {120, 240}});
        canvas.drag({shape.at(0), shape.at(1), shape.at(2), shape.at(3)});
        QVERIFY(fills(canvas.mask(), [&](QPointF at) { return shape.containsPoint(at, Qt::WindingFill); }));
        QCOMPARE(canvas.session().history().steps(), 1);
    }

    void polygonIsClosedByADoubleClickOrEnter_data()
    {
        QTest::addColumn<bool>("enter");
        QTest::newRow("double click") << false;
        QTest::newRow("Enter") << true;
    }
    void polygonIsClosedByADoubleClickOrEnter()
    {
        QFETCH(bool, enter);
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_P);
        const QPolygonF shape({{60, 60}, {320, 100}, {200, 260}});
        canvas.click(shape.at(0));
        canvas.click(shape.at(1));
        canvas.click({10, 10});
        canvas.key(Qt::Key_Backspace);
        canvas.click(shape.at(2));
        QVERIFY(canvas.document().mask.isUniform(0));
        if (enter) {
            canvas.key(Qt::Key_Return);
        } else {
            QTest::mouseDClick(&canvas.view(), Qt::LeftButton, {}, canvas.at(shape.at(2)));
        }
        QVERIFY(fills(canvas.mask(), [&](QPointF at) { return shape.containsPoint(at, Qt::WindingFill); }));
        QCOMPARE(canvas.session().history().steps(), 1);
    }

    void polygonIsGivenUpByEscape()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_P);
        canvas.click({60, 60});
        canvas.click({320, 100});
        canvas.click({200, 260});
        canvas.key(Qt::Key_Escape);
        canvas.key(Qt::Key_Return);
        QVERIFY(canvas.document().mask.isUniform(0));
        QCOMPARE(canvas.session().history().steps(), 0);
    }

    void rectanglesAreExactAndCombined()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_U);
        const QRect a(50, 40, 100, 80);
        const QRect b(100, 60, 150, 100);
        const auto draw = [&canvas](const QRect& rect, Qt::KeyboardModifiers modifiers) {
            canvas.drag({rect.topLeft(), rect.topLeft() + QPoint(rect.width(), rect.height())}, modifiers);
        };
        draw(a, {});
        QVERIFY(isExactly(canvas.mask(), [&](int x, int y) { return isIn(a, x, y); }));
        draw(b, Qt::ShiftModifier);
        QVERIFY(isExactly(canvas.mask(), [&](int x, int y) { return isIn(a, x, y) || isIn(b, x, y); }));
        const QRect hole(80, 50, 40, 30);
        draw(hole, Qt::AltModifier);
        QVERIFY(isExactly(canvas.mask(),
                          [&](int x, int y) { return (isIn(a, x, y) || isIn(b, x, y)) && !isIn(hole, x, y); }));
        const QRect part(0, 0, 140, 200);
        draw(part, Qt::ShiftModifier | Qt::AltModifier);
        const auto last = [&](int x, int y) {
            return (isIn(a, x, y) || isIn(b, x, y)) && !isIn(hole, x, y) && isIn(part, x, y);
        };
        QTRY_VERIFY(isExactly(canvas.mask(), last));
    }

    void theShapesKeyTwiceIsTheEllipse()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_U);
        canvas.key(Qt::Key_U);
        QVERIFY(canvas.desk.settings().look().ellipse);
        canvas.drag({{100, 100}, {300, 200}});
        QVERIFY(fills(canvas.mask(), [](QPointF at) {
            return std::pow((at.x() - 200) / 100, 2) + std::pow((at.y() - 150) / 50, 2) <= 1;
        }));
    }

    void ctrlMakesBothSidesTheSame()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_U);
        canvas.drag({{50, 50}, {150, 90}}, Qt::ControlModifier);
        QVERIFY(isExactly(canvas.mask(), [](int x, int y) { return isIn(QRect(50, 50, 100, 100), x, y); }));
    }

    void fillByColourConnectedOrEverywhere()
    {
        const QImage picture = twoColours();
        CanvasFixture canvas(picture);
        canvas.key(Qt::Key_G);
        canvas.click({300, 100});
        QTRY_VERIFY(isExactly(canvas.mask(), [](int x, int) { return x >= 250; }));
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        canvas.desk.settings().change([](CanvasLook& look) { look.fill.contiguous = false; });
        canvas.click({300, 100});
        QTRY_VERIFY(
            isExactly(canvas.mask(), [&](int x, int y) { return picture.pixel(x, y) == picture.pixel(300, 100); }));
    }

    void smartSelectFindsAndIsRefined()
    {
        QImage picture(kPicture, QImage::Format_RGB32);
        picture.fill(QColor(40, 90, 60));
        const auto inDisc = [](int x, int y) { return std::hypot(x - 200, y - 150) < 60; };
        for (int y = 0; y < kPicture.height(); ++y) {
            for (int x = 0; x < kPicture.width(); ++x) {
                if (inDisc(x, y)) {
                    picture.setPixel(x, y, qRgb(220, 60 + x % 3, 40));
                }
            }
        }
        CanvasFixture canvas(picture);
        canvas.key(Qt::Key_S);
        canvas.drag({{120, 70}, {280, 230}});
        QTRY_VERIFY_WITH_TIMEOUT(!canvas.session().isBusy() && !canvas.document().mask.isUniform(0), 20000);
        int wrong = 0;
        for (int y = 0; y < kPicture.height(); ++y) {
            for (int x = 0; x < kPicture.width(); ++x) {
                wrong += (canvas.document().mask.pixel({x, y}) > 127) != inDisc(x, y) ? 1 : 0;
            }
        }
        QVERIFY2(wrong < 400, qPrintable(QString::number(wrong)));
        QCOMPARE(canvas.session().history().steps(), 1);
        // A stroke with Alt over a part of the disc takes it out again.
        canvas.desk.settings().change([](CanvasLook& look) { look.smartWidth = 30; });
        canvas.drag({{150, 120}, {170, 180}}, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(canvas.session().history().steps(), 2, 20000);
        QVERIFY(canvas.document().mask.pixel({158, 145}) < 128);
    }

    void maskCommandsByTheirKeys()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(canvas.document().mask.isUniform(255));
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(canvas.document().mask.isUniform(0));
        canvas.key(Qt::Key_U);
        const QRect box(50, 50, 100, 80);
        canvas.drag({{50, 50}, {150, 130}});
        canvas.key(Qt::Key_I, Qt::ControlModifier);
        QTRY_VERIFY(isExactly(canvas.mask(), [&](int x, int y) { return !isIn(box, x, y); }));
        canvas.actions().action(QStringLiteral("fillHoles"))->trigger();
        QTRY_VERIFY(canvas.document().mask.isUniform(255));
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(isExactly(canvas.mask(), [&](int x, int y) { return !isIn(box, x, y); }));
    }

    void fromTransparencyOnlyWhereThereIsSome()
    {
        CanvasFixture opaque(testPicture(kPicture));
        QVERIFY(!opaque.actions().action(QStringLiteral("fromAlpha"))->isEnabled());
        QImage clear = testPicture(kPicture).convertToFormat(QImage::Format_ARGB32);
        for (int y = 100; y < 200; ++y) {
            for (int x = 0; x < 50; ++x) {
                clear.setPixel(x, y, 0);
            }
        }
        CanvasFixture canvas(clear);
        canvas.actions().action(QStringLiteral("fromAlpha"))->trigger();
        QTRY_VERIFY(isExactly(canvas.mask(), [](int x, int y) { return isIn(QRect(0, 100, 50, 100), x, y); }));
    }

    void toAFileAndBack()
    {
        const QTemporaryDir folder;
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_U);
        canvas.drag({{50, 50}, {150, 130}});
        const QImage mask = canvas.mask();
        const QString path = folder.filePath(QStringLiteral("mask.png"));
        QSignalSpy written(&canvas.actions().mask(), &MaskCommands::written);
        canvas.actions().mask().writeFile(path);
        QTRY_COMPARE(written.count(), 1);
        QCOMPARE(QImage(path).convertToFormat(QImage::Format_Grayscale8), mask);
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        canvas.actions().mask().takeFile(path);
        QTRY_COMPARE(canvas.mask(), mask);
        // One of another shape is refused, and the mask stays.
        QVERIFY(testPicture({100, 300}).save(folder.filePath(QStringLiteral("tall.png"))));
        QSignalSpy failed(&canvas.actions().mask(), &MaskCommands::failed);
        canvas.actions().mask().takeFile(folder.filePath(QStringLiteral("tall.png")));
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.constFirst().constFirst().value<Error>().detail.contains(QStringLiteral("100 × 300")));
        QCOMPARE(canvas.mask(), mask);
    }

    void savedMasksAreCombined()
    {
        CanvasFixture canvas(testPicture(kPicture));
        MaskCommands& commands = canvas.actions().mask();
        canvas.key(Qt::Key_U);
        canvas.drag({{50, 50}, {150, 150}});
        QCOMPARE(commands.freeName(), QStringLiteral("Mask 1"));
        commands.save(commands.freeName());
        QCOMPARE(commands.freeName(), QStringLiteral("Mask 2"));
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        canvas.drag({{100, 100}, {200, 200}});
        const QRect a(50, 50, 100, 100);
        const QRect b(100, 100, 100, 100);
        commands.combineSaved(QStringLiteral("Mask 1"), Combine::Subtract);
        QTRY_VERIFY(isExactly(canvas.mask(), [&](int x, int y) { return isIn(b, x, y) && !isIn(a, x, y); }));
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        commands.combineSaved(QStringLiteral("Mask 1"), Combine::Intersect);
        QTRY_VERIFY(isExactly(canvas.mask(), [&](int x, int y) { return isIn(b & a, x, y); }));
        commands.combineSaved(QStringLiteral("Mask 1"), Combine::Replace);
        QTRY_VERIFY(isExactly(canvas.mask(), [&](int x, int y) { return isIn(a, x, y); }));
        commands.forget(QStringLiteral("Mask 1"));
        QVERIFY(canvas.document().savedMasks.isEmpty());
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(canvas.document().savedMasks.size(), 1);
    }

    void growAndFeatherAreNumbersAndOneStepEach()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_U);
        canvas.drag({{100, 100}, {200, 200}});
        auto* const grow = canvas.stage.findChild<QLineEdit*>(QStringLiteral("maskGrow"));
        QVERIFY(grow);
        grow->setFocus();
        grow->selectAll();
        QTest::keyClicks(grow, QStringLiteral("12"));
        QTest::keyClick(grow, Qt::Key_Return);
        QCOMPARE(canvas.document().edge.grow, 12);
        QTRY_VERIFY(!canvas.session().isEdgePending());
        QCOMPARE(int(canvas.session().edgedMask().pixel({150, 90})), 255);
        QCOMPARE(int(canvas.session().edgedMask().pixel({150, 86})), 0);
        QCOMPARE(int(canvas.document().mask.pixel({150, 90})), 0);
        QCOMPARE(canvas.session().history().steps(), 2);
        // It is shown: the pixel is tinted now.
        canvas.move({-300, -300});
        QVERIFY(canvas.view().grab().toImage().pixel(canvas.at({150.5, 92.5})) != testPicture(kPicture).pixel(150, 92));
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(canvas.document().edge.grow, 0);
    }

    void outpaintEdgesAreDraggedAndSnap()
    {
        CanvasFixture canvas(testPicture(kPicture), kOutpainting);
        QCOMPARE(canvas.view().tool()->about().id, QStringLiteral("outpaint"));
        canvas.drag({{400, 150}, {450, 150}}, Qt::ControlModifier);
        QCOMPARE(canvas.document().outpaint, (OutpaintFrame{0, 0, 50, 0}));
        QCOMPARE(canvas.session().history().steps(), 1);
        canvas.drag({{0, 150}, {-62, 150}});
        QCOMPARE(canvas.document().outpaint.left, 64);
        canvas.drag({{225, 0}, {225, 60}}, Qt::ControlModifier); // never into the picture
        QCOMPARE(canvas.document().outpaint.up, 0);
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(canvas.document().outpaint, (OutpaintFrame{0, 0, 50, 0}));
        auto* const up = canvas.stage.findChild<QLineEdit*>(QStringLiteral("toolUp"));
        QVERIFY(up);
        QVERIFY(QMetaObject::invokeMethod(up, "selectAll"));
        QTest::keyClicks(up, QStringLiteral("33"));
        QTest::keyClick(up, Qt::Key_Return);
        QCOMPARE(canvas.document().outpaint.up, 33);
    }

    void outpaintKeepsToTheLimitsOfEachSide()
    {
        CanvasNeeds needs = kOutpainting;
        needs.mostOutpaint = {30, 0, 70, 50};
        CanvasFixture canvas(testPicture(kPicture), needs);
        canvas.drag({{400, 150}, {520, 150}}, Qt::ControlModifier);
        canvas.drag({{0, 150}, {-62, 150}}); // would snap to 64
        canvas.drag({{200, 0}, {200, -90}});
        QCOMPARE(canvas.document().outpaint, (OutpaintFrame{30, 0, 70, 0}));
        auto* const down = canvas.stage.findChild<QLineEdit*>(QStringLiteral("toolDown"));
        QVERIFY(QMetaObject::invokeMethod(down, "selectAll"));
        QTest::keyClicks(down, QStringLiteral("333"));
        QTest::keyClick(down, Qt::Key_Return);
        QCOMPARE(canvas.document().outpaint.down, 50);
    }

    void outpaintSaysWhatTheFrameIs_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QString>("note");
        const auto row = [](const char* name, OutpaintFrame frame, QSize picture, const char* note) {
            QTest::newRow(name) << picture << QString::fromUtf8(note) << frame.left << frame.up << frame.right
                                << frame.down;
        };
        for (const char* const side : {"left", "up", "right", "down"}) {
            QTest::addColumn<int>(side);
        }
        row("nothing added", {}, {1536, 1024}, "1,536 × 1,024 px");
        row("at one side", {0, 0, 400, 0}, {1536, 1024}, "1,536 + 400 = 1,936 × 1,024 px");
        row("at all", {100, 10, 20, 5}, {1536, 1024}, "1,536 + 120 = 1,656 × 1,024 + 15 = 1,039 px");
        row("no more to give", {0, 2000, 0, 0}, {1536, 1024},
            "1,536 × 1,024 + 2,000 = 3,024 px  ·  at most 2,000 px at a side");
    }
    void outpaintSaysWhatTheFrameIs()
    {
        QFETCH(const QSize, picture);
        QFETCH(const int, left);
        QFETCH(const int, up);
        QFETCH(const int, right);
        QFETCH(const int, down);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QTEST(OutpaintTool::sizeNote(picture, {left, up, right, down}, kOutpainting.mostOutpaint), "note");
    }

    void outpaintShapes_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("shape");
        QTest::addColumn<QSize>("outer");
        QTest::newRow("wider") << QSize(400, 300) << QSize(16, 9) << QSize(533, 300);
        QTest::newRow("higher") << QSize(400, 300) << QSize(1, 1) << QSize(400, 400);
        QTest::newRow("the same") << QSize(400, 300) << QSize(4, 3) << QSize(400, 300);
        QTest::newRow("no more than allowed") << QSize(3000, 300) << QSize(1, 10) << QSize(3000, 300 + 4000);
    }
    void outpaintShapes()
    {
        QFETCH(QSize, picture);
        QFETCH(QSize, shape);
        QFETCH(QSize, outer);
        const OutpaintFrame frame =
            OutpaintTool::framed(picture, shape.width(), shape.height(), kOutpainting.mostOutpaint);
        QCOMPARE(picture.width() + frame.left + frame.right, outer.width());
        QCOMPARE(picture.height() + frame.up + frame.down, outer.height());
        QVERIFY(std::abs(frame.left - frame.right) <= 1 && std::abs(frame.up - frame.down) <= 1);
    }

    void theContextFrameIsDrawnMovedAndResized()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_F);
        canvas.drag({{100, 80}, {260, 200}});
        QCOMPARE(int(canvas.document().context.kind), int(ContextChoice::Kind::Frame));
        QCOMPARE(canvas.document().context.frame, QRect(100, 80, 160, 120));
        canvas.drag({{180, 140}, {200, 150}});
        QCOMPARE(canvas.document().context.frame, QRect(120, 90, 160, 120));
        canvas.drag({{280, 210}, {300, 230}});
        QCOMPARE(canvas.document().context.frame, QRect(120, 90, 180, 140));
        canvas.drag({{200, 150}, {1000, 900}}); // never out of the picture
        QVERIFY(QRect(QPoint(), kPicture).contains(canvas.document().context.frame));
        QCOMPARE(canvas.document().context.frame.size(), QSize(180, 140));
        QVERIFY(canvas.document().mask.isUniform(0));
    }

    void withoutAMaskNothingIsSentAroundIt()
    {
        CanvasFixture canvas(testPicture(kPicture));
        canvas.key(Qt::Key_F);
        const auto kinds = [&canvas] {
            QList<int> all;
            const QList<ToolOption::Entry> entries = canvas.view().tool()->options().constFirst().entries;
            for (const ToolOption::Entry& entry : entries) {
                all.append(entry.value.toInt());
            }
            return all;
        };
        const auto chosen = [&canvas] { return canvas.view().tool()->options().constFirst().read().toInt(); };
        using Kind = ContextChoice::Kind;
        QCOMPARE(kinds(), QList<int>({int(Kind::Automatic), int(Kind::Whole), int(Kind::Frame)}));
        QCOMPARE(chosen(), int(Kind::Automatic));
        canvas.view().setNeeds({true, false, true, false, true});
        QCOMPARE(canvas.view().tool()->about().id, QStringLiteral("context"));
        QCOMPARE(kinds(), QList<int>({int(Kind::Whole), int(Kind::Frame)}));
        QCOMPARE(chosen(), int(Kind::Whole));
        QCOMPARE(canvas.view().tool()->options().size(), 1);
    }

    void theHandMovesThePicture()
    {
        CanvasFixture canvas(testPicture({2000, 1500}));
        canvas.key(Qt::Key_H);
        const QPoint from = canvas.at({1000, 700});
        const QPointF held = canvas.view().transform().toImage(from);
        QTest::mousePress(&canvas.view(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&canvas.view(), from + QPoint(60, 40));
        QTest::mouseRelease(&canvas.view(), Qt::LeftButton, {}, from + QPoint(60, 40));
        const QPointF off = canvas.view().transform().toImage(from + QPoint(60, 40)) - held;
        QVERIFY(std::hypot(off.x(), off.y()) < 1e-6);
    }

    void railAndBarFold()
    {
        CanvasFixture canvas(testPicture(kPicture), {true, true, false, false, true}, {1200, 700});
        auto* const rail = canvas.stage.findChild<QWidget*>(QStringLiteral("toolRail"));
        auto* const bar = canvas.stage.findChild<QWidget*>(QStringLiteral("toolOptions"));
        auto* const more = canvas.stage.findChild<QWidget*>(QStringLiteral("toolMore"));
        const auto shows = [&canvas](const char* name) {
            return canvas.stage.findChild<QLineEdit*>(QLatin1String(name))->isVisible();
        };
        QVERIFY(shows("toolSize") && shows("toolSoftness") && shows("maskFeather"));
        QVERIFY(rail->height() > 4 * rail->width());
        for (const QSize size : {QSize(700, 500), QSize(416, 500), QSize(416, 220)}) {
            canvas.desk.place(QRect(QPoint(), size));
            QVERIFY(more->isVisible());
            QCOMPARE(shows("toolSize"), size.height() > 400); // a rail of two columns leaves no room for it
            QVERIFY(QRect(QPoint(), size).contains(rail->geometry()));
            QVERIFY2(QRect(QPoint(), size).contains(bar->geometry()),
                     qPrintable(QStringLiteral("%1 + %2 of %3").arg(bar->x()).arg(bar->width()).arg(size.width())));
            QVERIFY(!rail->geometry().intersects(bar->geometry()));
        }
        QVERIFY(!shows("maskFeather"));
        QTest::mouseClick(more, Qt::LeftButton);
        auto* const sheet = canvas.stage.findChild<QWidget*>(QStringLiteral("toolMoreSheet"));
        QVERIFY(sheet && sheet->findChild<QLineEdit*>(QStringLiteral("maskFeather")));
    }

    void everyControlHasItsNames()
    {
        CanvasFixture canvas(testPicture(kPicture), {true, true, false, false, true}, {1200, 700});
        for (const char* const id : {"brush", "lasso", "shape", "fill", "smart", "context"}) {
            QVERIFY(canvas.view().useTool(QLatin1String(id)));
            for (const char* const place : {"toolRail", "toolOptions"}) {
                const QWidget* const parent = canvas.stage.findChild<QWidget*>(QLatin1String(place));
                const QList<QWidget*> parts = parent->findChildren<QWidget*>();
                for (const QWidget* const part : parts) {
                    if (part->isVisible() && part->focusPolicy() != Qt::NoFocus) {
                        const QString name = QString::fromLatin1(part->metaObject()->className()) + part->objectName();
                        QVERIFY2(!part->objectName().isEmpty() && !part->accessibleName().isEmpty() &&
                                     !part->toolTip().isEmpty(),
                                 qPrintable(name));
                    }
                }
            }
        }
    }

    void onlyWhatAnOperationNeedsIsOffered()
    {
        CanvasFixture canvas(testPicture(kPicture));
        const auto ids = [&canvas] {
            QStringList names;
            const QList<CanvasTool*> tools = canvas.view().tools();
            for (const CanvasTool* const tool : tools) {
                names.append(tool->about().id);
            }
            return names;
        };
        QVERIFY(ids().contains(QStringLiteral("lasso")) && !ids().contains(QStringLiteral("outpaint")));
        canvas.view().setNeeds(kOutpainting);
        QCOMPARE(ids(), QStringList({QStringLiteral("outpaint"), QStringLiteral("hand")}));
        canvas.view().setNeeds({});
        QVERIFY(canvas.view().tool() == nullptr && ids().isEmpty());
        QVERIFY(!canvas.actions().action(QStringLiteral("brush"))->isEnabled());
        canvas.view().setNeeds({true, true, false, false, true});
        QCOMPARE(canvas.view().tool()->about().id, QStringLiteral("brush"));
    }
};

QTEST_MAIN(TestCanvasTools)
#include "TestCanvasTools.moc"
