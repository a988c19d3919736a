// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/MaskMath.h"
#include "app/canvas/Sending.h"
#include "tests/app/canvas/RandomPictures.h"
#include "tests/app/canvas/Tools.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QImageReader>
#include <QTemporaryDir>

using namespace maquette;

namespace {

constexpr qint64 kRoom = 10'485'760;

CanvasDocument canvas(QSize size, QRect masked)
{
    CanvasDocument document(size);
    document.mask.fill(masked, 255);
    return document;
}

} // namespace

class SendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void masksAsTheContractSays();
    void sendsTheCropUntouched_data();
    void sendsTheCropUntouched();
    void convertsToSrgb();
    void reducesImageAndMaskAlike();
    void appliesTheEdge();
    void refuses();
    void fallsBackToLosslessWebp();
    void offersWhatHelps();
    void saysWhatIsLost_data();
    void saysWhatIsLost();
    void showsWhatLossyFormatsShow();
    void staysWithinTheRoom();
};

void SendingTest::masksAsTheContractSays()
{
    // White is repainted, black is kept; one 8 bit grey channel; as large as the image.
    const SourcePicture source = sourceFromImage(scene({300, 200}, 1));
    const CanvasDocument document = canvas({300, 200}, QRect(100, 60, 80, 70));
    const SendPlan plan = planSend(document, {}, true);
    const auto sent = renderSend(source, document, plan, kRoom);
    QVERIFY2(sent, sent ? "" : qPrintable(sent.error().detail));
    QCOMPARE(sent->problem, QString());
    QCOMPARE(sent->lost, QString());
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("mask.png")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(sent->maskBytes) > 0);
    file.close();
    QCOMPARE(identify(QStringLiteral("%m %w %h %[channels] %[bit-depth]"), file.fileName()),
             QStringLiteral("PNG %1 %2 gray 8").arg(plan.sent.width()).arg(plan.sent.height()));
    // PNG (ISO/IEC 15948): bit depth and colour type follow the size in IHDR; 0 is greyscale.
    QCOMPARE(sent->maskBytes.mid(24, 2), QByteArray("\x08\x00", 2));
    const QImage mask = QImage::fromData(sent->maskBytes);
    QCOMPARE(mask.size(), sent->image.size());
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            const bool repainted = QRect(100, 60, 80, 70).contains(QPoint(x, y) + plan.crop.topLeft());
            QCOMPARE(qGray(mask.pixel(x, y)), repainted ? 255 : 0);
        }
    }
    const auto whole = renderSend(source, document, planSend(document, {}, false), kRoom);
    QVERIFY(whole && whole->maskBytes.isEmpty() && whole->mask.isNull());
    QCOMPARE(whole->image.size(), QSize(300, 200));
}

void SendingTest::sendsTheCropUntouched_data()
{
    QTest::addColumn<QImage::Format>("format");
    QTest::newRow("8 bit") << QImage::Format_RGB32;
    QTest::newRow("alpha") << QImage::Format_ARGB32;
    QTest::newRow("16 bit") << QImage::Format_RGBX64;
}

void SendingTest::sendsTheCropUntouched()
{
    QFETCH(QImage::Format, format);
    const SourcePicture source = sourceFromImage(noise({300, 200}, format, 4));
    const CanvasDocument document = canvas({300, 200}, QRect(100, 60, 80, 70));
    const SendPlan plan = planSend(document, {}, true);
    const auto sent = renderSend(source, document, plan, kRoom);
    QVERIFY(sent);
    QCOMPARE(sent->format, SendFormat::Png);
    const QImage decoded = QImage::fromData(sent->imageBytes);
    QCOMPARE(decoded.hasAlphaChannel(), source.hasAlpha);
    QVERIFY(decoded.depth() <= 32);
    for (int y = 0; y < decoded.height(); ++y) {
        for (int x = 0; x < decoded.width(); ++x) {
            const QPoint at = QPoint(x, y) + plan.crop.topLeft();
            const QColor there = source.image.pixelColor(at);
            const QRgb expected = qRgba(there.red(), there.green(), there.blue(), there.alpha());
            const QRgb found = decoded.pixel(x, y);
            QVERIFY(qAbs(qRed(found) - qRed(expected)) <= (source.wide ? 1 : 0));
            QVERIFY(qAbs(qBlue(found) - qBlue(expected)) <= (source.wide ? 1 : 0));
            QCOMPARE(qAlpha(found), qAlpha(expected));
        }
    }
    // An alpha channel that says nothing is not sent: it would be taken for a mask.
    QImage opaque = scene({300, 200}, 1).convertToFormat(QImage::Format_ARGB32);
    const auto flat = renderSend(sourceFromImage(opaque), document, plan, kRoom);
    QVERIFY(flat && !QImage::fromData(flat->imageBytes).hasAlphaChannel());
}

