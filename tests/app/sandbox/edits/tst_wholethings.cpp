// SPDX-License-Identifier: GPL-3.0-or-later
// Things of several parts in a picture of several things: found whole, nothing else with them, and replaced by what is
// named.
#include "app/sandbox/edits/FindRegion.h"
#include "app/sandbox/edits/Insert.h"
#include "app/sandbox/edits/ReplaceBackground.h"
#include "app/sandbox/edits/Subject.h"
#include "tests/support/TestMain.h"

#include <QTest>

#include <opencv2/imgproc.hpp>

using namespace maquette;
using namespace maquette::sandbox::edits;

namespace {

constexpr int kUnseen = 6; ///< a difference as of a lamp far away
constexpr int kShift = 4;  ///< fractional bits of what OpenCV draws

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// A picture of several things whose outlines are known.
struct Drawn
{
    cv::Mat rgb;
    cv::Mat car; ///< CV_8U, with wheels and windows
    cv::Mat wheels;
    cv::Mat tree; ///< with its trunk, where it has one
    cv::Mat box;  ///< empty where there is none
    cv::Mat grass;
};

/// Draws on a sheet of 900 x 600 units, whatever the picture's size.
class Sheet
{
public:
    explicit Sheet(int width)
        : m_scale(width / 900.0)
        , m_rgb(width * 2 / 3, width, CV_8UC3)
    {
    }
    [[nodiscard]] cv::Mat none() const { return cv::Mat(m_rgb.size(), CV_8U, cv::Scalar(0)); }
    void gradient(int from, int to, const cv::Scalar& above, const cv::Scalar& below)
    {
        const int first = int(from * m_scale);
        const int last = int(to * m_scale);
        for (int y = first; y < last; ++y) {
            m_rgb.row(y).setTo(above + (below - above) * (double(y - first) / (last - first)));
        }
    }
    void ellipse(cv::Mat& outline, int x, int y, int across, int high, const cv::Scalar& colour)
    {
        cv::Mat part = none();
        cv::ellipse(part, at(x, y), cv::Size(fixed(across), fixed(high)), 0, 0, 360, cv::Scalar(255), cv::FILLED,
                    cv::LINE_8, kShift);
        put(outline, part, colour);
    }
    void polygon(cv::Mat& outline, const std::vector<cv::Point>& points, const cv::Scalar& colour)
    {
        std::vector<cv::Point> placed;
        for (const cv::Point& point : points) {
            placed.push_back(at(point.x, point.y));
        }
        cv::Mat part = none();
        cv::fillPoly(part, std::vector<std::vector<cv::Point>>{placed}, cv::Scalar(255), cv::LINE_8, kShift);
        put(outline, part, colour);
    }
    void rectangle(cv::Mat& outline, int x, int y, int width, int height, const cv::Scalar& colour)
    {
        polygon(outline, {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}, colour);
    }
    /// A little blurred and grainy, as photographs are.
    [[nodiscard]] cv::Mat picture(double grain) const
    {
        cv::Mat noise(m_rgb.size(), CV_16SC3);
        cv::RNG rng(7);
        rng.fill(noise, cv::RNG::NORMAL, 0, grain);
        cv::Mat out;
        cv::GaussianBlur(m_rgb, out, cv::Size(), 0.7);
        cv::add(out, noise, out, cv::noArray(), CV_8U);
        return out;
    }

private:
    [[nodiscard]] int fixed(double units) const { return int(std::lround(units * m_scale * (1 << kShift))); }
    [[nodiscard]] cv::Point at(double x, double y) const { return {fixed(x), fixed(y)}; }
    void put(cv::Mat& outline, const cv::Mat& part, const cv::Scalar& colour)
    {
        m_rgb.setTo(colour, part);
        outline |= part;
    }

