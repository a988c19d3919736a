// SPDX-License-Identifier: GPL-3.0-or-later
// The shade on the ground below plates at known heights.
#include "app/mesh/ContactShadow.h"
#include "tests/support/TestMain.h"

using namespace maquette;

namespace {

/// A plate of one by one at \a height above the ground, and a speck far above it, so that heights are comparable.
MeshScene plateAt(float height)
{
    MeshPrimitive plate;
    const QVector3D corners[] = {{-0.5F, height, -0.5F},
                                 {0.5F, height, -0.5F},
                                 {0.5F, height, 0.5F},
                                 {-0.5F, height, 0.5F},
                                 {0, 0, 0},
                                 {0, 2, 0}};
    plate.positions = MeshBuffer<QVector3D>::from(corners);
    plate.normals = MeshBuffer<QVector3D>(6, QVector3D(0, 1, 0));
    const quint32 indices[] = {0, 1, 2, 0, 2, 3, 5, 5, 5};
    plate.indices = MeshBuffer<quint32>::from(indices);
    MeshScene scene;
    Mesh mesh;
    mesh.primitives.append(plate);
    scene.meshes.append(mesh);
    MeshNode node;
    node.mesh = 0;
    scene.nodes.append(node);
    scene.roots.append(0);
    return scene;
}

int shadeAt(const ContactShadow& shadow, double x, double z)
{
    const QRectF area = shadow.area;
    const int column = int((x - area.x()) / area.width() * shadow.picture.width());
    const int row = int((z - area.y()) / area.height() * shadow.picture.height());
    return shadow.picture.pixelColor(column, row).red();
}

} // namespace

class TestContactShadow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void liesBelowTheMesh()
    {
        MeshBox box;
        box.add({-0.5F, 0, -0.5F});
        box.add({0.5F, 2, 0.5F});
        const ContactShadow low = contactShadow(plateAt(0.001F), box);
        QVERIFY(low.area.contains(QRectF(-0.5, -0.5, 1, 1)));
        QVERIFY(shadeAt(low, 0, 0) > 220);
        QVERIFY(shadeAt(low, 0.82, 0) < 20);
        // Soft at its edge, and the same on all sides.
        const int edge = shadeAt(low, 0.499, 0);
        QVERIFY(edge > 60 && edge < 200);
        QVERIFY(std::abs(edge - shadeAt(low, 0, -0.499)) < 16);
        for (int i = 0; i < low.picture.width(); ++i) {
            QCOMPARE(low.picture.pixelColor(i, 0).red(), 0);
            QCOMPARE(low.picture.pixelColor(0, i).red(), 0);
        }
        const ContactShadow high = contactShadow(plateAt(1.9F), box);
        QVERIFY(shadeAt(high, 0, 0) < shadeAt(low, 0, 0) / 2);
        QVERIFY(shadeAt(high, 0, 0) > 20);
    }
};

QTEST_GUILESS_MAIN(TestContactShadow)
#include "tst_contact_shadow.moc"
