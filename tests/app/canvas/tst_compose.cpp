// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/ColourMatch.h"
#include "app/canvas/Compose.h"
#include "app/canvas/MaskMath.h"
#include "tests/app/canvas/RandomPictures.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

#include <cmath>
#include <cstring>

using namespace maquette;

namespace {

SourcePicture sourceOf(const QImage& image)
{
    return sourceFromImage(image);
}

SendPlan planOf(const QRect& crop, QSize picture)
{
    SendPlan plan;
    plan.crop = crop;
    plan.sent = crop.size();
    plan.whole = crop.size() == picture;
    plan.masked = true;
    return plan;
}

QByteArray pixelBytes(const QImage& image, int x, int y)
{
    const int bytes = image.depth() / 8;
    return {reinterpret_cast<const char*>(image.constScanLine(y)) + qsizetype(x) * bytes, bytes};
}

/// One channel (0 red, 1 green, 2 blue, 3 alpha) of a pixel in 16 bits.
int channel(const QImage& image, int x, int y, int which)
{
    const QRgba64 pixel = image.pixelColor(x, y).rgba64();
    const int all[] = {pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()};
    return all[which];
}

double cubic(double x)
{
    x = std::abs(x);
    return x < 1 ? 1.5 * x * x * x - 2.5 * x * x + 1 : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
}

/// Bicubic enlargement (Keys, a = -1/2) of one channel at one place, from its definition.
double enlarged(const QImage& image, QSize target, int x, int y, int which)
{
    const double sx = (x + 0.5) * image.width() / target.width() - 0.5;
    const double sy = (y + 0.5) * image.height() / target.height() - 0.5;
    double sum = 0;
    double weights = 0;
    for (int j = int(std::floor(sy)) - 1; j <= int(std::floor(sy)) + 2; ++j) {
        for (int i = int(std::floor(sx)) - 1; i <= int(std::floor(sx)) + 2; ++i) {
            if (image.rect().contains(i, j)) {
                const double weight = cubic(i - sx) * cubic(j - sy);
                sum += weight * channel(image, i, j, which);
                weights += weight;
            }
        }
    }
    return qBound(0.0, sum / weights, 65535.0);
}

QImage shifted(const QImage& image, double gain, int red, int green, int blue)
{
    QImage out = image;
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            const auto moved = [&](int value, int by) { return qBound(0, qRound(value * gain) + by, 255); };
            out.setPixel(x, y, qRgb(moved(qRed(pixel), red), moved(qGreen(pixel), green), moved(qBlue(pixel), blue)));
        }
    }
    return out;
}

/// Mean distance of two pictures where the mask is full, in steps of 8 bits.
double meanDistance(const QImage& a, const QImage& b, const TiledMask& mask)
{
    double sum = 0;
    qint64 count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (mask.pixel({x, y}) == 255) {
                for (int c = 0; c < 3; ++c) {
                    sum += std::abs(channel(a, x, y, c) - channel(b, x, y, c)) / 257.0;
                    ++count;
                }
            }
        }
    }
    return sum / double(qMax<qint64>(1, count));
}

} // namespace

class ComposeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void touchesNothingOutside_data();
    void touchesNothingOutside();
    void takesTheResultInside_data();
    void takesTheResultInside();
    void scalesTheResult();
    void blendsBetween();
    void blendsTransparency();
    void transparencyAsTheMaskIsFilledWhole();
    void keepsTransparencyIfAsked();
    void convertsToTheOriginalsSpace();
    void followsExif();
    void matchesColours_data();
    void matchesColours();
    void closesTheSeamAllAround();
    void leavesUnrelatedColours();
    void provesByCounting();
    void refusesStrangers();
    void canBeCancelled();
    void outpaints_data();
    void outpaints();
    void laysReducedOutpaintingOnTheOriginal();
    void showsDifferences();
};

void ComposeTest::touchesNothingOutside_data()
{
    QTest::addColumn<QImage::Format>("format");
    QTest::addColumn<int>("space");
    QTest::addColumn<QSize>("resultSize");
    const QList<std::pair<const char*, QImage::Format>> formats{{"8 bit", QImage::Format_RGB32},
                                                                {"8 bit alpha", QImage::Format_ARGB32},
                                                                {"16 bit", QImage::Format_RGBX64},
                                                                {"16 bit alpha", QImage::Format_RGBA64}};
    for (const auto& [name, format] : formats) {
        for (const int space : {0, int(QColorSpace::SRgb), int(QColorSpace::DisplayP3), int(QColorSpace::AdobeRgb)}) {
            for (const QSize size : {QSize(181, 97), QSize(90, 49), QSize(400, 260)}) {
                QTest::addRow("%s, space %d, result %d wide", name, space, size.width()) << format << space << size;
            }
        }
    }
}