    double m_scale;
    cv::Mat m_rgb;
};

/// A red car on a grey road, a tree and a blue box on a lawn, a sun in a blue sky.
Drawn street(int width, double grain)
{
    Sheet sheet(width);
    Drawn out{{}, sheet.none(), sheet.none(), sheet.none(), sheet.none(), sheet.none()};
    cv::Mat other = sheet.none();
    sheet.gradient(0, 300, {41, 92, 176}, {205, 222, 242});
    sheet.gradient(300, 420, {86, 140, 58}, {58, 104, 36});
    sheet.gradient(420, 600, {118, 118, 118}, {72, 72, 72});
    sheet.ellipse(other, 750, 75, 38, 38, {240, 208, 64});
    for (const int x : {0, 135, 270, 405}) {
        sheet.rectangle(other, x, 555, 75, 6, {238, 238, 238});
    }
    sheet.rectangle(out.box, 90, 240, 90, 135, {30, 80, 192});
    sheet.rectangle(out.tree, 705, 250, 23, 170, {90, 56, 30});
    sheet.ellipse(out.tree, 716, 210, 67, 67, {44, 106, 42});
    sheet.polygon(out.car, {{330, 406}, {376, 352}, {480, 352}, {526, 406}}, {200, 28, 28});
    sheet.polygon(out.car, {{345, 404}, {382, 360}, {423, 360}, {423, 404}}, {188, 214, 228});
    sheet.polygon(out.car, {{429, 404}, {429, 360}, {476, 360}, {510, 404}}, {188, 214, 228});
    sheet.rectangle(out.car, 270, 405, 300, 82, {200, 28, 28});
    for (const int x : {337, 502}) {
        sheet.ellipse(out.wheels, x, 487, 30, 30, {20, 20, 20});
        sheet.ellipse(out.wheels, x, 487, 15, 15, {170, 170, 170});
    }
    out.car |= out.wheels;
    out.grass.rowRange(width * 300 / 900, width * 420 / 900).setTo(255);
    out.grass.setTo(0, out.car | out.tree | out.box);
    out.rgb = sheet.picture(grain);
    return out;
}

/// A red car with a darker roof and dark wheels, and a bush that stands before the horizon, on olive ground.
Drawn road(int width, double grain)
{
    Sheet sheet(width);
    Drawn out{{}, sheet.none(), sheet.none(), sheet.none(), sheet.none(), sheet.none()};
    cv::Mat other = sheet.none();
    sheet.gradient(0, 330, {128, 178, 228}, {182, 208, 238});
    sheet.gradient(330, 600, {124, 138, 92}, {84, 90, 80});
    sheet.ellipse(other, 720, 114, 54, 54, {242, 210, 92});
    sheet.ellipse(out.tree, 690, 375, 72, 99, {61, 107, 58});
    sheet.polygon(out.car, {{314, 347}, {354, 294}, {445, 294}, {482, 347}}, {164, 30, 24});
    sheet.rectangle(out.car, 270, 345, 240, 105, {194, 40, 32});
    for (const int x : {324, 456}) {
        sheet.ellipse(out.wheels, x, 450, 33, 33, {32, 35, 41});
    }
    out.car |= out.wheels;
    out.grass.rowRange(width * 330 / 900, out.grass.rows).setTo(255);
    out.grass.setTo(0, out.car | out.tree);
    out.rgb = sheet.picture(grain);
    return out;
}

Drawn drawn(const QString& kind, int width = 900)
{
    return kind.startsWith(s("street")) ? street(width, kind.endsWith(s("grain")) ? 6 : 0)
                                        : road(width, kind.endsWith(s("grain")) ? 6 : 0);
}

double overlap(const cv::Mat& found, const cv::Mat& truth)
{
    return double(cv::countNonZero((found > 127) & truth)) / cv::countNonZero((found > 127) | truth);
}

double covered(const cv::Mat& found, const cv::Mat& part)
{
    return double(cv::countNonZero((found > 127) & part)) / cv::countNonZero(part);
}

cv::Mat widened(const cv::Mat& part, int by)
{
    cv::Mat out;
    cv::dilate(part, out, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * by + 1, 2 * by + 1)));
    return out;
}

/// Pixels that differ by more than \a by in some channel.
cv::Mat changed(const cv::Mat& before, const cv::Mat& after, int by)
{
    cv::Mat apart;
    cv::absdiff(before, after, apart);
    std::vector<cv::Mat> channels;
    cv::split(apart, channels);
    return cv::max(channels[0], cv::max(channels[1], channels[2])) > by;
}

/// Pixels of a strong colour of that hue (0 to 179), give or take 12.
cv::Mat ofHue(const cv::Mat& rgb, int hue)
{
    cv::Mat hsv;
    cv::cvtColor(rgb, hsv, cv::COLOR_RGB2HSV);
    cv::Mat out;
    cv::inRange(hsv, cv::Scalar(std::max(0, hue - 12), 90, 50), cv::Scalar(hue + 12, 255, 255), out);
    return out;
}

} // namespace

