// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/catalog/Check.h"

#include <QList>

#include <optional>

namespace maquette {

/// Why an order was not taken. Nothing was sent and nothing is held.
struct Refusal
{
    QList<FieldProblem> problems; ///< fields to mend; else see error
    std::optional<Error> error;
};

} // namespace maquette
