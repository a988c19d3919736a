// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/catalog/Operation.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <optional>

namespace maquette {

/// A picture made to keep an input's limits.
struct FittedPicture
{
    QByteArray bytes;
    QString note; ///< what was done: "Reduced from 6,000 × 4,000 px"
};

/// Whether a picture of that kind keeps the limits of \a input and leaves room for others in the same request.
[[nodiscard]] bool fits(const InputSpec& input, const MediaInfo& info);

/// Reduces the picture in \a path, or stores it in fewer bytes, until it keeps the limits of \a input. For a worker.
/// Errors: InvalidInput, a sentence, when no size or format does; Storage; Cancelled.
[[nodiscard]] Result<FittedPicture> fitPicture(const InputSpec& input, const QString& path,
                                               const std::atomic_bool* cancelled = nullptr);

} // namespace maquette
