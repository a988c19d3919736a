// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshExport.h"
#include "app/mesh/Pose.h"

#include <QtEndian>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace maquette {

namespace {

template <typename T>
char* put(char* to, T value)
{
    qToLittleEndian(value, to);
    return to + sizeof(T);
}

char* put(char* to, const QVector3D& vector)
{
    return put(put(put(to, vector.x()), vector.y()), vector.z());
}

quint8 byteOf(float linear)
{
    return quint8(std::lround(std::clamp(linear, 0.0F, 1.0F) * 255));
}

float srgb(float linear)
{
    const float value = std::clamp(linear, 0.0F, 1.0F);
    return value <= 0.0031308F ? value * 12.92F : 1.055F * std::pow(value, 1 / 2.4F) - 0.055F;
}

/// The corners of a triangle, counter-clockwise seen from outside also where the part is mirrored.
std::array<quint32, 3> cornersOf(const MeshBuffer<quint32>& indices, qsizetype triangle, bool mirrored)
{
    const quint32* const at = indices.data() + triangle * 3;
    return mirrored ? std::array{at[0], at[2], at[1]} : std::array{at[0], at[1], at[2]};
}

/// Text with the shortest decimals that read back as the same number.
class Text
{
public:
    Text& operator<<(const char* word)
    {
        bytes.append(word);
        return *this;
    }
    Text& operator<<(const QString& word)
    {
        bytes.append(word.toUtf8());
        return *this;
    }
    Text& operator<<(float number) { return add(number); }
    Text& operator<<(quint64 number) { return add(number); }
    Text& operator<<(const QVector3D& at) { return *this << at.x() << " " << at.y() << " " << at.z(); }

    QByteArray bytes;

private:
    template <typename T>
    Text& add(T number)
    {
        char digits[64];
        const auto end = std::to_chars(digits, digits + sizeof digits, number);
        bytes.append(digits, end.ptr - digits);
        return *this;
    }
};

/// A name without what ends a word in these formats, and different for each material.
QString materialName(const MeshScene& scene, int material)
{
    if (material < 0) {
        return QStringLiteral("plain");
    }
    QString name = scene.materials[material].name.simplified().replace(QLatin1Char(' '), QLatin1Char('_'));
    return QStringLiteral("m%1%2%3").arg(material + 1).arg(name.isEmpty() ? QString() : QStringLiteral("_"), name);
}

void writeMap(Text& text, const char* word, const MeshTexture& map, const QStringList& names)
{
    if (!map.isSet() || map.image >= names.size() || names[map.image].isEmpty()) {
        return;
    }
    text << word << names[map.image] << "\n";
}

struct PlyColumns
{
    bool uv = false;
    bool colours = false;
    [[nodiscard]] qsizetype bytes() const { return 24 + (uv ? 8 : 0) + (colours ? 4 : 0); }
};

char* putPlyVertices(char* to, const WorldPart& part, const MeshPrimitive& primitive, const PlyColumns& columns)
{
    const MeshBuffer<QVector3D> places = part.worldPositions();
    const MeshBuffer<QVector3D> normals = part.worldNormals();
    for (qsizetype i = 0; i < places.size(); ++i) {
        to = put(put(to, places[i]), normals[i]);
        if (columns.uv) {
            const QVector2D uv = primitive.uv[0].isEmpty() ? QVector2D() : primitive.uv[0][i];
            to = put(put(to, uv.x()), 1 - uv.y());
        }
        if (columns.colours) {
            const QVector4D colour = primitive.colours.isEmpty() ? QVector4D(1, 1, 1, 1) : primitive.colours[i];
            for (int c = 0; c < 3; ++c) {
                *to++ = char(byteOf(srgb(colour[c])));
            }
            *to++ = char(byteOf(colour.w()));
        }
    }
    return to;
}

} // namespace

QByteArray stlBytes(const MeshScene& scene)
{
    const qint64 count = scene.triangleCount();
    QByteArray bytes(84 + count * 50, '\0');
    const QByteArray title = QByteArrayLiteral("Binary STL written by Maquette");
    std::copy(title.begin(), title.end(), bytes.data());
    char* to = put(bytes.data() + 80, quint32(count));
    for (const WorldPart& part : worldParts(scene)) {
        const MeshBuffer<QVector3D> places = part.worldPositions();
        const MeshBuffer<quint32>& indices = part.source(scene).indices;
        const bool mirrored = part.mirrored();
        for (qsizetype i = 0; i < indices.size() / 3; ++i) {
            const auto [a, b, c] = cornersOf(indices, i, mirrored);
            to = put(to, QVector3D::normal(places[a], places[b], places[c]));
            to = put(put(put(to, places[a]), places[b]), places[c]) + 2;
        }
    }
    return bytes;
}

