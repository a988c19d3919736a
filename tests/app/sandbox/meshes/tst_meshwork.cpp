// SPDX-License-Identifier: GPL-3.0-or-later
// The 3D operations of the practice server, seen from outside: curl sends, the models that come back are read here.
#include "app/mesh/GltfReader.h"
#include "app/mesh/MeshChecks.h"
#include "tests/app/sandbox/PracticeFixture.h"
#include "tests/app/sandbox/meshes/GlbLook.h"
#include "tests/app/sandbox/meshes/MeshObjects.h"
#include "tests/support/TestMain.h"

#include <QPainter>

#include <cmath>

using namespace maquette;
using namespace maquette::sandbox;

namespace {

const QString kFast = QStringLiteral("/v2beta/3d/stable-fast-3d");
const QString kAware = QStringLiteral("/v2beta/3d/stable-point-aware-3d");

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestMeshWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        PracticeOptions options = PracticeFixture::quick(m_fixture.folder());
        options.openingBalance = Credits::whole(100'000);
        m_fixture.start(options);
    }
    void init() { failOnAnyWarning(); }
    void cleanupTestCase() { m_fixture.stop(); }

    void answersAsTheContractSays_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<double>("price");
        QTest::newRow("fast") << kFast << QStringList{} << 10.0;
        QTest::newRow("point aware") << kAware << QStringList{s("seed=9")} << 4.0;
    }
    void answersAsTheContractSays()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, fields);
        QFETCH(double, price);
        const double before = m_fixture.balance();
        const CurlReply reply = ask(path, s("ball"), fields);
        QVERIFY2(reply.status == 200, reply.body.left(300).constData());
        QCOMPARE(reply.headers.value("content-type"), QByteArray("model/gltf-binary"));
        QCOMPARE(before - m_fixture.balance(), price);
        QVERIFY(reply.body == ask(path, s("ball"), fields).body);
    }

    void modelIsSound_data()
    {
        QTest::addColumn<QString>("object");
        for (const char* object : {"ball", "ring", "stool", "two pieces", "checks that touch at corners", "a hair",
                                   "nothing at all", "one colour", "photo on white"}) {
            QTest::newRow(object) << s(object);
        }
    }
    void modelIsSound()
    {
        QFETCH(QString, object);
        const QStringList few{s("vertex_count=300")};
        const QStringList fewAware{s("target_type=vertex"), s("target_count=300"), s("seed=4")};
        for (const QString& path : {kFast, kAware}) {
            const QStringList numbered = path == kFast ? few : fewAware;
            for (const QStringList& sent : {QStringList{}, QStringList{s("remesh=triangle")}, numbered,
                                            numbered + QStringList{s("remesh=quad")}}) {
                const QString where = object + path + sent.join(QLatin1Char(' '));
                const CurlReply reply = ask(path, object, sent);
                QVERIFY2(reply.status == 200, qPrintable(where + QString::fromUtf8(reply.body.left(300))));
                const GlbLook look = GlbLook::read(reply.body);
                QVERIFY2(look.fault.isEmpty(), qPrintable(where + look.fault));
                QVERIFY2(look.openEdges() == 0, qPrintable(where));
                QVERIFY2(look.volume() > 0, qPrintable(where));
                QCOMPARE(look.texture.size(), QSize(1024, 1024));
                QCOMPARE(look.metallic, 0.0);
                QCOMPARE(look.roughness, 0.6);
            }
        }
    }

    void numbersAreMet_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("remesh");
        QTest::addColumn<int>("number");
        for (const char* object : {"ring", "stool"}) {
            for (const char* remesh : {"none", "triangle", "quad"}) {
                for (const int number : {100, 1500, 20000}) {
                    QTest::addRow("%s, %s, %d", object, remesh, number) << s(object) << s(remesh) << number;
                }
            }
        }
    }
    void numbersAreMet()
    {
        QFETCH(QString, object);
        QFETCH(QString, remesh);
        QFETCH(int, number);
        const QString how = s("remesh=") + remesh;
        const auto near = [number](size_t count) {
            const double off = std::abs(double(count) - number) / number;
            return off <= (number < 500 ? 0.12 : 0.05);
        };
        const GlbLook fast = look(kFast, object, {how, s("vertex_count=%1").arg(number)});
        QVERIFY2(near(fast.positions.size()), qPrintable(QString::number(fast.positions.size())));
        const QString count = s("target_count=%1").arg(number);
        if (remesh == s("none")) {
            const GlbLook vertices = look(kAware, object, {how, s("target_type=vertex"), count, s("seed=2")});
            QVERIFY2(near(vertices.positions.size()), qPrintable(QString::number(vertices.positions.size())));
        }
        const GlbLook faces = look(kAware, object, {how, s("target_type=face"), count, s("seed=2")});
        QVERIFY2(near(faces.triangles()), qPrintable(QString::number(faces.triangles())));
    }

    void everyFieldCounts_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("field");
        QTest::newRow("fast, texture") << kFast << s("texture_resolution=512");
        QTest::newRow("fast, ratio") << kFast << s("foreground_ratio=0.4");
        QTest::newRow("fast, remesh") << kFast << s("remesh=quad");
        QTest::newRow("fast, vertices") << kFast << s("vertex_count=5000");
        QTest::newRow("aware, texture") << kAware << s("texture_resolution=2048");
        QTest::newRow("aware, ratio") << kAware << s("foreground_ratio=1.8");
        QTest::newRow("aware, remesh") << kAware << s("remesh=triangle");
        QTest::newRow("aware, target") << kAware << s("target_type=face");
        QTest::newRow("aware, guidance") << kAware << s("guidance_scale=9");
        QTest::newRow("aware, seed") << kAware << s("seed=8");
    }
    void everyFieldCounts()
    {
        QFETCH(QString, path);
        QFETCH(QString, field);
        const QStringList base =
            path == kAware && !field.startsWith(s("seed")) ? QStringList{s("seed=3")} : QStringList{};
        const QStringList plain = path == kAware ? QStringList{s("seed=3")} : QStringList{};
        const CurlReply with = ask(path, s("ball"), base + QStringList{field});
        QCOMPARE(with.status, 200);
        QVERIFY(GlbLook::read(with.body).fault.isEmpty());
        QVERIFY(with.body != ask(path, s("ball"), plain).body);
    }

    void sizeFollowsTheRatio_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("ratio");
        QTest::addColumn<double>("extent");
        QTest::newRow("fast, all of the frame") << kFast << s("1") << 1.0;
        QTest::newRow("fast, usual") << kFast << s("0.85") << 0.85;
        QTest::newRow("fast, a tenth") << kFast << s("0.1") << 0.1;
        QTest::newRow("aware, all of the frame") << kAware << s("1") << 1.0;
        QTest::newRow("aware, most room") << kAware << s("2") << 0.5;
    }
    void sizeFollowsTheRatio()
    {
        QFETCH(QString, path);
        QFETCH(QString, ratio);
        QFETCH(double, extent);
        const GlbLook found = look(path, s("ball"), {s("foreground_ratio=") + ratio});
        for (size_t axis = 0; axis < 2; ++axis) {
            QVERIFY(std::abs(found.high[axis] - found.low[axis] - extent) < 0.02 * extent);
            QVERIFY(std::abs(found.high[axis] + found.low[axis]) < 0.02 * extent);
        }
        // A ball is round: about as deep as it is wide.
        const double deep = (found.high[2] - found.low[2]) / extent;
        QVERIFY2(deep > 0.6 && deep < 1.1, qPrintable(QString::number(deep)));
    }

    void textureHasTheAskedSize_data()
    {
        QTest::addColumn<int>("side");
        QTest::newRow("512") << 512;
        QTest::newRow("1024") << 1024;
        QTest::newRow("2048") << 2048;
    }
    void textureHasTheAskedSize()
    {
        QFETCH(int, side);
        QCOMPARE(look(kFast, s("ring"), {s("texture_resolution=%1").arg(side)}).texture.size(), QSize(side, side));
    }

    void outlineIsThePictures_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("field");
        for (const char* object : {"ball", "ring", "stool", "two pieces"}) {
            QTest::addRow("%s", object) << s(object) << s("remesh=none");
            QTest::addRow("%s, triangles", object) << s(object) << s("remesh=triangle");
            QTest::addRow("%s, quads", object) << s(object) << s("remesh=quad");
            QTest::addRow("%s, 1500 vertices", object) << s(object) << s("vertex_count=1500");
        }
    }
    void outlineIsThePictures()
    {
        QFETCH(QString, object);
        QFETCH(QString, field);
        constexpr int kSide = 400;
        const QImage seen = look(kFast, object, {field, s("foreground_ratio=0.9")}).seen(kSide);
        const double part = overlap(seen, framed(objectNamed(object), kSide, 0.9));
        QVERIFY2(part > 0.94, qPrintable(QString::number(part)));
    }

    /// Up, left and right are the picture's, and its colours arrive where they were.
    void frontShowsThePicture()
    {
        const QImage picture = cutOut([](QPainter& p) {
            const QList<QColor> colours{QColor(200, 40, 40), QColor(40, 160, 60), QColor(50, 70, 190),
                                        QColor(220, 190, 60)};
            for (int i = 0; i < 4; ++i) {
                p.fillRect(160 + i % 2 * 200, 80 + i / 2 * 240, 200, 240, colours.at(i));
            }
        });
        constexpr int kSide = 400;
        for (const QString& path : {kFast, kAware}) {
            const QImage seen =
                GlbLook::read(send(path, picture, {s("foreground_ratio=1"), s("seed=5")}).body).seen(kSide);
            const QImage wanted = framed(picture, kSide, 1.0);
            double sum = 0;
            int count = 0;
            for (int y = 20; y < kSide - 20; ++y) {
                for (int x = 60; x < kSide - 60; ++x) {
                    if (std::abs(x - kSide / 2) > 6 && std::abs(y - kSide / 2) > 6) {
                        sum += difference(seen.pixel(x, y), wanted.pixel(x, y));
                        ++count;
                    }
                }
            }
            QVERIFY2(sum / count < 12, qPrintable(path + QString::number(sum / count)));
        }
    }

    /// The seam does not show: where front and back meet, both show the same colour.
    void seamDoesNotShow_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("fast") << kFast;
        QTest::newRow("aware") << kAware;
    }
    void seamDoesNotShow()
    {
        QFETCH(QString, path);
        for (const char* object : {"ball", "stool"}) {
            const GlbLook found = look(path, s(object), {s("seed=6")});
            const std::vector<size_t> weld = found.welded();
            std::vector<size_t> first(weld.size(), weld.size());
            const auto colour = [&found](size_t v) {
                const QImage& texture = found.texture;
                return texture.pixel(std::min(int(found.places[v][0] * texture.width()), texture.width() - 1),
                                     std::min(int(found.places[v][1] * texture.height()), texture.height() - 1));
            };
            double sum = 0;
            int count = 0;
            for (size_t v = 0; v < weld.size(); ++v) {
                if (first[weld[v]] == weld.size()) {
                    first[weld[v]] = v;
                    continue;
                }
                const QRgb one = colour(first[weld[v]]);
                const QRgb other = colour(v);
                sum += difference(one, other);
                ++count;
                // Far from the white or black that lies where nothing is.
                QVERIFY(difference(one, qRgb(255, 255, 255)) > 150 && difference(one, qRgb(0, 0, 0)) > 60);
            }
            QVERIFY(count > 20);
            QVERIFY2(sum / count < 18, qPrintable(s(object) + QString::number(sum / count)));
        }
    }

    void seedShapesTheBackOnly()
    {
        const GlbLook one = look(kAware, s("ball"), {s("seed=1")});
        const GlbLook other = look(kAware, s("ball"), {s("seed=2")});
        QVERIFY(std::abs(one.high[2] - other.high[2]) < 0.001);
        QVERIFY(std::abs(one.low[2] - other.low[2]) > 0.002);
        QVERIFY(overlap(one.seen(200), other.seen(200)) > 0.99);
    }

    /// A mark on the front is neither seen nor felt behind a model of Point Aware 3D, which goes on with the material.
    void featuresStayInFront()
    {
        const QImage picture = cutOut([](QPainter& p) {
            p.setBrush(QColor(210, 180, 40));
            p.drawEllipse(QPoint(360, 320), 240, 240);
            p.setBrush(QColor(200, 0, 0));
            p.drawEllipse(QPoint(360, 320), 26, 26);
        });
        const GlbLook found = GlbLook::read(send(kAware, picture, {s("seed=5"), s("foreground_ratio=1")}).body);
        const QRgb front = found.seen(200).pixel(100, 100);
        const QRgb back = found.seen(200, true).pixel(100, 100);
        QVERIFY(qGreen(front) < 60 && qRed(front) > 150);
        QVERIFY2(difference(back, qRgb(210, 180, 40)) < 60, qPrintable(QString::number(back, 16)));
    }

    /// What the mesh card will say of a result, by the viewer's own reader and checks.
    void viewerFindsNothingWrong_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<int>("pieces");
        QTest::newRow("ball") << s("ball") << QStringList{} << 1;
        QTest::newRow("ring, few") << s("ring") << QStringList{s("vertex_count=400")} << 1;
        QTest::newRow("stool, triangles")
            << s("stool") << QStringList{s("remesh=triangle"), s("vertex_count=900")} << 1;
        QTest::newRow("stool, quads") << s("stool") << QStringList{s("remesh=quad"), s("vertex_count=900")} << 1;
        QTest::newRow("two pieces") << s("two pieces") << QStringList{s("remesh=quad")} << 2;
    }
    void viewerFindsNothingWrong()
    {
        QFETCH(QString, object);
        QFETCH(QStringList, fields);
        QFETCH(int, pieces);
        const auto scene = readGltf(ask(kFast, object, fields).body, QString());
        QVERIFY2(scene, scene ? "" : qPrintable(scene.error().detail));
        const MeshFacts facts = checkMesh(*scene);
        QVERIFY(facts.watertight);
        QCOMPARE(facts.degenerate, 0);
        QCOMPARE(facts.insideOut, 0);
        QCOMPARE(facts.components, pieces);
        QCOMPARE(facts.materials, 1);
        QCOMPARE(facts.textures, QList<QSize>{QSize(1024, 1024)});
    }

    void quadsComeInPairs()
    {
        for (const char* object : {"ball", "stool"}) {
            for (const char* number : {"vertex_count=-1", "vertex_count=700"}) {
                const GlbLook found = look(kFast, s(object), {s("remesh=quad"), s(number)});
                const std::vector<size_t> weld = found.welded();
                size_t pairs = 0;
                for (size_t i = 0; i + 5 < found.indices.size();) {
                    int shared = 0;
                    for (size_t a = i; a < i + 3; ++a) {
                        for (size_t b = i + 3; b < i + 6; ++b) {
                            shared += weld[found.indices[a]] == weld[found.indices[b]] ? 1 : 0;
                        }
                    }
                    pairs += shared == 2 ? 1 : 0;
                    i += 6;
                }
                const double part = double(pairs) * 2.0 / double(found.triangles());
                QVERIFY2(part > 0.85, qPrintable(s(object) + QString::number(part)));
            }
        }
    }

    void trianglesAreEven()
    {
        const GlbLook even = look(kFast, s("ball"), {s("remesh=triangle"), s("vertex_count=2000")});
        std::vector<double> lengths;
        int obtuse = 0;
        for (size_t i = 0; i + 2 < even.indices.size(); i += 3) {
            std::array<double, 3> sides{};
            for (size_t corner = 0; corner < 3; ++corner) {
                const auto& a = even.positions[even.indices[i + corner]];
                const auto& b = even.positions[even.indices[i + (corner + 1) % 3]];
                sides[corner] = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
                lengths.push_back(sides[corner]);
            }
            std::sort(sides.begin(), sides.end());
            obtuse += sides[2] * sides[2] > 1.3 * (sides[0] * sides[0] + sides[1] * sides[1]) ? 1 : 0;
        }
        double mean = 0;
        double square = 0;
        for (const double length : lengths) {
            mean += length / double(lengths.size());
            square += length * length / double(lengths.size());
        }
        const double variation = std::sqrt(std::max(square - mean * mean, 0.0)) / mean;
        QVERIFY2(variation < 0.25, qPrintable(QString::number(variation)));
        QVERIFY2(obtuse < int(even.triangles()) / 50, qPrintable(QString::number(obtuse)));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("about");
        const auto both = [](const char* name, int width, int height, const char* field, const char* about) {
            QTest::addRow("fast, %s", name) << kFast << width << height << s(field) << s(about);
            QTest::addRow("aware, %s", name) << kAware << width << height << s(field) << s(about);
        };
        both("too many pixels", 2049, 2048, "", "image");
        both("too narrow", 63, 700, "", "image");
        both("texture of another size", 640, 640, "texture_resolution=4096", "texture_resolution");
        both("unknown remesh", 640, 640, "remesh=hexagon", "remesh");
        QTest::newRow("fast, ratio of the other")
            << kFast << 640 << 640 << s("foreground_ratio=1.3") << s("foreground_ratio");
        QTest::newRow("aware, ratio of the other")
            << kAware << 640 << 640 << s("foreground_ratio=0.85") << s("foreground_ratio");
        QTest::newRow("fast, too many vertices") << kFast << 640 << 640 << s("vertex_count=20001") << s("vertex_count");
        QTest::newRow("fast, half a vertex") << kFast << 640 << 640 << s("vertex_count=1.5") << s("vertex_count");
        QTest::newRow("aware, too few") << kAware << 640 << 640 << s("target_count=99") << s("target_count");
        QTest::newRow("aware, unknown target") << kAware << 640 << 640 << s("target_type=edge") << s("target_type");
        QTest::newRow("aware, guidance") << kAware << 640 << 640 << s("guidance_scale=0.5") << s("guidance_scale");
        QTest::newRow("aware, seed") << kAware << 640 << 640 << s("seed=4294967295") << s("seed");
    }
    void refusals()
    {
        QFETCH(QString, path);
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(QString, field);
        QFETCH(QString, about);
        QStringList fields{s("image=@") + m_fixture.picture(width, height)};
        if (!field.isEmpty()) {
            fields << field;
        }
        const double before = m_fixture.balance();
        const CurlReply reply = m_fixture.post(path, fields);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.name(), s("bad_request"));
        QVERIFY2(reply.errors().join(QLatin1Char('\n')).contains(about), reply.body.constData());
        QCOMPARE(m_fixture.balance(), before);
    }

    void noPictureIsRefused() { QCOMPARE(m_fixture.post(kFast, {s("remesh=none")}).status, 400); }

    void most640IsAChoice()
    {
        const QStringList small{s("image=@") + m_fixture.picture(512, 512)};
        QCOMPARE(m_fixture.post(kAware, small).status, 200);
        PracticeFixture strict;
        PracticeOptions options = PracticeFixture::quick(strict.folder());
        options.demand640For3d = true;
        strict.start(options);
        const CurlReply reply = strict.post(kAware, small);
        QCOMPARE(reply.status, 400);
        QVERIFY2(reply.errors().join(QLatin1Char('\n')).contains(s("640")), reply.body.constData());
        QCOMPARE(strict.post(kFast, small).status, 200);
        QCOMPARE(strict.post(kAware, {s("image=@") + m_fixture.picture(640, 640)}).status, 200);
    }

private:
    CurlReply send(const QString& path, const QImage& picture, const QStringList& fields)
    {
        const QString file = m_fixture.dir.filePath(s("sent.png"));
        picture.save(file);
        QStringList all{s("image=@") + file};
        for (const QString& field : fields) {
            // Fast 3D has no seed.
            if (path == kAware || !field.startsWith(s("seed="))) {
                all << field;
            }
        }
        return m_fixture.post(path, all);
    }
    CurlReply ask(const QString& path, const QString& object, const QStringList& fields)
    {
        return send(path, objectNamed(object), fields);
    }
    /// The model; a fault of it fails the test.
    GlbLook look(const QString& path, const QString& object, const QStringList& fields)
    {
        const CurlReply reply = ask(path, object, fields);
        const GlbLook found = GlbLook::read(reply.body);
        if (!found.fault.isEmpty() || found.openEdges() != 0) {
            QTest::qFail(qPrintable(found.fault + QString::fromUtf8(reply.body.left(200).toPercentEncoding())),
                         __FILE__, __LINE__);
        }
        return found;
    }

    PracticeFixture m_fixture;
};

QTEST_GUILESS_MAIN(TestMeshWork)
#include "tst_meshwork.moc"
