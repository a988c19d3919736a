// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/canvas/ImageView.h"
#include "ui/canvas/PictureLoader.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QBuffer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace maquette;

namespace {

/// Every pixel tells where it is.
QImage ramp(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            image.setPixel(x, y, qRgb(x % 256, y % 256, (x / 256) * 16 + (y / 256)));
        }
    }
    return image;
}

void wheel(QWidget& view, QPointF at, int notches, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent event(at, view.mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&view, &event);
}

} // namespace

class TestImageView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void hundredPercentShowsEveryPixelUntouched()
    {
        ImageView view;
        view.resize(300, 200);
        const QImage image = ramp({1000, 800});
        view.showPicture(MipPyramid::build(image));
        view.actualSize();
        const QImage seen = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QPoint corner = view.transform().toView({0, 0}).toPoint();
        for (const QPoint at : {QPoint(0, 0), QPoint(299, 199), QPoint(150, 70), QPoint(13, 187)}) {
            QCOMPARE(seen.pixel(at), image.pixel(at - corner));
        }
    }

    void reducedPicturesAreSmooth()
    {
        QImage stripes(1024, 1024, QImage::Format_RGB32);
        for (int y = 0; y < 1024; ++y) {
            for (int x = 0; x < 1024; ++x) {
                stripes.setPixel(x, y, x % 2 ? qRgb(255, 255, 255) : qRgb(0, 0, 0));
            }
        }
        ImageView view;
        view.resize(200, 200);
        view.showPicture(MipPyramid::build(stripes));
        const QColor middle = view.grab().toImage().pixelColor(100, 100);
        QVERIFY2(std::abs(middle.red() - 128) < 8, qPrintable(middle.name()));
    }

    void magnifiedPixelsAreSharp()
    {
        QImage two(2, 1, QImage::Format_RGB32);
        two.setPixel(0, 0, qRgb(255, 0, 0));
        two.setPixel(1, 0, qRgb(0, 0, 255));
        ImageView view;
        view.resize(200, 200);
        view.showPicture(MipPyramid::build(two));
        view.zoomTo(6);
        const QImage seen = view.grab().toImage();
        const int border = qRound(view.transform().toView({1, 0}).x());
        QCOMPARE(seen.pixelColor(border - 1, 100), QColor(255, 0, 0));
        QCOMPARE(seen.pixelColor(border, 100), QColor(0, 0, 255));
    }

    void transparentPartsShowAChequeredGround()
    {
        QImage clear(400, 400, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        ImageView view;
        view.resize(400, 400);
        view.showPicture(MipPyramid::build(clear));
        const QImage seen = view.grab().toImage();
        QVERIFY(seen.pixelColor(101, 101) != seen.pixelColor(109, 101));
        QCOMPARE(seen.pixelColor(101, 101), seen.pixelColor(109, 109));
    }

    void theWheelZoomsToTheCursor()
    {
        ImageView view;
        view.resize(500, 400);
        view.showPicture(MipPyramid::build(ramp({2000, 1000})));
        const QPointF cursor(320, 210);
        const QPointF held = view.transform().toImage(cursor);
        wheel(view, cursor, 2);
        wheel(view, cursor, 1, Qt::ControlModifier);
        QVERIFY(!view.transform().isFitted());
        const QPointF now = view.transform().toImage(cursor);
        QVERIFY2((now - held).manhattanLength() < 1e-6, qPrintable(QStringLiteral("%1 %2").arg(now.x()).arg(now.y())));
        const double zoomed = view.transform().scale();
        wheel(view, cursor, -1);
        QVERIFY(view.transform().scale() < zoomed);
    }

    void draggingMovesThePictureByTheSame_data()
    {
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::addColumn<bool>("space");
        QTest::newRow("left") << Qt::LeftButton << false;
        QTest::newRow("middle") << Qt::MiddleButton << false;
        QTest::newRow("space and left") << Qt::LeftButton << true;
    }

    void draggingMovesThePictureByTheSame()
    {
        QFETCH(Qt::MouseButton, button);
        QFETCH(bool, space);
        ImageView view;
        view.resize(500, 400);
        view.show();
        view.showPicture(MipPyramid::build(ramp({2000, 1000})));
        view.actualSize();
        QAction hand;
        hand.setShortcut(Qt::Key_Space);
        view.setHandAction(&hand);
        const QPointF before = view.transform().toView({1000, 500});
        if (space) {
            QTest::keyPress(&view, Qt::Key_Space);
            QCOMPARE(view.cursor().shape(), Qt::OpenHandCursor);
        }
        QTest::mousePress(&view, button, {}, {100, 100});
        QCOMPARE(view.cursor().shape(), Qt::ClosedHandCursor);
        QTest::mouseMove(&view, {140, 90});
        QTest::mouseRelease(&view, button, {}, {140, 90});
        QCOMPARE(view.transform().toView({1000, 500}) - before, QPointF(40, -10));
    }

    void altAndDragAsksForTheFileInstead()
    {
        ImageView view;
        view.resize(500, 400);
        view.show();
        view.showPicture(MipPyramid::build(ramp({2000, 1000})));
        const ViewTransform before = view.transform();
        QSignalSpy prepared(&view, &ImageView::dragOutPrepared);
        QSignalSpy asked(&view, &ImageView::dragOutRequested);
        QTest::mousePress(&view, Qt::LeftButton, Qt::AltModifier, {100, 100});
        QTest::mouseMove(&view, {160, 160});
        QTest::mouseRelease(&view, Qt::LeftButton, Qt::AltModifier, {160, 160});
        QCOMPARE(prepared.size(), 1);
        QVERIFY(!asked.isEmpty());
        QCOMPARE(view.transform(), before);
    }

    void zoomIsKeptBetweenPicturesOfOneSize()
    {
        ImageView view;
        view.resize(500, 400);
        view.showPicture(MipPyramid::build(ramp({1000, 800})));
        view.zoomTo(3);
        const ViewTransform before = view.transform();
        view.showPicture(MipPyramid::build(ramp({1000, 800})));
        QCOMPARE(view.transform(), before);
        view.showPicture(MipPyramid::build(ramp({900, 800})));
        QVERIFY(view.transform().isFitted());
    }

    void aPlaceholderTakesThePlaceOfTheWholePicture()
    {
        ImageView view;
        view.resize(500, 400);
        QImage small(50, 40, QImage::Format_RGB32);
        small.fill(Qt::green);
        view.showPlaceholder(small, {1000, 800});
        const QRectF shown = view.transform().shownRect();
        QVERIFY(shown.width() > 400);
        QCOMPARE(view.grab().toImage().pixelColor(250, 200), QColor(Qt::green));
        view.showPicture(MipPyramid::build(ramp({1000, 800})));
        QCOMPARE(view.transform().shownRect(), shown);
    }

    void thePyramidHalvesDownAndPicksTheLevel()
    {
        const MipPyramid pyramid = MipPyramid::build(ramp({1001, 500}));
        QCOMPARE(pyramid.level(1).size(), QSize(501, 250));
        QCOMPARE(pyramid.levelFor(2.0), 0);
        QCOMPARE(pyramid.levelFor(0.51), 0);
        QCOMPARE(pyramid.levelFor(0.5), 1);
        QCOMPARE(pyramid.levelFor(0.3), 1);
        QCOMPARE(pyramid.levelFor(0.25), 2);
        QCOMPARE(pyramid.levelFor(1e-9), pyramid.levels() - 1);
    }

    void filesAreReadElsewhereAndBadOnesAreExplained_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("good");
        QByteArray png;
        QBuffer buffer(&png);
        ramp({64, 48}).save(&buffer, "PNG");
        QTest::newRow("good") << png << true;
        QTest::newRow("no picture") << QByteArray("hello there, this is text") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }

    void filesAreReadElsewhereAndBadOnesAreExplained()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, good);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("picture")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        PictureLoader loader;
        QSignalSpy loaded(&loader, &PictureLoader::loaded);
        QSignalSpy failed(&loader, &PictureLoader::failed);
        loader.load(file.fileName());
        QVERIFY2(loaded.isEmpty() && failed.isEmpty(), "nothing happens within the call");
        QTRY_COMPARE(loaded.size() + failed.size(), 1);
        QCOMPARE(loaded.size(), good ? 1 : 0);
        if (good) {
            QCOMPARE(loaded.at(0).at(0).value<MipPyramid>().size(), QSize(64, 48));
        } else {
            QVERIFY(!failed.at(0).at(0).toString().isEmpty());
        }
    }

    void filesComeInTheirOwnDepthOrSayWhyNot_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("wide");
        QTest::addColumn<QString>("refusal"); // a word of it
        QTest::newRow("16 bits") << QStringLiteral("deep.png") << true << QString();
        QTest::newRow("turned") << QStringLiteral("exif-6.jpg") << false << QString();
        QTest::newRow("print colours") << QStringLiteral("cmyk.jpg") << false << QStringLiteral("CMYK");
        QTest::newRow("animation") << QStringLiteral("animated.webp") << false << QStringLiteral("frame");
    }

    void filesComeInTheirOwnDepthOrSayWhyNot()
    {
        QFETCH(QString, name);
        QFETCH(bool, wide);
        QFETCH(QString, refusal);
        PictureLoader loader;
        QSignalSpy loaded(&loader, &PictureLoader::loaded);
        loader.load(QStringLiteral(MAQUETTE_TEST_DATA "/") + name);
        QTRY_COMPARE(loaded.size(), 1); // it can be looked at in any case
        const auto shown = loaded.at(0).at(0).value<MipPyramid>();
        QCOMPARE(loader.source().image.isNull(), !refusal.isEmpty());
        if (refusal.isEmpty()) {
            QCOMPARE(loader.source().wide, wide);
            QCOMPARE(loader.source().image.size(), shown.size());
            QVERIFY(loader.refusal().isEmpty());
        } else {
            QVERIFY2(loader.refusal().contains(refusal), qPrintable(loader.refusal()));
        }
        loader.cancel();
        QVERIFY(loader.source().image.isNull());
        QVERIFY(loader.refusal().isEmpty());
    }

    void aLaterPictureBreaksTheEarlierOneOff()
    {
        QTemporaryDir folder;
        const QString large = folder.filePath(QStringLiteral("large.png"));
        const QString small = folder.filePath(QStringLiteral("small.png"));
        QVERIFY(ramp({2000, 2000}).save(large));
        QVERIFY(ramp({20, 10}).save(small));
        PictureLoader loader;
        QSignalSpy loaded(&loader, &PictureLoader::loaded);
        QSignalSpy failed(&loader, &PictureLoader::failed);
        loader.load(large);
        loader.load(small);
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(loaded.at(0).at(0).value<MipPyramid>().size(), QSize(20, 10));
        QCOMPARE(failed.size(), 0);
    }
};

QTEST_MAIN(TestImageView)
#include "TestImageView.moc"
