// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/PlyReader.h"

#include "app/mesh/GltfWords.h"
#include "app/mesh/Polygon.h"

#include <QtEndian>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

enum class PlyType { None, Int8, UInt8, Int16, UInt16, Int32, UInt32, Float, Double };
enum class PlyCoding { Text, Little, Big };

PlyType typeOf(const QByteArray& name)
{
    static const QHash<QByteArray, PlyType> types{
        {"char", PlyType::Int8},     {"int8", PlyType::Int8},     {"uchar", PlyType::UInt8},
        {"uint8", PlyType::UInt8},   {"short", PlyType::Int16},   {"int16", PlyType::Int16},
        {"ushort", PlyType::UInt16}, {"uint16", PlyType::UInt16}, {"int", PlyType::Int32},
        {"int32", PlyType::Int32},   {"uint", PlyType::UInt32},   {"uint32", PlyType::UInt32},
        {"float", PlyType::Float},   {"float32", PlyType::Float}, {"double", PlyType::Double},
        {"float64", PlyType::Double}};
    return types.value(name, PlyType::None);
}

int bytesOf(PlyType type)
{
    const int sizes[] = {0, 1, 1, 2, 2, 4, 4, 4, 8};
    return sizes[int(type)];
}

struct PlyProperty
{
    QByteArray name;
    PlyType type = PlyType::None;
    PlyType countType = PlyType::None; ///< of a list
};

struct PlyElement
{
    QByteArray name;
    qint64 count = 0;
    QList<PlyProperty> properties;
};

struct PlyHeader
{
    PlyCoding coding = PlyCoding::Text;
    QList<PlyElement> elements;
    qsizetype end = 0; ///< where the values begin
};

/// Takes one line of the header. False when it cannot be.
bool addLine(const QList<QByteArray>& words, PlyHeader& header)
{
    if (words[0] == "format") {
        const QByteArray coding = words.value(1);
        header.coding = coding == "binary_little_endian" ? PlyCoding::Little
                        : coding == "binary_big_endian"  ? PlyCoding::Big
                                                         : PlyCoding::Text;
        return coding == "ascii" || header.coding != PlyCoding::Text;
    }
    if (words[0] == "element") {
        bool ok = false;
        const qint64 count = words.value(2).toLongLong(&ok);
        header.elements.append({words.value(1), count, {}});
        return ok && count >= 0;
    }
    if (words[0] == "property") {
        const bool isList = words.value(1) == "list";
        const PlyProperty property{words.value(isList ? 4 : 2), typeOf(words.value(isList ? 3 : 1)),
                                   isList ? typeOf(words.value(2)) : PlyType::None};
        if (header.elements.isEmpty() || property.type == PlyType::None ||
            (isList && property.countType == PlyType::None)) {
            return false;
        }
        header.elements.last().properties.append(property);
    }
    return true;
}

