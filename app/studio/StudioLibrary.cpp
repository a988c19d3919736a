// SPDX-License-Identifier: GPL-3.0-or-later
// Studio's library: its items, and the files that come into it.
#include "app/studio/SmallPictures.h"
#include "app/studio/Studio.h"
#include "app/studio/StudioPrivate.h"

#include <QBuffer>
#include <QFileInfo>

namespace maquette {

QFuture<Result<QList<GalleryItem>>> Studio::items(int limit, int offset)
{
    return d->core.ask<QList<GalleryItem>>([limit, offset](Core& core) { return core.gallery().list(limit, offset); });
}

QFuture<Result<std::optional<GalleryItem>>> Studio::itemOf(const AssetId& id)
{
    return d->core.ask<std::optional<GalleryItem>>([this, id](Core& core) {
        auto item = core.itemOf(id);
        if (item && *item && (*item)->id.isEmpty()) {
            knowSoon((*item)->asset);
        }
        return item;
    });
}

QFuture<Result<QList<GalleryItem>>> Studio::lineage(const QString& itemId)
{
    return d->core.ask<QList<GalleryItem>>([itemId](Core& core) { return core.gallery().lineage(itemId); });
}

QFuture<Result<Asset>> Studio::know(std::function<Result<Asset>(Core&)> find)
{
    return d->core.ask<Asset>([this, find = std::move(find)](Core& core) {
        auto asset = find(core);
        if (asset) {
            core.keepInMind(*asset);
            knowSoon(*asset);
        }
        return asset;
    });
}

/// From the core's thread. Queued before a future's own answer, so that check() knows the asset when the caller is
/// told.
void Studio::knowSoon(const Asset& asset)
{
    QMetaObject::invokeMethod(
        this, [this, asset] { d->assets.insert(asset.id, asset); }, Qt::QueuedConnection);
}

QFuture<Result<Asset>> Studio::importFile(const QString& path)
{
    return know([path, now = d->clock.now()](Core& core) {
        auto asset = core.blobs().putCopy(path);
        if (asset) {
            auto remembered = core.gallery().rememberImport(asset->id, {QFileInfo(path).fileName(), now});
            if (!remembered) {
                asset = tl::unexpected(remembered.error());
            }
        }
        return asset;
    });
}

QFuture<Result<Asset>> Studio::importImage(const QImage& image)
{
    return know([image](Core& core) -> Result<Asset> {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!image.save(&buffer, "PNG")) {
            return failure(ErrorKind::InvalidInput, QStringLiteral("not a picture"));
        }
        return core.blobs().putBytes(bytes);
    });
}

QFuture<Result<Asset>> Studio::importBytes(const QByteArray& bytes, const AssetId& origin)
{
    return know([bytes, origin](Core& core) {
        auto asset = core.blobs().putBytes(bytes);
        if (asset) {
            auto remembered = core.gallery().rememberOrigin(asset->id, origin);
            if (!remembered) {
                asset = tl::unexpected(remembered.error());
            }
        }
        return asset;
    });
}

QFuture<Result<Asset>> Studio::asset(const AssetId& id)
{
    return know([id](Core& core) { return core.look(id); });
}

std::optional<Asset> Studio::knownAsset(const AssetId& id) const
{
    const auto known = d->assets.constFind(id);
    return known == d->assets.constEnd() ? std::nullopt : std::optional<Asset>(*known);
}

QString Studio::assetPath(const AssetId& id) const
{
    return BlobStore::at(d->paths.blobs()).path(id);
}

Thumbnailer& Studio::thumbnailer()
{
    if (!d->thumbnailer) {
        d->thumbnailer =
            std::make_unique<Thumbnailer>(BlobStore::at(d->paths.blobs()), d->paths.thumbnails(), smallPictureMaker());
    }
    return *d->thumbnailer;
}

QFuture<Result<QStringList>> Studio::verifyLibrary()
{
    return d->core.ask<QStringList>([](Core& core) { return core.verifyLibrary(); });
}

} // namespace maquette
