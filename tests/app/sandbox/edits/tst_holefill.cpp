// SPDX-License-Identifier: GPL-3.0-or-later
// Masks and the filling of holes, against pictures whose hidden part is known.
#include "app/sandbox/edits/Erase.h"
#include "app/sandbox/edits/HoleFill.h"
#include "app/sandbox/edits/Masks.h"
#include "tests/support/TestMain.h"

#include <QTest>

#include <opencv2/imgproc.hpp>

#include <array>
#include <thread>

using namespace maquette;
using namespace maquette::sandbox::edits;

namespace {

/// Slanting stripes with a slow change of light: a texture that has one right continuation.
cv::Mat stripes(cv::Size size)
{
    cv::Mat rgb(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool dark = (x + y / 2) % 16 < 7;
            const int light = x * 24 / size.width;
            rgb.at<cv::Vec3b>(y, x) = dark ? cv::Vec3b(uchar(50 + light), 40, uchar(90 - light))
                                           : cv::Vec3b(uchar(200 + light), 190, uchar(150 - light));
        }
    }
    return rgb;
}

/// A sky: nothing but light that changes slowly.
cv::Mat gradient(cv::Size size)
{
    cv::Mat rgb(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            rgb.at<cv::Vec3b>(y, x) =
                cv::Vec3b(uchar(60 + 120 * y / size.height), uchar(90 + 60 * x / size.width), 190);
        }
    }
    return rgb;
}

/// A horizon: two even halves.
cv::Mat horizon(cv::Size size)
{
    cv::Mat rgb(size, CV_8UC3, cv::Scalar(120, 170, 230));
    rgb.rowRange(size.height * 3 / 5, size.height).setTo(cv::Scalar(60, 110, 50));
    return rgb;
}

cv::Mat disc(cv::Size size, double radius)
{
    cv::Mat hole(size, CV_8U, cv::Scalar(0));
    cv::circle(hole, cv::Point(size.width / 2, size.height / 2), int(radius), cv::Scalar(255), cv::FILLED);
    return hole;
}

/// Root mean square difference inside \a where.
double error(const cv::Mat& a, const cv::Mat& b, const cv::Mat& where)
{
    return cv::norm(a, b, cv::NORM_L2, where) / std::sqrt(3.0 * cv::countNonZero(where));
}

cv::Mat spoilt(const cv::Mat& truth, const cv::Mat& hole)
{
    cv::Mat rgb = truth.clone();
    rgb.setTo(cv::Scalar(255, 0, 255), hole);
    return rgb;
}

cv::Mat meanFilled(const cv::Mat& truth, const cv::Mat& hole)
{
    cv::Mat rgb = truth.clone();
    rgb.setTo(cv::mean(truth, hole == 0), hole);
    return rgb;
}

} // namespace

