// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/canvas/UndoHistory.h"

#include <QJsonObject>

namespace maquette {

/// What a canvas file holds.
struct StoredCanvas
{
    CanvasDocument document;
    UndoHistory history;
    QJsonObject extra; ///< the window's own: staged results, the tool in use
};

/// Writes everything on a canvas to one file, whole or not at all (writeFileAtomically). Takes copies as they are and
/// touches nothing shared, so it may run on any thread while the window paints on. Errors: Storage.
[[nodiscard]] Result<void> saveCanvas(const QString& path, const CanvasDocument& document, const UndoHistory& history,
                                      const QJsonObject& extra);

/// The bytes of such a file.
[[nodiscard]] QByteArray canvasToBytes(const CanvasDocument& document, const UndoHistory& history,
                                       const QJsonObject& extra);

/// Reads such a file. Never trusts it: its checksum is compared first, and no number in it makes the program take more
/// memory than a canvas may. Errors: Storage, with what is wrong as the detail.
[[nodiscard]] Result<StoredCanvas> loadCanvas(const QString& path);

/// The same for bytes that were read from \a place already.
[[nodiscard]] Result<StoredCanvas> canvasFromBytes(const QByteArray& bytes, const QString& place);

} // namespace maquette