void ComposeTest::touchesNothingOutside()
{
    QFETCH(QImage::Format, format);
    QFETCH(int, space);
    QFETCH(QSize, resultSize);
    for (quint32 seed = 1; seed <= 3; ++seed) {
        QImage original = noise({233, 150}, format, seed);
        if (space != 0) {
            original.setColorSpace(QColorSpace(QColorSpace::NamedColorSpace(space)));
        }
        const QRect crop(20, 30, 181, 97);
        // Reaches past the crop: what was not sent cannot change.
        const TiledMask mask = randomMask(original.size(), QRect(10, 20, 180, 90), seed);
        const SourcePicture source = sourceOf(original);
        const QImage before = source.image.copy();
        const QImage result = noise(resultSize, seed % 2 ? QImage::Format_RGB32 : QImage::Format_ARGB32, seed + 50);
        const auto composed = composeBack(source, result, mask, planOf(crop, original.size()), {seed != 2, false});
        QVERIFY2(composed, composed ? "" : qPrintable(composed.error().detail));
        QCOMPARE(composed->image.format(), format);
        QCOMPARE(composed->image.colorSpace(), original.colorSpace());
        QCOMPARE(composed->image.size(), original.size());
        qint64 changed = 0;
        QRect rect;
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                const bool same = pixelBytes(composed->image, x, y) == pixelBytes(before, x, y);
                if (mask.pixel({x, y}) == 0 || !crop.contains(x, y)) {
                    QVERIFY2(same, qPrintable(QStringLiteral("changed at %1,%2").arg(x).arg(y)));
                }
                changed += same ? 0 : 1;
                rect |= same ? QRect() : QRect(x, y, 1, 1);
            }
        }
        QVERIFY(changed > 1000);
        QCOMPARE(composed->changedInside, changed);
        QCOMPARE(composed->changedOutside, 0);
        QCOMPARE(composed->changedRect, rect);
        QCOMPARE(source.image, before);
    }
}

void ComposeTest::takesTheResultInside_data()
{
    QTest::addColumn<QImage::Format>("format");
    QTest::addColumn<QImage::Format>("resultFormat");
    QTest::newRow("8 bit") << QImage::Format_RGB32 << QImage::Format_RGB32;
    QTest::newRow("8 bit, result with 24") << QImage::Format_RGB32 << QImage::Format_RGB888;
    QTest::newRow("8 bit alpha") << QImage::Format_ARGB32 << QImage::Format_RGB32;
    QTest::newRow("16 bit") << QImage::Format_RGBX64 << QImage::Format_RGB32;
    QTest::newRow("16 bit alpha") << QImage::Format_RGBA64 << QImage::Format_RGB32;
    QTest::newRow("16 bit, result too") << QImage::Format_RGBX64 << QImage::Format_RGBX64;
}

void ComposeTest::takesTheResultInside()
{
    QFETCH(QImage::Format, format);
    QFETCH(QImage::Format, resultFormat);
    const QRect crop(7, 5, 100, 80);
    const SourcePicture source = sourceOf(noise({120, 90}, format, 3));
    const QImage result = noise(crop.size(), resultFormat, 4);
    const TiledMask mask = randomMask(source.image.size(), crop, 5);
    const auto composed = composeBack(source, result, mask, planOf(crop, source.image.size()), {false, false});
    QVERIFY(composed);
    int full = 0;
    for (int y = crop.top(); y <= crop.bottom(); ++y) {
        for (int x = crop.left(); x <= crop.right(); ++x) {
            if (mask.pixel({x, y}) == 255) {
                ++full;
                for (int c = 0; c < 4; ++c) {
                    QCOMPARE(channel(composed->image, x, y, c), channel(result, x - crop.x(), y - crop.y(), c));
                }
            }
        }
    }
    QVERIFY(full > 200);
}

