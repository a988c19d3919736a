// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Upscale.h"

#include <QPainter>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace maquette::sandbox;

namespace {

QImage drawing(QSize size, QImage::Format format = QImage::Format_RGB888)
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(qRgb(70, 120, 180));
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.setBrush(QColor(230, 190, 60));
    p.drawEllipse(QRectF(size.width() * 0.2, size.height() * 0.2, size.width() * 0.5, size.height() * 0.5));
    p.setPen(QPen(QColor(20, 20, 30), 2));
    p.drawLine(0, size.height(), size.width(), 0);
    p.end();
    return image.convertToFormat(format);
}

/// Peak signal-to-noise ratio in dB of the RGB parts.
double psnr(const QImage& a, const QImage& b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            sum +=
                std::pow(qRed(p) - qRed(q), 2) + std::pow(qGreen(p) - qGreen(q), 2) + std::pow(qBlue(p) - qBlue(q), 2);
        }
    const double mse = sum / (3.0 * a.width() * a.height());
    return 10 * std::log10(255.0 * 255.0 / std::max(mse, 1e-9));
}

QImage down(const QImage& image, QSize size)
{
    return image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace

class TestUpscale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void fastIsFourTimes_data();
    void fastIsFourTimes();
    void fastKeepsThePicture();
    void fastMakesNoHalos();
    void fastIsSharperThanPlain();
    void conservativeMakesFourMegapixels();
    void creativeMakesFourK();
    void alphaIsKept();
    void sameSeedSameBytes();
    void creativityAdds();
};

void TestUpscale::fastIsFourTimes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("format");
    QTest::newRow("square") << QSize(64, 64) << int(QImage::Format_RGB888);
    QTest::newRow("wide") << QSize(320, 32) << int(QImage::Format_RGB32);
    QTest::newRow("tall") << QSize(32, 320) << int(QImage::Format_ARGB32_Premultiplied);
    QTest::newRow("grey") << QSize(50, 70) << int(QImage::Format_Grayscale8);
    QTest::newRow("indexed") << QSize(50, 70) << int(QImage::Format_Indexed8);
    QTest::newRow("16 bit") << QSize(50, 70) << int(QImage::Format_RGBA64);
}

void TestUpscale::fastIsFourTimes()
{
    QFETCH(QSize, size);
    QFETCH(int, format);
    QCOMPARE(upscaleFast(drawing(size, QImage::Format(format))).size(), size * 4);
}

void TestUpscale::fastKeepsThePicture()
{
    const QImage source = drawing({128, 96});
    const double db = psnr(source, down(upscaleFast(source), source.size()));
    QVERIFY2(db > 30, qPrintable(QString::number(db)));
}

void TestUpscale::fastMakesNoHalos()
{
    QImage source(64, 64, QImage::Format_RGB888);
    source.fill(qRgb(60, 60, 60));
    QPainter p(&source);
    p.fillRect(32, 0, 32, 64, QColor(200, 200, 200));
    p.end();
    const QImage out = upscaleFast(source);
    for (int x = 0; x < out.width(); ++x) {
        QVERIFY(qRed(out.pixel(x, 128)) >= 60);
        QVERIFY(qRed(out.pixel(x, 128)) <= 200);
    }
}

void TestUpscale::fastIsSharperThanPlain()
{
    QImage source(64, 64, QImage::Format_RGB888);
    source.fill(qRgb(60, 60, 60));
    QPainter p(&source);
    p.fillRect(32, 0, 32, 64, QColor(200, 200, 200));
    p.end();
    const auto steepest = [](const QImage& image) {
        int best = 0;
        for (int x = 1; x < image.width(); ++x)
            best = std::max(best, qRed(image.pixel(x, 100)) - qRed(image.pixel(x - 1, 100)));
        return best;
    };
    QVERIFY(steepest(upscaleFast(source)) > steepest(down(source, {256, 256})));
}

void TestUpscale::conservativeMakesFourMegapixels()
{
    const QImage source = drawing({300, 150});
    const QImage out = upscaleConservative(source, QStringLiteral("a sun"), {}, 0.35, 1);
    const double pixels = double(out.width()) * out.height();
    QVERIFY(std::abs(pixels / 4.0e6 - 1) < 0.02);
    QVERIFY(std::abs(double(out.width()) / out.height() - 2.0) < 0.01);
    QVERIFY(psnr(source, down(out, source.size())) > 25);
    const QImage large = drawing({2400, 1800});
    QCOMPARE(upscaleConservative(large, {}, {}, 0.35, 1).size(), large.size());
}

void TestUpscale::creativeMakesFourK()
{
    const QImage source = drawing({200, 150});
    const QImage out = upscaleCreative(source, QStringLiteral("a sun"), {}, QStringLiteral("cinematic"), 0.3, 1);
    QVERIFY(std::abs(double(out.width()) * out.height() / 8.8e6 - 1) < 0.02);
    const QImage wide = upscaleCreative(drawing({640, 64}), {}, {}, {}, 0.3, 1);
    QCOMPARE(wide.width(), 4096);
    QVERIFY(psnr(source, down(upscaleCreative(source, {}, {}, {}, 0.2, 1), source.size())) > 20);
}

void TestUpscale::alphaIsKept()
{
    QImage source(64, 64, QImage::Format_RGBA8888);
    source.fill(Qt::transparent);
    QPainter p(&source);
    p.fillRect(16, 16, 32, 32, QColor(250, 40, 40));
    p.end();
    for (const QImage& out : {upscaleFast(source), upscaleConservative(source, {}, {}, 0.3, 1),
                              upscaleCreative(source, {}, {}, {}, 0.3, 1)}) {
        QVERIFY(out.hasAlphaChannel());
        QCOMPARE(qAlpha(out.pixel(out.width() / 20, out.height() / 20)), 0);
        QCOMPARE(qAlpha(out.pixel(out.width() / 2, out.height() / 2)), 255);
        // No dark or coloured fringe: what shows at the edge is the red of the shape.
        for (int x = 0; x < out.width() / 2; ++x) {
            const QColor c = out.pixelColor(x, out.height() / 2);
            if (c.alpha() > 40)
                QVERIFY2(c.red() > 180, qPrintable(QString::number(c.red())));
        }
    }
    QVERIFY(!upscaleFast(drawing({40, 40})).hasAlphaChannel());
}

void TestUpscale::sameSeedSameBytes()
{
    const QImage source = drawing({64, 64});
    QVERIFY(upscaleConservative(source, {}, {}, 0.3, 5) == upscaleConservative(source, {}, {}, 0.3, 5));
    QVERIFY(upscaleConservative(source, {}, {}, 0.3, 5) != upscaleConservative(source, {}, {}, 0.3, 6));
    QVERIFY(upscaleFast(source) == upscaleFast(source));
}

void TestUpscale::creativityAdds()
{
    const QImage source = drawing({96, 96});
    const auto fidelity = [&](double c) {
        return psnr(source, down(upscaleCreative(source, {}, {}, {}, c, 1), source.size()));
    };
    QVERIFY(fidelity(0.5) < fidelity(0.1));
}

QTEST_GUILESS_MAIN(TestUpscale)
#include "tst_upscale.moc"
