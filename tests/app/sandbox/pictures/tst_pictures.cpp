// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Picture.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <cmath>
#include <thread>

using namespace maquette::sandbox;

namespace {

PictureRequest request(const QString& prompt, QSize size = {192, 128}, quint32 seed = 7)
{
    PictureRequest r;
    r.prompt = prompt;
    r.size = size;
    r.seed = seed;
    r.model = QStringLiteral("core");
    return r;
}

/// Mean red, green and blue of a part of a picture, 0 to 255.
std::array<double, 3> mean(const QImage& image, QRectF part = {0, 0, 1, 1})
{
    std::array<double, 3> sum{};
    double n = 0;
    for (int y = int(part.top() * image.height()); y < int(part.bottom() * image.height()); ++y)
        for (int x = int(part.left() * image.width()); x < int(part.right() * image.width()); ++x) {
            const QRgb p = image.pixel(x, y);
            sum[0] += qRed(p);
            sum[1] += qGreen(p);
            sum[2] += qBlue(p);
            ++n;
        }
    for (double& v : sum)
        v /= n;
    return sum;
}

double brightness(const QImage& image)
{
    const auto m = mean(image);
    return (m[0] + m[1] + m[2]) / 3.0;
}

double redShare(const QImage& image)
{
    const auto m = mean(image);
    return m[0] / (m[0] + m[1] + m[2]);
}

double blueShare(const QImage& image, QRectF part = {0, 0, 1, 1})
{
    const auto m = mean(image, part);
    return m[2] / (m[0] + m[1] + m[2]);
}

/// Root mean square difference, 0 to 255.
double distance(const QImage& a, const QImage& b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar* p = a.constScanLine(y);
        const uchar* q = b.constScanLine(y);
        for (int i = 0; i < a.width() * 3; ++i)
            sum += (double(p[i]) - q[i]) * (double(p[i]) - q[i]);
    }
    return std::sqrt(sum / (double(a.width()) * a.height() * 3));
}

QImage checkered(QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, ((x / 16 + y / 16) & 1) != 0 ? qRgb(240, 230, 40) : qRgb(20, 40, 160));
    return image;
}

const QStringList styles{
    QStringLiteral("enhance"),           QStringLiteral("anime"),       QStringLiteral("photographic"),
    QStringLiteral("digital-art"),       QStringLiteral("comic-book"),  QStringLiteral("fantasy-art"),
    QStringLiteral("line-art"),          QStringLiteral("analog-film"), QStringLiteral("neon-punk"),
    QStringLiteral("isometric"),         QStringLiteral("low-poly"),    QStringLiteral("origami"),
    QStringLiteral("modeling-compound"), QStringLiteral("cinematic"),   QStringLiteral("3d-model"),
    QStringLiteral("pixel-art"),         QStringLiteral("tile-texture")};

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void sameRequestSameBytes_data();
    void sameRequestSameBytes();
    void sameBytesInEveryThread();
    void everyPartOfTheRequestCounts_data();
    void everyPartOfTheRequestCounts();
    void colourWordsColour_data();
    void colourWordsColour();
    void nightIsDarkerThanNoon_data();
    void nightIsDarkerThanNoon();
    void seaIsBlueBelow();
    void sunsetIsWarmerThanNoon();
    void subjectIsPaintedInItsColour();
    void aBeachBallIsNoBeach();
    void negativeColourIsKeptOut();
    void negativeThingIsKeptOut();
    void guidanceStrengthens();
    void stylesDiffer();
    void lineArtIsNearlyColourless();
    void pixelArtHasFewColours();
    void everySizeWorks_data();
    void everySizeWorks();
    void strengthZeroIsTheStart();
    void strengthZeroFitsTheStart();
    void strengthIsMonotone();
    void strengthOneIgnoresTheStart();
};

void TestPictures::sameRequestSameBytes_data()
{
    QTest::addColumn<QString>("prompt");
    for (const char* p : {"mountain lake", "city at night", "portrait", "abstract", "pattern", "space", "underwater",
                          "room with window", "still life", "product photo", "volcano", "storm at sea", "qwrtz"})
        QTest::newRow(p) << QString::fromLatin1(p);
}

