// SPDX-License-Identifier: GPL-3.0-or-later
// What the edits find and change, on pictures whose parts are known.
#include "app/sandbox/edits/FindRegion.h"
#include "app/sandbox/edits/Insert.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Outpaint.h"
#include "app/sandbox/edits/ReplaceBackground.h"
#include "app/sandbox/edits/Subject.h"
#include "tests/support/TestMain.h"

#include <QTest>

#include <opencv2/imgproc.hpp>

using namespace maquette;
using namespace maquette::sandbox::edits;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// A thing of known outline before a background of its own kind.
struct Known
{
    cv::Mat rgb;
    cv::Mat outline; ///< CV_8U
};

Known known(int kind)
{
    const cv::Size size(320, 240);
    Known out{cv::Mat(size, CV_8UC3), cv::Mat(size, CV_8U, cv::Scalar(0))};
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const int wave = int(14 * std::sin(x * 0.21) * std::cos(y * 0.17));
            cv::Vec3b pixel(uchar(90 + y / 4), uchar(140 + y / 6), uchar(190 - y / 5));
            if (kind == 1) {
                pixel = cv::Vec3b(uchar(70 + wave), uchar(120 + wave), uchar(60 + wave));
            } else if (kind == 2) {
                pixel = y < 140 ? cv::Vec3b(150, 190, 235) : cv::Vec3b(110, 140, 80);
            }
            out.rgb.at<cv::Vec3b>(y, x) = pixel;
        }
    }
    const std::vector<cv::Point> body{{120, 190}, {108, 130}, {130, 70}, {165, 50}, {205, 80}, {214, 150}, {196, 192}};
    cv::fillPoly(out.outline, std::vector<std::vector<cv::Point>>{body}, cv::Scalar(255));
    cv::circle(out.outline, cv::Point(168, 62), 26, cv::Scalar(255), cv::FILLED);
    const cv::Scalar colour = kind == 0   ? cv::Scalar(200, 50, 40)
                              : kind == 1 ? cv::Scalar(235, 210, 190)
                                          : cv::Scalar(60, 40, 110);
    cv::Mat thing(size, CV_8UC3, colour);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            cv::Vec3b& pixel = thing.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c) {
                pixel[c] = cv::saturate_cast<uchar>(pixel[c] * (0.75 + 0.4 * x / size.width) + (x + y) % 5);
            }
        }
    }
    thing.copyTo(out.rgb, out.outline);
    cv::GaussianBlur(out.rgb, out.rgb, cv::Size(), 0.7);
    return out;
}

double overlap(const cv::Mat& found, const cv::Mat& truth)
{
    const cv::Mat both = (found > 127) & (truth > 127);
    const cv::Mat either = (found > 127) | (truth > 127);
    return double(cv::countNonZero(both)) / cv::countNonZero(either);
}

cv::Vec3d meanOf(const QImage& image, const cv::Mat& where)
{
    const cv::Scalar mean = cv::mean(pixelsOf(image).rgb, where);
    return {mean[0], mean[1], mean[2]};
}

double change(const QImage& a, const QImage& b, const cv::Mat& where)
{
    return cv::norm(pixelsOf(a).rgb, pixelsOf(b).rgb, cv::NORM_L2, where) / std::sqrt(3.0 * cv::countNonZero(where));
}

} // namespace

class TestEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void subjectIsCutOut_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("before a sky") << 0;
        QTest::newRow("before leaves") << 1;
        QTest::newRow("before a landscape") << 2;
    }
    void subjectIsCutOut()
    {
        QFETCH(int, kind);
        const Known picture = known(kind);
        const QImage cut = removeBackground(imageOf(picture.rgb));
        QVERIFY(cut.hasAlphaChannel());
        const Pixels pixels = pixelsOf(cut);
        const double found = overlap(pixels.alpha, picture.outline);
        QVERIFY2(found > 0.9, qPrintable(QString::number(found)));
        QCOMPARE(cut, removeBackground(imageOf(picture.rgb)));
        // Its colours are the thing's own, also where it is half transparent.
        const cv::Mat edge = (pixels.alpha > 40) & (pixels.alpha < 200);
        if (cv::countNonZero(edge) > 0) {
            const cv::Scalar away = cv::mean(pixels.rgb, edge) - cv::mean(picture.rgb, picture.outline);
            QVERIFY(std::abs(away[0]) + std::abs(away[1]) + std::abs(away[2]) < 90);
        }
    }

    void aCutOutPictureKeepsItsAlpha()
    {
        const Known picture = known(0);
        const QImage cut = imageOf(picture.rgb, picture.outline);
        QCOMPARE(cv::norm(pixelsOf(removeBackground(cut)).alpha, picture.outline, cv::NORM_INF), 0.0);
    }

    void wordsFindTheirPart_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<cv::Rect>("where");
        QTest::newRow("red") << s("the red square") << cv::Rect(30, 140, 60, 60);
        QTest::newRow("blue") << s("blue box") << cv::Rect(230, 140, 60, 60);
        QTest::newRow("left") << s("the square on the left") << cv::Rect(30, 140, 60, 60);
        QTest::newRow("right") << s("thing on the right") << cv::Rect(230, 140, 60, 60);
        QTest::newRow("sky") << s("sky") << cv::Rect(0, 0, 320, 110);
        QTest::newRow("grass") << s("the grass") << cv::Rect(0, 110, 320, 130);
    }
    void wordsFindTheirPart()
    {
        QFETCH(QString, words);
        QFETCH(cv::Rect, where);
        cv::Mat rgb(240, 320, CV_8UC3, cv::Scalar(140, 190, 235));
        rgb.rowRange(110, 240).setTo(cv::Scalar(90, 140, 60));
        rgb(cv::Rect(30, 140, 60, 60)).setTo(cv::Scalar(210, 40, 40));
        rgb(cv::Rect(230, 140, 60, 60)).setTo(cv::Scalar(30, 60, 200));
        cv::Mat truth(rgb.size(), CV_8U, cv::Scalar(0));
        truth(where).setTo(255);
        const double found = overlap(findRegion(rgb, words, 1), truth);
        QVERIFY2(found > 0.7, qPrintable(QString::number(found)));
    }

    void somethingIsAlwaysFound()
    {
        const cv::Mat even(100, 120, CV_8UC3, cv::Scalar::all(128));
        QVERIFY(cv::countNonZero(findRegion(even, s("a unicorn"), 1)) > 0);
        QVERIFY(cv::countNonZero(findRegion(even, {}, 1)) > 0);
    }

    void recolouringKeepsTheLight()
    {
        const Known picture = known(0);
        const QImage before = imageOf(picture.rgb);
        const QImage after = searchAndRecolour(before, s("red thing"), {s("a green thing"), {}, {}}, 3, 4);
        cv::Mat core;
        cv::erode(picture.outline, core, cv::Mat(), cv::Point(-1, -1), 8);
        const cv::Vec3d mean = meanOf(after, core);
        QVERIFY(mean[1] > mean[0] + 30 && mean[1] > mean[2] + 30);
        // The thing is brighter on its right; it still is.
        cv::Mat left = core.clone();
        cv::Mat right = core.clone();
        left.colRange(160, 320).setTo(0);
        right.colRange(0, 160).setTo(0);
        QVERIFY(meanOf(after, right)[1] > meanOf(after, left)[1] + 3);
        cv::Mat outside;
        cv::dilate(picture.outline, outside, cv::Mat(), cv::Point(-1, -1), 12);
        QCOMPARE(change(before, after, outside == 0), 0.0);
    }

    void aBannedColourIsAvoided()
    {
        const cv::Mat even(64, 64, CV_8UC3, cv::Scalar::all(128));
        const auto red = wantedColour({s("red"), {}, {}}, 3);
        const auto other = wantedColour({s("red"), s("red"), {}}, 3);
        QVERIFY(red.r > red.g + 0.3F);
        QVERIFY(std::abs(red.r - other.r) + std::abs(red.g - other.g) + std::abs(red.b - other.b) > 0.4F);
    }

    void inpaintingAnswersTheWords_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("channel"); // that must be the strongest of the change's mean
        QTest::newRow("a red apple") << s("a red apple") << 0;
        QTest::newRow("a blue balloon") << s("a blue balloon") << 2;
        QTest::newRow("a green vase") << s("a green vase") << 1;
        QTest::newRow("a green ball") << s("a green ball") << 1;
    }
    void inpaintingAnswersTheWords()
    {
        QFETCH(QString, prompt);
        QFETCH(int, channel);
        const cv::Mat rgb(160, 200, CV_8UC3, cv::Scalar::all(170));
        cv::Mat mask(rgb.size(), CV_8U, cv::Scalar(0));
        mask(cv::Rect(60, 30, 90, 100)).setTo(255);
        const QImage out = repaintRegion({imageOf(rgb), mask, 4, 9}, {prompt, {}, {}});
        const cv::Vec3d mean = meanOf(out, mask);
        QVERIFY(mean[channel] > mean[(channel + 1) % 3] + 4 && mean[channel] > mean[(channel + 2) % 3] + 4);
        QCOMPARE(change(imageOf(rgb), out, grownMask(mask, 4) <= 0), 0.0);
    }

    /// Round, and of several hues, whatever stands in front of "ball".
    void aBallIsRoundAndOfSeveralHues()
    {
        const cv::Mat rgb(240, 240, CV_8UC3, cv::Scalar::all(128));
        cv::Mat mask(rgb.size(), CV_8U, cv::Scalar(0));
        mask(cv::Rect(40, 40, 160, 160)).setTo(255);
        for (const quint32 seed : {1U, 2U, 3U, 4U}) {
            const QImage out = repaintRegion({imageOf(rgb), mask, 0, seed}, {s("a beach ball"), {}, {}});
            QCOMPARE(repaintRegion({imageOf(rgb), mask, 0, seed}, {s("a beach ball"), {}, {}}), out);
            cv::Mat apart;
            cv::absdiff(pixelsOf(out).rgb, rgb, apart);
            cv::Mat most;
            cv::reduce(apart.reshape(1, int(apart.total())), most, 1, cv::REDUCE_MAX);
            const cv::Mat changed = most.reshape(1, rgb.rows) > 40; // all but the soft shadow
            const cv::Rect box = cv::boundingRect(changed);
            QVERIFY(box.width > 100 && std::abs(box.width - box.height) < 0.12 * box.width);
            // A circle fills 0.785 of its box; inside it may be grey by chance.
            std::vector<cv::Point> points;
            cv::findNonZero(changed, points);
            std::vector<cv::Point> hull;
            cv::convexHull(points, hull);
            const double filled = cv::contourArea(hull) / box.area();
            QVERIFY2(filled > 0.73 && filled < 0.84, qPrintable(QString::number(filled)));
            cv::Mat hsv;
            cv::cvtColor(pixelsOf(out).rgb, hsv, cv::COLOR_RGB2HSV);
            int hues = 0;
            for (const int hue : {178, 24, 107}) { // halves of degrees: red, yellow, blue
                cv::Mat strong;
                cv::inRange(hsv, cv::Scalar(std::max(0, hue - 8), 120, 60), cv::Scalar(hue + 8, 255, 255), strong);
                hues += cv::countNonZero(strong & changed) > 0.02 * box.area() ? 1 : 0;
            }
            QVERIFY2(hues >= 2, qPrintable(QString::number(hues))); // one panel may lie behind
        }
    }

    void aBeachBallIsFoundBeforeItsBeach()
    {
        cv::Mat rgb(200, 300, CV_8UC3, cv::Scalar(110, 170, 220));
        rgb.rowRange(110, 200).setTo(cv::Scalar(214, 190, 140));
        cv::circle(rgb, cv::Point(150, 120), 34, cv::Scalar(200, 40, 40), cv::FILLED, cv::LINE_AA);
        cv::Mat truth(rgb.size(), CV_8U, cv::Scalar(0));
        cv::circle(truth, cv::Point(150, 120), 34, cv::Scalar(255), cv::FILLED);
        const cv::Mat found = findRegion(rgb, s("the beach ball"), 3, Extent::Whole);
        QVERIFY2(overlap(found, truth) > 0.7, qPrintable(QString::number(overlap(found, truth))));
        QVERIFY(overlap(findRegion(rgb, s("the beach"), 3, Extent::Whole), truth) < 0.3);
    }

    void aThingTakesThePlaceOfAnother()
    {
        const Known picture = known(2);
        const QImage before = imageOf(picture.rgb);
        const QImage after = searchAndReplace(before, s("the thing"), {s("a yellow lemon"), {}, {}}, 3, 5);
        cv::Mat foot = picture.outline.clone(); // where a lemon lies
        foot.rowRange(0, 150).setTo(0);
        const cv::Vec3d was = meanOf(before, foot);
        const cv::Vec3d is = meanOf(after, foot);
        QVERIFY(was[2] > was[0] && is[0] > is[2] + 20);
    }

    void outpaintingKeepsThePicture_data()
    {
        QTest::addColumn<QMargins>("margins");
        QTest::newRow("left") << QMargins(60, 0, 0, 0);
        QTest::newRow("all sides") << QMargins(40, 30, 50, 20);
        QTest::newRow("wider than the picture") << QMargins(0, 0, 500, 0);
        QTest::newRow("one pixel") << QMargins(0, 1, 0, 0);
        QTest::newRow("reduced while it is worked on") << QMargins(2000, 700, 1200, 900);
    }
    void outpaintingKeepsThePicture()
    {
        QFETCH(QMargins, margins);
        const Known picture = known(2);
        const QImage before = imageOf(picture.rgb);
        const QImage after = outpaint(before, margins, 0.5, {s("a red boat"), {}, {}}, 6);
        QCOMPARE(after.size(), before.size().grownBy(margins));
        QCOMPARE(after.copy(QRect(QPoint(margins.left(), margins.top()), before.size())), before);
    }

    void outpaintingGoesOn()
    {
        // A sky above a meadow: to the right both go on at their heights.
        cv::Mat rgb(160, 160, CV_8UC3, cv::Scalar(140, 190, 235));
        rgb.rowRange(90, 160).setTo(cv::Scalar(90, 140, 60));
        const Pixels after = pixelsOf(outpaint(imageOf(rgb), QMargins(0, 0, 100, 0), 0.2, {}, 3));
        const cv::Scalar sky = cv::mean(after.rgb(cv::Rect(170, 5, 85, 70)));
        const cv::Scalar meadow = cv::mean(after.rgb(cv::Rect(170, 105, 85, 50)));
        QVERIFY(std::abs(sky[2] - 235) < 12 && std::abs(sky[0] - 140) < 12);
        QVERIFY(std::abs(meadow[2] - 60) < 12 && std::abs(meadow[0] - 90) < 12);
    }

    void lightComesFromItsSide_data()
    {
        QTest::addColumn<QString>("direction");
        QTest::addColumn<cv::Rect>("lit");
        QTest::addColumn<cv::Rect>("dark");
        QTest::newRow("left") << s("left") << cv::Rect(60, 60, 100, 130) << cv::Rect(170, 60, 100, 130);
        QTest::newRow("right") << s("right") << cv::Rect(170, 60, 100, 130) << cv::Rect(60, 60, 100, 130);
        QTest::newRow("above") << s("above") << cv::Rect(120, 30, 90, 60) << cv::Rect(120, 130, 90, 60);
        QTest::newRow("below") << s("below") << cv::Rect(120, 130, 90, 60) << cv::Rect(120, 30, 90, 60);
    }
    void lightComesFromItsSide()
    {
        QFETCH(QString, direction);
        QFETCH(cv::Rect, lit);
        QFETCH(cv::Rect, dark);
        const Known picture = known(1);
        Staging staging;
        staging.subject = imageOf(picture.rgb);
        staging.backgroundPrompt = s("a grey wall");
        staging.lightDirection = direction;
        staging.lightStrength = 1;
        staging.preserveSubject = 0;
        const Pixels after = pixelsOf(replaceBackground(staging));
        const auto gain = [&](const cv::Rect& where) {
            const cv::Mat part = picture.outline(where);
            return cv::mean(after.rgb(where), part)[1] / cv::mean(picture.rgb(where), part)[1];
        };
        QVERIFY2(gain(lit) > 1.1 * gain(dark), qPrintable(QString::number(gain(lit) / gain(dark))));
    }

    void thePreservedSubjectKeepsItsPixels()
    {
        const Known picture = known(0);
        Staging staging;
        staging.subject = imageOf(picture.rgb);
        staging.backgroundPrompt = s("a forest");
        staging.lightDirection = s("left");
        staging.lightStrength = 1;
        staging.preserveSubject = 1;
        const QImage after = replaceBackground(staging);
        cv::Mat core;
        cv::erode(picture.outline, core, cv::Mat(), cv::Point(-1, -1), 8);
        QVERIFY(change(staging.subject, after, core) < 0.5);
        cv::Mat outside;
        cv::dilate(picture.outline, outside, cv::Mat(), cv::Point(-1, -1), 8);
        QVERIFY(change(staging.subject, after, outside == 0) > 15);
        staging.preserveSubject = 0;
        QVERIFY(change(staging.subject, replaceBackground(staging), core) > 10);
    }

    void theOldBackgroundCanStay()
    {
        const Known picture = known(0);
        Staging staging;
        staging.subject = imageOf(picture.rgb);
        staging.backgroundPrompt = s("a forest");
        staging.keepBackground = true;
        cv::Mat outside;
        cv::dilate(picture.outline, outside, cv::Mat(), cv::Point(-1, -1), 8);
        QCOMPARE(change(staging.subject, replaceBackground(staging), outside == 0), 0.0);
    }

    void aLightPictureGivesItsColour()
    {
        const Known picture = known(1);
        Staging staging;
        staging.subject = imageOf(picture.rgb);
        staging.backgroundPrompt = s("a grey wall");
        staging.lightStrength = 1;
        staging.preserveSubject = 0;
        cv::Mat lamp(80, 80, CV_8UC3, cv::Scalar::all(20));
        const auto warmth = [&](const cv::Scalar& colour) {
            lamp(cv::Rect(0, 0, 30, 80)).setTo(colour);
            staging.lightReference = imageOf(lamp);
            const cv::Vec3d mean = meanOf(replaceBackground(staging), picture.outline);
            return mean[0] - mean[2];
        };
        QVERIFY(warmth(cv::Scalar(255, 150, 60)) > warmth(cv::Scalar(80, 150, 255)) + 20);
    }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
