// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/Environment.h"
#include "tests/support/TestMain.h"

#include <cmath>
#include <cstring>
#include <numbers>
#include <random>

using namespace maquette;

namespace {

double luminance(const QVector3D& light)
{
    return 0.2126 * double(light.x()) + 0.7152 * double(light.y()) + 0.0722 * double(light.z());
}

QVector3D anyDirection(std::mt19937& random)
{
    std::normal_distribution<float> normal;
    return QVector3D(normal(random), normal(random), normal(random)).normalized();
}

} // namespace

class TestEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void directionsAndPlacesAgree()
    {
        LightCube cube(8, 4);
        // The middle of each face as OpenGL lays them.
        const QVector3D axes[6] = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
        for (int face = 0; face < 6; ++face) {
            QVERIFY(QVector3D::dotProduct(cube.direction(0, face, 4, 4), axes[face]) > 0.97F);
            for (int y = 0; y < 8; ++y) {
                for (int x = 0; x < 8; ++x) {
                    const QVector3D mark{float(face), float(x), float(y)};
                    cube.set(0, face, x, y, mark);
                    QCOMPARE(cube.along(0, cube.direction(0, face, x, y)), mark);
                }
            }
        }
    }

    void isLitAsMeasuredByChance_data()
    {
        QTest::addColumn<int>("kind");
        for (int i = 0; i < kEnvironmentKinds; ++i) {
            QTest::newRow(qPrintable(environmentName(EnvironmentKind(i)))) << i;
        }
    }
    void isLitAsMeasuredByChance()
    {
        QFETCH(int, kind);
        const auto which = EnvironmentKind(kind);
        const Environment made = makeEnvironment(which, 64);
        std::mt19937 random(5);
        double all = 0;
        constexpr int kRays = 100'000;
        std::vector<std::pair<QVector3D, QVector3D>> rays;
        for (int i = 0; i < kRays; ++i) {
            const QVector3D direction = anyDirection(random);
            rays.emplace_back(direction, radianceOf(which, direction));
            all += luminance(rays.back().second) / kRays;
        }
        const double wanted = which == EnvironmentKind::Night ? 0.35 : 0.8;
        QVERIFY2(std::abs(all / wanted - 1) < 0.08, qPrintable(QString::number(all)));
        // Irradiance over pi: four times the mean of light times cosine over the sphere.
        for (const QVector3D& normal : {QVector3D(0, 1, 0), QVector3D(0, -1, 0), QVector3D(0.6F, 0, 0.8F)}) {
            double sum = 0;
            for (const auto& [direction, light] : rays) {
                sum += 4 * std::max(0.0, double(QVector3D::dotProduct(direction, normal))) * luminance(light) / kRays;
            }
            const double found = luminance(made.irradiance.along(0, normal));
            QVERIFY2(std::abs(found - sum) < 0.1 * sum + 0.02, qPrintable(QStringLiteral("%1 %2").arg(found).arg(sum)));
        }
        // GGX of roughness 1 seen along the normal spreads evenly: weighted by the cosine it is the irradiance.
        const int last = made.specular.levels() - 1;
        const int side = made.specular.side(last);
        for (int face = 0; face < 6; ++face) {
            for (int at = 0; at < side * side; ++at) {
                const QVector3D normal = made.specular.direction(last, face, at % side, at / side);
                double sum = 0;
                for (const auto& [direction, light] : rays) {
                    sum +=
                        4 * std::max(0.0, double(QVector3D::dotProduct(direction, normal))) * luminance(light) / kRays;
                }
                const double found = luminance(made.specular.at(last, face, at % side, at / side));
                QVERIFY2(std::abs(found - sum) < 0.15 * sum + 0.02,
                         qPrintable(QStringLiteral("%1 %2").arg(found).arg(sum)));
            }
        }
    }

    void levelZeroIsTheLightItself()
    {
        const Environment made = makeEnvironment(EnvironmentKind::Sunset, 32);
        for (int face = 0; face < 6; ++face) {
            QCOMPARE(made.specular.at(0, face, 7, 20),
                     radianceOf(EnvironmentKind::Sunset, made.specular.direction(0, face, 7, 20)));
        }
        QCOMPARE(made.specular.side(1), 16);
    }

    void halfFloatsAreRgba()
    {
        LightCube cube(2, 1);
        cube.set(0, 3, 1, 0, {1, 0.5F, 100'000});
        const QByteArray bytes = cube.halfFloats(0, 3);
        QCOMPARE(bytes.size(), 2 * 2 * 8);
        quint16 words[4];
        std::memcpy(words, bytes.constData() + 8, 8);
        QCOMPARE(words[0], quint16(0x3C00)); // IEEE 754 binary16
        QCOMPARE(words[1], quint16(0x3800));
        QVERIFY(words[2] < 0x7C00); // not infinite
        QCOMPARE(words[3], quint16(0x3C00));
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