void TestPictures::sameRequestSameBytes()
{
    QFETCH(QString, prompt);
    const QImage a = paintPicture(request(prompt));
    QCOMPARE(a.format(), QImage::Format_RGB888);
    QCOMPARE(a.size(), QSize(192, 128));
    QVERIFY(a == paintPicture(request(prompt)));
    QVERIFY2(distance(a, paintPicture(request(prompt, {192, 128}, 8))) > 8.0, "another seed must give another picture");
}

void TestPictures::sameBytesInEveryThread()
{
    const auto r = request(QStringLiteral("forest river at dawn, fog"));
    const QImage here = paintPicture(r);
    std::array<QImage, 3> there;
    std::vector<std::thread> threads;
    for (QImage& image : there)
        threads.emplace_back([&image, r] { image = paintPicture(r); });
    for (std::thread& t : threads)
        t.join();
    for (const QImage& image : there)
        QVERIFY(image == here);
}

void TestPictures::everyPartOfTheRequestCounts_data()
{
    QTest::addColumn<PictureRequest>("changed");
    PictureRequest r = request(QStringLiteral("hills with trees at noon"));
    r.prompt = QStringLiteral("hills with trees at sunset");
    QTest::newRow("prompt") << r;
    r = request(QStringLiteral("hills with trees at noon"));
    r.negativePrompt = QStringLiteral("trees, clouds");
    QTest::newRow("negative prompt") << r;
    r.negativePrompt.clear();
    r.stylePreset = QStringLiteral("anime");
    QTest::newRow("style") << r;
    r.stylePreset.clear();
    r.model = QStringLiteral("ultra");
    QTest::newRow("model") << r;
    r.model = QStringLiteral("core");
    r.guidance = 9;
    QTest::newRow("guidance") << r;
}

void TestPictures::everyPartOfTheRequestCounts()
{
    QFETCH(PictureRequest, changed);
    const QImage base = paintPicture(request(QStringLiteral("hills with trees at noon")));
    const double d = distance(base, paintPicture(changed));
    QVERIFY2(d > 1.5, qPrintable(QString::number(d)));
}

void TestPictures::colourWordsColour_data()
{
    QTest::addColumn<QString>("place");
    for (const char* p : {"mountains at noon", "abstract", "pattern", "forest", "space", "still life", "city at day",
                          "portrait", "lamp product"})
        QTest::newRow(p) << QString::fromLatin1(p);
}

void TestPictures::colourWordsColour()
{
    QFETCH(QString, place);
    for (quint32 seed : {1U, 2U}) {
        const QImage red = paintPicture(request(place + QStringLiteral(", in red"), {192, 128}, seed));
        const QImage blue = paintPicture(request(place + QStringLiteral(", in blue"), {192, 128}, seed));
        QVERIFY2(redShare(red) > redShare(blue) + 0.04,
                 qPrintable(QStringLiteral("%1 %2").arg(redShare(red)).arg(redShare(blue))));
        QVERIFY2(blueShare(blue) > blueShare(red) + 0.04,
                 qPrintable(QStringLiteral("%1 %2").arg(blueShare(blue)).arg(blueShare(red))));
    }
}

void TestPictures::nightIsDarkerThanNoon_data()
{
    QTest::addColumn<QString>("place");
    for (const char* p : {"mountains", "sea", "city", "forest", "desert", "meadow", "beach"})
        QTest::newRow(p) << QString::fromLatin1(p);
}

void TestPictures::nightIsDarkerThanNoon()
{
    QFETCH(QString, place);
    const double night = brightness(paintPicture(request(place + QStringLiteral(" at night"))));
    const double noon = brightness(paintPicture(request(place + QStringLiteral(" at noon"))));
    QVERIFY2(night < noon * 0.6, qPrintable(QStringLiteral("%1 %2").arg(night).arg(noon)));
}

void TestPictures::seaIsBlueBelow()
{
    const double sea = blueShare(paintPicture(request(QStringLiteral("sea at noon"))), {0, 0.6, 1, 0.4});
    const double desert = blueShare(paintPicture(request(QStringLiteral("desert at noon"))), {0, 0.6, 1, 0.4});
    QVERIFY2(sea > 0.36 && desert < 0.32, qPrintable(QStringLiteral("%1 %2").arg(sea).arg(desert)));
}

