// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Check.h"

#include <QHash>
#include <QString>

namespace maquette::sandbox {

/// A problem in the words of the provider's validator: "FIELD: what is wrong", English, numbers grouped by commas in
/// image sizes.
[[nodiscard]] QString contractWording(const Operation& operation, const FieldProblem& problem,
                                      const QHash<QString, Asset>& filesByRole);

} // namespace maquette::sandbox