void ComposeTest::scalesTheResult()
{
    const QRect crop(7, 5, 100, 80);
    const SourcePicture source = sourceOf(noise({120, 90}, QImage::Format_RGBX64, 3));
    const QImage result = scene({60, 48}, 4);
    const TiledMask mask = randomMask(source.image.size(), crop, 5);
    const auto composed = composeBack(source, result, mask, planOf(crop, source.image.size()), {false, false});
    QVERIFY(composed);
    for (int y = crop.top(); y <= crop.bottom(); ++y) {
        for (int x = crop.left(); x <= crop.right(); ++x) {
            if (mask.pixel({x, y}) == 255) {
                for (int c = 0; c < 3; ++c) {
                    const double expected = enlarged(result, crop.size(), x - crop.x(), y - crop.y(), c);
                    QVERIFY2(std::abs(channel(composed->image, x, y, c) - expected) <= 3,
                             qPrintable(QStringLiteral("%1,%2").arg(x).arg(y)));
                }
            }
        }
    }
    // Larger than the crop: means stay, and what is finer than the crop's pixels is gone.
    QImage stripes(800, 640, QImage::Format_RGB32);
    for (int x = 0; x < 800; ++x) {
        for (int y = 0; y < 640; ++y) {
            stripes.setPixel(x, y, x % 2 ? qRgb(200, 200, 200) : qRgb(100, 100, 100));
        }
    }
    const auto reduced = composeBack(source, stripes, TiledMask(source.image.size(), 255),
                                     planOf(crop, source.image.size()), {false, false});
    QVERIFY(reduced);
    for (int x = crop.left() + 4; x < crop.right() - 4; ++x) {
        QVERIFY(std::abs(channel(reduced->image, x, 40, 0) - 150 * 257) < 2 * 257);
    }
}

void ComposeTest::blendsBetween()
{
    for (const QImage::Format format : {QImage::Format_RGB32, QImage::Format_RGBX64}) {
        const SourcePicture source = sourceOf(noise({256, 20}, format, 8));
        const QImage result = noise({256, 20}, QImage::Format_RGB32, 9);
        TiledMask mask(source.image.size());
        for (int x = 0; x < 256; ++x) {
            mask.fill(QRect(x, 0, 1, 20), quint8(x));
        }
        const auto composed =
            composeBack(source, result, mask, planOf(source.image.rect(), source.image.size()), {false, false});
        QVERIFY(composed);
        const double step = source.wide ? 1 : 257;
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 256; ++x) {
                for (int c = 0; c < 3; ++c) {
                    const double expected =
                        (channel(source.image, x, y, c) * (255.0 - x) + channel(result, x, y, c) * double(x)) / 255;
                    QVERIFY(std::abs(channel(composed->image, x, y, c) - expected) <= step * 0.51);
                }
            }
        }
    }
}

void ComposeTest::blendsTransparency()
{
    // A half transparent red meets an opaque blue at half strength: what is transparent is filled first, so that light
    // adds up by alpha (Porter and Duff's "plus") to an opaque pixel.
    QImage original(64, 64, QImage::Format_ARGB32);
    original.fill(QColor(200, 0, 0, 128));
    QImage result(64, 64, QImage::Format_RGB32);
    result.fill(QColor(0, 0, 200));
    const SourcePicture source = sourceOf(original);
    const SendPlan plan = planOf(original.rect(), original.size());
    const auto half = composeBack(source, result, TiledMask(original.size(), 128), plan, {false, false});
    QVERIFY(half);
    const QColor mixed = half->image.pixelColor(10, 10);
    const double before = 127 / 255.0;
    const double after = 128 / 255.0;
    QVERIFY(std::abs(mixed.alpha() - 255 * (before + after)) <= 1);
    QVERIFY(std::abs(mixed.red() - 200 * before / (before + after)) <= 1);
    QVERIFY(std::abs(mixed.blue() - 200 * after / (before + after)) <= 1);
    const auto full = composeBack(source, result, TiledMask(original.size(), 255), plan, {false, false});
    QCOMPARE(full->image.pixelColor(10, 10), QColor(0, 0, 200));
    // A result that is transparent itself takes away.
    QImage hole(64, 64, QImage::Format_ARGB32);
    hole.fill(Qt::transparent);
    const auto gone = composeBack(source, hole, TiledMask(original.size(), 255), plan, {false, false});
    QCOMPARE(gone->image.pixelColor(10, 10).alpha(), 0);
    // An original without alpha cannot become transparent: it shows through.
    QImage opaque(64, 64, QImage::Format_RGB32);
    opaque.fill(QColor(10, 20, 30));
    const auto through = composeBack(sourceOf(opaque), hole, TiledMask(original.size(), 255), plan, {false, false});
    QCOMPARE(through->changedInside, 0);
    QCOMPARE(through->image, sourceOf(opaque).image);
}

