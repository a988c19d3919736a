// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/MeshShaders.h"

#include "ui/mesh/gl/ShaderText.h"

#include <utility>

namespace maquette {

namespace {

QByteArray definesOf(const SurfaceTraits& traits)
{
    const std::pair<SurfaceTraits::Trait, const char*> names[] = {
        {SurfaceTraits::Tangents, "TANGENTS"},
        {SurfaceTraits::Uv0, "UV0"},
        {SurfaceTraits::Uv1, "UV1"},
        {SurfaceTraits::Colours, "COLOURS"},
        {SurfaceTraits::BaseMap, "BASE_MAP"},
        {SurfaceTraits::MetalRoughMap, "METAL_ROUGH_MAP"},
        {SurfaceTraits::NormalMap, "NORMAL_MAP"},
        {SurfaceTraits::OcclusionMap, "OCCLUSION_MAP"},
        {SurfaceTraits::EmissionMap, "EMISSION_MAP"},
        {SurfaceTraits::Masked, "MASKED"},
        {SurfaceTraits::Blended, "BLENDED"},
        {SurfaceTraits::Unlit, "UNLIT"},
        {SurfaceTraits::Wire, "WIRE"},
    };
    QByteArray text = "#version 330 core\n";
    for (const auto& [trait, name] : names) {
        if (traits.has(trait)) {
            text += QByteArray("#define ") + name + '\n';
        }
    }
    return text + "#define SURFACE " + QByteArray::number(traits.surface) + '\n';
}

} // namespace

MeshShaders::MeshShaders(Qt3DCore::QNode* owner)
    : m_owner(owner)
{
}

Qt3DRender::QShaderProgram* MeshShaders::make(const QByteArray& vertex, const QByteArray& fragment)
{
    auto* program = new Qt3DRender::QShaderProgram(m_owner);
    program->setVertexShaderCode(vertex);
    program->setFragmentShaderCode(fragment);
    m_new = true;
    return program;
}

Qt3DRender::QShaderProgram* MeshShaders::surface(const SurfaceTraits& traits)
{
    Qt3DRender::QShaderProgram*& program = m_surfaces[traits.key()];
    if (program == nullptr) {
        const QByteArray defines = definesOf(traits);
        program = make(defines + shadertext::kSurfaceVertex,
                       defines + shadertext::kLight + shadertext::kSurfaceInputs + shadertext::kSurfaceFragment);
    }
    return program;
}

Qt3DRender::QShaderProgram* MeshShaders::lines()
{
    if (m_lines == nullptr) {
        m_lines = make(shadertext::kLinesVertex, shadertext::kLinesFragment);
    }
    return m_lines;
}

Qt3DRender::QShaderProgram* MeshShaders::ground()
{
    if (m_ground == nullptr) {
        m_ground = make(shadertext::kGroundVertex, shadertext::kGroundFragment);
    }
    return m_ground;
}

bool MeshShaders::takeNew()
{
    return std::exchange(m_new, false);
}

} // namespace maquette
