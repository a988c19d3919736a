// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/catalog/Check.h"
#include "app/settings/Paths.h"

#include <functional>
#include <optional>

namespace maquette {

/// Bytes this user may still write at a folder; nothing when the system does not tell.
using FreeBytes = std::function<std::optional<qint64>(const QString& folder)>;

/// What the file system of \a folder says.
[[nodiscard]] std::optional<qint64> freeBytesAt(const QString& folder);

/// What one result of \a order may take in the library, in bytes: by its kind, and by the size of the picture, the
/// length of the sound and the file format asked for. Rather too much than too little.
[[nodiscard]] qint64 expectedBytes(const CheckedRequest& order);

/// Whether library and database have room for \a results bytes, and for what is written besides: answers on their way
/// in, journal, ledger, thumbnails. Errors: Storage, of which isNoRoom() holds; its place is the folder to make room
/// in.
[[nodiscard]] Result<void> checkRoom(const FreeBytes& freeBytes, const Paths& paths, qint64 results);

/// Whether \a error is checkRoom()'s; its detail tells what is needed and what there is.
[[nodiscard]] bool isNoRoom(const Error& error);

} // namespace maquette
