// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of damaged files: whatever is read of them must keep what MeshScene promises. The same seeds every time.
#include "tests/app/mesh/GltfKit.h"

#include "app/mesh/MeshChecks.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace maquette;

namespace {

/// A file with everything in it.
QByteArray richFile()
{
    GltfKit kit = GltfKit::triangle();
    kit.attribute("NORMAL", kit.floats({0, 0, 1, 0, 0, 1, 0, 0, 1}, "VEC3"));
    kit.attribute("TEXCOORD_0", kit.floats({0, 0, 1, 0, 0, 1}, "VEC2"));
    kit.attribute("COLOR_0", kit.integers<quint8>({255, 0, 0, 9, 0, 255, 0, 9, 0, 0, 51, 9}, 5121, "VEC4"));
    kit.attribute("JOINTS_0", kit.integers<quint8>({0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, 5121, "VEC4"));
    kit.attribute("WEIGHTS_0", kit.floats({1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, "VEC4"));
    kit.set("meshes/0/primitives/0/indices", kit.integers<quint16>({0, 1, 2, 2, 1, 0}, 5123, "SCALAR"));
    kit.set("meshes/0/primitives/0/targets/0/POSITION", kit.floats({0, 0, 0, 0, 0, 0, 0, 0, 2}, "VEC3"));
    kit.set("meshes/0/primitives/0/material", 0);
    kit.setJson("meshes/0/primitives/1", R"({"attributes":{"POSITION":0},"mode":5})");
    kit.setJson("nodes", R"([{"mesh":0,"skin":0,"weights":[0.5]},{"children":[2]},{"translation":[0,1,0]}])");
    kit.setJson("scenes", R"([{"nodes":[0,1]}])").setJson("skins", R"([{"joints":[1,2]}])");
    kit.setJson("materials",
                R"([{"normalTexture":{"index":0,"extensions":{"KHR_texture_transform":{"scale":[2,2]}}}}])");
    kit.setJson("textures", R"([{"source":0,"sampler":0}])").setJson("samplers", R"([{"wrapS":33071}])");
    kit.set("images/0/bufferView", kit.view(GltfKit::picture("PNG")));
    kit.setJson("animations",
                R"([{"channels":[{"sampler":0,"target":{"node":2,"path":"rotation"}}],"samplers":[{}]}])");
    kit.set("animations/0/samplers/0/input", kit.floats({0, 2}, "SCALAR"));
    kit.set("animations/0/samplers/0/output", kit.floats({0, 0, 0, 1, 0, 0, 1, 0}, "VEC4"));
    return kit.glb();
}

const char* const kObj = "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nv 1 1 0\nvt 0 0\nvt 1 0\nvt 0 1\nvn 0 0 1\n"
                         "o first\nusemtl red\nf 1/1/1 2/2/1 3/3/1\ng more\nf 2 4 3\nf -1 -2 -3 -4\n";
const char* const kPly =
    "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
    "property uchar red\nproperty uchar green\nproperty uchar blue\nelement face 1\n"
    "property list uchar int vertex_indices\nend_header\n0 0 0 255 0 0\n1 0 0 0 255 0\n"
    "0 1 0 0 0 255\n3 0 1 2\n";
const char* const kStl = "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\n"
                         "endfacet\nendsolid a\n";

QByteArray binaryStl()
{
    QByteArray bytes(80, ' ');
    const quint32 count = 1;
    bytes.append(reinterpret_cast<const char*>(&count), 4);
    const float values[12] = {0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0};
    bytes.append(reinterpret_cast<const char*>(values), 48);
    return bytes + QByteArray(2, '\0');
}

QByteArray binaryPly()
{
    QByteArray bytes("ply\nformat binary_little_endian 1.0\nelement vertex 3\nproperty float x\nproperty float y\n"
                     "property float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n");
    const float values[9] = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    bytes.append(reinterpret_cast<const char*>(values), 36);
    const qint32 corners[3] = {0, 1, 2};
    bytes.append(char(3));
    return bytes.append(reinterpret_cast<const char*>(corners), 12);
}

QByteArray mutated(QByteArray bytes, std::mt19937& random)
{
    const auto below = [&random](qsizetype most) {
        return qsizetype(random() % quint32(std::max<qsizetype>(1, most)));
    };
    for (qsizetype times = 1 + below(4); times > 0 && !bytes.isEmpty(); --times) {
        const qsizetype at = below(bytes.size());
        switch (below(7)) {
        case 0:
            bytes[at] = char(random());
            break;
        case 1:
            bytes.truncate(at);
            break;
        case 2:
            bytes.remove(at, 1 + below(8));
            break;
        case 3:
            bytes.insert(at, bytes.mid(below(bytes.size()), 1 + below(16)));
            break;
        case 4: {
            static const QList<QByteArray> words{"-1", "99999999999", "1e308",      "null", "[]",
                                                 "{}", "\"x\"",       "4294967295", "0"};
            bytes.replace(at, 1, words[below(words.size())]);
            break;
        }
        case 5: { // one digit for another keeps JSON whole and changes what it means
            for (qsizetype i = at; i < bytes.size(); ++i) {
                if (bytes[i] >= '0' && bytes[i] <= '9') {
                    bytes[i] = char('0' + below(10));
                    break;
                }
            }
            break;
        }
        default:
            bytes.replace(at, qMin<qsizetype>(4, bytes.size() - at), QByteArray(4, char(random() % 2 == 0 ? -1 : 0)));
        }
    }
    return bytes;
}

QString brokenPromise(const MeshScene& scene)
{
    for (const Mesh& mesh : scene.meshes) {
        for (const MeshPrimitive& part : mesh.primitives) {
            const auto count = part.vertexCount();
            if (part.normals.size() != count || part.indices.isEmpty() || part.indices.size() % 3 != 0 ||
                part.material >= scene.materials.size()) {
                return QStringLiteral("sizes");
            }
            for (const auto size : {part.tangents.size(), part.uv[0].size(), part.uv[1].size(), part.colours.size(),
                                    part.joints.size(), part.weights.size()}) {
                if (size != 0 && size != count) {
                    return QStringLiteral("attributes");
                }
            }
            for (const quint32 index : part.indices.values()) {
                if (index >= count) {
                    return QStringLiteral("indices");
                }
            }
            for (const QVector3D& place : part.positions.values()) {
                if (!std::isfinite(place.lengthSquared())) {
                    return QStringLiteral("places");
                }
            }
        }
    }
    return {};
}

} // namespace

class TestMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingBreaks_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("times");
        QTest::newRow("glb") << richFile() << "a.glb" << 4000;
        QTest::newRow("obj") << QByteArray(kObj) << "a.obj" << 500;
        QTest::newRow("ply") << QByteArray(kPly) << "a.ply" << 500;
        QTest::newRow("binary ply") << binaryPly() << "b.ply" << 500;
        QTest::newRow("stl") << QByteArray(kStl) << "a.stl" << 500;
        QTest::newRow("binary stl") << binaryStl() << "b.stl" << 500;
    }
    void nothingBreaks()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        QFETCH(int, times);
        const QTemporaryDir dir;
        const QString path = dir.filePath(name);
        MeshReadOptions options;
        options.limits.decodedBytes = 64LL << 20;
        options.limits.imagePixels = 1'000'000;
        const auto read = [&](const QByteArray& content) {
            QFile file(path);
            file.open(QIODevice::WriteOnly | QIODevice::Truncate);
            file.write(content);
            file.close();
            return readMesh(path, options);
        };
        const auto whole = read(bytes);
        QVERIFY2(whole.has_value(), whole ? "" : qPrintable(whole.error().detail));
        int good = 0;
        for (int i = 0; i < times; ++i) {
            std::mt19937 random{quint32(i)};
            const QByteArray damaged = mutated(bytes, random);
            const auto scene = read(damaged);
            if (!scene) {
                QVERIFY2(!scene.error().detail.isEmpty(), qPrintable(QString::number(i)));
                continue;
            }
            ++good;
            const QString broken = brokenPromise(*scene);
            QVERIFY2(broken.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(i).arg(broken)));
            QVERIFY(checkMesh(*scene).triangles > 0);
        }
        // The damage is neither always fatal nor always harmless.
        QVERIFY2(good > times / 50 && good < times, qPrintable(QString::number(good)));
    }
};

QTEST_GUILESS_MAIN(TestMutations)
#include "tst_mutations.moc"