QByteArray plyBytes(const MeshScene& scene)
{
    const QList<WorldPart> parts = worldParts(scene);
    PlyColumns columns;
    for (const WorldPart& part : parts) {
        columns.uv = columns.uv || !part.source(scene).uv[0].isEmpty();
        columns.colours = columns.colours || !part.source(scene).colours.isEmpty();
    }
    const qint64 vertices = scene.vertexCount();
    const qint64 triangles = scene.triangleCount();
    Text head;
    head << "ply\nformat binary_little_endian 1.0\ncomment written by Maquette\nelement vertex " << quint64(vertices)
         << "\nproperty float x\nproperty float y\nproperty float z\n"
            "property float nx\nproperty float ny\nproperty float nz\n";
    if (columns.uv) {
        head << "property float s\nproperty float t\n";
    }
    if (columns.colours) {
        head << "property uchar red\nproperty uchar green\nproperty uchar blue\nproperty uchar alpha\n";
    }
    head << "element face " << quint64(triangles) << "\nproperty list uchar uint vertex_indices\nend_header\n";
    QByteArray bytes = head.bytes;
    const qsizetype start = bytes.size();
    bytes.resize(start + vertices * columns.bytes() + triangles * 13);
    char* to = bytes.data() + start;
    for (const WorldPart& part : parts) {
        to = putPlyVertices(to, part, part.source(scene), columns);
    }
    quint32 base = 0;
    for (const WorldPart& part : parts) {
        const MeshPrimitive& primitive = part.source(scene);
        const bool mirrored = part.mirrored();
        for (qsizetype i = 0; i < primitive.triangleCount(); ++i) {
            *to++ = 3;
            for (const quint32 corner : cornersOf(primitive.indices, i, mirrored)) {
                to = put(to, base + corner);
            }
        }
        base += quint32(primitive.vertexCount());
    }
    return bytes;
}

QByteArray objBytes(const MeshScene& scene, const QString& materialFile)
{
    Text text;
    text << "# written by Maquette\nmtllib " << materialFile << "\n";
    quint64 firstPlace = 1;
    quint64 firstUv = 1;
    for (const WorldPart& part : worldParts(scene)) {
        const MeshPrimitive& primitive = part.source(scene);
        const MeshBuffer<QVector3D> places = part.worldPositions();
        const MeshBuffer<QVector3D> normals = part.worldNormals();
        const MeshBuffer<QVector2D>& uv = primitive.uv[0];
        text << "o part" << quint64(part.node) << "_" << quint64(part.primitive) << "\n";
        for (qsizetype i = 0; i < places.size(); ++i) {
            text << "v " << places[i];
            if (!primitive.colours.isEmpty()) {
                text << " " << primitive.colours[i].toVector3D();
            }
            text << "\n";
        }
        for (const QVector2D& at : uv.values()) {
            text << "vt " << at.x() << " " << 1 - at.y() << "\n";
        }
        for (const QVector3D& normal : normals.values()) {
            text << "vn " << normal << "\n";
        }
        text << "usemtl " << materialName(scene, primitive.material) << "\n";
        const bool mirrored = part.mirrored();
        for (qsizetype i = 0; i < primitive.triangleCount(); ++i) {
            text << "f";
            for (const quint32 corner : cornersOf(primitive.indices, i, mirrored)) {
                text << " " << firstPlace + corner << "/";
                if (!uv.isEmpty()) {
                    text << firstUv + corner;
                }
                text << "/" << firstPlace + corner;
            }
            text << "\n";
        }
        firstPlace += quint64(places.size());
        firstUv += quint64(uv.size());
    }
    return text.bytes;
}

QByteArray mtlBytes(const MeshScene& scene, const QStringList& pictureNames)
{
    Text text;
    text << "# written by Maquette\nnewmtl plain\nKd 0.8 0.8 0.8\n";
    for (int i = 0; i < int(scene.materials.size()); ++i) {
        const MeshMaterial& material = scene.materials[i];
        const QVector4D& colour = material.baseColour;
        text << "newmtl " << materialName(scene, i) << "\n";
        text << "Kd " << QVector3D(srgb(colour.x()), srgb(colour.y()), srgb(colour.z())) << "\n";
        const QVector3D& glow = material.emission;
        text << "Ke " << QVector3D(srgb(glow.x()), srgb(glow.y()), srgb(glow.z())) << "\n";
        text << "d " << (material.alpha == AlphaMode::Blend ? colour.w() : 1.0F) << "\n";
        // The roughness and metalness extension of the format, and the old highlight for who does not know it.
        const float rough = std::max(0.05F, material.roughness);
        text << "Ns " << std::clamp(2 / (rough * rough) - 2, 0.0F, 1000.0F) << "\n";
        text << "Pr " << material.roughness << "\nPm " << material.metalness << "\n";
        writeMap(text, "map_Kd ", material.baseColourMap, pictureNames);
        writeMap(text, "norm ", material.normalMap, pictureNames);
        writeMap(text, "map_Ke ", material.emissionMap, pictureNames);
    }
    return text.bytes;
}

} // namespace maquette
