// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/Environment.h"

#include <QFloat16>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <thread>

namespace maquette {

namespace {

constexpr float kPi = std::numbers::pi_v<float>;

/// Calls work(face) for all six, on the cores there are.
template <typename Work>
void forFaces(const Work& work)
{
    const int threads = int(std::clamp(std::thread::hardware_concurrency(), 1U, 6U));
    std::vector<std::thread> helpers;
    for (int first = 1; first < threads; ++first) {
        helpers.emplace_back([&work, first, threads] {
            for (int face = first; face < 6; face += threads) {
                work(face);
            }
        });
    }
    for (int face = 0; face < 6; face += threads) {
        work(face);
    }
    for (std::thread& helper : helpers) {
        helper.join();
    }
}

/// Each level the mean of four squares of the one before.
void halve(LightCube& cube)
{
    for (int level = 1; level < cube.levels(); ++level) {
        const int side = cube.side(level);
        for (int face = 0; face < 6; ++face) {
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x) {
                    cube.set(level, face, x, y,
                             (cube.at(level - 1, face, x * 2, y * 2) + cube.at(level - 1, face, x * 2 + 1, y * 2) +
                              cube.at(level - 1, face, x * 2, y * 2 + 1) +
                              cube.at(level - 1, face, x * 2 + 1, y * 2 + 1)) /
                                 4);
                }
            }
        }
    }
}

/// One direction of light to gather for a roughness, around z, with the level that covers its share of the sphere.
struct Sample
{
    QVector3D light;
    float weight = 0;
    int level = 0;
};

/// GGX importance sampling with the view along the normal (Karis 2013, "Real Shading in Unreal Engine 4"), each sample
/// from a level as coarse as samples are apart (Krivanek and Colbert 2008).
std::vector<Sample> samplesFor(float roughness, int side, int levels, quint32 count)
{
    const float alpha = roughness * roughness;
    const float squareAngle = 4 * kPi / float(6 * side * side);
    std::vector<Sample> samples;
    for (quint32 i = 0; i < count; ++i) {
        quint32 bits = i; // van der Corput
        bits = (bits << 16U) | (bits >> 16U);
        bits = ((bits & 0x55555555U) << 1U) | ((bits & 0xAAAAAAAAU) >> 1U);
        bits = ((bits & 0x33333333U) << 2U) | ((bits & 0xCCCCCCCCU) >> 2U);
        bits = ((bits & 0x0F0F0F0FU) << 4U) | ((bits & 0xF0F0F0F0U) >> 4U);
        bits = ((bits & 0x00FF00FFU) << 8U) | ((bits & 0xFF00FF00U) >> 8U);
        const float u = (float(i) + 0.5F) / float(count);
        const float v = float(bits) * 2.3283064365386963e-10F;
        const float cosine = std::sqrt((1 - v) / (1 + (alpha * alpha - 1) * v));
        const float sine = std::sqrt(std::max(0.0F, 1 - cosine * cosine));
        const QVector3D half(sine * std::cos(2 * kPi * u), sine * std::sin(2 * kPi * u), cosine);
        const QVector3D light = half * (2 * cosine) - QVector3D(0, 0, 1);
        if (light.z() <= 0) {
            continue;
        }
        const float d = cosine * cosine * (alpha * alpha - 1) + 1;
        const float density = alpha * alpha / (kPi * d * d) / 4;
        const float angle = 1 / (float(count) * std::max(density, 1e-6F));
        const float level = 0.5F * std::log2(std::max(1.0F, angle / squareAngle));
        samples.push_back({light, light.z(), std::min(levels - 1, int(level))});
    }
    return samples;
}

/// A level as the mean over the half sphere before each direction, from every square of a small level of the source;
/// \a weightOf takes the cosine to the direction.
template <typename Weight>
void gather(const LightCube& source, LightCube& to, int toLevel, const Weight& weightOf)
{
    int level = 0;
    while (level + 1 < source.levels() && source.side(level) > 16) {
        ++level;
    }
    struct Lamp
    {
        QVector3D direction;
        QVector3D light;
        float angle;
    };
    const int side = source.side(level);
    std::vector<Lamp> lamps;
    for (int face = 0; face < 6; ++face) {
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const float u = 2 * (float(x) + 0.5F) / float(side) - 1;
                const float v = 2 * (float(y) + 0.5F) / float(side) - 1;
                // Squares near the corners cover less of the sphere.
                const float angle = 1 / std::pow(1 + u * u + v * v, 1.5F);
                lamps.push_back({source.direction(level, face, x, y), source.at(level, face, x, y), angle});
            }
        }
    }
    forFaces([&](int face) {
        for (int y = 0; y < to.side(toLevel); ++y) {
            for (int x = 0; x < to.side(toLevel); ++x) {
                const QVector3D normal = to.direction(toLevel, face, x, y);
                QVector3D sum;
                float total = 0;
                for (const Lamp& lamp : lamps) {
                    const float cosine = QVector3D::dotProduct(normal, lamp.direction);
                    if (cosine > 0) {
                        const float weight = weightOf(cosine) * lamp.angle;
                        sum += lamp.light * weight;
                        total += weight;
                    }
                }
                to.set(toLevel, face, x, y, sum / total);
            }
        }
    });
}

