// SPDX-License-Identifier: GPL-3.0-or-later
// Files that lie, break off or ask for too much: each is refused with a sentence, or read with a note.
#include "tests/app/mesh/GltfKit.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

#include <functional>

using namespace maquette;

namespace {

using Change = std::function<void(GltfKit&)>;

QByteArray changed(const Change& change)
{
    GltfKit kit = GltfKit::triangle();
    change(kit);
    return kit.glb();
}

QByteArray withWord(QByteArray bytes, qsizetype at, quint32 word)
{
    qToLittleEndian(word, bytes.data() + at);
    return bytes;
}

/// The length of the first part, the JSON.
quint32 jsonLength(const QByteArray& glb)
{
    return qFromLittleEndian<quint32>(glb.constData() + 12);
}

void writeTo(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestGltfFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void isRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const QByteArray good = GltfKit::triangle().glb();
        const auto row = [](const char* name, const QByteArray& bytes, const char* says) {
            QTest::newRow(name) << bytes << QString::fromLatin1(says);
        };
        const auto json = [&row](const char* name, const char* path, const char* value, const char* says) {
            row(name, changed([&](GltfKit& kit) { kit.setJson(path, value); }), says);
        };
        const auto number = [&row](const char* name, const char* path, double value, const char* says) {
            row(name, changed([&](GltfKit& kit) { kit.set(path, value); }), says);
        };
        row("header only", good.left(12), "ends within its header");
        row("cut in the middle", good.left(good.size() / 2), "bytes");
        row("version 1", withWord(good, 4, 1), "version 1");
        row("length too long", withWord(good, 8, 0xFFFFFFFF), "4294967295 bytes");
        row("length too short", withWord(good, 8, 13), "length");
        row("json longer than the file", withWord(good, 12, 0xFFFFFFF0), "goes beyond");
        row("binary longer than the file", withWord(good, 20 + jsonLength(good), 0x7FFFFFFF), "goes beyond");
        row("first part is not JSON", withWord(good, 16, 0x12345678), "description");
        row("no JSON at all", packGlb("hello world", {}), "description");
        row("JSON breaks off", packGlb(R"({"asset":{"version":"2.0"},"nodes":[)", {}), "description");
        row("JSON is a list", packGlb("[1,2,3]", {}), "description");
        row("deep nesting", packGlb(R"({"asset":{"version":"2.0"},"extras":)" + QByteArray(100'000, '['), {}),
            "deeply");
        row("no version", packGlb(R"({"nodes":[]})", {}), "version");
        json("glTF 1", "asset", R"({"version":"1.0"})", "glTF 1.0");
        row("nothing in it", packGlb(R"({"asset":{"version":"2.0"}})", {}), "no triangles");
        json("no primitives", "meshes", R"([{"primitives":[]}])", "no triangles");
        json("mesh without a list", "meshes", "[{}]", "primitives");
        json("nodes are no list", "nodes", R"({"mesh":0})", "nodes");
        json("nodes hold numbers", "nodes", "[1]", "nodes");
        json("a ring of nodes", "nodes", R"([{"mesh":0},{"children":[2]},{"children":[1]}])", "ring");
        json("a node below itself", "nodes", R"([{"mesh":0,"children":[0]}])", "more than one");
        json("a node below two", "nodes", R"([{"children":[2]},{"children":[2]},{"mesh":0}])", "more than one");
        json("a child that is not there", "nodes", R"([{"mesh":0,"children":[7]}])", "child");
        json("a negative child", "nodes", R"([{"mesh":0,"children":[-1]}])", "child");
        number("a mesh that is not there", "nodes/0/mesh", 5, "mesh that is not there");
        number("a scene that is not there", "scene", 9, "scene");
        json("a root that is not there", "scenes", R"([{"nodes":[4]}])", "top");
        number("a material that is not there", "meshes/0/primitives/0/material", 3, "material");
        number("an accessor that is not there", "meshes/0/primitives/0/attributes/POSITION", 99, "accessor 99");
        number("a negative accessor", "meshes/0/primitives/0/attributes/POSITION", -5, "accessor -5");
        number("a count beyond the data", "accessors/0/count", 4, "do not fit");
        number("a huge count", "accessors/0/count", 4e9, "do not fit");
        number("an enormous count", "accessors/0/count", 9.2e18, "count");
        number("no count", "accessors/0/count", 0, "damaged");
        number("an offset beyond the data", "accessors/0/byteOffset", 8, "do not fit");
        number("a huge offset", "accessors/0/byteOffset", 9e18, "byteOffset");
        number("an unknown component type", "accessors/0/componentType", 5130, "damaged");
        row("an unknown type", changed([](GltfKit& kit) { kit.set("accessors/0/type", QStringLiteral("VEC9")); }),
            "damaged");
        row("the wrong type", changed([](GltfKit& kit) { kit.set("accessors/0/type", QStringLiteral("VEC2")); }),
            "wrong type");
        number("a view beyond its buffer", "bufferViews/0/byteLength", 4000, "beyond its buffer");
        number("a view far away", "bufferViews/0/byteOffset", 9e18, "byteOffset");
        number("a view far beyond", "bufferViews/0/byteOffset", 9e15, "beyond its buffer");
        number("an offset far beyond", "accessors/0/byteOffset", 9e15, "do not fit");
        number("a view of no buffer", "bufferViews/0/buffer", 3, "buffer 3");
        number("a stride too small", "bufferViews/0/byteStride", 4, "stride");
        number("a stride too large", "bufferViews/0/byteStride", 252, "do not fit");
        row("a buffer longer than its data",
            changed([](GltfKit& kit) { kit.setJson("buffers", R"([{"byteLength":1000000}])"); }), "1000000 bytes");
        row("a buffer without data",
            changed([](GltfKit& kit) { kit.setJson("buffers", R"([{"byteLength":36},{"byteLength":10}])"); }),
            "buffer 1 is missing");
        row("a buffer with a negative length",
            changed([](GltfKit& kit) { kit.setJson("buffers", R"([{"byteLength":-1}])"); }), "no length");
        row("indices beyond the vertices", changed([](GltfKit& kit) {
                kit.set("meshes/0/primitives/0/indices", kit.integers<quint16>({0, 1, 3}, 5123, "SCALAR"));
            }),
            "vertex 3");
        row("indices that are floats", changed([](GltfKit& kit) {
                kit.set("meshes/0/primitives/0/indices", kit.floats({0, 1, 2}, "SCALAR"));
            }),
            "wrong type");
        row("normals too few", changed([](GltfKit& kit) {
                kit.attribute("NORMAL", kit.floats({0, 0, 1}, "VEC3"));
            }),
            "NORMAL has 1 values for 3");
        row("an unknown mode", changed([](GltfKit& kit) { kit.set("meshes/0/primitives/0/mode", 7); }), "kind");
        row("only broken places", changed([](GltfKit& kit) {
                const float nan = std::numeric_limits<float>::quiet_NaN();
                kit.attribute("POSITION", kit.floats({nan, nan, nan, nan, nan, nan, nan, nan, nan}, "VEC3"));
            }),
            "no triangles");
        row("compressed",
            changed([](GltfKit& kit) { kit.setJson("extensionsRequired", R"(["KHR_draco_mesh_compression"])"); }),
            "compressed");
        row("zeros without data",
            changed([](GltfKit& kit) { kit.attribute("POSITION", kit.accessor(-1, 5126, 2'000'000'000, "VEC3")); }),
            "memory");
        row("sparse beyond", changed([](GltfKit& kit) {
                const int where = kit.view(QByteArray("\x09\x00", 2));
                const int what = kit.view(QByteArray(12, '\0'));
                QJsonObject sparse{{QStringLiteral("count"), 1},
                                   {QStringLiteral("indices"), QJsonObject{{QStringLiteral("bufferView"), where},
                                                                           {QStringLiteral("componentType"), 5123}}},
                                   {QStringLiteral("values"), QJsonObject{{QStringLiteral("bufferView"), what}}}};
                kit.set("accessors/0/sparse", sparse);
            }),
            "sparse");
        row("a skin without enough matrices", changed([](GltfKit& kit) {
                kit.setJson("skins", R"([{"joints":[0,0],"inverseBindMatrices":1}])");
                kit.floats({1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, "MAT4");
            }),
            "fewer matrices");
        row("a joint that is not there", changed([](GltfKit& kit) { kit.setJson("skins", R"([{"joints":[8]}])"); }),
            "joint");
        row("bad base64", GltfKit::triangle().textWithBuffer(QStringLiteral("data:;base64,!!!!")), "base64");
        row("a short data URI", GltfKit::triangle().textWithBuffer(QStringLiteral("data:;base64,AAAA")), "36 bytes");
        row("an address", GltfKit::triangle().textWithBuffer(QStringLiteral("http://127.0.0.1:9/mesh.bin")),
            "Nothing is fetched");
        row("an address of a file", GltfKit::triangle().textWithBuffer(QStringLiteral("file:///etc/passwd")),
            "Nothing is fetched");
        row("text that is no mesh", QByteArray("{\"a\":1}"), "version");
    }
    void isRefusedWithASentence()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const auto scene = readGltf(bytes, {});
        QVERIFY(!scene.has_value());
        QCOMPARE(scene.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(scene.error().detail.contains(says), qPrintable(scene.error().detail));
    }

    void everyCutIsRefused()
    {
        const QByteArray good = GltfKit::triangle().glb();
        for (qsizetype length = 0; length < good.size(); ++length) {
            const auto scene = readGltf(good.left(length), {});
            QVERIFY2(!scene.has_value(), qPrintable(QString::number(length)));
            QVERIFY(!scene.error().detail.isEmpty());
        }
    }

    void sharedDataCostsOnce()
    {
        // A thousand primitives of the same accessor fit into a budget for a few.
        GltfKit kit = GltfKit::triangle();
        QJsonArray primitives;
        for (int i = 0; i < 1000; ++i) {
            primitives.append(QJsonObject{{QStringLiteral("attributes"),
                                           QJsonObject{{QStringLiteral("POSITION"), 0}, {QStringLiteral("NORMAL"), 0}}},
                                          {QStringLiteral("indices"), 1}});
        }
        kit.integers<quint16>({0, 1, 2}, 5123, "SCALAR");
        kit.set("meshes/0/primitives", primitives);
        MeshReadOptions options;
        options.limits.decodedBytes = 1000;
        const auto scene = readGltf(kit.glb(), {}, options);
        QVERIFY2(scene.has_value(), scene ? "" : qPrintable(scene.error().detail));
        QCOMPARE(scene->triangleCount(), 1000);
        options.limits.triangles = 999;
        QVERIFY(readGltf(kit.glb(), {}, options).error().detail.contains(QLatin1String("1000 triangles")));
    }

    void badPicturesLeaveTheMesh_data()
    {
        QTest::addColumn<QByteArray>("picture");
        QTest::addColumn<QString>("says");
        QTest::newRow("no picture") << QByteArray("hello") << "PNG, JPEG or WebP";
        QTest::newRow("vector drawing") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
                                        << "PNG, JPEG or WebP";
        const QByteArray png = GltfKit::picture("PNG", {64, 64});
        QTest::newRow("cut short") << png.left(png.size() - 30) << "damaged";
        const QByteArray jpeg = GltfKit::picture("JPG", {64, 64});
        QTest::newRow("cut JPEG") << jpeg.left(jpeg.size() / 2) << "damaged";
        QTest::newRow("larger than allowed") << GltfKit::picture("PNG", {300, 20}) << "300 x 20";
        QTest::newRow("too many pixels") << GltfKit::picture("PNG", {200, 200}) << "200 x 200";
    }
    void badPicturesLeaveTheMesh()
    {
        QFETCH(QByteArray, picture);
        QFETCH(QString, says);
        GltfKit kit = GltfKit::triangle();
        kit.set("images/0/bufferView", kit.view(picture)).setJson("textures", R"([{"source":0}])");
        kit.setJson("materials", R"([{"emissiveTexture":{"index":0}}])").set("meshes/0/primitives/0/material", 0);
        MeshReadOptions options;
        options.limits.imageSide = 256;
        options.limits.imagePixels = 30'000;
        const auto scene = readGltf(kit.glb(), {}, options);
        QVERIFY(scene.has_value());
        QVERIFY(scene->images[0].image.isNull());
        QVERIFY2(scene->images[0].problem.contains(says), qPrintable(scene->images[0].problem));
        QCOMPARE(scene->notes.size(), 1);
        QVERIFY(scene->notes[0].contains(says));
    }

    void bombsAreSeenBeforeTheyAreDecoded()
    {
        // A PNG that says 60000 x 60000 with a body of a few bytes: 14 GB when decoded.
        QByteArray png = GltfKit::picture("PNG", {8, 8});
        qToBigEndian<quint32>(60'000, png.data() + 16);
        qToBigEndian<quint32>(60'000, png.data() + 20);
        GltfKit kit = GltfKit::triangle();
        kit.set("images/0/bufferView", kit.view(png));
        const auto scene = readGltf(kit.glb(), {});
        QVERIFY(scene.has_value());
        QVERIFY(scene->images[0].image.isNull());
        QVERIFY(!scene->images[0].problem.isEmpty());
    }

    void filesBesideAreReadOthersNot_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("says");
        QTest::newRow("beside") << "mesh.bin"
                                << "";
        QTest::newRow("below") << "data/mesh%20two.bin"
                               << "";
        QTest::newRow("through a folder and back") << "data/../mesh.bin"
                                                   << "";
        QTest::newRow("above") << "../secret.bin"
                               << "outside";
        QTest::newRow("above, hidden") << "data/%2e%2e/../secret.bin"
                                       << "outside";
        QTest::newRow("absolute") << "/etc/passwd"
                                  << "outside";
        QTest::newRow("a link that leads out") << "link.bin"
                                               << "outside";
        QTest::newRow("missing") << "other.bin"
                                 << "missing";
        QTest::newRow("a folder") << "data"
                                  << "missing";
        QTest::newRow("nothing") << ""
                                 << "missing";
        QTest::newRow("https") << "https://example.org/a.bin"
                               << "Nothing is fetched";
        QTest::newRow("without a scheme") << "//example.org/a.bin"
                                          << "Nothing is fetched";
    }
    void filesBesideAreReadOthersNot()
    {
        QFETCH(QString, uri);
        QFETCH(QString, says);
        const QTemporaryDir dir;
        const QDir home(dir.filePath(QStringLiteral("home")));
        QVERIFY(home.mkpath(QStringLiteral("data")));
        const GltfKit kit = GltfKit::triangle();
        writeTo(home.filePath(QStringLiteral("mesh.bin")), kit.binary());
        writeTo(home.filePath(QStringLiteral("data/mesh two.bin")), kit.binary());
        writeTo(dir.filePath(QStringLiteral("secret.bin")), kit.binary());
        QVERIFY(QFile::link(dir.filePath(QStringLiteral("secret.bin")), home.filePath(QStringLiteral("link.bin"))));
        const QString path = home.filePath(QStringLiteral("mesh.gltf"));
        writeTo(path, kit.textWithBuffer(uri));
        const auto scene = readMesh(path);
        if (says.isEmpty()) {
            QVERIFY2(scene.has_value(), scene ? "" : qPrintable(scene.error().detail));
            QCOMPARE(scene->triangleCount(), 1);
        } else {
            QVERIFY(!scene.has_value());
            QVERIFY2(scene.error().detail.contains(says), qPrintable(scene.error().detail));
        }
    }

    void aPictureElsewhereIsANote()
    {
        GltfKit kit = GltfKit::triangle();
        kit.set("images/0/uri", QStringLiteral("https://example.org/a.png"));
        const auto scene = readGltf(kit.glb(), {});
        QVERIFY(scene.has_value());
        QVERIFY(scene->notes.join(QLatin1Char(' ')).contains(QLatin1String("Nothing is fetched")));
    }

    void whatCostsOnlyIsLeftOut()
    {
        // Half a million values in "extras" would become as many objects in the model.
        QByteArray json = R"({"asset":{"version":"2.0","extras":[)" + QByteArray("1,").repeated(500'000) + "1]}}";
        const auto scene = readGltf(packGlb(json, {}), {});
        QVERIFY(scene.error().detail.contains(QLatin1String("no triangles")));
        MeshReadOptions options;
        options.limits.jsonTokens = 1000;
        QVERIFY(readGltf(packGlb(json, {}), {}, options).error().detail.contains(QLatin1String("larger")));
    }

    void filesThatAreNoneAreNamed()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.xyz"));
        QCOMPARE(readMesh(path).error().kind, ErrorKind::Storage);
        writeTo(path, {});
        QVERIFY(readMesh(path).error().detail.contains(QLatin1String("empty")));
        writeTo(path, "some words");
        QVERIFY(readMesh(path).error().detail.contains(QLatin1String("no mesh")));
        QCOMPARE(readMesh(path).error().place, path);
    }
};

QTEST_GUILESS_MAIN(TestGltfFaults)
#include "tst_gltf_faults.moc"
