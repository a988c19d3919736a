// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Credits.h"
#include "app/base/Database.h"
#include "app/catalog/Request.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

#include <memory>
#include <optional>

namespace maquette {

/// One thing in the library: an asset, and where it came from. Two items may share bytes.
struct GalleryItem
{
    QString id; ///< made here, stable
    Asset asset;
    QString job;       ///< empty for imported files
    QString title;     ///< the prompt's beginning, or the imported file's name
    QString operation; ///< operation id, empty for imports
    QString provider;  ///< provider id, empty for imports
    bool practice = false;
    bool filtered = false; ///< the provider blurred it
    /// Put together here, free, from a paid result: its first parent is the picture the result was ordered for, the
    /// others are the results used. Operation and request are those of the first result.
    bool composed = false;
    QString requestId;
    std::optional<Request> request;
    QJsonObject resolved; ///< every value as it took effect, defaults included
    std::optional<quint32> seed;
    Credits cost;
    QDateTime created;      ///< UTC
    qint64 tookMs = 0;      ///< from sending to stored
    QList<AssetId> parents; ///< assets it was made from
    bool operator==(const GalleryItem&) const = default;
};

/// What a file brought in is called until something made of it joins the library, and since when it is here.
struct ImportedFile
{
    QString name;
    QDateTime created; ///< UTC
    bool operator==(const ImportedFile&) const = default;
};

/// The index of the library. Rows are written after their blob is safely stored, in one transaction each.
class GalleryStore
{
public:
    /// Makes its tables in \a database, which must outlive it. Errors: Storage.
    [[nodiscard]] static Result<std::unique_ptr<GalleryStore>> open(Database& database);

    /// Adds \a item, with a new id when it has none, and returns it as stored. A second add for the same job and asset
    /// returns the first item unchanged. Errors: Storage, InvalidInput when the asset, a parent or the time is not
    /// valid.
    [[nodiscard]] Result<GalleryItem> add(const GalleryItem& item);
    [[nodiscard]] Result<std::optional<GalleryItem>> find(const QString& id) const;
    [[nodiscard]] Result<std::optional<GalleryItem>> findByJob(const QString& job) const;
    /// The newest item with these bytes.
    [[nodiscard]] Result<std::optional<GalleryItem>> findByAsset(const AssetId& asset) const;
    /// Remembers \a file of the bytes \a asset; the last one counts. Errors: Storage, InvalidInput when the time is not
    /// valid.
    [[nodiscard]] Result<void> rememberImport(const AssetId& asset, const ImportedFile& file);
    [[nodiscard]] Result<std::optional<ImportedFile>> findImport(const AssetId& asset) const;
    /// \a asset is \a origin as it was sent: cut, reduced or encoded anew. What was made of it was made of \a origin.
    [[nodiscard]] Result<void> rememberOrigin(const AssetId& asset, const AssetId& origin);
    /// Newest first. \a kind Unknown means all kinds.
    [[nodiscard]] Result<QList<GalleryItem>> list(int limit, int offset = 0, MediaKind kind = MediaKind::Unknown) const;
    [[nodiscard]] Result<int> count() const;
    /// The line of \a item back to where it began, oldest first, \a item last. The paid results a composed item was
    /// made of stand before it, so that the sum over the line is what it has cost. A parent no longer in the library
    /// ends it; one that was made ready for sending stands for its origin.
    [[nodiscard]] Result<QList<GalleryItem>> lineage(const QString& id) const;
    /// The ids of all assets the index names, parents among them.
    [[nodiscard]] Result<QList<AssetId>> assets() const;

private:
    explicit GalleryStore(Database& database);
    Database& m_database;
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::GalleryItem)
