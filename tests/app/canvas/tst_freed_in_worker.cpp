// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/FreedInWorker.h"
#include "tests/support/TestMain.h"

#include <QColorSpace>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

using namespace maquette;

namespace {

constexpr QSize kLarge(2000, 1500);

/// Pixels of its own, and who gave them back.
struct Pixels
{
    std::vector<uchar> bytes = std::vector<uchar>(size_t(kLarge.width()) * size_t(kLarge.height()) * 4, 77);
    std::atomic<QThread*> freedBy = nullptr;
    std::atomic_int freed = 0;
};

void freed(void* of)
{
    auto* const pixels = static_cast<Pixels*>(of);
    pixels->freedBy = QThread::currentThread();
    ++pixels->freed;
}

QImage pictureOf(Pixels& pixels)
{
    return {pixels.bytes.data(), kLarge.width(), kLarge.height(), QImage::Format_RGB32, freed, &pixels};
}

} // namespace

class TestFreedInWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void theLastOneToLetGoDoesNotFree()
    {
        Pixels pixels;
        {
            QImage held = freedInWorker(pictureOf(pixels));
            QCOMPARE(held.constBits(), pixels.bytes.data()); // not copied
            const QImage other = held;
            held = {};
            QTest::qWait(0);
            QCOMPARE(pixels.freed, 0);
            QCOMPARE(other.pixel(1999, 1499), qRgb(77, 77, 77));
        }
        QTRY_COMPARE(pixels.freed, 1);
        QVERIFY(pixels.freedBy != QThread::currentThread());
    }

    void whatElseIsSharedStaysAsItIs()
    {
        Pixels pixels;
        const QImage original = pictureOf(pixels);
        QImage held = freedInWorker(original);
        held.setPixel(0, 0, qRgb(1, 2, 3));
        QCOMPARE(original.pixel(0, 0), qRgb(77, 77, 77));
        QCOMPARE(held.pixel(0, 0), qRgb(1, 2, 3));
        QVERIFY(freedInWorker(QImage()).isNull());
    }

    void whatIsKnownOfItStays()
    {
        QImage image(kLarge, QImage::Format_RGBA64);
        image.fill(Qt::darkGreen);
        image.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
        image.setDotsPerMeterX(11811);
        image.setDotsPerMeterY(11812);
        image.setDevicePixelRatio(2);
        image.setText(QStringLiteral("Title"), QStringLiteral("Harbour"));
        const QImage held = freedInWorker(image);
        QVERIFY(held == image);
        QCOMPARE(held.format(), image.format());
        QCOMPARE(held.colorSpace(), image.colorSpace());
        QCOMPARE(held.dotsPerMeterX(), 11811);
        QCOMPARE(held.dotsPerMeterY(), 11812);
        QCOMPARE(held.devicePixelRatio(), 2.0);
        QCOMPARE(held.text(QStringLiteral("Title")), QStringLiteral("Harbour"));
        QCOMPARE(held.constBits(), image.constBits());
    }

    void aSmallOneIsReturnedAsItIs()
    {
        QImage image(100, 100, QImage::Format_RGB32);
        image.fill(Qt::red);
        QCOMPARE(freedInWorker(image).cacheKey(), image.cacheKey());
    }
};

QTEST_GUILESS_MAIN(TestFreedInWorker)
#include "tst_freed_in_worker.moc"
