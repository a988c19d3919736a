// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/MeshLook.h"
#include "ui/mesh/gl/MeshShaders.h"

#include <Qt3DRender/QAbstractTexture>
#include <Qt3DRender/QMaterial>

#include <map>
#include <tuple>

namespace maquette {

/// The stages of a picture, in order; a pass of a material belongs to one.
namespace stages {
inline constexpr const char* kKey = "stage";
inline constexpr const char* kOpaque = "opaque";
inline constexpr const char* kGround = "ground";
inline constexpr const char* kBlended = "blended";
inline constexpr const char* kWire = "wire";
inline constexpr const char* kLines = "lines";
} // namespace stages

/// Makes Qt 3D's materials out of a scene's. Textures are shared among them.
class SurfaceMaker
{
public:
    SurfaceMaker(MeshShaders& shaders, Qt3DCore::QNode* textures);

    /// For \a primitive of \a scene as \a look shows it; \a mirrored: the transform turns triangles over.
    [[nodiscard]] Qt3DRender::QMaterial* surface(const MeshScene& scene, const MeshPrimitive& primitive, bool mirrored,
                                                 const MeshLook& look, const MeshColours& colours);
    /// Lines where nothing of the mesh is before them; with \a hidden those alone that something is before, dashed as
    /// in a drawing.
    [[nodiscard]] Qt3DRender::QMaterial* lines(const QColor& colour, bool hidden = false);
    [[nodiscard]] Qt3DRender::QMaterial* ground(const LoadedMesh& mesh, const MeshLook& look,
                                                const MeshColours& colours);
    /// Forgets the textures of the scene.
    void clear();

private:
    using TextureKey = std::tuple<int, bool, TextureWrap, TextureWrap, bool>;

    [[nodiscard]] SurfaceTraits traitsOf(const MeshScene& scene, const MeshMaterial& material,
                                         const MeshPrimitive& primitive, const MeshLook& look) const;
    void addMaps(Qt3DRender::QMaterial* to, const MeshScene& scene, const MeshMaterial& material,
                 const SurfaceTraits& traits);
    Qt3DRender::QAbstractTexture* texture(const MeshScene& scene, const MeshTexture& use, bool colour);

    MeshShaders& m_shaders;
    Qt3DCore::QNode* m_owner;
    std::map<TextureKey, Qt3DRender::QAbstractTexture*> m_textures;
};

} // namespace maquette
