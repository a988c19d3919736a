// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/SurfaceMaker.h"

#include "ui/mesh/gl/RawTexture.h"

#include <Qt3DRender/QBlendEquation>
#include <Qt3DRender/QBlendEquationArguments>
#include <Qt3DRender/QCullFace>
#include <Qt3DRender/QDepthTest>
#include <Qt3DRender/QEffect>
#include <Qt3DRender/QFilterKey>
#include <Qt3DRender/QFrontFace>
#include <Qt3DRender/QGraphicsApiFilter>
#include <Qt3DRender/QMultiSampleAntiAliasing>
#include <Qt3DRender/QNoDepthMask>
#include <Qt3DRender/QParameter>
#include <Qt3DRender/QPolygonOffset>
#include <Qt3DRender/QRasterMode>
#include <Qt3DRender/QRenderPass>
#include <Qt3DRender/QSeamlessCubemap>
#include <Qt3DRender/QTechnique>

#include <algorithm>
#include <cmath>

namespace maquette {

using namespace Qt3DRender;

namespace {

constexpr double kGridAround = 3.2; // the grid reaches so many times as far as the mesh
constexpr double kShadowPart = 0.75;
constexpr double kCellsAcross = 8;
constexpr float kDash = 4; // px of a line that the mesh is before; divides a tile, so that large pictures have no seam
constexpr float kGapPart = 0.5F; // black, so that it is seen on a surface of the line's own colour

QVector3D rgb(const QColor& colour)
{
    return {float(colour.redF()), float(colour.greenF()), float(colour.blueF())};
}

QVector4D rgba(const QColor& colour)
{
    return {rgb(colour), float(colour.alphaF())};
}

void set(QMaterial* material, const char* name, const QVariant& value)
{
    material->addParameter(new QParameter(QLatin1String(name), value));
}

QRenderPass* makePass(const char* stage, QShaderProgram* program)
{
    auto* pass = new QRenderPass;
    auto* key = new QFilterKey(pass);
    key->setName(QLatin1String(stages::kKey));
    key->setValue(QLatin1String(stage));
    pass->addFilterKey(key);
    pass->setShaderProgram(program);
    pass->addRenderState(new QMultiSampleAntiAliasing);
    return pass;
}

void addDepth(QRenderPass* pass, QDepthTest::DepthFunction function)
{
    auto* depth = new QDepthTest;
    depth->setDepthFunction(function);
    pass->addRenderState(depth);
}

/// For colours that are multiplied by their alpha.
void addBlending(QRenderPass* pass)
{
    auto* factors = new QBlendEquationArguments;
    factors->setSourceRgba(QBlendEquationArguments::One);
    factors->setDestinationRgba(QBlendEquationArguments::OneMinusSourceAlpha);
    auto* equation = new QBlendEquation;
    equation->setBlendFunction(QBlendEquation::Add);
    pass->addRenderState(factors);
    pass->addRenderState(equation);
    pass->addRenderState(new QNoDepthMask);
}

void addCulling(QRenderPass* pass, bool bothSides, bool mirrored)
{
    auto* cull = new QCullFace;
    cull->setMode(bothSides ? QCullFace::NoCulling : QCullFace::Back);
    auto* front = new QFrontFace;
    front->setDirection(mirrored ? QFrontFace::ClockWise : QFrontFace::CounterClockWise);
    pass->addRenderState(cull);
    pass->addRenderState(front);
}

QMaterial* materialOf(const QList<QRenderPass*>& passes)
{
    auto* technique = new QTechnique;
    QGraphicsApiFilter* const api = technique->graphicsApiFilter();
    api->setApi(QGraphicsApiFilter::OpenGL);
    api->setProfile(QGraphicsApiFilter::CoreProfile);
    api->setMajorVersion(3);
    api->setMinorVersion(3);
    for (QRenderPass* const pass : passes) {
        technique->addRenderPass(pass);
    }
    auto* effect = new QEffect;
    effect->addTechnique(technique);
    auto* material = new QMaterial;
    material->setEffect(effect);
    return material;
}

/// The picture's place under texture coordinates, as the two rows that make u and v (KHR_texture_transform).
std::pair<QVector3D, QVector3D> rowsOf(const MeshTexture& use)
{
    const float c = std::cos(use.rotation);
    const float s = std::sin(use.rotation);
    return {QVector3D(c * use.scale.x(), s * use.scale.y(), use.offset.x()),
            QVector3D(-s * use.scale.x(), c * use.scale.y(), use.offset.y())};
}

bool hasPicture(const MeshScene& scene, const MeshTexture& use, const MeshPrimitive& primitive)
{
    return use.isSet() && use.image < scene.images.size() && !scene.images[use.image].image.isNull() &&
           !primitive.uv[size_t(std::clamp(use.uvSet, 0, 1))].isEmpty();
}

/// 1, 2 or 5 times a power of ten.
double roundStep(double step)
{
    const double ten = std::pow(10.0, std::floor(std::log10(std::max(step, 1e-12))));
    const double part = step / ten;
    return ten * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
}

} // namespace

SurfaceMaker::SurfaceMaker(MeshShaders& shaders, Qt3DCore::QNode* textures)
    : m_shaders(shaders)
    , m_owner(textures)
{
}

void SurfaceMaker::clear()
{
    for (const auto& [key, texture] : m_textures) {
        delete texture;
    }
    m_textures.clear();
}

QAbstractTexture* SurfaceMaker::texture(const MeshScene& scene, const MeshTexture& use, bool colour)
{
    QAbstractTexture*& made = m_textures[TextureKey(use.image, colour, use.wrapU, use.wrapV, use.smooth)];
    if (made == nullptr) {
        made = pictureTexture(scene.images[use.image].image, use, colour, m_owner);
    }
    return made;
}

SurfaceTraits SurfaceMaker::traitsOf(const MeshScene& scene, const MeshMaterial& material,
                                     const MeshPrimitive& primitive, const MeshLook& look) const
{
    SurfaceTraits result;
    result.surface = int(look.surface);
    const auto give = [&result](SurfaceTraits::Trait trait, bool wanted) { result.traits |= wanted ? trait : 0U; };
    const bool shaded = look.surface == MeshSurface::Shaded;
    const auto needs = [&](MeshSurface channel) { return (shaded && !material.unlit) || look.surface == channel; };
    const bool normals = needs(MeshSurface::Normal) || look.surface == MeshSurface::Matcap;
    const bool blended = material.alpha == AlphaMode::Blend && shaded;
    const bool base = shaded || look.surface == MeshSurface::BaseColour || material.alpha == AlphaMode::Mask;
    give(SurfaceTraits::BaseMap, base && hasPicture(scene, material.baseColourMap, primitive));
    give(SurfaceTraits::Colours, base && !primitive.colours.isEmpty());
    give(SurfaceTraits::MetalRoughMap, (needs(MeshSurface::Metalness) || needs(MeshSurface::Roughness)) &&
                                           hasPicture(scene, material.metalRoughMap, primitive));
    give(SurfaceTraits::NormalMap, normals && hasPicture(scene, material.normalMap, primitive));
    give(SurfaceTraits::OcclusionMap,
         needs(MeshSurface::Occlusion) && hasPicture(scene, material.occlusionMap, primitive));
    give(SurfaceTraits::EmissionMap,
         needs(MeshSurface::Emission) && hasPicture(scene, material.emissionMap, primitive));
    give(SurfaceTraits::Tangents, result.has(SurfaceTraits::NormalMap));
    constexpr quint32 kMaps = SurfaceTraits::BaseMap | SurfaceTraits::MetalRoughMap | SurfaceTraits::NormalMap |
                              SurfaceTraits::OcclusionMap | SurfaceTraits::EmissionMap;
    const bool mapped = (result.traits & kMaps) != 0;
    give(SurfaceTraits::Uv0, mapped && !primitive.uv[0].isEmpty());
    give(SurfaceTraits::Uv1, mapped && !primitive.uv[1].isEmpty());
    give(SurfaceTraits::Masked, material.alpha == AlphaMode::Mask);
    give(SurfaceTraits::Blended, blended);
    give(SurfaceTraits::Unlit, material.unlit && shaded);
    return result;
}

void SurfaceMaker::addMaps(QMaterial* to, const MeshScene& scene, const MeshMaterial& material,
                           const SurfaceTraits& traits)
{
    const auto add = [&](SurfaceTraits::Trait trait, const char* name, const MeshTexture& use, bool colour) {
        if (!traits.has(trait)) {
            return;
        }
        const QByteArray prefix(name);
        const auto [u, v] = rowsOf(use);
        set(to, prefix + "Map", QVariant::fromValue(texture(scene, use, colour)));
        set(to, prefix + "U", u);
        set(to, prefix + "V", v);
        set(to, prefix + "Set", traits.has(SurfaceTraits::Uv0) ? float(use.uvSet) : 1.0F);
    };
    add(SurfaceTraits::BaseMap, "base", material.baseColourMap, true);
    add(SurfaceTraits::MetalRoughMap, "metalRough", material.metalRoughMap, false);
    add(SurfaceTraits::NormalMap, "normal", material.normalMap, false);
    add(SurfaceTraits::OcclusionMap, "occlusion", material.occlusionMap, false);
    add(SurfaceTraits::EmissionMap, "emission", material.emissionMap, true);
}

QMaterial* SurfaceMaker::surface(const MeshScene& scene, const MeshPrimitive& primitive, bool mirrored,
                                 const MeshLook& look, const MeshColours& colours)
{
    static const MeshMaterial plain = [] {
        MeshMaterial made;
        made.metalness = 0;
        made.roughness = 0.6F;
        return made;
    }();
    const bool has = primitive.material >= 0 && primitive.material < scene.materials.size();
    const MeshMaterial& material = has ? scene.materials[primitive.material] : plain;
    const SurfaceTraits traits = traitsOf(scene, material, primitive, look);
    const bool blended = traits.has(SurfaceTraits::Blended);
    QRenderPass* const pass = makePass(blended ? stages::kBlended : stages::kOpaque, m_shaders.surface(traits));
    addDepth(pass, QDepthTest::Less);
    addCulling(pass, material.doubleSided || look.surface == MeshSurface::Sides, mirrored);
    pass->addRenderState(new QSeamlessCubemap);
    QList<QRenderPass*> passes{pass};
    if (blended) {
        addBlending(pass);
    }
    if (look.wireframe) {
        auto* offset = new QPolygonOffset; // so that lines are not torn by the surface they lie on
        offset->setScaleFactor(1);
        offset->setDepthSteps(1);
        pass->addRenderState(offset);
        SurfaceTraits wire = traits;
        wire.traits |= SurfaceTraits::Wire;
        QRenderPass* const lines = makePass(stages::kWire, m_shaders.surface(wire));
        addDepth(lines, QDepthTest::LessOrEqual);
        addCulling(lines, true, mirrored);
        addBlending(lines);
        auto* raster = new QRasterMode;
        raster->setRasterMode(QRasterMode::Lines);
        raster->setFaceMode(QRasterMode::FrontAndBack);
        lines->addRenderState(raster);
        passes.append(lines);
    }
    QMaterial* const made = materialOf(passes);
    set(made, "baseFactor", material.baseColour);
    set(made, "metalFactor", material.metalness);
    set(made, "roughFactor", material.roughness);
    set(made, "emissionFactor", material.emission);
    set(made, "normalScale", material.normalScale);
    set(made, "occlusionStrength", material.occlusionStrength);
    set(made, "alphaCutoff", material.alphaCutoff);
    set(made, "frontColour", rgb(colours.front));
    set(made, "backColour", rgb(colours.back));
    addMaps(made, scene, material, traits);
    return made;
}

QMaterial* SurfaceMaker::lines(const QColor& colour, bool hidden)
{
    QRenderPass* const pass = makePass(stages::kLines, m_shaders.lines());
    addDepth(pass, hidden ? QDepthTest::Greater : QDepthTest::LessOrEqual);
    addBlending(pass);
    QMaterial* const made = materialOf({pass});
    set(made, "lineColour", rgba(colour));
    set(made, "gapColour", QVector4D(0, 0, 0, kGapPart));
    set(made, "dash", hidden ? kDash : 0.0F);
    return made;
}

QMaterial* SurfaceMaker::ground(const LoadedMesh& mesh, const MeshLook& look, const MeshColours& colours)
{
    QRenderPass* const pass = makePass(stages::kGround, m_shaders.ground());
    addDepth(pass, QDepthTest::Less);
    addBlending(pass);
    addCulling(pass, true, false);
    QMaterial* const made = materialOf({pass});
    QAbstractTexture*& shadow = m_textures[TextureKey(-1, false, {}, {}, true)];
    if (shadow == nullptr) {
        shadow = greyTexture(mesh.shadow.picture, m_owner);
    }
    const QRectF area = mesh.shadow.area;
    const double across = std::max(double(mesh.box.size().length()), 1e-9);
    QColor grid = colours.grid;
    grid.setAlphaF(look.grid ? grid.alphaF() : 0);
    set(made, "shadow", QVariant::fromValue(shadow));
    set(made, "shadowArea", QVector4D(float(area.x()), float(area.y()), float(area.width()), float(area.height())));
    set(made, "shadowPart", look.ground ? float(kShadowPart) : 0.0F);
    set(made, "gridColour", rgba(grid));
    set(made, "gridStep", float(roundStep(across / kCellsAcross)));
    const QVector3D centre = mesh.box.centre();
    set(made, "gridCentre", QVector3D(centre.x(), centre.z(), float(across * kGridAround / 2)));
    return made;
}

} // namespace maquette
