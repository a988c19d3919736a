// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/sandbox/meshes/GlbLook.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <map>

namespace maquette {

namespace {

QJsonObject at(const QJsonValue& array, int index)
{
    return array.toArray().at(index).toObject();
}

/// The file's parts, and the first thing found wrong with it.
struct Parts
{
    QJsonObject json;
    QByteArray binary;
    QString fault;

    bool check(bool good, const char* what)
    {
        if (!good && fault.isEmpty()) {
            fault = QString::fromLatin1(what);
        }
        return good;
    }

    QByteArray view(int index)
    {
        const QJsonObject view = at(json[QLatin1String("bufferViews")], index);
        const qint64 from = view[QLatin1String("byteOffset")].toInteger();
        const qint64 length = view[QLatin1String("byteLength")].toInteger();
        check(from % 4 == 0, "a view is not aligned");
        check(length > 0 && from >= 0 && from + length <= binary.size(), "a view leaves the buffer");
        return binary.mid(from, length);
    }

    std::vector<std::vector<double>> values(int accessor, const char* type, size_t parts)
    {
        const QJsonObject object = at(json[QLatin1String("accessors")], accessor);
        const int kind = object[QLatin1String("componentType")].toInt();
        const auto count = size_t(object[QLatin1String("count")].toInteger());
        const QByteArray bytes = view(object[QLatin1String("bufferView")].toInt(-1));
        const size_t width = kind == 5123 ? 2 : 4;
        std::vector<std::vector<double>> out;
        if (!check(object[QLatin1String("type")].toString() == QLatin1String(type), "an accessor's type") ||
            !check(kind == 5123 || kind == 5125 || kind == 5126, "a component type") ||
            !check(size_t(bytes.size()) == count * parts * width, "an accessor does not fill its view")) {
            return out;
        }
        const char* from = bytes.constData();
        for (size_t i = 0; i < count; ++i) {
            std::vector<double> value;
            for (size_t part = 0; part < parts; ++part, from += width) {
                value.push_back(kind == 5123   ? double(qFromLittleEndian<quint16>(from))
                                : kind == 5125 ? double(qFromLittleEndian<quint32>(from))
                                               : double(qFromLittleEndian<float>(from)));
                check(std::isfinite(value.back()), "a number is not finite");
            }
            out.push_back(value);
        }
        return out;
    }
};

Parts partsOf(const QByteArray& bytes)
{
    Parts parts;
    const auto number = [&bytes](qsizetype from) {
        return qsizetype(qFromLittleEndian<quint32>(bytes.constData() + from));
    };
    if (!parts.check(bytes.size() > 28 && bytes.startsWith("glTF") && number(4) == 2, "not a GLB of version 2") ||
        !parts.check(number(8) == bytes.size(), "the length in the header")) {
        return parts;
    }
    const qsizetype text = number(12);
    if (!parts.check(bytes.mid(16, 4) == "JSON" && text % 4 == 0 && 28 + text <= bytes.size(), "the first chunk")) {
        return parts;
    }
    parts.json = QJsonDocument::fromJson(bytes.mid(20, text)).object();
    const qsizetype length = number(20 + text);
    parts.check(bytes.mid(24 + text, 4) == QByteArray("BIN\0", 4) && length % 4 == 0, "the second chunk");
    parts.check(28 + text + length == bytes.size(), "what follows the second chunk");
    parts.binary = bytes.mid(28 + text, length);
    parts.check(at(parts.json[QLatin1String("buffers")], 0)[QLatin1String("byteLength")].toInteger() <= length,
                "the buffer's length");
    return parts;
}

GlbLook::Vec3 minus(const GlbLook::Vec3& a, const GlbLook::Vec3& b)
{
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

double dot(const GlbLook::Vec3& a, const GlbLook::Vec3& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

GlbLook::Vec3 cross(const GlbLook::Vec3& a, const GlbLook::Vec3& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

} // namespace

GlbLook GlbLook::read(const QByteArray& bytes)
{
    GlbLook look;
    Parts parts = partsOf(bytes);
    const QJsonObject& json = parts.json;
    if (parts.fault.isEmpty()) {
        const QJsonObject node = at(json[QLatin1String("nodes")], 0);
        const QJsonObject mesh = at(json[QLatin1String("meshes")], node[QLatin1String("mesh")].toInt(-1));
        const QJsonObject primitive = at(mesh[QLatin1String("primitives")], 0);
        const QJsonObject attributes = primitive[QLatin1String("attributes")].toObject();
        parts.check(json[QLatin1String("asset")].toObject()[QLatin1String("version")].toString() ==
                        QLatin1String("2.0"),
                    "the version");
        parts.check(at(json[QLatin1String("scenes")], 0)[QLatin1String("nodes")].toArray() == QJsonArray{0},
                    "the scene");
        const int positions = attributes[QLatin1String("POSITION")].toInt(-1);
        for (const auto& p : parts.values(positions, "VEC3", 3)) {
            look.positions.push_back({p[0], p[1], p[2]});
        }
        for (const auto& n : parts.values(attributes[QLatin1String("NORMAL")].toInt(-1), "VEC3", 3)) {
            look.normals.push_back({n[0], n[1], n[2]});
            parts.check(std::abs(std::sqrt(dot(look.normals.back(), look.normals.back())) - 1.0) < 1e-4,
                        "a normal's length");
        }
        for (const auto& t : parts.values(attributes[QLatin1String("TEXCOORD_0")].toInt(-1), "VEC2", 2)) {
            look.places.push_back({t[0], t[1]});
            parts.check(t[0] >= 0 && t[0] <= 1 && t[1] >= 0 && t[1] <= 1, "a place outside the texture");
        }
        for (const auto& i : parts.values(primitive[QLatin1String("indices")].toInt(-1), "SCALAR", 1)) {
            look.indices.push_back(size_t(i[0]));
            parts.check(look.indices.back() < look.positions.size(), "an index beyond the vertices");
        }
        const QJsonObject stated = at(json[QLatin1String("accessors")], positions);
        for (size_t axis = 0; axis < 3; ++axis) {
            look.low[axis] = stated[QLatin1String("min")].toArray().at(int(axis)).toDouble(1e9);
            look.high[axis] = stated[QLatin1String("max")].toArray().at(int(axis)).toDouble(1e9);
            const auto [least, most] =
                std::minmax_element(look.positions.begin(), look.positions.end(),
                                    [axis](const Vec3& a, const Vec3& b) { return a[axis] < b[axis]; });
            parts.check(!look.positions.empty() && (*least)[axis] == look.low[axis] && (*most)[axis] == look.high[axis],
                        "the bounds");
        }
        parts.check(look.normals.size() == look.positions.size() && look.places.size() == look.positions.size(),
                    "attributes of different length");
        parts.check(!look.indices.empty() && look.indices.size() % 3 == 0, "not whole triangles");
        const QJsonObject surface =
            at(json[QLatin1String("materials")],
               primitive[QLatin1String("material")].toInt(-1))[QLatin1String("pbrMetallicRoughness")]
                .toObject();
        look.metallic = surface[QLatin1String("metallicFactor")].toDouble(1);
        look.roughness = surface[QLatin1String("roughnessFactor")].toDouble(1);
        const int texture = surface[QLatin1String("baseColorTexture")].toObject()[QLatin1String("index")].toInt(-1);
        const int source = at(json[QLatin1String("textures")], texture)[QLatin1String("source")].toInt(-1);
        const QJsonObject image = at(json[QLatin1String("images")], source);
        const QByteArray file = parts.view(image[QLatin1String("bufferView")].toInt(-1));
        const bool jpeg = image[QLatin1String("mimeType")].toString() == QLatin1String("image/jpeg");
        parts.check(look.texture.loadFromData(file, jpeg ? "jpeg" : "png"), "the texture");
    }
    look.fault = parts.fault;
    return look;
}

std::vector<size_t> GlbLook::welded() const
{
    std::map<Vec3, size_t> numbers;
    std::vector<size_t> out;
    for (const Vec3& p : positions) {
        out.push_back(numbers.emplace(p, numbers.size()).first->second);
    }
    return out;
}

int GlbLook::openEdges() const
{
    const std::vector<size_t> weld = welded();
    std::vector<std::pair<size_t, size_t>> edges;
    for (size_t i = 0; i < indices.size(); ++i) {
        edges.emplace_back(weld[indices[i]], weld[indices[i % 3 == 2 ? i - 2 : i + 1]]);
    }
    std::sort(edges.begin(), edges.end());
    int open = 0;
    for (size_t i = 0; i < edges.size(); ++i) {
        const std::pair<size_t, size_t> back(edges[i].second, edges[i].first);
        const auto [from, to] = std::equal_range(edges.begin(), edges.end(), back);
        const bool twice = i > 0 && edges[i] == edges[i - 1];
        open += twice || edges[i].first == edges[i].second || to - from != 1 ? 1 : 0;
    }
    return open;
}

double GlbLook::volume() const
{
    double sum = 0;
    for (size_t i = 0; i + 2 < indices.size(); i += 3) {
        sum += dot(positions[indices[i]], cross(positions[indices[i + 1]], positions[indices[i + 2]])) / 6.0;
    }
    return sum;
}

QImage GlbLook::seen(int side, bool fromBehind) const
{
    QImage out(side, side, QImage::Format_ARGB32);
    out.fill(Qt::transparent);
    std::vector<double> nearest(size_t(side) * size_t(side), -1e9);
    const double turn = fromBehind ? -1 : 1;
    for (size_t i = 0; i + 2 < indices.size(); i += 3) {
        std::array<Vec3, 3> p;
        for (size_t corner = 0; corner < 3; ++corner) {
            const Vec3& at = positions[indices[i + corner]];
            p[corner] = {(turn * at[0] + 0.5) * side, (0.5 - at[1]) * side, turn * at[2]};
        }
        const double area = cross(minus(p[1], p[0]), minus(p[2], p[0]))[2];
        if (area >= 0) { // y runs down here, so that what faces the viewer runs the other way round
            continue;
        }
        const auto [left, right] = std::minmax({p[0][0], p[1][0], p[2][0]});
        const auto [top, bottom] = std::minmax({p[0][1], p[1][1], p[2][1]});
        for (int y = std::max(0, int(top)); y <= std::min(side - 1, int(bottom)); ++y) {
            for (int x = std::max(0, int(left)); x <= std::min(side - 1, int(right)); ++x) {
                const Vec3 here{x + 0.5, y + 0.5, 0};
                const double a = cross(minus(p[1], here), minus(p[2], here))[2] / area;
                const double b = cross(minus(p[2], here), minus(p[0], here))[2] / area;
                const double c = 1 - a - b;
                double& depth = nearest[size_t(y) * size_t(side) + size_t(x)];
                const double z = a * p[0][2] + b * p[1][2] + c * p[2][2];
                if (std::min({a, b, c}) < -1e-9 || z <= depth) {
                    continue;
                }
                depth = z;
                std::array<double, 2> place{};
                for (size_t axis = 0; axis < 2; ++axis) {
                    place[axis] = a * places[indices[i]][axis] + b * places[indices[i + 1]][axis] +
                                  c * places[indices[i + 2]][axis];
                }
                out.setPixelColor(x, y,
                                  texture.pixelColor(std::min(int(place[0] * texture.width()), texture.width() - 1),
                                                     std::min(int(place[1] * texture.height()), texture.height() - 1)));
            }
        }
    }
    return out;
}

} // namespace maquette