class TestWholeThings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void theCarIsCutOutWithItsWheels_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("width");
        QTest::newRow("street") << s("street") << 900;
        QTest::newRow("street, grain") << s("street grain") << 900;
        QTest::newRow("street, small") << s("street") << 300;
        QTest::newRow("road") << s("road") << 900;
        QTest::newRow("road, grain") << s("road grain") << 900;
        QTest::newRow("road, large") << s("road grain") << 1800;
    }
    void theCarIsCutOutWithItsWheels()
    {
        QFETCH(QString, kind);
        QFETCH(int, width);
        const Drawn picture = drawn(kind, width);
        const cv::Mat kept = pixelsOf(removeBackground(imageOf(picture.rgb))).alpha;
        QVERIFY(!kept.empty());
        QVERIFY2(overlap(kept, picture.car) > 0.93, qPrintable(QString::number(overlap(kept, picture.car))));
        QVERIFY2(covered(kept, picture.wheels) > 0.93, qPrintable(QString::number(covered(kept, picture.wheels))));
    }

    void theRelitCarKeepsItsWheels()
    {
        const Drawn picture = drawn(s("street"));
        Staging staging;
        staging.subject = imageOf(picture.rgb);
        staging.backgroundPrompt = s("a bright beach");
        staging.preserveSubject = 1;
        const Pixels after = pixelsOf(replaceBackground(staging));
        cv::Mat core;
        cv::erode(picture.wheels, core, cv::Mat(), cv::Point(-1, -1), 4);
        QVERIFY(cv::countNonZero(changed(picture.rgb, after.rgb, 40) & core) < cv::countNonZero(core) / 50);
    }

    void namedThingsAreFoundAlone_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        for (const char* kind : {"street", "street grain", "road", "road grain"}) {
            for (const char* words : {"the red car", "the car", "the tree", "the green tree"}) {
                QTest::addRow("%s: %s", kind, words) << s(kind) << s(words);
            }
        }
        QTest::newRow("a blue thing below a blue sky") << s("street") << s("the blue box");
    }
    void namedThingsAreFoundAlone()
    {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        const Drawn picture = drawn(kind);
        const cv::Mat& truth = words.endsWith(s("car"))    ? picture.car
                               : words.endsWith(s("tree")) ? picture.tree
                                                           : picture.box;
        const cv::Mat found = findRegion(picture.rgb, words, 3, Extent::Whole);
        QVERIFY2(overlap(found, truth) > 0.9, qPrintable(QString::number(overlap(found, truth))));
    }

    void aVehicleTakesThePlaceOfTheCar_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("hue");
        QTest::addColumn<double>("filled"); ///< the least and most part of its box
        QTest::newRow("bus") << s("street") << s("a green bus") << 66 << 0.85;
        QTest::newRow("bus on a road") << s("road") << s("a green bus") << 66 << 0.85;
        QTest::newRow("truck") << s("street") << s("a yellow truck") << 24 << 0.75;
        QTest::newRow("van") << s("road") << s("a blue van") << 108 << 0.75;
    }
    void aVehicleTakesThePlaceOfTheCar()
    {
        QFETCH(QString, kind);
        QFETCH(QString, prompt);
        QFETCH(int, hue);
        QFETCH(double, filled);
        const Drawn picture = drawn(kind);
        for (const quint32 seed : {1U, 2U, 3U}) {
            const QImage after = searchAndReplace(imageOf(picture.rgb), s("the red car"), {prompt, {}, {}}, 3, seed);
            const cv::Mat rgb = pixelsOf(after).rgb;
            // Nothing of the car is left but a rear light's worth of red.
            QVERIFY(cv::countNonZero(ofHue(rgb, 2) & picture.car) < cv::countNonZero(picture.car) / 100);
            // What is there is of the colour named, and has the outline of a box on wheels.
            const cv::Mat near = widened(picture.car, 60);
            cv::Mat body = ofHue(rgb, hue) & near;
            body &= ~(ofHue(picture.rgb, hue) & ~picture.car & ~changed(picture.rgb, rgb, 30));
            cv::morphologyEx(body, body, cv::MORPH_OPEN, cv::Mat());
            const cv::Rect box = cv::boundingRect(body);
            QVERIFY(box.width > cv::boundingRect(picture.car).width * 0.75);
            QVERIFY2(cv::countNonZero(body) > box.area() * 0.45,
                     qPrintable(QString::number(double(cv::countNonZero(body)) / box.area())));
            std::vector<cv::Point> points;
            std::vector<cv::Point> hull;
            cv::findNonZero(body, points);
            cv::convexHull(points, hull);
            QVERIFY2(cv::contourArea(hull) > filled * box.area(),
                     qPrintable(QString::number(cv::contourArea(hull) / box.area())));
            // It has dark wheels, below its middle.
            const cv::Rect low(box.x, box.y + box.height * 3 / 4, box.width, box.height / 2);
            cv::Mat dark;
            cv::inRange(rgb(low & cv::Rect(cv::Point(), rgb.size())), cv::Scalar(0, 0, 0), cv::Scalar(40, 40, 45),
                        dark);
            QVERIFY(cv::countNonZero(dark) > box.area() / 60);
            // Everything else stays as it was.
            const cv::Mat far = ~widened(picture.car, 90);
            QCOMPARE(cv::countNonZero(changed(picture.rgb, rgb, kUnseen) & far), 0);
        }
    }

    /// The bus is lower than the car was: above it is sky, without a line where the roof was.
    void noOutlineIsLeft()
    {
        const Drawn picture = drawn(s("road"), 1800);
        const QImage after = searchAndReplace(imageOf(picture.rgb), s("the red car"), {s("a green bus"), {}, {}}, 3, 8);
        const cv::Rect car = cv::boundingRect(picture.car);
        cv::Mat sky;
        pixelsOf(after).rgb(cv::Rect(car.x + car.width / 2 - 60, car.y - 6, 120, 12)).convertTo(sky, CV_32FC3);
        cv::Mat rows;
        cv::reduce(sky, rows, 1, cv::REDUCE_AVG);
        for (int y = 1; y + 1 < rows.rows; ++y) {
            const cv::Vec3f bend =
                rows.at<cv::Vec3f>(y, 0) * 2 - rows.at<cv::Vec3f>(y - 1, 0) - rows.at<cv::Vec3f>(y + 1, 0);
            QVERIFY2(cv::norm(bend) < 4, qPrintable(QString::number(cv::norm(bend))));
        }
    }

    /// What nobody can draw is the old thing in the colour named, rather than a pattern in its outline.
    void anUnknownThingIsOneThing()
    {
        const Drawn picture = drawn(s("street"));
        const QImage before = imageOf(picture.rgb);
        const QImage after = searchAndReplace(before, s("the red car"), {s("a green zorble"), {}, {}}, 3, 5);
        const cv::Mat rgb = pixelsOf(after).rgb;
        cv::Mat body = ofHue(picture.rgb, 2) & picture.car;
        cv::erode(body, body, cv::Mat(), cv::Point(-1, -1), 4);
        QVERIFY(covered(ofHue(rgb, 60), body) > 0.95);
        cv::Scalar mean;
        cv::Scalar spread;
        cv::meanStdDev(rgb, mean, spread, body);
        QVERIFY2(spread[1] < 12, qPrintable(QString::number(spread[1])));
        QCOMPARE(cv::countNonZero(changed(picture.rgb, rgb, 0) & ~widened(picture.car, 12)), 0);

        // In a painted mask it is a body in that colour before the old surroundings.
        cv::Mat mask(picture.rgb.size(), CV_8U, cv::Scalar(0));
        mask(cv::Rect(200, 60, 200, 180)).setTo(255);
        const cv::Mat painted = pixelsOf(repaintRegion({before, mask, 0, 5}, {s("a green zorble"), {}, {}})).rgb;
        const double part = covered(ofHue(painted, 66), mask);
        QVERIFY2(part > 0.25 && part < 0.8, qPrintable(QString::number(part)));
    }

    void theTreeIsReplacedAndNothingElse_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("street") << s("street");
        QTest::newRow("road") << s("road");
    }
    void theTreeIsReplacedAndNothingElse()
    {
        QFETCH(QString, kind);
        const Drawn picture = drawn(kind);
        const QImage before = imageOf(picture.rgb);
        const QImage after = searchAndReplace(before, s("the tree"), {s("a lighthouse"), {}, {}}, 3, 4);
        const cv::Mat different = changed(picture.rgb, pixelsOf(after).rgb, kUnseen);
        QCOMPARE(cv::countNonZero(different & picture.car), 0);
        // But for the shadow at the lighthouse's foot.
        cv::Mat near = widened(picture.tree, 45);
        const cv::Rect box = cv::boundingRect(picture.tree);
        near(cv::Rect(box.x - box.height / 2, box.br().y - 25, box.width + box.height, 50) &
             cv::Rect(cv::Point(), near.size()))
            .setTo(255);
        QCOMPARE(cv::countNonZero(different & picture.grass & ~near), 0);
        // Neither crown nor trunk is left.
        const double gone = covered(changed(picture.rgb, pixelsOf(after).rgb, 12), picture.tree);
        QVERIFY2(gone > 0.85, qPrintable(QString::number(gone)));
        QCOMPARE(searchAndReplace(before, s("the tree"), {s("a lighthouse"), {}, {}}, 3, 4), after);
    }

    void anythingCanBeLookedFor()
    {
        for (const cv::Size& size : {cv::Size(64, 64), cv::Size(160, 64), cv::Size(64, 160)}) {
            const cv::Mat even(size, CV_8UC3, cv::Scalar(60, 120, 50));
            for (const char* words : {"the tree", "trees", "the green box", "two apples"}) {
                QCOMPARE(findRegion(even, s(words), 1, Extent::Whole).size(), size);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestWholeThings)
#include "tst_wholethings.moc"