void ComposeTest::transparencyAsTheMaskIsFilledWhole()
{
    for (const QImage::Format format : {QImage::Format_ARGB32, QImage::Format_RGBA64}) {
        QImage picture = noise({256, 20}, format, 8);
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                QRgba64 pixel = picture.pixelColor(x, y).rgba64();
                pixel.setAlpha(quint16(x * 257 + (format == QImage::Format_RGBA64 ? (x * 7 + y) % 128 : 0)));
                picture.setPixelColor(x, y, pixel);
            }
        }
        const SourcePicture source = sourceOf(picture);
        const QImage result = noise({256, 20}, QImage::Format_RGB32, 9);
        const auto composed = composeBack(source, result, fromAlpha(source.image),
                                          planOf(source.image.rect(), source.image.size()), {false, false});
        QVERIFY(composed);
        QCOMPARE(composed->changedOutside, 0);
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 256; ++x) {
                QCOMPARE(channel(composed->image, x, y, 3), 65535);
                const double part = channel(source.image, x, y, 3) / 65535.0;
                for (int c = 0; c < 3; ++c) {
                    const double expected =
                        channel(source.image, x, y, c) * part + channel(result, x, y, c) * (1 - part);
                    QVERIFY(std::abs(channel(composed->image, x, y, c) - expected) <= 300);
                }
            }
        }
    }
}

void ComposeTest::keepsTransparencyIfAsked()
{
    const SourcePicture source = sourceOf(noise({64, 64}, QImage::Format_ARGB32, 2));
    const QImage result = noise({64, 64}, QImage::Format_RGB32, 3);
    const auto composed = composeBack(source, result, TiledMask(source.image.size(), 255),
                                      planOf(source.image.rect(), source.image.size()), {false, true});
    QVERIFY(composed);
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) {
            QCOMPARE(qAlpha(composed->image.pixel(x, y)), qAlpha(source.image.pixel(x, y)));
            QCOMPARE(composed->image.pixel(x, y) & 0xFFFFFFU, result.pixel(x, y) & 0xFFFFFFU);
        }
    }
}

void ComposeTest::convertsToTheOriginalsSpace()
{
    // sRGB's red primary in Display P3 by the published matrices (IEC 61966-2-1, SMPTE RP 431-2 with D65): 0.9175,
    // 0.2003, 0.1387.
    QImage original(64, 64, QImage::Format_RGBX64);
    original.fill(Qt::gray);
    original.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
    QImage result(64, 64, QImage::Format_RGB32);
    result.fill(QColor(255, 0, 0));
    const auto composed = composeBack(sourceOf(original), result, TiledMask(original.size(), 255),
                                      planOf(original.rect(), original.size()), {false, false});
    QVERIFY(composed);
    const QColor red = composed->image.pixelColor(3, 3);
    QVERIFY2(std::abs(red.redF() - 0.9175F) < 0.004F, qPrintable(QString::number(red.redF())));
    QVERIFY2(std::abs(red.greenF() - 0.2003F) < 0.004F, qPrintable(QString::number(red.greenF())));
    QVERIFY2(std::abs(red.blueF() - 0.1387F) < 0.004F, qPrintable(QString::number(red.blueF())));
    // A result in Display P3 itself comes through unchanged.
    result.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
    result.fill(QColor(120, 130, 140));
    const auto same = composeBack(sourceOf(original), result, TiledMask(original.size(), 255),
                                  planOf(original.rect(), original.size()), {false, false});
    QVERIFY(std::abs(channel(same->image, 3, 3, 0) / 257.0 - 120) < 1.1);
    QVERIFY(std::abs(channel(same->image, 3, 3, 2) / 257.0 - 140) < 1.1);
}

