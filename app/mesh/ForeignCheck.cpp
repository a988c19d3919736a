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

} // namespace

bool isBinaryStl(const QByteArray& bytes)
{
    return bytes.size() >= kStlHeader && bytes.size() == kStlHeader + kStlTriangle * stlCount(bytes);
}

Result<void> checkForeign(const QByteArray& bytes, ForeignFormat format, const MeshLimits& limits)
{
    return format == ForeignFormat::Stl ? checkStl(bytes, limits) : Result<void>();
}

} // namespace maquette
