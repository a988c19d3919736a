// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshBuffer.h"

#include <QImage>
#include <QList>
#include <QMatrix4x4>
#include <QQuaternion>
#include <QString>
#include <QStringList>
#include <QVector2D>
#include <QVector3D>
#include <QVector4D>

#include <array>
#include <optional>

namespace maquette {

enum class AlphaMode { Opaque, Mask, Blend };
enum class TextureWrap { Repeat, Mirror, Clamp };

/// Which picture a material uses for one of its channels, and how it is laid on (glTF 2.0, KHR_texture_transform).
struct MeshTexture
{
    int image = -1; ///< into MeshScene::images, -1 for none
    int uvSet = 0;  ///< 0 or 1
    QVector2D offset{0, 0};
    QVector2D scale{1, 1};
    float rotation = 0; ///< radians, counter-clockwise
    TextureWrap wrapU = TextureWrap::Repeat;
    TextureWrap wrapV = TextureWrap::Repeat;
    bool smooth = true; ///< false where the file asks for hard pixels

    [[nodiscard]] bool isSet() const { return image >= 0; }
    bool operator==(const MeshTexture&) const = default;
};

/// The metal and roughness model of glTF 2.0. Colours are linear, those in the pictures are sRGB.
struct MeshMaterial
{
    QString name;
    QVector4D baseColour{1, 1, 1, 1};
    float metalness = 1;
    float roughness = 1;
    QVector3D emission{0, 0, 0}; ///< KHR_materials_emissive_strength is multiplied in
    float normalScale = 1;
    float occlusionStrength = 1;
    AlphaMode alpha = AlphaMode::Opaque;
    float alphaCutoff = 0.5F; ///< for Mask
    bool doubleSided = false;
    bool unlit = false; ///< KHR_materials_unlit: shown as it is, without light
    MeshTexture baseColourMap;
    MeshTexture metalRoughMap; ///< roughness in green, metalness in blue
    MeshTexture normalMap;
    MeshTexture occlusionMap; ///< in red
    MeshTexture emissionMap;

    bool operator==(const MeshMaterial&) const = default;
};

/// A picture of the file.
struct MeshImage
{
    QString name;
    QString mediaType; ///< "image/png", "image/jpeg", "image/webp"
    qint64 bytes = 0;  ///< as stored
    QImage image;      ///< null when it could not be read
    QString problem;   ///< why not, in a sentence
};

using JointIndices = std::array<quint16, 4>;

/// What a shape key adds to each vertex.
struct MorphTarget
{
    MeshBuffer<QVector3D> positions;
    MeshBuffer<QVector3D> normals;
    MeshBuffer<QVector3D> tangents;
};

/// Triangles with one material. Every buffer that is not empty has one value per vertex; every index is one of a
/// vertex; every position and normal is finite.
struct MeshPrimitive
{
    MeshBuffer<QVector3D> positions;
    MeshBuffer<QVector3D> normals;
    MeshBuffer<QVector4D> tangents; ///< may be empty: see tangentsOf()
    std::array<MeshBuffer<QVector2D>, 2> uv;
    MeshBuffer<QVector4D> colours; ///< linear, with alpha
    MeshBuffer<JointIndices> joints;
    MeshBuffer<QVector4D> weights;
    MeshBuffer<quint32> indices; ///< three for each triangle, counter-clockwise seen from the front
    QList<MorphTarget> morphs;
    int material = -1;            ///< into MeshScene::materials, -1 for the plain one
    bool normalsComputed = false; ///< the file had none

    [[nodiscard]] qsizetype vertexCount() const { return positions.size(); }
    [[nodiscard]] qsizetype triangleCount() const { return indices.size() / 3; }
};

struct Mesh
{
    QString name;
    QList<MeshPrimitive> primitives;
    QList<float> weights; ///< of the morph targets at rest
};

struct MeshNode
{
    QString name;
    int parent = -1;
    QList<int> children;
    int mesh = -1;
    int skin = -1;
    QVector3D translation{0, 0, 0};
    QQuaternion rotation;
    QVector3D scale{1, 1, 1};
    std::optional<QMatrix4x4> matrix; ///< instead of the three above
    QList<float> weights;             ///< instead of the mesh's

    [[nodiscard]] QMatrix4x4 transform() const;
};

struct MeshSkin
{
    QList<int> joints; ///< nodes
    QList<QMatrix4x4> inverseBind;
};

enum class AnimatedValue { Translation, Rotation, Scale, Weights };
enum class Interpolation { Linear, Step, CubicSpline };

struct AnimationChannel
{
    int node = -1;
    AnimatedValue value = AnimatedValue::Translation;
    Interpolation interpolation = Interpolation::Linear;
    MeshBuffer<float> times; ///< seconds, ascending
    MeshBuffer<float> values;
    int width = 3; ///< numbers for one value; a cubic key holds three values
};

struct MeshAnimation
{
    QString name;
    QList<AnimationChannel> channels;
    [[nodiscard]] double seconds() const;
};

struct MeshBox
{
    QVector3D low;
    QVector3D high;
    bool isEmpty = true;

    void add(const QVector3D& point);
    [[nodiscard]] QVector3D size() const { return isEmpty ? QVector3D() : high - low; }
    [[nodiscard]] QVector3D centre() const { return (low + high) / 2; }
};

/// A mesh as it stands in the scene.
struct MeshInstance
{
    int node = -1;
    int mesh = -1;
    QMatrix4x4 transform; ///< to the world, at rest
};

/// A file of triangles, read whole. A value; copies share what is large.
struct MeshScene
{
    QString format; ///< "GLB", "glTF", "OBJ", "STL", "PLY"
    QString unit;   ///< "m" where the format says so (glTF), otherwise empty
    qint64 fileBytes = 0;
    QList<MeshNode> nodes;
    QList<int> roots;
    QList<Mesh> meshes;
    QList<MeshMaterial> materials;
    QList<MeshImage> images;
    QList<MeshSkin> skins;
    QList<MeshAnimation> animations;
    QStringList notes; ///< what is not supported or was mended, one sentence each

    /// Where each node stands at rest. What no root reaches is left at its own place.
    [[nodiscard]] QList<QMatrix4x4> worldTransforms() const;
    /// Every mesh the scene shows, once for each node that does.
    [[nodiscard]] QList<MeshInstance> instances() const;
    [[nodiscard]] qint64 triangleCount() const; ///< as shown, instances counted each
    [[nodiscard]] qint64 vertexCount() const;
    [[nodiscard]] MeshBox box() const;
};

} // namespace maquette
