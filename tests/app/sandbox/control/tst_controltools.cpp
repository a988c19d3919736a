// SPDX-License-Identifier: GPL-3.0-or-later
// The parts the control operations are made of, against brute force.
#include "app/sandbox/control/ColourTransfer.h"
#include "app/sandbox/control/Planes.h"
#include "app/sandbox/control/Regions.h"
#include "app/sandbox/control/SketchLines.h"
#include "app/sandbox/control/Texture.h"
#include "app/sandbox/control/ToneClusters.h"
#include "tests/app/sandbox/control/ControlPictures.h"
#include "tests/support/TestMain.h"

#include <QPainter>
#include <QTest>

#include <opencv2/imgproc.hpp>

using namespace maquette;
using namespace maquette::sandbox;

namespace {

/// A cloud of colours with the given mean and spreads, correlated.
cv::Mat cloud(cv::Vec3f mean, cv::Vec3f spread, quint64 seed)
{
    Rng rng(seed);
    cv::Mat lab(80, 90, CV_32FC3);
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            const double a = rng.bell();
            const double b = rng.bell();
            const double c = rng.bell();
            lab.at<cv::Vec3f>(y, x) = mean + cv::Vec3f(spread[0] * float(a), spread[1] * float(0.6 * a + 0.8 * b),
                                                       spread[2] * float(0.5 * b + c));
        }
    }
    return lab;
}

/// Mean and covariance by their definition.
void moments(const cv::Mat& lab, std::array<double, 3>& mean, std::array<std::array<double, 3>, 3>& covariance)
{
    mean = {};
    covariance = {};
    const double n = double(lab.total());
    for (int pass = 0; pass < 2; ++pass) {
        for (int y = 0; y < lab.rows; ++y) {
            for (int x = 0; x < lab.cols; ++x) {
                const auto& c = lab.at<cv::Vec3f>(y, x);
                for (int i = 0; i < 3; ++i) {
                    if (pass == 0) {
                        mean[size_t(i)] += double(c[i]) / n;
                        continue;
                    }
                    for (int j = 0; j < 3; ++j) {
                        covariance[size_t(i)][size_t(j)] +=
                            (double(c[i]) - mean[size_t(i)]) * (double(c[j]) - mean[size_t(j)]) / n;
                    }
                }
            }
        }
    }
}

cv::Mat labOf(const QImage& image)
{
    return toLab(floatPicture(image, image.size()));
}

double spreadOf(const cv::Mat& values)
{
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(values, mean, deviation);
    return deviation[0];
}

} // namespace

class TestControlTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void transferGivesMeanAndCovariance()
    {
        const cv::Mat from = cloud({40, 5, -8}, {9, 6, 7}, 1);
        const cv::Mat to = cloud({62, -12, 20}, {12, 9, 5}, 2);
        const cv::Mat moved = mappedColours(from, transferMap(labStatistics(from), labStatistics(to), 1.0));
        std::array<double, 3> mean{};
        std::array<double, 3> wantedMean{};
        std::array<std::array<double, 3>, 3> covariance{};
        std::array<std::array<double, 3>, 3> wanted{};
        moments(moved, mean, covariance);
        moments(to, wantedMean, wanted);
        for (size_t i = 0; i < 3; ++i) {
            QVERIFY(std::abs(mean[i] - wantedMean[i]) < 0.01);
            for (size_t j = 0; j < 3; ++j) {
                QVERIFY2(std::abs(covariance[i][j] - wanted[i][j]) < 4.0, // the floor under both is 2
                         qPrintable(QStringLiteral("%1 %2").arg(covariance[i][j]).arg(wanted[i][j])));
            }
        }
        QVERIFY(cv::norm(mappedColours(from, transferMap(labStatistics(from), labStatistics(to), 0.0)), from,
                         cv::NORM_INF) < 1e-3);
    }

    /// Two colours stay two colours: the palette is taken, not only its mean.
    void paletteIsTaken()
    {
        const QImage guide = strokes({200, 150}, QColor(30, 60, 160), QColor(230, 200, 60));
        const QImage other = photo({200, 150});
        const QImage out = bytePicture(fromLab(withPaletteOf(labOf(other), labOf(guide), 1.0)));
        QVERIFY2(paletteDistance(out, guide) < 0.6 * paletteDistance(other, guide),
                 qPrintable(QString::number(paletteDistance(out, guide))));
        const QImage same = bytePicture(fromLab(withPaletteOf(labOf(guide), labOf(guide), 1.0)));
        QVERIFY2(distance(same, guide) < 4.0, qPrintable(QString::number(distance(same, guide))));
    }

    void histogramIsMatched()
    {
        cv::Mat ramp(40, 100, CV_32F);
        cv::Mat squares(40, 100, CV_32F);
        for (int y = 0; y < ramp.rows; ++y) {
            for (int x = 0; x < ramp.cols; ++x) {
                ramp.at<float>(y, x) = float(x);
                squares.at<float>(y, 99 - x) = float(x * x);
            }
        }
        const cv::Mat out = histogramMatched(ramp, squares, 1.0);
        for (int x = 0; x < out.cols; ++x) {
            QVERIFY(std::abs(double(out.at<float>(3, x)) - x * x) < 120); // of 9801
        }
    }

    void guidedSmoothIsItsDefinition()
    {
        Rng rng(5);
        cv::Mat guide(40, 50, CV_32F);
        cv::Mat source(40, 50, CV_32F);
        for (int y = 0; y < guide.rows; ++y) {
            for (int x = 0; x < guide.cols; ++x) {
                guide.at<float>(y, x) = float((x > 25 ? 0.7 : 0.2) + 0.05 * rng.bell());
                source.at<float>(y, x) = float(rng.unit());
            }
        }
        constexpr int kRadius = 3;
        constexpr double kEpsilon = 0.01;
        const auto line = [&](int cx, int cy) { // slope and offset of the window around a pixel
            double n = 0, g = 0, s = 0, gg = 0, gs = 0;
            for (int y = cy - kRadius; y <= cy + kRadius; ++y) {
                for (int x = cx - kRadius; x <= cx + kRadius; ++x) {
                    const double a = double(guide.at<float>(y, x));
                    const double b = double(source.at<float>(y, x));
                    n += 1, g += a, s += b, gg += a * a, gs += a * b;
                }
            }
            const double slope = (gs / n - g / n * s / n) / (gg / n - g / n * g / n + kEpsilon);
            return std::pair(slope, s / n - slope * g / n);
        };
        const cv::Mat out = guidedSmooth(guide, source, kRadius, kEpsilon);
        for (const cv::Point at : {cv::Point(10, 12), cv::Point(25, 20), cv::Point(27, 30), cv::Point(40, 25)}) {
            double slope = 0;
            double offset = 0;
            for (int y = at.y - kRadius; y <= at.y + kRadius; ++y) {
                for (int x = at.x - kRadius; x <= at.x + kRadius; ++x) {
                    slope += line(x, y).first / 49.0;
                    offset += line(x, y).second / 49.0;
                }
            }
            const double wanted = slope * double(guide.at<float>(at)) + offset;
            QVERIFY2(std::abs(double(out.at<float>(at)) - wanted) < 1e-4, qPrintable(QString::number(wanted)));
        }
    }

    void bandsFollowTheOther()
    {
        const cv::Mat rough = plane(labOf(strokes({160, 120}, Qt::black, Qt::white)), 0);
        const cv::Mat smooth = plane(labOf(photo({160, 120})), 0);
        QVERIFY(cv::norm(bandsMatched(smooth, rough, 0.0), smooth, cv::NORM_INF) < 1e-3);
        QVERIFY(cv::norm(bandsMatched(smooth, smooth, 1.0), smooth, cv::NORM_INF) < 1e-3);
        const auto fine = [](const cv::Mat& values) { return spreadOf(values - blurred(values, 1.5)); };
        QVERIFY(fine(bandsMatched(smooth, rough, 1.0)) > 1.3 * fine(smooth));
    }

    void surfaceIsRepeatable()
    {
        const cv::Mat content = labOf(photo({120, 90}));
        const cv::Mat style = labOf(strokes({120, 90}, QColor(90, 90, 90), QColor(160, 160, 160)));
        const cv::Mat a = withSurfaceOf(content, style, 0.8, 24, 4);
        QCOMPARE(cv::norm(a, withSurfaceOf(content, style, 0.8, 24, 4), cv::NORM_INF), 0.0);
        QVERIFY(cv::norm(a, withSurfaceOf(content, style, 0.8, 24, 5), cv::NORM_INF) > 1.0);
        // Long strokes stay long: the surface is no rougher than where it comes from.
        const QImage wide = strokes({240, 180}, QColor(90, 90, 90), QColor(160, 160, 160))
                                .scaled(480, 360, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        const cv::Mat even(360, 480, CV_32FC3, cv::Scalar(52, 0, 0));
        const QImage laid = bytePicture(fromLab(withSurfaceOf(even, labOf(wide), 1.0, 40, 4)));
        QVERIFY(roughness(laid) < 1.15 * roughness(wide) && roughness(laid) > 0.4 * roughness(wide));
        QCOMPARE(cv::norm(content, withSurfaceOf(content, style, 0.0, 24, 4), cv::NORM_INF), 0.0);
    }

    void areas_data()
    {
        QTest::addColumn<QPolygonF>("line");
        QTest::addColumn<int>("count");
        QTest::newRow("nothing") << QPolygonF() << 1;
        QTest::newRow("across") << QPolygonF({{0, 100}, {300, 110}}) << 2;
        QTest::newRow("square") << QPolygonF({{60, 60}, {200, 60}, {200, 160}, {60, 160}, {60, 60}}) << 2;
        QTest::newRow("square with a gap") << QPolygonF({{75, 60}, {200, 60}, {200, 160}, {60, 160}, {60, 60}}) << 2;
        QTest::newRow("square open on one side") << QPolygonF({{60, 60}, {60, 160}, {200, 160}, {200, 60}}) << 1;
        QTest::newRow("zigzag") << QPolygonF({{0, 40}, {60, 90}, {120, 40}, {180, 90}, {240, 40}, {300, 90}}) << 2;
        QTest::newRow("eight") << QPolygonF(
                                      {{50, 50}, {150, 150}, {250, 50}, {250, 150}, {150, 50}, {50, 150}, {50, 50}})
                               << -1;
    }
    void areas()
    {
        QFETCH(QPolygonF, line);
        QFETCH(int, count);
        QImage drawing(300, 200, QImage::Format_RGB888);
        drawing.fill(Qt::white);
        QPainter p(&drawing);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(QPen(Qt::black, 3));
        p.drawPolyline(line);
        p.end();
        const cv::Mat lab = labOf(drawing);
        const SketchLines lines = sketchLines(lab);
        const RegionMap map = cutRegions(cv::max(lines.ink, lines.edges), lab);
        if (count > 0) {
            QCOMPARE(int(map.regions.size()), count);
        }
        double low = 0;
        double high = 0;
        cv::minMaxLoc(map.labels, &low, &high);
        QCOMPARE(int(low), 0);
        QCOMPARE(int(high), int(map.regions.size()) - 1);
        int area = 0;
        for (size_t i = 0; i < map.regions.size(); ++i) {
            area += map.regions[i].area;
            QCOMPARE(map.regions[i].area, cv::countNonZero(map.labels == int(i)));
        }
        QCOMPARE(area, 300 * 200);
        // What is not parted by ink is one area where the drawing has no gaps.
        if (count == -1) {
            cv::Mat parts;
            QCOMPARE(int(map.regions.size()), cv::connectedComponents(lines.ink < 0.25, parts, 4) - 1);
        }
    }

    void inkIsFoundOnAnyPaper_data()
    {
        QTest::addColumn<QColor>("paper");
        QTest::addColumn<QColor>("pencil");
        QTest::newRow("black on white") << QColor(Qt::white) << QColor(Qt::black);
        QTest::newRow("faint pencil") << QColor(240, 236, 228) << QColor(190, 188, 184);
        QTest::newRow("chalk") << QColor(30, 40, 36) << QColor(220, 220, 200);
        QTest::newRow("red on blue") << QColor(150, 180, 230) << QColor(170, 40, 40);
    }
    void inkIsFoundOnAnyPaper()
    {
        QFETCH(QColor, paper);
        QFETCH(QColor, pencil);
        QImage drawing(300, 200, QImage::Format_RGB888);
        drawing.fill(paper);
        QPainter p(&drawing);
        p.setPen(QPen(pencil, 3));
        p.drawLine(20, 100, 280, 100);
        p.end();
        const SketchLines lines = sketchLines(labOf(drawing));
        for (int x = 30; x < 270; ++x) {
            QVERIFY(lines.ink.at<float>(100, x) > 0.8F);
            QVERIFY(lines.ink.at<float>(80, x) < 0.05F);
        }
        QCOMPARE(lines.onDark, paper.lightness() < 100);
    }

    void clustersCoverThePicture()
    {
        const cv::Mat lab = labOf(photo({160, 120}));
        const std::vector<ToneCluster> clusters = toneClusters(lab);
        QVERIFY(clusters.size() > 2 && clusters.size() <= 7);
        cv::Mat sum(lab.size(), CV_32F, cv::Scalar(0));
        double share = 0;
        for (const ToneCluster& cluster : clusters) {
            sum += cluster.mask;
            share += cluster.share;
        }
        QVERIFY(std::abs(share - 1) < 1e-6);
        QVERIFY(cv::norm(sum, cv::Mat(lab.size(), CV_32F, cv::Scalar(1)), cv::NORM_INF) < 0.02);
        // A picture suits itself.
        const std::vector<size_t> match = matchedClusters(clusters, clusters);
        for (size_t i = 0; i < match.size(); ++i) {
            QCOMPARE(match[i], i);
        }
    }
};

QTEST_GUILESS_MAIN(TestControlTools)
#include "tst_controltools.moc"