void SendingTest::convertsToSrgb()
{
    QImage picture(100, 100, QImage::Format_RGBX64);
    // Display P3's own red lies outside sRGB; this is sRGB's red, in P3 (see tst_compose).
    picture.fill(QColor::fromRgbF(0.9175F, 0.2003F, 0.1387F));
    picture.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
    const CanvasDocument document = canvas({100, 100}, QRect(40, 40, 20, 20));
    const auto sent = renderSend(sourceFromImage(picture), document, planSend(document, {}, true), kRoom);
    QVERIFY(sent);
    const QColor red = QImage::fromData(sent->imageBytes).pixelColor(5, 5);
    QVERIFY2(red.red() >= 253 && red.green() <= 8 && red.blue() <= 8, qPrintable(red.name()));
    QVERIFY(!sent->lost.isEmpty());
}

void SendingTest::reducesImageAndMaskAlike()
{
    const QSize size(600, 400);
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::black);
    QPainter(&picture).fillRect(QRect(200, 100, 200, 200), Qt::white);
    CanvasDocument document = canvas(size, QRect(200, 100, 200, 200));
    document.context.kind = ContextChoice::Kind::Whole;
    SendLimits limits;
    limits.maxPixels = 60'000;
    const SendPlan plan = planSend(document, limits, true);
    QCOMPARE(plan.sent, QSize(300, 200));
    const auto sent = renderSend(sourceFromImage(picture), document, plan, kRoom);
    QVERIFY(sent);
    QCOMPARE(sent->image.size(), QSize(300, 200));
    QCOMPARE(sent->mask.size(), QSize(300, 200));
    for (int y = 0; y < 200; ++y) {
        for (int x = 0; x < 300; ++x) {
            QCOMPARE(qGray(sent->mask.pixel(x, y)), qGray(sent->image.pixel(x, y)));
        }
    }
    QVERIFY2(sent->lost.contains(QLatin1String("50 %")), qPrintable(sent->lost));
}

void SendingTest::appliesTheEdge()
{
    const SourcePicture source = sourceFromImage(scene({300, 200}, 1));
    CanvasDocument document = canvas({300, 200}, QRect(100, 60, 80, 70));
    document.edge = {10, 0};
    const SendPlan plan = planSend(document, {}, true);
    const auto grown = renderSend(source, document, plan, kRoom);
    QVERIFY(grown);
    const auto at = [&](const SentPicture& sent, int x, int y) {
        return qGray(sent.mask.pixel(QPoint(x, y) - plan.crop.topLeft()));
    };
    QCOMPARE(at(*grown, 91, 90), 255);
    QCOMPARE(at(*grown, 88, 90), 0);
    document.edge = {10, 8};
    const auto soft = renderSend(source, document, plan, kRoom);
    QVERIFY(soft && at(*soft, 88, 90) > 20 && at(*soft, 88, 90) < 235);
}

void SendingTest::refuses()
{
    const SourcePicture source = sourceFromImage(scene({300, 200}, 1));
    CanvasDocument document = canvas({300, 200}, QRect(100, 60, 20, 20));
    document.edge = {-50, 0};
    const auto empty = renderSend(source, document, planSend(document, {}, true), kRoom);
    QCOMPARE(empty.error().kind, ErrorKind::InvalidInput);
    QVERIFY(empty.error().detail.contains(QLatin1String("nothing of the mask is left")));
    const CanvasDocument none({300, 200});
    QCOMPARE(renderSend(source, none, planSend(none, {}, true), kRoom).error().kind, ErrorKind::InvalidInput);
    const CanvasDocument other = canvas({301, 200}, QRect(100, 60, 20, 20));
    QCOMPARE(renderSend(source, other, planSend(other, {}, true), kRoom).error().kind, ErrorKind::InvalidInput);
    const std::atomic_bool cancelled = true;
    const CanvasDocument good = canvas({300, 200}, QRect(100, 60, 20, 20));
    const auto stopped = renderSend(source, good, planSend(good, {}, true), kRoom, SendFormat::Png, &cancelled);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
}

void SendingTest::fallsBackToLosslessWebp()
{
    const SourcePicture source = sourceFromImage(scene({300, 200}, 1));
    const CanvasDocument document = canvas({300, 200}, QRect(100, 60, 80, 70));
    const SendPlan plan = planSend(document, {}, true);
    const auto png = renderSend(source, document, plan, kRoom);
    QVERIFY(png);
    const qint64 tight = png->imageBytes.size() + png->maskBytes.size() - 1;
    const auto sent = renderSend(source, document, plan, tight);
    QVERIFY(sent);
    QCOMPARE(sent->format, SendFormat::WebpLossless);
    QCOMPARE(sent->problem, QString());
    QCOMPARE(sent->lost, QString());
    QVERIFY(sent->imageBytes.size() + sent->maskBytes.size() <= tight);
    QCOMPARE(sent->imageBytes.mid(8, 4), QByteArray("WEBP"));
    const QImage decoded = QImage::fromData(sent->imageBytes).convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < decoded.height(); ++y) {
        for (int x = 0; x < decoded.width(); ++x) {
            QCOMPARE(decoded.pixel(x, y), png->image.pixel(x, y));
        }
    }
}