void filterLevel(const LightCube& source, int level, LightCube& to)
{
    const float roughness = float(level) / float(to.levels() - 1);
    if (to.side(level) <= 16 && roughness > 0.5F) {
        // The lobe is wide: all of a small level is exact, and no dearer. Between view and light lies the half vector.
        const float squared = std::pow(roughness, 4.0F);
        gather(source, to, level, [squared](float cosine) {
            const float d = (1 + cosine) / 2 * (squared - 1) + 1;
            return cosine / (d * d);
        });
        return;
    }
    const quint32 count = to.side(level) > 32 ? 64 : 128;
    const std::vector<Sample> samples = samplesFor(roughness, source.side(), source.levels(), count);
    float total = 0;
    for (const Sample& sample : samples) {
        total += sample.weight;
    }
    const int side = to.side(level);
    forFaces([&](int face) {
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const QVector3D normal = to.direction(level, face, x, y);
                const QVector3D other = std::abs(normal.y()) < 0.9F ? QVector3D(0, 1, 0) : QVector3D(1, 0, 0);
                const QVector3D right = QVector3D::crossProduct(other, normal).normalized();
                const QVector3D up = QVector3D::crossProduct(normal, right);
                QVector3D sum;
                for (const Sample& sample : samples) {
                    const QVector3D& l = sample.light;
                    sum += source.along(sample.level, right * l.x() + up * l.y() + normal * l.z()) * sample.weight;
                }
                to.set(level, face, x, y, sum / total);
            }
        }
    });
}

} // namespace

LightCube::LightCube(int side, int levels)
    : m_side(side)
{
    for (int level = 0; level < levels; ++level) {
        const auto width = size_t(this->side(level));
        m_levels.emplace_back(6 * width * width);
    }
}

QVector3D LightCube::direction(int level, int face, int x, int y) const
{
    const float u = 2 * (float(x) + 0.5F) / float(side(level)) - 1;
    const float v = 2 * (float(y) + 0.5F) / float(side(level)) - 1;
    switch (face) {
    case 0:
        return QVector3D(1, -v, -u).normalized();
    case 1:
        return QVector3D(-1, -v, u).normalized();
    case 2:
        return QVector3D(u, 1, v).normalized();
    case 3:
        return QVector3D(u, -1, -v).normalized();
    case 4:
        return QVector3D(u, -v, 1).normalized();
    default:
        return QVector3D(-u, -v, -1).normalized();
    }
}

QVector3D LightCube::along(int level, const QVector3D& d) const
{
    const float ax = std::abs(d.x());
    const float ay = std::abs(d.y());
    const float az = std::abs(d.z());
    int face = 0;
    float u = 0;
    float v = 0;
    float depth = 1;
    if (ax >= ay && ax >= az) {
        face = d.x() > 0 ? 0 : 1;
        u = d.x() > 0 ? -d.z() : d.z();
        v = -d.y();
        depth = ax;
    } else if (ay >= az) {
        face = d.y() > 0 ? 2 : 3;
        u = d.x();
        v = d.y() > 0 ? d.z() : -d.z();
        depth = ay;
    } else {
        face = d.z() > 0 ? 4 : 5;
        u = d.z() > 0 ? d.x() : -d.x();
        v = -d.y();
        depth = az;
    }
    const int width = side(level);
    const auto place = [width, depth](float at) {
        return std::clamp(int((at / depth + 1) / 2 * float(width)), 0, width - 1);
    };
    return at(level, face, place(u), place(v));
}

QByteArray LightCube::halfFloats(int level, int face) const
{
    const int width = side(level);
    QByteArray bytes(qsizetype(width) * width * 8, Qt::Uninitialized);
    auto* to = reinterpret_cast<qfloat16*>(bytes.data());
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            const QVector3D light = at(level, face, x, y);
            for (int c = 0; c < 3; ++c) {
                *to++ = qfloat16(std::min(light[c], 65'000.0F));
            }
            *to++ = qfloat16(1.0F);
        }
    }
    return bytes;
}

Environment makeEnvironment(EnvironmentKind kind, int specularSide, int irradianceSide)
{
    int levels = 1;
    while ((specularSide >> levels) >= 1) {
        ++levels;
    }
    LightCube source(specularSide, levels);
    forFaces([&](int face) {
        for (int y = 0; y < specularSide; ++y) {
            for (int x = 0; x < specularSide; ++x) {
                source.set(0, face, x, y, radianceOf(kind, source.direction(0, face, x, y)));
            }
        }
    });
    halve(source);
    Environment result{kind, LightCube(specularSide, std::max(2, levels - 2)), LightCube(irradianceSide, 1)};
    for (int face = 0; face < 6; ++face) {
        for (int y = 0; y < specularSide; ++y) {
            for (int x = 0; x < specularSide; ++x) {
                result.specular.set(0, face, x, y, source.at(0, face, x, y));
            }
        }
    }
    for (int level = 1; level < result.specular.levels(); ++level) {
        filterLevel(source, level, result.specular);
    }
    gather(source, result.irradiance, 0, [](float cosine) { return cosine; });
    return result;
}

} // namespace maquette