Result<PlyHeader> readHeader(const QByteArray& bytes)
{
    PlyHeader header;
    const QByteArray head = bytes.left(65'536);
    const qsizetype last = head.indexOf("end_header");
    const qsizetype newline = head.indexOf('\n', std::max<qsizetype>(0, last));
    if (last < 0 || newline < 0) {
        return damagedMesh(tr("its header does not end."));
    }
    header.end = newline + 1;
    for (const QByteArray& line : head.left(last).split('\n')) {
        if (!addLine(line.simplified().split(' '), header)) {
            return damagedMesh(
                tr("its header cannot be understood: %1").arg(QString::fromLatin1(line.simplified().left(80))));
        }
    }
    return header;
}

/// What is there must fit into the file even when all lists are empty.
Result<void> checkCounts(const PlyHeader& header, qint64 left, const MeshLimits& limits)
{
    for (const PlyElement& element : header.elements) {
        qint64 least = 0;
        for (const PlyProperty& property : element.properties) {
            const PlyType first = property.countType == PlyType::None ? property.type : property.countType;
            // A number in text takes a digit and a space at least.
            least += header.coding == PlyCoding::Text ? 2 : bytesOf(first);
        }
        if (element.count > 0 && (least == 0 || element.count > (left + 1) / least)) {
            return damagedMesh(tr("it should hold %1 of \"%2\", which do not fit into it.")
                                   .arg(element.count)
                                   .arg(QString::fromLatin1(element.name.left(40))));
        }
        left -= element.count * least;
        if (element.count > 3 * limits.triangles) {
            return failure(ErrorKind::InvalidInput, tr("The mesh is larger than is read here."));
        }
    }
    return {};
}

/// Beyond what fits it is infinite, not undefined.
float floatOf(double value)
{
    constexpr double kMost = double(std::numeric_limits<float>::max());
    return std::abs(value) <= kMost ? float(value) : std::numeric_limits<float>::infinity();
}

/// The values after the header, one at a time; stays at the end once it is reached.
class PlyValues
{
public:
    PlyValues(const QByteArray& bytes, const PlyHeader& header)
        : m_at(bytes.constData() + header.end)
        , m_end(bytes.constData() + bytes.size())
        , m_coding(header.coding)
    {
    }

    [[nodiscard]] bool isWhole() const { return m_whole; }
    double next(PlyType type)
    {
        switch (type) {
        case PlyType::Int8:
            return read<qint8>();
        case PlyType::UInt8:
            return read<quint8>();
        case PlyType::Int16:
            return read<qint16>();
        case PlyType::UInt16:
            return read<quint16>();
        case PlyType::Int32:
            return read<qint32>();
        case PlyType::UInt32:
            return read<quint32>();
        case PlyType::Float:
            return double(read<float>());
        default:
            return read<double>();
        }
    }

private:
    template <typename T>
    T read()
    {
        T value{};
        if (m_coding == PlyCoding::Text) {
            const double number = text();
            if constexpr (std::is_same_v<T, double>) {
                return number;
            } else if constexpr (std::is_same_v<T, float>) {
                return floatOf(number);
            } else if (number >= double(std::numeric_limits<T>::min()) &&
                       number <= double(std::numeric_limits<T>::max())) {
                return T(number);
            }
            m_whole = false;
            m_at = m_end;
            return value;
        }
        if (m_end - m_at < qptrdiff(sizeof(T))) {
            m_whole = false;
            m_at = m_end;
            return value;
        }
        value = m_coding == PlyCoding::Little ? qFromLittleEndian<T>(m_at) : qFromBigEndian<T>(m_at);
        m_at += sizeof(T);
        return value;
    }

    double text()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t' || *m_at == '+')) {
            ++m_at;
        }
        double value = 0;
        const auto result = std::from_chars(m_at, m_end, value);
        m_at = result.ptr;
        if (result.ec == std::errc::invalid_argument) {
            m_whole = false;
            m_at = m_end;
            return 0;
        }
        return value;
    }

    const char* m_at;
    const char* m_end;
    PlyCoding m_coding;
    bool m_whole = true;
};