void TestPictures::sunsetIsWarmerThanNoon()
{
    QVERIFY(redShare(paintPicture(request(QStringLiteral("hills at sunset")))) >
            redShare(paintPicture(request(QStringLiteral("hills at noon")))) + 0.04);
}

void TestPictures::subjectIsPaintedInItsColour()
{
    const auto count = [](const QImage& image, auto test) {
        int n = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                n += test(QColor(image.pixel(x, y))) ? 1 : 0;
        return n;
    };
    const auto vividRed = [](const QColor& c) {
        return c.red() > 110 && c.red() > 2 * c.blue() && c.red() > 2 * c.green();
    };
    const auto vividGreen = [](const QColor& c) { return c.green() > c.red() + 25 && c.green() > c.blue() + 15; };
    const QImage red = paintPicture(request(QStringLiteral("a red balloon over the sea at noon")));
    const QImage green = paintPicture(request(QStringLiteral("a green balloon over the sea at noon")));
    QVERIFY(count(red, vividRed) > 150);
    QVERIFY(count(green, vividRed) < 20);
    QVERIFY(count(green, vividGreen) > 150);
}

void TestPictures::aBeachBallIsNoBeach()
{
    // Pixels of a full hue near \a hue, degrees.
    const auto ofHue = [](const QImage& image, int hue) {
        int n = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QColor c = QColor(image.pixel(x, y));
                const int away = std::abs((c.hsvHue() - hue + 540) % 360 - 180);
                n += c.hsvSaturation() > 150 && c.value() > 70 && away < 14 ? 1 : 0;
            }
        return n;
    };
    for (quint32 seed : {7U, 8U, 9U}) {
        const QImage beach = paintPicture(request(QStringLiteral("a beach at noon"), {288, 192}, seed));
        const QImage ball = paintPicture(request(QStringLiteral("a beach ball at noon"), {288, 192}, seed));
        QVERIFY(ball == paintPicture(request(QStringLiteral("a beach ball at noon"), {288, 192}, seed)));
        // Red and yellow, of which no beach has any; one of the two may lie on its far side.
        const int more = ofHue(ball, 357) + ofHue(ball, 48) - ofHue(beach, 357) - ofHue(beach, 48);
        QVERIFY2(more > 120, qPrintable(QString::number(more)));
        // Sand in front, sea behind it.
        const auto sand = mean(beach, {0, 0.85, 1, 0.15});
        QVERIFY(sand[0] > sand[2] + 10);
        double bluest = 0;
        for (double top = 0.35; top < 0.8; top += 0.05)
            bluest = std::max(bluest, blueShare(beach, {0, top, 1, 0.05}));
        QVERIFY2(bluest > 0.36, qPrintable(QString::number(bluest)));
    }
}

void TestPictures::negativeColourIsKeptOut()
{
    PictureRequest r = request(QStringLiteral("mountains at sunset"));
    const double before = redShare(paintPicture(r));
    r.negativePrompt = QStringLiteral("red, orange");
    QVERIFY(redShare(paintPicture(r)) < before - 0.02);
}

void TestPictures::negativeThingIsKeptOut()
{
    PictureRequest r = request(QStringLiteral("a white house by the sea at noon"));
    const QImage with = paintPicture(r);
    r.negativePrompt = QStringLiteral("clouds");
    const QImage noClouds = paintPicture(r);
    QVERIFY(distance(with, noClouds) > 1.0);
    r.prompt = QStringLiteral("a bowl of apples on a table, vase");
    r.negativePrompt.clear();
    const QImage vase = paintPicture(r);
    r.negativePrompt = QStringLiteral("vase");
    QVERIFY(distance(vase, paintPicture(r)) > 5.0);
}

void TestPictures::guidanceStrengthens()
{
    PictureRequest r = request(QStringLiteral("hills in green and violet, noon"));
    const auto chroma = [](const QImage& image) {
        double sum = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                sum += QColor(image.pixel(x, y)).hsvSaturationF();
        return sum / (double(image.width()) * image.height());
    };
    r.guidance = 1;
    const double weak = chroma(paintPicture(r));
    r.guidance = 10;
    QVERIFY(chroma(paintPicture(r)) > weak * 1.1);
}

