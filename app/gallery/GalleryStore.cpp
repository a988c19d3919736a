// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/GalleryStore.h"

#include <QJsonDocument>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace maquette {

namespace {

QString columns()
{
    return QStringLiteral(
        "seq, id, asset, media_type, kind, bytes, width, height, has_alpha, frames, seconds, job, title, "
        "operation, provider, practice, filtered, request_id, request, resolved, seed, cost, created, "
        "took_ms, composed, for_print, all_opaque, all_black");
}

QString toText(const QJsonObject& json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject toObject(const QVariant& text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

MediaInfo infoOf(const QSqlQuery& row)
{
    MediaInfo info;
    info.mediaType = row.value(3).toString();
    info.kind = mediaKindFromName(row.value(4).toString());
    info.bytes = row.value(5).toLongLong();
    info.width = row.value(6).toInt();
    info.height = row.value(7).toInt();
    info.hasAlpha = row.value(8).toBool();
    info.frames = row.value(9).toInt();
    info.seconds = row.value(10).toDouble();
    info.forPrint = row.value(25).toBool();
    info.allOpaque = row.value(26).toBool();
    info.allBlack = row.value(27).toBool();
    return info;
}

/// Everything but the parents.
GalleryItem itemOf(const QSqlQuery& row)
{
    GalleryItem item;
    item.id = row.value(1).toString();
    item.asset = Asset{AssetId{row.value(2).toString()}, infoOf(row)};
    item.job = row.value(11).toString();
    item.title = row.value(12).toString();
    item.operation = row.value(13).toString();
    item.provider = row.value(14).toString();
    item.practice = row.value(15).toBool();
    item.filtered = row.value(16).toBool();
    item.requestId = row.value(17).toString();
    // A request of a newer program cannot be repeated here, but the picture is still the user's.
    if (!row.value(18).isNull()) {
        const auto request = Request::fromJson(toObject(row.value(18)));
        item.request = request ? std::optional<Request>(*request) : std::nullopt;
    }
    item.resolved = toObject(row.value(19));
    if (!row.value(20).isNull()) {
        item.seed = row.value(20).toUInt();
    }
    item.cost = Credits::fromMilli(row.value(21).toLongLong());
    item.created = QDateTime::fromMSecsSinceEpoch(row.value(22).toLongLong(), Qt::UTC);
    item.tookMs = row.value(23).toLongLong();
    item.composed = row.value(24).toBool();
    return item;
}

QVariantList valuesOf(const GalleryItem& item)
{
    const MediaInfo& info = item.asset.info;
    // The driver stores a null QString as NULL, which the columns refuse; an empty one is meant.
    const auto text = [](const QString& value) {
        return value.isNull() ? QVariant(QStringLiteral("")) : QVariant(value);
    };
    return {item.id,
            item.asset.id.sha256,
            text(info.mediaType),
            mediaKindName(info.kind),
            info.bytes,
            info.width,
            info.height,
            info.hasAlpha,
            info.frames,
            info.seconds,
            text(item.job),
            text(item.title),
            text(item.operation),
            text(item.provider),
            item.practice,
            item.filtered,
            text(item.requestId),
            item.request ? QVariant(toText(item.request->toJson())) : QVariant(),
            toText(item.resolved),
            item.seed ? QVariant(*item.seed) : QVariant(),
            item.cost.milli,
            item.created.toMSecsSinceEpoch(),
            item.tookMs,
            item.composed,
            info.forPrint,
            info.allOpaque,
            info.allBlack};
}

Result<void> insert(Database& database, const GalleryItem& item)
{
    // All but the first column, which counts by itself.
    const QString names = columns().mid(int(qstrlen("seq, ")));
    const auto places = QStringList(names.count(QLatin1Char(',')) + 1, QStringLiteral("?")).join(QStringLiteral(", "));
    auto done =
        database.run(QStringLiteral("INSERT INTO gallery_items (%1) VALUES (%2)").arg(names, places), valuesOf(item));
    for (qsizetype i = 0; done && i < item.parents.size(); ++i) {
        done = database.run(QStringLiteral("INSERT INTO gallery_parents (item, position, asset) VALUES (?, ?, ?)"),
                            {item.id, int(i), item.parents[i].sha256});
    }
    return done;
}

Result<void> readParents(const Database& database, GalleryItem& item)
{
    return database.each(QStringLiteral("SELECT asset FROM gallery_parents WHERE item = ? ORDER BY position"),
                         {item.id},
                         [&item](const QSqlQuery& row) { item.parents.append(AssetId{row.value(0).toString()}); });
}

/// The items \a clause ("WHERE ... ORDER BY ...") picks, with their parents.
Result<QList<GalleryItem>> select(const Database& database, const QString& clause, const QVariantList& values)
{
    QList<GalleryItem> items;
    auto done = database.each(QStringLiteral("SELECT %1 FROM gallery_items %2").arg(columns(), clause), values,
                              [&items](const QSqlQuery& row) { items.append(itemOf(row)); });
    for (qsizetype i = 0; done && i < items.size(); ++i) {
        done = readParents(database, items[i]);
    }
    if (!done) {
        return tl::unexpected(done.error());
    }
    return items;
}

Result<std::optional<GalleryItem>> selectOne(const Database& database, const QString& clause,
                                             const QVariantList& values)
{
    const auto items = select(database, clause + QStringLiteral(" LIMIT 1"), values);
    if (!items) {
        return tl::unexpected(items.error());
    }
    return items->isEmpty() ? std::nullopt : std::optional<GalleryItem>(items->first());
}

/// What \a asset was made ready from; \a asset itself when that is not known.
Result<AssetId> originOf(const Database& database, const AssetId& asset)
{
    AssetId origin = asset;
    const auto done =
        database.each(QStringLiteral("SELECT origin FROM gallery_origins WHERE asset = ?"), {asset.sha256},
                      [&origin](const QSqlQuery& row) { origin = AssetId{row.value(0).toString()}; });
    return done ? Result<AssetId>(origin) : tl::unexpected(done.error());
}

/// The item \a child was made from, by its parent at \a position: the newest with those bytes that was there before it,
/// else any with them (a file imported again).
Result<std::optional<GalleryItem>> parentOf(const Database& database, const GalleryItem& child, qsizetype position = 0)
{
    if (position >= child.parents.size()) {
        return std::optional<GalleryItem>();
    }
    const AssetId& asset = child.parents.at(position);
    const auto with = [&](const AssetId& bytes) {
        return selectOne(database,
                         QStringLiteral("WHERE asset = ? AND id <> ? ORDER BY "
                                        "seq < (SELECT seq FROM gallery_items WHERE id = ?) DESC, seq DESC"),
                         {bytes.sha256, child.id, child.id});
    };
    auto parent = with(asset);
    if (!parent || *parent) {
        return parent;
    }
    const auto origin = originOf(database, asset);
    if (!origin) {
        return tl::unexpected(origin.error());
    }
    return *origin == asset ? parent : with(*origin);
}

/// Puts the results the first of \a line was composed of before it.
Result<void> prependResults(const Database& database, QList<GalleryItem>& line, QSet<QString>& seen)
{
    const GalleryItem composed = line.first();
    for (qsizetype position = composed.parents.size() - 1; composed.composed && position > 0; --position) {
        const auto result = parentOf(database, composed, position);
        if (!result) {
            return tl::unexpected(result.error());
        }
        if (*result && !seen.contains((*result)->id)) {
            seen.insert((*result)->id);
            line.prepend(**result);
        }
    }
    return {};
}

} // namespace

GalleryStore::GalleryStore(Database& database)
    : m_database(database)
{
}

Result<std::unique_ptr<GalleryStore>> GalleryStore::open(Database& database)
{
    const QString first = QStringLiteral(R"(
        CREATE TABLE gallery_items (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            asset TEXT NOT NULL,
            media_type TEXT NOT NULL,
            kind TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            has_alpha INTEGER NOT NULL,
            frames INTEGER NOT NULL,
            seconds REAL NOT NULL,
            job TEXT NOT NULL,
            title TEXT NOT NULL,
            operation TEXT NOT NULL,
            provider TEXT NOT NULL,
            practice INTEGER NOT NULL,
            filtered INTEGER NOT NULL,
            request_id TEXT NOT NULL,
            request TEXT,
            resolved TEXT NOT NULL,
            seed INTEGER,
            cost INTEGER NOT NULL,
            created INTEGER NOT NULL,
            took_ms INTEGER NOT NULL);
        CREATE UNIQUE INDEX gallery_job_asset ON gallery_items (job, asset) WHERE job <> '';
        CREATE INDEX gallery_by_asset ON gallery_items (asset);
        CREATE INDEX gallery_by_time ON gallery_items (created, seq);
        CREATE INDEX gallery_by_kind ON gallery_items (kind, created, seq);
        CREATE TABLE gallery_parents (
            item TEXT NOT NULL REFERENCES gallery_items (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            asset TEXT NOT NULL,
            PRIMARY KEY (item, position)) WITHOUT ROWID;
        CREATE INDEX gallery_parents_by_asset ON gallery_parents (asset);
    )");
    const QString second = QStringLiteral("ALTER TABLE gallery_items ADD COLUMN composed INTEGER NOT NULL DEFAULT 0");
    // What is in an older library counts as an ordinary picture here; an order looks at the file itself.
    const QString third = QStringLiteral(R"(
        ALTER TABLE gallery_items ADD COLUMN for_print INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE gallery_items ADD COLUMN all_opaque INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE gallery_items ADD COLUMN all_black INTEGER NOT NULL DEFAULT 0;
    )");
    const QString fourth = QStringLiteral(R"(
        CREATE TABLE gallery_imports (asset TEXT PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL);
        CREATE TABLE gallery_origins (asset TEXT PRIMARY KEY, origin TEXT NOT NULL);
    )");
    if (auto made = database.migrate(QStringLiteral("gallery"), {first, second, third, fourth}); !made) {
        return tl::unexpected(made.error());
    }
    return std::unique_ptr<GalleryStore>(new GalleryStore(database));
}

Result<GalleryItem> GalleryStore::add(const GalleryItem& item)
{
    const bool named =
        std::all_of(item.parents.cbegin(), item.parents.cend(), [](const AssetId& id) { return id.isValid(); });
    if (!item.asset.id.isValid() || !named || !item.created.isValid()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("an item needs stored bytes and a time"), item.id);
    }
    GalleryItem stored = item;
    if (stored.id.isEmpty()) {
        stored.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    }
    auto done = m_database.transaction([&]() -> Result<void> {
        if (!item.job.isEmpty()) {
            const auto before =
                selectOne(m_database, QStringLiteral("WHERE job = ? AND asset = ?"), {item.job, item.asset.id.sha256});
            if (!before) {
                return tl::unexpected(before.error());
            }
            if (*before) {
                stored = **before;
                return {};
            }
        }
        if (auto inserted = insert(m_database, stored); !inserted) {
            return inserted;
        }
        // Read back, so that the caller has what every later reader gets.
        const auto after = find(stored.id);
        if (!after || !*after) {
            return after ? failure(ErrorKind::Storage, QStringLiteral("the item was not kept"), stored.id)
                         : tl::unexpected(after.error());
        }
        stored = **after;
        return {};
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return stored;
}

Result<std::optional<GalleryItem>> GalleryStore::find(const QString& id) const
{
    return selectOne(m_database, QStringLiteral("WHERE id = ?"), {id});
}

Result<std::optional<GalleryItem>> GalleryStore::findByJob(const QString& job) const
{
    return selectOne(m_database, QStringLiteral("WHERE job = ? AND job <> '' ORDER BY seq"), {job});
}

Result<std::optional<GalleryItem>> GalleryStore::findByAsset(const AssetId& asset) const
{
    return selectOne(m_database, QStringLiteral("WHERE asset = ? ORDER BY seq DESC"), {asset.sha256});
}

Result<void> GalleryStore::rememberImport(const AssetId& asset, const ImportedFile& file)
{
    if (!asset.isValid() || !file.created.isValid()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("an import needs stored bytes and a time"), file.name);
    }
    return m_database.run(
        QStringLiteral("INSERT OR REPLACE INTO gallery_imports (asset, name, created) VALUES (?, ?, ?)"),
        {asset.sha256, file.name, file.created.toMSecsSinceEpoch()});
}

Result<std::optional<ImportedFile>> GalleryStore::findImport(const AssetId& asset) const
{
    std::optional<ImportedFile> found;
    const auto done =
        m_database.each(QStringLiteral("SELECT name, created FROM gallery_imports WHERE asset = ?"), {asset.sha256},
                        [&found](const QSqlQuery& row) {
                            found = ImportedFile{row.value(0).toString(),
                                                 QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong(), Qt::UTC)};
                        });
    return done ? Result<std::optional<ImportedFile>>(found) : tl::unexpected(done.error());
}

Result<void> GalleryStore::rememberOrigin(const AssetId& asset, const AssetId& origin)
{
    if (!asset.isValid() || !origin.isValid() || asset == origin) {
        return {};
    }
    return m_database.run(QStringLiteral("INSERT OR REPLACE INTO gallery_origins (asset, origin) VALUES (?, ?)"),
                          {asset.sha256, origin.sha256});
}

Result<QList<GalleryItem>> GalleryStore::list(int limit, int offset, MediaKind kind) const
{
    const QString order = QStringLiteral("ORDER BY created DESC, seq DESC LIMIT ? OFFSET ?");
    if (kind == MediaKind::Unknown) {
        return select(m_database, order, {qMax(0, limit), qMax(0, offset)});
    }
    return select(m_database, QStringLiteral("WHERE kind = ? ") + order,
                  {mediaKindName(kind), qMax(0, limit), qMax(0, offset)});
}

Result<int> GalleryStore::count() const
{
    const auto found = m_database.value(QStringLiteral("SELECT count(*) FROM gallery_items"));
    if (!found) {
        return tl::unexpected(found.error());
    }
    return found->toInt();
}

Result<QList<GalleryItem>> GalleryStore::lineage(const QString& id) const
{
    QList<GalleryItem> line;
    QSet<QString> seen;
    auto next = find(id);
    // A result can have the very bytes of what it was made from: an item already in the line ends it.
    while (next && *next && !seen.contains((*next)->id)) {
        seen.insert((*next)->id);
        line.prepend(**next);
        const GalleryItem item = line.first();
        if (auto results = prependResults(m_database, line, seen); !results) {
            return tl::unexpected(results.error());
        }
        next = parentOf(m_database, item);
    }
    if (!next) {
        return tl::unexpected(next.error());
    }
    return line;
}

Result<QList<AssetId>> GalleryStore::assets() const
{
    QList<AssetId> found;
    auto done = m_database.each(
        QStringLiteral("SELECT asset FROM gallery_items UNION SELECT asset FROM gallery_parents ORDER BY 1"), {},
        [&found](const QSqlQuery& row) { found.append(AssetId{row.value(0).toString()}); });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return found;
}

} // namespace maquette
