// SPDX-License-Identifier: GPL-3.0-or-later
// The five environments as functions of a direction.
#include "app/mesh/Environment.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette {

namespace {

float smooth(float from, float to, float value)
{
    const float t = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

QVector3D mix(const QVector3D& a, const QVector3D& b, float t)
{
    return a + (b - a) * t;
}

/// A flat lamp of \a width by \a height at distance 1 with a soft edge.
class Panel
{
public:
    Panel(const QVector3D& towards, float width, float height, const QVector3D& light)
        : m_towards(towards.normalized())
        , m_right(QVector3D::crossProduct(std::abs(m_towards.y()) > 0.95F ? QVector3D(1, 0, 0) : QVector3D(0, 1, 0),
                                          m_towards)
                      .normalized())
        , m_up(QVector3D::crossProduct(m_towards, m_right))
        , m_half(width / 2, height / 2, 0)
        , m_light(light)
    {
    }
    [[nodiscard]] QVector3D along(const QVector3D& direction) const
    {
        const float depth = QVector3D::dotProduct(direction, m_towards);
        if (depth <= 0.01F) {
            return {};
        }
        const float x = std::abs(QVector3D::dotProduct(direction, m_right) / depth);
        const float y = std::abs(QVector3D::dotProduct(direction, m_up) / depth);
        const float edge = 0.04F;
        return m_light * (1 - smooth(m_half.x() - edge, m_half.x() + edge, x)) *
               (1 - smooth(m_half.y() - edge, m_half.y() + edge, y));
    }

private:
    QVector3D m_towards;
    QVector3D m_right;
    QVector3D m_up;
    QVector3D m_half;
    QVector3D m_light;
};

QVector3D studio(const QVector3D& d)
{
    static const std::array panels{
        Panel({-0.9F, 0.8F, 0.9F}, 1.1F, 1.1F, {9, 8.8F, 8.5F}),   // key
        Panel({1.2F, 0.3F, 0.5F}, 0.7F, 1.5F, {3.2F, 3.4F, 3.8F}), // fill
        Panel({0.4F, 0.6F, -1.2F}, 0.4F, 1.6F, {6, 6, 6.4F}),      // rim
        Panel({0, 1, 0.05F}, 1.2F, 1.2F, {2.5F, 2.5F, 2.5F}),
    };
    QVector3D light = mix({0.16F, 0.16F, 0.17F}, {0.42F, 0.43F, 0.45F}, smooth(-0.7F, 0.9F, d.y()));
    for (const Panel& panel : panels) {
        light += panel.along(d);
    }
    return light;
}

QVector3D softBox(const QVector3D& d)
{
    static const Panel roof({0, 1, 0.35F}, 2.4F, 2.4F, {2.4F, 2.4F, 2.35F});
    return mix({0.45F, 0.45F, 0.45F}, {0.75F, 0.75F, 0.76F}, smooth(-1, 1, d.y())) + roof.along(d);
}

QVector3D sunset(const QVector3D& d)
{
    static const QVector3D sun = QVector3D(-0.8F, 0.16F, 0.55F).normalized();
    const float near = std::max(0.0F, QVector3D::dotProduct(d, sun));
    if (d.y() < 0) {
        return mix({0.28F, 0.18F, 0.13F}, {0.10F, 0.08F, 0.09F}, smooth(0, 0.6F, -d.y()));
    }
    QVector3D sky = mix({1.5F, 0.72F, 0.32F}, {0.22F, 0.30F, 0.62F}, smooth(0, 0.55F, d.y()));
    sky += QVector3D(2.6F, 1.1F, 0.35F) * std::pow(near, 12.0F);
    sky += QVector3D(90, 52, 20) * smooth(0.9945F, 0.9975F, near);
    return sky;
}

/// CIE overcast sky: three times as bright overhead as at the horizon.
QVector3D overcast(const QVector3D& d)
{
    if (d.y() < 0) {
        return {0.24F, 0.24F, 0.23F};
    }
    return QVector3D(0.97F, 1.0F, 1.05F) * ((1 + 2 * d.y()) / 3) * 1.3F;
}

QVector3D night(const QVector3D& d)
{
    static const std::array panels{
        Panel({0.7F, 0.45F, 0.6F}, 0.35F, 0.35F, {9, 6.2F, 3.4F}), // a lamp
        Panel({-1, 0.2F, 0.3F}, 0.5F, 0.9F, {0.9F, 1.6F, 3.2F}),   // a sign
        Panel({-0.2F, 0.5F, -1}, 0.25F, 0.7F, {2.6F, 0.9F, 2.2F}), // behind
        Panel({0.2F, 1, -0.2F}, 0.16F, 0.16F, {14, 15, 17}),       // the moon
    };
    QVector3D light = mix({0.03F, 0.032F, 0.04F}, {0.05F, 0.07F, 0.14F}, smooth(-0.3F, 0.7F, d.y()));
    for (const Panel& panel : panels) {
        light += panel.along(d);
    }
    return light;
}

QVector3D rawRadiance(EnvironmentKind kind, const QVector3D& direction)
{
    switch (kind) {
    case EnvironmentKind::SoftBox:
        return softBox(direction);
    case EnvironmentKind::Sunset:
        return sunset(direction);
    case EnvironmentKind::Overcast:
        return overcast(direction);
    case EnvironmentKind::Night:
        return night(direction);
    case EnvironmentKind::Studio:
        break;
    }
    return studio(direction);
}

/// The mean brightness over the sphere is what a white ball shows on average.
float gainOf(EnvironmentKind kind)
{
    constexpr int kRows = 64;
    constexpr int kColumns = 128;
    double sum = 0;
    for (int row = 0; row < kRows; ++row) {
        const double y = 1 - 2 * (row + 0.5) / kRows; // bands of the same area
        const double across = std::sqrt(1 - y * y);
        for (int column = 0; column < kColumns; ++column) {
            const double turn = 2 * 3.14159265358979 * (column + 0.5) / kColumns;
            const QVector3D light =
                rawRadiance(kind, {float(across * std::cos(turn)), float(y), float(across * std::sin(turn))});
            sum += 0.2126 * double(light.x()) + 0.7152 * double(light.y()) + 0.0722 * double(light.z());
        }
    }
    const double wanted = kind == EnvironmentKind::Night ? 0.35 : 0.8;
    return float(wanted / (sum / (kRows * kColumns)));
}

} // namespace

QString environmentName(EnvironmentKind kind)
{
    const char* const names[] = {
        QT_TRANSLATE_NOOP("Environment", "Studio"), QT_TRANSLATE_NOOP("Environment", "Soft box"),
        QT_TRANSLATE_NOOP("Environment", "Sunset"), QT_TRANSLATE_NOOP("Environment", "Overcast"),
        QT_TRANSLATE_NOOP("Environment", "Night")};
    return QCoreApplication::translate("Environment", names[int(kind)]);
}

QVector3D radianceOf(EnvironmentKind kind, const QVector3D& direction)
{
    static const std::array<float, kEnvironmentKinds> gains = [] {
        std::array<float, kEnvironmentKinds> made{};
        for (int i = 0; i < kEnvironmentKinds; ++i) {
            made[size_t(i)] = gainOf(EnvironmentKind(i));
        }
        return made;
    }();
    return rawRadiance(kind, direction) * gains[size_t(kind)];
}

} // namespace maquette
