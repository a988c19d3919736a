// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/mesh/GltfKit.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>

#include <cmath>
#include <limits>
#include <numbers>

using namespace maquette;

namespace {

MeshScene readOrFail(const QByteArray& bytes, const MeshReadOptions& options = {})
{
    auto scene = readGltf(bytes, {}, options);
    if (!scene) {
        qWarning("not read: %s", qPrintable(scene.error().detail));
        return {};
    }
    return *scene;
}

const MeshPrimitive& firstPart(const MeshScene& scene)
{
    static const MeshPrimitive none;
    return scene.meshes.isEmpty() || scene.meshes[0].primitives.isEmpty() ? none : scene.meshes[0].primitives[0];
}

bool near(const QVector3D& a, const QVector3D& b, float tolerance = 1e-5F)
{
    return (a - b).length() <= tolerance;
}

bool notesSay(const MeshScene& scene, const char* word)
{
    return scene.notes.join(QLatin1Char('\n')).contains(QLatin1String(word));
}

QList<quint32> listOf(const MeshBuffer<quint32>& buffer)
{
    return {buffer.begin(), buffer.end()};
}

} // namespace

class TestGltfReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void readsATriangle_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        const GltfKit kit = GltfKit::triangle();
        QTest::newRow("binary") << kit.glb() << "GLB";
        QTest::newRow("text with a data URI") << kit.text() << "glTF";
        QTest::newRow("text with a byte order mark") << "\xEF\xBB\xBF" + kit.text() << "glTF";
    }
    void readsATriangle()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        const MeshScene scene = readOrFail(bytes);
        QCOMPARE(scene.format, format);
        QCOMPARE(scene.triangleCount(), 1);
        QCOMPARE(scene.notes, QStringList());
        const MeshPrimitive& part = firstPart(scene);
        QCOMPARE(listOf(part.indices), (QList<quint32>{0, 1, 2}));
        QCOMPARE(part.positions[1], QVector3D(1, 0, 0));
        QVERIFY(part.normalsComputed);
        QCOMPARE(part.normals[0], QVector3D(0, 0, 1));
        QCOMPARE(scene.box().size(), QVector3D(1, 1, 0));
    }

    void readsEveryKindOfIndex_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("8 bit") << 5121;
        QTest::newRow("16 bit") << 5123;
        QTest::newRow("32 bit") << 5125;
    }
    void readsEveryKindOfIndex()
    {
        QFETCH(int, type);
        GltfKit kit = GltfKit::triangle();
        const int indices = type == 5121   ? kit.integers<quint8>({2, 0, 1}, type, "SCALAR")
                            : type == 5123 ? kit.integers<quint16>({2, 0, 1}, type, "SCALAR")
                                           : kit.integers<quint32>({2, 0, 1}, type, "SCALAR");
        kit.set("meshes/0/primitives/0/indices", indices);
        kit.attribute("NORMAL", kit.floats({0, 0, 1, 0, 0, 1, 0, 0, 1}, "VEC3"));
        QCOMPARE(listOf(firstPart(readOrFail(kit.glb())).indices), (QList<quint32>{2, 0, 1}));
    }

    void turnsStripsAndFansIntoTriangles_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QList<quint32>>("expected");
        // glTF 2.0, 3.7.2.1 "Overview" of the topology types.
        QTest::newRow("triangles, incomplete last") << 4 << QList<quint32>{0, 1, 2};
        QTest::newRow("strip") << 5 << QList<quint32>{0, 1, 2, 1, 3, 2, 2, 3, 4};
        QTest::newRow("fan") << 6 << QList<quint32>{1, 2, 0, 2, 3, 0, 3, 4, 0};
    }
    void turnsStripsAndFansIntoTriangles()
    {
        QFETCH(int, mode);
        QFETCH(QList<quint32>, expected);
        GltfKit kit = GltfKit::triangle();
        kit.attribute("POSITION", kit.floats({0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 2, 0, 0}, "VEC3"));
        kit.attribute("NORMAL", kit.floats({0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1}, "VEC3"));
        kit.set("meshes/0/primitives/0/mode", mode);
        QCOMPARE(listOf(firstPart(readOrFail(kit.glb())).indices), expected);
    }

    void linesAndPointsAreNamed()
    {
        GltfKit kit = GltfKit::triangle();
        kit.setJson("meshes/0/primitives/1", R"({"attributes":{"POSITION":0},"mode":1})");
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.triangleCount(), 1);
        QVERIFY(notesSay(scene, "Lines and points"));
    }

    void nodesAreMultiplied()
    {
        GltfKit kit = GltfKit::triangle();
        kit.setJson("nodes", R"([{"translation":[10,0,0],"rotation":[0,0,0.70710678,0.70710678],"children":[1,2]},
            {"mesh":0,"scale":[2,3,4]}, {"mesh":0,"matrix":[1,0,0,0, 0,1,0,0, 0,0,1,0, 5,6,7,1]}])");
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.triangleCount(), 2);
        const auto instances = scene.instances();
        QCOMPARE(instances.size(), 2);
        // (1,0,0) scaled to (2,0,0), turned a quarter to (0,2,0), moved.
        QVERIFY(near(instances[0].transform.map(QVector3D(1, 0, 0)), {10, 2, 0}));
        // (0,0,0) moved by the matrix to (5,6,7), turned to (-6,5,7), moved.
        QVERIFY(near(instances[1].transform.map(QVector3D(0, 0, 0)), {4, 5, 7}));
    }

    void onlyTheChosenSceneIsShown()
    {
        GltfKit kit = GltfKit::triangle();
        kit.setJson("nodes", R"([{"mesh":0},{"mesh":0,"translation":[3,0,0]}])");
        kit.setJson("scenes", R"([{"nodes":[0]},{"nodes":[1]}])").set("scene", 1);
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.triangleCount(), 1);
        QCOMPARE(scene.box().low.x(), 3.0F);
        QVERIFY(notesSay(scene, "2 scenes"));
    }

    void readsInterleavedAndQuantised()
    {
        GltfKit kit = GltfKit::triangle();
        QByteArray bytes;
        const qint16 places[9] = {0, 0, 0, 32767, 0, 0, 0, -32767, 16384};
        for (int i = 0; i < 3; ++i) {
            bytes.append(reinterpret_cast<const char*>(places + i * 3), 6);
            bytes.append("\x00\x00\x00\x7f\x00\x00", 6); // a normal (0, 127, 0) and padding
        }
        const int view = kit.view(bytes, 12);
        kit.attribute("POSITION", kit.accessor(view, 5122, 3, "VEC3", {{QStringLiteral("normalized"), true}}));
        kit.attribute("NORMAL",
                      kit.accessor(view, 5120, 3, "VEC3",
                                   {{QStringLiteral("normalized"), true}, {QStringLiteral("byteOffset"), 8}}));
        kit.attribute("TEXCOORD_0", kit.integers<quint8>({0, 0, 255, 51, 0, 255}, 5121, "VEC2",
                                                         {{QStringLiteral("normalized"), true}}));
        kit.setJson("extensionsRequired", R"(["KHR_mesh_quantization"])");
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.notes, QStringList());
        const MeshPrimitive& part = firstPart(scene);
        QVERIFY(near(part.positions[1], {1, 0, 0}));
        QVERIFY(near(part.positions[2], {0, -1, 0.50002F}, 1e-4F));
        QVERIFY(near(part.normals[0], {0, 1, 0}));
        QVERIFY((part.uv[0][1] - QVector2D(1, 0.2F)).length() < 1e-6F);
    }

    void quantisedWithoutNormalisingKeepsNumbers()
    {
        GltfKit kit = GltfKit::triangle();
        kit.attribute("POSITION", kit.integers<qint8>({0, 0, 0, 100, 0, 0, 0, -100, 5}, 5120, "VEC3"));
        QCOMPARE(firstPart(readOrFail(kit.glb())).positions[2], QVector3D(0, -100, 5));
    }

    void sparseValuesReplace()
    {
        GltfKit kit = GltfKit::triangle();
        const int where = kit.view(QByteArray("\x02\x00", 2));
        const float value[3] = {0, 5, 0};
        const int what = kit.view(QByteArray(reinterpret_cast<const char*>(value), 12));
        const QJsonObject sparse{{QStringLiteral("count"), 1},
                                 {QStringLiteral("indices"), QJsonObject{{QStringLiteral("bufferView"), where},
                                                                         {QStringLiteral("componentType"), 5123}}},
                                 {QStringLiteral("values"), QJsonObject{{QStringLiteral("bufferView"), what}}}};
        kit.attribute("POSITION", kit.accessor(0, 5126, 3, "VEC3", {{QStringLiteral("sparse"), sparse}}));
        const MeshPrimitive part = firstPart(readOrFail(kit.glb()));
        QCOMPARE(part.positions[1], QVector3D(1, 0, 0));
        QCOMPARE(part.positions[2], QVector3D(0, 5, 0));
        // Without a buffer view the rest is zero.
        kit.attribute("COLOR_0", kit.accessor(-1, 5126, 3, "VEC3", {{QStringLiteral("sparse"), sparse}}));
        const MeshPrimitive zeros = firstPart(readOrFail(kit.glb()));
        QCOMPARE(zeros.colours[0], QVector4D(0, 0, 0, 1));
        QCOMPARE(zeros.colours[2], QVector4D(0, 5, 0, 1));
    }

    void readsColoursAndSecondCoordinates()
    {
        GltfKit kit = GltfKit::triangle();
        kit.attribute("COLOR_0", kit.integers<quint8>({255, 0, 0, 128, 0, 255, 0, 255, 0, 0, 51, 0}, 5121, "VEC4",
                                                      {{QStringLiteral("normalized"), true}}));
        kit.attribute("TEXCOORD_1", kit.floats({0, 0, 0.5F, 0.25F, 1, 1}, "VEC2"));
        const MeshPrimitive part = firstPart(readOrFail(kit.glb()));
        QVERIFY(std::abs(part.colours[0].w() - 128.0F / 255.0F) < 1e-6F);
        QCOMPARE(part.colours[2].z(), 0.2F);
        QCOMPARE(part.uv[1][1], QVector2D(0.5F, 0.25F));
        QVERIFY(part.uv[0].isEmpty());
    }

    void readsMaterials()
    {
        GltfKit kit = GltfKit::triangle();
        kit.setJson("materials", R"([{"name":"Glass","pbrMetallicRoughness":{"baseColorFactor":[0.1,0.2,0.3,0.4],
            "metallicFactor":0.5,"roughnessFactor":0.25,"baseColorTexture":{"index":0,"texCoord":1,
            "extensions":{"KHR_texture_transform":{"offset":[0.5,0.25],"rotation":1.5,"scale":[2,3]}}}},
            "normalTexture":{"index":0,"scale":0.7},"occlusionTexture":{"index":0,"strength":0.6},
            "emissiveFactor":[0.5,1,0],"emissiveTexture":{"index":0},"alphaMode":"MASK","alphaCutoff":0.3,
            "doubleSided":true,"extensions":{"KHR_materials_unlit":{},
            "KHR_materials_emissive_strength":{"emissiveStrength":4},"KHR_materials_clearcoat":{"clearcoatFactor":1}},
            "extras":{"anything":[1,2,3]}},{"alphaMode":"BLEND"},{}])");
        kit.setJson("extensionsUsed", R"(["KHR_materials_unlit","KHR_materials_clearcoat"])");
        kit.setJson("textures", R"([{"source":0,"sampler":0}])");
        kit.setJson("samplers", R"([{"wrapS":33071,"wrapT":33648,"magFilter":9728}])");
        kit.set("images/0/bufferView", kit.view(GltfKit::picture("PNG")));
        kit.set("meshes/0/primitives/0/material", 0);
        kit.attribute("TEXCOORD_0", kit.floats({0, 0, 1, 0, 0, 1}, "VEC2"));
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.materials.size(), 3);
        const MeshMaterial& material = scene.materials[0];
        QCOMPARE(material.name, QStringLiteral("Glass"));
        QCOMPARE(material.baseColour, QVector4D(0.1F, 0.2F, 0.3F, 0.4F));
        QCOMPARE(material.metalness, 0.5F);
        QCOMPARE(material.roughness, 0.25F);
        QCOMPARE(material.emission, QVector3D(2, 4, 0));
        QCOMPARE(material.normalScale, 0.7F);
        QCOMPARE(material.occlusionStrength, 0.6F);
        QCOMPARE(material.alpha, AlphaMode::Mask);
        QCOMPARE(material.alphaCutoff, 0.3F);
        QVERIFY(material.doubleSided && material.unlit);
        const MeshTexture wanted{0, 1, {0.5F, 0.25F}, {2, 3}, 1.5F, TextureWrap::Clamp, TextureWrap::Mirror, false};
        QCOMPARE(material.baseColourMap, wanted);
        QVERIFY(material.normalMap.isSet() && material.occlusionMap.isSet() && material.emissionMap.isSet());
        QVERIFY(!material.metalRoughMap.isSet());
        QCOMPARE(scene.materials[1].alpha, AlphaMode::Blend);
        QCOMPARE(scene.materials[2], MeshMaterial());
        QCOMPARE(scene.notes.size(), 1);
        QVERIFY(notesSay(scene, "KHR_materials_clearcoat"));
        // A normal map needs tangents: u grows along x here.
        QVERIFY(near(firstPart(scene).tangents[0].toVector3D(), {1, 0, 0}));
    }

    void readsPictures_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QString>("mediaType");
        QTest::newRow("png") << QByteArray("PNG") << "image/png";
        QTest::newRow("jpeg") << QByteArray("JPG") << "image/jpeg";
        QTest::newRow("webp") << QByteArray("WEBP") << "image/webp";
    }
    void readsPictures()
    {
        QFETCH(QByteArray, format);
        QFETCH(QString, mediaType);
        const QByteArray bytes = GltfKit::picture(format.constData(), {8, 4}, Qt::green);
        GltfKit kit = GltfKit::triangle();
        kit.setJson("materials", R"([{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}])");
        if (format == "WEBP") {
            // A picture for readers without WebP stays beside it.
            kit.setJson("textures", R"([{"source":1,"extensions":{"EXT_texture_webp":{"source":0}}}])");
            kit.set("images/1/bufferView", kit.view(GltfKit::picture("PNG")));
        } else {
            kit.setJson("textures", R"([{"source":0}])");
        }
        kit.set("images/0/bufferView", kit.view(bytes));
        kit.set("images/2/uri", QStringLiteral("data:;base64,") + QString::fromLatin1(bytes.toBase64()));
        if (format != "WEBP") {
            kit.set("images/1/uri", QStringLiteral("data:;base64,") + QString::fromLatin1(bytes.toBase64()));
        }
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.notes, QStringList());
        QCOMPARE(scene.materials[0].baseColourMap.image, 0);
        for (const int i : {0, 2}) {
            const MeshImage& image = scene.images[i];
            QCOMPARE(image.mediaType, mediaType);
            QCOMPARE(image.bytes, bytes.size());
            QCOMPARE(image.image.size(), QSize(8, 4));
            QVERIFY(image.image.pixelColor(1, 1).green() > 240 && image.image.pixelColor(1, 1).red() < 20);
        }
    }

    void skinsMorphsAndAnimationsAreRead()
    {
        GltfKit kit = GltfKit::triangle();
        kit.setJson("nodes", R"([{"mesh":0,"skin":0,"weights":[0.5]},{"children":[2]},{"translation":[0,1,0]}])");
        kit.setJson("scenes", R"([{"nodes":[0,1]}])");
        kit.attribute("JOINTS_0", kit.integers<quint8>({0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, 5121, "VEC4"));
        kit.attribute("WEIGHTS_0", kit.floats({1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, "VEC4"));
        const int morph = kit.floats({0, 0, 0, 0, 0, 0, 0, 0, 2}, "VEC3");
        kit.set("meshes/0/primitives/0/targets/0/POSITION", morph);
        kit.setJson("meshes/0/weights", "[0.25]");
        const int matrices = kit.floats(
            {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, -1, 0, 1}, "MAT4");
        kit.setJson("skins", R"([{"joints":[1,2]}])").set("skins/0/inverseBindMatrices", matrices);
        const int times = kit.floats({0, 2}, "SCALAR");
        const int turns = kit.floats({0, 0, 0, 1, 0, 0, 1, 0}, "VEC4");
        kit.setJson("animations", R"([{"name":"Wave","channels":[{"sampler":0,"target":{"node":2,"path":"rotation"}}],
            "samplers":[{}]}])");
        kit.set("animations/0/samplers/0/input", times).set("animations/0/samplers/0/output", turns);
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.notes, QStringList());
        QCOMPARE(scene.skins.size(), 1);
        QCOMPARE(scene.skins[0].joints, (QList<int>{1, 2}));
        QVERIFY(near(scene.skins[0].inverseBind[1].map(QVector3D()), {0, -1, 0}));
        QCOMPARE(scene.nodes[0].skin, 0);
        QCOMPARE(scene.nodes[0].weights, (QList<float>{0.5F}));
        QCOMPARE(scene.meshes[0].weights, (QList<float>{0.25F}));
        QCOMPARE(firstPart(scene).morphs.size(), 1);
        QCOMPARE(firstPart(scene).morphs[0].positions[2], QVector3D(0, 0, 2));
        QCOMPARE(firstPart(scene).joints[1][0], quint16(1));
        QCOMPARE(scene.animations.size(), 1);
        QCOMPARE(scene.animations[0].seconds(), 2.0);
        QCOMPARE(scene.animations[0].channels[0].width, 4);
    }

    void brokenPlacesAreDroppedAndCounted()
    {
        constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
        constexpr float kInfinite = std::numeric_limits<float>::infinity();
        GltfKit kit = GltfKit::triangle();
        kit.attribute("POSITION", kit.floats({kNan, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, kInfinite, 0, 0}, "VEC3"));
        kit.attribute("NORMAL", kit.floats({0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1}, "VEC3"));
        kit.set("meshes/0/primitives/0/indices", kit.integers<quint16>({0, 1, 2, 1, 2, 3, 1, 2, 4}, 5123, "SCALAR"));
        const MeshScene scene = readOrFail(kit.glb());
        QCOMPARE(scene.triangleCount(), 1);
        QCOMPARE(scene.vertexCount(), 3);
        QVERIFY(notesSay(scene, "2 triangles"));
        QCOMPARE(scene.box().size(), QVector3D(1, 1, 0));
    }

    void smoothsByAngle()
    {
        // Two faces that meet in a right angle over the edge (0,0,0)-(0,1,0).
        GltfKit kit = GltfKit::triangle();
        kit.attribute("POSITION", kit.floats({0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, -1}, "VEC3"));
        kit.set("meshes/0/primitives/0/indices", kit.integers<quint16>({0, 1, 2, 0, 2, 3}, 5123, "SCALAR"));
        MeshReadOptions options;
        const MeshPrimitive flat = firstPart(readOrFail(kit.glb(), options));
        QCOMPARE(flat.vertexCount(), 6);
        QVERIFY(near(flat.normals[0], {0, 0, 1}));
        QVERIFY(near(flat.normals[3], {-1, 0, 0}));
        options.smoothAngle = 60;
        const MeshPrimitive sharp = firstPart(readOrFail(kit.glb(), options));
        QCOMPARE(sharp.vertexCount(), 6);
        options.smoothAngle = 100;
        const MeshPrimitive smooth = firstPart(readOrFail(kit.glb(), options));
        QCOMPARE(smooth.vertexCount(), 4);
        // Both faces have the same angle at (0,1,0) and at the origin: the mean of their directions.
        const float half = std::numbers::sqrt2_v<float> / 2;
        for (qsizetype i = 0; i < 4; ++i) {
            if (smooth.positions[i].x() == 0 && smooth.positions[i].z() == 0) {
                QVERIFY(near(smooth.normals[i], {-half, 0, half}));
            }
        }
    }

    void readsALargeFile()
    {
        const QByteArray bytes = makeBallGlb(60, 40, 64);
        const MeshScene scene = readOrFail(bytes);
        QCOMPARE(scene.triangleCount(), 60 * 40 * 2);
        QCOMPARE(scene.vertexCount(), 61 * 41);
        QCOMPARE(scene.images[0].image.size(), QSize(64, 64));
        QVERIFY(!firstPart(scene).normalsComputed);
    }

    void canBeCancelled()
    {
        const std::atomic_bool cancelled = true;
        MeshReadOptions options;
        options.cancelled = &cancelled;
        const auto scene = readGltf(GltfKit::triangle().glb(), {}, options);
        QVERIFY(!scene);
        QCOMPARE(scene.error().kind, ErrorKind::Cancelled);
    }

    void progressGrows()
    {
        QList<double> steps;
        MeshReadOptions options;
        options.progress = [&steps](double done) { steps.append(done); };
        QVERIFY(readGltf(GltfKit::triangle().glb(), {}, options).has_value());
        QVERIFY(steps.size() >= 3);
        QVERIFY(std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(steps.last(), 1.0);
    }
};

QTEST_GUILESS_MAIN(TestGltfReader)
#include "tst_gltf_reader.moc"
