// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QByteArray>
#include <QString>

namespace maquette {

/// Writes \a bytes to \a path so that after a crash there is the old file or the new one, never half of one:
/// temporary file beside it, fsync, rename, fsync of the folder. Errors: Storage.
[[nodiscard]] Result<void> writeFileAtomically(const QString& path, const QByteArray& bytes);

/// Moves \a from to \a to on the same file system, after forcing the bytes of \a from to disk. An existing
/// \a to is replaced. Errors: Storage.
[[nodiscard]] Result<void> moveFileDurably(const QString& from, const QString& to);

/// Forces what was added to or removed from the folder to disk. Errors: Storage.
[[nodiscard]] Result<void> syncFolder(const QString& path);

/// Makes the folder and its parents, readable by the user only. Errors: Storage.
[[nodiscard]] Result<void> ensureFolder(const QString& path);

/// Reads a whole file of at most \a limit bytes. Errors: Storage, InvalidInput when it is larger.
[[nodiscard]] Result<QByteArray> readFile(const QString& path, qint64 limit);

} // namespace maquette
