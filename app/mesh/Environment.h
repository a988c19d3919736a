// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>
#include <QVector3D>

#include <vector>

namespace maquette {

enum class EnvironmentKind { Studio, SoftBox, Sunset, Overcast, Night };
constexpr int kEnvironmentKinds = 5;

[[nodiscard]] QString environmentName(EnvironmentKind kind); ///< for people

/// Light from all directions as six squares of linear colours, at several sizes. Faces are +X -X +Y -Y +Z -Z as OpenGL
/// lays them; the y axis points up.
class LightCube
{
public:
    LightCube() = default;
    LightCube(int side, int levels);

    [[nodiscard]] int levels() const { return int(m_levels.size()); }
    [[nodiscard]] int side(int level = 0) const { return std::max(1, m_side >> level); }
    [[nodiscard]] QVector3D at(int level, int face, int x, int y) const
    {
        return m_levels[size_t(level)][index(level, face, x, y)];
    }
    void set(int level, int face, int x, int y, const QVector3D& light)
    {
        m_levels[size_t(level)][index(level, face, x, y)] = light;
    }
    /// Where the middle of a square looks; length 1.
    [[nodiscard]] QVector3D direction(int level, int face, int x, int y) const;
    /// Looked up without smoothing.
    [[nodiscard]] QVector3D along(int level, const QVector3D& direction) const;
    /// One face as a graphics card takes it: RGBA, 16 bit floating point.
    [[nodiscard]] QByteArray halfFloats(int level, int face) const;

private:
    [[nodiscard]] size_t index(int level, int face, int x, int y) const
    {
        const auto width = size_t(side(level));
        return (size_t(face) * width + size_t(y)) * width + size_t(x);
    }

    int m_side = 0;
    std::vector<std::vector<QVector3D>> m_levels;
};

/// An environment for lighting by images, made by the program; nothing is loaded.
struct Environment
{
    EnvironmentKind kind = EnvironmentKind::Studio;
    LightCube specular;   ///< level n of N is filtered for a roughness of n / (N - 1) (GGX, view along the normal)
    LightCube irradiance; ///< what a white surface of that direction reflects: irradiance divided by pi
};

/// What comes from a direction. A white matt ball shows 0.8 on average in all of them, 0.35 at night.
[[nodiscard]] QVector3D radianceOf(EnvironmentKind kind, const QVector3D& direction);

/// Computes both maps: about 50 ms at these sizes; for a worker. \a specularSide is a power of two.
[[nodiscard]] Environment makeEnvironment(EnvironmentKind kind, int specularSide = 128, int irradianceSide = 16);

} // namespace maquette
