// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/ForeignCheck.h"

#include "app/mesh/GltfWords.h"

#include <QtEndian>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

constexpr qint64 kStlHeader = 84;
constexpr qint64 kStlTriangle = 50;

qint64 stlCount(const QByteArray& bytes)
{
    return qFromLittleEndian<quint32>(bytes.constData() + 80);
}

Result<void> checkAmount(qint64 triangles, const MeshLimits& limits)
{
    if (triangles > limits.triangles) {
        return failure(
            ErrorKind::InvalidInput,
            tr("The mesh has %1 triangles; more than %2 are not read.").arg(triangles).arg(limits.triangles));
    }
    return {};
}

Result<void> checkStl(const QByteArray& bytes, const MeshLimits& limits)
{
    const bool saysText = bytes.trimmed().startsWith("solid");
    if (isBinaryStl(bytes)) {
        return checkAmount(stlCount(bytes), limits);
    }
    if (saysText) {
        // The library searches for the closing words without minding the end.
        if (!bytes.contains("endsolid") || !bytes.contains("facet")) {
            return damagedMesh(tr("the text breaks off."));
        }
        return {};
    }
    if (bytes.size() < kStlHeader) {
        return damagedMesh(tr("it ends within its header."));
    }
    return damagedMesh(tr("it should hold %1 triangles, but there are %2.")
                           .arg(stlCount(bytes))
                           .arg((bytes.size() - kStlHeader) / kStlTriangle));
}

int plyTypeBytes(const QByteArray& type)
{
    for (const char* name : {"char", "uchar", "int8", "uint8"}) {
        if (type == name) {
            return 1;
        }
    }
    for (const char* name : {"short", "ushort", "int16", "uint16"}) {
        if (type == name) {
            return 2;
        }
    }
    for (const char* name : {"int", "uint", "float", "int32", "uint32", "float32"}) {
        if (type == name) {
            return 4;
        }
    }
    return type == "double" || type == "float64" ? 8 : 0;
}

struct PlyElement
{
    QByteArray name;
    qint64 count = 0;
    qint64 leastBytes = 0; ///< of one, when its lists are empty
};

/// Adds one line of the header. False when it cannot be.
bool addPlyLine(const QList<QByteArray>& words, bool isText, QList<PlyElement>& elements)
{
    if (words[0] == "element") {
        bool ok = false;
        const qint64 count = words.size() == 3 ? words[2].toLongLong(&ok) : -1;
        elements.append({words.value(1), count, 0});
        return ok && count >= 0;
    }
    if (words[0] != "property") {
        return true;
    }
    const bool isList = words.value(1) == "list";
    const int bytes = plyTypeBytes(words.value(isList ? 2 : 1));
    if (elements.isEmpty() || bytes == 0 || (isList && plyTypeBytes(words.value(3)) == 0)) {
        return false;
    }
    // A number in text takes a digit and a space at least.
    elements.last().leastBytes += isText ? 2 : bytes;
    return true;
}

Result<void> checkPly(const QByteArray& bytes, const MeshLimits& limits)
{
    const qsizetype end = bytes.left(65'536).indexOf("end_header");
    if (end < 0) {
        return damagedMesh(tr("its header does not end."));
    }
    bool isText = true;
    QList<PlyElement> elements;
    const QList<QByteArray> lines = bytes.left(end).replace('\r', '\n').split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words[0] == "format") {
            isText = words.value(1) == "ascii";
        } else if (!addPlyLine(words, isText, elements)) {
            return damagedMesh(
                tr("its header cannot be understood: %1").arg(QString::fromLatin1(line.simplified().left(80))));
        }
    }
    qint64 left = bytes.size() - end;
    bool hasVertices = false;
    for (const PlyElement& element : elements) {
        hasVertices = hasVertices || (element.name == "vertex" && element.count > 0);
        if (element.count > 0 && (element.leastBytes == 0 || element.count > left / element.leastBytes + 1)) {
            return damagedMesh(tr("it should hold %1 of \"%2\", which do not fit into it.")
                                   .arg(element.count)
                                   .arg(QString::fromLatin1(element.name.left(40))));
        }
        left -= element.count * element.leastBytes;
        if (element.name == "face") {
            if (const auto amount = checkAmount(element.count, limits); !amount) {
                return amount;
            }
        }
    }
    if (!hasVertices) {
        return failure(ErrorKind::InvalidInput, tr("There is nothing to show: the mesh holds no triangles."));
    }
    return {};
}

} // namespace

bool isBinaryStl(const QByteArray& bytes)
{
    return bytes.size() >= kStlHeader && bytes.size() == kStlHeader + kStlTriangle * stlCount(bytes);
}

Result<void> checkForeign(const QByteArray& bytes, ForeignFormat format, const MeshLimits& limits)
{
    switch (format) {
    case ForeignFormat::Stl:
        return checkStl(bytes, limits);
    case ForeignFormat::Ply:
        return checkPly(bytes, limits);
    case ForeignFormat::Obj:
        break;
    }
    return {};
}

} // namespace maquette
