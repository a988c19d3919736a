// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SendPlan.h"
#include "tests/support/TestMain.h"

#include <QRandomGenerator>

using namespace maquette;

namespace {

CanvasDocument canvas(QSize size, QRect masked = {})
{
    CanvasDocument document(size);
    document.mask.fill(masked, 255);
    return document;
}

/// The contract's rule for most image inputs, and what else the catalogue can ask for, written out once more.
bool legal(QSize size, const SendLimits& limits)
{
    const qint64 pixels = qint64(size.width()) * size.height();
    const bool sides = size.width() >= limits.minSide && size.height() >= limits.minSide &&
                       (limits.maxSide == 0 || (size.width() <= limits.maxSide && size.height() <= limits.maxSide));
    const bool area = pixels >= limits.minPixels && (limits.maxPixels == 0 || pixels <= limits.maxPixels);
    const bool aspect = (limits.minAspect <= 0 || size.width() >= limits.minAspect * size.height() - 1e-6) &&
                        (limits.maxAspect <= 0 || size.width() <= limits.maxAspect * size.height() + 1e-6);
    return sides && area && aspect;
}

/// Whether any crop of the picture that holds \a keep can be scaled to a legal size, by trying all.
bool possible(QSize picture, QSize keep, const SendLimits& limits)
{
    for (int width = keep.width(); width <= picture.width(); ++width) {
        for (int height = keep.height(); height <= picture.height(); ++height) {
            for (int sent = 1; sent <= 200; ++sent) {
                if (legal({sent, qRound(double(height) * sent / width)}, limits)) {
                    return true;
                }
            }
        }
    }
    return false;
}

} // namespace

class SendPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void plans_data();
    void plans();
    void refuses_data();
    void refuses();
    void refusesAShapeWithoutAMask();
    void countsGrowAndFeather();
    void isLegalWheneverItCanBe_data();
    void isLegalWheneverItCanBe();
    void judgesSizesAsTheContract();
};

void SendPlanTest::plans_data()
{
    QTest::addColumn<CanvasDocument>("document");
    QTest::addColumn<bool>("wantsMask");
    QTest::addColumn<QRect>("crop");
    QTest::addColumn<QSize>("sent");

    const QRect masked(1000, 800, 400, 300);
    CanvasDocument document = canvas({6000, 4000}, masked);
    QTest::newRow("mask and padding") << document << true << QRect(936, 736, 528, 428) << QSize(528, 428);
    document.context.padding = 0;
    QTest::newRow("no padding") << document << true << masked << masked.size();
    document.context.padding = 900;
    QTest::newRow("padding ends at the picture") << document << true << QRect(100, 0, 2200, 2000) << QSize(2200, 2000);
    document.context.kind = ContextChoice::Kind::Frame;
    document.context.frame = QRect(900, 700, 640, 512);
    QTest::newRow("frame") << document << true << QRect(900, 700, 640, 512) << QSize(640, 512);
    QTest::newRow("frame without a mask") << document << false << QRect(900, 700, 640, 512) << QSize(640, 512);
    document.context.kind = ContextChoice::Kind::Whole;
    // 24 megapixels into 9,437,184: 3762 x 2508 is the largest at 3:2.
    QTest::newRow("whole is reduced") << document << true << QRect(0, 0, 6000, 4000) << QSize(3762, 2508);
    QTest::newRow("small mask is widened")
        << canvas({6000, 4000}, QRect(3000, 2000, 1, 1)) << true << QRect(2936, 1936, 129, 129) << QSize(129, 129);
    CanvasDocument tight = canvas({6000, 4000}, QRect(3000, 2000, 20, 10));
    tight.context.padding = 0;
    QTest::newRow("to 64 pixels at least") << tight << true << QRect(2978, 1973, 64, 64) << QSize(64, 64);
    CanvasDocument corner = canvas({6000, 4000}, QRect(0, 3990, 20, 10));
    corner.context.padding = 0;
    QTest::newRow("moved inside at a corner") << corner << true << QRect(0, 3936, 64, 64) << QSize(64, 64);
    QTest::newRow("small picture is enlarged")
        << canvas({32, 40}, QRect(4, 4, 8, 8)) << true << QRect(0, 0, 32, 40) << QSize(64, 80);
    QTest::newRow("no mask wanted: whole") << canvas({800, 600}) << false << QRect(0, 0, 800, 600) << QSize(800, 600);
}

void SendPlanTest::plans()
{
    QFETCH(CanvasDocument, document);
    QFETCH(bool, wantsMask);
    QFETCH(QRect, crop);
    QFETCH(QSize, sent);
    const SendPlan plan = planSend(document, {}, wantsMask);
    QCOMPARE(plan.problems, QStringList());
    QCOMPARE(plan.crop, crop);
    QCOMPARE(plan.sent, sent);
    QCOMPARE(plan.masked, wantsMask);
    QCOMPARE(plan.whole, crop.size() == document.size);
    QVERIFY(qAbs(plan.scale - double(sent.width()) / crop.width()) < 0.002);
}

