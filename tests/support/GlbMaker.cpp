// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/GlbMaker.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <cmath>
#include <numbers>

namespace maquette {

namespace {

template <typename T>
void put(QByteArray& to, T value)
{
    const T little = qToLittleEndian(value);
    to.append(reinterpret_cast<const char*>(&little), qsizetype(sizeof(T)));
}

QByteArray padded(QByteArray bytes, char filler)
{
    while (bytes.size() % 4 != 0) {
        bytes.append(filler);
    }
    return bytes;
}

QByteArray texture(int side)
{
    QImage image(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double wave = std::sin(x * 0.05) * std::cos(y * 0.031);
            const bool check = ((x * 16 / side) + (y * 16 / side)) % 2 == 0;
            image.setPixel(x, y, qRgb(int(128 + 100 * wave), check ? 180 : 90, int(128 + 90 * std::sin(y * 0.02))));
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPG", 90);
    return bytes;
}

struct Vertex
{
    float position[3];
    float normal[3];
    float uv[2];
};

Vertex ballVertex(double u, double v)
{
    const double theta = v * std::numbers::pi;
    const double phi = u * 2 * std::numbers::pi;
    const double radius = 1 + 0.05 * std::sin(12 * phi) * std::sin(10 * theta) * std::sin(theta);
    const double x = std::sin(theta) * std::cos(phi);
    const double y = std::cos(theta);
    const double z = std::sin(theta) * std::sin(phi);
    return {{float(radius * x), float(radius * y), float(radius * z)},
            {float(x), float(y), float(z)},
            {float(1 - u), float(v)}};
}

QJsonObject view(int offset, qsizetype length)
{
    return {{QStringLiteral("buffer"), 0},
            {QStringLiteral("byteOffset"), offset},
            {QStringLiteral("byteLength"), qint64(length)}};
}

QJsonObject accessor(int bufferView, int componentType, int count, const char* type)
{
    return {{QStringLiteral("bufferView"), bufferView},
            {QStringLiteral("componentType"), componentType},
            {QStringLiteral("count"), count},
            {QStringLiteral("type"), QLatin1String(type)}};
}

} // namespace

QByteArray packGlb(const QByteArray& json, const QByteArray& binary)
{
    const QByteArray text = padded(json, ' ');
    const QByteArray data = padded(binary, '\0');
    QByteArray glb("glTF");
    put<quint32>(glb, 2);
    put<quint32>(glb, quint32(12 + 8 + text.size() + (data.isEmpty() ? 0 : 8 + data.size())));
    put<quint32>(glb, quint32(text.size()));
    glb += "JSON" + text;
    if (!data.isEmpty()) {
        put<quint32>(glb, quint32(data.size()));
        glb += QByteArray("BIN\0", 4) + data;
    }
    return glb;
}

QByteArray makeBallGlb(int columns, int rows, int textureSide)
{
    QByteArray positions;
    QByteArray normals;
    QByteArray uvs;
    QByteArray indices;
    const int count = (columns + 1) * (rows + 1);
    for (int row = 0; row <= rows; ++row) {
        for (int column = 0; column <= columns; ++column) {
            const Vertex vertex = ballVertex(double(column) / columns, double(row) / rows);
            positions.append(reinterpret_cast<const char*>(vertex.position), sizeof(vertex.position));
            normals.append(reinterpret_cast<const char*>(vertex.normal), sizeof(vertex.normal));
            uvs.append(reinterpret_cast<const char*>(vertex.uv), sizeof(vertex.uv));
        }
    }
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const auto a = quint32(row * (columns + 1) + column);
            const auto b = a + quint32(columns) + 1;
            for (const quint32 index : {a, a + 1, b, a + 1, b + 1, b}) {
                put(indices, index);
            }
        }
    }
    QByteArray binary;
    QJsonArray views;
    for (const QByteArray& part : {positions, normals, uvs, indices, texture(textureSide)}) {
        views.append(view(int(binary.size()), part.size()));
        binary += padded(part, '\0');
    }
    QJsonObject place = accessor(0, 5126, count, "VEC3");
    place[QStringLiteral("min")] = QJsonArray{-1.05, -1.05, -1.05};
    place[QStringLiteral("max")] = QJsonArray{1.05, 1.05, 1.05};
    const QByteArray rest = R"(
        "asset":{"version":"2.0"}, "scene":0, "scenes":[{"nodes":[0]}], "nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0,"NORMAL":1,"TEXCOORD_0":2},"indices":3,"material":0}]}],
        "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0},"metallicFactor":0.1,"roughnessFactor":0.6}}],
        "textures":[{"source":0}], "images":[{"bufferView":4,"mimeType":"image/jpeg"}])";
    QJsonObject root = QJsonDocument::fromJson("{" + rest + "}").object();
    root[QStringLiteral("buffers")] = QJsonArray{QJsonObject{{QStringLiteral("byteLength"), qint64(binary.size())}}};
    root[QStringLiteral("bufferViews")] = views;
    root[QStringLiteral("accessors")] =
        QJsonArray{place, accessor(1, 5126, count, "VEC3"), accessor(2, 5126, count, "VEC2"),
                   accessor(3, 5125, columns * rows * 6, "SCALAR")};
    return packGlb(QJsonDocument(root).toJson(QJsonDocument::Compact), binary);
}

} // namespace maquette
