// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Result.h"

#include <QByteArray>
#include <QString>

namespace maquette {

/// Immutable bytes in a folder, each file named by its content. Written atomically and durably (temporary, fsync,
/// rename, fsync of the folder); the same bytes are kept once. Safe to use from several threads and processes.
class BlobStore
{
public:
    /// The store in \a folder as it is: nothing is made or checked. For looking only.
    [[nodiscard]] static BlobStore at(const QString& folder) { return BlobStore(folder); }
    /// Makes the folders. Errors: Storage.
    [[nodiscard]] static Result<BlobStore> open(const QString& folder);

    /// Stores \a bytes after probing them. Errors: Storage, InvalidInput when probing refuses them.
    [[nodiscard]] Result<Asset> putBytes(const QByteArray& bytes) const;
    /// Copies a file in. The original is not touched. Errors: as putBytes; InvalidInput, a sentence, when the original
    /// cannot be read.
    [[nodiscard]] Result<Asset> putCopy(const QString& path) const;
    /// Moves a file in that this program made in scratchFolder(); it is gone from there on success and still there on
    /// failure. Errors: as putBytes.
    [[nodiscard]] Result<Asset> putByMoving(const QString& path) const;

    /// The file of \a id, whether or not it exists; empty for an invalid id.
    [[nodiscard]] QString path(const AssetId& id) const;
    [[nodiscard]] bool contains(const AssetId& id) const;
    /// Probes a stored blob, the whole of it when \a decodeFully. Errors: Storage when it is missing.
    [[nodiscard]] Result<Asset> find(const AssetId& id, bool decodeFully = false) const;
    /// A folder on the same file system, for answers on their way in.
    [[nodiscard]] QString scratchFolder() const;
    /// The files in it that were last written before \a time.
    [[nodiscard]] QStringList scratchBefore(const QDateTime& time) const;
    /// All stored ids, by walking the folder.
    [[nodiscard]] QList<AssetId> all() const;
    /// Reads the blob again and compares. Errors: Storage when missing, unreadable or not the bytes its name promises.
    [[nodiscard]] Result<void> verify(const AssetId& id) const;

private:
    explicit BlobStore(QString folder);
    QString m_folder;
};

} // namespace maquette
