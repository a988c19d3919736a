// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshPreview.h"
#include "tests/app/mesh/GltfKit.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cmath>

using namespace maquette;

namespace {

/// A square that faces the viewer, about \a middle.
void addSquare(MeshScene& scene, const QVector3D& middle, float half, const QVector4D& colour)
{
    MeshPrimitive part;
    const std::vector<QVector3D> corners{middle + QVector3D(-half, -half, 0), middle + QVector3D(half, -half, 0),
                                         middle + QVector3D(half, half, 0), middle + QVector3D(-half, half, 0)};
    part.positions = MeshBuffer<QVector3D>::from(corners);
    part.normals = MeshBuffer<QVector3D>(4, QVector3D(0, 0, 1));
    part.uv[0] = MeshBuffer<QVector2D>::from(std::vector<QVector2D>{{0, 1}, {1, 1}, {1, 0}, {0, 0}});
    part.indices = MeshBuffer<quint32>::from(std::vector<quint32>{0, 1, 2, 0, 2, 3});
    part.material = int(scene.materials.size());
    MeshMaterial material;
    material.baseColour = colour;
    material.unlit = true;
    scene.materials.append(material);
    scene.meshes.append(Mesh{{}, {part}, {}});
    MeshNode node;
    node.mesh = int(scene.meshes.size()) - 1;
    scene.nodes.append(node);
    scene.roots.append(int(scene.nodes.size()) - 1);
}

/// Pixels in which red, green or blue clearly leads.
int count(const QImage& picture, char lead)
{
    int found = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor at = picture.pixelColor(x, y);
            const int others = at.red() + at.green() + at.blue();
            const int own = lead == 'r' ? at.red() : lead == 'g' ? at.green() : at.blue();
            found += own > 150 && others - own < 60 ? 1 : 0;
        }
    }
    return found;
}

const QVector4D kRed(1, 0, 0, 1);
const QVector4D kGreen(0, 1, 0, 1);

/// A ball of about two times \a rings squared triangles.
MeshScene ball(int rings)
{
    MeshPrimitive part;
    std::vector<QVector3D> places;
    std::vector<quint32> corners;
    for (int i = 0; i <= rings; ++i) {
        for (int j = 0; j <= rings; ++j) {
            const double polar = M_PI * i / rings;
            const double turn = 2 * M_PI * j / rings;
            places.emplace_back(float(std::sin(polar) * std::sin(turn)), float(std::cos(polar)),
                                float(std::sin(polar) * std::cos(turn)));
        }
    }
    for (int i = 0; i < rings; ++i) {
        for (int j = 0; j < rings; ++j) {
            const auto a = quint32(i * (rings + 1) + j);
            const auto below = a + quint32(rings) + 1;
            corners.insert(corners.end(), {a, below, a + 1, a + 1, below, below + 1});
        }
    }
    part.positions = MeshBuffer<QVector3D>::from(places);
    part.normals = part.positions;
    part.indices = MeshBuffer<quint32>::from(corners);
    MeshScene scene;
    scene.meshes = {Mesh{{}, {part}, {}}};
    scene.nodes.resize(1);
    scene.nodes[0].mesh = 0;
    scene.roots = {0};
    return scene;
}

} // namespace

class TestMeshPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatIsNearerCovers()
    {
        MeshScene scene;
        addSquare(scene, {0, 0, -0.5F}, 1, kRed);
        addSquare(scene, {0, 0, 0.5F}, 0.5F, kGreen);
        const QImage picture = previewOf(scene, 128);
        QCOMPARE(picture.size(), QSize(128, 128));
        // Seen from the right and above, what is in front stands to the left and lower.
        QCOMPARE(picture.pixelColor(38, 80), QColor(0, 255, 0));
        QCOMPARE(picture.pixelColor(90, 40), QColor(255, 0, 0));
        QVERIFY(count(picture, 'r') > count(picture, 'g') / 2);
        // The other order of drawing shows the same.
        MeshScene turned;
        addSquare(turned, {0, 0, 0.5F}, 0.5F, kGreen);
        addSquare(turned, {0, 0, -0.5F}, 1, kRed);
        QCOMPARE(previewOf(turned, 128), picture);
    }

    /// Whatever its size and place, the whole of it is seen with room around it, also in a tile that is a quarter wider
    /// than high and cuts a tenth of the picture off above and below; and it fills most of that one way.
    void fits_data()
    {
        QTest::addColumn<QVector3D>("middle");
        QTest::addColumn<float>("half");
        QTest::newRow("small, far away") << QVector3D(100, -50, 20) << 0.001F;
        QTest::newRow("large") << QVector3D(0, 0, 0) << 1e6F;
    }
    void fits()
    {
        QFETCH(QVector3D, middle);
        QFETCH(float, half);
        MeshScene scene;
        addSquare(scene, middle, half, kRed);
        const QImage picture = previewOf(scene, 100);
        int lowest = 100;
        int highest = 0;
        for (int y = 0; y < 100; ++y) {
            for (int x = 0; x < 100; ++x) {
                if (picture.pixelColor(x, y).red() > 200) {
                    lowest = std::min(lowest, y);
                    highest = std::max(highest, y);
                    QVERIFY(x >= 9 && x <= 90);
                }
            }
        }
        QVERIFY2(lowest >= 16 && lowest <= 19, qPrintable(QString::number(lowest)));
        QVERIFY2(highest >= 80 && highest <= 83, qPrintable(QString::number(highest)));
    }

    void picturesAreUpright()
    {
        MeshScene scene;
        addSquare(scene, {}, 1, {1, 1, 1, 1});
        QImage texture(2, 2, QImage::Format_ARGB32);
        texture.setPixelColor(0, 0, Qt::red); // the upper left
        texture.setPixelColor(1, 0, Qt::green);
        texture.setPixelColor(0, 1, Qt::blue);
        texture.setPixelColor(1, 1, QColor(0, 0, 0, 0));
        scene.images.append({{}, QStringLiteral("image/png"), 1, texture, {}});
        scene.materials[0].baseColourMap.image = 0;
        scene.materials[0].alpha = AlphaMode::Mask;
        const QImage picture = previewOf(scene, 128);
        QCOMPARE(picture.pixelColor(40, 40), QColor(Qt::red));
        QCOMPARE(picture.pixelColor(88, 40), QColor(Qt::green));
        QCOMPARE(picture.pixelColor(40, 88), QColor(Qt::blue));
        QCOMPARE(picture.pixelColor(80, 80).saturation(), 0); // the ground shows through the hole
    }

    void lightComesFromTheUpperLeft()
    {
        const QImage picture = previewOf(ball(64), 128);
        const int upperLeft = picture.pixelColor(45, 42).lightness();
        const int lowerRight = picture.pixelColor(84, 90).lightness();
        const int ground = picture.pixelColor(4, 64).lightness();
        QVERIFY(upperLeft > 200);
        QVERIFY(lowerRight < upperLeft - 40);
        QVERIFY(lowerRight > ground + 20); // no side is lost in the dark
    }

    void readsFiles()
    {
        QTemporaryDir folder;
        GltfKit kit = GltfKit::triangle();
        kit.setJson("nodes", R"([{"mesh":0,"scale":[-1,1,1]}])").set("meshes/0/primitives/0/material", 0);
        kit.setJson("materials", R"([{"pbrMetallicRoughness":{"baseColorFactor":[1,0,0,1]},"doubleSided":true}])");
        QFile file(folder.filePath(QStringLiteral("mesh")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kit.glb());
        file.close();
        const auto picture = meshPreview(file.fileName(), 64);
        QVERIFY(picture.has_value());
        QVERIFY(count(*picture, 'r') > 200);
        const std::atomic_bool cancelled = true;
        const auto given = meshPreview(file.fileName(), 64, &cancelled);
        QVERIFY(!given && given.error().kind == ErrorKind::Cancelled);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a mesh at all");
        file.close();
        const auto none = meshPreview(file.fileName(), 64);
        QVERIFY(!none && none.error().kind == ErrorKind::InvalidInput);
    }

    void nothingAndLines()
    {
        QCOMPARE(previewOf(MeshScene(), 64).size(), QSize(64, 64));
        MeshScene scene;
        addSquare(scene, {}, 0, kRed); // no extent at all
        QCOMPARE(previewOf(scene, 64).size(), QSize(64, 64));
    }

    void staysQuick()
    {
        const MeshScene scene = ball(700); // 980,000 triangles
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!previewOf(scene, 384).isNull());
        qInfo() << "a million triangles:" << timer.elapsed() << "ms";
        QVERIFY(timer.elapsed() < 20'000); // a bound against folly, not a measurement
    }
};

QTEST_GUILESS_MAIN(TestMeshPreview)
#include "tst_mesh_preview.moc"
