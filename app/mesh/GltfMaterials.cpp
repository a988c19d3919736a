// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/GltfMaterials.h"

#include "app/mesh/GltfWords.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

float finite(double value, double least, double most, double otherwise)
{
    return std::isfinite(value) ? float(std::clamp(value, least, most)) : float(otherwise);
}

TextureWrap wrapOf(int mode)
{
    switch (mode) {
    case TINYGLTF_TEXTURE_WRAP_CLAMP_TO_EDGE:
        return TextureWrap::Clamp;
    case TINYGLTF_TEXTURE_WRAP_MIRRORED_REPEAT:
        return TextureWrap::Mirror;
    default:
        return TextureWrap::Repeat;
    }
}

const tinygltf::Value* extensionOf(const tinygltf::ExtensionMap& extensions, const char* name)
{
    const auto found = extensions.find(name);
    return found != extensions.end() && found->second.IsObject() ? &found->second : nullptr;
}

double numberOf(const tinygltf::Value& object, const char* name, double otherwise)
{
    if (!object.Has(name) || !object.Get(name).IsNumber()) {
        return otherwise;
    }
    return object.Get(name).GetNumberAsDouble();
}

QVector2D pairOf(const tinygltf::Value& object, const char* name, const QVector2D& otherwise)
{
    if (!object.Has(name)) {
        return otherwise;
    }
    const tinygltf::Value& list = object.Get(name);
    if (!list.IsArray() || list.ArrayLen() != 2 || !list.Get(0).IsNumber() || !list.Get(1).IsNumber()) {
        return otherwise;
    }
    return {finite(list.Get(0).GetNumberAsDouble(), -1e6, 1e6, 0),
            finite(list.Get(1).GetNumberAsDouble(), -1e6, 1e6, 0)};
}

class MaterialReader
{
public:
    MaterialReader(const tinygltf::Model& model, int imageCount, QStringList& notes)
        : m_model(model)
        , m_imageCount(imageCount)
        , m_notes(notes)
    {
    }

    MeshMaterial read(const tinygltf::Material& from)
    {
        MeshMaterial to;
        const auto& pbr = from.pbrMetallicRoughness;
        to.name = QString::fromStdString(from.name).left(200);
        if (pbr.baseColorFactor.size() == 4) {
            for (int i = 0; i < 4; ++i) {
                to.baseColour[i] = finite(pbr.baseColorFactor[size_t(i)], 0, 1, 1);
            }
        }
        to.metalness = finite(pbr.metallicFactor, 0, 1, 1);
        to.roughness = finite(pbr.roughnessFactor, 0, 1, 1);
        to.normalScale = finite(from.normalTexture.scale, -100, 100, 1);
        to.occlusionStrength = finite(from.occlusionTexture.strength, 0, 1, 1);
        double strength = 1;
        if (const auto* extension = extensionOf(from.extensions, "KHR_materials_emissive_strength")) {
            strength = std::max(0.0, numberOf(*extension, "emissiveStrength", 1));
        }
        if (from.emissiveFactor.size() == 3) {
            for (int i = 0; i < 3; ++i) {
                to.emission[i] = finite(from.emissiveFactor[size_t(i)] * strength, 0, 1e6, 0);
            }
        }
        to.alpha = from.alphaMode == "MASK"    ? AlphaMode::Mask
                   : from.alphaMode == "BLEND" ? AlphaMode::Blend
                                               : AlphaMode::Opaque;
        to.alphaCutoff = finite(from.alphaCutoff, 0, 1e6, 0.5);
        to.doubleSided = from.doubleSided;
        to.unlit = from.extensions.contains("KHR_materials_unlit");
        to.baseColourMap = texture(pbr.baseColorTexture);
        to.metalRoughMap = texture(pbr.metallicRoughnessTexture);
        to.normalMap = texture(from.normalTexture);
        to.occlusionMap = texture(from.occlusionTexture);
        to.emissionMap = texture(from.emissiveTexture);
        return to;
    }

private:
    void note(const QString& text)
    {
        if (!m_notes.contains(text)) {
            m_notes.append(text);
        }
    }

    /// EXT_texture_webp names a better picture; the plain one stays for readers without it.
    int imageOf(const tinygltf::Texture& texture)
    {
        if (const auto* webp = extensionOf(texture.extensions, "EXT_texture_webp")) {
            const double source = numberOf(*webp, "source", -1);
            if (source >= 0 && source < m_imageCount) {
                return int(source);
            }
        }
        return texture.source >= 0 && texture.source < m_imageCount ? texture.source : -1;
    }

    template <typename Info>
    MeshTexture texture(const Info& info)
    {
        MeshTexture result;
        if (info.index < 0) {
            return result;
        }
        if (size_t(info.index) >= m_model.textures.size()) {
            note(tr("A material refers to a texture that is not there."));
            return result;
        }
        const tinygltf::Texture& source = m_model.textures[size_t(info.index)];
        result.image = imageOf(source);
        if (result.image < 0) {
            note(tr("A texture has no picture of a kind that is read here."));
        }
        result.uvSet = info.texCoord;
        if (source.sampler >= 0 && size_t(source.sampler) < m_model.samplers.size()) {
            const tinygltf::Sampler& sampler = m_model.samplers[size_t(source.sampler)];
            result.wrapU = wrapOf(sampler.wrapS);
            result.wrapV = wrapOf(sampler.wrapT);
            result.smooth = sampler.magFilter != TINYGLTF_TEXTURE_FILTER_NEAREST;
        }
        if (const auto* transform = extensionOf(info.extensions, "KHR_texture_transform")) {
            result.offset = pairOf(*transform, "offset", {0, 0});
            result.scale = pairOf(*transform, "scale", {1, 1});
            result.rotation = finite(numberOf(*transform, "rotation", 0), -1e6, 1e6, 0);
            result.uvSet = int(finite(numberOf(*transform, "texCoord", result.uvSet), 0, 64, 0));
        }
        if (result.uvSet < 0 || result.uvSet > 1) {
            note(tr("A texture uses texture coordinates beyond the second set, which are not read."));
            result.image = -1;
            result.uvSet = 0;
        }
        return result;
    }

    const tinygltf::Model& m_model;
    int m_imageCount;
    QStringList& m_notes;
};

} // namespace

QList<MeshMaterial> readMaterials(const tinygltf::Model& model, int imageCount, QStringList& notes)
{
    MaterialReader reader(model, imageCount, notes);
    QList<MeshMaterial> result;
    for (const tinygltf::Material& material : model.materials) {
        result.append(reader.read(material));
    }
    return result;
}

} // namespace maquette