float linearOf(double value, PlyType type)
{
    if (type == PlyType::Float || type == PlyType::Double) {
        return floatOf(value);
    }
    const double srgb = std::clamp(value / (bytesOf(type) == 1 ? 255.0 : 65'535.0), 0.0, 1.0);
    return float(srgb <= 0.04045 ? srgb / 12.92 : std::pow((srgb + 0.055) / 1.055, 2.4));
}

/// Where a property of a vertex goes: place 0-2, normal 3-5, coordinates 6-7, colour 8-11.
int slotOf(const QByteArray& name)
{
    static const QHash<QByteArray, int> places{
        {"x", 0},     {"y", 1},      {"z", 2}, {"nx", 3},        {"ny", 4},        {"nz", 5},  {"s", 6},
        {"t", 7},     {"u", 6},      {"v", 7}, {"texture_u", 6}, {"texture_v", 7}, {"red", 8}, {"green", 9},
        {"blue", 10}, {"alpha", 11}, {"r", 8}, {"g", 9},         {"b", 10},        {"a", 11}};
    return places.value(name, -1);
}

void readVertices(const PlyElement& element, PlyValues& values, MeshPrimitive& to)
{
    bool has[12] = {};
    for (const PlyProperty& property : element.properties) {
        if (const int place = slotOf(property.name); place >= 0 && property.countType == PlyType::None) {
            has[place] = true;
        }
    }
    to.positions = MeshBuffer<QVector3D>(element.count);
    to.normals = MeshBuffer<QVector3D>(has[3] && has[4] && has[5] ? element.count : 0);
    to.uv[0] = MeshBuffer<QVector2D>(has[6] && has[7] ? element.count : 0);
    to.colours = MeshBuffer<QVector4D>(has[8] && has[9] && has[10] ? element.count : 0);
    QVector3D* const places = to.positions.data();
    QVector3D* const normals = to.normals.data();
    QVector2D* const uvs = to.uv[0].data();
    QVector4D* const colours = to.colours.data();
    for (qint64 i = 0; i < element.count && values.isWhole(); ++i) {
        float read[12] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
        for (const PlyProperty& property : element.properties) {
            if (property.countType != PlyType::None) {
                for (double left = values.next(property.countType); left >= 1 && values.isWhole(); --left) {
                    values.next(property.type);
                }
                continue;
            }
            const double value = values.next(property.type);
            const int place = slotOf(property.name);
            if (place == 11) { // alpha is linear whatever its type
                read[11] = property.type == PlyType::UInt8 ? float(value / 255) : floatOf(value);
            } else if (place >= 0) {
                read[place] = place >= 8 ? linearOf(value, property.type) : floatOf(value);
            }
        }
        places[i] = {read[0], read[1], read[2]};
        if (!to.normals.isEmpty()) {
            normals[i] = {read[3], read[4], read[5]};
        }
        if (!to.uv[0].isEmpty()) {
            uvs[i] = {read[6], 1 - read[7]};
        }
        if (!to.colours.isEmpty()) {
            colours[i] = {read[8], read[9], read[10], read[11]};
        }
    }
}

/// False when a face refers to a vertex that is not there.
bool readFaces(const PlyElement& element, PlyValues& values, const MeshPrimitive& vertices, std::vector<quint32>& to)
{
    const auto most = double(vertices.vertexCount());
    std::vector<quint32> corners;
    for (qint64 i = 0; i < element.count && values.isWhole(); ++i) {
        for (const PlyProperty& property : element.properties) {
            if (property.countType == PlyType::None) {
                values.next(property.type);
                continue;
            }
            const bool isFace = property.name == "vertex_indices" || property.name == "vertex_index";
            corners.clear();
            for (double left = values.next(property.countType); left >= 1 && values.isWhole(); --left) {
                const double corner = values.next(property.type);
                if (isFace && values.isWhole() && !(corner >= 0 && corner < most)) {
                    return false;
                }
                if (isFace) {
                    corners.push_back(quint32(corner));
                }
            }
            if (values.isWhole()) {
                appendTriangles(corners, vertices.positions.values(), to);
            }
        }
    }
    return true;
}

} // namespace

Result<MeshPrimitive> readPly(const QByteArray& bytes, const MeshLimits& limits)
{
    const auto header = readHeader(bytes);
    if (!header) {
        return tl::unexpected(header.error());
    }
    if (const auto counts = checkCounts(*header, bytes.size() - header->end, limits); !counts) {
        return tl::unexpected(counts.error());
    }
    MeshPrimitive result;
    PlyValues values(bytes, *header);
    std::vector<quint32> indices;
    for (const PlyElement& element : header->elements) {
        if (element.name == "vertex") {
            readVertices(element, values, result);
        } else if (!readFaces(element, values, result, indices)) {
            return damagedMesh(tr("a face refers to a vertex that is not there."));
        }
        if (!values.isWhole()) {
            return damagedMesh(tr("it breaks off, or holds something that is not a number."));
        }
    }
    result.indices = MeshBuffer<quint32>::from(indices);
    return result;
}

} // namespace maquette
