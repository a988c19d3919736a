// SPDX-License-Identifier: GPL-3.0-or-later
// The view in a window, as it is drawn.
#include "tests/support/GlbMaker.h"
#include "tests/support/TestMain.h"
#include "tests/ui/mesh/MeshKit.h"
#include "ui/mesh/MeshView.h"
#include "ui/mesh/RenderService.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QSignalSpy>

#include <memory>

using namespace maquette;

namespace {
constexpr int kLong = 30'000;

MeshPtr redBall()
{
    MeshScene scene;
    MeshMaterial red;
    red.baseColour = {1, 0, 0, 1};
    red.unlit = true;
    scene.materials.append(red);
    MeshPrimitive part = ball();
    part.material = 0;
    addPart(scene, part);
    return loaded(scene);
}

} // namespace

class TestMeshView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init()
    {
        failOnAnyWarning();
        m_view = std::make_unique<MeshView>();
        m_view->resize(400, 300);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void showsTheMeshInTheMiddle()
    {
        show(redBall());
        const QImage seen = m_view->grab().toImage();
        const QColor middle = seen.pixelColor(200, 150);
        QVERIFY2(middle.red() > 200 && middle.green() < 40, qPrintable(middle.name()));
        // Around it is the stage.
        const QColor corner = seen.pixelColor(3, 3);
        QVERIFY(std::abs(corner.red() - corner.blue()) < 8 && corner.red() < 90);
    }

    void movedCameraIsDrawn()
    {
        show(redBall());
        QSignalSpy frames(m_view.get(), &MeshView::frameShown);
        m_view->pan({150, 0});
        QVERIFY(frames.wait(kLong));
        QTRY_VERIFY_WITH_TIMEOUT(m_view->grab().toImage().pixelColor(350, 150).red() > 200, kLong);
        QVERIFY(m_view->grab().toImage().pixelColor(200, 150).red() < 100);
    }

    void framesAreAsLargeAsTheView()
    {
        show(redBall());
        QCOMPARE(m_view->shown().size(), QSize(400, 300) * m_view->devicePixelRatioF());
        m_view->resize(320, 500);
        QTRY_COMPARE_WITH_TIMEOUT(m_view->shown().size(), QSize(320, 500) * m_view->devicePixelRatioF(), kLong);
    }

    void picturesAreOfAnySize()
    {
        show(redBall());
        QFuture<QImage> clear = m_view->renderPicture({1000, 777}, 0, true);
        QTRY_VERIFY_WITH_TIMEOUT(clear.isFinished(), kLong);
        QCOMPARE(clear.resultCount(), 1);
        QCOMPARE(clear.result().size(), QSize(1000, 777));
        QCOMPARE(clear.result().pixelColor(1, 1).alpha(), 0);
        QCOMPARE(clear.result().pixelColor(500, 388), QColor(255, 0, 0));
        QFuture<QImage> opaque = m_view->renderPicture({64, 64}, 0, false);
        QTRY_VERIFY_WITH_TIMEOUT(opaque.isFinished(), kLong);
        QCOMPARE(opaque.result().pixelColor(1, 1).alpha(), 255);
    }

    void turntableTurnsTheMesh()
    {
        // Red where it looks to +Z, blue to -Z.
        MeshScene scene;
        for (int i = 0; i < 2; ++i) {
            MeshMaterial material;
            material.baseColour = i == 0 ? QVector4D(1, 0, 0, 1) : QVector4D(0, 0, 1, 1);
            material.unlit = true;
            scene.materials.append(material);
            MeshPrimitive part = square();
            part.material = i;
            QMatrix4x4 place;
            place.rotate(float(180 * i), 0, 1, 0);
            addPart(scene, part, place);
        }
        show(loaded(scene));
        m_view->lookFrom(MeshSide::Front);
        QFuture<QImage> front = m_view->renderPicture({100, 100}, 0, true);
        QFuture<QImage> back = m_view->renderPicture({100, 100}, 180, true);
        QTRY_VERIFY_WITH_TIMEOUT(front.isFinished() && back.isFinished(), kLong);
        QCOMPARE(front.result().pixelColor(50, 50), QColor(255, 0, 0));
        QCOMPARE(back.result().pixelColor(50, 50), QColor(0, 0, 255));
    }

    void measureIsDrawnAboveTheMesh()
    {
        const MeshPtr mesh = redBall();
        show(mesh);
        m_view->setPicker(std::make_shared<const MeshPicker>(mesh->scene));
        m_view->lookFrom(MeshSide::Front);
        m_view->setFocus();
        m_view->setMeasuring(true);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {160, 190});
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {240, 190});
        QVERIFY(m_view->measured());
        QTRY_VERIFY_WITH_TIMEOUT(m_view->grab().toImage().pixelColor(200, 110).red() > 200, kLong);
        const QImage seen = m_view->grab().toImage();
        const QColor accent = Theme::instance().colours().accent;
        int marked = 0;
        for (int x = 170; x < 230; ++x) {
            for (int y = 180; y < 200; ++y) {
                const QColor here = seen.pixelColor(x, y);
                marked += std::abs(here.green() - accent.green()) < 12 && std::abs(here.blue() - accent.blue()) < 12;
            }
        }
        QVERIFY2(marked > 50, qPrintable(QString::number(marked)));
        QVERIFY(seen.pixelColor(3, 3) != Theme::instance().colours().ground1);
        m_view->setMeasuring(false);
        QCOMPARE(m_view->grab().toImage().pixelColor(200, 190), QColor(255, 0, 0));
    }

    void viewGoesWhilePicturesAreWanted()
    {
        show(redBall());
        const QFuture<QImage> never = m_view->renderPicture({3000, 3000}, 0, true);
        const QFuture<QImage> nor = m_view->renderPicture({3000, 3000}, 90, true);
        m_view.reset();
        QVERIFY(never.isFinished() || never.isCanceled());
        QVERIFY(nor.isFinished() || nor.isCanceled());
    }

    void twoViewsAtOnce()
    {
        show(redBall());
        MeshView other;
        other.resize(200, 200);
        other.show();
        other.setMesh(redBall());
        QTRY_VERIFY_WITH_TIMEOUT(!other.shown().isNull(), kLong);
        QCOMPARE(other.shown().pixelColor(100, 100), QColor(255, 0, 0));
    }

private:
    void show(const MeshPtr& mesh)
    {
        QVERIFY2(RenderService::refusal().isEmpty(), qPrintable(RenderService::refusal()));
        m_view->setMesh(mesh);
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->shown().isNull(), kLong);
    }

    std::unique_ptr<MeshView> m_view;
};

QTEST_MAIN(TestMeshView)
#include "TestMeshView.moc"
