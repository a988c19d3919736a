// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/ForeignReader.h"

#include "app/base/Files.h"
#include "app/mesh/FileBeside.h"
#include "app/mesh/ForeignCheck.h"
#include "app/mesh/GltfGeometry.h"
#include "app/mesh/GltfWords.h"
#include "app/mesh/MeshImages.h"
#include "app/mesh/MeshShading.h"
#include "app/mesh/PlyReader.h"
#include "app/mesh/Polygon.h"

#include <QFileInfo>

#include <assimp/Importer.hpp>
#include <assimp/MemoryIOWrapper.h>
#include <assimp/ProgressHandler.hpp>
#include <assimp/material.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

/// The mesh from memory, and beside it only what lies in its folder.
class FolderIo : public Assimp::IOSystem
{
public:
    FolderIo(QByteArray main, std::string mainName, QString folder, qint64 limit)
        : m_main(std::move(main))
        , m_mainName(std::move(mainName))
        , m_folder(std::move(folder))
        , m_limit(limit)
    {
    }

    bool Exists(const char* name) const override { return name == m_mainName || pathOf(name).has_value(); }
    char getOsSeparator() const override { return '/'; }
    Assimp::IOStream* Open(const char* name, const char* mode) override
    {
        if (mode != nullptr && mode[0] != 'r') {
            return nullptr;
        }
        if (name == m_mainName) {
            return streamOf(m_main);
        }
        const auto path = pathOf(name);
        if (!path) {
            return nullptr;
        }
        auto bytes = readFile(*path, m_limit);
        if (!bytes) {
            return nullptr;
        }
        m_opened.append(std::move(*bytes));
        return streamOf(m_opened.last());
    }
    void Close(Assimp::IOStream* stream) override { delete stream; }

private:
    Result<QString> pathOf(const char* name) const
    {
        QString wanted = QString::fromUtf8(name);
        while (wanted.startsWith(QLatin1String("./"))) {
            wanted.remove(0, 2);
        }
        return fileBeside(m_folder, wanted);
    }
    static Assimp::IOStream* streamOf(const QByteArray& bytes)
    {
        return new Assimp::MemoryIOStream(reinterpret_cast<const uint8_t*>(bytes.constData()), size_t(bytes.size()));
    }

    QByteArray m_main;
    std::string m_mainName;
    QString m_folder;
    qint64 m_limit;
    QList<QByteArray> m_opened;
};

class Watch : public Assimp::ProgressHandler
{
public:
    explicit Watch(const MeshReadOptions& options)
        : m_options(options)
    {
    }
    bool Update(float done) override
    {
        if (done >= 0 && done <= 1) {
            m_reached = std::max(m_reached, double(done));
            m_options.report(0.1 + 0.6 * m_reached);
        }
        return !m_options.isCancelled();
    }

private:
    const MeshReadOptions& m_options;
    double m_reached = 0;
};

template <typename From, typename To>
MeshBuffer<To> converted(const From* from, unsigned count, To (*one)(const From&))
{
    if (from == nullptr) {
        return {};
    }
    MeshBuffer<To> result{qsizetype(count)};
    std::transform(from, from + count, result.data(), one);
    return result;
}

QVector3D vector3(const aiVector3D& from)
{
    return {from.x, from.y, from.z};
}

MeshPrimitive readPart(const aiMesh& from)
{
    MeshPrimitive to;
    to.positions = converted<aiVector3D, QVector3D>(from.mVertices, from.mNumVertices, vector3);
    to.normals = converted<aiVector3D, QVector3D>(from.mNormals, from.mNumVertices, vector3);
    to.uv[0] = converted<aiVector3D, QVector2D>(from.mTextureCoords[0], from.mNumVertices,
                                                [](const aiVector3D& at) { return QVector2D(at.x, at.y); });
    to.colours = converted<aiColor4D, QVector4D>(from.mColors[0], from.mNumVertices, [](const aiColor4D& colour) {
        return QVector4D(colour.r, colour.g, colour.b, colour.a);
    });
    std::vector<quint32> indices;
    indices.reserve(size_t(from.mNumFaces) * 3);
    for (unsigned i = 0; i < from.mNumFaces; ++i) {
        const aiFace& face = from.mFaces[i];
        const std::span<const quint32> corners(face.mIndices, face.mNumIndices);
        if (std::all_of(corners.begin(), corners.end(), [&from](quint32 at) { return at < from.mNumVertices; })) {
            appendTriangles(corners, to.positions.values(), indices);
        }
    }
    to.indices = MeshBuffer<quint32>::from(indices);
    to.material = int(from.mMaterialIndex);
    return to;
}

class ForeignMaterials
{
public:
    ForeignMaterials(QString folder, const MeshLimits& limits, MeshScene& scene)
        : m_folder(std::move(folder))
        , m_limits(limits)
        , m_scene(scene)
    {
    }

