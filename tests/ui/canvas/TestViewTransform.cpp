// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/canvas/ViewTransform.h"

#include <QTest>

using namespace maquette;

namespace {

constexpr double kNear = 1e-6;

bool near(QPointF a, QPointF b)
{
    return std::abs(a.x() - b.x()) < kNear && std::abs(a.y() - b.y()) < kNear;
}

ViewTransform shown(QSize image, QSizeF view, double ratio = 1.0)
{
    ViewTransform transform;
    transform.setView(view, ratio);
    transform.setImageSize(image);
    return transform;
}

} // namespace

class TestViewTransform : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void fitKeepsTheWholePictureInsideTheMargins_data()
    {
        QTest::addColumn<QSize>("image");
        QTest::addColumn<QSizeF>("view");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("scale");
        QTest::newRow("wide") << QSize(2000, 500) << QSizeF(1000, 1000) << 1.0 << 0.48;
        QTest::newRow("tall") << QSize(500, 2000) << QSizeF(1000, 1000) << 1.0 << 0.46;
        QTest::newRow("small is not enlarged") << QSize(64, 64) << QSizeF(1000, 1000) << 1.0 << 1.0;
        QTest::newRow("small on a 200 % screen") << QSize(64, 64) << QSizeF(1000, 1000) << 2.0 << 2.0;
        QTest::newRow("wide on a 200 % screen") << QSize(2000, 500) << QSizeF(1000, 1000) << 2.0 << 0.96;
    }

    void fitKeepsTheWholePictureInsideTheMargins()
    {
        QFETCH(QSize, image);
        QFETCH(QSizeF, view);
        QFETCH(double, ratio);
        ViewTransform transform = shown(image, view, ratio);
        transform.setFitMargins({20, 20, 20, 60});
        QTEST(transform.scale(), "scale");
        const QRectF inside(20, 20, view.width() - 40, view.height() - 80);
        QVERIFY(inside.adjusted(-kNear, -kNear, kNear, kNear).contains(transform.shownRect()));
        QVERIFY(near(transform.shownRect().center(), inside.center()));
    }

    void theMappingsAreInverse_data()
    {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<bool>("mirrored");
        QTest::newRow("plain") << 0.0 << false;
        QTest::newRow("quarter") << 90.0 << false;
        QTest::newRow("odd, mirrored") << 33.0 << true;
    }

    void theMappingsAreInverse()
    {
        QFETCH(double, degrees);
        QFETCH(bool, mirrored);
        ViewTransform transform = shown({1536, 1024}, {800, 600}, 1.25);
        transform.rotateBy(degrees);
        transform.setMirrored(mirrored);
        transform.zoomTo(3, {100, 200});
        for (const QPointF point : {QPointF(0, 0), QPointF(1536, 1024), QPointF(17.25, 800.5)}) {
            QVERIFY(near(transform.toImage(transform.toView(point)), point));
        }
    }

    void zoomingInHoldsThePointUnderTheCursor_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("degrees");
        QTest::newRow("100 %") << 1.0 << 0.0;
        QTest::newRow("125 %") << 1.25 << 0.0;
        QTest::newRow("200 %, turned") << 2.0 << 30.0;
    }

    void zoomingInHoldsThePointUnderTheCursor()
    {
        QFETCH(double, ratio);
        QFETCH(double, degrees);
        ViewTransform transform = shown({1536, 1024}, {800, 600}, ratio);
        transform.rotateBy(degrees);
        const QPointF cursor = transform.toView({300, 700});
        double before = transform.scale();
        for (int step = 0; step < 40; ++step) {
            transform.zoomBy(1.2, cursor);
            QVERIFY(near(transform.toImage(cursor), {300, 700}));
            QVERIFY(transform.scale() >= before);
            before = transform.scale();
        }
        QCOMPARE(transform.scale(), ViewTransform::kMaxScale);
    }

    void zoomingOutHoldsThePointWhileThePictureMayMove()
    {
        ViewTransform transform = shown({4000, 4000}, {800, 600});
        transform.zoomTo(8, {400, 300});
        const QPointF cursor(410, 305);
        const QPointF held = transform.toImage(cursor);
        transform.zoomBy(0.5, cursor);
        QVERIFY(near(transform.toImage(cursor), held));
        for (int step = 0; step < 60; ++step) {
            transform.zoomBy(0.5, {0, 0});
        }
        QCOMPARE(transform.scale(), transform.minScale());
        QCOMPARE(transform.minScale() * 4000, ViewTransform::kMinShownSide);
    }

    void hundredPercentIsOneImagePixelPerDevicePixel()
    {
        ViewTransform transform = shown({1000, 1000}, {500, 500}, 2.0);
        transform.zoomTo(1.0, {250, 250});
        const QPointF step = transform.toView({11, 10}) - transform.toView({10, 10});
        QVERIFY(near(step * transform.devicePixelRatio(), {1, 0}));
    }

    void thePictureCannotBeLost()
    {
        ViewTransform transform = shown({1000, 500}, {800, 600});
        transform.panBy({1e6, -1e6});
        QVERIFY(near(transform.toImage({400, 300}), {0, 500}));
        transform.panBy({-1e9, 1e9});
        QVERIFY(near(transform.toImage({400, 300}), {1000, 0}));
    }

    void panningMovesExactlyByTheDrag()
    {
        ViewTransform transform = shown({1000, 1000}, {400, 400}, 1.5);
        transform.zoomTo(5, {200, 200});
        const QPointF before = transform.toView({500, 500});
        transform.panBy({13, -7});
        QVERIFY(near(transform.toView({500, 500}) - before, {13, -7}));
    }

    void resizingKeepsFittedFittedAndElseTheMiddle()
    {
        ViewTransform transform = shown({2000, 1000}, {1000, 800});
        transform.setView({500, 800}, 1.0);
        QVERIFY(transform.isFitted());
        QCOMPARE(transform.scale(), 0.25);
        transform.zoomTo(2, {100, 100});
        QVERIFY(!transform.isFitted());
        const QPointF middle = transform.toImage({250, 400});
        transform.setView({900, 500}, 2.0);
        QCOMPARE(transform.scale(), 2.0);
        QVERIFY(near(transform.toImage({450, 250}), middle));
    }

    void stepsGoUpAndDownThroughRoundFigures()
    {
        ViewTransform transform = shown({4000, 4000}, {800, 800});
        transform.zoomTo(0.66666, {400, 400});
        QCOMPARE(transform.nextStep(1), 1.0);
        QCOMPARE(transform.nextStep(-1), 0.5);
        transform.zoomTo(1.0, {400, 400});
        QCOMPARE(transform.nextStep(1), 1.5);
        QCOMPARE(transform.nextStep(-1), 0.6667);
        transform.zoomTo(1000, {400, 400});
        QCOMPARE(transform.nextStep(1), ViewTransform::kMaxScale);
        transform.zoomTo(0, {400, 400});
        QCOMPARE(transform.nextStep(-1), transform.minScale());
    }

    void quarterTurnsSwapTheSides()
    {
        ViewTransform transform = shown({300, 100}, {1000, 1000});
        transform.rotateBy(90);
        QCOMPARE(transform.shownRect().size(), QSizeF(100, 300));
        // Clockwise: the top left corner goes to the top right.
        QVERIFY(near(transform.toView({0, 0}), transform.shownRect().topRight()));
        transform.rotateBy(-90);
        QCOMPARE(transform.rotation(), 0.0);
        transform.setMirrored(true);
        QVERIFY(near(transform.toView({0, 0}), transform.shownRect().topRight()));
    }

    void withoutAPictureNothingMoves()
    {
        ViewTransform transform = shown({}, {800, 600});
        const ViewTransform before = transform;
        transform.zoomBy(2, {1, 1});
        transform.panBy({5, 5});
        QCOMPARE(transform, before);
    }
};

QTEST_GUILESS_MAIN(TestViewTransform)
#include "TestViewTransform.moc"
