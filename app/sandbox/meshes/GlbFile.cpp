// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/GlbFile.h"

#include <QBuffer>
#include <QImageWriter>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace maquette::sandbox::meshes {

namespace {

QString s(const char* text)
{
    return QString::fromLatin1(text);
}

/// The vertices as the file has them: a point on the seam stands once for each side.
struct Vertices
{
    std::vector<std::array<float, 3>> positions;
    std::vector<std::array<float, 3>> normals;
    std::vector<std::array<float, 2>> places;
    std::vector<quint32> indices;
};

Vertices verticesOf(const Mesh& mesh, const Atlas& atlas, double extent)
{
    constexpr quint32 kNone = 0xffffffffU;
    const std::vector<char> sides = frontSides(mesh);
    const std::vector<Point> normals = normalsOf(mesh);
    const double scale = extent / std::max(atlas.object.width, atlas.object.height);
    const double middleX = atlas.object.x + atlas.object.width / 2;
    const double middleY = atlas.object.y + atlas.object.height / 2;
    std::array<std::vector<quint32>, 2> known;
    known.fill(std::vector<quint32>(mesh.points.size(), kNone));
    Vertices out;
    for (size_t i = 0; i < mesh.triangles.size(); ++i) {
        const Triangle& t = mesh.triangles[i];
        // Turning y up mirrors the mesh, so the corners go round the other way.
        for (const quint32 v : {t[0], t[2], t[1]}) {
            quint32& index = known[size_t(quint8(sides[i]))][v];
            if (index == kNone) {
                index = quint32(out.positions.size());
                const Point& p = mesh.points[v];
                const cv::Point2d place = atlas.place(p, sides[i] != 0);
                out.positions.push_back(
                    {float((p.x - middleX) * scale), float((middleY - p.y) * scale), float(p.z * scale)});
                out.normals.push_back({float(normals[v].x), float(-normals[v].y), float(normals[v].z)});
                out.places.push_back({float(place.x), float(place.y)});
            }
            out.indices.push_back(index);
        }
    }
    return out;
}

/// The binary part and what describes it.
class Buffer
{
public:
    static constexpr int kVertices = 34962;
    static constexpr int kIndices = 34963;

    /// Returns the view's number; \a target 0 is for a picture.
    int addView(const QByteArray& bytes, int target)
    {
        QJsonObject view{
            {s("buffer"), 0}, {s("byteOffset"), qint64(m_bytes.size())}, {s("byteLength"), qint64(bytes.size())}};
        if (target != 0) {
            view.insert(s("target"), target);
        }
        m_bytes.append(bytes);
        m_bytes.append((4 - m_bytes.size() % 4) % 4, '\0');
        m_views.append(view);
        return int(m_views.size()) - 1;
    }
    int addAccessor(const QJsonObject& accessor)
    {
        m_accessors.append(accessor);
        return int(m_accessors.size()) - 1;
    }

    template <size_t n>
    int addFloats(const std::vector<std::array<float, n>>& values, bool bounds)
    {
        QByteArray bytes(qsizetype(values.size() * n * sizeof(float)), '\0');
        char* to = bytes.data();
        for (const auto& value : values) {
            for (const float part : value) {
                qToLittleEndian(part, to);
                to += sizeof(float);
            }
        }
        QJsonObject accessor{{s("bufferView"), addView(bytes, kVertices)},
                             {s("componentType"), 5126},
                             {s("count"), qint64(values.size())},
                             {s("type"), n == 3 ? s("VEC3") : s("VEC2")}};
        if (bounds) {
            QJsonArray low;
            QJsonArray high;
            for (size_t i = 0; i < n; ++i) {
                const auto [least, most] = std::minmax_element(
                    values.begin(), values.end(), [i](const auto& a, const auto& b) { return a[i] < b[i]; });
                low.append(double((*least)[i]));
                high.append(double((*most)[i]));
            }
            accessor.insert(s("min"), low);
            accessor.insert(s("max"), high);
        }
        return addAccessor(accessor);
    }