void ComposeTest::followsExif()
{
    const QString path = QStringLiteral(ASSET_DATA "/exif-6.jpg");
    QImage lying(path); // QImage(path) does not turn pictures
    const auto source = readSource(path);
    QVERIFY(source);
    // Orientation 6: the camera's top is on the right; upright is a quarter turn clockwise.
    const QImage upright = lying.transformed(QTransform().rotate(90)).convertToFormat(QImage::Format_RGB32);
    QCOMPARE(source->image.size(), upright.size());
    const TiledMask mask = randomMask(upright.size(), upright.rect().adjusted(0, 0, -upright.width() / 2, 0), 1);
    const auto composed = composeBack(*source, noise(upright.size(), QImage::Format_RGB32, 9), mask,
                                      planOf(upright.rect(), upright.size()), {});
    QVERIFY(composed);
    QVERIFY(composed->changedInside > 0);
    for (int y = 0; y < upright.height(); ++y) {
        for (int x = 0; x < upright.width(); ++x) {
            if (mask.pixel({x, y}) == 0) {
                QCOMPARE(composed->image.pixel(x, y), upright.pixel(x, y));
            }
        }
    }
}

void ComposeTest::matchesColours_data()
{
    QTest::addColumn<double>("gain");
    QTest::addColumn<int>("red");
    QTest::addColumn<int>("blue");
    QTest::addColumn<bool>("disturbed");
    QTest::newRow("offset") << 1.0 << 12 << -9 << false;
    QTest::newRow("contrast") << 0.9 << 15 << 8 << false;
    QTest::newRow("something else near the mask") << 0.95 << 10 << -6 << true;
}

void ComposeTest::matchesColours()
{
    QFETCH(double, gain);
    QFETCH(int, red);
    QFETCH(int, blue);
    QFETCH(bool, disturbed);
    const QImage original = scene({400, 300}, 11);
    QImage result = shifted(original, gain, red, 4, blue);
    if (disturbed) {
        QPainter(&result).fillRect(QRect(240, 60, 60, 110), Qt::magenta);
    }
    TiledMask mask(original.size());
    mask.fill(QRect(120, 80, 140, 120), 255);
    const SourcePicture source = sourceOf(original);
    const SendPlan plan = planOf(original.rect(), original.size());
    TiledMask judged(original.size());
    judged.fill(QRect(120, 80, 115, 120), 255);
    const auto without = composeBack(source, result, mask, plan, {false, false});
    const auto with = composeBack(source, result, mask, plan, {true, false});
    QVERIFY(without && with);
    QVERIFY(meanDistance(without->image, original, judged) > 5);
    const double left = meanDistance(with->image, original, judged);
    QVERIFY2(left < 1.5, qPrintable(QString::number(left)));
}

void ComposeTest::closesTheSeamAllAround()
{
    // A result that is lighter at the left and darker at the right, as no one gain and offset can mend.
    const QImage original = scene({500, 300}, 11);
    QImage result = original;
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 500; ++x) {
            const int drift = qRound(18 - x / 500.0 * 36);
            const QRgb pixel = original.pixel(x, y);
            const auto in = [&](int value) { return qBound(0, value + drift, 255); };
            result.setPixel(x, y, qRgb(in(qRed(pixel)), in(qGreen(pixel)), in(qBlue(pixel))));
        }
    }
    TiledMask mask(original.size());
    mask.fill(QRect(130, 80, 240, 130), 255);
    const SourcePicture source = sourceOf(original);
    const SendPlan plan = planOf(original.rect(), original.size());
    const auto without = composeBack(source, result, mask, plan, {false, false});
    const auto with = composeBack(source, result, mask, plan, {true, false});
    QVERIFY(without && with);
    for (const QRect& end : {QRect(130, 80, 20, 130), QRect(350, 80, 20, 130)}) {
        TiledMask judged(original.size());
        judged.fill(end, 255);
        QVERIFY(meanDistance(without->image, original, judged) > 6);
        const double left = meanDistance(with->image, original, judged);
        QVERIFY2(left < 2, qPrintable(QString::number(left)));
    }
    // Outpainting: the same at the two sides of what was there before.
    const QImage inner = original.copy(100, 0, 300, 300);
    const auto outpainted =
        composeOutpaint(sourceOf(inner), result, {100, 0, 100, 0}, planOf(inner.rect(), inner.size()), {true, false});
    QVERIFY(outpainted);
    for (const QRect& side : {QRect(80, 0, 20, 300), QRect(400, 0, 20, 300)}) {
        TiledMask judged(original.size());
        judged.fill(side, 255);
        const double left = meanDistance(outpainted->image, original, judged);
        QVERIFY2(left < 3, qPrintable(QString::number(left)));
    }
}