    void read(const aiMaterial& from)
    {
        MeshMaterial to;
        to.name = QString::fromUtf8(from.GetName().C_Str());
        to.metalness = 0;
        to.roughness = 0.7F;
        aiColor3D colour(1, 1, 1);
        if (from.Get(AI_MATKEY_COLOR_DIFFUSE, colour) == AI_SUCCESS) {
            to.baseColour = QVector4D(linear(colour.r), linear(colour.g), linear(colour.b), 1);
        }
        float number = 0;
        if (from.Get(AI_MATKEY_OPACITY, number) == AI_SUCCESS && number < 1 && number >= 0) {
            to.baseColour.setW(number);
            to.alpha = AlphaMode::Blend;
        }
        // The width of Blinn's highlight as roughness.
        if (from.Get(AI_MATKEY_SHININESS, number) == AI_SUCCESS && number > 0) {
            to.roughness = std::clamp(std::sqrt(2 / (number + 2)), 0.05F, 1.0F);
        }
        if (from.Get(AI_MATKEY_ROUGHNESS_FACTOR, number) == AI_SUCCESS && number >= 0) {
            to.roughness = std::clamp(number, 0.0F, 1.0F);
        }
        if (from.Get(AI_MATKEY_METALLIC_FACTOR, number) == AI_SUCCESS && number >= 0) {
            to.metalness = std::clamp(number, 0.0F, 1.0F);
        }
        if (from.Get(AI_MATKEY_COLOR_EMISSIVE, colour) == AI_SUCCESS) {
            to.emission = {linear(colour.r), linear(colour.g), linear(colour.b)};
        }
        to.baseColourMap = texture(from, aiTextureType_DIFFUSE);
        to.normalMap = texture(from, aiTextureType_NORMALS);
        to.emissionMap = texture(from, aiTextureType_EMISSIVE);
        m_scene.materials.append(std::move(to));
    }

    /// The bytes of the pictures, in the order of the scene's.
    [[nodiscard]] std::vector<QByteArray> encoded() const { return m_encoded; }

private:
    static float linear(float srgb)
    {
        const float value = std::isfinite(srgb) ? std::clamp(srgb, 0.0F, 1.0F) : 1.0F;
        return value <= 0.04045F ? value / 12.92F : std::pow((value + 0.055F) / 1.055F, 2.4F);
    }

    MeshTexture texture(const aiMaterial& from, aiTextureType type)
    {
        MeshTexture result;
        aiString name;
        if (from.GetTexture(type, 0, &name) != AI_SUCCESS || name.length == 0) {
            return result;
        }
        const QString path = QString::fromUtf8(name.C_Str()).replace(QLatin1Char('\\'), QLatin1Char('/'));
        if (!m_known.contains(path)) {
            MeshImage image;
            image.name = path.left(200);
            QByteArray bytes;
            const auto real = fileBeside(m_folder, path);
            const auto read =
                real ? readFile(*real, m_limits.fileBytes) : Result<QByteArray>(tl::unexpected(real.error()));
            if (read) {
                bytes = *read;
            } else {
                image.problem = read.error().detail;
            }
            m_known.insert(path, int(m_scene.images.size()));
            m_scene.images.append(std::move(image));
            m_encoded.push_back(std::move(bytes));
        }
        result.image = m_known.value(path);
        return result;
    }

    QString m_folder;
    const MeshLimits& m_limits;
    MeshScene& m_scene;
    QHash<QString, int> m_known;
    std::vector<QByteArray> m_encoded;
};

/// Nodes of the library's scene that show something, flat: these formats have no moving parts.
void addNodes(const aiScene& from, const QList<MeshPrimitive>& parts, MeshScene& scene)
{
    std::vector<std::pair<const aiNode*, aiMatrix4x4>> open{{from.mRootNode, from.mRootNode->mTransformation}};
    while (!open.empty()) {
        const auto [node, transform] = open.back();
        open.pop_back();
        Mesh mesh;
        mesh.name = QString::fromUtf8(node->mName.C_Str());
        for (unsigned i = 0; i < node->mNumMeshes; ++i) {
            const MeshPrimitive& part = parts[node->mMeshes[i]];
            if (!part.indices.isEmpty()) {
                mesh.primitives.append(part);
            }
        }
        if (!mesh.primitives.isEmpty()) {
            MeshNode to;
            to.name = mesh.name;
            to.mesh = int(scene.meshes.size());
            if (!transform.IsIdentity()) {
                to.matrix = QMatrix4x4(transform[0]);
            }
            scene.meshes.append(std::move(mesh));
            scene.roots.append(int(scene.nodes.size()));
            scene.nodes.append(std::move(to));
        }
        for (unsigned i = 0; i < node->mNumChildren; ++i) {
            open.emplace_back(node->mChildren[i], transform * node->mChildren[i]->mTransformation);
        }
    }
}

void finishParts(QList<MeshPrimitive>& parts, const MeshReadOptions& options, QStringList& notes)
{
    qint64 broken = 0;
    for (MeshPrimitive& part : parts) {
        broken += dropBroken(part);
        const bool unusable = std::any_of(part.normals.begin(), part.normals.end(),
                                          [](const QVector3D& normal) { return normal.lengthSquared() < 1e-12F; });
        if (!part.indices.isEmpty() && (part.normals.isEmpty() || unusable)) {
            options.smoothAngle > 0 ? makeSmoothNormals(part, options.smoothAngle) : makeFlatNormals(part);
        }
    }
    if (broken > 0) {
        notes.append(tr("%1 triangles with corners that are not numbers were left out.").arg(broken));
    }
}