void SendPlanTest::refuses_data()
{
    QTest::addColumn<CanvasDocument>("document");
    QTest::addColumn<QString>("why");
    QTest::newRow("nothing masked") << canvas({800, 600}) << QStringLiteral("Nothing is masked");
    QTest::newRow("no picture") << CanvasDocument() << QStringLiteral("no picture");
    QTest::newRow("too wide") << canvas({4000, 600}, QRect(0, 100, 4000, 100)) << QStringLiteral("too wide");
    QTest::newRow("too tall") << canvas({600, 4000}, QRect(100, 0, 100, 4000)) << QStringLiteral("too tall");
    CanvasDocument framed = canvas({800, 600}, QRect(100, 100, 300, 300));
    framed.context.kind = ContextChoice::Kind::Frame;
    framed.context.frame = QRect(200, 100, 300, 300);
    QTest::newRow("mask outside the frame") << framed << QStringLiteral("outside the frame");
    framed.context.frame = QRect(900, 100, 300, 300);
    QTest::newRow("frame outside the picture") << framed << QStringLiteral("outside the picture");
    CanvasDocument whole = canvas({4000, 600}, QRect(100, 100, 100, 100));
    whole.context.kind = ContextChoice::Kind::Whole;
    QTest::newRow("whole of a forbidden shape") << whole << QStringLiteral("too wide");
}

void SendPlanTest::refuses()
{
    QFETCH(CanvasDocument, document);
    QFETCH(QString, why);
    SendLimits limits;
    limits.minAspect = 1 / 2.5;
    limits.maxAspect = 2.5;
    const SendPlan plan = planSend(document, limits, true);
    QCOMPARE(plan.problems.size(), 1);
    QVERIFY2(plan.problems.first().contains(why), qPrintable(plan.problems.first()));
}

/// Where nothing is masked, no mask is spoken of.
void SendPlanTest::refusesAShapeWithoutAMask()
{
    SendLimits limits;
    limits.minAspect = 1 / 2.5;
    limits.maxAspect = 2.5;
    for (const QSize size : {QSize(4000, 600), QSize(600, 4000)}) {
        const QStringList problems = planSend(canvas(size), limits, false).problems;
        QCOMPARE(problems.size(), 1);
        QVERIFY2(problems.first().contains(QStringLiteral("frame")), qPrintable(problems.first()));
        QVERIFY2(!problems.first().contains(QStringLiteral("mask")), qPrintable(problems.first()));
    }
}

void SendPlanTest::countsGrowAndFeather()
{
    CanvasDocument document = canvas({2000, 2000}, QRect(900, 900, 200, 200));
    document.edge = {30, 20};
    document.context.padding = 10;
    QCOMPARE(planSend(document, {}, true).crop, QRect(840, 840, 320, 320));
    document.edge = {-30, 20};
    QCOMPARE(planSend(document, {}, true).crop, QRect(870, 870, 260, 260));
}

void SendPlanTest::isLegalWheneverItCanBe_data()
{
    QTest::addColumn<SendLimits>("limits");
    // Scaled down, so that every crop can be tried.
    QTest::newRow("most image inputs") << SendLimits{8, 0, 80, 1600, 0, 0, 0};
    QTest::newRow("with an aspect") << SendLimits{8, 0, 80, 1600, 0.4, 2.5, 0};
    QTest::newRow("fast upscale") << SendLimits{6, 48, 64, 1000, 0, 0, 0};
    QTest::newRow("narrow pixels") << SendLimits{8, 0, 300, 420, 0.4, 2.5, 0};
    QTest::newRow("no upper count") << SendLimits{8, 60, 100, 0, 0, 0, 0};
}

void SendPlanTest::isLegalWheneverItCanBe()
{
    QFETCH(SendLimits, limits);
    QRandomGenerator random(7);
    int refused = 0;
    for (int i = 0; i < 1500; ++i) {
        const QSize size(4 + random.bounded(60), 4 + random.bounded(60));
        const int left = random.bounded(size.width());
        const int top = random.bounded(size.height());
        const QRect masked(left, top, 1 + random.bounded(size.width() - left), 1 + random.bounded(size.height() - top));
        CanvasDocument document = canvas(size, masked);
        document.context.padding = random.bounded(20);
        const SendPlan plan = planSend(document, limits, true);
        const QByteArray what = QStringLiteral("%1x%2, mask %3x%4 at %5,%6, padding %7: crop %8x%9, sent %10x%11")
                                    .arg(size.width())
                                    .arg(size.height())
                                    .arg(masked.width())
                                    .arg(masked.height())
                                    .arg(left)
                                    .arg(top)
                                    .arg(document.context.padding)
                                    .arg(plan.crop.width())
                                    .arg(plan.crop.height())
                                    .arg(plan.sent.width())
                                    .arg(plan.sent.height())
                                    .toLocal8Bit();
        if (plan.problems.isEmpty()) {
            QVERIFY2(legal(plan.sent, limits), what);
            QVERIFY2(QRect(QPoint(0, 0), size).contains(plan.crop), what);
            QVERIFY2(plan.crop.contains(masked), what);
            QVERIFY2(qAbs(plan.sent.width() - plan.crop.width() * plan.scale) <= 2.5, what);
            QVERIFY2(qAbs(plan.sent.height() - plan.crop.height() * plan.scale) <= 2.5, what);
        } else {
            ++refused;
            QVERIFY2(!possible(size, masked.size(), limits), what);
        }
    }
    QVERIFY2(refused < 700, "most can be sent");
}

void SendPlanTest::judgesSizesAsTheContract()
{
    const SendLimits limits;
    QVERIFY(limits.allow({64, 64}));
    QVERIFY(!limits.allow({63, 100}));
    QVERIFY(limits.allow({3072, 3072}));
    QVERIFY(!limits.allow({3073, 3072}));
    SendLimits aspect;
    aspect.minAspect = 1 / 2.5;
    aspect.maxAspect = 2.5;
    QVERIFY(aspect.allow({1000, 400}));
    QVERIFY(!aspect.allow({1001, 400}));
    QVERIFY(aspect.allow({400, 1000}));
    QVERIFY(!aspect.allow({400, 1001}));
}

QTEST_GUILESS_MAIN(SendPlanTest)
#include "tst_send_plan.moc"
