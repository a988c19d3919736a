// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QPair>
#include <QStringList>

namespace maquette {

/// What a part must look like on the wire: the lines before the empty one, and the bytes after it. The bytes of a file
/// are "bytes of ROLE".
using WirePart = QPair<QByteArray, QByteArray>;

/// An order and what it must become, written from the provider's contract.
struct GoldenRequest
{
    QString name;
    QString operation;
    QByteArray values;  ///< JSON
    QStringList inputs; ///< "role media-type"
    qint64 seed = -1;   ///< -1: none
    QByteArray target;
    QByteArray accept; ///< empty: no such header
    QList<WirePart> parts;
};

/// At least one for every operation that can be ordered.
[[nodiscard]] QList<GoldenRequest> goldenRequests();

} // namespace maquette

Q_DECLARE_METATYPE(maquette::GoldenRequest)
