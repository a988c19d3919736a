// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/Control.h"
#include "app/sandbox/pictures/Picture.h"
#include "tests/app/sandbox/control/ControlPictures.h"
#include "tests/support/TestMain.h"

#include <QTest>

#include <functional>
#include <thread>
#include <vector>

using namespace maquette;
using namespace maquette::sandbox;

namespace {

constexpr QSize kSize(240, 180);

/// One request of any of the four operations; what an operation does not have is not used.
struct Order
{
    Wish wish{QStringLiteral("a red house on a meadow at noon, mountains"), {}, {}, 7};
    double strength = 0.7; ///< control_strength, or fidelity
    TransferAmounts amounts;
    QSize size = kSize;
};

using Paint = std::function<QImage(const Order&)>;

QImage sketched(const Order& order)
{
    return paintFromSketch(lineSketch(kSize), order.wish, order.strength);
}
QImage structured(const Order& order)
{
    return paintOnStructure(photo(kSize), order.wish, order.strength);
}
QImage guided(const Order& order)
{
    return paintInStyleOf(strokes(kSize, QColor(40, 20, 90), QColor(240, 170, 40)), order.wish, order.size,
                          order.strength);
}
QImage transferred(const Order& order)
{
    return transferStyle(photo(kSize), strokes(kSize, QColor(40, 20, 90), QColor(240, 170, 40)), order.wish, order.size,
                         order.amounts);
}

QImage plain(const Wish& wish, QSize size)
{
    PictureRequest request;
    request.prompt = wish.prompt;
    request.negativePrompt = wish.negativePrompt;
    request.seed = wish.seed;
    request.size = size;
    return paintPicture(request);
}

QString number(double value)
{
    return QString::number(value, 'f', 4);
}

} // namespace

Q_DECLARE_METATYPE(Paint)
Q_DECLARE_METATYPE(Order)

class TestControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void operations_data()
    {
        QTest::addColumn<Paint>("paint");
        QTest::newRow("sketch") << Paint(sketched);
        QTest::newRow("structure") << Paint(structured);
        QTest::newRow("style") << Paint(guided);
        QTest::newRow("style transfer") << Paint(transferred);
    }

    void sameOrderSameBytes_data() { operations_data(); }
    void sameOrderSameBytes()
    {
        QFETCH(Paint, paint);
        const Order order;
        const QImage picture = paint(order);
        QCOMPARE(picture.format(), QImage::Format_RGB888);
        QCOMPARE(picture.size(), kSize);
        std::array<QImage, 2> there;
        std::vector<std::thread> threads;
        for (QImage& image : there) {
            threads.emplace_back([&image, &paint, order] { image = paint(order); });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QVERIFY(there[0] == picture && there[1] == picture);
        Order other = order;
        other.wish.seed = 8;
        const double d = distance(picture, paint(other));
        QVERIFY2(d > 2.0, qPrintable(number(d)));
    }

    void everyFieldCounts_data()
    {
        QTest::addColumn<Paint>("paint");
        QTest::addColumn<Order>("changed");
        Order order;
        const auto row = [](const char* field, const Order& changed,
                            std::initializer_list<std::pair<const char*, Paint>> all) {
            for (const auto& [name, paint] : all) {
                QTest::addRow("%s: %s", name, field) << paint << changed;
            }
        };
        const std::pair<const char*, Paint> sketch("sketch", sketched);
        const std::pair<const char*, Paint> structure("structure", structured);
        const std::pair<const char*, Paint> style("style", guided);
        const std::pair<const char*, Paint> transfer("style transfer", transferred);
        order.wish.prompt = QStringLiteral("a blue house on a meadow at night, mountains");
        row("prompt", order, {sketch, structure, style, transfer});
        order = {};
        order.wish.negativePrompt = QStringLiteral("green, red");
        row("negative prompt", order, {sketch, structure, style, transfer});
        order = {};
        order.wish.stylePreset = QStringLiteral("line-art");
        row("style preset", order, {sketch, structure, style});
        order = {};
        order.strength = 0.2;
        row("strength", order, {sketch, structure, style});
        order = {};
        order.amounts.style = 0.4;
        row("style strength", order, {transfer});
        order = {};
        order.amounts.composition = 0.2;
        row("composition fidelity", order, {transfer});
        order = {};
        order.amounts.change = 0.3;
        row("change strength", order, {transfer});
    }
    void everyFieldCounts()
    {
        QFETCH(Paint, paint);
        QFETCH(Order, changed);
        const double d = distance(paint({}), paint(changed));
        QVERIFY2(d > 2.0, qPrintable(number(d)));
    }

    /// The edges of the input are in the result, the more so the more control is asked for.
    void controlIsKept_data()
    {
        QTest::addColumn<Paint>("paint");
        QTest::addColumn<QImage>("input");
        QTest::newRow("sketch") << Paint(sketched) << lineSketch(kSize);
        QTest::newRow("structure") << Paint(structured) << photo(kSize);
    }
    void controlIsKept()
    {
        QFETCH(Paint, paint);
        QFETCH(QImage, input);
        double before = -1;
        for (const double strength : {0.0, 0.35, 0.7, 1.0}) {
            Order order;
            order.strength = strength;
            const double agreement = edgeAgreement(paint(order), input);
            QVERIFY2(agreement > before + 0.02,
                     qPrintable(number(before) + QStringLiteral(" to ") + number(agreement)));
            before = agreement;
        }
        QVERIFY2(before > 0.6, qPrintable(number(before)));
    }

    void withoutControlThePromptIsPainted_data() { controlIsKept_data(); }
    void withoutControlThePromptIsPainted()
    {
        QFETCH(Paint, paint);
        Order order;
        order.strength = 0;
        const QImage alone = plain(order.wish, kSize);
        const double d = distance(paint(order), alone);
        QVERIFY2(d < 6.0, qPrintable(number(d)));
        order.strength = 1;
        QVERIFY(distance(paint(order), alone) > 20.0);
    }

    void sketchIsPaintedByTheWords()
    {
        Order order;
        const auto body = [&order](const char* colour) {
            order.wish.prompt = QStringLiteral("a %1 house in the mountains at noon").arg(QLatin1String(colour));
            return meanColour(sketched(order), {0.5, 0.55, 0.2, 0.2});
        };
        const auto red = body("red");
        const auto blue = body("blue");
        QVERIFY2(red[0] > 1.5 * red[2], qPrintable(number(red[0]) + u' ' + number(red[2])));
        QVERIFY2(blue[2] > 1.3 * blue[0], qPrintable(number(blue[0]) + u' ' + number(blue[2])));
        order.wish.prompt = QStringLiteral("a house at noon, blue sky");
        const auto noon = meanColour(sketched(order), {0.4, 0.02, 0.5, 0.15});
        order.wish.prompt = QStringLiteral("a house at night");
        const auto night = meanColour(sketched(order), {0.4, 0.02, 0.5, 0.15});
        QVERIFY(noon[2] > noon[0] && noon[1] > 1.8 * night[1]);
    }

    void sketchMayBeLightOnDark()
    {
        Order order;
        QImage inverted = lineSketch(kSize);
        inverted.invertPixels();
        const double d = distance(sketched(order), paintFromSketch(inverted, order.wish, order.strength));
        QVERIFY2(d < 8.0, qPrintable(number(d)));
    }

    /// Colours that were drawn are kept, area by area: the hue in the result is the hue in the sketch.
    void sketchedColoursAreKept_data()
    {
        QTest::addColumn<QRectF>("part");
        QTest::newRow("sky") << QRectF(0.1, 0.1, 0.3, 0.3);
        QTest::newRow("meadow") << QRectF(0.1, 0.6, 0.3, 0.15);
        QTest::newRow("lake") << QRectF(0.1, 0.85, 0.8, 0.13);
        QTest::newRow("house") << QRectF(0.6, 0.4, 0.15, 0.2);
    }
    void sketchedColoursAreKept()
    {
        QFETCH(QRectF, part);
        const QImage sketch = colourSketch(kSize);
        const auto drawn = meanColour(sketch, part);
        for (const char* prompt : {"a house by a lake at noon", "castle at sunset", "a cup of tea"}) {
            Order order;
            order.wish.prompt = QLatin1String(prompt);
            const auto painted = meanColour(paintFromSketch(sketch, order.wish, 0.9), part);
            const auto hue = [](const std::array<double, 3>& c) {
                return QColor(int(c[0]), int(c[1]), int(c[2])).hsvHueF() * 360.0F;
            };
            const double turn = std::abs(std::remainder(double(hue(drawn) - hue(painted)), 360.0));
            QVERIFY2(turn < 40, qPrintable(QLatin1String(prompt) + QStringLiteral(": hue off by ") + number(turn)));
        }
    }

    void structureTakesTheLightOfTheWords()
    {
        const auto brightness = [](const char* prompt) {
            Order order;
            order.wish.prompt = QLatin1String(prompt);
            const auto c = meanColour(structured(order));
            return c[0] + c[1] + c[2];
        };
        const double noon = brightness("a tower on a hill at noon");
        const double night = brightness("a tower on a hill at night");
        QVERIFY2(night < 0.7 * noon, qPrintable(number(night) + u' ' + number(noon)));
    }

    void styleHasTheGuidesColours()
    {
        const QImage guide = strokes(kSize, QColor(40, 20, 90), QColor(240, 170, 40));
        const QImage alone = plain(Order().wish, kSize);
        double before = paletteDistance(alone, guide);
        for (const double fidelity : {0.0, 0.5, 1.0}) {
            Order order;
            order.strength = fidelity;
            const double d = paletteDistance(guided(order), guide);
            QVERIFY2(d < before, qPrintable(number(before) + QStringLiteral(" to ") + number(d)));
            before = d;
        }
        QVERIFY2(before < 0.7, qPrintable(number(before)));
    }

    /// A rough guide makes a rougher picture than a smooth one of the same colours.
    void styleHasTheGuidesSurface()
    {
        Order order;
        const QImage rough = strokes(kSize, QColor(60, 40, 80), QColor(220, 190, 90));
        const QImage smooth = rough.scaled(24, 18, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                  .scaled(kSize, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        QVERIFY(roughness(paintInStyleOf(rough, order.wish, kSize, 1)) >
                1.25 * roughness(paintInStyleOf(smooth, order.wish, kSize, 1)));
    }

    void transferKeepsTheContent()
    {
        const QImage content = photo(kSize);
        const QImage style = strokes(kSize, QColor(40, 20, 90), QColor(240, 170, 40));
        Order order;
        order.wish.prompt.clear();
        const QImage full = transferred(order);
        const QImage smooth = style.scaled(16, 12, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).scaled(kSize);
        const double kept = edgeAgreement(transferStyle(content, smooth, order.wish, kSize, {}), content);
        QVERIFY2(kept > 0.5, qPrintable(number(kept)));
        QVERIFY(paletteDistance(full, style) < 0.75 * paletteDistance(content, style));
        double colours = 2;
        double left = -1;
        for (const double style1 : {0.0, 0.5, 1.0}) {
            order.amounts = {style1, 0.9, 0.9};
            const double d = paletteDistance(transferred(order), style);
            QVERIFY(d < colours);
            colours = d;
        }
        for (const double change : {0.1, 0.4, 0.7, 1.0}) {
            order.amounts = {1.0, 0.9, change};
            const double d = distance(transferred(order), content);
            QVERIFY(d > left + 2.0);
            left = d;
        }
        order.amounts = {1.0, 1.0, 0.9};
        const double exact = edgeAgreement(transferred(order), content);
        order.amounts = {1.0, 0.1, 0.9};
        const double loose = edgeAgreement(transferred(order), content);
        QVERIFY2(loose < exact - 0.05, qPrintable(number(loose) + QStringLiteral(" of ") + number(exact)));
        order.amounts = {0.0, 1.0, 0.1};
        QVERIFY2(distance(transferred(order), content) < 3.0,
                 qPrintable(number(distance(transferred(order), content))));
    }

    void everyInputWorks_data()
    {
        QTest::addColumn<QImage>("input");
        for (const QSize& size : {QSize(64, 64), QSize(64, 160), QSize(160, 64), QSize(101, 97)}) {
            QTest::addRow("%dx%d", size.width(), size.height()) << lineSketch(size);
        }
        QTest::newRow("grey") << photo(kSize).convertToFormat(QImage::Format_Grayscale8);
        QTest::newRow("indexed") << photo(kSize).convertToFormat(QImage::Format_Indexed8);
        QTest::newRow("16 bit") << photo(kSize).convertToFormat(QImage::Format_RGBA64);
        QImage blank(kSize, QImage::Format_RGB32);
        blank.fill(Qt::white);
        QTest::newRow("white") << blank;
        blank.fill(Qt::black);
        QTest::newRow("black") << blank;
        QImage clear(kSize, QImage::Format_ARGB32_Premultiplied);
        clear.fill(Qt::transparent);
        QTest::newRow("transparent") << clear;
        QImage noise(kSize, QImage::Format_RGB32);
        for (int y = 0; y < noise.height(); ++y) {
            for (int x = 0; x < noise.width(); ++x) {
                noise.setPixel(x, y, 0xff000000U | (quint32(x * 7919 + y * 104729) * 2654435761U >> 8));
            }
        }
        QTest::newRow("noise") << noise;
    }
    void everyInputWorks()
    {
        QFETCH(QImage, input);
        const Wish wish{QStringLiteral("a cat in a room"), {}, {}, 3};
        QCOMPARE(paintFromSketch(input, wish, 0.7).size(), input.size());
        QCOMPARE(paintOnStructure(input, wish, 0.7).size(), input.size());
        QCOMPARE(paintInStyleOf(input, wish, {160, 96}, 0.7).size(), QSize(160, 96));
        QCOMPARE(transferStyle(input, photo({90, 70}), wish, {96, 96}, {}).size(), QSize(96, 96));
        QCOMPARE(transferStyle(photo({90, 70}), input, wish, {96, 96}, {}).size(), QSize(96, 96));
    }

    /// What is transparent counts as white paper.
    void transparencyIsPaper()
    {
        QImage drawing = lineSketch(kSize).convertToFormat(QImage::Format_ARGB32);
        for (int y = 0; y < drawing.height(); ++y) {
            for (int x = 0; x < drawing.width(); ++x) {
                const int ink = 255 - qGray(drawing.pixel(x, y));
                drawing.setPixel(x, y, qRgba(0, 0, 0, ink));
            }
        }
        const Order order;
        QVERIFY(distance(paintFromSketch(drawing, order.wish, order.strength), sketched(order)) < 2.0);
    }
};

QTEST_GUILESS_MAIN(TestControl)
#include "tst_control.moc"
