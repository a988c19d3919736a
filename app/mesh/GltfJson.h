// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/mesh/MeshReader.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace maquette {

/// Parses JSON whose nesting and number of values are within \a limits, which is found out before any of it is parsed.
/// Errors: InvalidInput.
[[nodiscard]] Result<nlohmann::json> parseBoundedJson(const QByteArray& text, const MeshLimits& limits);

/// Compares the tree with the shape of glTF 2.0 as far as memory depends on it: the version, arrays of objects, how
/// many there are. Removes what only costs: "extras", and the extensions that are not read. Errors: InvalidInput.
[[nodiscard]] Result<void> checkGltfJson(nlohmann::json& root, const MeshLimits& limits, QStringList& notes);

} // namespace maquette
