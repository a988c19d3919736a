// SPDX-License-Identifier: GPL-3.0-or-later
// How the practice server makes a body of an outline, against the closed form or brute force.
#include "app/sandbox/meshes/Decimate.h"
#include "app/sandbox/meshes/Even.h"
#include "app/sandbox/meshes/Inflate.h"
#include "app/sandbox/meshes/Modeller.h"
#include "app/sandbox/meshes/Surface.h"
#include "tests/support/TestMain.h"

#include <opencv2/imgproc.hpp>

#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace maquette;
using namespace maquette::sandbox::meshes;

namespace {

/// How far inside a shape with signed distance \a distance each pixel is, 0 to 1.
template <typename Distance>
cv::Mat areaOf(int side, Distance distance)
{
    cv::Mat area(side, side, CV_32F);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            area.at<float>(y, x) = float(std::clamp(distance(x - side / 2.0, y - side / 2.0) + 0.5, 0.0, 1.0));
        }
    }
    return area;
}

cv::Mat disc(int side, double radius)
{
    return areaOf(side, [radius](double x, double y) { return radius - std::hypot(x, y); });
}

/// The body of a shape that is \a area, without any relief.
Solid bodyOf(const cv::Mat& area)
{
    View view;
    view.inside = area;
    view.colours = cv::Mat(area.size(), CV_8UC3, cv::Scalar(90, 120, 150));
    view.behind = view.colours;
    view.object = cv::boundingRect(cv::Mat(area > 0.5F));
    return solidOf(view, {});
}

cv::Mat ring(int side, double radius, double half)
{
    return areaOf(side, [=](double x, double y) { return half - std::abs(std::hypot(x, y) - radius); });
}

/// Edges that do not have exactly one triangle on either side.
int openEdges(const Mesh& mesh)
{
    std::map<std::pair<quint32, quint32>, int> edges;
    for (const Triangle& t : mesh.triangles) {
        for (size_t i = 0; i < 3; ++i) {
            ++edges[{t[i], t[(i + 1) % 3]}];
        }
    }
    int open = 0;
    for (const auto& [edge, count] : edges) {
        open += count == 1 && edges.count({edge.second, edge.first}) == 1 ? 0 : 1;
    }
    return open;
}

/// Every triangle, turned so that its least corner comes first.
std::multiset<Triangle> setOf(const Mesh& mesh)
{
    std::multiset<Triangle> out;
    for (Triangle t : mesh.triangles) {
        std::rotate(t.begin(), std::min_element(t.begin(), t.end()), t.end());
        out.insert(t);
    }
    return out;
}

/// The largest distance of a point from the surface, by the value's slope.
double farthest(const Mesh& mesh, const Solid& solid)
{
    double most = 0;
    for (const Point& p : mesh.points) {
        const Point off = solid.settled(p) - p;
        most = std::max(most, std::sqrt(off.dot(off)));
    }
    return most;
}

} // namespace