void TestPictures::stylesDiffer()
{
    PictureRequest r = request(QStringLiteral("a castle on a hill at noon"));
    QList<QImage> seen{paintPicture(r)};
    for (const QString& style : styles) {
        r.stylePreset = style;
        const QImage image = paintPicture(r);
        QVERIFY(image == paintPicture(r));
        for (const QImage& other : std::as_const(seen))
            QVERIFY2(distance(image, other) > 4.0, qPrintable(style));
        seen << image;
    }
    r.stylePreset = QStringLiteral("no-such-style");
    QCOMPARE(paintPicture(r).size(), r.size);
}

void TestPictures::lineArtIsNearlyColourless()
{
    PictureRequest r = request(QStringLiteral("red flowers in a meadow"));
    r.stylePreset = QStringLiteral("line-art");
    const auto m = mean(paintPicture(r));
    QVERIFY(std::abs(m[0] - m[2]) < 8);
    QVERIFY(m[0] > 120);
}

void TestPictures::pixelArtHasFewColours()
{
    PictureRequest r = request(QStringLiteral("mountain lake"), {256, 256});
    r.stylePreset = QStringLiteral("pixel-art");
    QSet<QRgb> colours;
    const QImage image = paintPicture(r);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    QVERIFY2(colours.size() <= 32, qPrintable(QString::number(colours.size())));
}

void TestPictures::everySizeWorks_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize& s :
         {QSize(64, 64), QSize(640, 64), QSize(64, 640), QSize(336, 144), QSize(144, 336), QSize(101, 99)})
        QTest::addRow("%dx%d", s.width(), s.height()) << s;
}

void TestPictures::everySizeWorks()
{
    QFETCH(QSize, size);
    for (const char* p :
         {"mountain lake with sailboat and trees", "city", "street", "portrait", "abstract", "pattern", "space",
          "underwater", "room", "still life", "shoe", "volcano", "lighthouse", "aurora, stars"}) {
        PictureRequest r = request(QString::fromLatin1(p), size);
        QCOMPARE(paintPicture(r).size(), size);
    }
    for (const QString& style : styles) {
        PictureRequest r = request(QStringLiteral("hills"), size);
        r.stylePreset = style;
        QCOMPARE(paintPicture(r).size(), size);
    }
}

void TestPictures::strengthZeroIsTheStart()
{
    PictureRequest r = request(QStringLiteral("sea at night"));
    r.start = checkered(r.size);
    r.strength = 0;
    QVERIFY(paintPicture(r) == *r.start);
}

void TestPictures::strengthZeroFitsTheStart()
{
    PictureRequest r = request(QStringLiteral("sea at night"), {128, 192});
    QImage start(300, 100, QImage::Format_ARGB32);
    start.fill(qRgb(10, 200, 30));
    r.start = start;
    r.strength = 0;
    const QImage out = paintPicture(r);
    QCOMPARE(out.size(), r.size);
    QCOMPARE(out.format(), QImage::Format_RGB888);
    QCOMPARE(out.pixel(64, 96), qRgb(10, 200, 30));
}

void TestPictures::strengthIsMonotone()
{
    PictureRequest r = request(QStringLiteral("sea at night"));
    r.start = checkered(r.size);
    PictureRequest alone = r;
    alone.start.reset();
    const QImage painted = paintPicture(alone);
    double fromStart = 0;
    double fromPainted = 1e9;
    for (double strength : {0.15, 0.35, 0.55, 0.75, 0.95}) {
        r.strength = strength;
        const QImage out = paintPicture(r);
        QVERIFY(distance(out, *r.start) > fromStart + 4.0);
        QVERIFY(distance(out, painted) < fromPainted - 4.0);
        fromStart = distance(out, *r.start);
        fromPainted = distance(out, painted);
    }
}

void TestPictures::strengthOneIgnoresTheStart()
{
    PictureRequest r = request(QStringLiteral("sea at night"));
    const QImage alone = paintPicture(r);
    r.start = checkered(r.size);
    r.strength = 1;
    QVERIFY(paintPicture(r) == alone);
}

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