    int addIndices(const std::vector<quint32>& indices, size_t vertices)
    {
        const bool small = vertices < 0xffff;
        QByteArray bytes(qsizetype(indices.size() * (small ? 2 : 4)), '\0');
        char* to = bytes.data();
        for (const quint32 index : indices) {
            if (small) {
                qToLittleEndian(quint16(index), to);
            } else {
                qToLittleEndian(index, to);
            }
            to += small ? 2 : 4;
        }
        return addAccessor({{s("bufferView"), addView(bytes, kIndices)},
                            {s("componentType"), small ? 5123 : 5125},
                            {s("count"), qint64(indices.size())},
                            {s("type"), s("SCALAR")}});
    }

    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }
    [[nodiscard]] const QJsonArray& views() const { return m_views; }
    [[nodiscard]] const QJsonArray& accessors() const { return m_accessors; }

private:
    QByteArray m_bytes;
    QJsonArray m_views;
    QJsonArray m_accessors;
};

QByteArray number(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

/// Header and both chunks (glTF 2.0, 4.4): text filled up with spaces, bytes with zeros.
QByteArray assembled(const QJsonObject& json, const QByteArray& binary)
{
    QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    text.append((4 - text.size() % 4) % 4, ' ');
    const auto length = [](qsizetype bytes) { return number(quint32(bytes)); };
    return "glTF" + number(2) + length(12 + 8 + text.size() + 8 + binary.size()) + length(text.size()) + "JSON" + text +
           length(binary.size()) + QByteArray("BIN\0", 4) + binary;
}

} // namespace

Result<QByteArray> glbOf(const Mesh& mesh, const Atlas& atlas, double extent)
{
    QByteArray picture;
    QBuffer out(&picture);
    out.open(QIODevice::WriteOnly);
    QImageWriter writer(&out, "jpeg");
    writer.setQuality(93);
    if (!writer.write(atlas.picture)) {
        return failure(ErrorKind::Internal, writer.errorString());
    }
    const Vertices vertices = verticesOf(mesh, atlas, extent);
    Buffer buffer;
    const int positions = buffer.addFloats(vertices.positions, true);
    const int normals = buffer.addFloats(vertices.normals, false);
    const int places = buffer.addFloats(vertices.places, false);
    const int indices = buffer.addIndices(vertices.indices, vertices.positions.size());
    const int texture = buffer.addView(picture, 0);
    const auto only = [](const QJsonObject& one) { return QJsonArray{one}; };
    const QJsonObject attributes{{s("POSITION"), positions}, {s("NORMAL"), normals}, {s("TEXCOORD_0"), places}};
    const QJsonObject primitive{
        {s("attributes"), attributes}, {s("indices"), indices}, {s("material"), 0}, {s("mode"), 4}};
    const QJsonObject surface{
        {s("baseColorTexture"), QJsonObject{{s("index"), 0}}}, {s("metallicFactor"), 0}, {s("roughnessFactor"), 0.6}};
    const QJsonObject json{
        {s("asset"), QJsonObject{{s("version"), s("2.0")}, {s("generator"), s("Maquette, practice mode")}}},
        {s("scene"), 0},
        {s("scenes"), only({{s("nodes"), QJsonArray{0}}})},
        {s("nodes"), only({{s("mesh"), 0}, {s("name"), s("object")}})},
        {s("meshes"), only({{s("name"), s("object")}, {s("primitives"), only(primitive)}})},
        {s("materials"), only({{s("name"), s("surface")}, {s("pbrMetallicRoughness"), surface}})},
        {s("textures"), only({{s("sampler"), 0}, {s("source"), 0}})},
        {s("samplers"),
         only({{s("magFilter"), 9729}, {s("minFilter"), 9987}, {s("wrapS"), 33071}, {s("wrapT"), 33071}})},
        {s("images"), only({{s("bufferView"), texture}, {s("mimeType"), s("image/jpeg")}})},
        {s("accessors"), buffer.accessors()},
        {s("bufferViews"), buffer.views()},
        {s("buffers"), only({{s("byteLength"), qint64(buffer.bytes().size())}})}};
    return assembled(json, buffer.bytes());
}

} // namespace maquette::sandbox::meshes
