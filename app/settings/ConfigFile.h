// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace maquette {

/// A small JSON object in a file of its own.
struct ConfigFile
{
    QJsonObject members;          ///< empty when there is no file
    std::optional<Error> problem; ///< Storage: it could not be read, or was damaged and is now called "<file>.damaged"
    bool mayWrite = true;         ///< false when it is there but could not be read: writing would destroy it
};

[[nodiscard]] ConfigFile readConfigFile(const QString& file);

/// Why nothing is written when mayWrite is false: Storage.
[[nodiscard]] Error notWritable(const QString& file);

/// Writes it atomically and makes its folder first. Errors: Storage.
[[nodiscard]] Result<void> writeConfigFile(const QString& file, const QJsonObject& members);

} // namespace maquette
