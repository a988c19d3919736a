// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt3DRender/QShaderProgram>

#include <QHash>

namespace maquette {

/// What a surface's program has to do; each set makes a program of its own, so that none does more than it must.
struct SurfaceTraits
{
    enum Trait : quint32 {
        Tangents = 1U << 0,
        Uv0 = 1U << 1,
        Uv1 = 1U << 2,
        Colours = 1U << 3,
        BaseMap = 1U << 4,
        MetalRoughMap = 1U << 5,
        NormalMap = 1U << 6,
        OcclusionMap = 1U << 7,
        EmissionMap = 1U << 8,
        Masked = 1U << 9,
        Blended = 1U << 10,
        Unlit = 1U << 11,
        Wire = 1U << 12, ///< lines that stand out from the surface's own colour
    };
    quint32 traits = 0;
    int surface = 0; ///< a MeshSurface

    [[nodiscard]] bool has(Trait trait) const { return (traits & trait) != 0; }
    [[nodiscard]] quint32 key() const { return traits | quint32(surface) << 16; }
};

/// The programs that draw a mesh and what is around it (GLSL 3.30), made when they are first wanted.
class MeshShaders
{
public:
    explicit MeshShaders(Qt3DCore::QNode* owner);

    Qt3DRender::QShaderProgram* surface(const SurfaceTraits& traits);
    Qt3DRender::QShaderProgram* lines();
    Qt3DRender::QShaderProgram* ground();
    /// Whether a program was made since this was asked last: it draws nothing in its first frame.
    [[nodiscard]] bool takeNew();

private:
    Qt3DRender::QShaderProgram* make(const QByteArray& vertex, const QByteArray& fragment);

    Qt3DCore::QNode* m_owner;
    QHash<quint32, Qt3DRender::QShaderProgram*> m_surfaces;
    Qt3DRender::QShaderProgram* m_lines = nullptr;
    Qt3DRender::QShaderProgram* m_ground = nullptr;
    bool m_new = false;
};

} // namespace maquette