void SendingTest::offersWhatHelps()
{
    const SourcePicture source = sourceFromImage(noise({300, 200}, QImage::Format_RGB32, 1));
    const CanvasDocument document = canvas({300, 200}, QRect(100, 60, 80, 70));
    const SendPlan plan = planSend(document, {}, true);
    const qint64 room = 40'000;
    const auto sent = renderSend(source, document, plan, room);
    QVERIFY(sent);
    QVERIFY2(sent->problem.contains(QLatin1String("WebP or JPEG")), qPrintable(sent->problem));
    QVERIFY(!sent->imageBytes.isEmpty());
    SendLimits limits;
    limits.maxPixels = sent->fittingPixels;
    const auto reduced = renderSend(source, document, planSend(document, limits, true), room);
    QVERIFY(reduced);
    QCOMPARE(reduced->problem, QString());
    QVERIFY(!reduced->lost.isEmpty());
    const auto hopeless = renderSend(source, document, plan, 900, SendFormat::Jpeg);
    QVERIFY(hopeless);
    QVERIFY2(hopeless->problem.endsWith(QLatin1String("Reduce it.")), qPrintable(hopeless->problem));
}

void SendingTest::saysWhatIsLost_data()
{
    QTest::addColumn<QImage::Format>("format");
    QTest::addColumn<SendFormat>("wish");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("PNG") << QImage::Format_RGB32 << SendFormat::Png << QStringList();
    QTest::newRow("lossless WebP") << QImage::Format_ARGB32 << SendFormat::WebpLossless << QStringList();
    QTest::newRow("WebP") << QImage::Format_RGB32 << SendFormat::Webp
                          << QStringList{QStringLiteral("WebP at quality 95")};
    QTest::newRow("JPEG") << QImage::Format_RGB32 << SendFormat::Jpeg
                          << QStringList{QStringLiteral("JPEG at quality 95")};
    QTest::newRow("JPEG of transparency")
        << QImage::Format_ARGB32 << SendFormat::Jpeg << QStringList{QStringLiteral("JPEG"), QStringLiteral("white")};
    QTest::newRow("16 bit") << QImage::Format_RGBX64 << SendFormat::Png << QStringList{QStringLiteral("8 bits")};
}

void SendingTest::saysWhatIsLost()
{
    QFETCH(QImage::Format, format);
    QFETCH(SendFormat, wish);
    QFETCH(QStringList, words);
    const SourcePicture source = sourceFromImage(noise({300, 200}, format, 1));
    const CanvasDocument document = canvas({300, 200}, QRect(100, 60, 80, 70));
    const auto sent = renderSend(source, document, planSend(document, {}, true), kRoom, wish);
    QVERIFY(sent);
    QCOMPARE(sent->lost.isEmpty(), words.isEmpty());
    for (const QString& word : words) {
        QVERIFY2(sent->lost.contains(word), qPrintable(sent->lost));
    }
    QCOMPARE(sent->format, wish);
}

void SendingTest::showsWhatLossyFormatsShow()
{
    const SourcePicture source = sourceFromImage(noise({300, 200}, QImage::Format_ARGB32, 1));
    const CanvasDocument document = canvas({300, 200}, QRect(100, 60, 80, 70));
    const auto sent = renderSend(source, document, planSend(document, {}, true), kRoom, SendFormat::Jpeg);
    QVERIFY(sent);
    const QImage decoded = QImage::fromData(sent->imageBytes);
    QCOMPARE(sent->image.pixel(20, 20), decoded.pixel(20, 20));
    QVERIFY(!sent->image.hasAlphaChannel());
}

void SendingTest::staysWithinTheRoom()
{
    const SourcePicture source = sourceFromImage(scene({600, 500}, 1));
    const CanvasDocument document = canvas({600, 500}, QRect(100, 60, 380, 370));
    const SendPlan plan = planSend(document, {}, true);
    for (const SendFormat wish : {SendFormat::Webp, SendFormat::Jpeg}) {
        for (const qint64 room : {400'000, 90'000, 45'000}) {
            const auto sent = renderSend(source, document, plan, room, wish);
            QVERIFY(sent);
            QCOMPARE(sent->problem.isEmpty(), sent->imageBytes.size() + sent->maskBytes.size() <= room);
            QCOMPARE(sent->problem.isEmpty(), sent->fittingPixels == 0);
        }
    }
}

QTEST_GUILESS_MAIN(SendingTest)
#include "tst_sending.moc"