class TestHoleFill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void comesNearTheTruth_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("most"); // of the error of a fill with the mean colour
        QTest::newRow("stripes") << 0 << 0.5;
        QTest::newRow("gradient") << 1 << 0.3;
        QTest::newRow("horizon") << 2 << 0.25;
    }
    void comesNearTheTruth()
    {
        QFETCH(int, kind);
        QFETCH(double, most);
        const cv::Size size(200, 160);
        const cv::Mat truth = kind == 0 ? stripes(size) : kind == 1 ? gradient(size) : horizon(size);
        const cv::Mat hole = disc(size, 28);
        for (const quint32 seed : {1U, 2U, 77U}) {
            const cv::Mat filled = fillHole(spoilt(truth, hole), hole, seed);
            const double mine = error(filled, truth, hole);
            const double plain = error(meanFilled(truth, hole), truth, hole);
            QVERIFY2(mine < most * plain, qPrintable(QStringLiteral("%1 of %2").arg(mine).arg(plain)));
            QCOMPARE(cv::norm(filled, truth, cv::NORM_INF, hole == 0), 0.0);
        }
    }

    void theSeedDecidesAndNothingElse()
    {
        cv::Mat noise(120, 160, CV_8UC3);
        cv::RNG(5).fill(noise, cv::RNG::UNIFORM, 0, 256);
        cv::GaussianBlur(noise, noise, cv::Size(), 1.5);
        const cv::Mat hole = disc(noise.size(), 20);
        const cv::Mat first = fillHole(noise, hole, 7);
        QVERIFY(error(first, fillHole(noise, hole, 8), hole) > 2.0);
        std::array<cv::Mat, 3> there;
        std::vector<std::thread> threads;
        for (cv::Mat& one : there) {
            threads.emplace_back([&one, &noise, &hole] { one = fillHole(noise, hole, 7); });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        for (const cv::Mat& one : there) {
            QCOMPARE(cv::norm(first, one, cv::NORM_INF), 0.0);
        }
    }

    void oddHoles_data()
    {
        QTest::addColumn<cv::Rect>("where");
        QTest::newRow("none") << cv::Rect();
        QTest::newRow("one pixel") << cv::Rect(40, 40, 1, 1);
        QTest::newRow("corner") << cv::Rect(0, 0, 30, 30);
        QTest::newRow("left half") << cv::Rect(0, 0, 50, 80);
        QTest::newRow("all but an edge") << cv::Rect(0, 0, 95, 80);
        QTest::newRow("everything") << cv::Rect(0, 0, 100, 80);
    }
    void oddHoles()
    {
        QFETCH(cv::Rect, where);
        const cv::Mat truth = stripes({100, 80});
        cv::Mat hole(truth.size(), CV_8U, cv::Scalar(0));
        hole(where).setTo(255);
        const cv::Mat filled = fillHole(truth, hole, 3);
        QCOMPARE(filled.size(), truth.size());
        QCOMPARE(cv::norm(filled, truth, cv::NORM_INF, hole == 0), 0.0);
    }

    void masks()
    {
        QImage file(8, 4, QImage::Format_ARGB32);
        file.fill(Qt::white);
        file.setPixelColor(0, 0, QColor(255, 255, 255, 0));
        file.setPixelColor(7, 3, QColor(128, 128, 128));
        const cv::Mat same = maskOf(file, cv::Size(8, 4));
        QCOMPARE(int(same.at<uchar>(0, 0)), 0); // transparent counts as black
        QCOMPARE(int(same.at<uchar>(3, 7)), 128);
        QCOMPARE(int(same.at<uchar>(2, 2)), 255);
        QCOMPARE(maskOf(file, cv::Size(80, 40)).size(), cv::Size(80, 40));

        Pixels pixels;
        pixels.rgb = cv::Mat(2, 2, CV_8UC3, cv::Scalar::all(9));
        QCOMPARE(cv::countNonZero(maskOfAlpha(pixels)), 0);
        pixels.alpha = (cv::Mat_<uchar>(2, 2) << 255, 0, 100, 255);
        QCOMPARE(int(maskOfAlpha(pixels).at<uchar>(0, 1)), 255);
        QCOMPARE(int(maskOfAlpha(pixels).at<uchar>(1, 0)), 155);
    }

    void growing()
    {
        cv::Mat mask(60, 60, CV_8U, cv::Scalar(0));
        mask(cv::Rect(25, 25, 10, 10)).setTo(255);
        mask.at<uchar>(5, 5) = 64;
        const cv::Mat plain = grownMask(mask, 0);
        QCOMPARE(cv::countNonZero(plain), 101);
        QVERIFY(std::abs(plain.at<float>(5, 5) - 64.0F / 255.0F) < 1e-5F);
        const cv::Mat grown = grownMask(mask, 10);
        QCOMPARE(grown.at<float>(30, 30), 1.0F);
        QVERIFY(grown.at<float>(30, 41) > 0.1F && grown.at<float>(30, 41) < 0.9F); // 7 pixels out: on its way down
        QCOMPARE(grown.at<float>(30, 45), 0.0F);                                   // 11 out
        QVERIFY(grown.at<float>(30, 38) >= grown.at<float>(30, 41));
        QCOMPARE(cv::countNonZero(grownMask(cv::Mat(9, 9, CV_8U, cv::Scalar(0)), 20)), 0);
        QCOMPARE(cv::countNonZero(grownMask(cv::Mat(9, 9, CV_8U, cv::Scalar(255)), 20)), 81);
    }
};

QTEST_GUILESS_MAIN(TestHoleFill)
#include "tst_holefill.moc"