void ComposeTest::leavesUnrelatedColours()
{
    QRandomGenerator random(1);
    QList<ColourPair> pairs;
    const auto value = [&] { return float(random.generateDouble()); };
    for (int i = 0; i < 800; ++i) {
        const std::array<float, 3> one{value(), value(), value()};
        pairs << ColourPair{one, {value(), value(), value()}};
    }
    QVERIFY(fitColours(pairs).isNone());
    QVERIFY(fitColours({}).isNone());
    QVERIFY(fitColours(pairs.mid(0, 5)).isNone());
}

void ComposeTest::provesByCounting()
{
    const QImage before = noise({200, 140}, QImage::Format_RGBA64, 1);
    QImage after = before.copy();
    TiledMask mask(before.size());
    mask.fill(QRect(50, 50, 20, 20), 1);
    auto count = countChanges(before, after, mask);
    QVERIFY(count);
    QCOMPARE(*count, ChangeCount());
    // The lowest bit of one channel, alpha included, is a change.
    const auto touch = [&](int x, int y, int byte) { after.scanLine(y)[x * 8 + byte] ^= 1; };
    touch(55, 60, 0);
    touch(69, 69, 7);
    touch(70, 69, 6);
    touch(199, 139, 7);
    touch(0, 0, 2);
    count = countChanges(before, after, mask);
    QVERIFY(count);
    QCOMPARE(count->inside, 2);
    QCOMPARE(count->outside, 3);
    QCOMPARE(count->rect, before.rect());
    QVERIFY(!countChanges(before, after.convertToFormat(QImage::Format_ARGB32), mask));
    QVERIFY(!countChanges(before, after, TiledMask(QSize(10, 10))));
    QVERIFY(!countChanges(before, after, mask, QPoint(1, 0)));
}