class TestMeshes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void distanceIsToTheOutline()
    {
        const cv::Mat distance = distanceFromOutline(disc(121, 40.3));
        for (int x = 5; x < 116; ++x) {
            const double wanted = 40.3 - std::abs(x - 60.5);
            if (std::abs(x - 60.5) > 3) {
                QVERIFY2(std::abs(double(distance.at<float>(60, x)) - wanted) < 0.6, qPrintable(QString::number(x)));
            }
        }
    }

    /// A disc becomes a ball, a little flatter in the middle; the outline is where it was.
    void discBecomesRound()
    {
        const cv::Mat square = inflated(distanceFromOutline(disc(241, 100)));
        double before = 1e9;
        for (int x = 121; x < 235; ++x) {
            const double value = double(square.at<float>(120, x));
            QVERIFY(value < before);
            before = value;
            const double ball = 100.0 * 100.0 - (x - 120.5) * (x - 120.5);
            if (x - 120 < 99) {
                QVERIFY2(value > 0.5 * ball - 60 && value < 1.02 * ball + 60, qPrintable(QString::number(x)));
            }
            QCOMPARE(value > 0, x - 120.5 < 100);
        }
    }

    void surfaceIsClosed_data()
    {
        QTest::addColumn<QString>("shape");
        QTest::addColumn<double>("cell");
        QTest::addColumn<int>("pieces");
        QTest::addColumn<int>("holes");
        for (const double cell : {1.7, 4.0, 9.3}) {
            QTest::addRow("disc %f", cell) << QStringLiteral("disc") << cell << 1 << 0;
            QTest::addRow("ring %f", cell) << QStringLiteral("ring") << cell << 1 << 1;
        }
        for (const double cell : {1.3, 2.0, 7.0, 23.0, 60.0}) {
            QTest::addRow("chance %f", cell) << QStringLiteral("chance") << cell << -1 << -1;
        }
    }
    void surfaceIsClosed()
    {
        QFETCH(QString, shape);
        QFETCH(double, cell);
        QFETCH(int, pieces);
        QFETCH(int, holes);
        cv::Mat area = shape == QLatin1String("ring") ? ring(300, 100, 35) : disc(300, 120);
        if (shape == QLatin1String("chance")) {
            cv::RNG chance(77);
            chance.fill(area, cv::RNG::UNIFORM, 0.0, 1.0);
            cv::GaussianBlur(area, area, cv::Size(), 2.5);
            area = (area - 0.5) * 8.0 + 0.5;
            cv::rectangle(area, cv::Rect(0, 0, 300, 300), cv::Scalar(0), 24);
            area = cv::min(cv::max(area, 0.0), 1.0);
        }
        const Solid solid = bodyOf(area);
        Mesh mesh = surfaceOf(solid, cell);
        QVERIFY(!mesh.triangles.empty());
        QCOMPARE(openEdges(mesh), 0);
        if (pieces > 0) {
            QCOMPARE(topologyOf(mesh).pieces, pieces);
            QCOMPARE(topologyOf(mesh).holes, holes);
            evenOut(mesh, solid, 3);
            QVERIFY2(farthest(mesh, solid) < 0.2, qPrintable(QString::number(farthest(mesh, solid))));
        }
    }

    void collapsingKeepsTheShape_data()
    {
        QTest::addColumn<int>("cost");
        QTest::newRow("shape") << int(EdgeCost::Shape);
        QTest::newRow("length") << int(EdgeCost::Length);
    }
    void collapsingKeepsTheShape()
    {
        QFETCH(int, cost);
        const Solid solid = bodyOf(ring(300, 100, 35));
        Mesh mesh = surfaceOf(solid, 5.0);
        evenOut(mesh, solid, 3);
        Decimator decimator(mesh, solid, EdgeCost(cost));
        for (const int points : {4000, 1500, 400, 120}) {
            decimator.reduceTo(points);
            const Mesh less = decimator.mesh();
            QCOMPARE(int(less.points.size()), points);
            QCOMPARE(openEdges(less), 0);
            QVERIFY(topologyOf(less) == topologyOf(mesh));
            QVERIFY2(farthest(less, solid) < 1.5 + 600.0 / points, qPrintable(QString::number(farthest(less, solid))));
        }
        // Asked for less than is possible, it stays a body.
        decimator.reduceTo(1);
        QCOMPARE(openEdges(decimator.mesh()), 0);
        QVERIFY(topologyOf(decimator.mesh()) == topologyOf(mesh));
    }

    void turningEdgesKeepsTheMeshClosed()
    {
        const Solid solid = bodyOf(disc(300, 120));
        Mesh mesh = surfaceOf(solid, 8.0);
        const auto offSix = [](const Mesh& of) {
            std::vector<int> valence(of.points.size(), 0);
            for (const Triangle& t : of.triangles) {
                for (const quint32 v : t) {
                    ++valence[v];
                }
            }
            int sum = 0;
            for (const int v : valence) {
                sum += std::abs(v - 6);
            }
            return sum;
        };
        const int before = offSix(mesh);
        const size_t triangles = mesh.triangles.size();
        turnEdges(mesh);
        QVERIFY(offSix(mesh) < before * 3 / 4);
        QCOMPARE(mesh.triangles.size(), triangles);
        QCOMPARE(openEdges(mesh), 0);
    }

    void pairingOnlyReorders()
    {
        const Solid solid = bodyOf(ring(300, 100, 35));
        Mesh mesh = surfaceOf(solid, 6.0);
        const std::multiset<Triangle> before = setOf(mesh);
        pairUp(mesh);
        QVERIFY(setOf(mesh) == before);
    }

    void dividingKeepsThinParts()
    {
        // Two bars closer to each other than the faces are long.
        const cv::Mat area = areaOf(400, [](double x, double y) {
            const double plate = std::min(150 - std::abs(x), 40 - std::abs(y + 120));
            const double bars = std::min({6 - std::abs(std::abs(x) - 10), 140 - std::abs(y - 20)});
            return std::max(plate, bars);
        });
        const Solid solid = bodyOf(area);
        for (const Remesh remesh : {Remesh::None, Remesh::Triangles, Remesh::Quads}) {
            Division division;
            division.remesh = remesh;
            division.vertices = 500;
            const Mesh mesh = divided(solid, division);
            QVERIFY(topologyOf(mesh) == (Topology{1, 0}));
            double lowest = 0;
            for (const Point& p : mesh.points) {
                lowest = std::max(lowest, p.y);
            }
            QVERIFY(lowest > solid.object.y + solid.object.height * 0.93);
        }
    }
};

QTEST_GUILESS_MAIN(TestMeshes)
#include "tst_meshes.moc"
