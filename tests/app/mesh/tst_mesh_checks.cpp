// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/mesh/GltfKit.h"
#include "tests/support/TestMain.h"

#include "app/mesh/MeshPicker.h"
#include "app/mesh/MeshShading.h"
#include "app/mesh/MeshTargets.h"
#include "app/mesh/Pose.h"
#include "app/mesh/UvLayout.h"

#include <cmath>
#include <map>
#include <random>

using namespace maquette;

namespace {

MeshScene sceneOf(const std::vector<QVector3D>& places, const std::vector<quint32>& indices)
{
    MeshScene scene;
    MeshPrimitive part;
    part.positions = MeshBuffer<QVector3D>::from(places);
    part.indices = MeshBuffer<quint32>::from(indices);
    part.normals = MeshBuffer<QVector3D>(part.positions.size(), QVector3D(0, 0, 1));
    scene.meshes = {Mesh{{}, {part}, {}}};
    scene.nodes.resize(1);
    scene.nodes[0].mesh = 0;
    scene.roots = {0};
    return scene;
}

const std::vector<QVector3D> kCubeCorners{{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0},
                                          {0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {0, 1, 1}};
const std::vector<quint32> kCube{0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4,
                                 3, 6, 2, 3, 7, 6, 0, 4, 7, 0, 7, 3, 1, 2, 6, 1, 6, 5};

/// Counted the slow way: a map of edges by their places.
struct Counted
{
    qint64 open = 0;
    qint64 nonManifold = 0;
    qint64 reversed = 0;
    qint64 degenerate = 0;
    qint64 components = 0;
};

Counted countSlowly(const MeshScene& scene)
{
    using Place = std::array<float, 3>;
    const MeshPrimitive& part = scene.meshes[0].primitives[0];
    const auto placeOf = [&part](qsizetype corner) {
        const QVector3D& at = part.positions[part.indices[corner]];
        return Place{at.x(), at.y(), at.z()};
    };
    std::map<std::pair<Place, Place>, std::vector<std::pair<qsizetype, bool>>> edges;
    Counted counted;
    std::vector<qsizetype> group(size_t(part.triangleCount()), -1);
    for (qsizetype t = 0; t < part.triangleCount(); ++t) {
        const Place corner[3] = {placeOf(t * 3), placeOf(t * 3 + 1), placeOf(t * 3 + 2)};
        const QVector3D& a = part.positions[part.indices[t * 3]];
        const QVector3D cross = QVector3D::crossProduct(part.positions[part.indices[t * 3 + 1]] - a,
                                                        part.positions[part.indices[t * 3 + 2]] - a);
        const bool line = corner[0] == corner[1] || corner[1] == corner[2] || corner[2] == corner[0];
        counted.degenerate += line || cross.isNull() ? 1 : 0;
        if (line) {
            continue;
        }
        group[size_t(t)] = t;
        for (int i = 0; i < 3; ++i) {
            const Place& from = corner[i];
            const Place& to = corner[(i + 1) % 3];
            edges[{std::min(from, to), std::max(from, to)}].push_back({t, from < to});
        }
    }
    for (const auto& [edge, uses] : edges) {
        counted.open += uses.size() == 1 ? 1 : 0;
        counted.nonManifold += uses.size() > 2 ? 1 : 0;
        counted.reversed += uses.size() == 2 && uses[0].second == uses[1].second ? 1 : 0;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [edge, uses] : edges) {
            for (const auto& use : uses) {
                const qsizetype least = std::min(group[size_t(use.first)], group[size_t(uses[0].first)]);
                for (const qsizetype t : {use.first, uses[0].first}) {
                    changed = changed || group[size_t(t)] != least;
                    group[size_t(t)] = least;
                }
            }
        }
    }
    for (size_t t = 0; t < group.size(); ++t) {
        counted.components += group[t] == qsizetype(t) ? 1 : 0;
    }
    return counted;
}

bool near(const QVector3D& a, const QVector3D& b, float tolerance = 1e-4F)
{
    return (a - b).length() <= tolerance;
}

} // namespace

class TestMeshChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aCubeIsWatertight()
    {
        const MeshFacts facts = checkMesh(sceneOf(kCubeCorners, kCube));
        QCOMPARE(facts.triangles, 12);
        QCOMPARE(facts.points, 8);
        QVERIFY(facts.watertight);
        QCOMPARE(facts.components, 1);
        QCOMPARE(facts.insideOut, 0);
        QVERIFY(std::abs(facts.volume - 1) < 1e-5);
        QVERIFY(std::abs(facts.area - 6) < 1e-5);
        QCOMPARE(facts.box.size(), QVector3D(1, 1, 1));
        QVERIFY(facts.faultyEdges.isEmpty());
    }

    void faultsAreCounted()
    {
        std::vector<quint32> open(kCube.begin(), kCube.end() - 3);
        const MeshFacts hole = checkMesh(sceneOf(kCubeCorners, open));
        QCOMPARE(hole.openEdges, 3);
        QCOMPARE(hole.faultyEdges.size(), 3);
        QVERIFY(!hole.watertight);
        std::vector<quint32> turned = kCube;
        std::swap(turned[0], turned[1]);
        QCOMPARE(checkMesh(sceneOf(kCubeCorners, turned)).reversedEdges, 3);
        std::vector<quint32> inside(kCube.rbegin(), kCube.rend());
        const MeshFacts inwards = checkMesh(sceneOf(kCubeCorners, inside));
        QCOMPARE(inwards.insideOut, 1);
        QVERIFY(inwards.watertight);
        std::vector<quint32> wing = kCube;
        wing.insert(wing.end(), {0, 1, 6, 3, 3, 5});
        const MeshFacts more = checkMesh(sceneOf(kCubeCorners, wing));
        QCOMPARE(more.nonManifoldEdges, 2); // 0-1, and 1-6 across a face
        QCOMPARE(more.degenerate, 1);
    }

    void seamsAreNoHoles()
    {
        // Every triangle with vertices of its own.
        std::vector<QVector3D> places;
        std::vector<quint32> indices;
        for (const quint32 index : kCube) {
            indices.push_back(quint32(places.size()));
            places.push_back(kCubeCorners[index]);
        }
        const MeshFacts facts = checkMesh(sceneOf(places, indices));
        QVERIFY(facts.watertight);
        QCOMPARE(facts.vertices, 36);
        QCOMPARE(facts.points, 8);
    }

    void aMirroredNodeStaysTheRightWayRound()
    {
        MeshScene scene = sceneOf(kCubeCorners, kCube);
        scene.nodes[0].scale = {-2, 1, 1};
        const MeshFacts facts = checkMesh(scene);
        QCOMPARE(facts.insideOut, 0);
        QVERIFY(std::abs(facts.volume - 2) < 1e-5);
        QCOMPARE(facts.box.low.x(), -2.0F);
    }

    void countsAsTheSlowWayDoes()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 60; ++round) {
            std::vector<QVector3D> places;
            for (int i = 0; i < 12; ++i) {
                places.emplace_back(float(random() % 3), float(random() % 3), float(random() % 3));
            }
            std::vector<quint32> indices;
            for (quint32 i = 0; i < 3 * (1 + random() % 20); ++i) {
                indices.push_back(random() % 12);
            }
            const MeshScene scene = sceneOf(places, indices);
            const MeshFacts facts = checkMesh(scene);
            const Counted counted = countSlowly(scene);
            QCOMPARE(facts.openEdges, counted.open);
            QCOMPARE(facts.nonManifoldEdges, counted.nonManifold);
            QCOMPARE(facts.reversedEdges, counted.reversed);
            QCOMPARE(facts.degenerate, counted.degenerate);
            QCOMPARE(facts.components, counted.components);
        }
    }

    void targetsAreCompared()
    {
        MeshFacts facts = checkMesh(sceneOf(kCubeCorners, kCube));
        facts.textures = {QSize(512, 2048)};
        MeshTargets targets;
        QVERIFY(compareWithTargets(facts, targets).isEmpty());
        targets.mostTriangles = 12;
        targets.mostVertices = 7;
        targets.mostTextureSide = 1024;
        targets.longestSide = 1.5;
        targets.watertight = true;
        targets.noDegenerate = true;
        QList<bool> passed;
        for (const TargetResult& result : compareWithTargets(facts, targets)) {
            QVERIFY(!result.what.isEmpty() && !result.wanted.isEmpty() && !result.found.isEmpty());
            passed.append(result.passed);
        }
        QCOMPARE(passed, (QList<bool>{true, false, false, true, true, true}));
    }

    void raysHitWhatTheSlowWayHits()
    {
        std::mt19937 random(3);
        std::uniform_real_distribution<float> within(-1, 1);
        const auto point = [&] { return QVector3D(within(random), within(random), within(random)); };
        std::vector<QVector3D> places;
        std::vector<quint32> indices;
        for (quint32 i = 0; i < 900; i += 3) {
            const QVector3D base = point();
            for (quint32 k = 0; k < 3; ++k) {
                places.push_back(base + point() * 0.2F);
                indices.push_back(i + k);
            }
        }
        const MeshPicker picker(sceneOf(places, indices));
        int hits = 0;
        for (int round = 0; round < 500; ++round) {
            const QVector3D origin = point() * 3;
            const QVector3D direction = (point() - origin).normalized();
            double best = 1e30;
            for (size_t t = 0; t < indices.size(); t += 3) {
                // The plane first, then the three sides.
                const QVector3D normal = QVector3D::crossProduct(places[t + 1] - places[t], places[t + 2] - places[t]);
                const float along = QVector3D::dotProduct(normal, direction);
                const float distance = QVector3D::dotProduct(normal, places[t] - origin) / along;
                const QVector3D at = origin + direction * distance;
                bool inside = distance >= 0;
                for (size_t k = 0; k < 3; ++k) {
                    const QVector3D side = places[t + (k + 1) % 3] - places[t + k];
                    inside =
                        inside && QVector3D::dotProduct(QVector3D::crossProduct(side, at - places[t + k]), normal) >= 0;
                }
                best = inside ? std::min(best, double(distance)) : best;
            }
            const auto hit = picker.pick(origin, direction);
            QCOMPARE(hit.has_value(), best < 1e30);
            if (hit) {
                ++hits;
                QVERIFY(std::abs(double(hit->distance) - best) < 1e-3);
                QCOMPARE(hit->front, QVector3D::dotProduct(hit->normal, direction) < 0);
            }
        }
        QVERIFY(hits > 50);
    }

    void raysAlongTheSidesOfBoxesHit()
    {
        const MeshPicker picker(sceneOf(kCubeCorners, kCube));
        for (const float x : {0.25F, 0.5F, 0.75F}) {
            const auto hit = picker.pick({x, 0.4F, 5}, {0, 0, -2});
            QVERIFY(hit.has_value());
            QVERIFY(near(hit->place, {x, 0.4F, 1}));
            QCOMPARE(hit->distance, 2.0F);
            QVERIFY(near(hit->normal, {0, 0, 1}));
            QVERIFY(hit->front);
        }
        QVERIFY(picker.pick({1, 1, 5}, {0, 0, -1}).has_value());
        QVERIFY(!picker.pick({0.5F, 0.5F, 5}, {0, 0, 1}).has_value());
        QVERIFY(!picker.pick({0.5F, 0.5F, 5}, {0, 0, 0}).has_value());
        const auto hit = picker.pick({0.9F, 0.8F, 5}, {0, 0, -1});
        const std::array<QVector3D, 3> corners = picker.cornersOf(*hit);
        QVERIFY(std::find(corners.begin(), corners.end(), QVector3D(1, 1, 1)) != corners.end());
        for (const QVector3D& corner : corners) {
            QCOMPARE(corner.z(), 1.0F); // of the face that was hit
        }
    }

    void layoutHasIslandsAndBorders()
    {
        MeshScene scene = sceneOf({{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {5, 0, 0}, {6, 0, 0}, {5, 1, 0}},
                                  {0, 1, 2, 2, 1, 3, 4, 5, 6});
        const std::vector<QVector2D> uv{{0, 0},       {0.25F, 0},    {0, 0.25F},   {0.25F, 0.25F},
                                        {0.5F, 0.5F}, {0.75F, 0.5F}, {0.5F, 0.75F}};
        scene.meshes[0].primitives[0].uv[0] = MeshBuffer<QVector2D>::from(uv);
        const UvLayout layout = uvLayout(scene);
        QCOMPARE(layout.islands, 2);
        QCOMPARE(layout.edges.size(), 8);
        QCOMPARE(layout.borders.size(), 7);
        QVERIFY(!layout.outside);
        QVERIFY(uvLayout(scene, 5).isEmpty());
        QVERIFY(uvLayout(scene, -2, 1).isEmpty());
    }

    void posesFollowKeysBonesAndShapes()
    {
        MeshScene scene = sceneOf({{0, 0, 0}, {0, 1, 0}, {0, 2, 0}}, {0, 1, 2});
        MeshPrimitive& part = scene.meshes[0].primitives[0];
        part.joints = MeshBuffer<JointIndices>(3, JointIndices{0, 1, 0, 0});
        part.weights = MeshBuffer<QVector4D>(3, QVector4D(1, 0, 0, 0));
        part.weights.data()[2] = {0, 2, 0, 0}; // needs not sum up to one
        part.weights.data()[1] = {0.5F, 0.5F, 0, 0};
        part.morphs.resize(1);
        part.morphs[0].positions = MeshBuffer<QVector3D>(3, QVector3D(0, 0, 4));
        scene.meshes[0].weights = {0.25F};
        scene.nodes.resize(3);
        scene.nodes[0].skin = 0;
        scene.nodes[0].translation = {50, 0, 0}; // a skin does not mind where its node is
        scene.nodes[1].children = {2};
        scene.nodes[2].parent = 1;
        scene.nodes[2].translation = {0, 1, 0};
        scene.roots = {0, 1};
        QMatrix4x4 back;
        back.translate(0, -1, 0);
        scene.skins = {MeshSkin{{1, 2}, {QMatrix4x4(), back}}};
        AnimationChannel turn{2,
                              AnimatedValue::Rotation,
                              Interpolation::Linear,
                              MeshBuffer<float>::from(std::vector<float>{1, 3}),
                              MeshBuffer<float>::from(std::vector<float>{0, 0, 0, 1, 0, 0, 1, 0}),
                              4};
        AnimationChannel shape{0,
                               AnimatedValue::Weights,
                               Interpolation::Step,
                               MeshBuffer<float>::from(std::vector<float>{0, 2}),
                               MeshBuffer<float>::from(std::vector<float>{1, 0}),
                               1};
        scene.animations = {MeshAnimation{{}, {turn, shape}}};
        const PosedVertices rest = posed(scene, restPose(scene), 0, part);
        QVERIFY(near(rest.positions[2], {0, 2, 1}));
        QVERIFY(rest.transform.isIdentity());
        // Half way the second bone is turned by a quarter about (0, 1, 0).
        const PosedVertices middle = posed(scene, poseAt(scene, 0, 2), 0, part);
        QVERIFY(near(middle.positions[0], {0, 0, 0}));
        QVERIFY(near(middle.positions[1], {0, 1, 0}));
        QVERIFY(near(middle.positions[2], {-1, 1, 0}));
        QVERIFY(near(posed(scene, poseAt(scene, 0, 0), 0, part).positions[2], {0, 2, 4}));
        QVERIFY(near(posed(scene, poseAt(scene, 0, 99), 0, part).positions[2], {0, 0, 0}));
        QVERIFY(near(posed(scene, poseAt(scene, 7, 2), 0, part).positions[2], {0, 2, 1}));
        QCOMPARE(checkMesh(scene).box.high.z(), 1.0F);
    }

    void cubicKeysFollowHermite()
    {
        MeshScene scene = sceneOf({{0, 0, 0}, {0, 1, 0}, {0, 2, 0}}, {0, 1, 2});
        // From 0 to 10 in 2 s, leaving at 3 per second, arriving at -1 per second.
        const std::vector<float> keys{0, 0, 0, 0, 0, 0, 3, 0, 0, -1, 0, 0, 10, 0, 0, 0, 0, 0};
        scene.animations = {MeshAnimation{
            {},
            {AnimationChannel{0, AnimatedValue::Translation, Interpolation::CubicSpline,
                              MeshBuffer<float>::from(std::vector<float>{0, 2}), MeshBuffer<float>::from(keys), 3}}}};
        for (const double t : {0.0, 0.3, 1.0, 1.7, 2.0}) {
            // The cubic through those four conditions, solved by hand: x = a t^3 + b t^2 + 3 t.
            const double a = -2;
            const double b = 5;
            const double wanted = a * t * t * t + b * t * t + 3 * t;
            QVERIFY(std::abs(double(poseAt(scene, 0, t).world[0](0, 3)) - wanted) < 1e-4);
        }
    }
};

QTEST_GUILESS_MAIN(TestMeshChecks)
#include "tst_mesh_checks.moc"
