// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QCoreApplication>

namespace maquette {

/// The words of the mesh readers, looked up in one context.
inline QString meshText(const char* text)
{
    return QCoreApplication::translate("MeshReader", text);
}

/// A failure that says the file is damaged and where.
[[nodiscard]] inline tl::unexpected<Error> damagedMesh(const QString& what)
{
    return failure(ErrorKind::InvalidInput, meshText("The mesh file is damaged: %1").arg(what));
}

} // namespace maquette
