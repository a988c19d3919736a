// SPDX-License-Identifier: GPL-3.0-or-later
// What is written is read back by Assimp; what others write (here: by hand) is read by the program.
#include "tests/app/mesh/GltfKit.h"
#include "tests/support/TestMain.h"

#include "app/mesh/MeshChecks.h"
#include "app/mesh/MeshExport.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <assimp/Importer.hpp>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <cmath>

using namespace maquette;

namespace {

bool near(const QVector3D& a, const QVector3D& b, float tolerance = 1e-5F)
{
    return (a - b).length() <= tolerance;
}

/// A textured, coloured triangle that stands mirrored and moved.
GltfKit movedTriangle()
{
    GltfKit kit = GltfKit::triangle();
    kit.setJson("nodes", R"([{"mesh":0,"translation":[10,0,0],"scale":[-2,1,1]}])");
    kit.attribute("NORMAL", kit.floats({0, 0, 1, 0, 0, 1, 0, 0, 1}, "VEC3"));
    kit.attribute("TEXCOORD_0", kit.floats({0, 0, 1, 0.25F, 0, 0.125F}, "VEC2"));
    kit.set("images/0/bufferView", kit.view(GltfKit::picture("PNG", {5, 3}, Qt::blue)));
    kit.setJson("textures", R"([{"source":0}])").set("meshes/0/primitives/0/material", 0);
    kit.setJson("materials", R"([{"name":"Red paint","pbrMetallicRoughness":{"baseColorFactor":[1,0,0,1],
        "roughnessFactor":0.25,"metallicFactor":0.5,"baseColorTexture":{"index":0}}}])");
    return kit;
}

struct Corner
{
    QVector3D place;
    QVector3D normal;
    QVector2D uv;
};

/// The corners of the first face, as Assimp sees them.
QList<Corner> readByAssimp(const QString& path, unsigned* faces, aiScene const** scene, Assimp::Importer& importer)
{
    *scene = importer.ReadFile(path.toStdString(), aiProcess_Triangulate);
    QList<Corner> corners;
    *faces = 0;
    if (*scene == nullptr || (*scene)->mNumMeshes == 0) {
        return corners;
    }
    const aiMesh& mesh = *(*scene)->mMeshes[0];
    *faces = mesh.mNumFaces;
    for (unsigned i = 0; i < 3; ++i) {
        const unsigned at = mesh.mFaces[0].mIndices[i];
        Corner corner;
        corner.place = {mesh.mVertices[at].x, mesh.mVertices[at].y, mesh.mVertices[at].z};
        corner.normal = {mesh.mNormals[at].x, mesh.mNormals[at].y, mesh.mNormals[at].z};
        if (mesh.mTextureCoords[0] != nullptr) {
            corner.uv = {mesh.mTextureCoords[0][at].x, mesh.mTextureCoords[0][at].y};
        }
        corners.append(corner);
    }
    return corners;
}

} // namespace

class TestMeshExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void writtenFilesReadBackElsewhere_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("name");
        QTest::newRow("obj") << int(MeshFormat::Obj) << "out file.obj";
        QTest::newRow("stl") << int(MeshFormat::Stl) << "out.stl";
        QTest::newRow("ply") << int(MeshFormat::Ply) << "out.ply";
    }
    void writtenFilesReadBackElsewhere()
    {
        QFETCH(int, format);
        QFETCH(QString, name);
        const QTemporaryDir dir;
        const auto scene = readGltf(movedTriangle().glb(), {});
        QVERIFY(scene.has_value());
        const QString path = dir.filePath(name);
        const auto written = exportMesh(*scene, {}, path, MeshFormat(format));
        QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
        QCOMPARE(written->first(), path);
        Assimp::Importer importer;
        unsigned faces = 0;
        const aiScene* read = nullptr;
        const QList<Corner> corners = readByAssimp(path, &faces, &read, importer);
        QCOMPARE(faces, 1U);
        // Mirrored: the second and third corner change places, the front keeps looking along z.
        QVERIFY(near(corners[0].place, {10, 0, 0}));
        QVERIFY(near(corners[1].place, {10, 1, 0}));
        QVERIFY(near(corners[2].place, {8, 0, 0}));
        QVERIFY(near(corners[0].normal, {0, 0, 1}));
        if (MeshFormat(format) == MeshFormat::Stl) {
            QCOMPARE(QFileInfo(path).size(), 84 + 50);
            return;
        }
        QVERIFY((corners[1].uv - QVector2D(0, 0.875F)).length() < 1e-6F);
        if (MeshFormat(format) == MeshFormat::Obj) {
            QCOMPARE(written->size(), 3);
            aiString texture;
            const aiMaterial& material = *read->mMaterials[read->mMeshes[0]->mMaterialIndex];
            QCOMPARE(material.GetTexture(aiTextureType_DIFFUSE, 0, &texture), aiReturn_SUCCESS);
            const QString picture = dir.filePath(QString::fromUtf8(texture.C_Str()));
            QCOMPARE(QImage(picture).size(), QSize(5, 3));
            aiColor3D colour;
            material.Get(AI_MATKEY_COLOR_DIFFUSE, colour);
            QVERIFY(colour.r > 0.99F && colour.g < 0.01F);
        }
    }

    void comesBackAsItWas_data() { writtenFilesReadBackElsewhere_data(); }
    void comesBackAsItWas()
    {
        QFETCH(int, format);
        QFETCH(QString, name);
        const QTemporaryDir dir;
        const auto ball = readGltf(makeBallGlb(24, 16, 32), {});
        QVERIFY(ball.has_value());
        const QString path = dir.filePath(name);
        QVERIFY(exportMesh(*ball, {}, path, MeshFormat(format)).has_value());
        const auto back = readMesh(path);
        QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
        const MeshFacts before = checkMesh(*ball);
        const MeshFacts after = checkMesh(*back);
        QCOMPARE(after.triangles, before.triangles);
        QCOMPARE(after.points, before.points);
        QCOMPARE(after.box.low, before.box.low);
        QCOMPARE(after.box.high, before.box.high);
        QCOMPARE(after.openEdges, before.openEdges);
        QVERIFY(std::abs(after.area - before.area) < 1e-5);
        if (MeshFormat(format) == MeshFormat::Obj) {
            QCOMPARE(back->notes, QStringList());
            QCOMPARE(back->images[0].image.size(), QSize(32, 32));
            QVERIFY(std::abs(back->materials.last().roughness - 0.6F) < 1e-5F);
        }
    }

    void glbIsCopiedByteByByte()
    {
        const QTemporaryDir dir;
        const QByteArray bytes = movedTriangle().glb();
        const QString source = dir.filePath(QStringLiteral("a.glb"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto scene = readMesh(source);
        const QString target = dir.filePath(QStringLiteral("b.glb"));
        QVERIFY(exportMesh(*scene, source, target, MeshFormat::Glb).has_value());
        QFile copy(target);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), bytes);
        const QString stl = dir.filePath(QStringLiteral("c.stl"));
        QVERIFY(exportMesh(*scene, {}, stl, MeshFormat::Stl).has_value());
        QCOMPARE(exportMesh(*scene, stl, target, MeshFormat::Glb).error().kind, ErrorKind::InvalidInput);
        const std::atomic_bool cancelled = true;
        MeshReadOptions options;
        options.cancelled = &cancelled;
        QCOMPARE(exportMesh(*scene, {}, stl, MeshFormat::Ply, options).error().kind, ErrorKind::Cancelled);
        QCOMPARE(exportMesh(*scene, {}, dir.filePath(QStringLiteral("no/such/x.stl")), MeshFormat::Stl).error().kind,
                 ErrorKind::Storage);
    }

    void readsForeignText_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("triangles");
        QTest::newRow("obj with a hollow polygon")
            << "a.obj" << QByteArray("v 0 0 0\nv 4 0 0\nv 4 4 0\nv 2 1 0\nv 0 4 0\nf 1 2 3 4 5\n") << 3;
        QTest::newRow("text stl") << "a.stl"
                                  << QByteArray(
                                         "solid x\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 4 0 0\n"
                                         "vertex 4 4 0\nendloop\nendfacet\nfacet normal 0 0 1\nouter loop\n"
                                         "vertex 4 4 0\nvertex 2 1 0\nvertex 4 0 0\nendloop\nendfacet\nendsolid x\n")
                                  << 2;
        QTest::newRow("text ply with a polygon")
            << "a.ply"
            << QByteArray("ply\nformat ascii 1.0\ncomment x\nelement vertex 5\nproperty double x\nproperty double y\n"
                          "property double z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\n"
                          "element face 1\nproperty list uchar int vertex_index\nend_header\n0 0 0 255 0 0\n"
                          "4 0 0 255 0 0\n4 4 0 255 0 0\n2 1 0 255 0 0\n0 4 0 255 0 0\n5 0 1 2 3 4\n")
            << 3;
    }
    void readsForeignText()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, triangles);
        const QTemporaryDir dir;
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto scene = readMesh(file.fileName());
        QVERIFY2(scene.has_value(), scene ? "" : qPrintable(scene.error().detail));
        QCOMPARE(scene->triangleCount(), triangles);
        if (triangles == 3) {
            // The area of the hollow polygon by the shoelace formula; a fan from its first corner would give more.
            QVERIFY(std::abs(checkMesh(*scene).area - 10) < 1e-5);
        }
        if (name == QLatin1String("a.ply")) {
            QCOMPARE(scene->meshes[0].primitives[0].colours[1], QVector4D(1, 0, 0, 1));
        }
    }

    void objReadsOnlyBesideItself()
    {
        const QTemporaryDir dir;
        const QDir home(dir.filePath(QStringLiteral("home")));
        QVERIFY(home.mkpath(QStringLiteral(".")));
        const auto put = [](const QString& path, const QByteArray& bytes) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        put(dir.filePath(QStringLiteral("outside.png")), GltfKit::picture("PNG"));
        put(home.filePath(QStringLiteral("inside.png")), GltfKit::picture("PNG"));
        put(home.filePath(QStringLiteral("a.mtl")),
            "newmtl one\nKd 1 1 1\nmap_Kd inside.png\nnewmtl two\nmap_Kd ../outside.png\n");
        put(home.filePath(QStringLiteral("a.obj")), "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 1\n"
                                                    "usemtl one\nf 1/1 2/2 3/3\nusemtl two\nf 3/3 2/2 1/1\n");
        const auto scene = readMesh(home.filePath(QStringLiteral("a.obj")));
        QVERIFY(scene.has_value());
        QCOMPARE(scene->images.size(), 2);
        QCOMPARE(scene->notes.size(), 1);
        QVERIFY(scene->notes[0].contains(QLatin1String("outside its folder")));
    }

    void damagedForeignFilesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QByteArray stl(84, ' ');
        stl[80] = 5;
        stl[81] = stl[82] = stl[83] = 0;
        QTest::newRow("stl that lies") << "a.stl" << stl + QByteArray(50, '\0') << "should hold 5 triangles";
        QTest::newRow("stl cut") << "a.stl" << QByteArray(40, '\0') << "ends within";
        QTest::newRow("stl text cut") << "a.stl" << QByteArray("solid x\nfacet normal 0 0") << "breaks off";
        const QByteArray head("ply\nformat ascii 1.0\nelement vertex 4000000000\nproperty float x\nproperty float y\n"
                              "property float z\nend_header\n1 2 3\n");
        QTest::newRow("ply that lies") << "a.ply" << head << "4000000000";
        QTest::newRow("ply without end") << "a.ply" << head.left(60) << "does not end";
        QTest::newRow("ply cut") << "a.ply"
                                 << QByteArray(
                                        "ply\nformat binary_little_endian 1.0\nelement vertex 3\nproperty float x\n"
                                        "end_header\n1234567")
                                 << "do not fit";
        QTest::newRow("obj without faces") << "a.obj" << QByteArray("v 0 0 0\nv 1 1 1\n") << "";
        QTest::newRow("obj of nothing") << "a.obj" << QByteArray("hello\n") << "";
    }
    void damagedForeignFilesAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const QTemporaryDir dir;
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto scene = readMesh(file.fileName());
        QVERIFY(!scene.has_value());
        QCOMPARE(scene.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(scene.error().detail.contains(says), qPrintable(scene.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestMeshExport)
#include "tst_mesh_export.moc"
