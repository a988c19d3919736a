// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of meshes whose colours and places are known, pixel by pixel.
#include "tests/support/TestMain.h"
#include "tests/ui/mesh/MeshKit.h"
#include "tests/ui/mesh/PixelKit.h"
#include "ui/mesh/gl/MeshRenderer.h"

#include <QGuiApplication>
#include <QOffscreenSurface>

#include <array>

using namespace maquette;

namespace {

constexpr QSize kSize(200, 200);
constexpr QPoint kMiddle(100, 100);

/// The front, without perspective: the square of one by one fills the half of the view.
MeshShot frontShot(const MeshScene& scene)
{
    MeshShot shot;
    shot.mesh = loaded(scene);
    shot.camera.look(MeshSide::Front);
    shot.camera.orthographic = true;
    shot.camera.focal = 18; // half the view is one at the distance one
    shot.camera.distance = 1;
    shot.look.grid = false;
    shot.look.ground = false;
    shot.size = kSize;
    shot.colours = {Qt::white, Qt::cyan, Qt::magenta, QColor(180, 180, 180), QColor(220, 60, 40)};
    return shot;
}

} // namespace

class TestMeshRenderer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_surface = std::make_unique<QOffscreenSurface>();
        m_surface->setFormat(prepareDrawing());
        m_surface->create();
        m_renderer = std::make_unique<MeshRenderer>(m_surface.get());
        QCOMPARE(m_renderer->problem(), QString());
    }
    void cleanupTestCase()
    {
        m_renderer.reset();
        m_surface.reset();
    }
    void init() { failOnAnyWarning(); }

    void squareIsWhereItShouldBe()
    {
        const QImage picture = m_renderer->draw(frontShot(sceneOf(square(), unlit(linear(QColor(200, 40, 20))))));
        QCOMPARE(picture.size(), kSize);
        QCOMPARE(picture.format(), QImage::Format_ARGB32_Premultiplied);
        // One by one, where the view is two by two: pixels 50 to 149 each way.
        QCOMPARE(covered(picture, picture.rect()), QRect(50, 50, 100, 100));
        const QColor middle = picture.pixelColor(kMiddle);
        QCOMPARE(unlike(middle, QColor(200, 40, 20)), QString());
        QCOMPARE(picture.pixelColor(2, 2).alpha(), 0);
    }

    void perspectiveMakesFartherThingsSmaller()
    {
        MeshScene scene;
        addPart(scene, square());
        QMatrix4x4 behind;
        behind.translate(0, 0, -2);
        addPart(scene, square(), behind);
        MeshShot shot = frontShot(scene);
        shot.camera.orthographic = false;
        shot.camera.distance = 2; // the near one at two, the far one at four
        shot.look.surface = MeshSurface::BaseColour;
        const QImage picture = m_renderer->draw(shot);
        const int width = covered(picture, {0, 100, kSize.width(), 1}).width();
        QVERIFY2(std::abs(width - 50) <= 1, qPrintable(QString::number(width)));
    }

    void whiteBallIsLitBright_data()
    {
        QTest::addColumn<int>("light");
        QTest::addColumn<int>("least");
        QTest::newRow("studio") << int(EnvironmentKind::Studio) << 190;
        QTest::newRow("soft box") << int(EnvironmentKind::SoftBox) << 180;
        QTest::newRow("overcast") << int(EnvironmentKind::Overcast) << 190;
    }
    void whiteBallIsLitBright()
    {
        QFETCH(int, light);
        QFETCH(int, least);
        MeshMaterial white;
        white.metalness = 0;
        MeshShot shot = frontShot(sceneOf(ball(), white));
        shot.look.light = EnvironmentKind(light);
        const QImage picture = m_renderer->draw(shot);
        qint64 sum = 0;
        int count = 0;
        forEachPixel(picture.rect(), [&](int x, int y) {
            const QColor here = picture.pixelColor(x, y);
            if (here.alpha() == 255) {
                sum += lightness(here);
                ++count;
            }
        });
        QVERIFY(std::abs(count - 7854) < 200); // a circle of 50 pixels
        QVERIFY2(sum / count > least, qPrintable(QString::number(sum / count)));
        // Brighter by exposure.
        shot.look.exposure = -2;
        QVERIFY(lightness(m_renderer->draw(shot).pixelColor(kMiddle)) < lightness(picture.pixelColor(kMiddle)) - 40);
    }

    void turnedLightChangesTheShade()
    {
        MeshMaterial metal;
        metal.roughness = 0.2F;
        MeshShot shot = frontShot(sceneOf(ball(), metal));
        const QImage before = m_renderer->draw(shot);
        shot.look.lightTurn = 90;
        QVERIFY(differing(before, m_renderer->draw(shot)) > 1500);
        // All the way around, it is the same again.
        shot.look.lightTurn = 360;
        QVERIFY(differing(before, m_renderer->draw(shot)) < 20);
    }

    void channelsShowTheirValues_data()
    {
        QTest::addColumn<int>("surface");
        QTest::addColumn<QColor>("expected");
        QTest::newRow("base colour") << int(MeshSurface::BaseColour) << QColor(255, 0, 0);
        QTest::newRow("metalness") << int(MeshSurface::Metalness) << QColor(51, 51, 51);
        QTest::newRow("roughness") << int(MeshSurface::Roughness) << QColor(204, 204, 204);
        QTest::newRow("normal") << int(MeshSurface::Normal) << QColor(128, 128, 255);
        QTest::newRow("occlusion") << int(MeshSurface::Occlusion) << QColor(153, 153, 153);
        QTest::newRow("emission") << int(MeshSurface::Emission) << QColor(0, 255, 0);
    }
    void channelsShowTheirValues()
    {
        QFETCH(int, surface);
        QFETCH(QColor, expected);
        MeshMaterial material;
        material.baseColour = {1, 0, 0, 1};
        material.metalness = 0.4F; // times 0.5 in the picture
        material.roughness = 1;
        material.emission = {0, 1, 0};
        material.occlusionMap.image = 0;
        material.metalRoughMap.image = 0;
        QImage map(4, 4, QImage::Format_ARGB32);
        map.fill(QColor(153, 204, 128)); // occlusion, roughness, metalness
        MeshShot shot = frontShot(sceneOf(square(), material, map));
        shot.look.surface = MeshSurface(surface);
        const QColor here = m_renderer->draw(shot).pixelColor(kMiddle);
        QCOMPARE(unlike(here, expected), QString());
    }

    void pictureIsLaidOnUpright_data()
    {
        QTest::addColumn<QVector2D>("offset");
        QTest::addColumn<double>("turn");
        QTest::addColumn<QList<int>>("quarters"); // of the picture, as seen: two above, two below
        QTest::newRow("as it is") << QVector2D() << 0.0 << QList<int>{0, 1, 2, 3};
        // KHR_texture_transform: moved by half the picture, the right column is seen at the left.
        QTest::newRow("moved") << QVector2D(0.5F, 0) << 0.0 << QList<int>{1, 0, 3, 2};
        // Counter-clockwise around the upper left corner of the picture: (u, v) becomes (v, -u), which repeats.
        QTest::newRow("turned") << QVector2D() << std::numbers::pi / 2 << QList<int>{2, 0, 3, 1};
    }
    void pictureIsLaidOnUpright()
    {
        QFETCH(QVector2D, offset);
        QFETCH(double, turn);
        QFETCH(QList<int>, quarters);
        QImage whole(2, 2, QImage::Format_RGB32);
        const QList<QColor> colours{QColor(255, 0, 0), QColor(0, 255, 0), QColor(0, 0, 255), QColor(90, 90, 90)};
        for (int i = 0; i < 4; ++i) {
            whole.setPixelColor(i % 2, i / 2, colours.at(i));
        }
        MeshMaterial material = mapped();
        material.unlit = true;
        material.baseColourMap.offset = offset;
        material.baseColourMap.rotation = float(turn);
        const QImage picture = m_renderer->draw(frontShot(sceneOf(square(), material, whole)));
        const QList<QPoint> places{{75, 75}, {125, 75}, {75, 125}, {125, 125}};
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(unlike(picture.pixelColor(places.at(i)), colours.at(quarters.at(i))), QString());
        }
    }

    void vertexColoursAreMultiplied()
    {
        MeshPrimitive part = square();
        part.colours = MeshBuffer<QVector4D>(4, QVector4D(1, 0.2159F, 1, 1)); // sRGB 128 in green
        const QColor here = m_renderer->draw(frontShot(sceneOf(part, unlit({1, 1, 0, 1})))).pixelColor(kMiddle);
        QCOMPARE(unlike(here, QColor(255, 128, 0)), QString());
    }

    void maskCutsHoles()
    {
        QImage holed(4, 4, QImage::Format_ARGB32);
        holed.fill(Qt::white);
        holed.setPixelColor(0, 0, QColor(255, 255, 255, 100));
        MeshMaterial material = mapped();
        material.alpha = AlphaMode::Mask;
        MeshScene scene = sceneOf(square(), material, holed);
        MeshShot shot = frontShot(scene);
        QImage picture = m_renderer->draw(shot);
        QCOMPARE(picture.pixelColor(60, 60).alpha(), 0);
        QCOMPARE(picture.pixelColor(90, 60).alpha(), 255);
        scene.materials[0].alphaCutoff = 0.3F;
        shot.mesh = loaded(scene);
        picture = m_renderer->draw(shot);
        QCOMPARE(picture.pixelColor(60, 60).alpha(), 255);
    }

    void blendedLetsThrough()
    {
        MeshScene scene;
        scene.materials = {unlit({1, 0, 0, 0.5F}), unlit({0, 0, 1, 1})};
        scene.materials[0].alpha = AlphaMode::Blend;
        MeshPrimitive front = square();
        front.material = 0;
        MeshPrimitive back = square();
        back.material = 1;
        QMatrix4x4 behind;
        behind.translate(0.5F, 0, -0.5F);
        addPart(scene, front);
        addPart(scene, back, behind);
        const QImage picture = m_renderer->draw(frontShot(scene));
        QCOMPARE(unlike(picture.pixelColor(75, 100), QColor(255, 0, 0, 128)), QString());
        const QColor over = picture.pixelColor(125, 100);
        QCOMPARE(unlike(over, QColor(128, 0, 128)), QString());
        QVERIFY(alike(picture.pixelColor(175, 100), QColor(0, 0, 255)));
    }

    void backsAreHiddenUnlessTwoSided()
    {
        QMatrix4x4 turned;
        turned.rotate(180, 0, 1, 0);
        QMatrix4x4 mirrored;
        mirrored.scale(-1, 1, 1);
        for (const bool both : {false, true}) {
            MeshScene scene;
            MeshMaterial material;
            material.doubleSided = both;
            scene.materials.append(material);
            MeshPrimitive part = square();
            part.material = 0;
            addPart(scene, part, turned);
            QCOMPARE(m_renderer->draw(frontShot(scene)).pixelColor(kMiddle).alpha(), both ? 255 : 0);
        }
        // What a transform mirrors keeps its front.
        MeshScene scene;
        addPart(scene, square(), mirrored);
        QCOMPARE(m_renderer->draw(frontShot(scene)).pixelColor(kMiddle).alpha(), 255);
    }

    void sidesAreColoured()
    {
        QMatrix4x4 left;
        left.translate(-0.5F, 0, 0);
        QMatrix4x4 right;
        right.translate(0.5F, 0, 0);
        right.rotate(180, 0, 1, 0);
        MeshScene scene;
        addPart(scene, square(), left);
        addPart(scene, square(), right);
        MeshShot shot = frontShot(scene);
        shot.look.surface = MeshSurface::Sides;
        const QImage picture = m_renderer->draw(shot);
        QVERIFY(alike(picture.pixelColor(50, 100), shot.colours.front));
        QVERIFY(alike(picture.pixelColor(150, 100), shot.colours.back));
    }

    void normalMapBendsTheNormal()
    {
        MeshMaterial material;
        material.normalMap.image = 0;
        QImage bump(2, 2, QImage::Format_RGB32);
        bump.fill(QColor(218, 128, 218)); // 45 degrees towards growing u
        MeshShot shot = frontShot(sceneOf(square(), material, bump));
        shot.look.surface = MeshSurface::Normal;
        const QColor here = m_renderer->draw(shot).pixelColor(kMiddle);
        QCOMPARE(unlike(here, QColor(218, 128, 218), 6), QString());
    }

    void wireframeMarksEdgesOnly()
    {
        MeshShot shot = frontShot(sceneOf(square(), unlit({1, 1, 1, 1})));
        const QImage plain = m_renderer->draw(shot);
        shot.look.wireframe = true;
        const QImage wired = m_renderer->draw(shot);
        const int changed = differing(plain, wired);
        // Four sides and a diagonal of a square of 100 pixels.
        QVERIFY2(changed > 350 && changed < 1600, qPrintable(QString::number(changed)));
        QVERIFY(alike(wired.pixelColor(75, 60), plain.pixelColor(75, 60)));
        QVERIFY(lightness(wired.pixelColor(100, 99)) < 220);
        shot.look.wireframe = false;
        QCOMPARE(differing(plain, m_renderer->draw(shot)), 0);
    }

    void arrowsAndFaultsAreDrawn()
    {
        MeshScene scene;
        addPart(scene, ball(0.5F, 8));
        MeshShot shot = frontShot(scene);
        const QImage plain = m_renderer->draw(shot);
        shot.look.normals = true;
        const QImage arrows = m_renderer->draw(shot);
        QVERIFY(differing(plain, arrows) > 100);
        int beyond = 0; // outside of the ball there are arrows only
        forEachPixel({151, 0, 9, kSize.height()},
                     [&](int x, int y) { beyond += arrows.pixelColor(x, y).alpha() > 0 ? 1 : 0; });
        QVERIFY(beyond > 0);
        shot.look.normals = false;
        shot.look.faults = true;
        const QList<std::array<QVector3D, 2>> edge{{QVector3D(-0.8F, 0.9F, 0), QVector3D(0.8F, 0.9F, 0)}};
        shot.faults = std::make_shared<const QList<std::array<QVector3D, 2>>>(edge);
        const QImage faulty = m_renderer->draw(shot);
        QVERIFY(faulty.pixelColor(100, 10).red() > 60 || faulty.pixelColor(100, 9).red() > 60);
        QCOMPARE(plain.pixelColor(100, 10).alpha(), 0);
    }

    void faultsBehindShineThrough()
    {
        MeshScene scene;
        addPart(scene, square());
        MeshShot shot = frontShot(scene);
        shot.look.surface = MeshSurface::BaseColour;
        const QImage plain = m_renderer->draw(shot);
        shot.look.faults = true;
        shot.colours.faults = QColor(0, 0, 255);
        // Pixels in the line's colour and in black along a line across the middle, so far before the square.
        const auto marked = [&](float z) {
            const QList<std::array<QVector3D, 2>> edge{{QVector3D(-0.4F, 0.003F, z), QVector3D(0.4F, 0.003F, z)}};
            shot.faults = std::make_shared<const QList<std::array<QVector3D, 2>>>(edge);
            const QImage seen = m_renderer->draw(shot);
            std::pair<int, int> count;
            for (int x = 65; x < 135; ++x) {
                bool blue = false;
                bool black = false;
                for (int y = kSize.height() / 2 - 3; y <= kSize.height() / 2 + 3; ++y) {
                    const QColor was = plain.pixelColor(x, y);
                    const QColor is = seen.pixelColor(x, y);
                    blue = blue || (is.red() < was.red() - 10 && is.blue() > was.blue() - 10);
                    black = black || is.blue() < was.blue() - 10;
                }
                count.first += blue ? 1 : 0;
                count.second += black ? 1 : 0;
            }
            return count;
        };
        const auto [before, gapsBefore] = marked(0.1F);
        QVERIFY2(before == 70 && gapsBefore == 0, qPrintable(QStringLiteral("%1 %2").arg(before).arg(gapsBefore)));
        const auto [behind, gaps] = marked(-0.1F);
        QVERIFY2(behind > 28 && behind < 50 && gaps > 20, qPrintable(QStringLiteral("%1 %2").arg(behind).arg(gaps)));
    }

    void groundLiesBelow()
    {
        MeshScene scene;
        addPart(scene, ball());
        MeshShot shot = frontShot(scene);
        shot.camera.orthographic = false;
        shot.camera.focal = 30;
        shot.camera.distance = 3;
        shot.camera.pitch = 30;
        const QImage plain = m_renderer->draw(shot);
        shot.look.ground = true;
        const QImage shaded = m_renderer->draw(shot);
        QVERIFY(differing(plain, shaded) > 300);
        int dark = 0;
        for (int y = 100; y < kSize.height(); ++y) {
            const QColor here = shaded.pixelColor(100, y);
            dark = std::max(dark, plain.pixelColor(100, y).alpha() == 0 && lightness(here) == 0 ? here.alpha() : 0);
        }
        QVERIFY2(dark > 60, qPrintable(QString::number(dark)));
        shot.look.ground = false;
        shot.look.grid = true;
        QVERIFY(differing(plain, m_renderer->draw(shot)) > 300);
    }

    void largePicturesAreSeamless()
    {
        MeshScene scene;
        addPart(scene, ball());
        MeshShot shot = frontShot(scene);
        shot.look.surface = MeshSurface::Normal;
        shot.size = {1700, 1600}; // two tiles by two
        const QImage large = m_renderer->drawLarge(shot);
        QCOMPARE(large.size(), shot.size);
        // Across the tiles' border, normals go on as they do elsewhere.
        for (int y = 500; y < 1100; y += 50) {
            for (const int x : {1100, 1535, 1536}) {
                const QColor here = large.pixelColor(x, y);
                const QColor next = large.pixelColor(x + 1, y);
                QVERIFY(here.alpha() == 0 || next.alpha() == 0 || alike(here, next, 4));
            }
        }
        const QColor middle = large.pixelColor(850, 800);
        QCOMPARE(unlike(middle, QColor(128, 128, 255)), QString());
        const int width = covered(large, {0, 800, large.width(), 1}).width();
        QVERIFY2(std::abs(width - 850) <= 2, qPrintable(QString::number(width)));
    }

    void animationMovesIt()
    {
        MeshScene scene;
        addPart(scene, square());
        scene.nodes[0].matrix.reset();
        AnimationChannel channel;
        channel.node = 0;
        const float times[] = {0, 1};
        const float values[] = {0, 0, 0, 1, 0, 0};
        channel.times = MeshBuffer<float>::from(times);
        channel.values = MeshBuffer<float>::from(values);
        MeshAnimation animation;
        animation.channels.append(channel);
        scene.animations.append(animation);
        MeshShot shot = frontShot(scene);
        shot.look.animation = 0;
        QCOMPARE(m_renderer->draw(shot).pixelColor(60, 100).alpha(), 255);
        shot.look.seconds = 0.5;
        const QImage moved = m_renderer->draw(shot);
        QCOMPARE(moved.pixelColor(60, 100).alpha(), 0);
        QCOMPARE(moved.pixelColor(190, 100).alpha(), 255);
    }

private:
    std::unique_ptr<QOffscreenSurface> m_surface;
    std::unique_ptr<MeshRenderer> m_renderer;
};

QTEST_MAIN(TestMeshRenderer)
#include "TestMeshRenderer.moc"
