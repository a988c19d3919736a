// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"

#include <tl/expected.hpp>

namespace maquette {

/// A value, or the reason why there is none. No exception crosses a module; this does.
template <typename T>
using Result = tl::expected<T, Error>;

/// Short form of a failed Result: `return failure(ErrorKind::Storage, file.errorString(), path);`
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, QString detail, QString place = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(detail), std::move(place), 0, -1, {}});
}

} // namespace maquette
