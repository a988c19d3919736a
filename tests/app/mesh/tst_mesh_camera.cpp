// SPDX-License-Identifier: GPL-3.0-or-later
// Where a camera stands and what it sees, against sums by hand.
#include "app/mesh/MeshCamera.h"
#include "tests/support/TestMain.h"

#include <QVector4D>

#include <cmath>

using namespace maquette;

namespace {

constexpr QSizeF kView(1200, 800);

bool near(const QVector3D& a, const QVector3D& b, float within = 1e-4F)
{
    return (a - b).length() <= within;
}

/// Through the matrices, as a graphics card sees it.
QPointF drawnAt(const MeshCamera& camera, const QVector3D& place, const QSizeF& size, const MeshBox& box)
{
    const QVector4D clip = camera.projection(size, box) * camera.view() * QVector4D(place, 1);
    const QVector3D at = clip.toVector3DAffine();
    return {(double(at.x()) + 1) / 2 * size.width(), (1 - double(at.y())) / 2 * size.height()};
}

MeshBox unitBox()
{
    MeshBox box;
    box.add({-0.5F, -0.5F, -0.5F});
    box.add({0.5F, 0.5F, 0.5F});
    return box;
}

} // namespace

class TestMeshCamera : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void looksFromSides_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<QVector3D>("eye");
        QTest::addColumn<QVector3D>("up");
        QTest::newRow("front") << int(MeshSide::Front) << QVector3D(0, 0, 2) << QVector3D(0, 1, 0);
        QTest::newRow("right") << int(MeshSide::Right) << QVector3D(2, 0, 0) << QVector3D(0, 1, 0);
        QTest::newRow("top") << int(MeshSide::Top) << QVector3D(0, 2, 0) << QVector3D(0, 0, -1);
        const float third = 2 / std::sqrt(3.0F);
        QTest::newRow("isometric") << int(MeshSide::Isometric) << QVector3D(third, third, third)
                                   << QVector3D(-1, 2, -1).normalized();
    }
    void looksFromSides()
    {
        QFETCH(int, side);
        QFETCH(QVector3D, eye);
        QFETCH(QVector3D, up);
        MeshCamera camera;
        camera.distance = 2;
        camera.look(MeshSide(side));
        QVERIFY(near(camera.eye(), eye));
        QVERIFY(near(camera.up(), up));
        QVERIFY(near(camera.view().map(QVector3D(0, 0, 0)), {0, 0, -2}));
    }

    void focalLengthIsThatOfFullFrame_data()
    {
        QTest::addColumn<double>("focal");
        QTest::addColumn<double>("degrees"); // across the longer side of 36 mm
        QTest::newRow("50 mm") << 50.0 << 39.598;
        QTest::newRow("24 mm") << 24.0 << 73.740;
        QTest::newRow("135 mm") << 135.0 << 15.189;
    }
    void focalLengthIsThatOfFullFrame()
    {
        QFETCH(double, focal);
        QFETCH(double, degrees);
        MeshCamera camera;
        camera.focal = focal;
        const QVector3D left = camera.ray({0, kView.height() / 2}, kView).direction;
        const QVector3D right = camera.ray({kView.width(), kView.height() / 2}, kView).direction;
        const double angle = std::acos(double(QVector3D::dotProduct(left, right))) * 180 / M_PI;
        QVERIFY2(std::abs(angle - degrees) < 0.01, qPrintable(QString::number(angle)));
        // An upright view has its longer side upright.
        const QSizeF upright(kView.height(), kView.width());
        const QVector3D above = camera.ray({upright.width() / 2, 0}, upright).direction;
        const QVector3D below = camera.ray({upright.width() / 2, upright.height()}, upright).direction;
        QVERIFY(std::abs(std::acos(double(QVector3D::dotProduct(above, below))) * 180 / M_PI - degrees) < 0.01);
    }

    void longerLensKeepsTheSizeOfTheTarget()
    {
        MeshCamera camera;
        const double before = camera.unitsPerPixel(kView);
        camera.setFocal(135);
        QVERIFY(std::abs(camera.unitsPerPixel(kView) - before) < 1e-9);
        camera.setFocal(5000);
        QCOMPARE(camera.focal, MeshCamera::kMostFocal);
    }

    void pointsAndMatricesAgree_data()
    {
        QTest::addColumn<bool>("orthographic");
        QTest::newRow("perspective") << false;
        QTest::newRow("orthographic") << true;
    }
    void pointsAndMatricesAgree()
    {
        QFETCH(bool, orthographic);
        MeshCamera camera;
        camera.orthographic = orthographic;
        camera.target = {0.1F, -0.2F, 0.3F};
        camera.yaw = 37;
        camera.pitch = -21;
        const QVector3D places[] = {{0, 0, 0}, {0.5F, 0.2F, -0.4F}, {-0.5F, 0.5F, 0.5F}};
        for (const QVector3D& place : places) {
            const auto seen = camera.seenAt(place, kView);
            QVERIFY(seen);
            const QPointF drawn = drawnAt(camera, place, kView, unitBox());
            QVERIFY(std::hypot(seen->x() - drawn.x(), seen->y() - drawn.y()) < 0.05);
            const MeshRay ray = camera.ray(*seen, kView);
            const QVector3D off = place - ray.origin;
            QVERIFY(near(off, ray.direction * QVector3D::dotProduct(off, ray.direction), 1e-3F));
        }
        QVERIFY(orthographic || !camera.seenAt(camera.eye() - camera.forward(), kView));
    }

    void zoomKeepsWhatIsUnderThePointer()
    {
        MeshCamera camera;
        const QPointF pointer(900, 150);
        const MeshRay ray = camera.ray(pointer, kView);
        const float depth = float(camera.distance) / QVector3D::dotProduct(ray.direction, camera.forward());
        const QVector3D place = ray.origin + ray.direction * depth; // in the target's plane
        camera.zoom(0.5, pointer, kView);
        QCOMPARE(camera.distance, 1.5);
        const auto seen = camera.seenAt(place, kView);
        QVERIFY(seen && std::hypot(seen->x() - pointer.x(), seen->y() - pointer.y()) < 0.05);
    }

    void panFollowsThePointer()
    {
        MeshCamera camera;
        const QVector3D place = camera.target;
        camera.pan({30, -45}, kView);
        const auto seen = camera.seenAt(place, kView);
        QVERIFY(seen && std::abs(seen->x() - 630) < 0.05 && std::abs(seen->y() - 355) < 0.05);
    }

    void orbitStopsAtThePoles()
    {
        MeshCamera camera;
        camera.orbit(720 + 10, 500);
        QCOMPARE(camera.pitch, 90.0);
        QVERIFY(std::abs(camera.yaw - 38) < 1e-9);
        camera.orbit(0, -500);
        QCOMPARE(camera.pitch, -90.0);
    }

    void frameShowsAllOfIt_data()
    {
        QTest::addColumn<QVector3D>("size");
        QTest::addColumn<bool>("orthographic");
        QTest::newRow("cube") << QVector3D(1, 1, 1) << false;
        QTest::newRow("mast") << QVector3D(0.01F, 30, 0.01F) << false;
        QTest::newRow("plate") << QVector3D(500, 0, 400) << true;
        QTest::newRow("speck") << QVector3D(1e-4F, 2e-4F, 1e-4F) << false;
    }
    void frameShowsAllOfIt()
    {
        QFETCH(QVector3D, size);
        QFETCH(bool, orthographic);
        MeshCamera camera;
        camera.orthographic = orthographic;
        MeshBox box;
        const QVector3D middle(3, 4, -5);
        box.add(middle - size / 2);
        box.add(middle + size / 2);
        camera.frame(box, kView);
        QRectF seen;
        for (int corner = 0; corner < 8; ++corner) {
            const QVector3D place((corner & 1) != 0 ? box.low.x() : box.high.x(),
                                  (corner & 2) != 0 ? box.low.y() : box.high.y(),
                                  (corner & 4) != 0 ? box.low.z() : box.high.z());
            const auto at = camera.seenAt(place, kView);
            QVERIFY(at);
            seen |= QRectF(*at - QPointF(0.5, 0.5), QSizeF(1, 1));
        }
        QVERIFY(QRectF(QPointF(0, 0), kView).contains(seen));
        QVERIFY(seen.width() > kView.width() / 2 || seen.height() > kView.height() / 2);
    }

    void nothingToFrameIsNoFault()
    {
        MeshCamera camera;
        MeshBox point;
        point.add({1, 2, 3});
        camera.frame(point, kView);
        QVERIFY(std::isfinite(camera.distance) && camera.distance > 0);
        QVERIFY(std::isfinite(double(camera.projection(kView, point)(0, 0))));
    }
};

QTEST_GUILESS_MAIN(TestMeshCamera)
#include "tst_mesh_camera.moc"