Result<QList<MeshPrimitive>> readParts(const aiScene& from, const MeshReadOptions& options, QStringList& notes)
{
    QList<MeshPrimitive> parts;
    for (unsigned i = 0; i < from.mNumMeshes; ++i) {
        if (options.isCancelled()) {
            return failure(ErrorKind::Cancelled, {});
        }
        parts.append(readPart(*from.mMeshes[i]));
        options.report(0.7 + 0.2 * (i + 1) / from.mNumMeshes);
    }
    finishParts(parts, options, notes);
    return parts;
}

Result<MeshScene> convert(const aiScene& from, const QString& folder, const MeshReadOptions& options)
{
    MeshScene scene;
    ForeignMaterials materials(folder, options.limits, scene);
    for (unsigned i = 0; i < from.mNumMaterials; ++i) {
        materials.read(*from.mMaterials[i]);
    }
    MeshImageDecoder decoder(scene.images, materials.encoded(), options);
    auto parts = readParts(from, options, scene.notes);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    for (MeshPrimitive& part : *parts) {
        part.material = part.material < scene.materials.size() ? part.material : -1;
        if (part.material >= 0 && scene.materials[part.material].normalMap.isSet()) {
            part.tangents = tangentsOf(part);
        }
    }
    addNodes(from, *parts, scene);
    decoder.finish();
    for (const MeshImage& image : std::as_const(scene.images)) {
        if (!image.problem.isEmpty()) {
            scene.notes.append(tr("Texture %1 is not shown. %2").arg(image.name, image.problem));
        }
    }
    return scene;
}

/// One part with the plain material.
Result<MeshScene> plyScene(const QByteArray& bytes, const MeshReadOptions& options)
{
    auto part = readPly(bytes, options.limits);
    if (!part) {
        return tl::unexpected(part.error());
    }
    MeshScene scene;
    QList<MeshPrimitive> parts{std::move(*part)};
    if (options.isCancelled()) {
        return failure(ErrorKind::Cancelled, {});
    }
    finishParts(parts, options, scene.notes);
    scene.meshes.append(Mesh{{}, parts, {}});
    scene.nodes.append(MeshNode{});
    scene.nodes[0].mesh = 0;
    scene.roots.append(0);
    return scene;
}

Result<MeshScene> importBytes(const QByteArray& bytes, const char* name, unsigned steps, const QString& folder,
                              const MeshReadOptions& options)
{
    Assimp::Importer importer;
    importer.SetIOHandler(new FolderIo(bytes, name, folder, options.limits.fileBytes));
    importer.SetProgressHandler(new Watch(options));
    const aiScene* const from = importer.ReadFile(name, steps);
    if (options.isCancelled()) {
        return failure(ErrorKind::Cancelled, {});
    }
    if (from == nullptr || from->mRootNode == nullptr) {
        return damagedMesh(QString::fromUtf8(importer.GetErrorString()).simplified().left(300));
    }
    return convert(*from, folder, options);
}

} // namespace

Result<MeshScene> readForeign(const QString& path, ForeignFormat format, const MeshReadOptions& options)
{
    const auto bytes = readFile(path, std::min<qint64>(options.limits.fileBytes, 1LL << 30));
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    if (const auto checked = checkForeign(*bytes, format, options.limits); !checked) {
        return tl::unexpected(checked.error());
    }
    const bool isObj = format == ForeignFormat::Obj;
    const char* const name = isObj ? "mesh.obj" : "mesh.stl";
    // Not its triangulation: that ends the program where a face has fewer than three corners.
    unsigned steps = aiProcess_FlipUVs;
    if (isObj) {
        steps |= aiProcess_JoinIdenticalVertices;
    }
    try {
        auto scene = format == ForeignFormat::Ply
                         ? plyScene(*bytes, options)
                         : importBytes(*bytes, name, steps, QFileInfo(path).absolutePath(), options);
        if (!scene) {
            return scene;
        }
        scene->format = isObj                          ? QStringLiteral("OBJ")
                        : format == ForeignFormat::Stl ? QStringLiteral("STL")
                                                       : QStringLiteral("PLY");
        scene->fileBytes = bytes->size();
        const qint64 triangles = scene->triangleCount();
        if (triangles == 0) {
            return failure(ErrorKind::InvalidInput, tr("There is nothing to show: the mesh holds no triangles."));
        }
        if (triangles > options.limits.triangles) {
            return failure(ErrorKind::InvalidInput, tr("The mesh has %1 triangles; more than %2 are not read.")
                                                        .arg(triangles)
                                                        .arg(options.limits.triangles));
        }
        options.report(1);
        return scene;
    } catch (const std::exception& fault) {
        return damagedMesh(QString::fromLocal8Bit(fault.what()).left(300));
    }
}

} // namespace maquette
