// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/GltfJson.h"

#include "app/mesh/GltfWords.h"

#include <QSet>

#include <string_view>

namespace maquette {

namespace {

using nlohmann::json;

QString tr(const char* text)
{
    return meshText(text);
}

/// Extensions that are read, or that change nothing about how the rest is read.
bool isRead(std::string_view name)
{
    for (const std::string_view known :
         {"KHR_texture_transform", "KHR_materials_unlit", "KHR_materials_emissive_strength", "KHR_mesh_quantization",
          "EXT_texture_webp"}) {
        if (name == known) {
            return true;
        }
    }
    return false;
}

/// Extensions without which there is no geometry to read.
bool hidesGeometry(std::string_view name)
{
    return name == "KHR_draco_mesh_compression" || name == "EXT_meshopt_compression";
}

/// The tree is no deeper than the limit by now.
void prune(json& value)
{
    if (value.is_array()) {
        for (json& child : value) {
            prune(child);
        }
        return;
    }
    if (!value.is_object()) {
        return;
    }
    value.erase("extras");
    for (auto it = value.begin(); it != value.end();) {
        if (it.key() != "extensions") {
            prune(it.value());
            ++it;
            continue;
        }
        json kept = json::object();
        if (it.value().is_object()) {
            for (auto& [name, content] : it.value().items()) {
                if (isRead(name) && content.is_object()) {
                    prune(content);
                    kept[name] = std::move(content);
                }
            }
        }
        it.value() = std::move(kept);
        ++it;
    }
}

/// tinygltf keeps every member of a material, also those it does not know.
void pruneMaterial(json& material)
{
    static const QSet<QByteArray> known{
        "name",      "pbrMetallicRoughness", "normalTexture", "occlusionTexture", "emissiveTexture", "emissiveFactor",
        "alphaMode", "alphaCutoff",          "doubleSided",   "extensions"};
    static const QSet<QByteArray> knownInside{"baseColorFactor", "baseColorTexture",         "metallicFactor",
                                              "roughnessFactor", "metallicRoughnessTexture", "extensions"};
    const auto keep = [](json& object, const QSet<QByteArray>& names) {
        for (auto it = object.begin(); it != object.end();) {
            const std::string& key = it.key();
            it = names.contains(QByteArray::fromRawData(key.data(), qsizetype(key.size()))) ? std::next(it)
                                                                                            : object.erase(it);
        }
    };
    keep(material, known);
    const auto inside = material.find("pbrMetallicRoughness");
    if (inside != material.end() && inside->is_object()) {
        keep(*inside, knownInside);
    }
}

Result<void> checkVersion(const json& root)
{
    const auto asset = root.find("asset");
    if (asset == root.end() || !asset->is_object()) {
        return damagedMesh(tr("it does not say which version of glTF it is."));
    }
    const auto version = asset->find("version");
    if (version == asset->end() || !version->is_string()) {
        return damagedMesh(tr("it does not say which version of glTF it is."));
    }
    const std::string text = version->get<std::string>();
    if (text.rfind("2.", 0) != 0) {
        return failure(ErrorKind::InvalidInput, tr("The file is glTF %1, which is not read here; save it as glTF 2.0.")
                                                    .arg(QString::fromStdString(text).left(20)));
    }
    return {};
}

Result<void> checkArrays(json& root, const MeshLimits& limits)
{
    const std::pair<const char*, qint64> bounds[] = {
        {"accessors", 400'000}, {"bufferViews", 400'000}, {"buffers", 10'000},  {"nodes", limits.nodes},
        {"meshes", 100'000},    {"materials", 10'000},    {"textures", 20'000}, {"images", 2'000},
        {"samplers", 20'000},   {"animations", 10'000},   {"skins", 10'000},    {"cameras", 10'000},
        {"scenes", 10'000},
    };
    for (const auto& [name, most] : bounds) {
        const auto array = root.find(name);
        if (array == root.end()) {
            continue;
        }
        if (!array->is_array()) {
            return damagedMesh(tr("its list of %1 is no list.").arg(QLatin1String(name)));
        }
        if (qint64(array->size()) > most) {
            return failure(ErrorKind::InvalidInput, tr("The mesh file holds %1 %2; more than %3 are not read.")
                                                        .arg(array->size())
                                                        .arg(QLatin1String(name))
                                                        .arg(most));
        }
        for (const json& entry : *array) {
            if (!entry.is_object()) {
                return damagedMesh(tr("its list of %1 holds something else.").arg(QLatin1String(name)));
            }
        }
    }
    return {};
}

/// What says where bytes lie must be whole numbers: the parser takes anything else for "not there".
Result<void> checkNumbers(const json& root)
{
    for (const char* list : {"accessors", "bufferViews"}) {
        const auto entries = root.find(list);
        if (entries == root.end()) {
            continue;
        }
        for (const json& entry : *entries) {
            for (const char* name : {"buffer", "bufferView", "byteLength", "byteOffset", "byteStride", "count"}) {
                const auto number = entry.find(name);
                if (number != entry.end() && !number->is_number_unsigned()) {
                    return damagedMesh(tr("\"%1\" is not a whole number.").arg(QLatin1String(name)));
                }
            }
        }
    }
    return {};
}

Result<void> checkMeshes(const json& root, const MeshLimits& limits)
{
    qint64 count = 0;
    const auto meshes = root.find("meshes");
    if (meshes == root.end()) {
        return {};
    }
    for (const json& mesh : *meshes) {
        const auto primitives = mesh.find("primitives");
        if (primitives == mesh.end() || !primitives->is_array()) {
            return damagedMesh(tr("a mesh has no list of primitives."));
        }
        count += qint64(primitives->size());
        for (const json& primitive : *primitives) {
            const auto attributes = primitive.is_object() ? primitive.find("attributes") : primitive.end();
            if (!primitive.is_object() || attributes == primitive.end() || !attributes->is_object() ||
                attributes->size() > 64) {
                return damagedMesh(tr("a primitive has no proper list of attributes."));
            }
            const auto targets = primitive.find("targets");
            if (targets != primitive.end() && (!targets->is_array() || targets->size() > 1'000)) {
                return damagedMesh(tr("a primitive has no proper list of morph targets."));
            }
        }
    }
    if (count > limits.primitives) {
        return failure(
            ErrorKind::InvalidInput,
            tr("The mesh file holds %1 primitives; more than %2 are not read.").arg(count).arg(limits.primitives));
    }
    return {};
}

Result<void> checkExtensions(json& root, QStringList& notes)
{
    const auto names = [&root](const char* list) {
        QStringList result;
        const auto found = root.find(list);
        if (found != root.end() && found->is_array()) {
            for (const json& name : *found) {
                if (name.is_string() && result.size() < 100) {
                    result.append(QString::fromStdString(name.get<std::string>()).left(80));
                }
            }
        }
        return result;
    };
    const QStringList required = names("extensionsRequired");
    for (const QString& name : required) {
        if (hidesGeometry(name.toStdString())) {
            return failure(
                ErrorKind::InvalidInput,
                tr("The mesh is stored compressed (%1), which is not read here; save it without.").arg(name));
        }
        if (!isRead(name.toStdString())) {
            notes.append(tr("The file cannot be shown right without %1, which is not supported.").arg(name));
        }
    }
    for (const QString& name : names("extensionsUsed")) {
        if (!isRead(name.toStdString()) && !required.contains(name)) {
            notes.append(tr("%1 is not supported and was left out.").arg(name));
        }
    }
    root.erase("extensionsRequired");
    root.erase("extensionsUsed");
    return {};
}

} // namespace

Result<json> parseBoundedJson(const QByteArray& text, const MeshLimits& limits)
{
    if (text.size() > limits.jsonBytes) {
        return failure(ErrorKind::InvalidInput, tr("The description in the mesh file is larger than is read here."));
    }
    int depth = 0;
    qint64 tokens = 0;
    bool inString = false;
    for (const char* at = text.constBegin(); at != text.constEnd(); ++at) {
        if (inString) {
            if (*at == '\\' && at + 1 != text.constEnd()) {
                ++at;
            } else if (*at == '"') {
                inString = false;
            }
            continue;
        }
        switch (*at) {
        case '"':
            inString = true;
            break;
        case '{':
        case '[':
            ++tokens;
            if (++depth > limits.jsonDepth) {
                return damagedMesh(tr("its description is nested too deeply."));
            }
            break;
        case '}':
        case ']':
            --depth;
            break;
        case ',':
            ++tokens;
            break;
        default:
            break;
        }
    }
    if (tokens > limits.jsonTokens) {
        return failure(ErrorKind::InvalidInput, tr("The description in the mesh file is larger than is read here."));
    }
    json root = json::parse(text.constBegin(), text.constEnd(), nullptr, false);
    if (root.is_discarded() || !root.is_object()) {
        return damagedMesh(tr("its description (JSON) cannot be read."));
    }
    return root;
}

Result<void> checkGltfJson(json& root, const MeshLimits& limits, QStringList& notes)
{
    if (auto version = checkVersion(root); !version) {
        return version;
    }
    if (auto extensions = checkExtensions(root, notes); !extensions) {
        return extensions;
    }
    if (auto arrays = checkArrays(root, limits); !arrays) {
        return arrays;
    }
    if (auto numbers = checkNumbers(root); !numbers) {
        return numbers;
    }
    if (auto meshes = checkMeshes(root, limits); !meshes) {
        return meshes;
    }
    prune(root);
    if (const auto materials = root.find("materials"); materials != root.end()) {
        for (json& material : *materials) {
            pruneMaterial(material);
        }
    }
    if (const auto cameras = root.find("cameras"); cameras != root.end()) {
        notes.append(tr("The file's cameras are not used."));
        root.erase(cameras);
    }
    return {};
}

} // namespace maquette