void ComposeTest::refusesStrangers()
{
    const SourcePicture source = sourceOf(scene({100, 100}, 1));
    const QImage result = scene({100, 100}, 2);
    const TiledMask mask(QSize(100, 100), 255);
    const SendPlan plan = planOf(QRect(0, 0, 100, 100), {100, 100});
    QCOMPARE(composeBack(source, {}, mask, plan).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(composeBack(source, result, TiledMask(QSize(50, 50)), plan).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(composeBack(source, result, mask, planOf(QRect(50, 0, 100, 100), {100, 100})).error().kind,
             ErrorKind::InvalidInput);
    QCOMPARE(composeBack({}, result, mask, plan).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(composeOutpaint(source, result, {}, plan).error().kind, ErrorKind::InvalidInput);
}

void ComposeTest::canBeCancelled()
{
    const std::atomic_bool cancelled = true;
    const SourcePicture source = sourceOf(scene({100, 100}, 1));
    const auto composed = composeBack(source, scene({100, 100}, 2), TiledMask(QSize(100, 100), 255),
                                      planOf(QRect(0, 0, 100, 100), {100, 100}), {}, &cancelled);
    QCOMPARE(composed.error().kind, ErrorKind::Cancelled);
}

void ComposeTest::outpaints_data()
{
    QTest::addColumn<QImage::Format>("format");
    QTest::addColumn<OutpaintFrame>("frame");
    QTest::addColumn<double>("scale");
    QTest::newRow("all sides") << QImage::Format_RGB32 << OutpaintFrame{30, 20, 50, 10} << 1.0;
    QTest::newRow("one side") << QImage::Format_RGB32 << OutpaintFrame{0, 0, 64, 0} << 1.0;
    QTest::newRow("alpha") << QImage::Format_ARGB32 << OutpaintFrame{30, 20, 50, 10} << 1.0;
    QTest::newRow("16 bit, reduced") << QImage::Format_RGBX64 << OutpaintFrame{30, 20, 50, 10} << 0.5;
    QTest::newRow("16 bit alpha") << QImage::Format_RGBA64 << OutpaintFrame{1, 0, 0, 7} << 1.0;
}

void ComposeTest::outpaints()
{
    QFETCH(QImage::Format, format);
    QFETCH(OutpaintFrame, frame);
    QFETCH(double, scale);
    const SourcePicture source = sourceOf(noise({160, 120}, format, 5));
    const QSize size(160 + frame.left + frame.right, 120 + frame.up + frame.down);
    const QImage result = scene((QSizeF(size) * scale).toSize(), 6);
    SendPlan plan = planOf(source.image.rect(), source.image.size());
    plan.sent = (QSizeF(plan.sent) * scale).toSize();
    const auto composed = composeOutpaint(source, result, frame, plan, {false, false});
    QVERIFY2(composed, composed ? "" : qPrintable(composed.error().detail));
    QCOMPARE(composed->image.size(), size);
    QCOMPARE(composed->image.format(), format);
    QCOMPARE(composed->changedOutside, 0);
    QCOMPARE(composed->changedInside, qint64(size.width()) * size.height() - 160 * 120);
    const QRect inner(frame.left, frame.up, 160, 120);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            if (inner.contains(x, y)) {
                QCOMPARE(pixelBytes(composed->image, x, y), pixelBytes(source.image, x - frame.left, y - frame.up));
            } else {
                QCOMPARE(channel(composed->image, x, y, 3), 65535);
                for (int c = 0; c < 3; ++c) {
                    const double expected = scale == 1 ? channel(result, x, y, c) : enlarged(result, size, x, y, c);
                    QVERIFY(std::abs(channel(composed->image, x, y, c) - expected) <= 3);
                }
            }
        }
    }
}

void ComposeTest::laysReducedOutpaintingOnTheOriginal()
{
    // A pattern known everywhere: the composed picture must show it without a jump at the original's edge, although 101
    // pixels of margin are 37.37 of those sent.
    const auto pattern = [](double x, double y) { return 128 + 50 * std::sin(x / 19) + 50 * std::cos(y / 23); };
    const OutpaintFrame frame{101, 67, 40, 0};
    const QSize size(400, 300);
    SendPlan plan = planOf(QRect(QPoint(0, 0), size), size);
    plan.sent = {148, 111};
    plan.scale = 0.37;
    const int left = qRound(frame.left * 148.0 / 400);
    const int up = qRound(frame.up * 111.0 / 300);
    QImage result(QSize(148 + left + qRound(frame.right * 0.37), 111 + up), QImage::Format_RGB32);
    for (int y = 0; y < result.height(); ++y) {
        for (int x = 0; x < result.width(); ++x) {
            const double there = pattern((x + 0.5 - left) * 400 / 148, (y + 0.5 - up) * 300 / 111);
            result.setPixelColor(x, y, QColor(qRound(there), 0, 0));
        }
    }
    QImage original(size, QImage::Format_RGB32);
    original.fill(Qt::black);
    const auto composed = composeOutpaint(sourceOf(original), result, frame, plan, {false, false});
    QVERIFY(composed);
    for (int y = 0; y < 367; ++y) {
        for (int x = 0; x < 541; ++x) {
            // Past the last row and column sent there is nothing to go by.
            const bool known = x > 4 && y > 4 && x < 536;
            if (known && !QRect(QPoint(101, 67), size).contains(x, y)) {
                const double expected = pattern(x + 0.5 - frame.left, y + 0.5 - frame.up);
                QVERIFY2(std::abs(qRed(composed->image.pixel(x, y)) - expected) < 1.6,
                         qPrintable(QStringLiteral("%1,%2").arg(x).arg(y)));
            }
        }
    }
}

void ComposeTest::showsDifferences()
{
    QImage before(4, 1, QImage::Format_ARGB32);
    before.fill(QColor(100, 100, 100));
    QImage after = before;
    after.setPixelColor(1, 0, QColor(103, 98, 100));
    after.setPixelColor(2, 0, QColor(100, 100, 200));
    after.setPixelColor(3, 0, QColor(100, 100, 100, 250));
    const QImage map = differenceMap(before, after, 10);
    QCOMPARE(map.format(), QImage::Format_RGB32);
    QCOMPARE(map.pixel(0, 0), qRgb(0, 0, 0));
    QCOMPARE(map.pixel(1, 0), qRgb(30, 20, 0));
    QCOMPARE(map.pixel(2, 0), qRgb(0, 0, 255));
    QCOMPARE(map.pixel(3, 0), qRgb(50, 50, 50));
    QVERIFY(differenceMap(before, QImage(5, 1, QImage::Format_RGB32), 1).isNull());
    QImage fine = before.convertToFormat(QImage::Format_RGBA64);
    fine.setPixelColor(0, 0, QColor::fromRgba64(100 * 257 + 64, 100 * 257, 100 * 257));
    QCOMPARE(differenceMap(before, fine, 16).pixel(0, 0), qRgb(3, 0, 0));
}

QTEST_GUILESS_MAIN(ComposeTest)
#include "tst_compose.moc"
